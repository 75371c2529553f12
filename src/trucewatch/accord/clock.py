"""So many calm days in a row: a clock that runs day by day and can be set back.

A day on which nobody counted is neither calm nor broken. The clock therefore runs twice: once as if
every such day had broken it, once as if none had. Only where both say the same is it sure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from trucewatch.domain.conditions import Calm
from trucewatch.domain.process import Count, Evidence
from trucewatch.domain.truce import Bound

if TYPE_CHECKING:
    from trucewatch.accord.view import View


class Day(Enum):
    """What one day was."""

    CALM = "calm"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the clock stands.

    Attributes
    ----------
    start
        The first day that can count; None where it has not been set going.
    sure, possible
        Days in a row, at least and at most.
    reached
        The day on which it had surely run so long; None where it has not.
    perhaps
        The same, if every day of which nothing is known was calm.
    set_back
        The last day that broke it, and by what.
    unknown
        Days of which nothing is known.
    ended
        The day on which it was ended for good.
    """

    start: date | None
    sure: int = 0
    possible: int = 0
    reached: date | None = None
    perhaps: date | None = None
    set_back: tuple[date, str] | None = None
    unknown: tuple[date, ...] = ()
    ended: date | None = None


def clock(calm: Calm, view: "View") -> Clock:
    """Run the clock up to the day of the question.

    Parameters
    ----------
    calm
        What counts as calm, and from when.
    view
        What is asked about, as of a day and as known on a day.
    """
    start = _start(calm, view)
    if start is None or start > view.as_of:
        return Clock(start)
    ended = view.answer(calm.until).day if calm.until else None
    over = ended.first if ended else None
    last = view.as_of if over is None else min(view.as_of, over - timedelta(days=1))
    broken, open_days = _set_backs(calm, view)
    counts = _counts(calm, view)
    sure = possible = 0
    reached = perhaps = None
    set_back, unknown = None, []
    day = start
    while day <= last:
        kind, why = _day(day, calm, broken, open_days, counts)
        if kind is Day.BROKEN:
            sure = possible = 0
            set_back = (day, why)
        else:
            sure = sure + 1 if kind is Day.CALM else 0
            possible += 1
            if kind is Day.UNKNOWN:
                unknown.append(day)
        reached = reached or (day if sure >= calm.days else None)
        perhaps = perhaps or (day if possible >= calm.days else None)
        if reached:
            break
        day += timedelta(days=1)
    return Clock(start, sure, possible, reached, perhaps, set_back, tuple(unknown), over)


def _start(calm: Calm, view: "View") -> date | None:
    if calm.after is None:
        return calm.start
    day = view.answer(calm.after).day
    if day is None:
        return None
    return day.last if calm.same_day else day.after


def _set_backs(calm: Calm, view: "View") -> tuple[dict[date, str], set[date]]:
    """Return the days that surely break the clock, with the reason, and those that may."""
    broken: dict[date, str] = {}
    perhaps: set[date] = set()
    events: list[tuple[str, Evidence]] = []
    if calm.serious_resets:
        events += [(one.name, one.when) for one in view.index.serious]
    for ref in calm.reset_by:
        step = view.index.items[ref]
        done = getattr(step, "done", None)
        if done is not None:
            events.append((step.name, done))
    for name, when in events:
        if not view.seen(when):
            continue
        if when.on.day is not None:
            broken.setdefault(when.on.first, name)
        else:
            perhaps.update(_days(when.on.first, when.on.last))
    return broken, perhaps


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _counts(calm: Calm, view: "View") -> list[Count]:
    """Return the counts that could be known, the newest first."""
    if calm.measure is None or calm.claimant is None:
        return []
    every = view.index.counts.get((calm.measure, calm.claimant), ())
    known = [count for count in every if count.known.toordinal() <= view.known_ordinal]
    return sorted(known, key=lambda count: count.known, reverse=True)


def _day(
    day: date, calm: Calm, broken: dict[date, str], perhaps: set[date], counts: list[Count]
) -> tuple[Day, str]:
    """Say what a day was, and why it broke the clock if it did."""
    if day in broken:
        return Day.BROKEN, broken[day]
    if day in perhaps:
        return Day.UNKNOWN, ""
    if calm.at_most is None:
        return Day.CALM, ""
    for count in counts:
        if day in count.span:
            found = _level(count, calm.at_most)
            if found is not Day.UNKNOWN:
                what = f"{count.value:g} {count.measure}, more than {calm.at_most:g}"
                return found, what if found is Day.BROKEN else ""
    return Day.UNKNOWN, ""


def _level(count: Count, at_most: float) -> Day:
    """Hold a count against the level: of several days, only what it says of each of them."""
    if count.value <= at_most and count.bound in (Bound.EXACT, Bound.AT_MOST):
        return Day.CALM
    one_day = count.span.days == 1
    if one_day and count.value > at_most and count.bound in (Bound.EXACT, Bound.AT_LEAST):
        return Day.BROKEN
    return Day.UNKNOWN
