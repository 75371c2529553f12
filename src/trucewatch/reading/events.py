"""Events of one sentence: verbs and nouns through their frames, with who does what to whom."""

from trucewatch.domain.reading import Modality
from trucewatch.reading.accusations import of_accusations
from trucewatch.reading.cast import Cast
from trucewatch.reading.frames import Frame, Frames
from trucewatch.reading.modality import DEMANDS, modality
from trucewatch.reading.nouns import of_nouns
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.phrases import Verb
from trucewatch.reading.promised import promised
from trucewatch.reading.roles import reach, roles
from trucewatch.reading.scene import Event, Scene
from trucewatch.reading.speech import said_too, speaks, speech
from trucewatch.reading.willed import by_modal, consume, meant_too

_STOPS = frozenset({"stop", "halt", "cease", "end", "suspend", "avoid", "quit"})
_IN_WORDS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
_NOBODY = frozenset({"nobody", "none", "no", "no-one", "neither"})


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
        if verb.lemma in frames.says and scene.match(number) is None:
            scene.speaker = speaks(scene, number) or scene.speaker
            scene.denied = verb.lemma == "deny" and not verb.passive and _denies(scene, number)
        event = None if _opens_as_noun(scene, number, verb) else _of_verb(scene, number, verb)
        found.extend(meant_too(scene, event) if event is not None else ())
        calling = verb.form == "ing" and event is not None and event.type in {"REQUEST", "ACCUSE"}
        if calling and any(other.type == "PROTEST" for other in found):
            continue
        if event is not None and not _same_again(scene, event, found):
            found.insert(len(found) - _meant(found, event), event)
    found = of_accusations(scene, found)
    return found + of_nouns(scene, found) + said_too(scene) + promised(scene, found)


def _of_verb(scene: Scene, number: int, verb: Verb) -> Event | None:
    frame = scene.match(number)
    if frame is None:
        if verb.lemma in scene.frames.says:
            return speech(scene, number)
        return _asked(scene, number, verb)
    if verb.lemma in _STOPS:
        _take_what_stops(scene, number, verb)
    first, last = reach(scene, number)
    actor, recipient = roles(scene, number, verb, frame)
    if frame.type in _IN_WORDS and not verb.passive:
        actor = _by_office(scene, number, actor)
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
        verb.negated
        or _nobody(scene, number)
        or _of_none(scene, verb, frame)
        or _is_denied(scene, verb, frame),
        scene.speaker if scene.speaker != actor or scene.denied else (),
    )
    if told is Modality.DEMANDED and frame.sense == "wills" and event.claimed_by:
        willed = consume(scene, event, frame)
        return by_modal(scene, willed, verb, frame) if willed is not None else None
    if verb.lemma == "warn" and not _can_threaten(scene, actor):
        return speech(scene, number)
    if frame.sense != "plain":
        return consume(scene, event, frame)
    return by_modal(scene, event, verb, frame)


def _can_threaten(scene: Scene, names: tuple[str, ...]) -> bool:
    """Whether some who warn are sides: the United Nations warn of what others may do."""
    known = scene.cast.known.actors
    listed = [known[name] for name in names if name in known]
    own = [one for one in listed if one.kind != "organisation"]
    serve = {one.acts_for(scene.cast.day) for one in own if one.kind == "person"}
    return any(one.kind != "person" for one in own) or any(
        side is None or known[side].kind != "organisation" for side in serve
    )


def _by_office(scene: Scene, number: int, actor: tuple[str, ...]) -> tuple[str, ...]:
    """Return for which side an office speaks that does something in words, else who does it."""
    known = scene.cast.known.actors
    if any(name in known for name in actor):
        return actor
    sides = tuple(name for name in speaks(scene, number) if name in known)
    return sides or actor


def _denies(scene: Scene, number: int) -> bool:
    """Whether the next act is what is denied: not in "denied it and blamed the rebels"."""
    verbs, words = scene.parsed.phrases.verbs, scene.parsed.words
    if number + 1 >= len(verbs):
        return True
    between = words.tag[verbs[number].at + 1 : verbs[number + 1].first]
    return "C" not in between or "S" in between


def _same_again(scene: Scene, event: Event, found: list[Event]) -> bool:
    """Whether the verb before tells it already: "decided to extend the truce"."""
    if event.verb is None or event.process is None:
        return False
    verb = scene.parsed.phrases.verbs[event.verb]
    return verb.form == "infinitive" and any(
        one.process == event.process and one.actor == event.actor and one.at < event.at
        for one in found
    )


def _opens_as_noun(scene: Scene, number: int, verb: Verb) -> bool:
    """Whether a form in -ing is the subject of its sentence: "Declaring a truce is no peace"."""
    verbs, tag = scene.parsed.phrases.verbs, scene.parsed.words.tag
    if verb.form != "ing" or verb.first > 0 or number + 1 >= len(verbs):
        return False
    return verbs[number + 1].form == "finite" and "," not in tag[: verbs[number + 1].first]


def _of_none(scene: Scene, verb: Verb, frame: Frame) -> bool:
    """Whether the deed itself has a "no" before it: "will make no arrests"."""
    chunks = scene.parsed.phrases.chunks
    at = scene.parsed.phrases.from_word(verb.at + 1)
    near = at < len(chunks) and chunks[at].first - verb.at < 3 and not chunks[at].led_by
    observed = frame.process is not None and frame.process.startswith("truce")
    return (frame.ill or observed) and near and scene.parsed.words.low[chunks[at].first] == "no"


def _is_denied(scene: Scene, verb: Verb, frame: Frame) -> bool:
    """Whether it is what somebody denies, and not what he does besides: "and accused them"."""
    besides = scene.parsed.words.tag[verb.first - 1 : verb.first] == "C"
    return scene.denied and not (besides and frame.type in {"ACCUSE", "REQUEST", "THREATEN"})


def _nobody(scene: Scene, number: int) -> bool:
    """Whether nobody does it, or it is done to nobody."""
    return not _NOBODY.isdisjoint(scene.subject_words(number))


def _meant(found: list[Event], event: Event) -> int:
    """Return how many of the last events are willed with this one."""
    return sum(event.sense == "wills" and one.verb == one.goes_on for one in found[-3:])


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
    if verb.negated and verb.modal in {"will", "would"} and who and not verb.passive:
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
