"""Times of the day: 5 p.m. Friday, 0900 GMT, noon Damascus time, two o'clock in the morning."""

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.explicit import Groups, month_day
from trucewatch.reading.dates.lexicon import number, words
from trucewatch.reading.dates.relative import deictic, part_of, weekday
from trucewatch.reading.dates.stretch import Stretch, of_day

_NOON = 12
_EARLY = 6
"""Up to this hour "at night" is after midnight."""
_HALVES = ("half", "half2", "part2", "lastpart", "thispart")
_AFTER_NOON = ("afternoon", "evening")


def clock_day(g: Groups, context: Context) -> Stretch | None:
    """Resolve 5 p.m. Friday, 0900 GMT, 21:00 on Nov. 6."""
    day = _day_of(g, context)
    if day is None or day.start is None:
        return None
    told = next((g[name] for name in ("tz", "tz24", "tzm", "tzp", "tzo", "tzw") if g.get(name)), "")
    context.zone = zone_of(told or "")
    if g.get("part"):
        return part_of(day.start.date(), g["part"])
    time = _hour_and_minute(g)
    if time is None or time[0] > 24 or time[1] > 59:
        return None
    at = day.start + timedelta(hours=time[0], minutes=time[1])
    found = Stretch(at, at + timedelta(minutes=1), Granularity.INSTANT)
    if g.get("oc") and not _half(g):
        later = at + timedelta(hours=_NOON)
        return found.or_else(Stretch(later, later + timedelta(minutes=1), Granularity.INSTANT))
    return found


def _day_of(g: Groups, context: Context) -> Stretch | None:
    if g.get("month"):
        return month_day(g, context)
    if g.get("weekday"):
        return weekday({**g, "part": None}, context)
    if g.get("dei"):
        # Of "10 p.m. tonight" only the day.
        day = deictic({**g, "part": None, "part2": None}, context)
        return of_day(day.start.date()) if day and day.start else None
    return of_day(published(context) - timedelta(days=1 if g.get("lastpart") else 0))


def _hour_and_minute(g: Groups) -> tuple[int, int] | None:
    """Return the time that is told; hours past noon where the half of the day is told, too."""
    four = g.get("mil") or g.get("mil2")
    if four:
        return int(four[:2]), int(four[2:])
    if g.get("h24"):
        return int(g["h24"] or 0), int(g["min24"] or 0)
    if g.get("oc"):
        hour, minute = int(number(g["oc"] or "") or 0), 0
        half = _half(g)
        late = half in _AFTER_NOON or (half == "night" and hour >= _EARLY)
    elif g.get("hw"):
        hour, minute = int(number(g["hw"] or "") or 0), int(number(g.get("mw") or "") or 0)
        late = (g["ap2"] or "").casefold() == "p"
    else:
        hour, minute = int(g["h"] or 0), int(g["min"] or 0)
        late = (g["ap"] or "").casefold() == "p"
    if not 1 <= hour <= _NOON:
        return None
    return hour % _NOON + (_NOON if late else 0), minute


def _half(g: Groups) -> str:
    """Return the part of the day that tells what hour "ten o'clock" is."""
    if g.get("atnight"):
        return "night"
    return next((g[n] or "" for n in _HALVES if g.get(n)), "").casefold()


def zone_of(told: str) -> tzinfo | None:
    """Return the zone that a clock time is told in; None where it is the place's own.

    Examples
    --------
    >>> zone_of("GMT"), zone_of("Moscow time"), zone_of("local time")
    (datetime.timezone.utc, zoneinfo.ZoneInfo(key='Europe/Moscow'), None)
    """
    plain = told.casefold().strip()
    name = plain.removesuffix("time").strip()
    offset = words()["zones"].get(plain)
    if offset is not None:
        return timezone(timedelta(hours=offset)) if offset else UTC
    if plain[:3] in ("gmt", "utc") and plain[3:4] in ("+", "-"):
        hours = int(plain[3:])
        return timezone(timedelta(hours=hours)) if abs(hours) < 15 else None
    key = words()["zone_names"].get(name) or (_cities().get(name) if name != plain else None)
    return ZoneInfo(key) if key else None


@cache
def _cities() -> dict[str, str]:
    """Return the zones that are called by a city."""
    keys = sorted(k for k in available_timezones() if "/" in k and not k.startswith("Etc/"))
    return {k.rsplit("/", 1)[1].replace("_", " ").casefold(): k for k in keys}
