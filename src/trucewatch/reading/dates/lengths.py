"""Durations, stretches that end or begin today, and dates so many units away."""

import re
from datetime import date, datetime, timedelta

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.explicit import Groups, relative
from trucewatch.reading.dates.lexicon import number, tenses, words
from trucewatch.reading.dates.stretch import (
    Stretch,
    midnight,
    of_day,
    of_month,
    of_months,
    of_week,
    of_year,
    shifted,
)
from trucewatch.reading.dates.stretch import of_quarter as _quarter
from trucewatch.reading.dates.tense import is_past

_LONGEST = 400 * 366
_ONWARDS = ("later", "from now", "hence", "on", "after", "afterward", "afterwards")
_AND_MORE = {"and a half": 0.5, "and a quarter": 0.25}
_OFTEN = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "biweekly": "fortnight",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
}
_OF_DAYS = ("day", "night", "hour", "minute")
_ALIKE = ("set", "put", "let", "cut", "shut", "wounded", "injured")
"""Past forms that are something else, too."""
_HAS_AN_AGE = re.compile(
    r" (?:\w+ )?(?:war|conflict|truce|cease-?fire|accord|agreement|deal|pact|treaty|insurgency|"
    r"rebellion|uprising|revolt|dispute|feud|rule|regime|blockade|siege|embargo|ban|state|process|"
    r"government|crisis|struggle|campaign|talks|stalemate|standoff|occupation|movement|group)\b",
    re.IGNORECASE,
)
_ACT = re.compile(r" (after|before) ([^\W\d][^,.;:]*)", re.IGNORECASE)
_LISTED = re.compile(r", (?=(?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+(?:,| and ))")
"""The commas of a list of names: "after the leaders of Russia, Ukraine and France agreed"."""
_FAR = 240
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def unit_of(text: str | None) -> str:
    """Return the unit in the singular."""
    plain = (text or "").casefold()
    return "century" if plain == "centuries" else plain.removesuffix("s")


def duration(g: Groups, context: Context) -> Stretch | None:
    """Resolve seven days, week-long, 2 1/2 years, several months."""
    whole = context.text[context.start : context.end].casefold()
    unit = unit_of(g.get("unit") or g.get("unit2"))
    if not unit:
        length = 91.310625 if whole == "quarterly" else None
        return Stretch(None, None, Granularity.DURATION, length)
    if g.get("quarter"):
        return Stretch(None, None, Granularity.DURATION, rounded(words()["units"][unit] / 4))
    if unit == "quarter" and context.text[context.end : context.end + 3] == " of":
        return None
    count = _count(g, whole)
    if count is None:
        return Stretch(None, None, Granularity.DURATION)
    if (
        whole.endswith("old")
        and unit == "year"
        and not _HAS_AN_AGE.match(context.text, context.end)
    ):
        # How old somebody is, is no length of anything.
        return Stretch(None, None, Granularity.UNKNOWN)
    if unit in ("day", "night") and (found := _after_an_act(count, unit, context)):
        return found
    count += next((more for end, more in _AND_MORE.items() if whole.endswith(end)), 0)
    return Stretch(None, None, Granularity.DURATION, rounded(count * words()["units"][unit]))


def _after_an_act(count: float, unit: str, context: Context) -> Stretch | None:
    """Return when the act was that the day told before came after: Sunday, a day after they met."""
    behind = context.text[context.end : min(context.end + _FAR, context.sentence.end)]
    way = _ACT.match(_LISTED.sub(" ", behind))
    if way is None or context.told_at < context.sentence.start or count != int(count):
        return None
    if context.text[context.start - 2 : context.start] != ", " or not context.last_day:
        return None
    if not any(is_past(w) or w in _ALIKE for w in way.group(2).casefold().split()):
        # "Ten days after the accord" may be any accord.
        return None
    sign = -1 if way.group(1).casefold() == "after" else 1
    return away(context.last_day, unit, sign * count, exact=True)


def _count(g: Groups, whole: str) -> float | None:
    if g.get("n") is None:
        unit = (g.get("unit") or g.get("unit2") or "").casefold()
        one = "long" in whole or whole.startswith(("all ", "the "))
        return 1.0 if (one and not unit.endswith("s")) or "additional" in whole else None
    return number(g["n"] or "")


def rounded(days: float) -> float:
    """Return a length without what the shortness of the units' decimals adds."""
    return round(days, 9)


def relative_span(g: Groups, context: Context) -> Stretch | None:
    """Resolve the past two months: as a length, and from when to when."""
    if _is_a_verb(context):
        return None
    unit, rel = unit_of(g.get("unit")), relative(g)
    count = number(g.get("n") or "") if g.get("n") else None
    if unit in ("hour", "minute", "half hour", "half-hour") and not g.get("n") and _is_one(g):
        unit, count = ("hour", 0.5) if unit.startswith("half") else (unit, 1.0)
    if not count:
        return Stretch(None, None, Granularity.DURATION, count)
    days = rounded(count * words()["units"][unit])
    if context.published is None or days > _LONGEST:
        return Stretch(None, None, Granularity.DURATION, days)
    today = midnight(context.published)
    tomorrow, whole = today + timedelta(days=1), count == int(count)
    if days < 1:
        # At what hour the report was written is not known.
        return Stretch(today, tomorrow, Granularity.DURATION, days)
    if rel in ("next", "coming", "following", "this coming"):
        end = moved(today, unit, int(count)) if whole else today + timedelta(days=days)
        return Stretch(today, end, Granularity.DURATION, days)
    start = moved(tomorrow, unit, -int(count)) if whole else tomorrow - timedelta(days=days)
    return Stretch(start, tomorrow, Granularity.DURATION, days)


def _is_one(g: Groups) -> bool:
    return not (g["unit"] or "").casefold().endswith("s")


def _is_a_verb(context: Context) -> bool:
    """Whether "last" is what a truce does: it is to last seven days."""
    if context.text[context.start : context.start + 4] != "last":
        return False
    before = context.text[max(0, context.start - 12) : context.start].split()
    return bool(before) and before[-1].casefold() in tenses()["opening"]


def in_units(g: Groups, context: Context) -> Stretch | None:
    """Resolve in six months, where it tells of what is to come: "killed in two days" does not."""
    count, unit = number(g["n"] or ""), unit_of(g["unit"])
    if count is None or not context.looks_ahead:
        return None
    return away(published(context), unit, count)


def moved(at: datetime, unit: str, count: int) -> datetime:
    """Return the instant so many units on.

    Examples
    --------
    >>> moved(datetime(2020, 2, 29), "week", 2)
    datetime.datetime(2020, 3, 14, 0, 0)
    """
    months = _MONTHS.get(unit)
    if months:
        return midnight(shifted(at.date(), months * count))
    return at + timedelta(days=float(words()["units"][unit]) * count)


def ago(g: Groups, context: Context) -> Stretch | None:
    """Resolve two days ago, a day earlier, three weeks from now: as exact as its unit."""
    word, unit = (g["ago"] or "").casefold(), unit_of(g["unit"])
    count = number(g.get("n") or "") if g.get("n") else None
    if count is None:
        return _some(word, context)
    if word not in ("ago", "from now", "hence"):
        found = _from_last(count, unit, word, context)
        if found is not None:
            return found
    day = published(context)
    sign = 1 if word in _ONWARDS else -1
    if unit == "year" and count == 1 and context.quarter is not None and sign < 0:
        return year_before(context.quarter)
    return away(day, unit, sign * count, exact=word == "ago")


def _some(word: str, context: Context) -> Stretch:
    """Return only the side of publication on which some months ago lies."""
    day = context.published
    if day is None:
        return Stretch(None, None, Granularity.UNKNOWN)
    if word in _ONWARDS:
        return Stretch(midnight(day), None, Granularity.UNKNOWN)
    return Stretch(None, midnight(day), Granularity.UNKNOWN)


def _from_last(count: float, unit: str, word: str, context: Context) -> Stretch | None:
    """Return what lies so far from the date that was told last."""
    if unit == "year" and count == 1 and word not in _ONWARDS:
        return _year_earlier(context)
    if context.last is None or context.last.start is None:
        return None
    sign = 1 if word in _ONWARDS else -1
    if unit in _OF_DAYS:
        day = context.day_before()
        return None if day is None else away(day, unit, sign * count, exact=True)
    start, end = context.last.start, context.last.end
    if unit == "week" and end and timedelta(days=1) < end - start <= timedelta(days=7):
        by = timedelta(days=round(7 * sign * count))
        return Stretch(start + by, end + by, context.last.granularity)
    return away(start.date(), unit, sign * count, exact=True)


def _year_earlier(context: Context) -> Stretch | None:
    """Return the year before what was told just now: a day, a quarter, some months."""
    if context.before is Granularity.DURATION:
        return of_year(published(context).year - 1)
    if context.quarter is not None:
        return year_before(context.quarter)
    if context.last is None or context.last.start is None:
        return None
    if context.last.granularity is Granularity.DAY:
        return year_before(context.last)
    return of_year(context.last.start.year - 1)


def away(day: date, unit: str, count: float, *, exact: bool = False) -> Stretch | None:
    """Return what lies so many units from a day, as exact as the unit; exact: weeks as days.

    Examples
    --------
    >>> away(date(2020, 2, 21), "day", -2).start
    datetime.datetime(2020, 2, 19, 0, 0)
    """
    months = _MONTHS.get(unit)
    if months is None or count != int(count):
        days = words()["units"][unit] * count
        if abs(days) > _LONGEST:
            return None
        if unit in ("hour", "minute", "second"):
            return of_day(day + timedelta(days=int(days)))
        there = day + timedelta(days=round(days))
        return of_week(there) if unit in ("week", "fortnight") and not exact else of_day(there)
    if abs(months * count) > 12 * 400:
        return None
    there = shifted(day, months * int(count))
    if unit == "month":
        return of_month(there.year, there.month)
    return of_year(there.year)


def year_before(stretch: Stretch) -> Stretch:
    """Return the same stretch of the year before."""
    move = [m and midnight(shifted(m.date(), -12)) for m in (stretch.start, stretch.end)]
    return Stretch(move[0], move[1], stretch.granularity, stretch.days)


def year_ago(g: Groups, context: Context) -> Stretch | None:
    """Resolve the year-earlier period: of the quarter that was told last."""
    del g
    whole = context.text[context.start : context.end].casefold()
    if "months" in whole:
        count = 9 if "nine" in whole else 6
        return Stretch(None, None, Granularity.DURATION, rounded(count * words()["units"]["month"]))
    if context.quarter is not None and not (
        context.before is Granularity.DURATION and "-" in whole and " " not in whole
    ):
        return year_before(context.quarter)
    return of_year(published(context).year - 1)


def repeated(g: Groups, context: Context) -> Stretch | None:
    """Resolve every month, every other day, twice a week, Fridays: no date, only how often."""
    whole = context.text[context.start : context.end].casefold()
    unit = unit_of(g.get("unit")) or _OFTEN.get(whole)
    if unit is None:
        unit = "year" if g.get("month") else "week"
    count = number(g.get("n") or "1") or 1
    step = {"other": 2, "second": 2, "third": 3, "fourth": 4}.get(
        (g.get("other") or "").casefold(), 1
    )
    return Stretch(None, None, Granularity.UNKNOWN, rounded(words()["units"][unit] * count * step))


def quarter(g: Groups, context: Context) -> Stretch | None:
    """Resolve the third quarter: the last one that has begun, unless its year is told."""
    if context.text[context.end : context.end + 4] == " of " and not g.get("y"):
        return None
    named = g.get("ordinal")
    if not named:
        return _named_quarter(g, context)
    nth = int(words()["ordinals"][named.casefold()])
    if nth > 4:
        return None
    if g.get("y"):
        return _quarter(int(g["y"] or 0), nth)
    day, rel = published(context), relative(g)
    if rel:
        return _quarter(day.year + {"last": -1, "next": 1}.get(rel, 0), nth)
    found = _quarter(
        day.year if 3 * nth - 2 <= day.month + 1 or context.looks_ahead else day.year - 1, nth
    )
    return year_before(found) if g.get("ago") else found


def _named_quarter(g: Groups, context: Context) -> Stretch | None:
    """Resolve the quarter, the latest period, last year's quarter, the 1988 period."""
    rel, known = relative(g), context.quarter
    whole = context.text[context.start : context.end].casefold()
    if g.get("y"):
        year = int(g["y"] or 0)
        if known is None or known.start is None:
            return of_year(year)
        return _quarter(year, (known.start.month + 2) // 3)
    day = published(context)
    current = (day.month + 2) // 3
    if "year" in whole:
        at = known if known is not None else _quarter(day.year, current - 1)
        return year_before(at) if rel == "last" else at
    if rel in ("last", "past", "previous"):
        return _quarter(day.year, current - 1)
    if rel in ("this", "current", "present"):
        return _quarter(day.year, current)
    if rel in ("next", "coming"):
        return _quarter(day.year, current + 1)
    if "period" in whole and rel != "latest" and known is None:
        return None
    over = known is None or known.end is None or known.end <= midnight(day)
    return known if known and (over or rel != "latest") else _quarter(day.year, current - 1)


def half(g: Groups, context: Context) -> Stretch | None:
    """Resolve the first half of 1990; without its year the one that has begun last."""
    nth = 1 if (g["which"] or "").casefold() == "first" else 2
    if g.get("y"):
        return of_months(int(g["y"] or 0), 6 * nth - 5, 6, Granularity.QUARTER)
    if context.text[context.end : context.end + 4] == " of ":
        return None
    day = published(context)
    begun = day.month >= 6 * nth - 5 or context.looks_ahead
    return of_months(day.year - (not begun), 6 * nth - 5, 6, Granularity.QUARTER)
