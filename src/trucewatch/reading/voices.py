"""Whose voice a noun phrase is: more than it is who acts, for an office speaks for its side."""

from trucewatch.reading.cast import Cast
from trucewatch.reading.lexicon import word_list
from trucewatch.reading.parsed import Parsed

_OFFICES = word_list("offices")
_OFFICERS = word_list("officers")
_SERVE = _OFFICERS | {"aides", "advisers", "officials"}
_NEXT = 2
_PAPERS = frozenset("statement communique letter message report tweet declaration".split())  # noqa: SIM905
_OF = (("there",), ("of",), ("from",), ("in",), ("for",), ("to",))
_BODY_OF_STATE = frozenset(
    "staff office ministry command council cabinet parliament navy embassy".split()  # noqa: SIM905
)


def voice(cast: Cast, parsed: Parsed, number: int, before: int) -> tuple[str, ...]:
    """Return who speaks, the person first: with the name beside an office, and the side.

    Parameters
    ----------
    cast
        Who was named so far.
    parsed
        The sentence.
    number
        Of the noun phrase.
    before
        A list ends before this word.
    """
    who = cast.all_of(parsed, number, before, doer=True)
    if not any(name in cast.known.actors for name in who):
        side = _of_paper(cast, parsed, number) or _served(cast, parsed, number)
        side = side or _of_side(cast, parsed, number)
        who = side or who
    remember(cast, parsed, number, before, who)
    _note(cast, cast.person)
    name = name_beside(cast, parsed, number, before)
    return (*name, *who) if name and not set(name) & set(who) else who


def remember(cast: Cast, parsed: Parsed, number: int, before: int, names: tuple[str, ...]) -> None:
    """Let "he" be whoever holds an office for a side: "a rebel spokesman, X"."""
    holds = parsed.words.low[parsed.phrases.chunks[number].last - 1] in _OFFICERS
    beside = name_beside(cast, parsed, number, before)
    if beside or (holds and any(name in cast.known.actors for name in names)):
        cast.person = (*beside, *(name for name in names if name not in beside))


def _note(cast: Cast, person: tuple[str, ...]) -> None:
    """Let the last name alone mean somebody of no list since: "Mr Gabriel"."""
    for name in person:
        words = name.split()
        if name not in cast.known.actors and len(words) > 1 and all(w[0].isupper() for w in words):
            cast.surnames.setdefault(words[-1].lower(), person)


def name_beside(cast: Cast, parsed: Parsed, number: int, before: int) -> tuple[str, ...]:
    """Return the name of a person of no list behind an office: "the spokesman, Jan Pol"."""
    chunks, words = parsed.phrases.chunks, parsed.words
    if words.low[chunks[number].last - 1] not in _OFFICERS:
        return ()
    if number + 2 < len(chunks) and chunks[number + 1].led_by in {"for", "of", "to"}:
        number += 1
    if number + 1 >= len(chunks):
        return ()
    one, two = chunks[number], chunks[number + 1]
    if words.tag[one.last : two.first] != "," or two.last > before:
        return ()
    if any(hit.how != "surname" or cast.surname(parsed, hit) for hit in parsed.hits_in(two)):
        return ()
    return _name(cast, parsed, two.first, two.last)


def _name(cast: Cast, parsed: Parsed, first: int, last: int) -> tuple[str, ...]:
    """Return the name that words are, of two or more: the end of "the RUF's Omrie Golley"."""
    proper = last - first > 1 and cast.proper(parsed, first, last)
    return (parsed.written(first, last),) if proper else ()


def _served(cast: Cast, parsed: Parsed, number: int) -> tuple[str, ...]:
    """Return whose aide it is: "an aide to President X of Y"."""
    chunks, low = parsed.phrases.chunks, parsed.words.low
    if number + 1 >= len(chunks) or low[chunks[number].last - 1] not in _SERVE:
        return ()
    after = chunks[number + 1]
    if after.led_by not in {"to", "for", "of"} or after.first - chunks[number].last > _NEXT:
        return ()
    return tuple(name for name in cast.one(parsed, number + 1) if name in cast.known.actors)


def _of_paper(cast: Cast, parsed: Parsed, number: int) -> tuple[str, ...]:
    """Return whose a paper is that says something: "a statement issued by the Taliban"."""
    chunks = parsed.phrases.chunks
    chunk = chunks[number]
    if parsed.words.low[chunk.last - 1] not in _PAPERS:
        return ()
    for hit in parsed.hits_in(chunk):
        side = cast.known.actors[hit.actor].acts_for(cast.day)
        return (hit.actor, side) if side else (hit.actor,)
    after = chunks[number + 1] if number + 1 < len(chunks) else None
    if after is None or after.led_by not in {"by", "from"} or after.first - chunk.last > _NEXT + 1:
        return ()
    return voice(cast, parsed, number + 1, len(parsed.words.low))


def _of_side(cast: Cast, parsed: Parsed, number: int) -> tuple[str, ...]:
    """Return the side of "officials" of no country told, and of "Iran's general staff"."""
    low, chunk = parsed.words.low, parsed.phrases.chunks[number]
    for hit in parsed.hits_in(chunk):
        owns = low[hit.last : hit.last + 1] in (("'s",), ("'",), ("’s",))
        rest = _name(cast, parsed, hit.last + 1, chunk.last) if owns else ()
        if rest:
            return (*rest, hit.actor)
        if (owns or hit.how == "people") and low[chunk.last - 1] in _BODY_OF_STATE:
            side = cast.known.actors[hit.actor].acts_for(cast.day)
            return (hit.actor, side) if side else (hit.actor,)
    first = chunk.first + (parsed.words.tag[chunk.first] == "D")
    inner = low[first : chunk.last]
    if not inner or not _OFFICES.issuperset(inner) or low[chunk.last : chunk.last + 1] in _OF:
        return ()
    home = cast.home()
    return (home,) if home and _alone(cast, home) else ()


def _alone(cast: Cast, home: str) -> bool:
    """Whether officials can be those of no other state: one at war with a group, or named most."""
    others = [count for name, count in cast.states.items() if name != home]
    return bool(cast.wars) or cast.states[home] >= 2 * max(others, default=0)
