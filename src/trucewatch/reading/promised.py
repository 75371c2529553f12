"""What a side is to do: by what was agreed, by its own word, or along with what it promises."""

from trucewatch.domain.reading import Modality
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.phrases import Verb
from trucewatch.reading.roles import BINDS, reach
from trucewatch.reading.scene import Event, Scene

_TERMS = word_list("terms")
_NO_DEED = word_list("no deeds")
_WILL = frozenset({"will", "would", "shall"})
_WITH_OBJECT = frozenset({"hold", "open", "close", "move", "run"})
"""By themselves they tell how something goes: "the truce will hold"."""
_PROMISES = frozenset({"truce held", "truce begun", "prisoners released", "troops withdrawn"})
_SIDES = frozenset({"state", "armed"})
_NEAR = 4


def promised(scene: Scene, before: list[Event]) -> list[Event]:
    """Return what is promised and is no event of its own: "Under it the army will man posts".

    Parameters
    ----------
    scene
        The sentence.
    before
        The events found in it.
    """
    known = {event.verb for event in before if _is_promise(event)}
    known |= {event.goes_on for event in before if event.sense == "wills"}
    found = []
    for number, verb in enumerate(scene.parsed.phrases.verbs):
        ahead = verb.form == "infinitive" or verb.modal in _WILL
        if not ahead or number in known or verb.passive or verb.lemma in _NO_DEED:
            continue
        actor = _along(scene, number, verb, before) or _bound(scene, number, verb)
        if not actor and number not in scene.taken:
            actor = _by_word(scene, number, verb)
        if actor and _is_deed(scene, number, verb):
            found.append(_promise(scene, number, verb, actor))
    return found


def _promise(scene: Scene, number: int, verb: Verb, actor: tuple[str, ...]) -> Event:
    first, last = reach(scene, number)
    frame = scene.match(number)
    process = frame.process if frame is not None and frame.process in _PROMISES else None
    return Event(
        f"{verb.lemma}: promised" if process is None else frame.rule if frame else "",
        None, process, "promises", min(first, verb.first), last, verb.at, number,
        actor, (), Modality.PLANNED, verb.negated,
        scene.speaker if scene.speaker != actor else (),
    )  # fmt: skip


def _is_promise(event: Event) -> bool:
    willed = event.sense == "wills" or event.modality is Modality.PLANNED
    return event.type in {"AGREE", "RETREAT"} and willed


def _is_deed(scene: Scene, number: int, verb: Verb) -> bool:
    """Whether it is something to be done: no meeting, nothing hostile, nothing that only is."""
    if verb.lemma in scene.frames.says:
        return False
    if verb.lemma in _WITH_OBJECT and not _has_object(scene, verb):
        return False
    frame = scene.match(number)
    if frame is None or frame.type is None:
        return not verb.negated
    if frame.ill:
        return verb.negated and frame.type == "ASSAULT"
    return not verb.negated and frame.type in {"RETREAT", "COOPERATE", "AID", "CONCEDE", "SUPPORT"}


def _has_object(scene: Scene, verb: Verb) -> bool:
    chunks, at = scene.parsed.phrases.chunks, scene.parsed.phrases.from_word(verb.at + 1)
    return at < len(chunks) and chunks[at].first == verb.at + 1 and not chunks[at].led_by


def _along(scene: Scene, number: int, verb: Verb, before: list[Event]) -> tuple[str, ...]:
    """Return who promises it along with something else: "to form a cabinet and to free men"."""
    tag = scene.parsed.words.tag
    for event in before:
        if event.sense != "wills" or event.type != "AGREE" or event.verb is None or event.negated:
            continue
        if event.modality is Modality.POSSIBLE:
            continue
        at = scene.parsed.phrases.verbs[event.verb].at
        if number not in scene.taken or verb.form != "infinitive" or verb.first < at:
            continue
        joined = tag[verb.first - 1 : verb.first] == "C"
        inner = scene.parsed.phrases.verbs[event.goes_on].first if event.goes_on else 0
        if joined or (verb.first == at + 1 and inner > verb.first):
            return event.actor
    return ()


def _bound(scene: Scene, number: int, verb: Verb) -> tuple[str, ...]:
    """Return whom a text obliges to do it: "a text that binds both parties to free prisoners"."""
    verbs, chunks = scene.parsed.phrases.verbs, scene.parsed.phrases.chunks
    if verb.form != "infinitive":
        return ()
    for one in reversed(verbs[:number]):
        calls = one.lemma == "call" and scene.parsed.words.low[one.at + 1] == "for"
        calls = calls and not _TERMS.isdisjoint(scene.parsed.words.low[: one.first])
        if (one.lemma in BINDS or calls) and not one.passive:
            first = one.at + 1 + calls
            at = scene.parsed.phrases.from_word(one.at)
            if at < len(chunks) and chunks[at].first == first and chunks[at].last <= verb.first:
                return _sides(scene, scene.cast.all_of(scene.parsed, at, verb.first))
        if one.form != "infinitive" and one.lemma != "be":
            break
    return ()


def _by_word(scene: Scene, number: int, verb: Verb) -> tuple[str, ...]:
    """Return which side will do it: by the terms agreed, by its own word, or as it "is to"."""
    low = scene.parsed.words.low
    is_to = verb.form == "infinitive" and low[verb.first - 1 : verb.first] in (("is",), ("are",))
    if not is_to and verb.modal not in _WILL:
        return ()
    who = _sides(scene, scene.who(number))
    if not who:
        return ()
    own = bool(set(who) & set(scene.speaker)) and verb.modal != "shall"
    return who if is_to or own or verb.modal == "shall" or _by_terms(low) else ()


def _sides(scene: Scene, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names where one of them is a side of the war, and no others."""
    known = scene.cast.known.actors
    held = any(name in known and known[name].kind in _SIDES for name in names)
    return names if held else ()


def _by_terms(low: tuple[str, ...]) -> bool:
    """Whether a sentence tells what was agreed: "under the plan", "as per the accord"."""
    for at, word in enumerate(low):
        pair = low[at : at + 2]
        if pair in {("in", "it"), ("under", "it")}:
            return at == 0 or low[at - 1] in {",", ";"}
        leads = word == "under" or pair in {("as", "per"), ("according", "to")}
        if leads and not _TERMS.isdisjoint(low[at + 1 : at + 1 + _NEAR]):
            return True
    return False
