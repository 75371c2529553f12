"""Finds the dates of a document and resolves each against what is known where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from trucewatch.days import zone as known_zone
from trucewatch.domain.reading import DateMention, Document, Granularity, Sentence, Span
from trucewatch.reading.dates import clocks, explicit, lengths, nested, relative
from trucewatch.reading.dates.context import Context, Unresolved, last_of
from trucewatch.reading.dates.explicit import Groups
from trucewatch.reading.dates.joins import joined, last_day
from trucewatch.reading.dates.lexicon import vague
from trucewatch.reading.dates.named import named
from trucewatch.reading.dates.patterns import EVERY_KIND, Pattern, beginnings, matches
from trucewatch.reading.dates.stretch import Stretch, midnight
from trucewatch.reading.dates.tense import LEAD, Tense, lead_of, tense_of_date

_HOW = {
    name: getattr(home, name)
    for home, names in (
        (
            explicit,
            "iso numeric month_day day_range month_range month_year month relative_month "
            "day_of_month season year decade century short_year short_numeric "
            "numeric_american year_range",
        ),
        (
            relative,
            "weekday deictic this_part the_part relative_unit year_end nth_day following same "
            "afterwards then new_year same_time turn",
        ),
        (clocks, "clock_day"),
        (lengths, "duration in_units relative_span ago year_ago repeated quarter half"),
    )
    for name in names.split()
}
_NESTED = {"part": nested.part, "apart": nested.apart}
_DEPTH = 3
"""How many dates may be told in one another: the end of the second week of next month."""
_DAY = timedelta(days=1)
_NEAR = 60
_NOT = re.compile(r"(?:\b(?:not|no|never|nobody|none)|n[’']t)\b(?! to\b| longer\b)[^,;:]*$", re.I)
_RUNS = re.compile(
    r"\b(?:runs?|running|valid|appl(?:y|ies)|in (?:force|effect)|be held(?: in [\w-]+)?) $", re.I
)
_END = re.compile(r",? (?:to|until|till|through|and)\b| ?[-–—]")
_OF_AN_END = re.compile(r"(?:the )?end of\b", re.I)
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.I)
_ABBREVIATIONS = frozenset(["may", "march", "mar", "sun", "sat", "mon", "wed"])
_QUARTERS = frozenset(("quarter", "quarter-relative"))
_ANCHORS = frozenset(
    (Granularity.DAY, Granularity.WEEK, Granularity.MONTH, Granularity.YEAR, Granularity.INSTANT)
)


def dates(document: Document, sentences: Sequence[Sentence]) -> tuple[DateMention, ...]:
    """Return the dates and durations of a document, in the order of the text.

    Parameters
    ----------
    document
        Without a day of publication, what is told relative to it stays unresolved.
    sentences
        Where dates are looked for.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.reading.sentences import sentences
    >>> from trucewatch.reading.text import document
    >>> read = document("A truce is set to begin at midnight on Friday.",
    ...                 published=date(2020, 2, 21), zone="Asia/Kabul")
    >>> [d.start.isoformat() for d in dates(read, sentences(read))]
    ['2020-02-22T00:00:00+04:30']
    """
    context = Context(document.published, text=document.text)
    place = known_zone(document.zone)
    found: list[DateMention] = []
    day = None
    for sentence in sentences:
        inside = sentence.span
        here = _in_sentence(inside, context, place)
        past = day if here and _is_told_as_past(here[0], inside, document.text) else None
        here = joined(document.text, here, document.published, past)
        found.extend(here)
        day = last_day(here, document.published) if here else None
    return tuple(found)


def _is_told_as_past(mention: DateMention, sentence: Span, text: str) -> bool:
    """Whether a time alone is one of what was told just before."""
    return (
        mention.rule == "clock"
        and tense_of_date(text, sentence.start, sentence.end, *_ends(mention)) is Tense.PAST
    )


def _ends(mention: DateMention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _in_sentence(sentence: Span, context: Context, zone: ZoneInfo) -> list[DateMention]:
    found: list[DateMention] = []
    after = sentence.start
    for place, kinds in beginnings(context.text, sentence.start, sentence.end):
        if place < after or _is_inside_a_word(context.text, place):
            continue
        mention = _at(place, kinds, sentence, context, zone)
        if mention is not None:
            found.append(mention)
            after = mention.span.end
    return found


def _is_inside_a_word(text: str, place: int) -> bool:
    """Whether a word goes on here that a hyphen divides; a year behind one is a year."""
    return (
        text[max(0, place - 1) : place] in ("-", "’", "'")
        and not text[place].isdigit()
        and (text[max(0, place - 2) : place - 1].isalnum())
    )


def _at(
    place: int, kinds: int, sentence: Span, context: Context, zone: ZoneInfo
) -> DateMention | None:
    """Return the longest date that begins at a place and can be one there."""
    context.zone, context.sentence = None, sentence
    found = _read(place, kinds, sentence, context, None, _DEPTH)
    if found is None:
        return None
    _remember(found.stretch, found.pattern, context)
    return _mention(found.stretch, found.pattern, Span(place, found.end), context, zone)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read at a place: what it means, by which pattern, how far it reaches."""

    stretch: Stretch
    pattern: Pattern
    end: int


def _read(
    place: int,
    kinds: int,
    sentence: Span,
    context: Context,
    told: Tense | None,
    depth: int,
) -> _Read | None:
    """Return the longest date at a place; ``told`` is the tense of a date that it is told in."""
    for pattern, match in matches(context.text, place, sentence.end, kinds):
        groups = match.groupdict()
        if _is_written_small(groups):
            continue
        context.start, context.end, context.told = place, match.end(), told
        if pattern.how in _NESTED:
            found = _read_within(pattern, groups, sentence, context, depth)
            if found is not None:
                return found
            continue
        try:
            stretch = _resolved(pattern, groups, context)
        except Unresolved:
            stretch = Stretch(None, None, Granularity.UNKNOWN)
        if stretch is not None:
            return _Read(stretch, pattern, match.end())
    return None


def _read_within(
    pattern: Pattern, groups: Groups, sentence: Span, context: Context, depth: int
) -> _Read | None:
    """Return a date told by another one that follows: the end of May, two days after Eid."""
    start, inner_place, told = context.start, context.end, context.tense
    inner_place += context.text[inner_place : inner_place + 1] == " "
    if depth == 0 or not context.text[inner_place : inner_place + 1].isalnum():
        return None
    inner = _read(inner_place, EVERY_KIND, sentence, context, told, depth - 1)
    if inner is None:
        return None
    context.start, context.end, context.told = start, inner.end, told
    stretch = _NESTED[pattern.how](groups, inner.stretch, context)
    return None if stretch is None else _Read(stretch, pattern, inner.end)


def _is_written_small(groups: Groups) -> bool:
    """Whether a month or weekday that is also another word has no capital: may, sun, sat."""
    return any(
        (groups.get(kind) or "X")[0].islower()
        and (groups[kind] or "").casefold().rstrip(".") in _ABBREVIATIONS
        for kind in ("month", "weekday", "month2")
        if groups.get(kind)
    )


def _resolved(pattern: Pattern, groups: Groups, context: Context) -> Stretch | None:
    if pattern.how == "named":
        return named(groups, context, pattern.row)
    if pattern.how == "vague":
        return relative.vague(groups, context, vague()[(groups["vague"] or "").casefold()])
    found: Stretch | None = _HOW[pattern.how](groups, context)
    return found


def _remember(stretch: Stretch, pattern: Pattern, context: Context) -> None:
    """Keep what later dates may go back to."""
    context.before = stretch.granularity
    if stretch.granularity is Granularity.QUARTER and pattern.rule in _QUARTERS:
        context.quarter = stretch
    if stretch.start is not None and stretch.granularity in _ANCHORS and pattern.how != "ago":
        context.last = stretch
        if stretch.granularity in (Granularity.DAY, Granularity.INSTANT):
            context.last_day = day = last_of(stretch)
            context.told_at = context.start
            if day and context.published and day <= context.published:
                context.last_act = day


def _mention(
    stretch: Stretch, pattern: Pattern, span: Span, context: Context, zone: ZoneInfo
) -> DateMention:
    """Return the mention, with "since" or "until" before it taken in, in the place's zone."""
    rule, start, end = pattern.rule, stretch.start, stretch.end
    if pattern.how == "vague":
        rule = f"vague-{vague()[span.of(context.text).casefold()]}"
    if "range" in rule and (
        range_lead := _BETWEEN.search(context.text, max(0, span.start - LEAD), span.start)
    ):
        span = Span(range_lead.start(), span.end)
    lead = lead_of(context.text, span.start)
    if lead and start and stretch.granularity not in (Granularity.DURATION, Granularity.UNKNOWN):
        word = lead.group(1).casefold()
        if word == "since":
            span, end, rule = Span(lead.start(), span.end), None, f"since-{rule}"
        elif word in ("until", "till") and not _is_first_done(lead.start(), context):
            until = start if stretch.granularity is Granularity.INSTANT else end
            span, start, end, rule = Span(lead.start(), span.end), None, until, f"until-{rule}"
        elif word == "from" and end == start + _DAY and _is_open(lead, span.end, context.text):
            span, end, rule = Span(lead.start(), span.end), None, f"since-{rule}"
        elif word == "before" and _is_ahead(stretch, context):
            span, start, end, rule = Span(lead.start(), span.end), None, start, f"before-{rule}"
        elif word == "before" and context.looks_ahead and _OF_AN_END.match(span.of(context.text)):
            span, start, rule = Span(lead.start(), span.end), None, f"before-{rule}"
        elif word == "by" or word.endswith("than"):
            by = start if stretch.granularity is Granularity.INSTANT else end
            span, start, end, rule = Span(lead.start(), span.end), None, by, f"by-{rule}"
    local = context.zone or zone
    return DateMention(
        span=span,
        text=span.of(context.text),
        start=_zoned(start, local, zone),
        end=_zoned(end, local, zone),
        granularity=stretch.granularity,
        rule=rule,
        days=stretch.days,
        alternatives=tuple(
            (_zoned(a, local, zone), _zoned(b, local, zone)) for a, b in stretch.other
        ),
    )


def _is_first_done(place: int, context: Context) -> bool:
    """Whether what was not done until a day was done on it."""
    negated = _NOT.search(context.text, max(context.sentence.start, place - _NEAR), place)
    return bool(negated) and context.tense is Tense.PAST


def _is_open(lead: re.Match[str], after: int, text: str) -> bool:
    """Whether something runs from a day on, and no end follows."""
    runs = _RUNS.search(text, max(0, lead.start() - LEAD), lead.start())
    return bool(runs) and not _END.match(text, after)


def _is_ahead(stretch: Stretch, context: Context) -> bool:
    """Whether something is to be done before a day: "struck before dawn" tells when it was."""
    grain, at = stretch.granularity, stretch.start
    whole = at is not None and at == midnight(at.date()) and grain is Granularity.DAY
    return (whole or grain is Granularity.INSTANT) and context.looks_ahead


def _zoned(at: datetime | None, local: tzinfo, zone: ZoneInfo) -> datetime | None:
    """Return an instant told in one zone, in the zone of the place."""
    if at is None:
        return None
    if local is zone:
        return at.replace(tzinfo=zone)
    return at.replace(tzinfo=local).astimezone(zone)
