"""The violation typology, as it is shipped."""

import re
from functools import cache

from trucewatch.domain.incident import Character
from trucewatch.register.shipped import Form, shipped


class Kind(Form):
    """One kind of act.

    Attributes
    ----------
    name
        In words.
    words
        By which a report tells of it.
    """

    name: str
    character: Character
    words: tuple[str, ...] = ()


class _Kinds(Form):
    kinds: dict[str, Kind]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds by id.

    Examples
    --------
    >>> kinds()["shelling"].character.value
    'hostile act'
    """
    return shipped("kinds.yaml", _Kinds).kinds


def kind_told(text: str) -> str | None:
    """Return the kind of act that the words of a report tell of; None where none does.

    Parameters
    ----------
    text
        Of one event.

    Examples
    --------
    >>> kind_told("A suicide bomber killed two"), kind_told("an attack that killed two")
    ('suicide-attack', None)
    """
    found = _words().finditer(text)
    longest = max(found, key=lambda one: len(one.group(1)), default=None)
    return _by_word()[longest.group(1).casefold()] if longest else None


@cache
def _by_word() -> dict[str, str]:
    return {word: key for key, kind in kinds().items() for word in kind.words}


@cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(_by_word(), key=len, reverse=True)
    told = "|".join(map(re.escape, longest_first))
    return re.compile(rf"\b({told})s?\b", re.I)
