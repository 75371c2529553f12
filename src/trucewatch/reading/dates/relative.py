"""Dates told from the day of publication or from what was told before."""

import re
from datetime import date, datetime, timedelta

from trucewatch.domain.reading import Granularity
from trucewatch.reading.dates.context import Context, published
from trucewatch.reading.dates.explicit import Groups, relative
from trucewatch.reading.dates.lexicon import words
from trucewatch.reading.dates.stretch import (
    Stretch,
    midnight,
    of_day,
    of_days,
    of_month,
    of_months,
    of_quarter,
    of_week,
    of_year,
    shifted,
)

_BACK = ("last", "past", "previous", "this past", "latest")
_ON = ("next", "coming", "following", "this coming")
_GOES_ON = re.compile(r" (?:of|after|before|that|when|in which)\b", re.IGNORECASE)
_DAY = timedelta(days=1)
_HALF = 6
_NEW = 2
"""Months for which a year is new."""
_EDGE = re.compile(r"(?:the )?(?:very )?(?:start|beginning|end|middle|early|late|rest)\b")
_DAY_OFFSETS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def weekday(g: Groups, context: Context) -> Stretch | None:
    """Resolve Friday by the tense of its clause; last, next, a part of the day, midnight."""
    rel = relative(g) or (g.get("rel2") or "").casefold()
    day = published(context)
    if rel in ("previous", "following") and context.day:
        day = context.day
    apart = words()["weekdays"][(g["weekday"] or "").casefold().rstrip(".")] - day.weekday()
    ago, ahead = day + timedelta(days=apart % -7), day + timedelta(days=apart % 7)
    if context.text[context.start : context.end].casefold().endswith(" week"):
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * _steps(rel))
        chosen, other = monday + timedelta(days=apart + day.weekday()), None
    elif rel in _BACK:
        chosen, other = (ago if ago < day else ago - timedelta(days=7)), None
    elif rel in _ON:
        chosen = ahead if ahead > day else ahead + timedelta(days=7)
        other = chosen + timedelta(days=7) if rel == "next" else None
    elif rel in ("this", "that", "current"):
        chosen, other = (ago if context.tense.value == "past" else ahead), None
    else:
        chosen, other = (ahead, ago) if context.looks_ahead else (ago, ahead)
        if context.tense.value == "past":
            other = None
    found = part_of(chosen, g.get("part"))
    return found.or_else(part_of(other, g.get("part"))) if other else found


def part_of(day: date, part: str | None) -> Stretch:
    """Return a part of a day; its midnight is the one that ends it, with the other beside."""
    if not part:
        return of_day(day)
    named = (
        part.casefold().rstrip("s") if part.casefold() not in words()["parts"] else part.casefold()
    )
    first, last = words()["parts"][named]
    start = midnight(day) + timedelta(hours=first)
    if first == last:
        found = Stretch(start, start + timedelta(minutes=1), Granularity.INSTANT)
        if first == 24:
            return found.or_else(_instant(midnight(day)))
        return found
    return Stretch(start, midnight(day) + timedelta(hours=last), Granularity.DAY)


def _instant(at: datetime) -> Stretch:
    return Stretch(at, at + timedelta(minutes=1), Granularity.INSTANT)


def deictic(g: Groups, context: Context) -> Stretch | None:
    """Resolve today, yesterday, tonight."""
    word = (g["dei"] or "").casefold()
    day = published(context) + timedelta(days=_DAY_OFFSETS[word])
    part = g.get("part") or g.get("part2") or ("evening" if word == "tonight" else None)
    return part_of(day, part)


def this_part(g: Groups, context: Context) -> Stretch | None:
    """Resolve last night, this morning."""
    rel = relative(g)
    day = context.day_before() if rel == "that" else None
    return part_of((day or published(context)) + timedelta(days=_steps(rel)), g["part"])


def the_part(g: Groups, context: Context) -> Stretch | None:
    """Resolve overnight, and the morning of the day that was told last."""
    del g
    word = context.text[context.start : context.end].casefold()
    if word == "overnight":
        return part_of(published(context) - timedelta(days=1), "night")
    return part_of(
        context.day or published(context),
        word.removeprefix("the ").removeprefix("mid-").removeprefix("mid "),
    )


_AS_SOON = re.compile(r"soon as\b(?! possible)", re.IGNORECASE)
"""Then it tells what followed at once: "it broke as soon as it began"."""


def relative_unit(g: Groups, context: Context) -> Stretch | None:
    """Resolve last week, this month, next year, the weekend."""
    unit, rel = (g["unit"] or "").casefold(), relative(g)
    whole = context.text[context.start : context.end].casefold()
    if whole.startswith(("each", "every")) or context.text[context.end : context.end + 4] == "-old":
        return None
    if whole in ("the decade", "the century") or (
        unit in ("decade", "century") and not rel and not _EDGE.match(whole)
    ):
        return None
    if not rel and whole == f"the {unit}" and _goes_on(context):
        return None
    if not rel and unit == "day":
        return of_day(context.day or published(context)) if whole == "the day" else None
    if unit == "weekend" and rel in ("", "this"):
        return _weekend(context, rel)
    day = context.day_before() if rel == "that" else None
    return of_unit(day or published(context), unit, _steps(rel))


def _goes_on(context: Context) -> bool:
    """Whether what follows tells which one it is: the week of the signing."""
    return bool(_GOES_ON.match(context.text, context.end))


def _weekend(context: Context, rel: str) -> Stretch:
    """Return the weekend that the tense points to: "this" one is rather the next."""
    day, past = published(context), context.tense.value == "past"
    saturday = day + timedelta(days=5 - day.weekday())
    ahead = context.looks_ahead or (rel == "this" and not past)
    if day.weekday() < 5 and not ahead:
        saturday -= timedelta(days=7)
    return of_days(saturday, saturday + timedelta(days=2), Granularity.DAY)


def of_unit(day: date, unit: str, steps: int) -> Stretch | None:
    """Return the week, month or year so many on from that of a day."""
    if unit == "day":
        return of_day(day + timedelta(days=steps))
    if unit == "week":
        return of_week(day + timedelta(days=7 * steps))
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday() + 7 * steps)
        return of_days(saturday, saturday + timedelta(days=2), Granularity.DAY)
    if unit == "month":
        return of_month(day.year, day.month + steps)
    if unit == "quarter":
        return of_quarter(day.year, (day.month + 2) // 3 + steps)
    if unit == "decade":
        return of_months(day.year // 10 * 10 + 10 * steps, 1, 120, Granularity.DECADE)
    if unit == "century":
        return of_months(day.year // 100 * 100 + 100 * steps, 1, 1200, Granularity.CENTURY)
    return of_year(day.year + steps)


def _steps(rel: str) -> int:
    return -1 if rel in _BACK else 1 if rel in _ON else 0


def year_end(g: Groups, context: Context) -> Stretch | None:
    """Resolve the end of the year: its last month."""
    del g
    return of_month(published(context).year, 12)


def nth_day(g: Groups, context: Context) -> Stretch | None:
    """Leave the third day open: of what, only the reader knows."""
    del g
    before = context.text[max(0, context.start - 8) : context.start].casefold().split()
    if before and before[-1] in ("per", "a", "each", "every", "one"):
        return None
    return Stretch(None, None, Granularity.DAY)


def following(g: Groups, context: Context) -> Stretch | None:
    """Resolve the following month, the day before, the next morning: from what was told last."""
    far = g.get("two") or g.get("twice")
    if far:
        steps, day = (-2 if g.get("two") else 2), published(context)
        return (
            part_of(day + steps * _DAY, far)
            if far == "night"
            else of_unit(day, far.casefold(), steps)
        )
    day = context.day or published(context)
    if any(g.get(name) in ("day", "night", "morning") for name in ("back", "on", "unit", "day")):
        day = context.day_before() or published(context)
    steps = -1 if g.get("back") or g.get("back2") else 1
    told = next(g[name] for name in ("unit", "day", "back", "on", "back2") if g.get(name))
    unit = (told or "").casefold()
    if unit in words()["parts"]:
        return part_of(day + timedelta(days=steps), unit)
    return of_unit(day, unit, steps)


def same(g: Groups, context: Context) -> Stretch | None:
    """Resolve that day, that year, that night: of what was told last."""
    if g.get("moment"):
        return context.last
    unit = (g.get("unit") or "").casefold()
    if unit == "quarter" and context.quarter is not None:
        return context.quarter
    day = context.day or published(context)
    return part_of(day, unit) if unit in words()["parts"] else of_unit(day, unit, 0)


def then(g: Groups, context: Context) -> Stretch | None:
    """Resolve since then, by then, until then: what was told last."""
    del g
    before = context.text[max(0, context.start - 8) : context.start].casefold().split()
    return context.last if before and before[-1] in ("since", "by", "until", "till") else None


def new_year(g: Groups, context: Context) -> Stretch | None:
    """Resolve the new year: in its first months this one, else the next."""
    del g
    day = published(context)
    return of_year(day.year + (0 if day.month <= _NEW else 1))


def same_time(g: Groups, context: Context) -> Stretch | None:
    """Resolve this time last year: the day a year ago."""
    day = published(context)
    sign = 1 if (g.get("when") or "").casefold() == "next" else -1
    unit = (g.get("unit") or "year").casefold()
    if unit == "week":
        return of_day(day + timedelta(days=7 * sign))
    return of_day(shifted(day, sign * (1 if unit == "month" else 12)))


def turn(g: Groups, context: Context) -> Stretch | None:
    """Resolve the turn of the century: the years around it; of the year: the months around it."""
    day, unit = published(context), (g["unit"] or "").casefold()
    if unit == "year":
        ahead = context.looks_ahead or day.month > _HALF
        return of_months(day.year if ahead else day.year - 1, 12, 2, Granularity.MONTH)
    first = day.year // 100 * 100 if unit == "century" else day.year // 1000 * 1000
    return of_months(first - 1, 1, 24, Granularity.YEAR)


def afterwards(g: Groups, context: Context) -> Stretch | None:
    """Resolve subsequently: after what was told last, and before publication if it is past."""
    del g
    if context.last is None:
        return None
    day = context.published
    end = midnight(day + timedelta(days=1)) if day and not context.looks_ahead else None
    if end and context.last.start and end <= context.last.start:
        end = None
    return Stretch(context.last.start, end, Granularity.UNKNOWN)


def vague(g: Groups, context: Context, kind: str) -> Stretch | None:
    """Resolve now, recently, soon: as present, past or future and no more."""
    del g
    day = context.published
    if _AS_SOON.match(context.text, context.start):
        return None
    if day is None:
        return Stretch(None, None, Granularity.UNKNOWN)
    today = of_day(day)
    if kind == "past":
        return Stretch(None, today.end, Granularity.UNKNOWN)
    if kind == "future":
        return Stretch(today.start, None, Granularity.UNKNOWN)
    return Stretch(today.start, today.end, Granularity.UNKNOWN)
