"""Records of a report: events, statements, commitments, conditions, truces and the process.

Nothing here is a fact yet: every record says where its words stand and which rule made it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from trucewatch.domain.reading import (
    ActorMention,
    DateMention,
    Document,
    Modality,
    Record,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.reading.accusations import as_accusation
from trucewatch.reading.actors import actor_list
from trucewatch.reading.attacks import whole
from trucewatch.reading.carried import carried
from trucewatch.reading.cast import Cast
from trucewatch.reading.events import events
from trucewatch.reading.frames import frames
from trucewatch.reading.merging import joined, merged
from trucewatch.reading.parsed import Parsed, parse
from trucewatch.reading.people import Toll, group_of
from trucewatch.reading.proposals import according, commitments, conditions, quotations, statement
from trucewatch.reading.report import Report, completed, span_of
from trucewatch.reading.scene import Event
from trucewatch.reading.tolls import tolls
from trucewatch.reading.truces import Truces, with_parties
from trucewatch.reading.when import Stretch, when, where

_LONGEST = 1500
_LEAD = 40
_BEGAN = re.compile(
    r"\b(?:began|begun|started|broke out|erupted|flared)(?: up| in| on| early| late)* $"
)
_THEN = frozenset({"subsequently", "later", "then", "afterwards", "afterward"})
_ADMITS = frozenset({"admit", "acknowledge", "claim", "concede"})
_JOINT = frozenset(
    {"agreement signed", "agreement reached", "talks opened", "talks resumed", "talks held"}
)
"""What takes two sides."""
_ROLE = frozenset({"role", "responsibility", "involvement"})


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
    >>> from trucewatch.domain.reading import Span
    >>> text = "Qatar called for talks."
    >>> report = Document(text, None, None, "", None, "UTC")
    >>> actors, found = records(report, [Sentence(Span(0, len(text)))], [])
    >>> actors[0].actor, found[0].type, found[0].quote
    ('qatar', 'REQUEST', 'Qatar called for talks')
    """
    report = Report(document, frames(), Cast(actor_list(), document.published))
    document = replace(document, marked=tuple(sorted(document.marked, key=lambda one: one.span)))
    ends = [marked.span.end for marked in document.marked]
    position, truces = 0, Truces()
    for sentence in sentences:
        start, end = _unmarked(document, sentence, ends)
        if end <= start:
            continue
        own = []
        while position < len(dates) and dates[position].span.start < end:
            if dates[position].span.start >= start:
                own.append(dates[position])
            position += 1
        inside = Span(start, end)
        report.voices = [one for one in quotations(report, sentence) if one.span.within(inside)]
        report.cast.we = next((one.speaker for one in report.voices if one.speaker), ())
        for first, last in _pieces(document.text, start, end):
            _read(report, first, last, own, truces)
        report.found.extend(report.voices)
    agreed = truces.told(report)
    report.found = [*with_parties(report, truces), *agreed]
    mentions = sorted(report.cast.mentions, key=lambda mention: mention.span)
    kept = merged(sorted(report.found, key=_place))
    return tuple(mentions), tuple(sorted(kept, key=_place))


def _place(record: Record) -> tuple[Span, RecordKind]:
    return record.span, record.kind


def _unmarked(document: Document, sentence: Sentence, ends: Sequence[int]) -> tuple[int, int]:
    """Return the stretch of a sentence that is part of the report.

    ``ends`` are those of the marked stretches, which stand in their order.
    """
    start, end = sentence.span.start, sentence.span.end
    for marked in document.marked[bisect_right(ends, start) :]:
        if end <= marked.span.start:
            break
        if marked.span.start <= start:
            start = min(end, marked.span.end)
        else:
            end = marked.span.start
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in one piece, or at spaces in several, where it is longer than any is."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _read(report: Report, start: int, end: int, dates: list[DateMention], agreed: Truces) -> None:
    text = report.document.text
    known = report.cast.known
    parsed = parse(text, start, end, report.frames.tagger, known, report.frames.says)
    if not parsed.words.low:
        return
    report.cast.meet(parsed)
    told = whole(parsed, _with_admitted(parsed, events(parsed, report.frames, report.cast)))
    every = tolls(parsed, known, report.group, report.kind)
    nobody = [toll for toll in every if toll.nobody]
    counts = completed(report, [toll for toll in every if not toll.nobody])
    report.group = group_of(parsed, known) or report.group
    report.kind = counts[-1].kind if counts else report.kind
    records_here: list[Record] = []
    used: set[int] = set()
    for event in told:
        if event.type in {"ACCUSE", "ASSAULT"}:
            report.cast.oppose(event.actor, event.recipient)
    for event in told:
        if (event.type is None and event.process is None) or _only_meant(parsed, event):
            continue
        told_as_toll = any(toll.over_time and toll.at == event.at for toll in counts)
        harmless = not event.negated and any(toll.at == event.at for toll in nobody)
        if told_as_toll or harmless or _no_deed(event):
            continue
        mine = _tolls_of(event, told, counts, used)
        record = _record(report, parsed, event, mine, dates)
        if not _of_nobody(record):
            records_here.append(record)
    records_here.extend(
        _loose(report, parsed, toll, dates) for at, toll in enumerate(counts) if at not in used
    )
    written = text[start:end]
    records_here = carried(report.found, report.last, joined(records_here), nobody, written)
    for event in told:
        if event.sense == "says" and event.actor and event.verb is not None:
            records_here.append(statement(report, parsed, event))
    records_here.extend(according(report, parsed))
    records_here.extend(conditions(parsed))
    records_here.extend(commitments(parsed, told))
    agreed.hear(report, parsed, records_here, dates)
    report.last = len(report.found)
    report.found.extend(sorted(records_here, key=lambda record: (record.span, record.kind)))
    _hand_on(report, records_here)


def _no_deed(event: Event) -> bool:
    """Whether nothing was done and nobody said that anything was: "nobody died"."""
    return event.negated and event.type == "ASSAULT" and not event.actor and not event.claimed_by


def _of_nobody(record: Record) -> bool:
    """Whether it tells neither who does it, nor to whom, nor how many were harmed, nor where."""
    if record.actor or record.recipient or record.process or record.killed or record.injured:
        return False
    return record.type != "ASSAULT" or not record.place


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


def _tolls_of(event: Event, told: list[Event], counts: list[Toll], used: set[int]) -> list[Toll]:
    """Return the tolls that belong to an event, each to one event only."""
    if event.type != "ASSAULT":
        return []
    mine: list[Toll] = []
    attacks = [other for other in told if other.type == "ASSAULT"]
    for number, toll in enumerate(counts):
        nearest = min(attacks, key=lambda other: (other.at != toll.at, abs(other.at - toll.at)))
        told_once = all(one.kind != toll.kind for one in mine)
        if nearest is event and number not in used and not toll.over_time and told_once:
            used.add(number)
            mine.append(toll)
    return mine


def _record(
    report: Report, parsed: Parsed, event: Event, mine: list[Toll], dates: list[DateMention]
) -> Record:
    first = min([event.first, *(toll.first for toll in mine)])
    last = max([event.last, *(toll.last for toll in mine)])
    span = span_of(parsed, first, last)
    event = _scheduled(report, parsed, event, dates)
    stretch = _time(report, parsed, event, dates)
    by_kind = {toll.kind: toll.people for toll in mine}
    kind = RecordKind.PROCESS if event.type is None else RecordKind.EVENT
    event = as_accusation(parsed, event, report.voice(span, event.actor))
    return Record(
        kind,
        span,
        span.of(parsed.text),
        event.frame,
        event.type,
        event.process,
        event.actor or _sides(report, parsed, event),
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


def _sides(report: Report, parsed: Parsed, event: Event) -> tuple[str, ...]:
    """Return the sides told of together, where an accord or talks of nobody's are told of.

    "Intra-Afghan talks" are somebody else's.
    """
    if event.process not in _JOINT or event.type == "REJECT" or event.negated:
        return ()
    if event.modality not in {Modality.HAPPENED, Modality.PLANNED}:
        return ()
    words = parsed.low(event.first, event.last)
    others = any(word.startswith(("intra", "inter-")) for word in words)
    named = any(event.first <= hit.first < event.at for hit in parsed.hits)
    return () if others or named else report.cast.pair


def _scheduled(report: Report, parsed: Parsed, event: Event, dates: list[DateMention]) -> Event:
    """Return what is told in the present of a day to come as planned: "goes into effect on Sunday".

    Violence is left out: in headlines that is past.
    """
    verb = None if event.verb is None else parsed.phrases.verbs[event.verb]
    if verb is None or event.modality is not Modality.HAPPENED or event.type == "ASSAULT":
        return event
    word, now = parsed.words.low[verb.at], report.instant()
    present = word == verb.lemma or (word.endswith("s") and verb.form == "finite")
    stretch = when(parsed, dates, event.first, event.at, event.last) if present else None
    if stretch is None or stretch.start is None or now is None or stretch.start < now:
        return event
    return replace(event, modality=Modality.PLANNED)


def _time(report: Report, parsed: Parsed, event: Event, dates: list[DateMention]) -> Stretch | None:
    """Return when an event was; "subsequently" lies between the event before and publication."""
    stretch = when(parsed, dates, event.first, event.at, event.last)
    if stretch is not None and _until(parsed, event, stretch):
        stretch = Stretch(None, stretch.end, stretch.told)
    now = report.instant()
    told = event.modality is Modality.HAPPENED and event.sense != "wills"
    if stretch and stretch.start and now and told and stretch.start >= now:
        return None
    before = _before_what_followed(parsed, event, dates)
    if before is not None and (stretch is None or stretch.told <= before.told):
        return before
    if stretch is None and report.before is not None:
        later = not _THEN.isdisjoint(parsed.words.low[:2])
        return Stretch(report.before.start, report.instant()) if later else None
    return stretch


def _until(parsed: Parsed, event: Event, stretch: Stretch) -> bool:
    """Whether an act was only before its date: "struck hours before a truce on Wednesday"."""
    low, starts = parsed.words.low, parsed.words.start
    between = (at for at in range(event.at + 1, len(low) - 1) if starts[at] < stretch.told)
    return any(low[at] == "before" and parsed.words.tag[at + 1] in "DN" for at in between)


def _before_what_followed(parsed: Parsed, event: Event, dates: list[DateMention]) -> Stretch | None:
    """Return until when an act was that something dated followed: "left in May after it shot"."""
    after = _last_after(parsed, event.at)
    if after is None or event.modality is not Modality.HAPPENED:
        return None
    place = parsed.words.start[after]
    ends = [one for one in dates if one.span.start < place and one.end is not None]
    if not ends:
        return None
    last = ends[-1]
    exact = last.rule == "duration"  # "a day after they met"
    return Stretch(last.start if exact else None, last.end, last.span.start)


def _last_after(parsed: Parsed, at: int) -> int | None:
    """Return the last "after" before a word, or None."""
    low = parsed.words.low
    return next((place for place in range(at - 1, 0, -1) if low[place] == "after"), None)


def _since(parsed: Parsed, stretch: Stretch) -> bool:
    """Whether a date tells when a war began: "the war, which broke out in 2013, has killed"."""
    before = parsed.text[max(parsed.words.start[0], stretch.told - _LEAD) : stretch.told]
    return _BEGAN.search(before) is not None


def _loose(report: Report, parsed: Parsed, toll: Toll, dates: list[DateMention]) -> Record:
    """Return the record of a toll that belongs to no event: over a period, or of no verb."""
    span = span_of(parsed, min(toll.first, toll.at), max(toll.last, toll.at + 1))
    stretch = when(parsed, dates, toll.first, toll.at, toll.last)
    if stretch is not None and toll.over_time and _since(parsed, stretch):
        stretch = Stretch(stretch.start, None, stretch.told)
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


def _hand_on(report: Report, here: list[Record]) -> None:
    """Remember the time of the last event, for "subsequently"."""
    for record in here:
        now = report.instant()
        told = record.kind is RecordKind.EVENT and record.modality is Modality.HAPPENED
        if told and record.start is not None and (now is None or record.start < now):
            report.before = Stretch(record.start, record.end)
