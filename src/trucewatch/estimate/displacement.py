"""Whether violence moved: what rose among those, or where, the truce does not hold.

The units are sides that signed nothing or places that are not covered. They are pooled as any
others (``trucewatch.estimate.pooling``); what is added is their total. A rise there while the
truce held elsewhere is what displacement would look like. It is no proof: whatever else happened
in those days is in the counts as well.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate.checks import checked_counts, checked_numbers
from trucewatch.estimate.intervals import interval
from trucewatch.estimate.pooling import Pooled, Unit, pool


@dataclass(frozen=True, eq=False)
class Displacement:
    """What changed outside a truce.

    Attributes
    ----------
    total
        All units outside taken as one; its call is the verdict.
    excess
        How many more were observed in total than would have been; below zero where fewer.
    units
        Each of them.
    """

    total: Unit
    excess: Interval
    units: Pooled


def displacement(
    observed: ArrayLike,
    intensity: ArrayLike,
    *,
    level: float,
    seed: int,
    threshold: float | None = None,
) -> Displacement:
    """Compare the counts of units outside a truce, one by one and in total, with the expected.

    Parameters
    ----------
    observed, intensity, level, seed, threshold
        As in :func:`trucewatch.estimate.pooling.pool`; at least one unit. The total is taken draw
        by draw, as the draws of different units are independent.

    Returns
    -------
    Displacement
        With ``.total``, ``.excess`` and ``.units``.

    Raises
    ------
    QuestionError
        As in ``pool``, and when there is no unit.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> found = displacement([9, 70], rng.gamma(50, [[0.2], [0.6]], (2, 400)), level=0.9, seed=1)
    >>> found.total.call.value, [unit.call.value for unit in found.units.units]
    ('increased', ['nothing can be said', 'increased'])
    >>> found.excess.low > 0
    True
    """
    units = pool(observed, intensity, level=level, seed=seed, threshold=threshold)
    counts = checked_counts(observed, "observed", 1)
    if not counts.size:
        raise QuestionError("observed: no unit", remedy="give at least one unit outside the truce")
    draws = np.sort(checked_numbers(intensity, "intensity", 2), axis=0)  # sums in one order
    total = pool(
        [counts.sum()],
        draws.sum(axis=0)[None, :],
        level=level,
        seed=seed,
        threshold=threshold,
    ).units[0]
    expected = total.expected
    ends = total.observed - np.array([expected.high, expected.median, expected.low])
    return Displacement(total=total, excess=interval(ends, level), units=units)
