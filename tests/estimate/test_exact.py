"""The approximation against the exact posterior, by importance sampling.

The normal approximation at each point of the grid is the proposal; its draws are weighted by the
exact joint density, so that nothing of the approximation is left but noise.
"""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from trucewatch.estimate.columns import none
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.estimate.posterior import LEVEL_VARIANCE, posterior
from trucewatch.estimate.priors import COUNTED

from .test_kernel import curvature, model, precision

Floats = NDArray[np.float64]

WINDOW = 7
PER_POINT = 600
RNG = np.random.default_rng(11)
SERIES = {
    "sparse": RNG.poisson(0.3, 42),
    "fading": RNG.poisson(np.geomspace(12, 1, 42)),
    "bursty": RNG.negative_binomial(0.5, 0.5 / (0.5 + 4), 42),
}


def log_joint(theta: Floats, y: Floats, row: Floats, m: float) -> Floats:
    """Log joint density of counts, paths and levels. Shape of theta: (draws, n + 1)."""
    phi, s, r = row
    x, level = theta[:, :-1], theta[:, -1]
    eta = x + level[:, np.newaxis]
    log_sum = np.logaddexp(np.log(r), eta)
    likelihood = gammaln(y + r) - gammaln(r) - gammaln(y + 1) + r * np.log(r) + y * eta
    likelihood = (likelihood - (y + r) * log_sum).sum(axis=1)
    q = precision(y.size, phi, s)
    prior = 0.5 * np.linalg.slogdet(q)[1] - 0.5 * np.einsum("di,ij,dj->d", x, q, x)
    prior -= 0.5 * (level - m) ** 2 / LEVEL_VARIANCE
    return np.asarray(likelihood + prior)


def exact_quantiles(y: Floats, probabilities: list[float]) -> Floats:
    """Quantiles of the window's total under the exact posterior."""
    m = float(np.log(y.mean()))
    found = posterior(y, none(y.size), COUNTED)
    prior = COUNTED.log_density(found.grid)
    weights, totals = [], []
    for row, log_prior, end, rate in zip(
        found.grid, prior, found.fits.mean, found.fits.rate, strict=True
    ):
        middle = np.r_[rate - end[1], end[1]]
        factor = np.linalg.cholesky(curvature(middle, model(y), row))
        z = RNG.standard_normal((PER_POINT, middle.size))
        theta = middle + np.linalg.solve(factor.T, z.T).T
        proposal = np.log(np.diag(factor)).sum() - 0.5 * (z**2).sum(axis=1)
        weights.append(log_joint(theta, y, row, m) + log_prior - proposal)
        totals.append(forward(theta, row))
    log_weights = np.concatenate(weights)
    total = np.concatenate(totals)
    order = np.argsort(total)
    share = np.cumsum(np.exp(log_weights[order] - logsumexp(log_weights)))
    return np.asarray([total[order][np.searchsorted(share, p)] for p in probabilities])


def forward(theta: Floats, row: Floats) -> Floats:
    """Run each path through the window and draw its total."""
    phi, s, r = row
    x, level = theta[:, -2], theta[:, -1]
    total = np.zeros(len(theta))
    for _ in range(WINDOW):
        x = phi * x + s * RNG.standard_normal(len(theta)) - s * s / 2
        total += RNG.poisson(RNG.standard_gamma(r, len(theta)) / r * np.exp(level + x))
    return total


@pytest.mark.parametrize("name", SERIES)
def test_the_answer_is_close_to_the_exact_one(name: str) -> None:
    y = SERIES[name].astype(float)
    probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
    exact = exact_quantiles(y, probabilities)
    ours = np.quantile(
        counterfactual(y, WINDOW, seed=1, draws=20_000).draws, probabilities, method="inverted_cdf"
    )
    np.testing.assert_array_less(np.abs(ours - exact), np.maximum(1.01, 0.1 * exact))
