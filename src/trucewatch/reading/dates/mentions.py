"""Finds the dates of a document and resolves each against what is known where it stands."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from trucewatch.days import zone as known_zone
from trucewatch.domain.reading import DateMention, Document, Granularity, Sentence, Span
from trucewatch.reading.dates import explicit, lengths, relative
from trucewatch.reading.dates.context import Context, Unresolved
from trucewatch.reading.dates.lexicon import vague
from trucewatch.reading.dates.named import named
from trucewatch.reading.dates.patterns import Pattern, beginnings, patterns_for
from trucewatch.reading.dates.stretch import Stretch
from trucewatch.reading.dates.tense import REACH, Tense, tense

_HOW = {
    name: getattr(home, name)
    for home, names in (
        (
            explicit,
            "iso numeric month_day day_range month_year month relative_month day_of_month season "
            "year decade century short_year",
        ),
        (
            relative,
            "weekday clock_day deictic this_part the_part relative_unit year_end nth_day following "
            "same afterwards",
        ),
        (lengths, "duration in_units relative_span ago year_ago repeated quarter half"),
    )
    for name in names.split()
}
_LEADS = re.compile(
    r"\b(since|until|till|by|from|through)(?: at least| about| around)? (?:the )?$", re.I
)
_LEAD = 24
_TOLD_BACK = re.compile(r"\b(?:had|was|were)\b")
_YEAR = re.compile(r"\d{4}")
_UNTIL = re.compile(r" ?(?:to|until|till|through|-|–|—|and) ?")
_BETWEEN = re.compile(r"\b(?:from|between) (?:the )?$", re.I)
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
    for sentence in sentences:
        found.extend(_joined(document.text, _in_sentence(sentence.span, context, place)))
    return tuple(found)


def _in_sentence(sentence: Span, context: Context, zone: ZoneInfo) -> list[DateMention]:
    found: list[DateMention] = []
    after = sentence.start
    for place, kinds in beginnings(context.text, sentence.start, sentence.end):
        if place < after or _is_inside_a_word(context.text, place):
            continue
        mention = _at(place, patterns_for(kinds), sentence, context, zone)
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
    place: int, possible: Sequence[Pattern], sentence: Span, context: Context, zone: ZoneInfo
) -> DateMention | None:
    """Return the longest date that begins at a place and can be one there."""
    tried = [(p, m) for p in possible if (m := p.regex.match(context.text, place, sentence.end))]
    tried.sort(key=lambda pm: -pm[1].end())
    for pattern, match in tried:
        groups = match.groupdict()
        if _is_written_small(groups):
            continue
        context.start, context.end, context.utc = place, match.end(), False
        context.tense = _tense(context, sentence)
        try:
            stretch = _resolved(pattern, groups, context)
        except Unresolved:
            stretch = Stretch(None, None, Granularity.UNKNOWN)
        if stretch is not None:
            _remember(stretch, pattern, context)
            return _mention(stretch, pattern, Span(place, match.end()), context, zone)
    return None


def _tense(context: Context, sentence: Span) -> Tense:
    """Return the tense of the clause; "since" looks back, "until" and "by" ahead if they can."""
    told = tense(context.text, sentence.start, sentence.end, context.start, context.end)
    lead = _LEADS.search(context.text, max(0, context.start - _LEAD), context.start)
    word = lead.group(1).casefold() if lead else ""
    if word == "since":
        return Tense.PAST
    if word in ("until", "till") and told is not Tense.PAST:
        return Tense.FUTURE
    if word == "by" and not _told_back(context, sentence):
        return Tense.FUTURE
    return told


def _told_back(context: Context, sentence: Span) -> bool:
    """Whether a form of "be" near a date tells of the past."""
    start, end = context.start - REACH, context.end + REACH
    return bool(_TOLD_BACK.search(context.text, max(sentence.start, start), min(sentence.end, end)))


def _is_written_small(groups: dict[str, str | None]) -> bool:
    """Whether a month or weekday that is also another word has no capital: may, sun, sat."""
    return any(
        (groups.get(kind) or "X")[0].islower()
        and (groups[kind] or "").casefold().rstrip(".") in _ABBREVIATIONS
        for kind in ("month", "weekday", "month2")
        if groups.get(kind)
    )


def _resolved(pattern: Pattern, groups: dict[str, str | None], context: Context) -> Stretch | None:
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


def _mention(
    stretch: Stretch, pattern: Pattern, span: Span, context: Context, zone: ZoneInfo
) -> DateMention:
    """Return the mention, with "since" or "until" before it taken in, in the place's zone."""
    rule, start, end = pattern.rule, stretch.start, stretch.end
    if pattern.how == "vague":
        rule = f"vague-{vague()[span.of(context.text).casefold()]}"
    lead = _LEADS.search(context.text, max(0, span.start - _LEAD), span.start)
    if lead and start and stretch.granularity not in (Granularity.DURATION, Granularity.UNKNOWN):
        word = lead.group(1).casefold()
        if word == "since":
            span, end, rule = Span(lead.start(), span.end), None, f"since-{rule}"
        elif word in ("until", "till"):
            until = start if stretch.granularity is Granularity.INSTANT else end
            span, start, end, rule = Span(lead.start(), span.end), None, until, f"until-{rule}"
        elif word == "by":
            span, start, rule = Span(lead.start(), span.end), None, f"by-{rule}"
    local = UTC if context.utc else zone
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


def _zoned(at: datetime | None, local: object, zone: ZoneInfo) -> datetime | None:
    """Return an instant told in one zone, in the zone of the place."""
    if at is None:
        return None
    if local is zone:
        return at.replace(tzinfo=zone)
    return at.replace(tzinfo=UTC).astimezone(zone)


def _joined(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Return the mentions with "from X to Y" and "between X and Y" made one."""
    found: list[DateMention] = []
    for mention in mentions:
        if found and _are_one(text, found[-1], mention):
            first = _in_one_year(found[-1], mention)
            lead = _BETWEEN.search(text, max(0, first.span.start - _LEAD), first.span.start)
            begin = lead.start() if lead else first.span.start
            span = Span(begin, mention.span.end)
            found[-1] = replace(
                first, span=span, text=span.of(text), end=mention.end, rule=f"from-{first.rule}"
            )
        else:
            found.append(mention)
    return found


def _in_one_year(first: DateMention, second: DateMention) -> DateMention:
    """Return the beginning of a range in the year of its end, where it was read as of years ago."""
    if not first.start or not first.end or not second.end or _YEAR.search(first.text):
        return first
    years = (second.end - first.start).days // 366
    if years < 1:
        return first
    with suppress(ValueError):
        start = first.start.replace(year=first.start.year + years)
        return replace(first, start=start) if start < second.end else first
    return first


def _are_one(text: str, first: DateMention, second: DateMention) -> bool:
    between = text[first.span.end : second.span.start]
    if not _UNTIL.fullmatch(between) or not first.start or not second.end:
        return False
    if first.granularity is Granularity.UNKNOWN or first.granularity is Granularity.DURATION:
        return False
    lead = _BETWEEN.search(text, max(0, first.span.start - _LEAD), first.span.start)
    joined_by = between.strip().casefold()
    if joined_by == "and":
        fits = lead is not None and lead.group().casefold().startswith("between")
    else:
        fits = lead is not None or joined_by in ("-", "–", "—", "to", "through")
    return fits and first.start < second.end
