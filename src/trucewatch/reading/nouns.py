"""What nouns of doing say: "talks between X and Y", "attack by X", "X's attack"."""

from trucewatch.domain.reading import Modality
from trucewatch.reading.actors import Hit
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.roles import led
from trucewatch.reading.scene import Event, Scene

_PLANNED = word_list("planned")
_DURING = frozenset({"after", "following", "during"})
_LONG = frozenset({"hours", "day", "days", "week", "weeks", "month", "months", "rounds", "years"})
_OBJECT = frozenset({"of", "on", "in"})
_WISHED = word_list("wished")
_NO = frozenset({"no", "any", "possible", "proposed", "potential", "elusive", "eventual"})
_FOR = frozenset({"for", "on", "of", "about", "over", "towards", "toward", "to", "at"})
_AGREED = frozenset({"truce agreed", "agreement reached"})
_MEANT = frozenset({"wills", "asks", "refuses", "threatens"})


def of_nouns(scene: Scene, before: list[Event]) -> list[Event]:
    """Return what nouns of doing say, where they name who does it."""
    words, chunks = scene.parsed.words, scene.parsed.phrases.chunks
    verbs = scene.parsed.phrases.verbs
    shut = {
        place for event in before if event.sense in _MEANT for place in range(event.at, event.last)
    } | {at for number in scene.taken for at in range(verbs[number].at, len(words.low))}
    own = {event.process for event in before if event.process}
    if any(process.startswith("truce") for process in own):
        own.add("truce agreed")
    subjects = {
        scene.subject(event.verb)
        for event in before
        if event.verb is not None and event.type == "ASSAULT"
    }
    found = []
    for number, chunk in enumerate(chunks):
        noun = scene.frames.nouns.get(words.low[chunk.last - 1])
        if (
            noun is None
            or number in subjects
            or chunk.first in shut
            or (noun.needs and noun.needs.isdisjoint(words.low[chunk.first : chunk.last + 4]))
            or (noun.process and noun.process in own)
            or (noun.process in _AGREED and _only_wished(scene, number))
        ):
            continue
        end = len(words.low)
        actor = _doers(scene, number, noun.between, end)
        lasted = chunk.led_by in _DURING or _of_days(scene, number)
        if noun.process == "talks held" and lasted and len(actor) < 2:
            actor = scene.cast.pair or actor
        if not actor:
            continue
        recipient = () if noun.between else led(scene, chunk.last - 1, chunk.last + 6, noun.to)
        planned = _PLANNED.intersection(words.low[chunk.first : chunk.last])
        last = chunk.last
        if number + 1 < len(chunks) and chunks[number + 1].led_by:
            last = chunks[number + 1].last
            if noun.between and number + 2 < len(chunks):
                last = chunks[number + 2].last
        found.append(
            Event(
                noun.rule,
                noun.type,
                noun.process,
                "noun",
                chunk.first,
                last,
                chunk.last - 1,
                None,
                actor,
                tuple(name for name in recipient if name not in actor),
                Modality.PLANNED if planned else Modality.HAPPENED,
                False,
                scene.speaker,
            )
        )
    return found


def _of_days(scene: Scene, number: int) -> bool:
    """Whether talks are told of by how long they were: "ten days of talks"."""
    first = scene.parsed.phrases.chunks[number].first
    before = scene.parsed.words.low[max(0, first - 2) : first]
    return before[1:] == ("of",) and before[0] in _LONG


def _doers(scene: Scene, number: int, between: bool, end: int) -> tuple[str, ...]:
    """Return who does what a noun says: "talks between X and Y", "attack by X", "X's attack"."""
    chunks, parsed = scene.parsed.phrases.chunks, scene.parsed
    chunk = chunks[number]
    leads = {"between", "by"} if between else {"by", "from"}
    for after in range(number + 1, min(number + 3, len(chunks))):
        acts = any(chunk.last <= verb.at < chunks[after].first for verb in parsed.phrases.verbs)
        if chunks[after].led_by == "by" and between and acts:
            break
        if chunks[after].led_by in leads and chunks[after].first - chunk.last < 8:
            return scene.cast.all_of(parsed, after, end, doer=between)
        if not between and chunks[after].led_by not in _OBJECT:
            break
    names: list[str] = []
    for hit in parsed.hits_in(chunk):
        inside = hit.last < chunk.last or hit.first == chunk.last - 1
        if inside and (between or _owns(scene, hit)):
            names.append(hit.actor)
    return tuple(dict.fromkeys(names)) if len(names) > 1 or not between else ()


def _only_wished(scene: Scene, number: int) -> bool:
    """Whether a noun is only hoped for, planned or denied: "hopes for a truce", "no truce"."""
    chunks, low = scene.parsed.phrases.chunks, scene.parsed.words.low
    chunk = chunks[number]
    if not _NO.isdisjoint(low[chunk.first : chunk.last]):
        return True
    before = chunks[number - 1] if number and chunk.led_by in _FOR else None
    return before is not None and low[before.last - 1] in _WISHED


def _owns(scene: Scene, hit: Hit) -> bool:
    """Whether a name before a deed does it: "Israel's raid", not "Kabul attack"."""
    known = scene.cast.known.actors[hit.actor]
    if known.kind != "state" or hit.how == "people":
        return True
    written = scene.parsed.text[hit.start : hit.end]
    return written.isupper() or scene.parsed.words.low[hit.last : hit.last + 1] in (("'s",), ("'",))
