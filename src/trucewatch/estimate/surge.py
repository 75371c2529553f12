"""Whether violence surged in the last days before a truce, however long the surge was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surge:
    """The run of last days that stands out most.

    Attributes
    ----------
    days
        How many days it is, up to the last.
    chance
        How often some run of last days would stand out as much if nothing had changed.
    """

    days: int
    chance: float


def surge(counts: ArrayLike, draws: ArrayLike) -> Surge:
    """Look for a surge in the last day, the last two, the last three and so on.

    Each run of last days is held against the draws of its total; the run that fewest draws reach
    stands out most. Some run always does: so the same is done with every draw in the place of the
    counts, and the chance is the share of draws in which some run stands out as much (a scan over
    the runs, as in Kulldorff, M. (1997) A spatial scan statistic, with the ranks among the draws
    in the place of the likelihood ratio). The counts are taken as one more draw, so that the
    chance is never zero.

    Parameters
    ----------
    counts
        Of each day, the last being the day before the truce. Shape: (days,).
    draws
        What the days would have brought otherwise. Shape: (draws, days).

    Raises
    ------
    QuestionError
        When the shapes do not fit, or there are no days or draws.

    Examples
    --------
    >>> found = surge([5, 4, 26], np.random.default_rng(1).poisson(5, (999, 3)))
    >>> found.days, found.chance < 0.01
    (1, True)
    """
    seen, drawn = np.asarray(counts, dtype=np.int64), np.asarray(draws, dtype=np.int64)
    if seen.ndim != 1 or drawn.ndim != 2 or drawn.shape[1] != seen.size or not drawn.size:
        raise QuestionError(f"{seen.shape} counts and {drawn.shape} draws do not fit")
    every = np.vstack([seen, drawn])
    totals = np.cumsum(every[:, ::-1], axis=1)
    reached = np.column_stack([_share_reaching(run) for run in totals.T])
    least = reached.min(axis=1)
    return Surge(int(reached[0].argmin()) + 1, float(np.mean(least <= least[0])))


def _share_reaching(totals: Ints) -> Floats:
    """Return for each total the share of all that are as large. Shape: (draws + 1,)."""
    below = np.searchsorted(np.sort(totals), totals, side="left")
    return np.asarray((totals.size - below) / totals.size, dtype=np.float64)
