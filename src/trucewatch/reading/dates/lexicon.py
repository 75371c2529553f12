"""The words of dates, read from the files beside this one."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_OPEN = re.compile(
    r"\b(?:few|several|some|many|dozens|scores|hundreds|thousands|tens)\b", re.IGNORECASE
)
_HALF = re.compile(r"(?:an? )?half(?: an?)?", re.IGNORECASE)
_AND_HALF = re.compile(r"[- ]and[- ]a[- ]half", re.IGNORECASE)


@cache
def words() -> dict[str, Any]:
    """Return what each word of ``words.yaml`` stands for, by kind."""
    return dict(_read("words.yaml"))


@cache
def vague() -> dict[str, str]:
    """Return the words that only tell past, present or future, with which of them they tell."""
    return {
        " ".join(text.split()): kind
        for kind in ("past", "present", "future")
        for text in words()[kind].split(";")
    }


@cache
def tenses() -> dict[str, frozenset[str]]:
    """Return the words by which a tense is told, by kind."""
    return {
        kind: frozenset(str(found).split("; " if kind.endswith("_pairs") else None))
        for kind, found in _read("tense.yaml").items()
    }


@cache
def named_rows() -> list[dict[str, Any]]:
    """Return the days with names, as they stand in ``named.yaml``."""
    return list(_read("named.yaml"))


@cache
def rule_rows() -> list[dict[str, str]]:
    """Return the patterns, as they stand in ``rules.yaml``."""
    return list(_read("rules.yaml"))


def _read(name: str) -> Any:  # noqa: ANN401 - a file may hold a list or a table
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def number(text: str) -> float | None:
    """Return the number that is written in words or digits; None where it is left open.

    Examples
    --------
    >>> number("twenty-four"), number("2 1/2"), number("a hundred"), number("several")
    (24.0, 2.5, 100.0, None)
    >>> number("nine and a half"), number("half a dozen")
    (9.5, 6.0)
    """
    if _OPEN.search(text):
        return None
    text = _AND_HALF.sub(" half", text.strip())
    if _HALF.fullmatch(text):
        return 0.5
    if text.casefold() == "half a dozen":
        return 6.0
    total, group, found = 0.0, 0.0, False
    for word in text.casefold().replace("-", " ").replace(",", "").split():
        value = _value(word)
        if value is None:
            continue
        found = True
        if value == 1000:
            total, group = total + (group or 1) * value, 0.0
        elif value in (100, 12) and word in ("hundred", "dozen"):
            group = (group or 1) * value
        elif word == "couple":
            group = value
        else:
            group += value
    return total + group if found else None


def _value(word: str) -> float | None:
    if word in ("half", "1/2", "½"):
        return 0.5
    try:
        return float(word)
    except ValueError:
        value = words()["numbers"].get(word)
        return None if value is None else float(value)
