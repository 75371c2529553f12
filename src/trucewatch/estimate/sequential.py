"""A verdict that may be looked at every day: a confidence sequence for the ratio.

Asking every day with a test made for one day finds an effect sooner or later whether there is one
or not. Here the days share one error: each day may use up only what is left of it.

For one ratio ``f`` of the rate to what it would have been, the draws of the counterfactual are run
as if the truce had multiplied every day's rate by ``f``. A boundary of running totals is laid so
that, over all days together, at most ``alpha`` of these paths ever touch it (Lan & DeMets 1983:
the error is spent along a function of time, whatever the times at which one looks). A ratio whose
boundary the record has touched is ruled out, for good. The ratios that are left are a confidence
sequence (Howard, Ramdas, McAuliffe & Sekhon 2021): with probability 1 - 2 alpha it holds the true
ratio on all days at once, if the counterfactual is right and the ratio does not change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import Counterfactual

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HORIZON = 60
"""Days over which the error is spent; a baseline says little about what comes later."""

_SPENT_BY = 14  # days by which all of it may be spent, most of it in the first week
_LEAST, _MOST, _STEPS = 0.02, 5.0, 41


@dataclass(frozen=True, slots=True)
class ConfidenceSequence:
    """Which ratios of the rate to what it would have been are left, day by day.

    Attributes
    ----------
    low, high
        The bounds after each day; what was ruled out stays ruled out. A ``low`` of 0 and a
        ``high`` of infinity are no bounds. Shapes: (days,).
    level
        Of both bounds together, over all days.
    """

    low: Floats
    high: Floats
    level: float

    def first_below(self, ratio: float) -> int | None:
        """Return the first day (from 0) on which a ratio is ruled out as too high."""
        return _first(self.high <= ratio)

    def first_above(self, ratio: float) -> int | None:
        """Return the first day (from 0) on which a ratio is ruled out as too low."""
        return _first(self.low >= ratio)


def confidence_sequence(
    observed: Sequence[int] | Ints,
    forecast: Counterfactual,
    *,
    level: float,
    seed: int,
    ratios: Sequence[float] = (),
) -> ConfidenceSequence:
    """Return the ratios that are left after each observed day.

    Parameters
    ----------
    observed
        Counts of the first days of the window; may be fewer than it has. Shape: (days,).
    forecast
        What the window would have brought.
    level
        Of both bounds together, over all days.
    seed
        Of the draws.
    ratios
        Ratios that must be tried exactly, such as 1 less the agreed fall.

    Raises
    ------
    QuestionError
        When there are more observed days than the forecast or the horizon has.

    References
    ----------
    Lan, K. K. G. and D. L. DeMets (1983) Discrete sequential boundaries for clinical trials.
    Biometrika 70: 659-663.

    Howard, S. R., A. Ramdas, J. McAuliffe and J. Sekhon (2021) Time-uniform, nonparametric,
    nonasymptotic confidence sequences. Annals of Statistics 49: 1055-1080.

    Examples
    --------
    >>> from trucewatch.estimate.counterfactual import counterfactual
    >>> expected = counterfactual([3, 5, 4, 2, 6, 3, 4] * 8, 14, seed=1)
    >>> left = confidence_sequence([1] * 14, expected, level=0.9, seed=1)
    >>> left.first_below(1.0), left.first_above(1.0)
    (2, None)
    """
    counts = np.asarray(observed, dtype=np.int64)
    if forecast.intensity is None:
        raise QuestionError(
            "deaths come in clumps, and one strike can undo a daily verdict on them",
            remedy="ask for a daily verdict on events",
        )
    intensity = forecast.intensity[:, forecast.gap :]
    if counts.size > min(intensity.shape[1], HORIZON):
        raise QuestionError(
            f"{counts.size} days were observed, and the daily verdict reaches over "
            f"{min(intensity.shape[1], HORIZON)}"
        )
    tried = _tried(ratios)
    alpha = (1 - level) / 2
    falls, rises = np.full(len(tried), HORIZON), np.full(len(tried), HORIZON)
    totals = np.cumsum(counts)
    for n, ratio in enumerate(tried):
        paths = _paths(intensity[:, : counts.size], ratio, seed)
        falls[n] = _touched(totals <= lower_boundary(paths, alpha))
        rises[n] = _touched(-totals <= lower_boundary(-paths, alpha))
    days = np.arange(counts.size)[:, np.newaxis]
    return ConfidenceSequence(
        low=np.where(rises <= days, tried, 0.0).max(axis=1, initial=0.0),
        high=np.where(falls <= days, tried, np.inf).min(axis=1, initial=np.inf),
        level=level,
    )


def lower_boundary(totals: Ints, alpha: float) -> Floats:
    """Return the running total at or below which a day's record is too low to be chance.

    Parameters
    ----------
    totals
        Running totals of draws, a row for each. Shape: (draws, days).
    alpha
        The share of the draws that may touch the boundary on any day.

    Returns
    -------
    array
        Minus infinity on days on which nothing would be low enough. Shape: (days,).

    Notes
    -----
    Totals are whole numbers, so a day can rarely spend just its part; what is left over goes to
    the days after it.
    """
    draws, days = totals.shape
    left, spent = np.ones(draws, dtype=bool), 0
    out = np.full(days, -np.inf)
    for day in range(days):
        room = int(np.floor(spending(day + 1) * alpha * draws + 1e-9)) - spent
        there = totals[left, day]
        if room <= 0 or room >= there.size:
            continue
        first_too_many = np.partition(there, room)[room]
        below = there[there < first_too_many]
        if below.size:
            out[day] = below.max()
            left &= totals[:, day] > out[day]
            spent += below.size
    return out


def spending(day: int) -> float:
    """Return the share of the error that may be spent by the end of a day, counted from 1.

    Examples
    --------
    >>> [round(spending(day), 2) for day in (1, 7, 14, 60)]
    [0.27, 0.71, 1.0, 1.0]
    """
    return float(min(day / _SPENT_BY, 1.0) ** 0.5)


def _paths(intensity: Floats, ratio: float, seed: int) -> Ints:
    """Run the draws with every day's rate multiplied; the same seed for every ratio.

    They are run day by day, so that what follows a day changes nothing on it: who asks again later
    is told of that day what was told on it.
    """
    rng = np.random.default_rng(seed)
    return np.asarray(np.cumsum(rng.poisson(ratio * intensity.T).T, axis=1), dtype=np.int64)


def _tried(ratios: Sequence[float]) -> Floats:
    usual = np.geomspace(_LEAST, _MOST, _STEPS)
    return np.unique(np.concatenate([usual, [1.0], ratios]))


def _touched(crossed: NDArray[np.bool_]) -> int:
    found = _first(crossed)
    return HORIZON if found is None else found


def _first(true: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(true)) if true.any() else None
