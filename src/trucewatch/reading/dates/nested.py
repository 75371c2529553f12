"""Dates told by another one: the first week of July, a day after Eid."""

from datetime import date, datetime, timedelta

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context
from trucewatch.reading.dates.explicit import Groups
from trucewatch.reading.dates.lengths import away, moved, rounded, unit_of
from trucewatch.reading.dates.lexicon import number, words
from trucewatch.reading.dates.relative import part_of
from trucewatch.reading.dates.stretch import (
    Stretch,
    midnight,
    of_day,
    of_days,
    of_month,
    of_quarter,
    of_week,
    of_year,
    shifted,
)

_DAY = timedelta(days=1)
_SMALL_HOURS = timedelta(hours=6)
_WEEK = timedelta(days=7)
_FROM_THE_END = ("last", "final", "closing")
_OF_A_YEAR = (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY)
_OF_A_CLOCK = ("minute", "min", "hour")
_OF_A_DAY = (Granularity.DAY, Granularity.INSTANT)


def part(g: Groups, inner: Stretch, context: Context) -> Stretch | None:
    """Resolve a part of a stretch: the end of Eid, the second week of March, the night of May 3.

    Parameters
    ----------
    g
        What was matched before the stretch: its edge, which of its units, a part of its day.
    inner
        The stretch.
    context
        Not needed: the stretch is known.
    """
    del context
    if inner.start is None or inner.end is None or inner.granularity is Granularity.UNKNOWN:
        return None
    if g.get("edge"):
        # As exact as the whole: how much of it an edge is, nobody tells.
        return inner
    if inner.granularity is Granularity.INSTANT:
        return None
    if g.get("between"):
        # Of two days that follow each other: the one ends, or the night falls, and the other is.
        return part_of(inner.start.date(), (g["between"] or "").casefold().removeprefix("the "))
    if g.get("part"):
        return part_of(inner.start.date(), g["part"]) if _is_a_day(inner) else None
    if g.get("small"):
        at = inner.start
        return Stretch(at, at + _SMALL_HOURS, Granularity.DAY) if _is_a_day(inner) else None
    if g.get("eve"):
        return of_day(inner.start.date() - _DAY)
    if g.get("around"):
        return _around(g, inner)
    if g.get("n"):
        return _first_of_many(g, inner)
    return _nth(g, inner)


def _is_a_day(stretch: Stretch) -> bool:
    return bool(stretch.start and stretch.end and stretch.end - stretch.start <= _DAY)


def _around(g: Groups, inner: Stretch) -> Stretch | None:
    """Return the week of a day, the week that ends with it, the month of May."""
    unit, how, at = (g["around"] or "").casefold(), (g["edge_of"] or "").casefold(), inner.start
    if at is None:
        return None
    if unit == inner.granularity.value and how == "of":
        return inner
    if not _is_a_day(inner) or unit not in ("week", "weekend"):
        return None
    if unit == "weekend":
        saturday = at.date() + timedelta(days=5 - at.weekday())
        return of_days(saturday, saturday + 2 * _DAY, Granularity.DAY) if how == "of" else None
    if how == "of":
        return of_week(at.date())
    first = at.date() if how in ("beginning", "starting") else at.date() - 6 * _DAY
    return of_days(first, first + _WEEK, Granularity.WEEK)


def _first_of_many(g: Groups, inner: Stretch) -> Stretch | None:
    """Return the first three weeks of June, as a length and from when to when."""
    count, unit = number(g["n"] or ""), unit_of(g.get("unit"))
    if not count or count != int(count) or inner.start is None or inner.end is None:
        return inner if count is None else None
    days = rounded(count * words()["units"][unit])
    if _is_last(g):
        start, end = moved(inner.end, unit, -int(count)), inner.end
    else:
        start, end = inner.start, moved(inner.start, unit, int(count))
    if start < inner.start or end > inner.end:
        return None
    return Stretch(start, end, Granularity.DURATION, days)


def _is_last(g: Groups) -> bool:
    return (g.get("which") or "").casefold() in _FROM_THE_END


def _nth(g: Groups, inner: Stretch) -> Stretch | None:
    """Return the second week of March, the last Friday of Ramadan, the first half of May."""
    if inner.start is None or inner.end is None:
        return None
    nth = -1 if _is_last(g) else _ordinal(g)
    if nth == 0:
        return None
    found = _unit_in(g, nth, inner.start, inner.end, inner.granularity)
    if found is None or found.start is None or not inner.start <= found.start < inner.end:
        return None
    return found


def _ordinal(g: Groups) -> int:
    which = (g.get("which") or g.get("which2") or "").casefold()
    if which == "opening":
        return 1
    digits = which.rstrip("stndrh")
    return int(digits) if digits.isdigit() else int(words()["ordinals"].get(which, 0))


def _unit_in(
    g: Groups, nth: int, start: datetime, end: datetime, inside: Granularity
) -> Stretch | None:
    if g.get("weekday"):
        weekday = words()["weekdays"][(g["weekday"] or "").casefold().rstrip(".")]
        return _nth_weekday(nth, weekday, start, end)
    unit = unit_of(g.get("unit") or "day")
    if (g.get("unit") or "").casefold().endswith("s"):
        return Stretch(start, end, inside)
    length = {"day": _DAY, "night": _DAY, "week": _WEEK, "fortnight": 2 * _WEEK}.get(unit)
    if length is not None:
        return _nth_length(unit, nth, length, (start, end))
    if unit == "weekend":
        saturday = _nth_weekday(nth, 5, start, end)
        day = saturday.start.date() if saturday and saturday.start else None
        return of_days(day, day + 2 * _DAY, Granularity.DAY) if day else None
    if unit == "half":
        return _half(nth, start, end)
    return _nth_of_years(unit, nth, start, end) if inside in _OF_A_YEAR else None


def _nth_length(
    unit: str, nth: int, length: timedelta, stretch: tuple[datetime, datetime]
) -> Stretch | None:
    start, end = stretch
    if length >= end - start:
        return None
    first = end - length if nth < 0 else start + (nth - 1) * length
    if unit == "night":
        return part_of(first.date(), unit)
    grain = Granularity.DAY if unit == "day" else Granularity.WEEK
    return Stretch(first, min(first + length, end), grain)


def _nth_weekday(nth: int, weekday: int, start: datetime, end: datetime) -> Stretch | None:
    if nth < 0:
        last = (end - _DAY).date()
        return of_day(last - timedelta(days=(last.weekday() - weekday) % 7))
    first = start.date() + timedelta(days=(weekday - start.weekday()) % 7)
    return of_day(first + (nth - 1) * _WEEK)


def _half(nth: int, start: datetime, end: datetime) -> Stretch | None:
    """Return a half: of a year six months, of a month its first fifteen days or the rest."""
    months = 12 * (end.year - start.year) + end.month - start.month
    if nth not in (1, 2, -1):
        return None
    if months == 1:
        middle = start + 15 * _DAY
    elif months > 1 and months % 2 == 0 and start.day == 1:
        middle = midnight(shifted(start.date(), months // 2))
    else:
        middle = midnight((start + (end - start) / 2).date())
    grain = Granularity.QUARTER if months > 1 else Granularity.WEEK
    return Stretch(start, middle, grain) if nth == 1 else Stretch(middle, end, grain)


def _nth_of_years(unit: str, nth: int, start: datetime, end: datetime) -> Stretch | None:
    years = end.year - start.year
    if unit == "month" and nth <= 12:
        return of_month(
            start.year, start.month + (12 * years if nth < 0 else nth - 1) + min(nth, 0)
        )
    if unit == "quarter" and nth <= 4 and years == 1:
        return of_quarter(start.year, 4 if nth < 0 else nth)
    if unit == "year":
        return of_year(start.year + (years - 1 if nth < 0 else nth - 1))
    if unit == "decade" and years > 10:
        first = end.year - 10 if nth < 0 else start.year + 10 * (nth - 1)
        return of_days(date(first, 1, 1), date(first + 10, 1, 1), Granularity.DECADE)
    return None


def apart(g: Groups, inner: Stretch, context: Context) -> Stretch | None:
    """Resolve what lies so far from a day: two days after Christmas, a week from Friday.

    Parameters
    ----------
    g
        What was matched before the day: how much, and in which direction.
    inner
        The day.
    context
        By what stands before, "for two days after" is a length.
    """
    if inner.start is None or inner.end is None:
        return None
    way = " ".join((g.get("way") or g.get("way2") or "").casefold().split())
    sign = -1 if way in ("before", "prior to", "ago", "to") else 1
    count = _how_many(g)
    if count is None or _is_a_length(context):
        return None
    unit = unit_of(g.get("unit") or g.get("one") or "day")
    if inner.granularity is Granularity.INSTANT and unit in _OF_A_CLOCK:
        at = inner.start + timedelta(days=sign * count * words()["units"][unit])
        at = (at + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return Stretch(at, at + timedelta(minutes=1), Granularity.INSTANT)
    if way == "to":
        return None
    if way == "ago":
        return _shifted(inner, unit, -int(count)) if count == int(count) else None
    if way == "from" and inner.granularity not in _OF_A_DAY:
        return None
    near = inner.end - _DAY if sign > 0 and inner.end - inner.start > _DAY else inner.start
    if inner.granularity not in _OF_A_DAY:
        same = unit == inner.granularity.value or (unit == "year" and _is_month(inner))
        return _shifted(inner, unit, sign * int(count)) if same and count == int(count) else None
    if g.get("one") and unit == "week":
        first = near.date() + _DAY if sign > 0 else near.date() - _WEEK
        return of_days(first, first + _WEEK, Granularity.WEEK)
    if unit == "night":
        return part_of(near.date() + sign * _DAY, "night")
    return away(near.date(), unit, sign * count, exact=True)


def _is_month(stretch: Stretch) -> bool:
    return stretch.granularity is Granularity.MONTH


def _how_many(g: Groups) -> float | None:
    if g.get("which"):
        return float(_ordinal(g)) or None
    return 1.0 if g.get("one") else number(g.get("n") or "")


def _is_a_length(context: Context) -> bool:
    """Whether a length begins there: "for two days after", "in the two days before"."""
    before = context.text[max(0, context.start - 16) : context.start].casefold().split()
    return bool(before) and before[-1] in (
        *("for", "initial", "lasting", "last", "another", "further", "within"),
        *("the", "these", "over", "during", "first"),
    )


def _shifted(stretch: Stretch, unit: str, count: int) -> Stretch | None:
    if stretch.start is None or stretch.end is None:
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        by = timedelta(days=days * count)
        return Stretch(stretch.start + by, stretch.end + by, stretch.granularity)
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None or abs(months * count) > 12 * 400:
        return None
    length = stretch.end - stretch.start
    if length <= _DAY:
        at = midnight(shifted(stretch.start.date(), months * count))
        at += stretch.start - midnight(stretch.start.date())
        return Stretch(at, at + length, stretch.granularity)
    ends = [midnight(shifted(at.date(), months * count)) for at in (stretch.start, stretch.end)]
    return Stretch(ends[0], ends[1], stretch.granularity)
