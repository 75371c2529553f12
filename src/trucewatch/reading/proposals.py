"""What is said, promised, or made a condition in one sentence."""

from trucewatch.domain.reading import (
    Modality,
    Record,
    RecordKind,
    Sentence,
)
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, parse
from trucewatch.reading.quantities import quantity_of
from trucewatch.reading.report import Report, last_word, span_of
from trucewatch.reading.scene import Event
from trucewatch.reading.voices import voice

_FEW = 2
_MEETS = ("talks", "delegation")
_ACCORDS = frozenset({"agreement signed", "agreement reached"})
_MAY_OPEN = frozenset({"if", "unless", "only", "provided", "providing", "on", "as", "so", "until"})
_NO_IF = frozenset({"as", "only", "even"})
_WONDERS = frozenset(
    {"ask", "know", "see", "wonder", "doubt", "decide", "check", "clear", "unclear"}
)
_PROMISES = frozenset({"agree", "promise", "pledge", "undertake", "consent", "vow"})
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
        if hit.how == "surname" and not report.cast.surname(parsed, hit):
            continue
        principal = report.cast.known.actors[hit.actor].acts_for(report.document.published)
        ids.extend(one for one in (hit.actor, principal) if one and one not in ids)
    if ids or not parsed.phrases.chunks:
        return tuple(ids) or (name,)
    who = voice(report.cast, parsed, 0, len(parsed.words.low))
    one = len(who) == 1 and who[0] not in report.cast.known.actors and who[0] in name
    return (name,) if one or not who else who


def conditions(parsed: Parsed) -> list[Record]:
    """Return the conditions: if, unless, provided that, on condition that, and until it is so."""
    low, tag = parsed.words.low, parsed.words.tag
    found: list[Record] = []
    for at, word in enumerate(low):
        rule = _opens_condition(parsed, at) if word in _MAY_OPEN else None
        if rule is None:
            continue
        end = tag.find(",", at)
        end = end if end > 0 else len(low)
        while end > at + 1 and tag[end - 1] in '.;"”':
            end -= 1
        if end - at < 2 or (word == "until" and not _has_verb(parsed, at, end)):
            continue
        span = span_of(parsed, at, end)
        found.append(Record(RecordKind.CONDITION, span, span.of(parsed.text), f"condition: {rule}"))
    return found


def _opens_condition(parsed: Parsed, at: int) -> str | None:
    """Return the word that makes a condition of what follows, or None."""
    low = parsed.words.low
    word = low[at]
    if word in {"if", "unless"}:
        return None if at and (low[at - 1] in _NO_IF or _asks(parsed, at - 1)) else word
    if word == "only" and low[at + 1 : at + 2] == ("if",):
        return "only if"
    if word in {"provided", "providing"} and low[at + 1 : at + 2] == ("that",):
        return word
    if low[at : at + 3] == ("on", "condition", "that") and low[at + 3 : at + 4] != ("of",):
        return "condition"
    if low[at : at + 3] in {("as", "long", "as"), ("so", "long", "as")}:
        return "as long as"
    return word if word == "until" and _not_yet_so(parsed, at) else None


def _asks(parsed: Parsed, at: int) -> bool:
    """Whether a word before "if" makes a question of it: "asked if", "not clear if"."""
    return parsed.words.lemma[at] in _WONDERS or parsed.words.low[at] in _WONDERS


def _not_yet_so(parsed: Parsed, at: int) -> bool:
    """Whether what goes on "until" lies ahead or is refused: else it only tells when it ended."""
    before = [verb for verb in parsed.phrases.verbs if verb.at < at]
    return any(
        verb.modal or verb.negated or verb.form == "infinitive" for verb in before[-2:]
    ) or "no" in parsed.low(max(0, at - 5), at)


def _has_verb(parsed: Parsed, first: int, end: int) -> bool:
    return any(first < verb.at < end and verb.form == "finite" for verb in parsed.phrases.verbs)


def commitments(parsed: Parsed, told: list[Event]) -> list[Record]:
    """Return what was promised: agreed, offered, pledged or said to be done in future."""
    found = []
    for event in told:
        if event.modality is Modality.POSSIBLE or not _commits(parsed, event):
            continue
        span = span_of(parsed, event.first, event.last)
        quantity, unit = quantity_of(parsed, event)
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
                quantity=quantity,
                unit=unit,
                modality=Modality.PLANNED,
                claimed_by=event.claimed_by,
            )
        )
    return found


def _commits(parsed: Parsed, event: Event) -> bool:
    """Whether an event is a promise: not what is only expected, nor that an accord is signed."""
    if not event.actor or _is_meeting(event) or event.process in _ACCORDS:
        return False
    if event.sense == "promises":
        return True
    own = None if event.verb is None else parsed.phrases.verbs[event.verb]
    if own is not None and own.form == "infinitive" and own.lemma in {"announce", "declare"}:
        return False
    if event.negated or event.type not in {"AGREE", "RETREAT"}:
        return False
    before = parsed.phrases.verbs[event.verb - 1] if event.verb else None
    if before is not None and before.lemma == "expect" and before.at == event.at - 2:
        return False
    if event.type == "AGREE" and event.verb is not None and _to_do(parsed, event.verb):
        return True
    future = event.type == "RETREAT" and event.modality is Modality.PLANNED
    return future or (
        event.sense == "wills" and (event.goes_on is not None or event.modality is Modality.PLANNED)
    )


def _to_do(parsed: Parsed, number: int) -> bool:
    """Whether it is agreed to do something: "agreed to stop all firing"."""
    verbs = parsed.phrases.verbs
    after = parsed.words.tag[verbs[number].at + 1 : verbs[number].at + 3]
    return verbs[number].lemma in _PROMISES and ("I" in after)


def _is_meeting(event: Event) -> bool:
    """Whether it is only that they will meet: that is planned, but no commitment."""
    return event.frame.endswith("CONSULT") or (event.process or "").startswith(_MEETS)


def according(report: Report, parsed: Parsed) -> list[Record]:
    """Return whose account a sentence is that ends or begins with "according to"."""
    low, chunks = parsed.words.low, parsed.phrases.chunks
    found = []
    for at in range(len(low) - 1):
        if low[at : at + 2] != ("according", "to"):
            if low[at : at + 4] != ("in", "the", "words", "of"):
                continue
            at += 2
        number = parsed.phrases.from_word(at + 2)
        if number >= len(chunks) or chunks[number].first > at + 4:
            continue
        speaker = voice(report.cast, parsed, number, len(low))
        if not speaker and chunks[number].first == at + 2:
            speaker = (parsed.written(chunks[number].first, chunks[number].last),)
        if speaker:
            span = span_of(parsed, 0, last_word(parsed, 0))
            rule = "according to: statement"
            found.append(
                Record(RecordKind.STATEMENT, span, span.of(parsed.text), rule, speaker=speaker)
            )
    return found
