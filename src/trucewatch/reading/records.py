"""Records of a report: events, statements, commitments, conditions, truces and the process.

Nothing here is a fact yet: every record says where its words stand and which rule made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trucewatch.domain.reading import (
    ActorMention,
    DateMention,
    Document,
    Granularity,
    Modality,
    Record,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.reading.actors import actor_list
from trucewatch.reading.cast import Cast
from trucewatch.reading.events import Event, events
from trucewatch.reading.frames import Frames, frames
from trucewatch.reading.merging import merged
from trucewatch.reading.parsed import Parsed, parse
from trucewatch.reading.people import Toll, added, tolls
from trucewatch.reading.when import Stretch, when, where

_COMMITS = frozenset({"wills"})
_LONGEST = 4000
_NEAR = 9
_THEN = frozenset({"subsequently", "later", "then", "afterwards", "afterward"})
_ADMITS = frozenset({"admit", "acknowledge", "claim", "concede"})
_ROLE = frozenset({"role", "responsibility", "involvement"})
_ABOUT_TRUCE = frozenset({"truce", "ceasefire", "cease-fire", "armistice", "reduction", "hostilities"})


@dataclass(slots=True)
class _Report:
    """A report while it is read."""

    document: Document
    frames: Frames
    cast: Cast
    found: list[Record] = field(default_factory=list)
    before: Stretch | None = None

    def instant(self) -> datetime | None:
        """Return the end of the day of publication."""
        day = self.document.published
        if day is None:
            return None
        try:
            zone: ZoneInfo | None = ZoneInfo(self.document.zone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = None
        midnight = datetime.combine(day, time(), zone or UTC)
        return midnight + timedelta(days=1)


def records(
    document: Document, sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> tuple[tuple[ActorMention, ...], tuple[Record, ...]]:
    """Return who is named in a report, and what may be entered in the record.

    Parameters
    ----------
    document
        The report; what is marked in it is not read.
    sentences
        Its sentences, in their order, with what is quoted and who speaks it.
    dates
        Its dates, in their order.

    Returns
    -------
    tuple of ActorMention, tuple of Record
        In the order of the text.

    Examples
    --------
    >>> text = "Qatar called for talks."
    >>> report = Document(text, None, None, "", None, "UTC")
    >>> actors, found = records(report, [Sentence(Span(0, len(text)))], [])
    >>> actors[0].actor, found[0].type, found[0].quote
    ('qatar', 'REQUEST', 'Qatar called for talks')
    """
    report = _Report(document, frames(), Cast(actor_list(), document.published))
    position = 0
    for sentence in sentences:
        start, end = _unmarked(document, sentence)
        if end <= start:
            continue
        own = []
        while position < len(dates) and dates[position].span.start < end:
            if dates[position].span.start >= start:
                own.append(dates[position])
            position += 1
        _read(report, sentence, start, min(end, start + _LONGEST), own)
    mentions = sorted(report.cast.mentions, key=lambda mention: mention.span)
    return tuple(mentions), merged(report.found)


def _unmarked(document: Document, sentence: Sentence) -> tuple[int, int]:
    """Return the stretch of a sentence that is part of the report."""
    start, end = sentence.span.start, sentence.span.end
    for marked in document.marked:
        if marked.span.end <= start or end <= marked.span.start:
            continue
        if marked.span.start <= start:
            start = min(end, marked.span.end)
        else:
            end = marked.span.start
    return start, end


def _read(
    report: _Report, sentence: Sentence, start: int, end: int, dates: list[DateMention]
) -> None:
    text = report.document.text
    known = report.cast.known
    parsed = parse(text, start, end, report.frames.tagger, known, report.frames.says)
    if not parsed.words.low:
        return
    report.cast.meet(parsed)
    told = _with_admitted(parsed, events(parsed, report.frames, report.cast))
    counts = _completed(report, tolls(parsed, known))
    records_here: list[Record] = []
    used: set[int] = set()
    for event in told:
        if (event.type is None and event.process is None) or _only_meant(parsed, event):
            continue
        mine = _tolls_of(event, told, counts, used)
        records_here.append(_record(report, parsed, event, mine, dates))
    records_here.extend(
        _loose(report, parsed, toll, dates) for at, toll in enumerate(counts) if at not in used
    )
    for event in told:
        if event.sense == "says" and event.actor and event.verb is not None:
            records_here.append(_statement(report, parsed, event))
    records_here.extend(_quotations(report, sentence))
    records_here.extend(_conditions(parsed))
    records_here.extend(_commitments(report, parsed, told, records_here))
    records_here.extend(_truces(report, records_here, parsed, dates))
    report.found.extend(sorted(records_here, key=lambda record: (record.span, record.kind)))
    _hand_on(report, records_here)


def _completed(report: _Report, counts: list[Toll]) -> list[Toll]:
    """Add "two others were also killed" to the toll told just before, in the record it stands in."""
    kept: list[Toll] = []
    for toll in counts:
        before = next((one for one in reversed(kept) if one.kind == toll.kind), None)
        if not toll.more or toll.over_time:
            kept.append(toll)
        elif before is not None and not before.over_time:
            kept[kept.index(before)] = replace(before, people=added(before.people, toll.people))
        elif not _complete(report, toll):
            kept.append(toll)
    return kept


def _complete(report: _Report, toll: Toll) -> bool:
    """Add a toll to the last record that tells one of its kind, not far above."""
    for at in range(len(report.found) - 1, max(-1, len(report.found) - _NEAR), -1):
        record = report.found[at]
        told = record.killed if toll.kind == "killed" else record.injured
        if told is None or record.modality is Modality.HABITUAL:
            continue
        both = added(told, toll.people)
        report.found[at] = (
            replace(record, killed=both) if toll.kind == "killed" else replace(record, injured=both)
        )
        return True
    return False


def _only_meant(parsed: Parsed, event: Event) -> bool:
    """Whether it is only what something was for: "to discuss", "for bombing"."""
    if event.verb is None or event.modality is not Modality.POSSIBLE:
        return False
    return parsed.phrases.verbs[event.verb].form != "finite"


def _with_admitted(parsed: Parsed, told: list[Event]) -> list[Event]:
    """Let who admits a role in an attack be the one that did it, by their own claim."""
    verbs, low = parsed.phrases.verbs, parsed.words.low
    admitted = next(
        (
            event
            for event in told
            if event.sense == "says"
            and event.verb is not None
            and verbs[event.verb].lemma in _ADMITS
            and not _ROLE.isdisjoint(low[event.at : event.at + 5])
        ),
        None,
    )
    if admitted is None:
        return told
    return [
        replace(event, actor=admitted.actor, claimed_by=admitted.actor)
        if event.type == "ASSAULT" and event.at > admitted.at and not event.actor
        else event
        for event in told
    ]


def _tolls_of(
    event: Event, told: list[Event], counts: list[Toll], used: set[int]
) -> list[Toll]:
    """Return the tolls that belong to an event, each to one event only."""
    if event.type != "ASSAULT":
        return []
    mine = []
    attacks = [other for other in told if other.type == "ASSAULT"]
    for number, toll in enumerate(counts):
        nearest = min(attacks, key=lambda other: (other.at != toll.at, abs(other.at - toll.at)))
        if nearest is event and number not in used and not toll.over_time:
            used.add(number)
            mine.append(toll)
    return mine


def _span(parsed: Parsed, first: int, last: int) -> Span:
    return Span(parsed.words.start[first], parsed.words.end[last - 1])


def _record(
    report: _Report, parsed: Parsed, event: Event, mine: list[Toll], dates: list[DateMention]
) -> Record:
    first = min([event.first, *(toll.first for toll in mine)])
    last = max([event.last, *(toll.last for toll in mine)])
    span = _span(parsed, first, last)
    stretch = _time(report, parsed, event, dates)
    by_kind = {toll.kind: toll.people for toll in reversed(mine)}
    kind = RecordKind.PROCESS if event.type is None else RecordKind.EVENT
    return Record(
        kind,
        span,
        span.of(parsed.text),
        event.frame,
        event.type,
        event.process,
        event.actor,
        event.recipient,
        (),
        stretch.start if stretch else None,
        stretch.end if stretch else None,
        where(parsed, report.cast.known, event.first, event.at),
        by_kind.get("killed"),
        by_kind.get("injured"),
        modality=event.modality,
        negated=event.negated,
        claimed_by=event.claimed_by,
    )


def _time(
    report: _Report, parsed: Parsed, event: Event, dates: list[DateMention]
) -> Stretch | None:
    """Return when an event was; "subsequently" lies between the event before and publication."""
    stretch = when(parsed, dates, event.first, event.at, event.last)
    now = report.instant()
    told = event.modality is Modality.HAPPENED and event.sense != "wills"
    if stretch and stretch.start and now and told and stretch.start >= now - timedelta(days=1):
        if event.process == "truce agreed" or stretch.start >= now:
            return None
    if stretch is None:
        opening = parsed.words.low[:2]
        if report.before is not None and not _THEN.isdisjoint(opening):
            return Stretch(report.before.start, report.instant())
        return None
    after = _last_after(parsed, event.at)
    if after is not None and event.modality is Modality.HAPPENED:
        place = parsed.words.start[after]
        if all(mention.span.start < place for mention in dates):
            return Stretch(None, stretch.end)
    return stretch


def _last_after(parsed: Parsed, at: int) -> int | None:
    """Return the last "after" before a word, or None."""
    low = parsed.words.low
    return next((place for place in range(at - 1, 0, -1) if low[place] == "after"), None)


def _loose(report: _Report, parsed: Parsed, toll: Toll, dates: list[DateMention]) -> Record:
    """Return the record of a toll that belongs to no event: over a period, or of no verb."""
    span = _span(parsed, min(toll.first, toll.at), max(toll.last, toll.at + 1))
    stretch = when(parsed, dates, toll.first, toll.at, toll.last)
    return Record(
        RecordKind.EVENT,
        span,
        span.of(parsed.text),
        f"toll: {toll.kind}" + (" over a period" if toll.over_time else ""),
        "ASSAULT",
        start=stretch.start if stretch else None,
        end=stretch.end if stretch else None,
        place=where(parsed, report.cast.known, toll.first, toll.at),
        killed=toll.people if toll.kind == "killed" else None,
        injured=toll.people if toll.kind == "injured" else None,
        modality=Modality.HABITUAL if toll.over_time else Modality.HAPPENED,
    )


def _statement(report: _Report, parsed: Parsed, event: Event) -> Record:
    verbs = parsed.phrases.verbs
    number = event.verb or 0
    says = report.frames.says
    first, last = event.first, _sentence_part(parsed, event)
    if any(verb.lemma in says and first <= verb.at < event.at for verb in verbs):
        first = verbs[number].first
    later = next((v.first for v in verbs[number + 1 :] if v.lemma in says), last)
    while later > event.at + 1 and parsed.words.tag[later - 1] in "C,":
        later -= 1
    span = _span(parsed, first, max(later, event.at + 1))
    return Record(
        RecordKind.STATEMENT, span, span.of(parsed.text), event.frame, speaker=event.actor,
        negated=event.negated,
    )  # fmt: skip


def _sentence_part(parsed: Parsed, event: Event) -> int:
    """Return the word before which what is said ends: the sentence's last, without its stop."""
    last = len(parsed.words.low)
    while last > event.at + 1 and parsed.words.tag[last - 1] in ".,;\"”":
        last -= 1
    return last


def _quotations(report: _Report, sentence: Sentence) -> list[Record]:
    text = report.document.text
    return [
        Record(
            RecordKind.STATEMENT, span, span.of(text), "quotation", speaker=_speaker(report, name)
        )
        for span, name in sentence.quoted
        if name
    ]


def _speaker(report: _Report, name: str) -> tuple[str, ...]:
    parsed = parse(
        name, 0, len(name), report.frames.tagger, report.cast.known, report.frames.says
    )
    ids: list[str] = []
    for hit in parsed.hits:
        principal = report.cast.known.actors[hit.actor].acts_for(report.document.published)
        ids.extend(one for one in (hit.actor, principal) if one and one not in ids)
    return tuple(ids) or (name,)


def _conditions(parsed: Parsed) -> list[Record]:
    low, tag = parsed.words.low, parsed.words.tag
    found = []
    for at, word in enumerate(low):
        provided = word == "provided" and low[at + 1 : at + 2] == ("that",)
        if not (provided or word in {"if", "unless"}) or low[at - 1 : at] == ("as",):
            continue
        end = tag.find(",", at)
        end = end if end > 0 else len(low)
        while end > at + 1 and tag[end - 1] in ".;\"”":
            end -= 1
        if end - at < 2:
            continue
        span = _span(parsed, at, end)
        found.append(Record(RecordKind.CONDITION, span, span.of(parsed.text), f"condition: {word}"))
    return found


def _commitments(
    report: _Report, parsed: Parsed, told: list[Event], so_far: list[Record]
) -> list[Record]:
    """Return what was promised: agreed, offered, pledged or said to be done in future."""
    found = []
    for event in told:
        if event.negated or event.type not in {"AGREE", "RETREAT"}:
            continue
        future = event.type == "RETREAT" and event.modality is Modality.PLANNED
        willed = event.sense in _COMMITS and (event.goes_on is not None or event.modality is Modality.PLANNED)
        if not (future or willed) or not event.actor:
            continue
        span = _span(parsed, event.first, event.last)
        found.append(
            Record(
                RecordKind.COMMITMENT, span, span.of(parsed.text), event.frame, event.type,
                event.process, event.actor, event.recipient, modality=Modality.PLANNED,
                claimed_by=event.claimed_by,
            )  # fmt: skip
        )
    return found


def _truces(
    report: _Report, so_far: list[Record], parsed: Parsed, dates: list[DateMention]
) -> list[Record]:
    """Return a truce with its window, where one is agreed: at most one a sentence."""
    agreed = next((record for record in so_far if record.process == "truce agreed" and record.actor), None)
    if agreed is None or agreed.negated or agreed.type not in {"AGREE", "SUPPORT"}:
        return []
    if _ABOUT_TRUCE.isdisjoint(parsed.words.low):
        return []
    days = next((mention.days for mention in dates if mention.days), None)
    start = next(
        (m.start for m in dates if m.granularity in {Granularity.INSTANT, Granularity.DAY} and m.start),
        None,
    )
    end = start + timedelta(days=days) if start is not None and days else None
    now = report.instant()
    begun = start is not None and now is not None and start < now - timedelta(days=1)
    span = _span(parsed, 0, _sentence_last(parsed))
    modality = Modality.HAPPENED if begun else Modality.PLANNED
    return [
        Record(
            RecordKind.TRUCE, span, span.of(parsed.text), "truce: " + agreed.rule, None,
            agreed.process, agreed.actor, agreed.recipient, start=start, end=end,
            quantity=days, unit="days" if days else None, modality=modality,
            claimed_by=agreed.claimed_by,
        )  # fmt: skip
    ]


def _sentence_last(parsed: Parsed) -> int:
    last = len(parsed.words.low)
    while last > 1 and parsed.words.tag[last - 1] in ".,;\"”":
        last -= 1
    return last


def _hand_on(report: _Report, here: list[Record]) -> None:
    """Remember the time of the last event, for "subsequently"."""
    for record in here:
        if record.kind is RecordKind.EVENT and record.start is not None:
            report.before = Stretch(record.start, record.end)
