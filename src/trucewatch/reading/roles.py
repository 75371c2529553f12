"""Who does it and to whom it is done, and how far the words of an event reach."""

from trucewatch.reading.frames import Frame
from trucewatch.reading.phrases import Verb
from trucewatch.reading.scene import REACH, Scene

_BROKERED = frozenset({"brokered", "mediated", "sponsored", "proposed", "monitored"})
_DIES = frozenset({"die", "perish"})
"""Whoever does that is no doer."""
_HARMS = frozenset({"kill", "wound", "injure", "hurt"})
_FIGHTS = frozenset({"fighting", "clashes", "clash", "battles", "battle", "combat", "skirmishes"})
_BLOWS = frozenset({"strike", "strikes", "rockets", "rocket", "shells", "shell", "gunfire", "fire"})
_BROKERS = frozenset({"broker", "mediate", "facilitate", "sponsor"})
_CONVENED = frozenset(
    {"convened", "brokered", "mediated", "led", "chaired", "hosted", "facilitated", "sponsored"}
)
_BETWEEN = frozenset({"between", "by"})
BINDS = frozenset({"oblige", "bind", "commit", "require", "obligate"})
"""What is done to whoever must do what follows."""


def roles(
    scene: Scene, number: int, verb: Verb, frame: Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who does it and to whom it is done."""
    end = _clause_end(scene, number)
    if verb.lemma in BINDS and not verb.passive:
        bound = scene.cast.sides_in(_direct(scene, verb, end, frame))
        if bound:
            return tuple(bound), ()  # "it commits both parties to free prisoners"
    if verb.passive:
        return _of_passive(scene, number, verb, frame)
    actor = scene.who(number)
    if verb.lemma in _DIES or (verb.lemma == "lose" and frame.type == "ASSAULT"):
        return (), actor
    if frame.type == "ASSAULT" and scene.subject_words(number) == {"it"}:
        actor = () if _is_no_side(scene, actor) else actor
    if frame.type == "ASSAULT" and _suffers(scene, number, verb):
        return (), actor
    if not actor:
        actor = _whose(scene, number, verb, frame)
    recipient = led(scene, verb.at, end, frame.to) if frame.to else ()
    direct = _direct(scene, verb, end, frame)
    known = scene.cast.known.actors
    named = not known.keys().isdisjoint(direct) and known.keys().isdisjoint(recipient)
    chosen = direct if named else recipient or direct
    if frame.sense in {"asks", "refuses"} and not chosen:
        chosen = led(scene, verb.at, end, frozenset({"that", "by", "of"}))
    return actor, tuple(name for name in chosen if name not in actor)


def _of_passive(
    scene: Scene, number: int, verb: Verb, frame: Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return by whom it was done, and to whom."""
    pair = scene.cast.pair
    by = led(scene, verb.at, _by_end(scene, number), frozenset({"by"}))
    if verb.lemma in _BROKERS:
        scene.cast.pair = pair  # who brokers is no side
    whose = scene.who(number)
    if frame.process == "troops withdrawn" and not by:
        return whose, ()
    if frame.process == "talks called off" and not by:
        chunk = scene.subject(number)
        by = () if chunk is None else _sides(scene, chunk, verb)
        by = by or _meeting(scene, number)
    if verb.lemma == "commit" and not by:
        return whose, ()  # "it remained committed to the truce"
    return by, () if verb.lemma in _BROKERS else whose


def _suffers(scene: Scene, number: int, verb: Verb) -> bool:
    """Whether who stands before was harmed: "489 civilians killed and 397 injured"."""
    tag, chunk = scene.parsed.words.tag, scene.subject(number)
    if verb.lemma not in _HARMS or verb.form != "finite" or verb.first != verb.at or chunk is None:
        return False
    found = scene.parsed.phrases.chunks[chunk]
    behind = tag[verb.at + 1 : verb.at + 2]
    bare = tag[verb.at] == "T" and behind in {"", ".", ",", ";", "C", "P", "S"}
    return bare and found.last == verb.at and "Q" in tag[found.first : found.last]


def _is_no_side(scene: Scene, names: tuple[str, ...]) -> bool:
    """Whether "it" kills but no side is meant: the war does, of which the United Nations tells."""
    known = scene.cast.known.actors
    return bool(names) and all(
        name in known and known[name].kind == "organisation" for name in names
    )


def _by_end(scene: Scene, number: int) -> int:
    """Return the word before which those stand by whom something was done.

    Another act may begin there: whoever stands before it does that, unless it is done by what the
    first was done to: "the truce agreed by X and Y begins".
    """
    verbs, chunks = scene.parsed.phrases.verbs, scene.parsed.phrases.chunks
    for later in range(number + 1, len(verbs)):
        if verbs[later].form not in {"finite", "reduced"}:
            continue
        own = scene.subject(later)
        ahead = own is not None and chunks[own].last <= verbs[number].first
        return verbs[later].first + (ahead and verbs[later].form == "finite")
    return len(scene.parsed.words.low)


def _whose(scene: Scene, number: int, verb: Verb, frame: Frame) -> tuple[str, ...]:
    """Return whose troops or talks they are, where the subject does not say who acts."""
    parsed = scene.parsed
    if frame.process == "troops withdrawn":
        first, last = verb.at, scene.company_end(number)
    elif frame.process is not None and frame.process.startswith(("talks", "truce")):
        chunk = scene.subject(number)
        if chunk is None:
            return ()
        if _BROKERED.intersection(parsed.words.low[: verb.first]):
            return ()
        between = _sides(scene, chunk, verb)
        if between:
            return between
        first, last = parsed.phrases.chunks[chunk].first, parsed.phrases.chunks[chunk].last
    elif frame.type == "ASSAULT":
        return _of_deed(scene, number)
    else:
        return ()
    names = [
        hit.actor
        for hit in parsed.hits
        if first <= hit.first < last and parsed.words.low[hit.last : hit.last + 1] != (".",)
    ]
    return tuple(dict.fromkeys(names[: 2 if verb.form == "finite" else 1]))


def _sides(scene: Scene, number: int, verb: Verb) -> tuple[str, ...]:
    """Return between whom talks or a truce are, where that stands before the verb."""
    chunks = scene.parsed.phrases.chunks
    for after in range(number + 1, len(chunks)):
        if chunks[after].first >= verb.first:
            break
        convened = scene.parsed.words.low[max(0, chunks[after].first - 3) : chunks[after].first]
        if chunks[after].led_by == "by" and not _CONVENED.isdisjoint(convened):
            return ()
        if chunks[after].led_by in _BETWEEN:
            return scene.cast.all_of(scene.parsed, after, verb.first, doer=True)
    return ()


def _meeting(scene: Scene, number: int) -> tuple[str, ...]:
    """Return whose meeting it is that is put off: "a meeting of the Lebanese cabinet"."""
    chunk, chunks = scene.subject(number), scene.parsed.phrases.chunks
    if chunk is None:
        return ()
    parts = [chunks[chunk], *(one for one in chunks[chunk + 1 : chunk + 2] if one.led_by == "of")]
    return tuple(dict.fromkeys(hit.actor for one in parts for hit in scene.parsed.hits_in(one)))


def _of_deed(scene: Scene, number: int) -> tuple[str, ...]:
    """Return whose attack it is that kills: "Israeli shelling of the town killed two"."""
    chunk = scene.subject(number)
    if chunk is None:
        return ()
    chunks = scene.parsed.phrases.chunks
    found = chunks[chunk]
    head = scene.parsed.words.low[found.last - 1]
    if head in _FIGHTS and chunk + 1 < len(chunks) and chunks[chunk + 1].led_by == "between":
        return scene.cast.all_of(scene.parsed, chunk + 1, scene.parsed.phrases.verbs[number].first)
    noun = scene.frames.nouns.get(head)
    if head not in _BLOWS and (noun is None or noun.type != "ASSAULT"):
        return ()
    return tuple(dict.fromkeys(hit.actor for hit in scene.parsed.hits_in(found)))


def _clause_end(scene: Scene, number: int) -> int:
    verbs = scene.parsed.phrases.verbs
    at = verbs[number].at
    for later in verbs[number + 1 :]:
        if later.form == "finite" and later.first - at > 1:
            return later.first
    return len(scene.parsed.words.low)


def _before(scene: Scene, end: int) -> int:
    """Return where a list of objects ends: what stands at the next verb is that verb's subject."""
    return end - 1 if end < len(scene.parsed.words.low) else end


def led(scene: Scene, at: int, end: int, leads: frozenset[str]) -> tuple[str, ...]:
    """Return who stands behind one of some prepositions, between two words."""
    chunks = scene.parsed.phrases.chunks
    for number in range(scene.parsed.phrases.from_word(at), len(chunks)):
        if chunks[number].first >= end or chunks[number].first - at > 2 * REACH:
            break
        if chunks[number].led_by in leads:
            names = scene.cast.all_of(scene.parsed, number, _before(scene, end))
            if names:
                return names
    return ()


def _direct(scene: Scene, verb: Verb, end: int, frame: Frame) -> tuple[str, ...]:
    """Return the object of a verb, unless it is the deed itself: "launched an attack"."""
    number = scene.parsed.phrases.from_word(verb.at)
    chunks, tag = scene.parsed.phrases.chunks, scene.parsed.words.tag
    if number >= len(chunks) or chunks[number].first >= end or chunks[number].led_by:
        return ()
    head = scene.parsed.words.low[chunks[number].last - 1]
    if head == "it":
        return ()
    if head in frame.company and head in scene.frames.nouns:
        return ()
    if set(tag[verb.at + 1 : chunks[number].first]) <= set("RSN"):
        return scene.cast.all_of(scene.parsed, number, _before(scene, end))
    return ()


def reach(scene: Scene, number: int) -> tuple[int, int]:
    """Return the words from the subject of a verb to the end of its object."""
    verb = scene.parsed.phrases.verbs[number]
    chunks, tag = scene.parsed.phrases.chunks, scene.parsed.words.tag
    own = scene.subject(number)
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
