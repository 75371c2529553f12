"""Late reports: a day far above what was usual, soon after days far below it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.estimate.silence_rate import Rate, last_days, rate_of

RARE_LOW = 1e-3
"""So improbable must a low run be, had nothing changed, to leave a hole."""

RARE_SPIKE = 1e-4
"""So improbable must a day be, had nothing changed, to be a late report."""

LOW_SHARE = 1 / 3
"""Days at or below this share of the rate belong to a low run."""

CATCH_UP_DAYS = 7
"""So many days after a low run its count may still come in; so many days of it may show something.

More of them are a lower level, such as a truce that holds, and what ends it is no late report.
"""

LEAST_EXPLAINED = 0.5
"""This share of what a day has beyond the usual must be missing before it: else it is a surge."""


@dataclass(frozen=True, slots=True)
class LateDay:
    """A day whose count belongs in part to earlier ones.

    Attributes
    ----------
    day, since
        Offsets of the day and of the first day of the low run before it.
    observed, usual
        Its count, and what a day used to bring.
    missing
        How much the low run, and the days from it on, lack before this day.
    probability
        Of such a count or a higher one, had nothing changed.
    """

    day: int
    since: int
    observed: int
    usual: float
    missing: float
    probability: float


def late_days(total: NDArray[np.int64], left_out: NDArray[np.bool_]) -> tuple[LateDay, ...]:
    """Return the late reports in a series, oldest first.

    A low run leaves a hole: what the usual rate would have brought in it. The days after it fill
    the hole with what they bring beyond the usual. A day far above the usual is late if at least
    half of what it has beyond the usual fits into what is left of the hole; else it is a surge.

    Parameters
    ----------
    total
        Counts per day.
    left_out
        Days that tell nothing about what is usual, such as blind ones. Same shape.
    """
    found: dict[int, LateDay] = {}
    usable, day = ~left_out, 0
    while day < total.size:
        rate = rate_of(total[last_days(usable[:day])])
        end = day if rate is None else _end_of_low(total, day, LOW_SHARE * rate.mean)
        if rate and _is_gap(total[day:end], rate):
            for late in _filling(total, day, end, rate):
                found.setdefault(late.day, late)
                usable[late.day] = False
        day = max(end, day + 1)
    return tuple(found[day] for day in sorted(found) if not left_out[day])


def _end_of_low(total: NDArray[np.int64], first: int, most: float) -> int:
    """Return the day after the last of the days from the first on that show no more than this."""
    higher = np.flatnonzero(total[first:] > most)
    return first + int(higher[0]) if higher.size else total.size


def _is_gap(low: NDArray[np.int64], rate: Rate) -> bool:
    """Whether a low run is too low to be chance and too short to be a new level."""
    if not low.size or np.count_nonzero(low) > CATCH_UP_DAYS:
        return False
    return rate.at_most(int(low.sum()), low.size) < RARE_LOW


def _filling(total: NDArray[np.int64], first: int, end: int, rate: Rate) -> Iterator[LateDay]:
    """Yield the late days that fill the hole which a low run leaves."""
    missing = (end - first) * rate.mean - float(total[first:end].sum())
    for day in range(end, min(end + CATCH_UP_DAYS, total.size)):
        if missing <= 0:
            return
        observed = int(total[day])
        beyond = observed - rate.mean
        explained = 0 < LEAST_EXPLAINED * beyond <= missing
        if explained and (probability := rate.at_least(observed)) < RARE_SPIKE:
            yield LateDay(day, first, observed, rate.mean, missing, probability)
        missing -= beyond
