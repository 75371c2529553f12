"""Stock phrases: runs of words that tell nothing, because everybody writes them.

"Members of the armed forces were" stands in a hidden report and in a public one without anything
having leaked. What runs tell is judged by all texts of the register: by how rare their words are,
and by whether they stand among other words each time.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TypeAlias

from trucewatch.register.wording import words_of

Run: TypeAlias = tuple[str, ...]

BITS = 12.0
"""Words in a row tell something from this rarity on; see :meth:`Stock.rarity`."""
CONTEXTS = 3
"""A run, made as long as it is the same everywhere, that stands between so many pairs of words is a
stock phrase."""
_FEWEST_TEXTS = 64


class Stock:
    """All texts of a register, by which the runs of one of them are judged.

    Parameters
    ----------
    texts
        Of all records.
    known
        Words that everybody knows, such as names of provinces: they are not rare.
    run
        How many words a run has.

    Examples
    --------
    >>> texts = [f"{n} members of the regime forces were killed {n}" for n in "abcd"]
    >>> stock = Stock([*texts, "he keeps two grey mules there"], (), 5)
    >>> stock.tells(("members", "of", "the", "regime", "forces"))
    False
    >>> stock.tells(("he", "keeps", "two", "grey", "mules"))
    True
    """

    def __init__(self, texts: Iterable[str], known: Collection[str], run: int) -> None:
        self._texts = list(dict.fromkeys(map(words_of, texts)))  # copies count once
        self._known = {word for name in known for word in words_of(name)}
        self._run = run

    def tells(self, words: Run) -> bool:
        """Whether words in a row that are found elsewhere say that they came out of a text.

        They do where they are rare enough together, and not all of their runs are stock phrases.
        """
        runs = (words[n : n + self._run] for n in range(len(words) - self._run + 1))
        return self.rarity(words) >= BITS and any(
            len(self._contexts(run)) < CONTEXTS for run in runs
        )

    def rarity(self, run: Run) -> float:
        """Return how rare some words are together, in bits.

        Each counts the logarithm to base 2 of how many texts there are for each that holds it.
        Among a handful of texts no word can be told to be common; they are taken for some of many.
        """
        texts = max(len(self._texts), _FEWEST_TEXTS)
        return sum(
            math.log2(texts / max(self._holders[word], 1))
            for word in run
            if word not in self._known
        )

    @cached_property
    def _holders(self) -> Counter[str]:
        return Counter(word for words in self._texts for word in set(words))

    @cached_property
    def _places(self) -> dict[Run, list[tuple[int, int]]]:
        """Where each run stands: the number of the text and the place of its first word."""
        found: dict[Run, list[tuple[int, int]]] = defaultdict(list)
        for number, words in enumerate(self._texts):
            for place in range(len(words) - self._run + 1):
                found[words[place : place + self._run]].append((number, place))
        return found

    def _contexts(self, run: Run) -> set[tuple[str, str]]:
        """Return between which words a run stands, once it is as long as all its places allow."""
        places = self._places.get(run, [])
        before, after = 1, self._run
        while len(words := self._at(places, -before)) == 1 and words != {""}:
            before += 1
        while len(words := self._at(places, after)) == 1 and words != {""}:
            after += 1
        return {(self._word(place, -before), self._word(place, after)) for place in places}

    def _at(self, places: list[tuple[int, int]], offset: int) -> set[str]:
        return {self._word(place, offset) for place in places}

    def _word(self, place: tuple[int, int], offset: int) -> str:
        """Return the word so far from a place; nothing before and after a text."""
        words, index = self._texts[place[0]], place[1] + offset
        return words[index] if 0 <= index < len(words) else ""
