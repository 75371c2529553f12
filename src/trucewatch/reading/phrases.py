"""Noun phrases and verbs of a sentence, from the kinds of its words."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from trucewatch.reading.lexicon import word_list
from trucewatch.reading.tagging import Words

_NOUNS = re.compile(r"U|D*(?:[AQNK]|(?<![NK])R(?=R*[AQ])|(?<=R)D)*(?:[NQ]|(?<=[DAN])A)")
_VERBS = re.compile(r"I?[RX]*(?:[MBHO][RX]*)*[VTG]|(?:[MBHO][RX]*)+")
_BOUND = frozenset('SWC;:()"“”')
_RESOLVES = frozenset(
    """
    agree consent refuse vow decide seek try fail intend want hope start begin continue manage
    pledge threaten promise
    """.split()  # noqa: SIM905
)
"""Whoever agreed to do something did so; "forces ordered to leave" were ordered."""
_OPENS = frozenset({"after", "before", "when", "because", "while", "although", "though"})
_SPEAKS = frozenset({"say", "add", "insist"})
_TOLD = frozenset({"say", "tell", "report", "add", "announce", "claim", "confirm", "deny"})
_NAMED = frozenset({"call", "name", "dub", "give", "code-name", "nickname"})
"""What is so called has its name behind it: "a force, called the Guard"."""
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_TIME = word_list("times")
_CALENDAR = word_list("calendar")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: words ``first`` up to ``last``; the word before it, where a preposition."""

    first: int
    last: int
    led_by: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its auxiliaries.

    Attributes
    ----------
    first, at
        The first word of the group and the main verb.
    form
        "finite", "infinitive", "ing" or "reduced" (a participle that follows its noun).
    modal
        The first of will, would, must and so on, or "".
    """

    first: int
    at: int
    lemma: str
    form: str
    passive: bool
    negated: bool
    modal: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The noun phrases and the verbs of a sentence, in their order."""

    chunks: tuple[Chunk, ...]
    verbs: tuple[Verb, ...]
    firsts: tuple[int, ...]
    asides: tuple[tuple[int, int], ...]

    def from_word(self, at: int) -> int:
        """Return the number of the first noun phrase that begins at this word or after it."""
        return bisect_left(self.firsts, at)


_DOES = frozenset({"it", "he", "she", "they", "we"})
"""Behind these a past form is no participle: "the truce it signed with them"."""
_WHICH = frozenset({"last", "next", "this", "past"})


def phrases(words: Words) -> Phrases:
    """Return the phrases of a sentence.

    Examples
    --------
    >>> from trucewatch.reading.tagging import Tagger
    >>> text = "The two sides will not release prisoners."
    >>> found = phrases(Tagger(["release"]).words(text, 0, len(text)))
    >>> [(chunk.first, chunk.last) for chunk in found.chunks]
    [(0, 3), (6, 7)]
    >>> found.verbs[0].lemma, found.verbs[0].negated, found.verbs[0].modal
    ('release', True, 'will')
    """
    low, tag = words.low, words.tag
    chunks = []
    for found in _NOUNS.finditer(tag):
        first, last = found.span()
        if is_time(low[last - 1]):
            while last > first and is_time(low[last - 1]):
                last -= 1  # a day behind: "six priests Thursday", "nine people last week"
            while last > first and low[last - 1] in _WHICH:
                last -= 1
            if last - first < 2 or tag[last - 1] != "N":
                continue
        if last - first > 1:
            first = _past_time(words, first, last)
        if last - first == 1 and _of_date(words, first):
            continue
        before = first - 1
        while before > 0 and tag[before] in "RD":
            before -= 1
        led = low[before] if before >= 0 and tag[before] in "P(" else ""
        chunks.append(Chunk(first, last, led))
    verbs = _verbs(words)
    firsts = tuple([chunk.first for chunk in chunks])
    return Phrases(tuple(chunks), tuple(verbs), firsts, _asides(words, verbs))


def _of_date(words: Words, at: int) -> bool:
    """Whether a number is the day of a month: "Aug. 22", "April 25"."""
    before = at - 2 if words.low[at - 1 : at] == (".",) else at - 1
    return words.tag[at] == "Q" and before >= 0 and words.low[before] in _CALENDAR


def _past_time(words: Words, first: int, last: int) -> int:
    """Return where a noun phrase begins behind a month or a weekday: "in April rebels fled"."""
    for at in range(first, last - 1):
        if words.low[at] in _CALENDAR and words.tag[at + 1] != "K":
            return at + 1
    return first


def is_time(word: str) -> bool:
    """Whether a word is a weekday, a month or the like.

    Examples
    --------
    >>> is_time("friday"), is_time("troops")
    (True, False)
    """
    return word in _TIME


def _verbs(words: Words) -> list[Verb]:
    low, tag = words.low, words.tag
    found: list[Verb] = []
    for match in _VERBS.finditer(tag):
        first, end = match.span()
        at = end - 1
        letters = match.group()
        if letters[-1] not in "VTG":
            while tag[at] in "RX":
                at -= 1
        modal = next((low[i] for i in range(first, at) if tag[i] == "M"), "")
        if letters[0] == "I":
            modal = ""
        aux = [tag[i] for i in range(first, at) if tag[i] in "MBHO"]
        negated = "X" in letters
        main = tag[at]
        passive = main == "T" and aux[-1:] == ["B"] and not _predicate(words, at)
        if letters.startswith("I") or "I" in letters[:2]:
            form = "infinitive"
        elif main == "G" and "B" not in aux:
            form = "ing"
        elif main == "T" and not aux and words.participle(at) and _reduced(words, found, first):
            form, passive = "reduced", True
        else:
            form = "finite"
        if main == "V" and not aux and found and tag[first - 1 : first] == "C":
            modal = modal or found[-1].modal
            form = "infinitive" if found[-1].form == "infinitive" else form
        lemma = words.lemma[at] or {"H": "have", "O": "do"}.get(main, "be")
        found.append(Verb(first, at, lemma, form, passive, negated, modal))
    return found


def _predicate(words: Words, at: int) -> bool:
    """Whether a participle tells a will: "is prepared to", "is willing to"."""
    return words.lemma[at] in {"ready", "willing", "prepare", "commit"} and words.low[
        at + 1 : at + 2
    ] == ("to",)


def _reduced(words: Words, before: list[Verb], first: int) -> bool:
    """Whether a bare participle follows its noun: "property seized by the army"."""
    low, tag = words.low, words.tag
    after = tag[first + 1] if first + 1 < len(tag) else "."
    resolved = after == "I" and words.lemma[first] in _RESOLVES
    if words.lemma[first] in _SPEAKS or resolved or (first and low[first - 1] in _DOES):
        return False
    if first == 0 or tag[first - 1] == "P":
        return True
    if tag[first - 1] == "," and _has_object(words, first, after):
        return False
    if tag[first - 1] == "," and before:
        return _stands_alone(words, before, first)
    if after in "PR" and "by" in low[first + 1 : first + 3]:
        return True
    if _in_apposition(tag, first, after):
        return True
    if before and before[-1].form != "ing":
        last = before[-1]
        between = tag[last.at + 1 : first]
        if last.lemma in _TOLD or _BOUND.intersection(between) or "," in between:
            return False
        if not any(verb.form == "finite" for verb in before):
            return False
        out = after == "R" and tag[first + 2 : first + 3] == "P" and low[first + 1] == "out"
        return after in "PI" or out or last.form == "infinitive"
    return False


def _has_object(words: Words, first: int, after: str) -> bool:
    """Whether an object follows, as none does a passive: "X, a minister, called it a lie"."""
    if after == "N":
        return words.lemma[first] in _TOLD
    return after in "US" or (after == "D" and words.lemma[first] not in _NAMED)


def _stands_alone(words: Words, before: list[Verb], first: int) -> bool:
    """Whether a participle behind a comma is none of the main verbs: "X, backed by Y, left"."""
    opens = words.tag.rfind(",", 0, first - 1)
    main = next((verb for verb in reversed(before) if verb.form == "finite"), None)
    if main is not None and not _OPENS.isdisjoint(words.low[main.at + 1 : max(opens, 0)]):
        return False  # "two days after its founder, X, appealed"
    if opens > 0 and "W" in words.tag[opens + 1 : opens + 3]:
        return False
    return opens < 0 or any(verb.form == "finite" for verb in before)


def _in_apposition(tag: str, first: int, after: str) -> bool:
    """Whether it only tells of a noun between commas: "the JMC, a body linked to the UN, said"."""
    opens = tag.rfind(",", 0, first)
    if opens < 0 or after != "P" or "," not in tag[first:]:
        return False
    inner = tag[opens + 1 : first]
    return inner[:1] == "D" and set(inner) <= set("DANQ")


def _asides(words: Words, verbs: list[Verb]) -> tuple[tuple[int, int], ...]:
    """Return the stretches ", who ... ," that stand between a noun and its verb."""
    low, tag = words.low, words.tag
    found = []
    at = tag.find(",")
    while at >= 0:
        opens = tag[at + 1 : at + 2]
        second = tag[at + 2 : at + 3]
        if opens and (opens == "W" or (opens == "P" and second == "W") or low[at + 1] == "citing"):
            close = tag.find(",", at + 1)
            if close > 0 and ("W" in tag[at:close] or any(at < verb.at < close for verb in verbs)):
                found.append((at, close))
                at = close
        elif (close := tag.find(",", at + 1)) > 0 and _inserted(words, verbs, at, close):
            found.append((at, close))
            at = close
        at = tag.find(",", at + 1)
    return tuple(found)


def _inserted(words: Words, verbs: list[Verb], at: int, close: int) -> bool:
    """Whether a verb follows what stands between commas, of which it is no part.

    So in "ECOMOG, the force that took the city, said" and "the chief, not known as a friend, said".
    """
    if not any(verb.first == close + 1 and verb.form == "finite" for verb in verbs):
        return False
    inner = words.tag[at + 1 : close]
    clause = next((n for n in range(at + 2, close) if words.low[n] in _RELATIVE), None)
    if inner[:1] in tuple("DAN") and clause is not None:
        return any(clause < verb.at < close for verb in verbs)
    return inner.lstrip("XR")[:1] in tuple("TG")
