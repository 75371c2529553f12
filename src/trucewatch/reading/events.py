"""Events of one sentence: verbs and nouns through their frames, with who does what to whom."""

from dataclasses import replace

from trucewatch.domain.reading import Modality
from trucewatch.reading.cast import Cast
from trucewatch.reading.frames import Frame, Frames
from trucewatch.reading.modality import DEMANDS, modality
from trucewatch.reading.nouns import of_nouns
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.phrases import Verb
from trucewatch.reading.roles import reach, roles
from trucewatch.reading.scene import Event, Scene

_NOT_YET = {
    "wills": Modality.PLANNED,
    "asks": Modality.DEMANDED,
    "threatens": Modality.THREATENED,
}
_TELLS_WHEN = frozenset({"after", "because", "when", "although", "while"})
_STOPS = frozenset({"stop", "halt", "cease", "end", "suspend", "avoid", "quit"})
_KEPT = frozenset({"truce begun", "truce held"})
"""Who says that a truce will be kept agrees to it."""
_RESOLVES = frozenset({"ready", "willing", "prepare", "vow", "swear"})


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
    from_nouns = of_nouns(scene, found)
    return found + from_nouns


def _of_verb(scene: Scene, number: int, verb: Verb) -> Event | None:
    frame = scene.match(number)
    if frame is None:
        if verb.lemma in scene.frames.says:
            return _speech(scene, number)
        return _asked(scene, number, verb)
    if verb.lemma in _STOPS:
        _take_what_stops(scene, number, verb)
    first, last = reach(scene, number)
    actor, recipient = roles(scene, number, verb, frame)
    told = modality(scene, number, verb)
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
        told,
        verb.negated,
        scene.speaker if scene.speaker != actor else (),
    )
    if told is Modality.DEMANDED and frame.sense == "wills" and event.claimed_by:
        return _by_modal(scene, _consume(scene, event, frame), verb, frame)
    if frame.sense != "plain":
        return _consume(scene, event, frame)
    return _by_modal(scene, event, verb, frame)


def _take_what_stops(scene: Scene, number: int, verb: Verb) -> None:
    """Take the form in -ing that follows directly: who stops fighting does not fight."""
    verbs = scene.parsed.phrases.verbs
    if number + 1 < len(verbs):
        after = verbs[number + 1]
        if after.form == "ing" and after.first == verb.at + 1:
            scene.taken.add(number + 1)


def _asked(scene: Scene, number: int, verb: Verb) -> Event | None:
    """Return what a speaker says another must do, whatever it is."""
    who = scene.who(number)
    if verb.negated and verb.modal in {"will", "would"} and who:
        first, last = reach(scene, number)
        return Event(
            "will not: REJECT", "REJECT", None, "refuses", first, last, verb.at, number,
            who, (), Modality.PLANNED, False, () if scene.speaker == who else scene.speaker,
        )  # fmt: skip
    if verb.modal not in DEMANDS or not scene.speaker or not who or who == scene.speaker:
        return None
    first, last = reach(scene, number)
    return Event(
        f"{verb.modal}: REQUEST", "REQUEST", None, "asks", first, last, verb.at, number,
        scene.speaker, who, Modality.DEMANDED, verb.negated,
    )  # fmt: skip


def _speech(scene: Scene, number: int) -> Event | None:
    speaker = scene.who(number)
    if not speaker:
        return None
    first, last = reach(scene, number)
    verb = scene.parsed.phrases.verbs[number]
    return Event(
        f"{verb.lemma}: statement", None, None, "says", first, last, verb.at, number,
        speaker, (), Modality.HAPPENED, verb.negated,
    )  # fmt: skip


def _consume(scene: Scene, event: Event, frame: Frame) -> Event:
    """Take the verbs that are willed, asked for, refused or threatened: they did not happen."""
    number = event.verb or 0
    inner = _taken_along(scene, number)
    taken = None if inner is None else scene.match(inner)
    kind, process, told = frame.type, frame.process, event.modality
    if frame.sense == "orders":
        done = taken is not None and taken.type == "RETREAT"
        kind, process = (taken.type, taken.process) if taken and done else (kind, process)
        return replace(event, type=kind, process=process, goes_on=inner)
    if process is not None and frame.sense in _NOT_YET:
        told = _NOT_YET[frame.sense]
    elif process is None and taken is not None and frame.sense != "refuses":
        process = taken.process
        told = _NOT_YET[frame.sense] if process else told
    if frame.sense == "wills" and kind == "AGREE" and taken is not None and taken.ill:
        hostile = taken.type not in {"MOBILIZE"} and taken.process is None
        if hostile and scene.parsed.phrases.verbs[number].lemma in _RESOLVES:
            kind = "THREATEN"
    if kind == "AGREE" and process in _KEPT:
        process = "truce agreed"
    if event.negated and frame.sense == "wills":
        return replace(event, type="REJECT", sense="refuses", negated=False, goes_on=inner)
    return replace(event, type=kind, process=process, goes_on=inner, modality=told)


def _taken_along(scene: Scene, number: int) -> int | None:
    """Take the verbs behind one that wills, asks, refuses or threatens; return the one meant."""
    verbs, words = scene.parsed.phrases.verbs, scene.parsed.words
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
        if any(word in _TELLS_WHEN for word in low):
            break
        scene.taken.add(later)
        if inner is None or scene.match(inner) is None:
            inner = later
        at = verb.at
    return inner


def _subjunctive(verb: Verb, gap: str) -> bool:
    return "S" in gap and verb.lemma == "be"


def _by_modal(scene: Scene, event: Event, verb: Verb, frame: Frame) -> Event | None:
    """Turn what will or must be done into what that is now: agreed, threatened, asked for."""
    if frame.process == "truce broken" and event.claimed_by and event.type == "ASSAULT":
        return replace(
            event, type="ACCUSE", actor=event.claimed_by, recipient=event.actor, claimed_by=()
        )
    if event.modality is Modality.PLANNED and frame.type is not None:
        if event.negated:
            return replace(event, type="REJECT", sense="refuses", negated=False, process=None)
        if frame.process in {"talks opened", "talks resumed", "truce begun"} and verb.passive:
            return event
        if frame.subject and not event.actor:
            return event
        unless = "unless" in scene.parsed.words.low[verb.at :]
        kind = "THREATEN" if frame.ill or unless else "AGREE"
        if verb.modal == "would" and not event.claimed_by and not event.actor:
            return event
        if kind == "AGREE" and frame.process in _KEPT and event.actor:
            event = replace(event, process="truce agreed")
        return replace(event, type=kind, sense="threatens" if frame.ill else "wills")
    if event.modality is Modality.DEMANDED and frame.type is not None:
        asker = event.claimed_by
        if not asker:
            return event
        return replace(
            event, type="REQUEST", sense="asks", actor=asker, recipient=event.actor, claimed_by=()
        )
    return event
