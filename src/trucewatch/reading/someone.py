"""How many people one noun phrase stands for: by a number, as a name, or as one of a kind."""

from dataclasses import dataclass

from trucewatch.domain.reading import People
from trucewatch.reading.actors import ActorList
from trucewatch.reading.lexicon import lexicon, word_list
from trucewatch.reading.parsed import Parsed
from trucewatch.reading.phrases import Chunk, is_time

_AT_LEAST = frozenset({"least", "than", "over", "minimum"})
_AT_MOST = frozenset({"to", "most"})
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3, "many": 3,
    "numerous": 3, "tens": 20, "some": 2,
}  # fmt: skip
_HOW = frozenset({"so", "how", "as", "too"})
"""Before "many" they tell of no number of their own."""
_PLURALS = word_list("plurals")
_PERSONS = word_list("persons")
_NO_PERSONS = word_list("no persons")
_SOMEONE = word_list("someone")
_UNITS = word_list("units")
_ORDINALS = word_list("ordinals")
_COUPLES = frozenset({"couple", "pair"})
_OF_PEOPLE = frozenset({"family", "families", "crew", "crews", "couples"})
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "eer", "ee", "boy", "girl")
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nor"})
_SINGLE = frozenset({"he", "she", "him", "her"})
_NO_NAMES = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ity",
    "ism",
    "ence",
    "ances",
    "ing",
    "ings",
    "age",
    "ages",
)
_NO_NAME = frozenset("RA")
_ORGANISATIONS = word_list("organisations")


@dataclass(frozen=True, slots=True)
class One:
    """One of a list: whether it is a "number", a "name", a "role", "one" of a kind or "many"."""

    kind: str
    people: People
    joint: str
    chunk: Chunk
    lead: str
    of: bool = False
    most: bool = False


def added(one: People, two: People) -> People:
    """Return both numbers together; without an upper bound where one of them has none.

    Examples
    --------
    >>> added(People(3, 3), People(2, None))
    People(least=5, most=None)
    """
    most = None if one.most is None or two.most is None else one.most + two.most
    return People(one.least + two.least, most)


def one_of(parsed: Parsed, known: ActorList, chunk: Chunk, joint: str) -> One | None:
    """Return what one noun phrase says of people, or None where it names none."""
    low, tag = parsed.words.low, parsed.words.tag
    if chunk.last <= chunk.first:
        return None
    chunk = _past_night(parsed, chunk)
    lead = low[chunk.first]
    head = low[chunk.last - 1]
    fewer = low[chunk.first + 1 : chunk.first + 2] in {("fewer",), ("less",)}
    if (lead in _NOBODY and not fewer) or low[chunk.first - 1 : chunk.first] in {
        ("no",),
        ("without",),
        ("not",),
    }:
        return None
    if chunk.last - chunk.first == 1 and tag[chunk.first] == "U":
        return One("one", People(1, 1), joint, chunk, lead) if head in _SINGLE else None
    if head in _UNITS or is_time(head):
        return None
    number = number_in(parsed, chunk)
    if number is not None:
        part = low[chunk.last : chunk.last + 1] == ("of",)
        most = "most" in low[chunk.last : chunk.last + 3]
        return One("number", number, joint, chunk, lead, part, most)
    if "Q" in tag[chunk.first : chunk.last] and not is_name(parsed, chunk, known):
        return None
    if head in _COUPLES and lead in {"a", "the", "another"}:
        return One("number", People(2, 2), joint, chunk, lead)
    if head in _OF_PEOPLE:
        return One("many", People(2, None), joint, chunk, lead)
    if head in _ORDINALS and lead == "a":
        return One("one", People(1, 1), joint, chunk, lead)
    return _unnumbered(parsed, known, chunk, joint)


def _past_night(parsed: Parsed, chunk: Chunk) -> Chunk:
    """Leave out a time that begins a noun phrase: "the night the mayor was killed"."""
    low, tag = parsed.words.low, parsed.words.tag
    inner = [at for at in range(chunk.first, chunk.last - 1) if is_time(low[at])]
    if inner and tag[chunk.last - 1] == "N" and "Q" not in tag[chunk.first : inner[-1]]:
        return Chunk(inner[-1] + 1, chunk.last, chunk.led_by)
    return chunk


def _unnumbered(parsed: Parsed, known: ActorList, chunk: Chunk, joint: str) -> One | None:
    low, tag = parsed.words.low, parsed.words.tag
    lead, head = low[chunk.first], low[chunk.last - 1]
    article = tag[chunk.first] == "D"
    inside = any(is_person(low[at], known) for at in range(chunk.first, chunk.last - 1))
    if is_plural(head) and (is_person(head, known) or _demonym(parsed, chunk)):
        if lead == "both":
            return One("number", People(2, 2), joint, chunk, lead)
        return One("many", People(2, None), joint, chunk, lead)
    if is_name(parsed, chunk, known) or (inside and not is_person(head, known) and not article):
        return One("name", People(1, 1), joint, chunk, lead)
    if is_person(head, known) or (_demonym(parsed, chunk) and article):
        return One("one" if article else "role", People(1, 1), joint, chunk, lead)
    return One("one", People(1, 1), joint, chunk, lead) if article and inside else None


def is_plural(head: str) -> bool:
    """Whether a noun stands for several.

    Examples
    --------
    >>> is_plural("clergymen"), is_plural("boss")
    (True, False)
    """
    if head in _PLURALS or (head.endswith(("men", "women")) and len(head) > 4):
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def is_person(word: str, known: ActorList) -> bool:
    """Whether a noun stands for a person or for people, from the lists and from its ending.

    Examples
    --------
    >>> from trucewatch.reading.actors import actor_list
    >>> is_person("fishermen", actor_list()), is_person("border", actor_list())
    (True, False)
    """
    if word in _ORGANISATIONS:
        return False
    if word in known.people or word in known.acting or word in _SOMEONE or word in _PERSONS:
        return True
    single = word[:-1] if word.endswith("s") else word
    if single in _PERSONS or single in _SOMEONE:
        return True
    return single.endswith(_DOERS) and len(single) > 5 and single not in _NO_PERSONS


def _demonym(parsed: Parsed, chunk: Chunk) -> bool:
    return any(hit.how == "people" and hit.last == chunk.last for hit in parsed.hits)


def is_name(parsed: Parsed, chunk: Chunk, known: ActorList) -> bool:
    """Whether a noun phrase ends in a person's name: two capitals, or without an article."""
    low, tag = parsed.words.low, parsed.words.tag
    start, end = parsed.words.start, parsed.words.end
    others = [hit for hit in parsed.hits_in(chunk) if hit.last == chunk.last]
    if any(known.actors[hit.actor].kind != "person" for hit in others):
        return False
    written = [parsed.text[start[at] : end[at]] for at in range(chunk.first, chunk.last)]
    if tag[chunk.last - 1] != "N" or not all(word[:1].isupper() for word in written[-2:]):
        return False
    head = low[chunk.last - 1]
    if written[-1].isupper() and len(written[-1]) > 1:  # a telegram, all in capitals
        if is_plural(head) and is_person(head, known):
            return False
        if not _NO_NAME.isdisjoint(
            tag[max(chunk.first, chunk.last - 2) : chunk.last]
        ) or head.endswith(_NO_NAMES):
            return False
        return tag[chunk.first] != "D" and not is_person(head, known) and head not in _NO_PERSONS
    return len(written) > 1 or (chunk.first > 0 and not is_person(head, known))


def _counts(parsed: Parsed, at: int) -> bool:
    """Whether a number counts what follows: not in "500 km", "16 November", "the 10th", "$5"."""
    low = parsed.words.low
    behind = low[at + 1] if at + 1 < len(low) else ""
    if behind in _UNITS or is_time(behind) or low[at - 1 : at] in {("$",), ("no",), ("no.",)}:
        return False
    if behind == "-" and low[at + 2 : at + 3] and low[at + 2] in _UNITS:
        return False
    glued = bool(behind) and parsed.words.end[at] == parsed.words.start[at + 1]
    return not (glued and (behind in {"%", "/"} or behind[0].isalpha()))


def number_in(parsed: Parsed, chunk: Chunk) -> People | None:
    """Return the number that stands in a noun phrase, with its bounds, or None."""
    low, tag = parsed.words.low, parsed.words.tag
    if low[chunk.first : chunk.first + 2] == ("no", "one"):
        return None
    for at in range(chunk.first, chunk.last):
        if tag[at] == "Q":
            found = _told(parsed, at, chunk.last) if _counts(parsed, at) else None
        else:
            found = _in_words(low, tag, at)
        if found is not None:
            return found
    return None


def _told(parsed: Parsed, at: int, end: int) -> People | None:
    """Return a number with the bounds that the words before it tell."""
    low, value = parsed.words.low, _value(parsed, at, end)
    if value is None:
        return None
    before = low[at - 1] if at else ""
    if before in _AT_LEAST:
        return People(value, None)
    up_to = before in _AT_MOST and at > 1 and low[at - 2] in {"up", "at"}
    if up_to or low[max(0, at - 3) : at] == ("as", "many", "as"):
        return People(0, value)
    return People(value, value)


def _in_words(low: tuple[str, ...], tag: str, at: int) -> People | None:
    """Return what words tell that are no numbers: "dozens", "tens of thousands", "a dozen"."""
    before = low[at - 1] if at else ""
    if low[at] in _VAGUE and tag[at + 1 : at + 2] != "Q":
        return None if before in _HOW else People(_VAGUE[low[at]] * _times(low, at), None)
    if low[at : at + 3] == ("half", "a", "million"):
        return People(500000, None if before in _AT_LEAST else 500000)
    if low[at] != "dozen":
        return None
    half = before == "half" or low[max(0, at - 2) : at] == ("half", "a")
    if "than" in low[max(0, at - 2) : at] or low[at - 2 : at - 1] == ("least",):
        return People(12, None)
    return People(6, 6) if half else People(12, 12)


def _times(low: tuple[str, ...], at: int) -> int:
    """Return of how many "tens" are: "tens of thousands"."""
    unit = low[at + 2] if low[at + 1 : at + 2] == ("of",) and len(low) > at + 2 else ""
    return {"thousands": 1000, "millions": 1000000}.get(unit, 1)


def _value(parsed: Parsed, at: int, end: int) -> int | None:
    """Return a number in figures or words."""
    low, tag = parsed.words.low, parsed.words.tag
    follows = low[at + 1] if at + 1 < end else ""
    if low[at][0].isdigit():
        plain = low[at].replace(",", "")
        if not plain.isdigit() or len(plain) > 9:
            return None
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
