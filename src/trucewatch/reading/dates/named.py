"""Days with names: fixed ones, those of the Umm al-Qura calendar, and Easter."""

from datetime import date, timedelta
from typing import Any

from hijridate import Gregorian, Hijri

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.explicit import Groups, nearest_day, relative
from trucewatch.reading.dates.lexicon import named_rows
from trucewatch.reading.dates.stretch import Stretch, midnight, of_day, of_days

_FIRST, _LAST = 1925, 2076
"""Years that the tables of the Umm al-Qura calendar cover."""


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
        return [of_day(easter(year) + timedelta(days=given["easter"]))]
    rows = [[*given["hijri"], given["lasts"]], *given.get("or", [])]
    return [s for m, d, lasts in rows for s in _hijri(year, m, d, lasts)]


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
        return max(past, key=lambda s: str(s.start))
    return min(found, key=lambda s: abs((s.start or now) - now))


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
