"""Whether today's tables are what the log makes of them.

Rows are compared as they come, in the order in which they were made, so that a long log needs
little memory: only what later entries changed of earlier rows is held.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, null, select

from trucewatch.domain.entry import EntryKind
from trucewatch.register.chain import UNNAMED, UNREADABLE, Problem
from trucewatch.register.log import TOLD, read_told
from trucewatch.register.projection import AROUND_KINDS, Row, Told, fold, projected
from trucewatch.register.tables import BY_NAME, ENTRY

_OPENS = (EntryKind.INCIDENT_OPENED, EntryKind.INCIDENT_SPLIT)
_JOINS = (*_OPENS, EntryKind.INCIDENT_CORRECTED, EntryKind.INCIDENT_MERGED)
_MOVES = (EntryKind.STATE_MOVED, EntryKind.ATTRIBUTED)


class _Long(NamedTuple):
    """A table with many rows.

    Attributes
    ----------
    makes
        The kinds of entry that make a row.
    changes
        The kinds that change one.
    by_facts
        Whether what changes a row stands among the facts, so that no content need be read.
    """

    makes: tuple[EntryKind, ...]
    changes: tuple[EntryKind, ...]
    by_facts: bool = False


_LONG = {
    "allegation": _Long((EntryKind.ALLEGATION_ADDED,), _JOINS, by_facts=True),
    "incident": _Long(_OPENS, (*_JOINS, *_MOVES)),
    "around": _Long(AROUND_KINDS, ()),
}

_SHORT = {
    "alert": EntryKind.RED_LINE_ALERT,
    "file": EntryKind.FILE_ADDED,
    "person": EntryKind.ROLE_GIVEN,
    "signing_key": EntryKind.KEY_ADDED,
    "root": EntryKind.ROOT_PUBLISHED,
}
_MADE = EntryKind.REGISTER_MADE

OTHERS = "others"
GROUPS = (*_LONG, OTHERS)
"""Tables that can be checked apart from one another; the short ones together."""


def differing(connection: Connection, group: str) -> Problem | None:
    """Return the first row of a group of tables that is not what the log tells.

    Parameters
    ----------
    connection
        In a transaction, so that log and tables belong together.
    group
        One of :data:`GROUPS`.
    """
    try:
        if group == OTHERS:
            made = fold(read_told(connection, _of_kinds(TOLD, (_MADE, *_SHORT.values()))))
            found = [
                problem
                for name in _SHORT
                for problem in _differing(connection, name, iter(made[name].values()))
            ]
        else:
            with closing(_rows(connection, group, _LONG[group])) as rows:
                found = list(_differing(connection, group, rows))
    except UNREADABLE as error:
        return Problem(UNNAMED, f"an entry cannot be read: {error}")
    return min(found, default=None)


def _of_kinds(query: Select[Any], kinds: tuple[EntryKind, ...]) -> Select[Any]:
    return query.where(ENTRY.c.kind.in_([kind.value for kind in kinds]))


_HEADS = ("seq", "kind", "subject", "recorded", "world", "label", "facts")
_NO_CONTENT = select(*(ENTRY.c[name] for name in _HEADS), null())


def _rows(connection: Connection, name: str, how: _Long) -> Generator[Row]:
    """Give the rows that a table must have, in the order in which they were made."""
    later: dict[str, Row] = {}
    if how.changes:
        query = _of_kinds(_NO_CONTENT if how.by_facts else TOLD, how.changes)
        with closing(read_told(connection, query)) as entries:
            for told in entries:
                for change in projected(told):
                    if change.table == name and not change.new:
                        later.setdefault(change.id, {}).update(change.values)
    with closing(read_told(connection, _of_kinds(TOLD, how.makes))) as entries:
        for told in entries:
            row = _made(told, name)
            changed = later.get(row["id"])
            if changed:
                row.update(changed)
            yield row


def _made(told: Told, name: str) -> Row:
    for change in projected(told):
        if change.new and change.table == name:
            return change.values
    raise KeyError(name)


def _differing(connection: Connection, name: str, made: Iterator[Row]) -> Iterator[Problem]:
    """Compare rows as they come; those that come in another order wait for one another."""
    table = BY_NAME[name]
    whole = itemgetter(*(column.name for column in table.c))  # every row is made whole
    awaited: dict[Any, tuple[Any, ...]] = {}
    early: dict[Any, tuple[Any, ...]] = {}
    query = select(table) if connection.dialect.name == "sqlite" else select(table).order_by("seq")
    with connection.execute(query, execution_options={"yield_per": 10_000}) as rows:
        for found in rows:
            row = tuple(found)
            expected = early.pop(row[0], None)
            if expected is None:
                told = next(made, None)
                expected = whole(told) if told is not None else None
            if expected is not None and expected[0] != row[0]:
                if expected[0] in awaited:
                    yield from _unlike(name, awaited.pop(expected[0]), expected)
                else:
                    early[expected[0]] = expected
                awaited[row[0]] = row
                if row[0] in early:
                    yield from _unlike(name, awaited.pop(row[0]), early.pop(row[0]))
            elif expected is None:
                awaited[row[0]] = row
            else:
                yield from _unlike(name, row, expected)
    early |= {row[0]: row for row in map(whole, made)}
    yield from _left(name, awaited, early)


def _unlike(name: str, row: tuple[Any, ...], expected: tuple[Any, ...]) -> Iterator[Problem]:
    if row != expected:
        yield Problem(expected[1], f"the table {name} tells of {expected[0]!r} otherwise")


def _left(
    name: str, awaited: dict[Any, tuple[Any, ...]], early: dict[Any, tuple[Any, ...]]
) -> Iterator[Problem]:
    for key in list(awaited):
        if key in early:
            yield from _unlike(name, awaited.pop(key), early.pop(key))
    for key, row in awaited.items():
        seq = row[1] if isinstance(row[1], int) else UNNAMED
        yield Problem(seq, f"the table {name} has a row {key!r} that none tells")
    for key, row in early.items():
        yield Problem(row[1], f"the table {name} lacks {key!r}")


assert {*_LONG, *_SHORT} == set(BY_NAME)  # noqa: S101
