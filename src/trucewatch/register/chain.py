"""Whether the chain holds: every link, every content, and every signature that is not covered.

A signature is made under the last entry of every transaction, and the next entry's hash is taken
over it. So whoever signs a later head signs all signatures below it as well. A signature is
therefore checked where the entry after it is signed with another key, and at the end of the log;
one that the same key has signed over is checked by its place in the chain. Who appends has
checked the signature that they hang on (:func:`trucewatch.register.log.hold_head`).
"""

from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from trucewatch.domain.entry import EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register.keys import is_signed
from trucewatch.register.links import GENESIS, Line, digest_of, header, linked, signed_text
from trucewatch.register.tables import CONTENT, ENTRY

UNNAMED = 1 << 62
"""In the place of an entry's number, where none can be named: sorts behind all that can."""

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RegisterError)
"""What comes of values that are not of the form in which they were written."""

_FETCH = 10_000
_NOT_SIGNED = "its signature is not that of its key"


class Problem(NamedTuple):
    """What is wrong, and with which entry."""

    seq: int
    what: str


class Known(NamedTuple):
    """What has to be known of the whole log to judge a part of it.

    Attributes
    ----------
    last
        The number of its last entry.
    keys
        Public keys, and the entry that brought each.
    erased
        Entries whose content may be gone.
    """

    last: int
    keys: Mapping[str, int]
    erased: frozenset[int]


class Span(NamedTuple):
    """What was found in a part of the log."""

    entries: int
    signatures: int
    problem: Problem | None


_LINES = select(ENTRY, CONTENT.c.salt, CONTENT.c.body).select_from(
    ENTRY.outerjoin(CONTENT, CONTENT.c.seq == ENTRY.c.seq)
)


def check_span(connection: Connection, first: int, last: int, known: Known) -> Span:
    """Check the entries from ``first`` to ``last``, and stop at the first bad one.

    Parameters
    ----------
    connection
        In a transaction.
    first, last
        Both belong to the span; the entry before it is read too.
    known
        Of the whole log.
    """
    checked = _Checked(first, known)
    after = min(last + 1, known.last)
    with closing(_rows(connection, first - 1, after)) as rows:
        problem = checked.problem_in(rows, after)
    return Span(last - first + 1, checked.signatures, problem)


def _rows(connection: Connection, first: int, last: int) -> Generator[tuple[Any, ...]]:
    query = _LINES.where(ENTRY.c.seq.between(first, last)).order_by(ENTRY.c.seq)
    with connection.execute(query, execution_options={"yield_per": _FETCH}) as found:
        for batch in found.partitions():
            yield from map(tuple, batch)


class _Checked:
    """Goes along the chain."""

    def __init__(self, first: int, known: Known) -> None:
        self.signatures = 0
        self._known = known
        self._first = first
        self._before: Line | None = None

    def problem_in(self, rows: Iterable[tuple[Any, ...]], last: int) -> Problem | None:
        """Return the first problem in rows that start with the one before the first."""
        expected = max(self._first - 1, 1)
        for row in rows:
            *told, salt, body = row
            line = Line._make(told)
            if line.seq != expected:
                return Problem(expected, "it is missing")
            try:
                wrong = self._wrong(line, salt, body)
            except UNREADABLE:
                wrong = self._blame(line)
            if wrong:
                return wrong
            self._before = line
            expected += 1
        if expected <= last:
            return Problem(expected, "it is missing")
        return self._wrong_end()

    def _wrong(self, line: Line, salt: str | None, body: str | None) -> Problem | None:
        before = self._before
        if before is None and line.seq > 1:
            return None  # the entry before the span is judged with the span before
        link, signature, time = GENESIS, None, ""
        if before is not None:
            link, signature, time = before.hash, before.signature, before.recorded
        if linked(link, signature, header(line)) != line.hash:
            return self._blame(line)
        if line.recorded < time:
            return Problem(line.seq, "it was recorded before the entry that it follows")
        return self._wrong_signing(line) or self._wrong_content(line, salt, body)

    def _blame(self, line: Line) -> Problem:
        """Tell whether the entry or the signature that it hangs on was changed."""
        before = self._before
        if before is not None and before.signature and not self._holds(before):
            return Problem(before.seq, _NOT_SIGNED)
        return Problem(line.seq, "it is not what was hashed, or it was put in between")

    def _holds(self, line: Line) -> bool:
        self.signatures += 1
        return is_signed(line.key, line.signature or "", signed_text(line.hash))

    def _wrong_signing(self, line: Line) -> Problem | None:
        """Judge the signature under the entry before, now that the next key is known."""
        if self._known.keys.get(line.key, line.seq + 1) > line.seq:
            return Problem(line.seq, f"the key {line.key[:16]} is none of this register")
        before = self._before
        if before is None or before.key == line.key:
            return None
        if before.signature is None or not self._holds(before):
            return Problem(before.seq, _NOT_SIGNED)
        return None

    def _wrong_content(self, line: Line, salt: str | None, body: str | None) -> Problem | None:
        erased = line.seq in self._known.erased
        if body is None or salt is None:
            return None if erased else Problem(line.seq, "its content is missing")
        if erased:
            return Problem(line.seq, "its content was erased and is there again")
        if digest_of(salt, body) != line.digest:
            return Problem(line.seq, "its content is not the one that was written")
        return None

    def _wrong_end(self) -> Problem | None:
        """Judge the last entry of the whole log: nothing stands above it."""
        before = self._before
        if before is None or before.seq != self._known.last:
            return None
        if before.signature is None:
            return Problem(before.seq, "the end of the log is not signed")
        return None if self._holds(before) else Problem(before.seq, _NOT_SIGNED)


BRINGS_KEY = (EntryKind.REGISTER_MADE, EntryKind.KEY_ADDED)
"""The kinds of entry that bring a key."""
