"""What somebody is accused of: an act that the accuser claims, or a truce that was broken."""

from dataclasses import replace

from trucewatch.domain.reading import Modality
from trucewatch.reading.roles import reach
from trucewatch.reading.scene import Event, Scene

_ACCUSES = frozenset({"accuse", "blame", "suspect"})
_LEADS = frozenset({"of", "for"})
_BREACH = frozenset(
    {"violation", "violations", "breach", "breaches", "breaking", "breaching", "violating"}
)
_LAW = frozenset({"rights", "law", "laws", "airspace", "space", "sanctions", "charter"})
_REACH = 12


def of_accusations(scene: Scene, told: list[Event]) -> list[Event]:
    """Return the events with what accusations say: the act, by whom it is claimed.

    Parameters
    ----------
    scene
        The sentence.
    told
        Its events.
    """
    verbs, words = scene.parsed.phrases.verbs, scene.parsed.words
    found: list[Event] = []
    for event in told:
        if event.verb is None or verbs[event.verb].lemma not in _ACCUSES or not event.actor:
            found.append(event)
            continue
        near = words.low[event.at : event.at + _REACH]
        if not _BREACH.isdisjoint(near) and _LAW.isdisjoint(near):
            found.append(replace(event, process="truce broken"))
            continue
        found.append(event)
        deed = _deed(scene, event)
        if deed is not None and event.recipient:
            found.append(deed)
    return found


def _deed(scene: Scene, event: Event) -> Event | None:
    """Return the act that follows an accusation: "of shelling villages", "for an ambush"."""
    parsed, verbs = scene.parsed, scene.parsed.phrases.verbs
    number = (event.verb or 0) + 1
    if number < len(verbs) and verbs[number].form == "ing":
        verb = verbs[number]
        frame = scene.match(number)
        led = verb.first > 0 and parsed.words.low[verb.first - 1] in _LEADS
        if led and frame is not None and frame.type == "ASSAULT":
            first, last = reach(scene, number)
            return _claimed(event, frame.rule, max(verb.first, first), last, verb.at, number)
    for chunk in parsed.phrases.chunks[parsed.phrases.from_word(event.at) :]:
        noun = scene.frames.nouns.get(parsed.words.low[chunk.last - 1])
        if chunk.led_by in _LEADS and noun is not None and noun.type == "ASSAULT":
            return _claimed(event, noun.rule, chunk.first, chunk.last, chunk.last - 1, None)
        if chunk.first - event.at > _REACH:
            break
    return None


def _claimed(event: Event, rule: str, first: int, last: int, at: int, verb: int | None) -> Event:
    return Event(
        rule, "ASSAULT", None, "plain", first, last, at, verb, event.recipient, (),
        Modality.HAPPENED, False, event.actor,
    )  # fmt: skip
