"""How many people a noun phrase, and those listed with it, stand for."""

from dataclasses import dataclass

from trucewatch.domain.reading import People
from trucewatch.reading.actors import ActorList
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.phrases import Chunk, is_time
from trucewatch.reading.someone import One, added, one_of

_COUPLES = frozenset({"couple", "pair"})
_OF_MANY = frozenset(
    {"total", "number", "group", "team", "family", "couple", "pair", "crew", "band"}
)
_OWN = frozenset({"his", "her", "their", "our", "my", "another"})
_PARTS = frozenset({"them", "whom", "these", "those", "which"})
_BESIDE = (("along", "with"), ("together", "with"), ("as", "well", "as"), ("in", "addition", "to"))
PLACED = frozenset({"in", "at", "near", "on", "outside"})
_ANYONE = word_list("anyone")
_OLDEST = 120
_FURTHER = frozenset({"number", "many", "name"})
_DEEDS = word_list("kills") | word_list("hurts")


@dataclass(frozen=True, slots=True)
class Counted:
    """People with the words that name them, from ``first`` up to ``last``."""

    people: People
    first: int
    last: int
    numbered: bool


_OF_BOTH = 10
"""From here on a number counts both of "N combatants and civilians"."""


def counted(parsed: Parsed, known: ActorList, number: int, before: int) -> Counted | None:
    """Return how many people a noun phrase stands for, with those listed behind it.

    Parameters
    ----------
    parsed
        The sentence.
    known
        Words that stand for people.
    number
        Of the noun phrase.
    before
        The list ends before this word.

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> from trucewatch.reading.frames import frames
    >>> from trucewatch.reading.parsed import parse
    >>> text = "two nuns, a guard and the mayor of Ghor"
    >>> parts = (frames().tagger, actor_list(), frames().says)
    >>> counted(parse(text, 0, len(text), *parts), actor_list(), 0, 99).people
    People(least=4, most=4)
    """
    ones = _ones(parsed, known, number, before)
    if not ones:
        return None
    first = ones[0]
    total, named = first.people, first.kind == "name"
    rest = _told_again(parsed, ones)
    if rest:
        last = ones[rest].chunk.last
        total = first.people if first.kind == "number" else _sum(ones[1 : rest + 1])
        ones = [first, *ones[rest + 1 :]]
    else:
        last = first.chunk.last
    before_it = first
    for one in ones[1:]:
        last = max(last, one.chunk.last)
        if _same_person(before_it, one, named):
            named = named or one.kind == "name"
            if one.kind == "role" or before_it.kind == "role":
                before_it = one
            continue
        if one.kind == "many" and first.kind == "number" and total.least >= _OF_BOTH:
            continue  # "40,000 combatants and civilians"
        total, before_it, named = added(total, one.people), one, one.kind == "name"
    return Counted(total, first.chunk.first, last, first.kind == "number")


def _sum(ones: list[One]) -> People:
    total = People(0, 0)
    for one in ones:
        total = added(total, one.people)
    return total


def _told_again(parsed: Parsed, ones: list[One]) -> int:
    """Return the last that only tells who the first are: "three civilians, two women and a man"."""
    first = ones[0]
    if len(ones) < 2 or ones[1].joint != "," or first.kind not in {"number", "many"}:
        return 0
    if first.kind == "many":
        goes = [at for at, one in enumerate(ones) if at and one.kind == "number"]
        whole = first.lead in {"the", "these", "those"} and goes == list(range(1, len(ones)))
        return len(ones) - 1 if whole else 0
    if first.people.most is None:
        return 0
    if all(one.kind == "name" for one in ones[1:]):
        return len(ones) - 1
    if ones[1].kind == "many" and not ones[2:]:
        return 1
    low = parsed.words.low
    peoples = {hit.last for hit in parsed.hits if hit.how == "people"}
    any_kind = low[first.chunk.last - 1] in _ANYONE
    if not any_kind and not all(one.chunk.last in peoples for one in ones[1:]):
        return 0
    total = People(0, 0)
    for at, one in enumerate(ones[1:], 1):
        total = added(total, one.people)
        if total == first.people:
            return at
        if total.least > first.people.least:
            break
    return 0


def _same_person(one: One, two: One, named: bool) -> bool:
    """Whether the second says who the first is: "X, mayor of Y", "the mayor, X"."""
    if two.lead == "one" and two.of and named and two.most:
        return True
    if two.joint == ",":
        if two.of and one.people == two.people:
            return True
        if one.kind == "number" and one.people == two.people == People(1, 1):
            return two.kind != "number" and two.lead not in _OWN
        if one.kind in {"name", "role"} and two.kind == "role":
            return True
        if one.kind == "name" and two.kind == "one":
            return two.lead not in _OWN
        return one.kind in {"one", "role"} and two.kind == "name" and not named
    if one.kind != "role":
        return False
    return two.kind == "role" or (two.kind == "name" and not named)


def _ones(parsed: Parsed, known: ActorList, number: int, before: int) -> list[One]:
    chunks, low = parsed.phrases.chunks, parsed.words.low
    found: list[One] = []
    joint, at, placed, closed = "", number, False, False
    while at < len(chunks) and chunks[at].last <= before:
        chunk = chunks[at]
        behind = chunks[at + 1] if at + 1 < len(chunks) else None
        if low[chunk.last - 1] in _OF_MANY and behind and behind.led_by == "of":
            inner = one_of(parsed, known, behind, "")
            if inner is not None and not (inner.kind == "many" and low[chunk.last - 1] in _COUPLES):
                at, chunk = at + 1, behind
        one = one_of(parsed, known, chunk, joint)
        if found and (low[chunk.first] in _DEEDS or (placed and _of_place(low, chunk, one))):
            break
        further = closed and joint == "," and one is not None and one.kind in _FURTHER
        if further and one is not None and not _same_person(found[-1], one, False):
            break
        if one is not None:
            found.append(one)
        elif not found:
            return []
        elif joint != ",":
            break
        closed = closed or joint == "and"
        at, joint, near = _next(parsed, chunk.last, before)
        placed = placed or near
    return found


def _of_place(low: tuple[str, ...], chunk: Chunk, one: One | None) -> bool:
    """Whether what follows a place is another place, or people of another place."""
    behind = low[chunk.last] if chunk.last < len(low) else ""
    return one is not None and (
        one.kind in {"name", "role"} or (one.kind == "number" and behind in PLACED)
    )


def _next(parsed: Parsed, word: int, before: int) -> tuple[int, str, bool]:
    """Return the next noun phrase of a list and what joins it, past what belongs to the last one.

    The last says whether a place belongs to it: a name behind that is of a place too.
    """
    chunks, low, tag = parsed.phrases.chunks, parsed.words.low, parsed.words.tag
    nothing = (len(chunks), "", False)
    closes = dict(parsed.phrases.asides)
    placed = False
    while word < min(before, len(tag)):
        letter = tag[word]
        if letter in "([":
            close = tag.find(")" if letter == "(" else "]", word, before)
        elif letter in "-–—":
            close = next((at for at in range(word + 1, before) if tag[at] in "-–—"), -1)
        elif word in closes and closes[word] < before:
            word = closes[word]
            continue
        elif letter in "PR" and low[word] in {"of", "from", "in", "at", "near", "outside"}:
            inner = parsed.phrases.from_word(word + 1)
            if tag[word + 1 : word + 2] == "W":
                return nothing
            if inner >= len(chunks) or chunks[inner].first > word + 2:
                return nothing
            placed = placed or low[word] not in {"of", "from"}
            word = chunks[inner].last
            continue
        elif is_time(low[word]):
            close = word
        else:
            break
        if close < 0:
            return nothing
        word = close + 1
    number, joint = _joined(parsed, word, before)
    return number, joint, placed


def _joined(parsed: Parsed, word: int, before: int) -> tuple[int, str]:
    chunks, low, tag = parsed.phrases.chunks, parsed.words.low, parsed.words.tag
    nothing = (len(chunks), "")
    joint, start = "", word
    if tag[word : word + 1] == ",":
        joint, word = ",", word + 1
    if low[word : word + 1] == ("and",) or tag[word : word + 1] == "&":
        joint, word = "and", word + 1
    else:
        for words in _BESIDE:
            if low[word : word + len(words)] == words:
                joint, word = "and", word + len(words)
                break
    if not joint or word >= before:
        return nothing
    if joint == "," and _aside(parsed, word):
        close = tag.find(",", word, before)
        ends = close < 0 or (tag[word] == "P" and "W" in tag[word:close])
        if ends or (low[word] == "including" and low[close + 1 : close + 2] != ("and",)):
            return nothing
        return _joined(parsed, close, before)
    number = parsed.phrases.from_word(word)
    if number >= len(chunks) or chunks[number].first - word > 1 or word <= start:
        return nothing
    if chunks[number].first > word and tag[word] not in "RDP":
        return nothing
    return number, joint


def _aside(parsed: Parsed, word: int) -> bool:
    """Whether what follows a comma is no further person: an age, a place, "five of them Danes"."""
    low, tag = parsed.words.low, parsed.words.tag
    if low[word] in {"including", "aged", "age", "among"} or (
        tag[word] == "P" and low[word] != "of"
    ):
        return low[word] not in {"along", "together", "as"}
    if tag[word] != "Q":
        return False
    behind = word + 1
    if low[behind : behind + 1] in {("of",)}:
        return not _PARTS.isdisjoint(low[behind + 1 : behind + 3])
    follows = tag[behind : behind + 1]
    age = low[word].isdigit() and int(low[word]) < _OLDEST and follows in {",", "", ".", "C", ";"}
    return age or low[behind : behind + 1] == ("years",)
