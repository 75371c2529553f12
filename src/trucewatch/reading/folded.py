"""A text in which words are found, whatever white space is between them and however long it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from trucewatch.domain.reading import Span

_BETWEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f\ud800-\udfff]+"
)
"""White space, and what :func:`trucewatch.words.clean` takes for it."""


class Folded:
    """A text with one space for whatever white space is between its words.

    Parameters
    ----------
    text
        The text.

    Examples
    --------
    >>> folded = Folded("The truce\\n\\n  held in  Kabul.")
    >>> [(span.start, span.end) for span in folded.places("truce held", Span(0, 28))]
    [(4, 17)]
    """

    def __init__(self, text: str) -> None:
        self._text = _BETWEEN.sub(" ", text)
        lower = self._text.lower()
        self._lower = lower if len(lower) == len(self._text) else self._text
        self._folded, self._plain = [0], [0]
        shorter = 0
        for hit in _BETWEEN.finditer(text):
            length = hit.end() - hit.start()
            if length > 1:
                shorter += length - 1
                self._folded.append(hit.end() - shorter)
                self._plain.append(hit.end())

    def places(self, told: str, inside: Span, *, any_case: bool = False) -> Iterator[Span]:
        """Yield where words stand as whole words, in their order.

        Parameters
        ----------
        told
            The words.
        inside
            The stretch of the text in which they are looked for.
        any_case
            Whether capitals do not matter.
        """
        wanted = _BETWEEN.sub(" ", told).strip()
        if not wanted:
            return
        text = self._lower if any_case else self._text
        wanted = wanted.lower() if any_case else wanted
        place, end = self._fold(inside.start), self._fold(inside.end)
        while (at := text.find(wanted, place, end)) >= 0:
            place = at + 1
            if self._whole(at, at + len(wanted)):
                yield Span(self._unfold(at), self._unfold(at + len(wanted) - 1) + 1)

    def _whole(self, start: int, end: int) -> bool:
        """Whether neither end lies inside a word."""
        text = self._text
        before = start > 0 and _in_word(text[start - 1]) and _in_word(text[start])
        behind = end < len(text) and _in_word(text[end - 1]) and _in_word(text[end])
        return not (before or behind)

    def _unfold(self, at: int) -> int:
        number = bisect_right(self._folded, at) - 1
        return self._plain[number] + at - self._folded[number]

    def _fold(self, at: int) -> int:
        """Return the place of a character; of white space that was folded the end of it."""
        number = bisect_right(self._plain, at) - 1
        found = self._folded[number] + at - self._plain[number]
        following = self._folded[number + 1 : number + 2]
        return min(found, following[0]) if following else found


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
