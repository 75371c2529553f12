"""What a source used to show: a rate that a few odd days hardly move, and what it makes likely."""

import math
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

REFERENCE_DAYS = 56
"""So many days before a stretch tell what was usual."""

LEAST_DAYS = 28
"""With fewer nothing is said."""

_WEEK = 7
_ODD = 0.05  # this share of the days, the highest, tells nothing about the spread: late reports
_MAX_SIZE = 1e6  # a negative binomial that can't be told from a Poisson distribution


@dataclass(frozen=True, slots=True)
class Rate:
    """Negative-binomial daily counts.

    Attributes
    ----------
    mean
        A day; above 0.
    size
        Of the negative binomial; the smaller, the burstier.
    """

    mean: float
    size: float

    def nothing(self, days: int, fall: float) -> float:
        """Return the probability of no event in these days after a fall by this share."""
        mean = (1 - fall) * self.mean
        return math.exp(-days * self.size * math.log1p(mean / self.size))

    def at_most(self, count: int, days: int) -> float:
        """Return the probability of this count or fewer in all of these days."""
        from scipy.special import betainc

        kept = self.size / (self.size + self.mean)
        return float(betainc(days * self.size, count + 1, kept))

    def at_least(self, count: int) -> float:
        """Return the probability of this count, one or more, or a higher one on a day."""
        from scipy.special import betainc

        return float(betainc(count, self.size, self.mean / (self.size + self.mean)))


def last_days(usable: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the offsets of the last usable days, at most as many as are asked of a reference.

    Examples
    --------
    >>> last_days(np.array([True, False, True]))
    array([0, 2])
    """
    return np.flatnonzero(usable)[-REFERENCE_DAYS:]


def rate_of(counts: NDArray[np.int64]) -> Rate | None:
    """Return the rate of these days, oldest first; None where they are too few or too quiet.

    The mean is the median of the weekly totals, so that a blind week or a late report does not
    move it; where events are rare it is zero or too low, and silence is found less often. The size
    is that of the moments, without the highest twentieth of the days.

    Examples
    --------
    >>> rate_of(np.array([3, 5, 4, 2, 6, 3, 4] * 6 + [900])).mean
    3.857142857142857
    >>> rate_of(np.zeros(56, dtype=int)) is None
    True
    """
    days = counts.tolist()  # so few numbers are quicker by hand than by arrays
    if len(days) < LEAST_DAYS:
        return None
    first = len(days) % _WEEK
    mean = median(sum(days[n : n + _WEEK]) for n in range(first, len(days), _WEEK)) / _WEEK
    if not mean:
        return None
    kept = sorted(days)[: len(days) - math.ceil(_ODD * len(days))]
    number, total = len(kept), sum(kept)
    if not total:
        return None
    middle = total / number
    spread = (number * sum(x * x for x in kept) - total * total) / (number * (number - 1))
    excess = spread - middle
    size = middle**2 / excess if excess > middle**2 / _MAX_SIZE else _MAX_SIZE
    return Rate(mean, float(size))


def rate_before_silence(counts: NDArray[np.int64]) -> Rate | None:
    """Return the rate of these days, or of the last week that shows something, if that is lower.

    Where violence had fallen before it stopped, a source that showed the fall was looking, and a
    few days without anything are what the fall would bring.

    Examples
    --------
    >>> rate_before_silence(np.array([300] * 49 + [15] * 7)).mean
    15.0
    """
    rate, shown = rate_of(counts), counts[counts > 0]
    if rate is None:
        return None
    return Rate(min(rate.mean, float(shown[-_WEEK:].mean())), rate.size)
