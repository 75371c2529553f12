"""The compiled kernel against plain linear algebra on the same model."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import norm

from trucewatch.estimate import kernel
from trucewatch.estimate.kernel import laplace_grid, mixture_quantile

Floats = NDArray[np.float64]

GRID = np.array([(0.95, 0.1, 1.0), (0.98, 0.3, 10.0), (0.995, 0.06, 100.0)])
SERIES = [
    np.array([3, 5, 0, 2, 8, 1, 0, 0, 4, 6] * 3, dtype=float),
    np.array([0] * 29 + [7], dtype=float),
    np.random.default_rng(1).poisson(40, 35).astype(float),
]


@cache
def precision(n: int, phi: float, s: float) -> Floats:
    """Precision of a stationary first-order autoregression."""
    lag = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    return np.linalg.inv(s * s / (1 - phi * phi) * phi**lag)


def log_posterior(theta: Floats, y: Floats, row: Floats, m: float, v: float) -> float:
    """Log of the joint density of counts, path and level, every constant included."""
    phi, s, r = row
    x, level = theta[:-1], theta[-1]
    q = precision(y.size, phi, s)
    eta = level + x
    mean = np.exp(eta)
    likelihood = gammaln(y + r) - gammaln(r) - gammaln(y + 1)
    likelihood += r * np.log(r / (r + mean)) + y * np.log(mean / (r + mean))
    prior = 0.5 * np.linalg.slogdet(q)[1] - 0.5 * x @ q @ x - 0.5 * y.size * np.log(2 * np.pi)
    return float(likelihood.sum() + prior + norm.logpdf(level, m, np.sqrt(v)))


def curvature(theta: Floats, y: Floats, row: Floats, v: float) -> Floats:
    """Negative Hessian of the log joint density."""
    phi, s, r = row
    n = y.size
    mean = np.exp(theta[:-1] + theta[-1])
    w = (y + r) * r * mean / (r + mean) ** 2
    out = np.zeros((n + 1, n + 1))
    out[:n, :n] = precision(n, phi, s) + np.diag(w)
    out[:n, n] = out[n, :n] = w
    out[n, n] = w.sum() + 1 / v
    return out


@pytest.mark.parametrize("y", SERIES)
def test_the_approximation_is_the_textbook_one(y: Floats) -> None:
    m, v = float(np.log(y.mean())), 4.0
    table, rate, spread = laplace_grid(y, GRID, m, v)
    for k, row in enumerate(GRID):
        found = minimize(
            lambda t, row=row: -log_posterior(t, y, row, m, v),
            np.r_[np.zeros(y.size), m],
            method="BFGS",
            options={"gtol": 1e-7},
        ).x
        h = curvature(found, y, row, v)
        cov = np.linalg.inv(h)
        size = y.size + 1
        evidence = log_posterior(found, y, row, m, v)
        evidence += 0.5 * size * np.log(2 * np.pi) - 0.5 * np.linalg.slogdet(h)[1]
        assert table[k, 0] == pytest.approx(evidence, abs=1e-4)
        np.testing.assert_allclose(rate[k], found[:-1] + found[-1], atol=2e-4)
        sum_var = np.diag(cov)[:-1] + cov[-1, -1] + 2 * cov[:-1, -1]
        np.testing.assert_allclose(spread[k], sum_var, rtol=1e-3)
        expected = [found[-2], found[-1], cov[-2, -2], cov[-2, -1], cov[-1, -1]]
        np.testing.assert_allclose(table[k, 1:], expected, rtol=2e-3, atol=2e-4)


def test_the_path_through_the_grid_does_not_matter() -> None:
    y = SERIES[0]
    there, _, _ = laplace_grid(y, GRID, 1.0, 4.0)
    back, _, _ = laplace_grid(y, GRID[::-1].copy(), 1.0, 4.0)
    np.testing.assert_allclose(there, back[::-1], rtol=1e-4, atol=1e-5)


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
    y = SERIES[0][:12]
    weights = np.array([0.2, 0.5, 0.3])
    compiled = laplace_grid(y, GRID, 1.0, 4.0)
    quantile = mixture_quantile(compiled[1], compiled[2], weights, 0.3)
    for name in ("_log_joint", "_slopes", "_newton_step", "_find_mode", "_log_rates", "_constant"):
        monkeypatch.setattr(kernel, name, getattr(kernel, name).py_func)
    plain = laplace_grid.py_func(y, GRID, 1.0, 4.0)
    for ours, theirs in zip(plain, compiled, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    again = mixture_quantile.py_func(plain[1], plain[2], weights, 0.3)
    np.testing.assert_allclose(again, quantile, rtol=1e-9)
