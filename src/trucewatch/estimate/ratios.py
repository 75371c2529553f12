"""Log ratios of several units on one grid, their spread learnt from the units themselves.

The log ratio ``theta`` of a unit (how its rate in the window compares with the rate it would have
had) follows a Student t distribution with four degrees of freedom around a common ``mu`` with a
scale ``tau`` [1]_; its tails let a unit stand apart without being drawn to the rest [2]_. ``mu`` is
standard normal (or zero), ``tau`` half-normal with scale .7 [3]_. All three live on grids, so that
the posterior is a finite sum and nothing is drawn.

References
----------
.. [1] Gelman, A., J. B. Carlin, H. S. Stern and D. B. Rubin (2003) Bayesian data analysis, second
   edition, chapter 5. Chapman & Hall.
.. [2] Dawid, A. P. (1973) Posterior expectations for large observations. Biometrika 60: 664-667.
.. [3] Gelman, A. (2006) Prior distributions for variance parameters in hierarchical models.
   Bayesian Analysis 1: 515-534.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEP = 0.05
EDGES: Floats = np.arange(-120, 101) * STEP
"""Bounds of the cells of theta: ratios from 1/403 to 148. Zero is one of them."""
POINTS: Floats = (EDGES[:-1] + EDGES[1:]) / 2
"""Middles of the cells."""

SMALL_SPREAD = 0.2
"""Units whose ``tau`` is below are as good as alike: half of them lie within 16 % of the middle."""

_CENTRE_SCALE = 1.0
_SPREAD_SCALE = 0.7
_FURTHEST_CENTRE = 3.0
_SPREAD_EDGES: Floats = SMALL_SPREAD * (np.arange(21) / 6) ** 2  # SMALL_SPREAD is one of them
_LEAST = 1e-300


@dataclass(frozen=True)
class Hyper:
    """A grid of hyper-parameters.

    Attributes
    ----------
    centres, spreads
        ``mu`` and ``tau`` of each point. Shape: (h,).
    prior
        Their prior probabilities. Shape: (h,).
    masses
        What each point gives to the cells of theta. Shape: (h, cells).
    """

    centres: Floats
    spreads: Floats
    prior: Floats
    masses: Floats

    @property
    def predictive(self) -> Floats:
        """Prior of theta, the hyper-parameters summed out. Shape: (cells,)."""
        return np.asarray(self.prior @ self.masses)


@dataclass(frozen=True)
class Posterior:
    """What the likelihoods of all units say together.

    Attributes
    ----------
    theta
        Probability of each cell. Shape: (units, cells).
    hyper
        The grid of hyper-parameters.
    weights
        Posterior probability of each of its points. Shape: (h,).
    """

    theta: Floats
    hyper: Hyper
    weights: Floats


@cache
def hyper(*, centred: bool) -> Hyper:
    """Return the grid of hyper-parameters; ``mu`` is zero where it is ``centred``.

    Examples
    --------
    >>> hyper(centred=True).masses.shape, hyper(centred=False).masses.shape
    ((20, 220), (2400, 220))
    """
    centre = np.zeros(1) if centred else POINTS[np.abs(POINTS) < _FURTHEST_CENTRE]
    spread = (np.sqrt(_SPREAD_EDGES[:-1]) + np.sqrt(_SPREAD_EDGES[1:])) ** 2 / 4
    centres, spreads = (axis.ravel() for axis in np.meshgrid(centre, spread, indexing="ij"))
    scaled = (centres / _CENTRE_SCALE) ** 2 + (spreads / _SPREAD_SCALE) ** 2
    prior = np.exp(-scaled / 2) * np.tile(np.diff(_SPREAD_EDGES), centre.size)
    below = _student4((EDGES - centres[:, None]) / spreads[:, None])
    masses = np.maximum(np.diff(below, axis=1), 0.0)  # far out rounding may leave -1e-17
    masses /= masses.sum(axis=1, keepdims=True)
    return Hyper(centres, spreads, prior / prior.sum(), masses)


def posterior(likelihood: Floats, grid: Hyper, *, power: float = 1.0) -> Posterior:
    """Join the units' likelihoods.

    Parameters
    ----------
    likelihood
        Of each unit at :data:`POINTS`; the largest of a unit is about one. Shape: (units, cells).
    grid
        The hyper-parameters.
    power
        To which the evidence of each unit is taken before it is joined: below one where the units
        tell partly the same.

    Examples
    --------
    >>> flat = np.ones((3, POINTS.size))
    >>> found = posterior(flat, hyper(centred=True))
    >>> bool(np.allclose(found.weights, found.hyper.prior))
    True
    """
    evidence = np.log(np.maximum(likelihood @ grid.masses.T, _LEAST))
    log_weights = np.log(grid.prior) + power * evidence.sum(axis=0)
    log_weights -= log_weights.max()
    apart = log_weights - evidence
    apart = np.exp(apart - apart.max(axis=1, keepdims=True))
    theta = likelihood * (apart @ grid.masses)
    weights = np.exp(log_weights)
    return Posterior(normalised(theta), grid, weights / weights.sum())


def normalised(masses: Floats) -> Floats:
    """Let each row sum to one.

    Examples
    --------
    >>> normalised(np.array([[1.0, 3.0]]))
    array([[0.25, 0.75]])
    """
    return np.asarray(masses / masses.sum(axis=-1, keepdims=True))


def below(theta: Floats, bound: float) -> Floats:
    """Return the probability of each row that theta lies below a bound.

    Examples
    --------
    >>> flat = np.full((1, POINTS.size), 1 / POINTS.size)
    >>> below(flat, -0.5).round(6)
    array([0.5])
    """
    return np.array([np.interp(bound, EDGES, row) for row in _cumulated(theta)])


def quantiles(theta: Floats, shares: tuple[float, ...]) -> Floats:
    """Return quantiles of each row's theta, as if it lay evenly within a cell.

    Returns
    -------
    array
        Shape: (units, shares).

    Examples
    --------
    >>> flat = np.full((1, POINTS.size), 1 / POINTS.size)
    >>> quantiles(flat, (0.0, 0.5, 1.0)).round(6) + 0.0
    array([[-6. , -0.5,  5. ]])
    """
    rows = _cumulated(theta)
    return np.array([np.interp(shares, row, EDGES) for row in rows]).reshape(-1, len(shares))


def spread_of(theta: Floats) -> Floats:
    """Return the standard deviation of each row's theta.

    Examples
    --------
    >>> spread_of(np.full((1, POINTS.size), 1 / POINTS.size)).round(2)
    array([3.18])
    """
    mean = theta @ POINTS
    return np.asarray(np.sqrt(np.maximum(theta @ POINTS**2 - mean**2, 0.0)))


def _cumulated(theta: Floats) -> Floats:
    """Probability below each edge; exactly 0 and 1 at the ends."""
    sums = np.cumsum(theta, axis=1)
    return np.hstack([np.zeros((len(theta), 1)), sums / sums[:, -1:]])


def _student4(t: Floats) -> Floats:
    """Distribution function of Student's t with four degrees of freedom, in closed form."""
    u = t / np.sqrt(4.0 + t * t)
    return np.asarray(0.5 + 0.25 * u * (3.0 - u * u))
