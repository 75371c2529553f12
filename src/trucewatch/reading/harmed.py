"""The tolls that verbs tell: who is killed, wounded, dies or is found dead."""

from dataclasses import replace

from trucewatch.domain.reading import People
from trucewatch.reading.counting import PLACED, Counted, counted
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed, subject
from trucewatch.reading.people import NOBODY, Telling, Toll
from trucewatch.reading.phrases import Chunk, Verb
from trucewatch.reading.someone import added, number_in, one_of

KILLS = word_list("kills")
HURTS = word_list("hurts")
DIES = frozenset({"die", "perish", "succumb", "succumbed", "drown", "drowned"})
_MORTALLY = frozenset({"mortally", "fatally"})
_SUFFERS = frozenset({"suffer", "sustain", "receive", "have", "sustained", "suffered"})
_HARMS = frozenset({"injury", "injuries", "wound", "wounds", "burns"})
BODIES = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
_FIGHTERS = frozenset({"men", "soldiers", "fighters", "troops", "policemen", "rebels", "guerrillas",
                       "officers", "comrades", "guards", "peacekeepers", "militants"})  # fmt: skip
_SINGLE = frozenset({"was", "is", "has"})
_SEVERAL = frozenset({"were", "are", "have"})
_IF = frozenset({"if", "unless", "whether"})
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_TOGETHER = frozenset({"family", "crew"})
_SOME_OF = frozenset({"them", "whom"})
_ALMOST = frozenset({"almost", "nearly", "narrowly"})
_THOUGHT = frozenset({"think", "believe", "estimate", "know", "report", "say"})
"""What follows in the perfect is told: "some 30 are thought to have been killed"."""
_LONG = 40


def of_verbs(telling: Telling) -> list[Toll]:
    """Return the tolls that verbs tell: who is killed, dies or is found dead."""
    found: list[Toll] = []
    for number, verb in enumerate(telling.parsed.phrases.verbs):
        if (
            verb.negated
            or not _ALMOST.isdisjoint(telling.parsed.words.low[verb.first : verb.at])
            or _conditional(telling.parsed, number, verb)
        ):
            continue
        toll = _of_verb(telling, number, verb)
        if toll is not None:
            found.append(toll)
            found.extend(_elsewhere(telling, number, toll))
            found.extend(_and_wound(telling, toll))
    return found


def _and_wound(telling: Telling, toll: Toll) -> list[Toll]:
    """Return the toll of a second verb in its base form: "managed to kill one and wound two"."""
    low = telling.parsed.words.low
    at = toll.last + 1
    kind = "injured" if low[at : at + 1] and low[at] in HURTS else ""
    if low[toll.last : at] != ("and",) or not kind:
        return []
    chunks = telling.parsed.phrases.chunks
    number = telling.parsed.phrases.from_word(at)
    if number >= len(chunks) or chunks[number].first > at + 1:
        return []
    one = one_of(telling.parsed, telling.known, Chunk(at + 1, chunks[number].last, ""), "")
    return [Toll(kind, one.people, at, at, chunks[number].last)] if one else []


def _conditional(parsed: Parsed, number: int, verb: Verb) -> bool:
    before = parsed.phrases.verbs[number - 1].at if number else 0
    words = parsed.words.low[max(before, verb.first - _LONG) : verb.first]
    return not _IF.isdisjoint(words) or words[-1:] == ("without",)


def _of_verb(telling: Telling, number: int, verb: Verb) -> Toll | None:
    parsed = telling.parsed
    low = parsed.words.low
    led = parsed.phrases.verbs[number - 1].lemma if number else ""
    done = led == "manage" or (led in _THOUGHT and "have" in low[verb.first : verb.at])
    if verb.modal or (verb.form == "infinitive" and not done):
        return None
    if low[verb.at - 1 : verb.at] == ("those",) or parsed.words.tag[verb.first - 1 :][:1] in {
        "D",
        "K",
    }:
        return None  # "those killed", "the wounded": people that were told of elsewhere
    how = _how(parsed, verb)
    if how is None:
        return None
    kind, suffers = how
    reduced = verb.form == "reduced" and _object(parsed, verb.at + 1) is not None
    if suffers or (verb.passive and not reduced):
        return _suffered(telling, number, verb, kind)
    if low[verb.at + 1 : verb.at + 2] in {("her",), ("him",)} and "N" not in _behind(parsed, verb):
        return Toll(kind, People(1, 1), verb.at, verb.at, verb.at + 2)
    to_death = low[verb.at + 1 : verb.at + 3] == ("to", "death")
    after = _object(parsed, verb.at + (3 if to_death else 1))
    if after is None:
        return _suffered(telling, number, verb, kind)
    end = object_end(parsed, verb.at + (2 if to_death else 0))
    toll = telling.toll(kind, after, end, verb.at)
    return _suffered(telling, number, verb, kind) if toll is None and reduced else toll


def _behind(parsed: Parsed, verb: Verb) -> str:
    """Return the kind of the word behind the object of a verb that is one word."""
    return parsed.words.tag[verb.at + 2 : verb.at + 3]


def _object(parsed: Parsed, word: int) -> int | None:
    """Return the noun phrase that follows a verb directly, or None."""
    chunks, tag = parsed.phrases.chunks, parsed.words.tag
    after = parsed.phrases.from_word(word)
    if after >= len(chunks) or chunks[after].led_by:
        return None
    return after if set(tag[word : chunks[after].first]) <= {"R"} else None


def _how(parsed: Parsed, verb: Verb) -> tuple[str, bool] | None:
    """Return what a verb does to people, and whether to its subject in any voice."""
    low = parsed.words.low
    behind = low[verb.at + 1 : verb.at + 4]
    if verb.lemma in KILLS:
        return "killed", False
    if verb.lemma in HURTS or (verb.lemma == "be" and behind[:1] == ("hurt",)):
        beside = {*low[verb.first : verb.at], *behind[:1]}
        return "injured" if _MORTALLY.isdisjoint(beside) else "killed", verb.lemma == "be"
    if verb.lemma in DIES or (verb.lemma == "pass" and behind[:1] == ("away",)):
        return "killed", True
    if verb.lemma == "lose":
        return _lost(parsed, verb)
    if verb.lemma in _SUFFERS and not verb.passive:
        after = _object(parsed, verb.at + 1)
        harmed = after is not None and low[parsed.phrases.chunks[after].last - 1] in _HARMS
        return ("injured", True) if harmed else None
    if behind[:1] == ("alive",) and verb.lemma.startswith("bur"):
        return "killed", False
    if behind[:2] == ("to", "death") or (verb.lemma == "gun" and behind[:1] == ("down",)):
        return "killed", False
    if "dead" in behind[:2] and verb.lemma in {"find", "be", "shoot", "gun", "leave", "report"}:
        return "killed", verb.lemma == "be"
    return None


def _lost(parsed: Parsed, verb: Verb) -> tuple[str, bool] | None:
    """Tell "lost their lives" from "lost two men"."""
    if not {"life", "lives"}.isdisjoint(parsed.words.low[verb.at + 1 : verb.at + 4]):
        return "killed", True
    after = _object(parsed, verb.at + 1)
    if after is None:
        return None
    chunk = parsed.phrases.chunks[after]
    fighters = parsed.words.low[chunk.last - 1] in _FIGHTERS
    return ("killed", False) if fighters and number_in(parsed, chunk) else None


def object_end(parsed: Parsed, at: int) -> int:
    """Return the word before which a list behind a word ends: the next verb, or who does that."""
    verbs, tag = parsed.phrases.verbs, parsed.words.tag
    asides = [aside for aside in parsed.phrases.asides if aside[0] > at]
    number = next(
        (
            n
            for n, verb in enumerate(verbs)
            if verb.first > at and not any(first < verb.first < close for first, close in asides)
        ),
        None,
    )
    if number is None:
        return len(parsed.words.low)
    after = verbs[number]
    own = subject(parsed, number) if after.form == "finite" else None
    if own is None:
        return after.first
    chunk = parsed.phrases.chunks[own]
    between = tag[chunk.last : after.first]
    inside = at + 1 < chunk.first < after.first
    alone = number > 0 and verbs[number - 1].at == at and not _relative(parsed, verbs[number - 1])
    follows = not between or (alone and "," not in between and "W" not in between)
    return chunk.first if inside and follows else after.first


def _relative(parsed: Parsed, verb: Verb) -> bool:
    return verb.first > 0 and parsed.words.tag[verb.first - 1] == "W"


def _suffered(telling: Telling, number: int, verb: Verb, kind: str) -> Toll | None:
    """Return the toll of those who suffer a verb: its subject, or whom it stands behind."""
    parsed = telling.parsed
    found = _sufferers(telling, number, verb)
    if found is None:
        return None
    low = parsed.words.low
    if verb.lemma in _SUFFERS and not BODIES.isdisjoint(low[max(0, found.first - 3) : found.last]):
        return None
    toll = _agreeing(telling, verb, found, kind)
    return _with_those_beside(telling, number, toll)


def _sufferers(telling: Telling, number: int, verb: Verb) -> Counted | None:
    parsed = telling.parsed
    chunks, low, tag = parsed.phrases.chunks, parsed.words.low, parsed.words.tag
    near = parsed.phrases.from_word(verb.first) - 1
    bare = tag[verb.at] == "T" and verb.first == verb.at and not verb.passive
    if bare and number and _follows(parsed, number):
        return _sufferers(telling, number - 1, parsed.phrases.verbs[number - 1])
    how = _how(parsed, verb)
    if bare and how is not None and not how[1]:
        if near < 0 or verb.first - chunks[near].last > 1:
            return None
        return counted(parsed, telling.known, _unit(parsed, near), verb.first)
    own = subject(parsed, number)
    if near >= 0 and chunks[near].last == verb.first and _is_nobody(parsed, chunks[near]):
        own = near
    if own is None:
        before = _past_dashes(parsed, near, verb) if near >= 0 else near
        if before != near:
            return counted(parsed, telling.known, before, verb.first)
        return _nearest(telling, near, verb) if near >= 0 else None
    if _is_nobody(parsed, chunks[own]):
        return Counted(NOBODY, chunks[own].first, chunks[own].last, True)
    if chunks[own].first > verb.at:
        return counted(parsed, telling.known, own, len(low))
    own = _said_list(parsed, _past_dashes(parsed, own, verb))
    found = _named(telling, own, verb.first)
    if found is not None and not _clashes(low, verb, found):
        return found
    other = _nearest(telling, near, verb) if near >= 0 else None
    return other or found


def _is_nobody(parsed: Parsed, chunk: Chunk) -> bool:
    """Tell "no one" and "none" from "no fewer than nine"."""
    if _NOBODY.isdisjoint(parsed.words.low[chunk.first : chunk.last]):
        return False
    return number_in(parsed, chunk) in {None, People(1, 1)}


def _follows(parsed: Parsed, number: int) -> bool:
    """Whether a verb shares all with a passive one before: "were abducted and killed"."""
    before, verb = parsed.phrases.verbs[number - 1 : number + 1]
    between = parsed.words.tag[before.at + 1 : verb.first]
    return before.passive and before.form == "finite" and between == "C"


def _said_list(parsed: Parsed, own: int) -> int:
    """Return where a list begins that follows a verb of speech: "police said a boy and a girl"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    if not own or low[chunks[own - 1].last : chunks[own].first] != ("and",):
        return own
    first = own - 1
    if first and chunks[first].led_by == "of" and chunks[first - 1].last == chunks[first].first - 1:
        first -= 1  # "said 64 of its soldiers and three civilians"
    before = chunks[first].first - 1
    said = before >= 0 and (low[before] == "that" or parsed.words.lemma[before] in parsed.says)
    return first if said else own


def _past_dashes(parsed: Parsed, own: int, verb: Verb) -> int:
    """Return who stands before what dashes set apart: "six priests -- four of them old -- died"."""
    tag = parsed.words.tag
    first = parsed.phrases.chunks[own].first
    close = max(tag.rfind(dash, 0, verb.first) for dash in "-–—")
    opens = max(tag.rfind(dash, 0, max(close, 0)) for dash in "-–—")
    if opens < 1 or not (opens < first < close or close <= first <= close + 2):
        return own
    before = parsed.phrases.from_word(opens) - 1
    near = before >= 0 and parsed.phrases.chunks[before].last == opens
    return before if near and opens < close - 1 and tag[opens - 1] not in "])" else own


def _clashes(low: tuple[str, ...], verb: Verb, found: Counted) -> bool:
    """Whether a verb is told of several and only one was found."""
    several = not _SEVERAL.isdisjoint(low[verb.first : verb.at + 1])
    return several and found.people == People(1, 1)


def _named(telling: Telling, own: int, before: int) -> Counted | None:
    """Return who the subject is, past "five of them Danes" and the place that belongs to them."""
    parsed = telling.parsed
    chunks, low = parsed.phrases.chunks, parsed.words.low
    first = chunks[own].first
    if low[first : first + 1] == ("they",) and telling.group is not None:
        return Counted(telling.group, first, first + 1, True)
    for at in range(own, max(own - 4, -1), -1):
        chunk = chunks[at]
        if not _SOME_OF.isdisjoint(low[max(0, chunk.first - 2) : chunk.first]):
            continue
        if low[chunk.first : chunk.last] in {("them",), ("whom",)}:
            continue
        if low[chunk.last : chunk.last + 2] in {("of", "them"), ("of", "whom")} and at < own:
            continue
        found = counted(parsed, telling.known, _unit(parsed, at), before)
        if found is not None:
            return found
        if not chunk.led_by:
            return None
    return None


def _nearest(telling: Telling, near: int, verb: Verb) -> Counted | None:
    """Return those right before a verb: a number that ends a phrase, or where a list begins."""
    parsed = telling.parsed
    chunks, low, tag = parsed.phrases.chunks, parsed.words.low, parsed.words.tag
    chunk = chunks[near]
    number = tag.rfind("Q", chunk.first + 1, chunk.last)
    if number > 0 and tag[number - 1] in "NA":
        while tag[number - 1] == "Q":
            number -= 1
        one = one_of(parsed, telling.known, Chunk(number, chunk.last, ""), "")
        if one is not None and one.people.least > 1:
            return Counted(one.people, number, chunk.last, True)
    at = near
    while at > 0 and low[chunks[at - 1].last : chunks[at].first] in {
        (",",),
        ("and",),
        (",", "and"),
    }:
        at -= 1
    if at < near:
        return counted(parsed, telling.known, at, verb.first)
    return _past_relative(telling, near, verb)


def _past_relative(telling: Telling, near: int, verb: Verb) -> Counted | None:
    """Add who stands before "who ... and": "two men who worked there and a boy were killed"."""
    parsed = telling.parsed
    chunks, low = parsed.phrases.chunks, parsed.words.low
    first = chunks[near].first
    opens = parsed.words.tag.rfind("W", 0, first)
    last = counted(parsed, telling.known, near, verb.first)
    if last is None or opens < 1 or low[first - 1] != "and":
        return last
    before = counted(parsed, telling.known, parsed.phrases.from_word(opens) - 1, opens)
    if before is None:
        return last
    return Counted(added(before.people, last.people), before.first, last.last, True)


def _agreeing(telling: Telling, verb: Verb, found: Counted, kind: str) -> Toll:
    """Count one where the verb is singular: "X, head of Y and envoy to Z, was killed"."""
    words = telling.parsed.words
    toll = telling.of(kind, found, verb.at)
    single = _SINGLE.intersection(words.low[verb.first : verb.at])
    together = not _TOGETHER.isdisjoint(words.low[found.first : found.last])
    if not single or toll.last > verb.first or found.numbered or together:
        return toll
    return replace(toll, people=People(1, 1))


def _with_those_beside(telling: Telling, number: int, toll: Toll) -> Toll:
    """Add whom "along with" names behind the verb: "X was killed along with two guards"."""
    parsed = telling.parsed
    low = parsed.words.low
    end = object_end(parsed, toll.at)
    for at in range(toll.at + 1, min(end, toll.at + _LONG) - 2):
        beside = low[at : at + 2] in {("along", "with"), ("together", "with")}
        if beside or (low[at] == "with" and at == toll.at + 1 and parsed.words.tag[at + 1] == "Q"):
            behind = parsed.phrases.from_word(at + 1 + beside)
            found = counted(parsed, telling.known, behind, end)
            if found is not None:
                both = added(toll.people, found.people)
                return replace(toll, people=both, last=found.last)
            break
    return toll


def _unit(parsed: Parsed, number: int) -> int:
    """Go on from "a total of": the number stands in the next."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    if low[chunks[number].last - 1] in {"total", "number"} and number + 1 < len(chunks):
        return number + 1
    return number


def _elsewhere(telling: Telling, number: int, toll: Toll) -> list[Toll]:
    """Return the tolls of other places: "killed three in X, two in Y and four in Z"."""
    parsed = telling.parsed
    chunks, low = parsed.phrases.chunks, parsed.words.low
    end = object_end(parsed, toll.at)
    found: list[Toll] = []
    at = parsed.phrases.from_word(max(toll.last, toll.at + 1))
    placed = False
    while at < len(chunks) and chunks[at].last <= end and chunks[at].first < toll.last + _LONG:
        chunk = chunks[at]
        joined = low[chunk.first - 1] in {",", "and"} and chunk.led_by == ""
        if joined and placed and low[chunk.last : chunk.last + 1] and low[chunk.last] in PLACED:
            one = one_of(parsed, telling.known, chunk, "")
            if one is None or one.kind != "number":
                break
            found.append(Toll(toll.kind, one.people, chunk.last - 1, chunk.first, chunk.last))
        elif chunk.led_by in PLACED:
            placed = True
        at += 1
    return found
