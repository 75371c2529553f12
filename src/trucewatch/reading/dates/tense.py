"""The tense of the clause that a date stands in: it tells which Friday is meant."""

import re
from enum import Enum

from trucewatch.reading.dates.announced import is_announced
from trucewatch.reading.dates.lexicon import tenses

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[;:()—]|,")
_NEAR = 3
_LEADS = re.compile(
    r"\b(since|until|till|by|before|n(?:o|ot) later than|from|through)"
    r"(?: at least| about| around)? (?:the )?$",
    re.I,
)
LEAD = 24
"""Characters before a date in which such a word stands."""
_TOLD_BACK = re.compile(r"\b(?:had|was|were)\b")
REACH = 600
"""Characters on either side in which a verb is looked for: few sentences are longer."""


class Tense(Enum):
    """What a clause tells of."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


def tense(text: str, start: int, end: int, place: int, after: int) -> Tense:
    """Return the tense of the clause around a date.

    Parameters
    ----------
    text
        The text.
    start, end
        The sentence in it.
    place, after
        The date in it.

    Examples
    --------
    >>> text = "They agreed on a truce that is set to begin at midnight on Friday."
    >>> tense(text, 0, len(text), 47, 65).value
    'future'
    """
    start, end = max(start, place - REACH), min(end, after + REACH)
    if is_announced(text, start, place):
        return Tense.FUTURE
    before = _open_ended(_WORD.findall(text, start, place))
    told = _backwards(before, bounded=True)
    if told is Tense.NONE:
        told = _forwards(_WORD.findall(text, after, end))
    if told is Tense.NONE:
        told = _backwards(before, bounded=False)
    return told


def _open_ended(before: list[str]) -> list[str]:
    """Return the words before a date without the one that only joins it to its verb."""
    last = before[-1].casefold() if before else ""
    if last == "before" or (last == "for" and before[-2:-1] and _governs(before[-2])):
        return before[:-1] if last == "before" else [*before[:-1], "to"]
    return before


def _governs(word: str) -> bool:
    return word.casefold() in tenses()["governors"]


def lead_of(text: str, place: int) -> re.Match[str] | None:
    """Return the "since", "until" or "by" that stands before a place.

    Examples
    --------
    >>> lead_of("It holds until at least Friday.", 24).group(1)
    'until'
    """
    return _LEADS.search(text, max(0, place - LEAD), place)


def tense_of_date(text: str, start: int, end: int, place: int, after: int) -> Tense:
    """Return the tense that a date has; "since" looks back, "until" and "by" ahead if they can.

    Parameters
    ----------
    text
        The text.
    start, end
        The sentence in it.
    place, after
        The date in it.

    Examples
    --------
    >>> tense_of_date("It has held since May.", 0, 22, 18, 21).value
    'past'
    """
    told = tense(text, start, end, place, after)
    lead = lead_of(text, place)
    word = lead.group(1).casefold() if lead else ""
    if word == "since":
        return Tense.PAST
    if word in ("until", "till") and told is not Tense.PAST:
        return Tense.FUTURE
    start, end = max(start, place - REACH), min(end, after + REACH)
    if (word == "by" or word.endswith("than")) and not _TOLD_BACK.search(text, start, end):
        return Tense.FUTURE
    return told


def _backwards(words: list[str], *, bounded: bool) -> Tense:
    """Return what the last verb tells; bounded: the last of the same clause."""
    words = [word.casefold() for word in words]
    lists = tenses()
    for n in range(len(words) - 1, -1, -1):
        if bounded and (words[n] in lists["boundaries"] or words[n] in ";:()—,"):
            return Tense.NONE
        told = _told(words, n)
        if told is not Tense.NONE:
            return told
    return Tense.NONE


def _forwards(words: list[str]) -> Tense:
    """Return what the first verb after the date tells."""
    words = [word.casefold() for word in words]
    for n in range(len(words)):
        if words[n] in ";()—":
            return Tense.NONE
        told = _told(words, n)
        if told is Tense.FUTURE and words[n] in _DONE and words[max(0, n - 1)] not in _BE:
            # "On Saturday they agreed to stop" tells when they agreed.
            return Tense.PAST
        if told is not Tense.NONE:
            return told
    return Tense.NONE


def _told(words: list[str], n: int) -> Tense:
    """Return what one word tells among its neighbours."""
    word, lists = words[n], tenses()
    following = words[n + 1 : n + 2]
    if following and f"{word} {following[0]}" in lists["future_pairs"]:
        return Tense.FUTURE
    if _is_future(words, n, following):
        return Tense.FUTURE
    past = is_past(word)
    if word in lists["governors"]:
        planned = n > 0 and words[n - 1] in _BE and following in _WHEN
        planned = planned or (word == "expected" and following in (["in"], ["at"]))
        thing = words[n + 2 : n + 3]
        if past and following == ["to"] and thing and thing[0] in _THINGS:
            return Tense.PAST
        if planned or following in (["to"], ["for"], ["by"]):
            return Tense.FUTURE
        return Tense.PAST if past else Tense.NONE
    if past:
        return _past(words, n)
    if word in ("has", "have"):
        return Tense.PAST if following and is_past(following[0]) else Tense.PRESENT
    return Tense.PRESENT if word in lists["present"] and not _ahead(words, n) else Tense.NONE


def _is_future(words: list[str], n: int, following: list[str]) -> bool:
    """Whether a word alone, or with the one behind it, tells of what is to come."""
    word, lists, after = words[n], tenses(), following[0] if following else ""
    if word in lists["meeting"]:
        return n == 0 or words[n - 1] not in _NOT_SO
    return (
        word in lists["future"]
        or word.endswith(("'ll", "’ll"))
        or (word in _MAY and after.isalpha() and after not in _NO_VERBS)
        or (word in _IS and after == "to")
        or (word in _EXPECT and "to" in words[n + 1 : n + 5])
        or (word == "to" and after in _RUNS)
    )


def is_past(word: str) -> bool:
    """Return whether a word is a past form.

    Examples
    --------
    >>> is_past("signed"), is_past("went"), is_past("united")
    (True, True, False)
    """
    lists = tenses()
    regular = len(word) > 3 and word.endswith("ed") and word not in lists["no_verbs"]
    return word in lists["past"] or regular


_DONE = frozenset(
    """
    agreed promised vowed pledged decided ordered urged called proposed arranged wanted hoped
    planned
    """.split()  # noqa: SIM905
)
"""Who did so before a date's verb did it on that date."""
_MAY = ("may", "might")
_EXPECT = ("expect", "expects", "want", "wants")
_NO_VERBS = ("have", "be", "not")
_NOT_SO = ("to", "not", "did", "didn't", "a", "the", "their", "its", "and")
_WHEN: tuple[list[str], ...] = ([], ["on"], ["at"], ["in"])
_BE = ("is", "are", "be", "been")
_THINGS = ("a", "an", "the", "their", "its", "this")
"""Who agreed to a truce has done so; who agreed to meet has not met."""
_IS = ("is", "are", "was", "were")
_RUNS = ("begin", "start", "commence", "last", "run", "end", "expire")
"""What is to be done, and what a truce is "to begin" on a day, is still to come."""


def _past(words: list[str], n: int) -> Tense:
    """Return what a past form tells: after "will" or "to be" it is none."""
    for back in range(n - 1, max(-1, n - 1 - _NEAR), -1):
        before = words[back]
        if before in ("had", "has", "have", "was", "were"):
            return Tense.PAST
        if before in tenses()["opening"]:
            return Tense.FUTURE if before != "to" or back == n - 2 or back == n - 1 else Tense.PAST
        if before in tenses()["boundaries"] or before in ";:(),—":
            break
    return Tense.PAST


def _ahead(words: list[str], n: int) -> bool:
    """Whether a form of "be" only opens what a governor tells: is set to, are expected to."""
    return any(
        words[m] in tenses()["governors"] and words[m + 1 : m + 2] in (["to"], ["for"])
        for m in range(n + 1, min(n + 1 + _NEAR, len(words)))
    )
