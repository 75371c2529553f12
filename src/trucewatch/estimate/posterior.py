"""The posterior of a series' rate at the end of its baseline, over the grid of hyper-parameters."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from trucewatch.estimate.columns import Columns
from trucewatch.estimate.kernel import Fits, Model, laplace_grid
from trucewatch.estimate.priors import Prior

Floats = NDArray[np.float64]

_PHI = (0.98, 0.995, 0.999)  # one day to the next: half-lives of five weeks, five months, two years
_STEP = (0.03, 0.06, 0.12, 0.24, 0.48)  # sd of a day's change of the log rate
_SIZE = (0.1, 0.3, 1.0, 3.0, 10.0, 50.0)  # of the negative binomial; the last is almost Poisson
_NEGLIGIBLE = 12.0  # log weight below the best at which the sizes that follow are left out
_WHOLE = 0.999  # the part of the weight that may stand for all of it
LEVEL_VARIANCE = 4.0
"""Of the log level about the baseline's own mean: hardly a constraint."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """A mixture over the grid of hyper-parameters.

    Attributes
    ----------
    fits
        The approximation at each point.
    grid
        The points: phi, step, size. Shape: (g, 3).
    weights
        Their posterior weights. Shape: (g,).
    """

    fits: Fits
    grid: Floats
    weights: Floats

    def heavy(self) -> Floats:
        """Return the points that hold nearly all of the weight, in their order. Shape: (h, 3)."""
        falling = np.argsort(-self.weights, kind="stable")
        enough = int(np.searchsorted(np.cumsum(self.weights[falling]), _WHOLE)) + 1
        return self.grid[np.sort(falling[:enough])]

    def sample(self, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        """Draw hyper-parameters, the last x and the coefficients.

        Returns
        -------
        tuple of array
            Shapes: (draws, 3), (draws,), (draws, k).
        """
        rows = np.repeat(np.arange(len(self.grid)), rng.multinomial(draws, self.weights))
        used, where = np.unique(rows, return_inverse=True)
        covariance = self.fits.covariance[used]
        z = rng.standard_normal((draws, covariance.shape[1]))
        moved = np.einsum("dij,dj->di", np.linalg.cholesky(covariance)[where], z)
        # The rate now is what leans; the rest follows it by its regression on the rate.
        along = covariance[:, :, :2].sum(axis=2)
        sd = np.sqrt(along[:, :2].sum(axis=1))
        standard = moved[:, :2].sum(axis=1) / sd[where]
        lean = self.fits.skewness[used][where] / 6.0 * (standard**2 - 1.0)
        moved += along[where] / sd[where, np.newaxis] * lean[:, np.newaxis]
        state = self.fits.mean[used][where] + moved
        return self.grid[rows], state[:, 0], state[:, 1:]


def posterior(
    baseline: Floats, columns: Columns, prior: Prior, points: Floats | None = None
) -> Posterior:
    """Fit a baseline that holds at least one event; ``columns`` may go on beyond it.

    A day with a negative count is not known. With ``points`` only these of the grid are looked at,
    such as those that were heavy for a series that hardly differs.
    """
    n = baseline.size
    before = np.hstack([np.ones((n, 1)), columns.values[:n]])
    model = Model(
        baseline,
        np.ascontiguousarray(before),
        np.concatenate([[np.log(baseline[baseline >= 0].mean())], np.zeros(columns.sd.size)]),
        np.concatenate([[1 / LEVEL_VARIANCE], columns.sd**-2.0]),
    )
    grids, fits, log_weights = [], [], []
    best = -np.inf
    # The evidence has one summit along the sizes: past it there is nothing left to look for.
    for size in reversed(_SIZE):
        grid = _grid(size) if points is None else points[points[:, 2] == size]
        if not grid.size:
            continue
        fit = laplace_grid(model, grid)
        log_weight = fit.evidence + prior.log_density(grid)
        if log_weight.max() < best - _NEGLIGIBLE:
            break
        best = max(best, float(log_weight.max()))
        grids.append(grid)
        fits.append(fit)
        log_weights.append(log_weight)
    weights = np.exp(np.concatenate(log_weights) - best)
    return Posterior(
        Fits(*(np.concatenate(parts) for parts in zip(*fits, strict=True))),
        np.concatenate(grids),
        weights / weights.sum(),
    )


@cache
def _grid(size: float) -> Floats:
    """Every combination with one size, neighbours side by side: each search is short."""
    rows = []
    for turn, phi in enumerate(_PHI):
        rows += [(phi, step, size) for step in (_STEP if turn % 2 else _STEP[::-1])]
    return np.array(rows)
