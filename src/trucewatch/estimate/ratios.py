"""Log ratios of several units on one grid, how they hang together learnt from the units themselves.

The log ratio ``theta`` of a unit (how its rate in the window compares with the rate it would have
had) is as good as zero in an unknown share of the units: the truce passes them by [1]_, and
theta is normal about zero with a standard deviation of .15, for nothing stays exactly as it was. An
exact zero would shrink the intervals of small true changes to nothing. In the other units theta
follows a Student t distribution with four degrees of freedom around a common ``mu`` with a scale
``tau`` [2]_; its tails let a unit stand apart without being drawn to the rest [3]_. ``mu`` is
standard normal (or zero), ``tau`` half-normal with scale .7 [4]_, the share takes five values from
none to all. Everything lives on grids, so that the posterior is a finite sum and nothing is drawn.

References
----------
.. [1] Stephens, M. (2017) False discovery rates: a new deal. Biostatistics 18: 275-294.
.. [2] Gelman, A., J. B. Carlin, H. S. Stern and D. B. Rubin (2003) Bayesian data analysis, second
   edition, chapter 5. Chapman & Hall.
.. [3] Dawid, A. P. (1973) Posterior expectations for large observations. Biometrika 60: 664-667.
.. [4] Gelman, A. (2006) Prior distributions for variance parameters in hierarchical models.
   Bayesian Analysis 1: 515-534.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEP = 0.05
EDGES: Floats = np.arange(-120.0, 101.0) * STEP
"""Bounds of the cells of theta: ratios from 1/403 to 148. Zero is one of them."""
POINTS: Floats = (EDGES[:-1] + EDGES[1:]) / 2
"""Middles of the cells."""

SMALL_SPREAD = 0.2
"""Units whose log ratios have a smaller standard deviation are as good as alike."""

UNCHANGED = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The shares of units without a change; all are as likely beforehand."""

_CENTRE_SCALE = 1.0
_SPREAD_SCALE = 0.7
_FURTHEST_CENTRE = 3.0
_SPREAD_EDGES: Floats = 2.2 * np.linspace(0.0, 1.0, 21) ** 2  # finer where units are alike
_ZERO = int(np.searchsorted(POINTS, 0.0))
_SMALL_CHANGE = 0.15  # of theta, as standard deviation, in units that a truce passes by
_NO_CHANGE: Floats = np.exp(-((POINTS / _SMALL_CHANGE) ** 2) / 2)
_NO_CHANGE /= _NO_CHANGE.sum()
_LEAST = 1e-300


@dataclass(frozen=True)
class Hyper:
    """A grid of hyper-parameters.

    Attributes
    ----------
    unchanged, middle, spread
        Share of the units without a change; mean and standard deviation of all log ratios.
        Shape: (h,).
    prior
        Prior probability of each point. Shape: (h,).
    masses
        What each point gives to the cells of theta. Shape: (h, cells).
    changed
        Prior of the theta of a unit with a change. Shape: (cells,).
    """

    unchanged: Floats
    middle: Floats
    spread: Floats
    prior: Floats
    masses: Floats
    changed: Floats


@dataclass(frozen=True)
class Posterior:
    """What the likelihoods of all units say together.

    Attributes
    ----------
    theta
        Probability of each cell. Shape: (units, cells).
    fall, rise
        Probability that a unit has changed, and fell or rose; the rest is that of no change.
        Shape: (units,).
    hyper
        The grid of hyper-parameters.
    weights
        Posterior probability of each of its points. Shape: (h,).
    """

    theta: Floats
    fall: Floats
    rise: Floats
    hyper: Hyper
    weights: Floats


@cache
def hyper(*, centred: bool, unchanged: tuple[float, ...] = UNCHANGED) -> Hyper:
    """Return the grid of hyper-parameters.

    Parameters
    ----------
    centred
        Whether ``mu`` is zero.
    unchanged
        The shares of units without a change that may be, all as likely.

    Examples
    --------
    >>> hyper(centred=True).masses.shape, hyper(centred=False).masses.shape
    ((81, 220), (9601, 220))
    """
    mu = np.zeros(1) if centred else POINTS[np.abs(POINTS) < _FURTHEST_CENTRE]
    tau = (_SPREAD_EDGES[:-1] + _SPREAD_EDGES[1:]) / 2
    mu, tau = (axis.ravel() for axis in np.meshgrid(mu, tau, indexing="ij"))
    prior = np.exp(-((mu / _CENTRE_SCALE) ** 2 + (tau / _SPREAD_SCALE) ** 2) / 2)
    prior *= np.tile(np.diff(_SPREAD_EDGES), tau.size // (_SPREAD_EDGES.size - 1))
    prior /= prior.sum()
    below = _student4((EDGES - mu[:, None]) / tau[:, None])
    slab = normalised(np.maximum(np.diff(below, axis=1), 0.0))  # rounding may leave -1e-17
    rows = [  # where no unit changes mu and tau mean nothing: one point will do
        (share, prior, mu, slab) if share < 1 else (share, np.ones(1), np.zeros(1), slab[:1])
        for share in unchanged
    ]
    masses = np.vstack([(1 - share) * cells + share * _NO_CHANGE for share, _, _, cells in rows])
    return Hyper(
        unchanged=np.concatenate([np.full(p.size, share) for share, p, _, _ in rows]),
        middle=np.concatenate([(1 - share) * middle for share, _, middle, _ in rows]),
        spread=spread_of(masses),
        prior=np.concatenate([p / len(rows) for _, p, _, _ in rows]),
        masses=masses,
        changed=normalised(prior @ slab),
    )


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
    >>> found = posterior(np.ones((3, POINTS.size)), hyper(centred=True))
    >>> bool(np.allclose(found.weights, found.hyper.prior)), found.fall.round(2)
    (True, array([0.25, 0.25, 0.25]))
    """
    evidence = np.log(np.maximum(_each(likelihood, grid.masses.T), _LEAST))
    log_weights = np.log(grid.prior) + power * evidence.sum(axis=0)
    log_weights -= log_weights.max()
    apart = log_weights - evidence
    apart = np.exp(apart - apart.max(axis=1, keepdims=True))
    theta = likelihood * _each(apart, grid.masses)
    total = theta.sum(axis=1, keepdims=True)
    changed = theta - likelihood * _NO_CHANGE * _each(apart, grid.unchanged)[:, None]
    fall, rise = (
        np.clip(part.sum(axis=1) / total[:, 0], 0.0, 1.0)
        for part in (changed[:, :_ZERO], changed[:, _ZERO:])
    )
    weights = np.exp(log_weights)
    return Posterior(theta / total, fall, rise, grid, weights / weights.sum())


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
    mean = _each(theta, POINTS)
    return np.asarray(np.sqrt(np.maximum(_each(theta, POINTS**2) - mean**2, 0.0)))


def _each(rows: Floats, by: Floats) -> Floats:
    """Multiply every row on its own: in one product, the last digit of two alike can differ."""
    return np.array([row @ by for row in rows]).reshape(len(rows), *by.shape[1:])


def _cumulated(theta: Floats) -> Floats:
    """Probability below each edge; exactly 0 and 1 at the ends."""
    sums = np.cumsum(theta, axis=1)
    return np.hstack([np.zeros((len(theta), 1)), sums / sums[:, -1:]])


def _student4(t: Floats) -> Floats:
    """Distribution function of Student's t with four degrees of freedom, in closed form."""
    u = t / np.sqrt(4.0 + t * t)
    return np.asarray(0.5 + 0.25 * u * (3.0 - u * u))
