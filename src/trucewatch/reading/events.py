"""Events of one sentence: verbs and nouns through their frames, with who does what to whom."""

from dataclasses import dataclass, replace

from trucewatch.domain.reading import Modality
from trucewatch.reading.cast import Cast
from trucewatch.reading.frames import Frame, Frames
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.phrases import Verb

_DEMANDS = frozenset({"must", "should", "shall", "ought"})
_MIGHT = frozenset({"may", "might", "could", "can"})
_IF = frozenset({"if", "unless", "whether"})
_NOT_YET = {
    "wills": Modality.PLANNED,
    "asks": Modality.DEMANDED,
    "threatens": Modality.THREATENED,
}
_REACH = 16
_PLANNED = frozenset("future planned possible potential further proposed expected upcoming".split())


@dataclass(frozen=True, slots=True)
class Event:
    """What one verb or noun of a sentence says.

    Attributes
    ----------
    first, last
        Its words, from the subject to the object.
    at
        The verb or the noun itself.
    verb
        The number of the verb; None for a noun.
    goes_on
        The verb that is willed, asked for, refused or threatened, if any.
    """

    frame: str
    type: str | None
    process: str | None
    sense: str
    first: int
    last: int
    at: int
    verb: int | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    modality: Modality
    negated: bool
    claimed_by: tuple[str, ...] = ()
    goes_on: int | None = None


@dataclass(slots=True)
class Scene:
    """One sentence while its events are found."""

    parsed: Parsed
    frames: Frames
    cast: Cast
    speaker: tuple[str, ...]
    taken: set[int]
    subjects: dict[int, tuple[str, ...]]

    def who(self, number: int) -> tuple[str, ...]:
        """Return who does (or suffers) a verb."""
        if number not in self.subjects:
            verb = self.parsed.phrases.verbs[number]
            chunk = subject(self.parsed, number)
            limit = verb.first
            if chunk is not None and self.parsed.phrases.chunks[chunk].first > verb.at:
                limit = len(self.parsed.words.low)
            self.subjects[number] = self.cast.all_of(self.parsed, chunk, limit, doer=True)
        return self.subjects[number]

    def subject_words(self, number: int) -> frozenset[str]:
        """Return the words of the subject, with what belongs to it by "of"."""
        chunk = subject(self.parsed, number)
        if chunk is None:
            return frozenset()
        chunks = self.parsed.phrases.chunks
        first, last = chunks[chunk].first, chunks[chunk].last
        if chunk + 1 < len(chunks) and chunks[chunk + 1].led_by == "of":
            last = chunks[chunk + 1].last
        return frozenset(self.parsed.words.low[first:last])

    def company_end(self, number: int) -> int:
        """Return the word before which what follows a verb ends."""
        verbs, tag = self.parsed.phrases.verbs, self.parsed.words.tag
        at = verbs[number].at
        end = min(len(tag), at + _REACH)
        for later in verbs[number + 1 :]:
            if later.first >= end:
                break
            if later.form == "finite" and not later.passive and later.lemma in self.frames.verbs:
                joint = tag[at + 1 : later.first]
                end = later.first if "C" not in joint else at + 1 + joint.rfind("C")
                break
        for letter in ";":
            found = tag.find(letter, at, end)
            end = found if found > 0 else end
        return end

    def match(self, number: int) -> Frame | None:
        """Return the frame of a verb that holds here."""
        verb = self.parsed.phrases.verbs[number]
        options = self.frames.verbs.get(verb.lemma)
        if not options:
            return None
        low = self.parsed.words.low
        after = frozenset(low[verb.at + 1 : verb.at + 3])
        company = frozenset(low[verb.at + 1 : self.company_end(number)])
        own = self.subject_words(number) if any(frame.subject for frame in options) else None
        if own is None:
            own = self.subject_words(number) if verb.passive else frozenset()
        for frame in options:
            if frame.holds(verb.passive, after, company, own):
                return frame
        return None


def events(
    parsed: Parsed, frames: Frames, cast: Cast, speaker: tuple[str, ...] = ()
) -> list[Event]:
    """Return the events of a sentence, verbs first.

    Parameters
    ----------
    parsed
        The sentence.
    frames
        What verbs say.
    cast
        Who was named so far.
    speaker
        Who speaks the whole sentence, where it is a quotation.
    """
    scene = Scene(parsed, frames, cast, speaker, set(), {})
    found: list[Event] = []
    for number, verb in enumerate(parsed.phrases.verbs):
        if number in scene.taken:
            continue
        if verb.lemma in frames.says:
            scene.speaker = scene.who(number) or scene.speaker
        event = _of_verb(scene, number, verb)
        calling = verb.form == "ing" and event is not None and event.type in {"REQUEST", "ACCUSE"}
        if calling and any(other.type == "PROTEST" for other in found):
            continue
        if event is not None:
            found.append(event)
    from_nouns = _of_nouns(scene, found)
    return found + from_nouns


def _of_verb(scene: Scene, number: int, verb: Verb) -> Event | None:
    frame = scene.match(number)
    if frame is None:
        if verb.lemma in scene.frames.says:
            return _speech(scene, number)
        return _asked(scene, number, verb)
    first, last = _reach(scene, number)
    actor, recipient = _roles(scene, number, verb, frame)
    modality = _modality(scene, number, verb)
    event = Event(
        frame.rule,
        frame.type,
        frame.process,
        frame.sense,
        first,
        last,
        verb.at,
        number,
        actor,
        recipient,
        modality,
        verb.negated,
        scene.speaker if scene.speaker != actor else (),
    )
    if modality is Modality.DEMANDED and frame.sense == "wills" and event.claimed_by:
        return _by_modal(scene, _consume(scene, event, frame), verb, frame)
    if frame.sense != "plain":
        return _consume(scene, event, frame)
    return _by_modal(scene, event, verb, frame)


def _asked(scene: Scene, number: int, verb: Verb) -> Event | None:
    """Return what a speaker says another must do, whatever it is."""
    who = scene.who(number)
    if verb.negated and verb.modal in {"will", "would"} and who:
        first, last = _reach(scene, number)
        return Event(
            "will not: REJECT", "REJECT", None, "refuses", first, last, verb.at, number,
            who, (), Modality.PLANNED, False, () if scene.speaker == who else scene.speaker,
        )  # fmt: skip
    if verb.modal not in _DEMANDS or not scene.speaker or not who or who == scene.speaker:
        return None
    first, last = _reach(scene, number)
    return Event(
        f"{verb.modal}: REQUEST", "REQUEST", None, "asks", first, last, verb.at, number,
        scene.speaker, who, Modality.DEMANDED, verb.negated,
    )  # fmt: skip


def _speech(scene: Scene, number: int) -> Event | None:
    speaker = scene.who(number)
    if not speaker:
        return None
    first, last = _reach(scene, number)
    verb = scene.parsed.phrases.verbs[number]
    return Event(
        f"{verb.lemma}: statement", None, None, "says", first, last, verb.at, number,
        speaker, (), Modality.HAPPENED, verb.negated,
    )  # fmt: skip


def _consume(scene: Scene, event: Event, frame: Frame) -> Event:
    """Take the verbs that are willed, asked for, refused or threatened: they did not happen."""
    verbs, words = scene.parsed.phrases.verbs, scene.parsed.words
    number = event.verb or 0
    inner: int | None = None
    at = verbs[number].at
    for later in range(number + 1, len(verbs)):
        verb = verbs[later]
        gap = words.tag[at + 1 : verb.first]
        low = words.low[at + 1 : verb.first]
        past = verb.form == "finite" and not verb.modal and words.tag[verb.at] in "TB"
        if verb.lemma in scene.frames.says and verb.form == "finite":
            break
        if ";" in gap or "W" in gap or (past and not _subjunctive(verb, gap)):
            break
        if any(word in {"after", "because", "when", "although", "while"} for word in low):
            break
        scene.taken.add(later)
        if inner is None or scene.match(inner) is None:
            inner = later
        at = verb.at
    taken = None if inner is None else scene.match(inner)
    process, modality = frame.process, event.modality
    if process is None and taken is not None and frame.sense != "refuses":
        process = taken.process
        modality = _NOT_YET[frame.sense] if process else modality
    kind = frame.type
    if frame.sense == "wills" and kind == "AGREE" and taken is not None and taken.ill:
        hostile = taken.type not in {"MOBILIZE"} and taken.process is None
        verb = verbs[number]
        if hostile and verb.lemma in {"ready", "willing", "prepare", "vow", "swear"}:
            kind = "THREATEN"
    return replace(event, type=kind, process=process, goes_on=inner, modality=modality)


def _subjunctive(verb: Verb, gap: str) -> bool:
    return "S" in gap and verb.lemma == "be"


def _by_modal(scene: Scene, event: Event, verb: Verb, frame: Frame) -> Event | None:
    """Turn what will or must be done into what that is now: agreed, threatened, asked for."""
    if event.modality is Modality.PLANNED and frame.type is not None:
        if event.negated:
            return replace(event, type="REJECT", sense="refuses")
        if frame.process in {"talks opened", "talks resumed", "truce begun"} and verb.passive:
            return event
        unless = "unless" in scene.parsed.words.low[verb.at :]
        kind = "THREATEN" if frame.ill or unless else "AGREE"
        if verb.modal == "would" and not event.claimed_by and not event.actor:
            return event
        return replace(event, type=kind, sense="threatens" if frame.ill else "wills")
    if event.modality is Modality.DEMANDED and frame.type is not None:
        asker = event.claimed_by
        if not asker:
            return event
        return replace(
            event, type="REQUEST", sense="asks", actor=asker, recipient=event.actor, claimed_by=()
        )
    return event


def _modality(scene: Scene, number: int, verb: Verb) -> Modality:
    low, verbs = scene.parsed.words.low, scene.parsed.phrases.verbs
    previous = verbs[number - 1] if number else None
    if verb.form == "infinitive" and previous is not None:
        helper = previous.at + 1 == verb.first or verb.first - previous.at <= 3
        if helper and previous.lemma in scene.frames.through:
            if previous.lemma in {"begin", "start", "continue", "resort", "manage", "try", "attempt"}:
                return _modality(scene, number - 1, previous)
            return Modality.PLANNED
        if previous.lemma in {"have", "need"} and helper:
            return Modality.DEMANDED
        return Modality.PLANNED if previous.lemma == "be" and helper else Modality.POSSIBLE
    before = scene.parsed.words.tag[verb.first - 1 : verb.first] if verb.first else ""
    if verb.form == "ing" and before == "P" and low[verb.first - 1] not in {"by", "after", "to"}:
        return Modality.POSSIBLE
    if verb.form == "ing" and previous is not None:
        for earlier in range(number - 1, -1, -1):
            if verbs[earlier].form == "finite":
                return _modality(scene, earlier, verbs[earlier])
    left = previous.at if previous else 0
    if _IF.intersection(low[left : verb.first]):
        return Modality.POSSIBLE
    if verb.modal in {"will", "would", "shall"}:
        return Modality.PLANNED
    if verb.modal in _DEMANDS:
        return Modality.DEMANDED
    return Modality.POSSIBLE if verb.modal in _MIGHT else Modality.HAPPENED


def _roles(
    scene: Scene, number: int, verb: Verb, frame: Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who does it and to whom it is done."""
    end = _clause_end(scene, number)
    if verb.passive:
        return _led(scene, verb.at, len(scene.parsed.words.low), frozenset({"by"})), scene.who(number)
    actor = scene.who(number)
    if not actor:
        actor = _whose(scene, number, verb, frame)
    recipient = _led(scene, verb.at, end, frame.to) if frame.to else ()
    direct = _direct(scene, verb, end)
    chosen = recipient or direct
    if frame.sense in {"asks", "refuses"} and not chosen:
        chosen = _led(scene, verb.at, end, frozenset({"that", "by", "of"}))
    return actor, tuple(name for name in chosen if name not in actor)


def _whose(scene: Scene, number: int, verb: Verb, frame: Frame) -> tuple[str, ...]:
    """Return whose troops or talks they are, where the subject does not say who acts."""
    parsed = scene.parsed
    if frame.process == "troops withdrawn":
        first, last = verb.at, scene.company_end(number)
    elif frame.process is not None and frame.process.startswith("talks"):
        chunk = subject(parsed, number)
        if chunk is None:
            return ()
        first, last = parsed.phrases.chunks[chunk].first, parsed.phrases.chunks[chunk].last
    else:
        return ()
    names = [
        hit.actor
        for hit in parsed.hits
        if first <= hit.first < last and parsed.words.low[hit.last : hit.last + 1] != (".",)
    ]
    return tuple(dict.fromkeys(names[: 2 if verb.form == "finite" else 1]))


def _clause_end(scene: Scene, number: int) -> int:
    verbs = scene.parsed.phrases.verbs
    at = verbs[number].at
    for later in verbs[number + 1 :]:
        if later.form == "finite" and later.first - at > 1:
            return later.first
    return len(scene.parsed.words.low)


def _led(scene: Scene, at: int, end: int, leads: frozenset[str]) -> tuple[str, ...]:
    chunks = scene.parsed.phrases.chunks
    for number in range(scene.parsed.phrases.from_word(at), len(chunks)):
        if chunks[number].first >= end or chunks[number].first - at > 2 * _REACH:
            break
        if chunks[number].led_by in leads:
            names = scene.cast.all_of(scene.parsed, number, end)
            if names:
                return names
    return ()


def _direct(scene: Scene, verb: Verb, end: int) -> tuple[str, ...]:
    number = scene.parsed.phrases.from_word(verb.at)
    chunks, tag = scene.parsed.phrases.chunks, scene.parsed.words.tag
    if number >= len(chunks) or chunks[number].first >= end or chunks[number].led_by:
        return ()
    if set(tag[verb.at + 1 : chunks[number].first]) <= set("RSN"):
        return scene.cast.all_of(scene.parsed, number, end)
    return ()


def _reach(scene: Scene, number: int) -> tuple[int, int]:
    """Return the words from the subject of a verb to the end of its object."""
    verb = scene.parsed.phrases.verbs[number]
    chunks, tag = scene.parsed.phrases.chunks, scene.parsed.words.tag
    own = subject(scene.parsed, number)
    first = verb.first
    if own is not None:
        first = min(first, chunks[own].first)
    end = min(_clause_end(scene, number), len(tag))
    stop = tag.find(";", verb.at, end)
    end = stop if stop > 0 else end
    while end > verb.at + 1 and tag[end - 1] in ",.CSWR\"”'’()":
        end -= 1
    if own is not None:
        end = max(end, chunks[own].last if chunks[own].first > verb.at else end)
    return first, max(end, verb.at + 1)


def _of_nouns(scene: Scene, before: list[Event]) -> list[Event]:
    """Return what nouns of doing say, where they name who does it."""
    words, chunks = scene.parsed.words, scene.parsed.phrases.chunks
    verbs = scene.parsed.phrases.verbs
    shut = {
        place
        for event in before
        if event.sense in {"wills", "asks", "refuses", "threatens"}
        for place in range(event.at, event.last)
    } | {at for number in scene.taken for at in range(verbs[number].at, len(words.low))}
    own = {event.process for event in before if event.process}
    found = []
    for number, chunk in enumerate(chunks):
        noun = scene.frames.nouns.get(words.low[chunk.last - 1])
        if noun is None or chunk.first in shut or (noun.process and noun.process in own):
            continue
        end = len(words.low)
        actor = _doers(scene, number, noun.between, end)
        if not actor:
            continue
        recipient = () if noun.between else _led(scene, chunk.last - 1, chunk.last + 6, noun.to)
        planned = _PLANNED.intersection(words.low[chunk.first : chunk.last])
        last = chunk.last
        if number + 1 < len(chunks) and chunks[number + 1].led_by:
            last = chunks[number + 1].last
            if noun.between and number + 2 < len(chunks):
                last = chunks[number + 2].last
        found.append(
            Event(
                noun.rule, noun.type, noun.process, "noun", chunk.first, last, chunk.last - 1, None,
                actor, tuple(name for name in recipient if name not in actor),
                Modality.PLANNED if planned else Modality.HAPPENED, False, scene.speaker,
            )  # fmt: skip
        )
    return found


def _doers(scene: Scene, number: int, between: bool, end: int) -> tuple[str, ...]:
    """Return who does what a noun says: "talks between X and Y", "attack by X", "X's attack"."""
    chunks, parsed = scene.parsed.phrases.chunks, scene.parsed
    chunk = chunks[number]
    leads = {"between", "by"} if between else {"by"}
    for after in range(number + 1, min(number + 3, len(chunks))):
        if chunks[after].led_by in leads and chunks[after].first - chunk.last < 8:
            return scene.cast.all_of(parsed, after, end)
    names: list[str] = []
    for hit in parsed.hits_in(chunk):
        if hit.last < chunk.last or hit.first == chunk.last - 1:
            names.append(hit.actor)
    return tuple(dict.fromkeys(names)) if len(names) > 1 or not between else ()
