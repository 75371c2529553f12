"""What is said, promised, made a condition or agreed as a truce in one sentence."""

from datetime import timedelta

from trucewatch.days import later
from trucewatch.domain.reading import (
    DateMention,
    Granularity,
    Modality,
    Record,
    RecordKind,
    Sentence,
)
from trucewatch.reading.parsed import Parsed, parse
from trucewatch.reading.report import Report, last_word, span_of
from trucewatch.reading.scene import Event

_ABOUT_TRUCE = frozenset(
    {"truce", "ceasefire", "cease-fire", "armistice", "reduction", "hostilities"}
)
_FEW = 2
_PAUSES = ",.?!…—"
_EXACT = frozenset({Granularity.INSTANT, Granularity.DAY})


def statement(report: Report, parsed: Parsed, event: Event) -> Record:
    """Return what a verb of speech says, from its speaker to the next verb of speech."""
    verbs = parsed.phrases.verbs
    number = event.verb or 0
    says = report.frames.says
    first, last = event.first, last_word(parsed, event.at)
    if any(verb.lemma in says and first <= verb.at < event.at for verb in verbs):
        first = verbs[number].first
    later = next((v.first for v in verbs[number + 1 :] if v.lemma in says), last)
    while later > event.at + 1 and parsed.words.tag[later - 1] in "C,":
        later -= 1
    span = span_of(parsed, first, max(later, event.at + 1))
    return Record(
        RecordKind.STATEMENT,
        span,
        span.of(parsed.text),
        event.frame,
        speaker=event.actor,
        negated=event.negated,
    )


def quotations(report: Report, sentence: Sentence) -> list[Record]:
    """Return what stands in quotation marks, by whoever speaks it.

    One or two words without the pause of speech, such as the ‘truce’, are only held at a distance.
    """
    text = report.document.text
    return [
        Record(
            RecordKind.STATEMENT, span, span.of(text), "quotation", speaker=_speaker(report, name)
        )
        for span, name in sentence.quoted
        if name and (len((said := span.of(text)).split()) > _FEW or said[-1] in _PAUSES)
    ]


def _speaker(report: Report, name: str) -> tuple[str, ...]:
    parsed = parse(name, 0, len(name), report.frames.tagger, report.cast.known, report.frames.says)
    ids: list[str] = []
    for hit in parsed.hits:
        principal = report.cast.known.actors[hit.actor].acts_for(report.document.published)
        ids.extend(one for one in (hit.actor, principal) if one and one not in ids)
    return tuple(ids) or (name,)


def conditions(parsed: Parsed) -> list[Record]:
    """Return the conditions: if, unless, provided that."""
    low, tag = parsed.words.low, parsed.words.tag
    found = []
    for at, word in enumerate(low):
        provided = word == "provided" and low[at + 1 : at + 2] == ("that",)
        if not (provided or word in {"if", "unless"}) or low[at - 1 : at] == ("as",):
            continue
        end = tag.find(",", at)
        end = end if end > 0 else len(low)
        while end > at + 1 and tag[end - 1] in '.;"”':
            end -= 1
        if end - at < 2:
            continue
        span = span_of(parsed, at, end)
        found.append(Record(RecordKind.CONDITION, span, span.of(parsed.text), f"condition: {word}"))
    return found


def commitments(parsed: Parsed, told: list[Event]) -> list[Record]:
    """Return what was promised: agreed, offered, pledged or said to be done in future."""
    found = []
    for event in told:
        if event.negated or event.type not in {"AGREE", "RETREAT"}:
            continue
        future = event.type == "RETREAT" and event.modality is Modality.PLANNED
        willed = event.sense == "wills" and (
            event.goes_on is not None or event.modality is Modality.PLANNED
        )
        if not (future or willed) or not event.actor:
            continue
        span = span_of(parsed, event.first, event.last)
        found.append(
            Record(
                RecordKind.COMMITMENT,
                span,
                span.of(parsed.text),
                event.frame,
                event.type,
                event.process,
                event.actor,
                event.recipient,
                modality=Modality.PLANNED,
                claimed_by=event.claimed_by,
            )
        )
    return found


def truces(
    report: Report, so_far: list[Record], parsed: Parsed, dates: list[DateMention]
) -> list[Record]:
    """Return a truce with its window, where one is agreed: at most one a sentence."""
    agreed = next(
        (record for record in so_far if record.process == "truce agreed" and record.actor), None
    )
    if agreed is None or agreed.negated or agreed.type not in {"AGREE", "SUPPORT"}:
        return []
    if _ABOUT_TRUCE.isdisjoint(parsed.words.low):
        return []
    days = next((mention.days for mention in dates if mention.days), None)
    start = next(
        (m.start for m in dates if m.granularity in _EXACT and m.start),
        None,
    )
    end = later(start, days) if start is not None and days else None
    now = report.instant()
    begun = start is not None and now is not None and start < now - timedelta(days=1)
    span = span_of(parsed, 0, last_word(parsed, 0))
    modality = Modality.HAPPENED if begun else Modality.PLANNED
    return [
        Record(
            RecordKind.TRUCE,
            span,
            span.of(parsed.text),
            "truce: " + agreed.rule,
            None,
            agreed.process,
            agreed.actor,
            agreed.recipient,
            start=start,
            end=end,
            quantity=days,
            unit="days" if days else None,
            modality=modality,
            claimed_by=agreed.claimed_by,
        )
    ]
