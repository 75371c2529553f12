"""Where something is quoted: pairs of quotation marks of the usual kinds."""

import re
from collections.abc import Iterator

from trucewatch.domain.reading import Span

_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_OPENING = re.compile(r"(?:^|(?<=[\s(\[—–-]))[“„«‘\"'](?=[^\s\d])|[“„«]", re.MULTILINE)
_LONGEST = 3_000


def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, without the marks; outermost pairs only.

    A quotation that is not closed reaches to the end of its paragraph, as where a speech goes on in
    the next one, if its mark cannot be an apostrophe.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> text = "The ‘signing ceremony’, the Taliban’s spokesman said, is “near”."
    >>> [q.of(text) for q in quotations(text)]
    ['signing ceremony', 'near']
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Span]:
    place = 0
    while opening := _OPENING.search(text, place):
        start, mark = opening.end(), opening.group()
        limit = text.find("\n", start)
        limit = min(len(text) if limit < 0 else limit, start + _LONGEST)
        end = _closing(text, mark, start, limit)
        if end is None and mark in "‘'\"":
            place = start
            continue
        end = limit if end is None else end
        if start < end:
            yield Span(start, end)
        place = min(max(end + 1, start), len(text))


def _closing(text: str, mark: str, start: int, limit: int) -> int | None:
    """Return where a quotation that was opened is closed."""
    close = _PAIRS[mark]
    end = text.find(close, start, limit)
    if mark not in "‘'":
        return end if end >= 0 else None
    # An apostrophe has a letter behind it; a closing mark has none.
    while end >= 0:
        after = text[end + 1 : end + 2]
        if not after.isalnum() and not text[end - 1].isspace():
            return end
        end = text.find(close, end + 1, limit)
    return None
