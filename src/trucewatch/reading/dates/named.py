"""Days with names: fixed ones, those of the Umm al-Qura calendar, and Easter."""

from datetime import date, datetime, timedelta
from typing import Any

from hijridate import Gregorian, Hijri

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.explicit import Groups, nearest_day, relative
from trucewatch.reading.dates.lexicon import named_rows
from trucewatch.reading.dates.stretch import Stretch, midnight, of_day, of_days

_FIRST, _LAST = 1925, 2076
"""Years that the tables of the Umm al-Qura calendar cover."""
_LATE = 340
"""Days by which one to come is farther than one past, where the clause tells of the past."""
_NOWRUZ_ONCE, _NOWRUZ_TWICE = 1996, 2029
"""From when on it is the 20th in leap years, and from when on in the years after them as well."""


def named(g: Groups, context: Context, row: int) -> Stretch | None:
    """Resolve a day with a name.

    Parameters
    ----------
    g
        What was matched; a year in it decides.
    context
        By its tense and the day of publication one of several is chosen.
    row
        Of ``named.yaml``.
    """
    given = named_rows()[row]
    if "dated" in given:
        return of_day(given["dated"])
    year = _told_year(g, context)
    if "day" in given:
        month, day = given["day"]
        return of_day(date(year, month, day)) if year else nearest_day(month, day, context)
    near = year or published(context).year
    if not _FIRST <= near <= _LAST - 1:
        return None
    found = [s for y in range(near - 1, near + 2) for s in _in_year(given, y)]
    if year:
        found = [s for s in found if s.start and s.start.year == year]
    if not found:
        return None
    best = _chosen(found, context, relative(g)) if not year else found[0]
    return best.or_else(*_others(given, best, found))


def _told_year(g: Groups, context: Context) -> int | None:
    if g.get("y"):
        year = int(g["y"] or 0)
        return year if 1 < year < 9990 else None
    step = {"last": -1, "this": 0, "next": 1}.get((g.get("rel2") or "").casefold())
    return None if step is None else published(context).year + step


def _in_year(given: dict[str, Any], year: int) -> list[Stretch]:
    """Return when it is in a Gregorian year; a lunar day may come twice."""
    if "easter" in given:
        sunday = orthodox_easter(year) if given.get("orthodox") else easter(year)
        first = sunday + timedelta(days=given["easter"])
        return [of_days(first, first + timedelta(days=given.get("lasts", 1)), Granularity.DAY)]
    if "nowruz" in given:
        return [of_day(nowruz(year))]
    if "weekday" in given:
        return [of_day(_nth_weekday(year, *given["weekday"]))]
    rows = [[*given["hijri"], given["lasts"]], *given.get("or", [])]
    return [s for m, d, lasts in rows for s in _hijri(year, m, d, lasts)]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _hijri(year: int, month: int, day: int, lasts: int) -> list[Stretch]:
    found = []
    first = Gregorian(max(year, _FIRST), 1, 1).to_hijri().year
    for hijri in (first, first + 1):
        begun = Hijri(hijri, month, day)
        day_one = begun.to_gregorian()
        start = date(day_one.year, day_one.month, day_one.day)
        length = lasts or begun.month_length()
        grain = Granularity.DAY if lasts else Granularity.MONTH
        if start.year == year:
            found.append(of_days(start, start + timedelta(days=length), grain))
    return found


def _chosen(found: list[Stretch], context: Context, rel: str) -> Stretch:
    """Return the one that the tense points to, else the nearest."""
    now = midnight(published(context))
    past = [s for s in found if s.start and s.start <= now]
    coming = [s for s in found if s.end and s.end > now]
    if rel in ("last", "past", "previous") and past:
        return max((s for s in past if s.end and s.end <= now), key=lambda s: str(s.start))
    if (context.looks_ahead or rel in ("next", "coming", "this coming")) and coming:
        return min(coming, key=lambda s: str(s.start))
    if context.tense.value == "past" and past:
        # "Called for a truce over Easter", days before it, tells of the one to come.
        return min(found, key=lambda s: _apart(s, now) + (_LATE if s not in past else 0))
    return min(found, key=lambda s: abs((s.start or now) - now))


def _apart(stretch: Stretch, now: datetime) -> int:
    return abs(((stretch.start or now) - now).days)


def _others(given: dict[str, Any], best: Stretch, found: list[Stretch]) -> list[Stretch]:
    """Return what else the name may mean: the other feast of that name nearest to it."""
    if "or" not in given or best.start is None:
        return []
    at = best.start
    rest = [s for s in found if s is not best and s.start]
    return sorted(rest, key=lambda s: abs((s.start or at) - at))[:1]


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by Butcher's rule.

    Examples
    --------
    >>> easter(2020)
    datetime.date(2020, 4, 12)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar, by Meeus's rule, as a Gregorian day.

    Examples
    --------
    >>> orthodox_easter(2022)
    datetime.date(2022, 4, 24)
    """
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def nowruz(year: int) -> date:
    """Return the first day of the Solar Hijri year: in most years the 21st of March.

    Examples
    --------
    >>> nowruz(2019), nowruz(2020)
    (datetime.date(2019, 3, 21), datetime.date(2020, 3, 20))
    """
    # The equinox comes six hours later each year and is put back by each leap year's day.
    early = year % 4 <= (year >= _NOWRUZ_TWICE) and year >= _NOWRUZ_ONCE
    return date(year, 3, 20 if early else 21)
