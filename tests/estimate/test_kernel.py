"""The compiled kernel against plain linear algebra on the same model."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import norm

from trucewatch.estimate import kernel
from trucewatch.estimate.kernel import Fits, Model, laplace_grid, mixture_quantile

Floats = NDArray[np.float64]

GRID = np.array([(0.95, 0.1, 1.0), (0.98, 0.3, 10.0), (0.995, 0.06, 100.0)])


def model(y: Floats, effects: int = 0, seed: int = 5) -> Model:
    """Return a model with the level and so many random columns."""
    columns = np.random.default_rng(seed).normal(size=(y.size, effects)) / 2
    return Model(
        y,
        np.hstack([np.ones((y.size, 1)), columns]),
        np.concatenate([[np.log(y[y >= 0].mean())], np.zeros(effects)]),
        np.concatenate([[0.25], np.full(effects, 16.0)]),
    )


SPARSE = np.array([0] * 29 + [7], dtype=float)
GAPS = np.array([3, 5, -1, 2, 8, -1, -1, 0, 4, 6] * 3, dtype=float)
MODELS = [
    model(np.array([3, 5, 0, 2, 8, 1, 0, 0, 4, 6] * 3, dtype=float)),
    model(SPARSE),
    model(np.random.default_rng(1).poisson(40, 35).astype(float), effects=2),
    model(GAPS, effects=1),
]


@cache
def precision(n: int, phi: float, s: float) -> Floats:
    """Precision of a stationary first-order autoregression."""
    lag = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    return np.linalg.inv(s * s / (1 - phi * phi) * phi**lag)


def log_posterior(theta: Floats, given: Model, row: Floats) -> float:
    """Log of the joint density of counts, path and coefficients, every constant included."""
    phi, s, r = row
    y, n = given.y, given.y.size
    x, beta = theta[:n], theta[n:]
    q = precision(n, phi, s)
    eta = x + given.columns @ beta
    mean = np.exp(eta)
    seen = np.maximum(y, 0)
    likelihood = gammaln(seen + r) - gammaln(r) - gammaln(seen + 1)
    likelihood += r * np.log(r / (r + mean)) + seen * np.log(mean / (r + mean))
    prior = 0.5 * np.linalg.slogdet(q)[1] - 0.5 * x @ q @ x - 0.5 * n * np.log(2 * np.pi)
    prior += norm.logpdf(beta, given.mean, given.precision**-0.5).sum()
    return float(likelihood[y >= 0].sum() + prior)


def derivatives(eta: Floats, y: Floats, r: float) -> tuple[Floats, Floats]:
    """Minus the second and the third derivative of each day's log likelihood."""
    p = np.exp(eta) / (r + np.exp(eta))
    second = (y + r) * p * (1 - p)
    return np.where(y >= 0, second, 0.0), np.where(y >= 0, -second * (1 - 2 * p), 0.0)


def curvature(theta: Floats, given: Model, row: Floats) -> Floats:
    """Negative Hessian of the log joint density."""
    phi, s, r = row
    n = given.y.size
    a = np.hstack([np.eye(n), given.columns])
    w, _ = derivatives(a @ theta, given.y, r)
    prior = np.zeros((theta.size, theta.size))
    prior[:n, :n] = precision(n, phi, s)
    prior[n:, n:] = np.diag(given.precision)
    return np.asarray(prior + a.T @ (w[:, np.newaxis] * a))


@pytest.mark.parametrize("given", MODELS)
def test_the_approximation_is_the_textbook_one(given: Model) -> None:
    fits: Fits = laplace_grid(given, GRID)
    n, size = given.y.size, given.y.size + given.mean.size
    a = np.hstack([np.eye(n), given.columns])
    for k, row in enumerate(GRID):
        mode = minimize(
            lambda t, row=row: -log_posterior(t, given, row),
            np.r_[np.zeros(n), given.mean],
            method="BFGS",
            options={"gtol": 1e-7},
        ).x
        h = curvature(mode, given, row)
        cov = np.linalg.inv(h)
        evidence = log_posterior(mode, given, row)
        evidence += 0.5 * size * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(h)[1]
        assert fits.evidence[k] == pytest.approx(evidence, abs=1e-4)
        spread = np.diag(a @ cov @ a.T)
        np.testing.assert_allclose(fits.spread[k], spread, rtol=1e-3)
        _, third = derivatives(a @ mode, given.y, row[2])
        mean = mode + cov @ a.T @ (0.5 * third * spread)
        np.testing.assert_allclose(fits.rate[k], a @ mean, atol=3e-4)
        np.testing.assert_allclose(fits.mean[k], mean[n - 1 :], atol=3e-4)
        np.testing.assert_allclose(fits.covariance[k], cov[n - 1 :, n - 1 :], rtol=2e-3, atol=1e-5)
        along = np.zeros(size)
        along[[n - 1, n]] = 1
        lean = (third * (a @ cov @ along) ** 3).sum() / (along @ cov @ along) ** 1.5
        assert fits.skewness[k] == pytest.approx(np.clip(lean, -0.9, 0.9), abs=2e-3)


def test_the_path_through_the_grid_does_not_matter() -> None:
    there = laplace_grid(MODELS[0], GRID)
    back = laplace_grid(MODELS[0], GRID[::-1].copy())
    for ours, theirs in zip(there, back, strict=True):
        np.testing.assert_allclose(ours, theirs[::-1], rtol=1e-4, atol=1e-5)


def test_a_mixture_quantile_is_that_of_its_normal_distributions() -> None:
    mean = np.array([[0.0, 3.0], [2.0, 3.0]])
    variance = np.array([[1.0, 4.0], [0.25, 4.0]])
    weights = np.array([0.3, 0.7])
    for q in (0.05, 0.5, 0.95):
        found = mixture_quantile(mean, variance, weights, q)
        share = weights @ norm.cdf(found, mean, np.sqrt(variance))
        np.testing.assert_allclose(share, q, atol=1e-9)
        assert found[1] == pytest.approx(norm.ppf(q, 3.0, 2.0), abs=1e-8)


def test_the_source_says_what_the_compiled_code_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the kernel as plain Python, so that reading it is enough to know it."""
    given = model(GAPS[:12].copy(), effects=2)
    weights = np.array([0.2, 0.5, 0.3])
    compiled = laplace_grid(given, GRID)
    quantile = mixture_quantile(compiled.rate, compiled.spread, weights, 0.3)
    for name, function in list(vars(kernel).items()):
        if hasattr(function, "py_func"):
            monkeypatch.setattr(kernel, name, function.py_func)
    plain = kernel.laplace_grid(given, GRID)
    for ours, theirs in zip(plain, compiled, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    again = kernel.mixture_quantile(plain.rate, plain.spread, weights, 0.3)
    np.testing.assert_allclose(again, quantile, rtol=1e-9)
