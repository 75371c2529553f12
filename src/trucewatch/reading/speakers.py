"""Who speaks a quotation: the subject of the verb of saying beside it."""

import re
from functools import cache
from pathlib import Path

import yaml

from trucewatch.domain.reading import Span

_WORD = re.compile(r"[^\W_]+(?:[.'’-]+[^\W_]+)*\.?|[,;:“”\"()—–]")
_REACH = 160
"""Characters before and after a quotation in which its speaker is looked for."""
_LONGEST = 12


def speaker(text: str, quotation: Span, around: Span) -> str | None:
    """Return the words that name who speaks a quotation; None where nothing beside it says so.

    Parameters
    ----------
    text
        The text.
    quotation
        What is between the marks.
    around
        The sentences that it touches.

    Examples
    --------
    >>> text = 'Gen. Scott Miller, the commander, told reporters: "We watch."'
    >>> speaker(text, Span(51, 60), Span(0, len(text)))
    'Gen. Scott Miller, the commander'
    """
    after = _words(text, quotation.end + 1, min(around.end, quotation.end + _REACH))
    found = _after(after) if _ends_with_a_pause(text, quotation.end) else None
    if found is None:
        before = _words(text, max(around.start, quotation.start - _REACH), quotation.start - 1)
        found = _before(before)
    return text[found.start : found.end] if found else None


def _ends_with_a_pause(text: str, end: int) -> bool:
    """Whether a quotation ends as speech does: "It holds," he said; not: the "talks" failed."""
    inside, after = text[max(0, end - 1) : end], text[end + 1 : end + 3].strip()[:1]
    return inside in ",.?!…—-" or after in (",", "—", "–") or after == ""


Words = list[tuple[str, int, int]]


def _words(text: str, start: int, end: int) -> Words:
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, start, max(start, end))]


def _after(words: Words) -> Span | None:
    """Return the speaker named after: `," said X` or `," X said`."""
    while words and words[0][0] in ",":
        words = words[1:]
    if not words:
        return None
    if words[0][0].casefold() == "according":
        return _following(words[2:])
    if _says(words[0][0]):
        return _following(words[1:])
    for n, (word, *_) in enumerate(words[:_LONGEST]):
        if _says(word):
            return _preceding(words[:n])
        if word in ";:()" or word in '“”"':
            return None
    return None


def _before(words: Words) -> Span | None:
    """Return the speaker named before: `X said: "`; the last verb of saying counts."""
    for n in range(len(words) - 1, max(-1, len(words) - _LONGEST), -1):
        if _says(words[n][0]):
            if words[n][0].casefold() == "according":
                return _following(words[n + 2 :])
            return _preceding(words[:n])
    return None


def _following(words: Words) -> Span | None:
    taken = []
    for word in words[:_LONGEST]:
        if not word[0][0].isalnum() or word[0].casefold() in _lists()["ends_after"]:
            break
        taken.append(word)
        if word[0].endswith(".") and len(word[0]) > 5:
            break
    return _span(taken)


def _preceding(words: Words) -> Span | None:
    """Return the subject that ends where the words end."""
    while words and (words[-1][0].casefold() in _lists()["between"]):
        words = words[:-1]
    # `X, who is Y, said` and `X, a Y, said`: what stands between commas belongs to the subject.
    inserted = bool(words) and words[-1][0] == ","
    if inserted:
        words = words[:-1]
    taken: Words = []
    for word in reversed(words):
        if word[0] == "," and inserted:
            inserted = False
        elif not word[0][0].isalnum() or word[0].casefold() in _lists()["begins_after"]:
            break
        taken.insert(0, word)
    return _span(taken)


def _span(words: Words) -> Span | None:
    if not words or all(word[0].casefold() in ("a", "an", "the") for word in words):
        return None
    end = words[-1][2]
    last = words[-1][0]
    if last.endswith(".") and len(last) > 5:
        end -= 1
    return Span(words[0][1], end)


def _says(word: str) -> bool:
    return word.casefold().rstrip(".") in _lists()["verbs"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("saying.yaml")
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in given.items()}
