"""Central intervals, made in one place."""

import numpy as np
from numpy.typing import NDArray

from trucewatch.domain.interval import Interval


def tails(level: float) -> tuple[float, float, float]:
    """Return where a central interval begins, has its middle and ends, as shares.

    Examples
    --------
    >>> tails(0.5)
    (0.25, 0.5, 0.75)
    """
    return (1.0 - level) / 2, 0.5, (1.0 + level) / 2


def interval(ends: NDArray[np.float64], level: float) -> Interval:
    """Return low, median and high as an interval.

    Examples
    --------
    >>> interval(np.array([0.0, 1.0, 2.0]), 0.9).median
    1.0
    """
    low, median, high = (float(end) for end in ends)
    return Interval(median=median, low=low, high=high, level=level)
