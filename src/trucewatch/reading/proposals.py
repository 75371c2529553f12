"""What is said, promised, or made a condition in one sentence."""

from trucewatch.domain.reading import (
    Modality,
    Record,
    RecordKind,
    Sentence,
)
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, parse
from trucewatch.reading.report import Report, last_word, span_of
from trucewatch.reading.scene import Event

_FEW = 2
_HE = word_list("he")
_PAUSES = ",.?!…—"


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
    if name.lower() in _HE:
        return report.cast.person or (name,)
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
