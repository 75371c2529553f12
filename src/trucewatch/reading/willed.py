"""What is willed, asked for, refused, ordered or threatened: it takes the verbs behind it along."""

from dataclasses import replace

from trucewatch.domain.reading import Modality
from trucewatch.reading.frames import Frame
from trucewatch.reading.phrases import Verb
from trucewatch.reading.roles import reach
from trucewatch.reading.scene import Event, Scene

_NOT_YET = {
    "wills": Modality.PLANNED,
    "asks": Modality.DEMANDED,
    "threatens": Modality.THREATENED,
}
_TELLS_WHEN = frozenset({"after", "because", "when", "although", "while"})
_KEPT = frozenset({"truce begun", "truce held"})
"""Who says that a truce will be kept agrees to it."""
_HARMS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Who says to do none of it promises that."""
_OWN = frozenset({"army", "troops", "forces", "military", "soldiers", "navy", "men", "fighters"})
_RESOLVES = frozenset({"ready", "willing", "prepare", "vow", "swear"})


def consume(scene: Scene, event: Event, frame: Frame) -> Event | None:
    """Take the verbs that are willed, asked for, refused or threatened: they did not happen.

    What nobody is told to have promised or asked for is no event: "they were not invited".
    """
    number = event.verb or 0
    passive = scene.parsed.phrases.verbs[number].passive
    if event.negated and passive and not event.actor and frame.sense in {"wills", "asks"}:
        return None
    inner = _taken_along(scene, number)
    taken = None if inner is None else scene.match(inner)
    kind, process = frame.type, frame.process
    if frame.sense == "orders":
        return _ordered(scene, event, taken, inner)
    if process is None and taken is not None and frame.sense != "refuses":
        process = taken.process
    told = _not_yet(scene, event, frame, process, inner)
    if frame.sense == "wills" and kind == "AGREE" and taken is not None and taken.ill:
        hostile = taken.type not in {"MOBILIZE"} and taken.process is None
        if hostile and scene.parsed.phrases.verbs[number].lemma in _RESOLVES:
            kind = "THREATEN"
    if kind == "AGREE" and process in _KEPT:
        process = "truce agreed"
    if event.negated and frame.sense == "wills":
        return replace(event, type="REJECT", sense="refuses", negated=False, goes_on=inner)
    return replace(event, type=kind, process=process, goes_on=inner, modality=told)


def _ordered(scene: Scene, event: Event, taken: Frame | None, inner: int | None) -> Event:
    """Return what it is to order something: to stop is done, to attack is threatened."""
    if taken is not None and taken.type == "RETREAT":
        return replace(event, type=taken.type, process=taken.process, goes_on=inner)
    own = not _OWN.isdisjoint(scene.parsed.words.low[event.at + 1 : event.at + 4])
    if taken is not None and taken.type == "ASSAULT" and own:
        return replace(event, type="THREATEN", goes_on=inner, modality=Modality.PLANNED)
    return replace(event, goes_on=inner)


def _not_yet(
    scene: Scene, event: Event, frame: Frame, process: str | None, inner: int | None
) -> Modality:
    """Return whether what is willed, asked for or threatened is told as still to come."""
    wills = frame.sense == "wills"
    if wills and event.modality is Modality.POSSIBLE:
        return event.modality
    if process is not None and frame.sense in _NOT_YET:
        return _NOT_YET[frame.sense]
    if wills and inner is not None and event.modality is Modality.HAPPENED:
        to_do = scene.parsed.phrases.verbs[inner].form == "infinitive"
        return Modality.PLANNED if to_do else event.modality
    return event.modality


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
        if verb.lemma in scene.frames.says and (verb.form == "finite" or gap.endswith(",")):
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


def meant_too(scene: Scene, event: Event) -> list[Event]:
    """Return what else is willed in the same breath: "to form a cabinet and to free prisoners"."""
    if event.sense != "wills" or event.goes_on is None or event.type != "AGREE":
        return []
    verbs, tag = scene.parsed.phrases.verbs, scene.parsed.words.tag
    found = []
    for number in sorted(scene.taken):
        verb = verbs[number]
        joined = verb.form == "infinitive" and tag[verb.first - 1 : verb.first] == "C"
        frame = scene.match(number) if joined and number > (event.verb or 0) else None
        if number == event.goes_on or frame is None or frame.type is None or frame.ill:
            continue
        _, last = reach(scene, number)
        found.append(
            replace(
                event, frame=frame.rule, process=frame.process, first=verb.first, last=last,
                at=verb.at, verb=number, goes_on=number, recipient=(), modality=Modality.PLANNED,
            )
        )  # fmt: skip
    return found


def by_modal(scene: Scene, event: Event, verb: Verb, frame: Frame) -> Event | None:
    """Turn what will or must be done into what that is now: agreed, threatened, asked for."""
    if frame.process == "truce broken" and event.claimed_by and event.type == "ASSAULT":
        return replace(
            event, type="ACCUSE", actor=event.claimed_by, recipient=event.actor, claimed_by=()
        )
    if event.modality is Modality.PLANNED and frame.type is not None:
        return _planned(scene, event, verb, frame)
    if event.modality is Modality.DEMANDED and frame.type is not None:
        asker = event.claimed_by
        if not asker:
            return event
        return replace(
            event, type="REQUEST", sense="asks", actor=asker, recipient=event.actor, claimed_by=()
        )
    return event


def _planned(scene: Scene, event: Event, verb: Verb, frame: Frame) -> Event | None:
    """Return what will be done as what that is now: agreed, refused or threatened."""
    if event.negated and frame.type in _HARMS:
        return replace(event, type="AGREE", sense="wills", negated=False)
    if event.negated and verb.passive and not event.actor:
        return None
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
