"""Closed-class words and the forms of verbs, from ``lexicon.yaml``."""

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

_DOUBLING = re.compile(
    r"^(?:[^aeiou]*[aeiou][bdgmnprt]|(?:.*[^l])?(?:mit|(?:re|pre|con|de|trans|in)fer|pel|bar|cur|gun|bat|gin)|deter|control|patrol|equip|"
    r"kidnap|overlap|outwit|regret|rebut|abet|allot|forget|worship|submit)$"
)


class Lexicon(BaseModel):
    """The file of closed-class words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    numbers: dict[str, int]
    irregular: str
    verbs: str
    lists: dict[str, str]


def lexicon() -> Lexicon:
    """Return the closed-class words of English.

    Examples
    --------
    >>> lexicon().numbers["eleven"]
    11
    """
    return _lexicon()


def word_list(name: str) -> frozenset[str]:
    """Return words that have something in common.

    Examples
    --------
    >>> "friday" in word_list("times")
    True
    """
    return frozenset(_lexicon().lists[name].split())


@cache
def _lexicon() -> Lexicon:
    text = (files(__package__) / "lexicon.yaml").read_text(encoding="utf-8")
    return Lexicon.model_validate(yaml.safe_load(text))


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Return the past and the participle of irregular verbs, by their base form."""
    found = {}
    for line in _lexicon().irregular.splitlines():
        base, past, *participle = line.split()
        found[base] = (past, participle[0] if participle else past)
    return found


@cache
def closed_words() -> dict[str, str]:
    """Return each closed-class word with its letter; the first class that names it wins."""
    found: dict[str, str] = {}
    for letter, words in _lexicon().words.items():
        for word in words.split():
            found.setdefault(word, letter)
    found.update(dict.fromkeys(_lexicon().numbers, "Q"))
    return found


def inflect(base: str) -> dict[str, str]:
    """Return the forms of a verb, each with the letter of its kind (V, T or G).

    Examples
    --------
    >>> inflect("agree")
    {'agree': 'V', 'agrees': 'V', 'agreeing': 'G', 'agreed': 'T'}
    >>> sorted(inflect("withdraw"))
    ['withdraw', 'withdrawing', 'withdrawn', 'withdraws', 'withdrew']
    """
    forms = {base: "V", _with_s(base): "V", _with_ing(base): "G"}
    past = irregular().get(base) or (_with_ed(base),) * 2
    return forms | {form: "T" for form in past if form != base}


def _with_s(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if _consonant_y(base) else base + "s"


def _with_ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + (base[-1] if _DOUBLING.match(base) else "") + "ing"


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if _consonant_y(base):
        return base[:-1] + "ied"
    return base + (base[-1] if _DOUBLING.match(base) else "") + "ed"


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in "aeiou"
