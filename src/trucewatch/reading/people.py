"""Numbers of people killed and injured, as they are told in a sentence."""

import re
from dataclasses import dataclass

from trucewatch.domain.reading import People
from trucewatch.reading.actors import ActorList
from trucewatch.reading.lexicon import lexicon, word_list
from trucewatch.reading.parsed import Parsed, listed, subject
from trucewatch.reading.phrases import Chunk, Verb

_KILLS = word_list("kills")
_HURTS = word_list("hurts")
_DIES = frozenset({"die", "perish"})
_DEATH = word_list("death")
_HARM = frozenset({"injury", "injuries", "wounding", "injuring"})
_DEAD = frozenset({"dead", "deaths", "fatalities", "lives"})
_INJURED = frozenset({"wounded", "injured", "injuries", "hurt"})
_AT_LEAST = frozenset({"least", "than", "over", "minimum"})
_AT_MOST = frozenset({"to", "most"})
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3, "many": 3,
    "numerous": 3, "tens": 20, "some": 2, "two": 2,
}  # fmt: skip
_PERIOD = re.compile(
    r"\b(?:since (?!yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|dawn)"
    r"|(?:this|so far this) (?:year|month|decade)|in (?:the )?(?:past|last) \S+ (?:years|"
    r"months|weeks|days)|over the (?:past|last)|in \S+ years of|years of (?:war|civil|fighting)|"
    r"\S+-year(?:-old)? (?:war|conflict|civil)|during the war|each year|every year|annually)",
    re.IGNORECASE,
)
_PLURALS = word_list("plurals")
_MORE = frozenset({"also", "another", "other", "others", "more"})
_SINGLE = frozenset({"was", "is", "has"})
_SOMEONE = word_list("someone")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed or injured, told at one word.

    Attributes
    ----------
    first, last
        The words that tell it.
    more
        Whether it adds to those told before: "two others were also killed".
    over_time
        Whether it adds up a long period, so that it is no toll of one event.
    """

    kind: str
    people: People
    at: int
    first: int
    last: int
    over_time: bool
    more: bool = False


def tolls(parsed: Parsed, known: ActorList) -> list[Toll]:
    """Return the tolls of a sentence.

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> from trucewatch.reading.frames import frames
    >>> from trucewatch.reading.parsed import parse
    >>> text = "A bomb killed an American soldier and 11 other people and injured at least 20."
    >>> parts = (frames().tagger, actor_list(), frames().says)
    >>> found = tolls(parse(text, 0, len(text), *parts), actor_list())
    >>> [(toll.kind, toll.people.least, toll.people.most) for toll in found]
    [('killed', 12, 12), ('injured', 20, None)]
    """
    low = parsed.words.low
    if _TRIGGERS.isdisjoint(low):
        return []
    text = parsed.text[parsed.words.start[0] : parsed.words.end[-1]]
    over_time = _PERIOD.search(text) is not None
    found: list[Toll] = []
    for number, verb in enumerate(parsed.phrases.verbs):
        kind = _kind(verb.lemma)
        if _ends_dead(low, verb):
            toll = _of_dead(parsed, known, number, verb)
        elif kind and not verb.negated:
            toll = _of_verb(parsed, known, number, verb, kind)
        else:
            continue
        _add(low, found, toll, over_time)
    for number, chunk in enumerate(parsed.phrases.chunks):
        _add(low, found, _of_noun(parsed, known, number, chunk), over_time)
    return sorted(found, key=lambda toll: toll.first)


def _add(low: tuple[str, ...], found: list[Toll], toll: Toll | None, over_time: bool) -> None:
    if toll is None or any(other.first <= toll.first < other.last for other in found):
        return
    words = set(low[min(toll.first, toll.at) : max(toll.last, toll.at + 1)])
    more = not _MORE.isdisjoint(words) and toll.people.most is not None
    found.append(Toll(toll.kind, toll.people, toll.at, toll.first, toll.last, over_time, more))


def _ends_dead(low: tuple[str, ...], verb: Verb) -> bool:
    """Whether a verb ends in death: shot dead, beaten to death, found dead, lost their lives."""
    behind = low[verb.at + 1 : verb.at + 4]
    if verb.lemma == "lose":
        return "lives" in behind or "life" in behind
    dead = "dead" in behind[:2] and verb.lemma in {"find", "be", "shoot", "gun", "leave"}
    return dead or behind[:2] == ("to", "death")


def _of_dead(parsed: Parsed, known: ActorList, number: int, verb: Verb) -> Toll | None:
    """Return how many died: who suffers it, else what stands before or behind "dead"."""
    suffers = verb.passive or verb.lemma in {"be", "lose"}
    behind = verb.at + (3 if parsed.words.low[verb.at + 1 : verb.at + 2] == ("to",) else 1)
    own = subject(parsed, number) if suffers else parsed.phrases.from_word(behind)
    if own is None or own >= len(parsed.phrases.chunks):
        return None
    chunk = parsed.phrases.chunks[own]
    if chunk.led_by:
        return None
    before = verb.first if chunk.last <= verb.first else _next_verb(parsed, number)
    toll = _count_all(parsed, known, own, before, "killed", verb.at)
    if toll is None or not verb.passive:
        return toll
    toll = _of_one(parsed, verb, toll)
    return _with_those_beside(parsed, known, number, toll)


def _kind(lemma: str) -> str:
    if lemma in _KILLS or lemma in _DIES:
        return "killed"
    return "injured" if lemma in _HURTS else ""


def _of_verb(parsed: Parsed, known: ActorList, number: int, verb: Verb, kind: str) -> Toll | None:
    chunks, tag = parsed.phrases.chunks, parsed.words.tag
    managed = number > 0 and parsed.phrases.verbs[number - 1].lemma == "manage"
    if verb.modal or (verb.form == "infinitive" and not managed):
        return None
    after = parsed.phrases.from_word(verb.at + 1)
    takes = (
        after < len(chunks)
        and set(tag[verb.at + 1 : chunks[after].first]) <= {"R"}
        and not chunks[after].led_by
    )
    suffers = verb.passive or verb.lemma in _DIES or not takes
    if not suffers:
        end = _next_verb(parsed, number)
        return _count_all(parsed, known, after, end, kind, verb.at)
    own = after_chunk = None
    if tag[verb.at] == "T" and not verb.passive and verb.lemma not in _DIES:
        after_chunk = parsed.phrases.from_word(verb.first) - 1
        near = after_chunk >= 0 and verb.first - chunks[after_chunk].last <= 1
        own = after_chunk if near else None
    else:
        own = subject(parsed, number)
    if own is None:
        return None
    toll = _count_all(parsed, known, _unit(parsed, own), verb.first, kind, verb.at)
    return toll and _with_those_beside(parsed, known, number, _of_one(parsed, verb, toll))


def _of_one(parsed: Parsed, verb: Verb, toll: Toll) -> Toll:
    """Count one where the verb is singular: "X, head of Y and envoy to Z, was killed"."""
    words = parsed.words
    single = _SINGLE.intersection(words.low[verb.first : verb.at])
    if not single or toll.last > verb.first or "Q" in words.tag[toll.first : toll.last]:
        return toll
    return Toll(toll.kind, People(1, 1), toll.at, toll.first, toll.last, False)


def _with_those_beside(parsed: Parsed, known: ActorList, number: int, toll: Toll) -> Toll:
    """Add whom "along with" names behind the verb: "X was killed along with two guards"."""
    low = parsed.words.low
    end = _next_verb(parsed, number)
    for at in range(toll.at + 1, end - 2):
        if low[at : at + 2] in {("along", "with"), ("together", "with")}:
            behind = parsed.phrases.from_word(at + 2)
            if behind >= len(parsed.phrases.chunks):
                break
            more = _count_all(parsed, known, behind, end, toll.kind, toll.at)
            if more is not None:
                both = added(toll.people, more.people)
                return Toll(toll.kind, both, toll.at, toll.first, more.last, False)
    return toll


def added(one: People, two: People) -> People:
    """Return both numbers together; without an upper bound where one of them has none.

    Examples
    --------
    >>> added(People(3, 3), People(2, None))
    People(least=5, most=None)
    """
    most = None if one.most is None or two.most is None else one.most + two.most
    return People(one.least + two.least, most)


def _unit(parsed: Parsed, number: int) -> int:
    """Go on from "a total of", "two members of" nothing: the number stands in the first."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    if low[chunks[number].last - 1] in {"total", "number"} and number + 1 < len(chunks):
        return number + 1
    return number


def _next_verb(parsed: Parsed, number: int) -> int:
    verbs = parsed.phrases.verbs
    return verbs[number + 1].first if number + 1 < len(verbs) else len(parsed.words.low)


def _of_noun(parsed: Parsed, known: ActorList, number: int, chunk: Chunk) -> Toll | None:
    chunks, low = parsed.phrases.chunks, parsed.words.low
    head = low[chunk.last - 1]
    after = low[chunk.last] if chunk.last < len(low) else ""
    if head == "toll" and number + 1 < len(chunks) and "death" in low[chunk.first : chunk.last]:
        count = number_in(parsed, chunks[number + 1])
        return (
            None
            if count is None
            else Toll("killed", count, chunk.last - 1, chunk.first, chunks[number + 1].last, False)
        )
    if head == "lives" and number + 1 < len(chunks) and chunks[number + 1].led_by == "of":
        return _count_all(parsed, known, number + 1, len(low), "killed", chunk.last - 1)
    for words, kind in ((_DEAD, "killed"), (_INJURED, "injured")):
        at = chunk.last - 1 if head in words else chunk.last if after in words else -1
        if at >= 0 and (count := number_in(parsed, chunk)):
            if parsed.words.lemma[at] and parsed.words.tag[at] == "T" and at > chunk.last - 1:
                continue
            return Toll(kind, count, at, chunk.first, at + 1, False)
    if head in _HARM and number + 1 < len(chunks) and chunks[number + 1].led_by == "of":
        return _count_all(parsed, known, number + 1, len(low), "injured", chunk.last - 1)
    if head in _DEATH and (whose := parsed.words.tag.find("K", chunk.first, chunk.last)) > 0:
        victim = Chunk(chunk.first, whose, "")
        if _unnumbered(parsed, known, victim) == People(1, 1):
            return Toll("killed", People(1, 1), chunk.last - 1, chunk.first, chunk.last, False)
    if head in _DEATH and number + 1 < len(chunks) and chunks[number + 1].led_by == "of":
        return _count_all(parsed, known, number + 1, len(low), "killed", chunk.last - 1)
    return None


def _count_all(
    parsed: Parsed, known: ActorList, number: int, before: int, kind: str, at: int
) -> Toll | None:
    """Add up a noun phrase and those listed with it."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    total, last = People(0, 0), 0
    for one in _victims(parsed, number, before):
        chunk = chunks[one]
        numbered = number_in(parsed, chunk)
        if last and numbered is None and total.least > 1 and low[last : chunk.first] == (",",):
            break  # their names: "two reporters, X and Y"
        people = numbered or _unnumbered(parsed, known, chunk)
        if people is None:
            if not last:
                return None
            continue
        total = added(total, people)
        last = chunk.last
    if not last:
        return None
    return Toll(kind, total, at, chunks[number].first, last, False)


def _victims(parsed: Parsed, number: int, before: int) -> list[int]:
    """Return the noun phrases of a list, past what belongs to them: "the mayor of X and Y"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    found = listed(parsed, number, before)
    at = _past_aside(parsed, found[-1])
    while at < len(chunks) and chunks[at].led_by == "of" and chunks[at].last < before:
        at += 1
    if at >= len(chunks) or chunks[at].last > before:
        return found
    between = low[chunks[at - 1].last : chunks[at].first]
    if between[:1] in {(")",), ("]",)}:
        between = between[1:]
    joined = between in {("and",), (",", "and"), ("and", "of"), ("as", "well", "as"),
                         (",", "as", "well", "as"), ("along", "with")}  # fmt: skip
    return [*found, *_victims(parsed, at, before)] if joined else found


def _past_aside(parsed: Parsed, number: int) -> int:
    """Return the noun phrase behind what stands in brackets after one: "six (X and Y) and two"."""
    chunks, tag = parsed.phrases.chunks, parsed.words.tag
    at = number + 1
    opens = chunks[number].last
    if tag[opens : opens + 1] in {"(", "["}:
        close = tag.find(")" if tag[opens] == "(" else "]", opens)
        while at < len(chunks) and chunks[at].first < close:
            at += 1
    return at


def number_in(parsed: Parsed, chunk: Chunk) -> People | None:
    """Return the number that stands in a noun phrase, with its bounds, or None."""
    low, tag = parsed.words.low, parsed.words.tag
    for at in range(chunk.first, chunk.last):
        if tag[at] == "Q" and (value := _value(low, tag, at, chunk.last)) is not None:
            before = low[at - 1] if at else ""
            if before in _AT_LEAST:
                return People(value + (before == "than" or before == "over"), None)
            if before in _AT_MOST and at > 1 and low[at - 2] in {"up", "at"}:
                return People(0, value)
            return People(value, value)
        if low[at] in _VAGUE and tag[at] != "Q":
            return People(_VAGUE[low[at]], None)
        if low[at] == "dozen":
            return People(12, 12)
    return None


def _value(low: tuple[str, ...], tag: str, at: int, end: int) -> int | None:
    """Return a number in figures or words."""
    if low[at][0].isdigit():
        plain = low[at].replace(",", "")
        if not plain.isdigit() or len(plain) > 9:
            return None
        follows = low[at + 1] if at + 1 < end else ""
        return int(plain) * {"thousand": 1000, "million": 1000000, "dozen": 12}.get(follows, 1)
    total = current = 0
    known = lexicon().numbers
    while at < end and (tag[at] == "Q" or low[at] == "and"):
        for piece in low[at].split("-"):
            value = known.get(piece, 0)
            if value >= 1000:
                total, current = total + max(current, 1) * value, 0
            elif value == 100:
                current = max(current, 1) * 100
            else:
                current += value
        at += 1
    found = total + current
    if at < end and low[at] == "dozen":
        return found * 12
    return found or None


def _unnumbered(parsed: Parsed, known: ActorList, chunk: Chunk) -> People | None:
    """Return one for "a soldier" or a name, at least two for "soldiers", None for no people."""
    low = parsed.words.low
    head = low[chunk.last - 1]
    if "Q" in parsed.words.tag[chunk.first : chunk.last]:
        return None
    plural = head in _PLURALS or (head.endswith("s") and not head.endswith(("ss", "us")))
    person = head in known.people or head in known.acting or head in _SOMEONE
    named = _is_name(parsed, chunk)
    if plural and (person or _demonym(parsed, chunk)):
        return People(2, None)
    if person or named:
        return People(1, 1)
    return None


def _demonym(parsed: Parsed, chunk: Chunk) -> bool:
    return any(hit.how == "people" and hit.last == chunk.last for hit in parsed.hits)


def _is_name(parsed: Parsed, chunk: Chunk) -> bool:
    """Whether a noun phrase ends in two words in capitals at their beginning only, or a title."""
    start, end = parsed.words.start, parsed.words.end
    written = [parsed.text[start[at] : end[at]] for at in range(chunk.first, chunk.last)]
    return len(written) > 1 and all(word[:1].isupper() for word in written[-2:])


_TRIGGERS = frozenset(
    {"toll", "life"}
    | _HARM
    | _DEATH
    | _DEAD
    | _INJURED
    | {
        form
        for verb in _KILLS | _HURTS | _DIES
        for form in (
            verb, f"{verb}s", f"{verb}ed", f"{verb}d", f"{verb}ing", f"{verb[:-1]}ing",
        )
    }
    | {"slain", "died", "dying", "stabbed"}
)  # fmt: skip
