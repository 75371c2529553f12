"""The projection's rows in the database: changed with the log, made anew from it, compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from trucewatch.register.log import read_told
from trucewatch.register.projection import Row, Told, fold, projected
from trucewatch.register.tables import BY_NAME, FILE, KEY, PERSON, PROJECTION, ROOT

_AT_ONCE = 2_000
_TOLD_AGAIN = (PERSON, KEY, FILE, ROOT)


def apply(connection: Connection, entries: Iterable[Told]) -> None:
    """Change the tables by what new entries tell, in the transaction that appends them."""
    new: dict[str, dict[str, Row]] = defaultdict(dict)
    for told in entries:
        for change in projected(told):
            table = BY_NAME[change.table]
            if change.new:
                _add(connection, table, change.id, change.values, new)
            elif change.id in new[change.table]:
                new[change.table][change.id].update(change.values)
            elif change.values:
                connection.execute(
                    update(table).where(table.c.id == change.id).values(**change.values)
                )
    for name, rows in new.items():
        _insert(connection, BY_NAME[name], rows)


def _add(
    connection: Connection, table: Table, key: str, values: Row, new: dict[str, dict[str, Row]]
) -> None:
    """Keep a new row for the insert; a person's roles, say, may be told a second time."""
    if table in _TOLD_AGAIN:
        connection.execute(delete(table).where(table.c.id == key))
    new[table.name][key] = values


def rebuild(connection: Connection) -> dict[str, int]:
    """Make every table anew from the log; return how many rows each has."""
    tables = fold(read_told(connection))
    fill(connection, tables)
    return {name: len(rows) for name, rows in tables.items()}


def fill(connection: Connection, tables: Mapping[str, Mapping[str, Row]]) -> None:
    """Put these rows in the place of all that the tables hold."""
    for table in PROJECTION:
        connection.execute(delete(table))
        _insert(connection, table, tables[table.name])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")  # what plans rest on must not wait for its daemon


def _insert(connection: Connection, table: Table, rows: Mapping[str, Row]) -> None:
    values = list(rows.values())
    statement = insert(table).values({column.name: bindparam(column.name) for column in table.c})
    for first in range(0, len(values), _AT_ONCE):
        connection.execute(statement, [_whole(table, row) for row in values[first:][:_AT_ONCE]])


def _whole(table: Table, row: Row) -> dict[str, Any]:
    return {column.name: row.get(column.name) for column in table.c}
