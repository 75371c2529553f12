"""Dates that name a day, a month or a year."""

import re
from datetime import UTC, date, timedelta

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.lexicon import number, words
from trucewatch.reading.dates.stretch import (
    FIRST_YEAR,
    LAST_YEAR,
    Stretch,
    midnight,
    of_day,
    of_days,
    of_month,
    of_months,
    of_year,
    shifted,
)

_NOT_A_YEAR = re.compile(r"-\d\d?(?!\d)| (?:on|hours|local|GMT|UTC)\b", re.IGNORECASE)
_NO_DAY = re.compile(r" \d{1,2}(?![\d,]|:\d)")
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()  # noqa: SIM905
_LATEST = 2050
Groups = dict[str, str | None]
_AFTER_A_NUMBER_OF = frozenset(
    """
    people civilians troops soldiers men women children fighters prisoners dead killed
    wounded injured militants police families houses homes insurgents members rebels
    others more deaths km kilometres kilometers miles metres meters dollars pounds euros
    per percent
    """.split()  # noqa: SIM905
)
_BEFORE_A_SEASON = frozenset(("in", "by", "since", "until", "before", "early", "late"))
_BEFORE_A_YEAR = frozenset(
    """
    in since of from by until till to before after during early late mid and year through
    the around about or between than fiscal circa c. than
    """.split()  # noqa: SIM905
)


def iso(g: Groups, context: Context) -> Stretch | None:
    """Resolve 2020-02-21."""
    day = _date(int(g["y"] or 0), int(g["m"] or 0), int(g["d"] or 0))
    if day is None:
        return None
    hour = int(g.get("h") or 0)
    if g.get("h") and hour < 24 and int(g["min"] or 0) < 60:
        at = midnight(day) + timedelta(hours=hour, minutes=int(g["min"] or 0))
        context.zone = UTC if g.get("z") else None
        return Stretch(at, at + timedelta(minutes=1), Granularity.INSTANT)
    return of_day(day)


def numeric(g: Groups, context: Context) -> Stretch | None:
    """Resolve 21/02/2020; where both orders make a date the day comes first, the other beside."""
    del context
    a, b, year = int(g["a"] or 0), int(g["b"] or 0), int(g["y"] or 0)
    first, other = _date(year, b, a), _date(year, a, b)
    if first and other and g["sep"] == "/":
        return of_day(first).or_else(of_day(other))
    day = first or (other if g["sep"] == "/" else None)
    return of_day(day) if day else None


def month_day(g: Groups, context: Context) -> Stretch | None:
    """Resolve Feb. 21, with or without a year."""
    month, number_of_day = month_of(g["month"]), day_of(g)
    year = _year(g, context)
    if year is not None:
        day = _date(year, month, number_of_day)
        return of_day(day) if day else None
    return nearest_day(month, number_of_day, context)


def short_year(g: Groups, context: Context) -> Stretch | None:
    """Resolve 23 OCT 89, as agencies date: in capitals, of the century that ends nearest."""
    if not (g["month"] or "").isupper():
        return None
    day = _date(_century_of(g["yy"], context), month_of(g["month"]), int(g["d"] or 0))
    return of_day(day) if day else None


def short_numeric(g: Groups, context: Context) -> Stretch | None:
    """Resolve 21/02/20, as 21/02/2020."""
    year = str(_century_of(g["yy"], context))
    return numeric({**g, "y": year, "sep": "/"}, context)


def numeric_american(g: Groups, context: Context) -> Stretch | None:
    """Resolve 02-13-1998 and 02-13-98, as agencies stamp."""
    year = int(g["y"] or 0) if len(g["y"] or "") == 4 else _century_of(g["y"], context)
    day = _date(year, int(g["m"] or 0), int(g["d"] or 0))
    return of_day(day) if day else None


def _century_of(short: str | None, context: Context) -> int:
    """Return the year that two digits tell, of the century that ends nearest."""
    now = context.published.year if context.published else _LATEST
    years = (int(short or 0) + century for century in (1900, 2000, 2100))
    return max(y for y in years if y <= max(now, 1999) + 1)


def nearest_day(month: int, number_of_day: int, context: Context) -> Stretch | None:
    """Return the day of a year that the tense points to, else the nearest."""
    day = published(context)
    around = [_date(y, month, number_of_day) for y in range(day.year - 1, day.year + 2)]
    # The 29th of February may be years away.
    around += [] if any(around) else [_date(y, month, number_of_day) for y in _near(day.year, 8)]
    there = [d for d in around if d]
    if not there:
        return None
    best = min(there, key=lambda d: _distance((d - day).days, context))
    return of_day(best)


def _near(year: int, reach: int) -> range:
    return range(max(FIRST_YEAR, year - reach), min(LAST_YEAR, year + reach))


def _distance(days: int, context: Context) -> float:
    """Return how far off a day is; the side that the tense does not point to is far."""
    if context.looks_ahead and days < -45:
        return abs(days) + 1000
    # Even told as past, some days ahead is likelier than most of a year ago: "agreed on a truce
    # from July 27".
    late = 200 if days > 0 and context.tense.value == "past" else 0
    return abs(days) + late - (80 if days <= 0 else 0)


def day_range(g: Groups, context: Context) -> Stretch | None:
    """Resolve Feb. 22-28, and "between Feb. 22 and 28"."""
    if g.get("and") and not _BETWEEN.search(context.text, context.start - 9, context.start):
        return None
    first = month_day({**g, "dw": None, "rel": None}, context)
    if first is None or first.start is None:
        return None
    begun = first.start.date()
    month2 = g.get("month2")
    last = _date(begun.year, month_of(month2) if month2 else begun.month, int(g["d2"] or 0))
    if last is not None and last < begun and month2:
        last = _date(begun.year + 1, last.month, last.day)
    if last is None or last < begun:
        return None
    return of_days(begun, last + timedelta(days=1), Granularity.DAY)


def month_year(g: Groups, context: Context) -> Stretch | None:
    """Resolve September 2019 and September last year."""
    year = _year(g, context)
    return of_month(year, month_of(g["month"])) if year is not None else None


def month_range(g: Groups, context: Context) -> Stretch | None:
    """Resolve March-April 2019; without its year it begins as the month alone would."""
    first, last = month_of(g["month"]), month_of(g["month2"])
    begun = of_month(int(g["y"] or 0), first) if g.get("y") else month(g, context)
    if begun is None or begun.start is None:
        return None
    year = begun.start.year - (1 if g.get("y") and last < first else 0)
    return of_months(year, first, (last - first) % 12 + 1, Granularity.MONTH)


def month(g: Groups, context: Context) -> Stretch | None:
    """Resolve September: by the tense, else the nearest."""
    if _is_no_month(context) or _NO_DAY.match(context.text, context.end):
        return None
    day, m = published(context), month_of(g["month"])
    apart = m - day.month
    offsets = [apart - 12, apart, apart + 12]
    best = min(offsets, key=lambda n: _month_distance(n, context))
    other = min((n for n in offsets if n != best), key=abs)
    found = of_month(day.year, day.month + best)
    if context.tense.value in ("past", "future"):
        return found
    return found.or_else(of_month(day.year, day.month + other))


def _month_distance(months: int, context: Context) -> float:
    wrong = months < 0 if context.looks_ahead else months > 0
    weight = 100 if context.tense.value in ("past", "future") else 4
    return abs(months) + (weight if wrong else 0)


def relative_month(g: Groups, context: Context) -> Stretch | None:
    """Resolve last April: the one before this month; next April: the one after it."""
    if _is_no_month(context):
        return None
    day, m, rel = published(context), month_of(g["month"]), relative(g)
    apart = m - day.month
    if rel in ("last", "past", "previous", "this past"):
        months = apart if apart < 0 else apart - 12
    elif rel in ("next", "coming", "following", "this coming"):
        months = apart if apart > 0 else apart + 12
    else:
        months = apart
    return of_month(day.year, day.month + months)


def day_of_month(g: Groups, context: Context) -> Stretch | None:
    """Resolve the 21st: of the month that was told last, if the tense allows it."""
    now, near = published(context), context.day or published(context)
    ahead, back = context.looks_ahead, context.tense.value == "past"
    months = [(near.year, near.month)]
    if ahead or back:
        steps = (0, 1) if ahead else (0, -1)
        months += [_month_on(now, step) for step in steps]
    found = [_date(y, m, int(g["d"] or 0)) for y, m in months]
    days = [day for day in found if day]
    fitting = (
        [day for day in days if (day >= now if ahead else day <= now)] if ahead or back else days
    )
    return of_day((fitting or days)[0]) if days else None


def _month_on(day: date, months: int) -> tuple[int, int]:
    first = shifted(day.replace(day=1), months)
    return first.year, first.month


def season(g: Groups, context: Context) -> Stretch | None:
    """Resolve last summer and the winter of 2019, which ends in the next year."""
    if context.text[context.end : context.end + 4] == " of " and not g.get("y"):
        return None
    first = words()["seasons"][(g["season"] or "").casefold()]
    if g.get("y"):
        year = year_of(g["y"] or "")
        return of_months(year, first, 3, Granularity.QUARTER) if year else None
    if not _is_season(g, context):
        return None
    day, rel = published(context), relative(g)
    years = [of_months(y, first, 3, Granularity.QUARTER) for y in range(day.year - 2, day.year + 2)]
    now = midnight(day)
    over = [s for s in years if s.end and s.end <= now]
    coming = [s for s in years if s.start and s.start > now]
    this = [s for s in years if s not in over and s not in coming]
    if rel in ("last", "past", "previous", "this past"):
        return over[-1]
    if rel in ("next", "coming", "this coming"):
        return coming[0]
    if this:
        return this[0]
    same = of_months(day.year, first, 3, Granularity.QUARTER)
    if rel == "this" or not context.looks_ahead:
        return same
    return coming[0]


def _is_season(g: Groups, context: Context) -> bool:
    """Whether a spring or a fall without "the" or "last" is no source and no defeat."""
    whole = context.text[context.start : context.end].casefold()
    if whole not in ("spring", "fall"):
        return True
    before = context.text[max(0, context.start - 12) : context.start].casefold().split()
    return bool(before) and before[-1] in _BEFORE_A_SEASON and g["season"] is not None


def year_range(g: Groups, context: Context) -> Stretch | None:
    """Resolve 1989-91 and 2011-2014; 2020-02 is a month."""
    first, last = int(g["y"] or 0), g["y2"] or ""
    if context.text[context.end : context.end + 1] in ("-", "/"):
        return None
    year = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if first < year <= first + 100:
        return of_months(first, 1, 12 * (year - first + 1), Granularity.YEAR)
    if len(last) == 2 and 1 <= int(last) <= 12 and "-" in context.text[context.start : context.end]:
        return of_month(first, int(last))
    return None


def year(g: Groups, context: Context) -> Stretch | None:
    """Resolve 2001, unless it counts something."""
    found = year_of(g["y"] or "")
    if found is None or _counts(context, g["y"] or ""):
        return None
    return of_year(found)


def decade(g: Groups, context: Context) -> Stretch | None:
    """Resolve the 1990s and the nineties."""
    del context
    if g.get("tens"):
        tens = 20 + 10 * _TENS.index((g["tens"] or "").casefold())
    else:
        tens = int(g.get("y") or g.get("y2") or 0)
    first = tens if tens > 100 else 1900 + tens
    return of_months(first, 1, 120, Granularity.DECADE)


def century(g: Groups, context: Context) -> Stretch | None:
    """Resolve the 20th century, as 1900 to 1999."""
    del context
    nth = (
        int(g["c"] or 0)
        if g.get("c")
        else int(words()["ordinals"][(g["ordinal"] or "").casefold()])
    )
    first = 100 * (nth - 1)
    if not 0 < first < 3000:
        return None
    return of_months(first, 1, 1200, Granularity.CENTURY)


def month_of(text: str | None) -> int:
    """Return the number of a month."""
    return int(words()["months"][(text or "").casefold().rstrip(".")])


def day_of(g: Groups) -> int:
    """Return the day of the month, in digits or as an ordinal."""
    if g.get("dw"):
        return int(words()["ordinals"][(g["dw"] or "").casefold()])
    return int(g["d"] or 0)


def year_of(text: str) -> int | None:
    """Return the year that is written in digits or in words.

    Examples
    --------
    >>> year_of("nineteen ninety-six"), year_of("two thousand and four"), year_of("2020")
    (1996, 2004, 2020)
    """
    if text.isdigit():
        found = int(text)
        return found if FIRST_YEAR < found < LAST_YEAR else None
    head, _, rest = text.casefold().replace("-", " ").partition(" ")
    if head == "two":
        return int(number(text) or 2000)
    return int(100 * (number(head) or 0) + (number(rest) or 0))


def _year(g: Groups, context: Context) -> int | None:
    if g.get("y"):
        return year_of(g["y"] or "")
    rel = relative(g)
    if not rel:
        return None
    if rel == "that":
        return (context.day or published(context)).year
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
    return published(context).year + step.get(rel, 0)


def relative(g: Groups) -> str:
    """Return the word that says which one: last, next, this."""
    return " ".join((g.get("rel") or "").casefold().split())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR < year < LAST_YEAR else None
    except ValueError:
        return None


def _is_no_month(context: Context) -> bool:
    """Whether "may" and "march" are verbs here, or a name's part: May said, March for Peace."""
    found = context.text[context.start : context.end]
    tail = found.split()[-1].rstrip(".")
    if tail.casefold() not in ("may", "march", "mar"):
        return False
    if not tail[0].isupper():
        return True
    if " " in found or "-" in found:
        return False
    before = context.text[max(0, context.start - 12) : context.start].split()
    after = context.text[context.end : context.end + 2].lstrip(" ")
    leads = before[-1].casefold() if before else ""
    return leads not in _BEFORE_A_YEAR and after[:1] not in ("", ",", ".", ";", ")", "\n")


def _counts(context: Context, found: str) -> bool:
    """Whether four digits are a number of something."""
    before = context.text[max(0, context.start - 24) : context.start]
    leads = before.split()[-1].casefold() if before.split() else ""
    after = context.text[context.end : context.end + 24].split()
    counted = after and after[0].strip(".,;:").casefold() in _AFTER_A_NUMBER_OF
    if counted and leads not in ("in", "since", "until", "during", "of"):
        return True
    if not found.isdigit():
        return False
    if leads in ("at", "approximately") or _NOT_A_YEAR.match(context.text, context.end):
        return True
    if before[-1:] in ("$", "€", "£", "#", "%", ".", "-", "/", "+") and before[-1:] != "-":
        return True
    if context.end - context.start > len(found) or not before.strip() or leads in _BEFORE_A_YEAR:
        return False
    if before[-1:] in "(–—-\n'‘\"“" or leads[-1:] in ",;:":
        return False
    return bool(after) and context.text[context.end] not in ",.;:)–—-"
