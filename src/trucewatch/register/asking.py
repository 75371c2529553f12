"""Lists and single things, from today's tables or from those of an earlier day.

An earlier day's tables are made by the same fold over fewer entries, in memory: what was recorded
until the end of a day (``known``), and what had happened in the world by the end of a day
(``as_of``); an entry that tells of no time in the world counts from when it was recorded. Days are
those of UTC.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, create_engine, func, select
from sqlalchemy.pool import StaticPool

from trucewatch.domain.label import Label
from trucewatch.register.apply import fill
from trucewatch.register.canonical import time_text
from trucewatch.register.engine import reading
from trucewatch.register.log import TOLD, read_told
from trucewatch.register.place import Register
from trucewatch.register.projection import fold, told
from trucewatch.register.tables import ENTRY, PROJECTION

Row = Mapping[str, Any]
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class View:
    """What questions are put to.

    Attributes
    ----------
    log
        The register's own database, for entries and their contents.
    tables
        Today's tables, or those of an earlier day.
    limits
        Which entries count.
    """

    log: Connection
    tables: Connection
    limits: tuple[ColumnElement[bool], ...]


@contextmanager
def view(
    register: Register, *, as_of: date | None = None, known: date | None = None
) -> Iterator[View]:
    """Open the register for questions.

    Parameters
    ----------
    register
        The register.
    as_of
        Only what had happened by the end of this day; by default all.
    known
        Only what was recorded by the end of this day; by default all.
    """
    limits = tuple(_limits(as_of, known))
    with reading(register.engine) as log:
        if not limits:
            yield View(log, log, ())
            return
        engine = create_engine("sqlite://", poolclass=StaticPool)
        try:
            with engine.begin() as tables:
                for table in PROJECTION:
                    table.create(tables)
                fill(tables, fold(read_told(log, TOLD.where(*limits))))
                yield View(log, tables, limits)
        finally:
            engine.dispose()


def _limits(as_of: date | None, known: date | None) -> Iterator[ColumnElement[bool]]:
    if known is not None:
        yield ENTRY.c.recorded < day_end(known)
    if as_of is not None:
        yield func.coalesce(ENTRY.c.world, ENTRY.c.recorded) < day_end(as_of)


def day_end(day: date) -> str:
    """Return the instant at which a day ends, as it is written in the log.

    Examples
    --------
    >>> day_end(date(2020, 2, 22))
    '2020-02-23T00:00:00.000000Z'
    """
    return time_text(datetime.combine(day + timedelta(days=1), time(0), UTC))


def day_start(day: date) -> str:
    """Return the instant at which a day starts, as it is written in the log."""
    return time_text(datetime.combine(day, time(0), UTC))


def page(
    connection: Connection,
    table: Table,
    wanted: list[ColumnElement[bool]],
    *,
    number: int,
    size: int,
    order: tuple[str, ...],
) -> tuple[list[Row], int]:
    """Return the rows of one page, and how many rows there are on all.

    Parameters
    ----------
    connection
        To the tables.
    table
        One of the projection.
    wanted
        Conditions that all must hold.
    number
        Of the page, from 1.
    size
        Of a page.
    order
        Names of columns; the last of them tells rows apart.
    """
    columns = [table.c[name] for name in order]
    total = connection.scalar(select(func.count()).select_from(table).where(*wanted)) or 0
    # The page is found in an index alone, from the nearer end; only its own rows are looked up.
    before = (number - 1) * size
    after = max(0, total - before - size)
    ids = select(table.c.id).where(*wanted)
    if before <= after:
        found = ids.order_by(*columns).limit(size).offset(before)
    else:
        most = max(0, min(size, total - before))
        found = ids.order_by(*(column.desc() for column in columns)).limit(most).offset(after)
    there = found.subquery()
    query = select(table).join(there, there.c.id == table.c.id).order_by(*columns)
    return [dict(row._mapping) for row in connection.execute(query)], total


def one(connection: Connection, table: Table, key: str) -> Row | None:
    """Return one row; None where there is none."""
    row = connection.execute(select(table).where(table.c.id == key)).one_or_none()
    return dict(row._mapping) if row else None


def seen_by(table: Table, reader: Label | None) -> list[ColumnElement[bool]]:
    """Return the condition that a reader of a class may see a row; none for whoever keeps it."""
    if reader is None:
        return []
    return [table.c.label.in_([label.value for label in Label if label.within(reader)])]


def contents(connection: Connection, seqs: list[int]) -> dict[int, Row | None]:
    """Return the contents of entries by their number; None where erased."""
    found: dict[int, Row | None] = {}
    for first in range(0, len(seqs), _AT_ONCE):
        query: Select[Any] = TOLD.where(ENTRY.c.seq.in_(seqs[first : first + _AT_ONCE]))
        for row in connection.execute(query):
            found[row.seq] = told(tuple(row)).content
    return found
