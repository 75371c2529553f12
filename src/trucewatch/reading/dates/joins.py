"""Dates that belong together: "from X to Y", "between X and Y", a day and its clock time."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from trucewatch.domain.reading import DateMention, Granularity, Span

_LEAD = 24
_YEAR = re.compile(r"\d{4}")
_UNTIL = re.compile(r" ?(?:to|until|till|through|-|–|—|and)? ?")
_BETWEEN = re.compile(r"\b(?:from|between) (?:the )?$", re.I)
_AT = re.compile(r",?(?: at| from)? (?:about |around )?")
_ON = re.compile(r",? on (?:the )?")
_TO_COME = re.compile(
    r"\b(?:will|shall|takes|comes|goes|starts|begins|ends|expires|(?:is|are) to)\b"
)
"""Told of what is to come from now on, not from the day told before."""
_OF_A_NAME = re.compile(r" (?:truce|cease-?fire|pause|lull|agreement|accord|attack)", re.I)
"""Then the day is only what something is called by: "the Easter truce"."""
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_Pair = Callable[[DateMention, DateMention], list[DateMention]]


def joined(
    text: str,
    mentions: list[DateMention],
    published: date | None,
    before: date | None = None,
) -> list[DateMention]:
    """Return the mentions of a sentence with those that are one date made one.

    Parameters
    ----------
    text
        In which they stand.
    mentions
        In the order of the text.
    published
        The day that a clock time without a day was put on.
    before
        The day that it is rather on, if none is told in the sentence before it.
    """
    if len(mentions) < 2 and before is None:
        return mentions
    timed = _paired(mentions, lambda a, b: _with_time(text, a, b, published))
    if published is not None:
        timed = _on_the_day_told(text, timed, published, before)
    return _paired(timed, lambda a, b: _range(text, a, b, published))


def last_day(mentions: list[DateMention], published: date | None) -> date | None:
    """Return the last day not after publication that a sentence tells."""
    days = [day for mention in mentions if (day := _day(mention) or _put_on(mention))]
    return next((day for day in reversed(days) if published and day <= published), None)


def _on_the_day_told(
    text: str, mentions: list[DateMention], published: date, day: date | None
) -> list[DateMention]:
    """Return the mentions with a time alone on the day that was told before."""
    found: list[DateMention] = []
    for mention in mentions:
        if found and _TO_COME.search(text, found[-1].span.end, mention.span.start):
            day = None
        # A time that was put on another day than that of publication has found its own.
        alone = mention.rule == "clock" and _put_on(mention) == published
        found.append(_on_day(mention, day, published) if alone else mention)
        if not _OF_A_NAME.match(text, mention.span.end):
            day = _day(mention) or day
    return found


def _put_on(clock: DateMention) -> date | None:
    """Return the day that a time is on; midnight ends its day."""
    if clock.start is None or clock.granularity is not Granularity.INSTANT:
        return None
    at = clock.start - _MINUTE if clock.text.casefold() == "midnight" else clock.start
    return at.date()


def _paired(mentions: list[DateMention], pair: _Pair) -> list[DateMention]:
    """Return the mentions with each put together with the one before it, where they belong so."""
    found = mentions[:1]
    for mention in mentions[1:]:
        found[-1:] = pair(found[-1], mention)
    return found


def _with_time(
    text: str, first: DateMention, second: DateMention, published: date | None
) -> list[DateMention]:
    """Return a day and a time as one where they are, or the time put on the day before it."""
    between = text[first.span.end : second.span.start]
    if published is None or len(between) > _LEAD:
        return [first, second]
    if _is_clock(second) and between == " (":
        return [first, _nearest(second, first)]
    if _is_clock(second) and _AT.fullmatch(between) and _day(first):
        timed = _on_day(second, _day(first), published)
        if "," in between or second.rule != "clock":
            return [first, timed]
        return [_timed(text, first, timed)]
    if _is_clock(first) and _ON.fullmatch(between) and second.start and _day(second):
        timed = _on_day(first, _day(second), published)
        return [_spanning(text, timed, first.span.start, second.span.end, f"{first.rule}-day")]
    return [first, second]


def _nearest(clock: DateMention, at: DateMention) -> DateMention:
    """Return a time told once more, in another zone, on the day that brings it nearest."""
    if not clock.start or not at.start:
        return clock
    days = round((at.start - clock.start) / _DAY)
    return _on_day(clock, clock.start.date() + days * _DAY, clock.start.date())


def _range(
    text: str, first: DateMention, second: DateMention, published: date | None
) -> list[DateMention]:
    """Return "from X to Y" and "between X and Y" as one."""
    between = text[first.span.end : second.span.start]
    if not _UNTIL.fullmatch(between):
        return [first, second]
    begun, ended = _of_one_time(first, second, published)
    if not _are_one(text, begun, ended, between):
        return [first, second]
    lead = _lead(text, first)
    start = lead.start() if lead else first.span.start
    end = ended.start if ended.granularity is Granularity.INSTANT and ended.start else ended.end
    whole = _spanning(text, begun, start, second.span.end, f"from-{first.rule}")
    return [replace(whole, end=end)]


def _spanning(text: str, mention: DateMention, start: int, end: int, rule: str) -> DateMention:
    span = Span(start, end)
    return replace(mention, span=span, text=span.of(text), rule=rule)


def _is_clock(mention: DateMention) -> bool:
    """Whether it is a time of which the day is not told."""
    return mention.rule.rsplit("-", 1)[-1] == "clock"


def _day(mention: DateMention) -> date | None:
    """Return the one day that a mention is, or begins or ends with."""
    if mention.granularity is not Granularity.DAY:
        return None
    if mention.rule.startswith("before-"):
        return mention.end.date() if mention.end else None
    if mention.start is None:
        return (mention.end - _DAY).date() if mention.end else None
    if mention.end is not None and mention.end - mention.start != _DAY:
        return None
    return mention.start.date()


def _on_day(clock: DateMention, day: date | None, published: date) -> DateMention:
    """Return a time that was put on the day of publication on another day."""
    if day is None:
        return clock
    by = day - published
    start, end = (at + by if at else None for at in (clock.start, clock.end))
    other = tuple((a + by if a else None, b + by if b else None) for a, b in clock.alternatives)
    return replace(clock, start=start, end=end, alternatives=other)


def _timed(text: str, day: DateMention, clock: DateMention) -> DateMention:
    """Return the time on a day, open on the side where the day was."""
    rule = day.rule.split("-", 1)[0]
    whole = _spanning(text, clock, day.span.start, clock.span.end, f"{day.rule}-clock")
    if rule == "since":
        return replace(whole, end=None)
    return (
        replace(whole, start=None, end=clock.start) if rule in ("until", "by", "before") else whole
    )


def _of_one_time(
    first: DateMention, second: DateMention, published: date | None
) -> tuple[DateMention, DateMention]:
    """Return the ends of a range with what only one of them tells: the day, the year."""
    at = second.start or second.end
    if not first.start or not second.end or published is None or at is None:
        return first, second
    if first.granularity is Granularity.INSTANT and _is_clock(second):
        second = _on_day(second, first.start.date(), published)
        late = second.end is not None and second.end <= first.start
        return first, _on_day(second, published + _DAY, published) if late else second
    if first.rule == "clock" and second.granularity is Granularity.INSTANT:
        # Midnight ends its day.
        first = _on_day(first, (at - _MINUTE).date(), published)
        late = first.start is not None and second.end is not None and first.start >= second.end
        return _on_day(first, published - _DAY, published) if late else first, second
    return _in_one_year(first, second), second


def _in_one_year(first: DateMention, second: DateMention) -> DateMention:
    """Return the beginning of a range in the year, or week, of its end."""
    if not first.start or not first.end or not second.end or _YEAR.search(first.text):
        return first
    if "weekday" in first.rule:
        week = timedelta(days=7)
        late = first.start >= second.end
        return replace(first, start=first.start - week, end=first.end - week) if late else first
    if first.start < second.end and (second.end - first.start).days < 366:
        return first
    for year in (second.end.year, second.end.year - 1):
        with suppress(ValueError):
            start = first.start.replace(year=year)
            if start < second.end:
                return replace(first, start=start)
    return first


def _are_one(text: str, first: DateMention, second: DateMention, between: str) -> bool:
    if not first.start or not second.end:
        return False
    if first.granularity in (Granularity.UNKNOWN, Granularity.DURATION):
        return False
    lead = _lead(text, first)
    joined_by = between.strip().casefold()
    if joined_by == "and":
        fits = lead is not None and lead.group().casefold().startswith("between")
    elif not joined_by:
        fits = lead is not None and second.rule.startswith("until-")
    else:
        fits = lead is not None or joined_by in ("-", "–", "—", "to", "through")
    return fits and first.start < second.end


def _lead(text: str, first: DateMention) -> re.Match[str] | None:
    return _BETWEEN.search(text, max(0, first.span.start - _LEAD), first.span.start)
