"""What somebody is accused of: an act that the accuser claims, or a truce that was broken."""

from dataclasses import replace
from itertools import pairwise

from trucewatch.domain.reading import Modality
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.roles import reach
from trucewatch.reading.scene import Event, Scene

_ACCUSES = frozenset({"accuse", "blame", "suspect"})
_TRADES = frozenset({"trade", "exchange", "swap"})
_LEADS = frozenset({"of", "for"})
_BREACH = frozenset(
    {"violation", "violations", "breach", "breaches", "breaking", "breaching", "violating"}
)
_LAW = frozenset({"rights", "law", "laws", "airspace", "space", "sanctions", "charter"})
_REACH, _PAIR = 12, 2


def _each_other(low: tuple[str, ...]) -> bool:
    """Whether those who do it do it to each other: "blamed each other", "accused the other"."""
    pairs = set(pairwise(low))
    return bool(pairs & {("each", "other"), ("one", "another"), ("the", "other")})


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
        lemma = "" if event.verb is None else verbs[event.verb].lemma
        trades = lemma in _TRADES and event.type == "ACCUSE"
        if (lemma not in _ACCUSES and not trades) or not event.actor:
            found.append(event)
            continue
        near = words.low[event.at : event.at + _REACH]
        sides = tuple(scene.cast.sides_in(event.actor)) or event.actor
        if (trades or _each_other(near)) and len(sides) == _PAIR:
            other = replace(event, actor=sides[1:], recipient=sides[:1])
            event = replace(event, actor=sides[:1], recipient=sides[1:])
            breach = not _BREACH.isdisjoint(near) and _LAW.isdisjoint(near)
            process = "truce broken" if breach else event.process
            found.extend(replace(one, process=process) for one in (event, other))
            continue
        if not _BREACH.isdisjoint(near) and _LAW.isdisjoint(near):
            found.append(replace(event, process="truce broken"))
            continue
        found.append(event)
        deed = _deed(scene, event)
        if deed is not None and event.recipient:
            found.append(deed)
    return found


def as_accusation(parsed: Parsed, event: Event, voice: tuple[str, ...]) -> Event:
    """Return an event with who claims it; that the other began is no event but an accusation.

    Parameters
    ----------
    parsed
        The sentence.
    event
        What it tells.
    voice
        Who speaks the quotation in which it stands, if any.
    """
    claims = event.claimed_by or voice
    if not claims:
        return event
    low = parsed.low(event.at, event.last)
    began = event.type == "ASSAULT" and ("first" in low or event.process == "truce broken")
    happened = event.modality is Modality.HAPPENED and not event.negated
    if not (began and happened) or set(claims) & set(event.actor):
        return replace(event, claimed_by=claims)
    return replace(event, type="ACCUSE", actor=claims, recipient=event.actor, claimed_by=())


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
