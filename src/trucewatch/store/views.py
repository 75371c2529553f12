"""A DuckDB file with views over the archive, for people who ask it in SQL.

It is a cache: it holds no row, it names the Parquet files by their full paths, and it is made
anew when a release was added or the store was moved.
"""

# ruff: noqa: S608 - the SQL is built from the archive's own names and quoted paths

import glob
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from trucewatch.store.staging import staging

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

Home = tuple[str, str, Path]
"""Data set, release, and the directory it is in."""


def refresh(path: Path, homes: Sequence[Home], *, views: Mapping[str, str]) -> None:
    """Make the database file anew unless it already shows these releases at these places.

    Parameters
    ----------
    path
        The database file.
    homes
        The releases to show; without any, no file is made.
    views
        Name of each view, and of the file in a release's directory that it shows.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    statements = [_view(name, file, homes) for name, file in views.items()]
    if not homes or _holds(path, statements):
        return
    with staging(path.parent) as stage:
        made = stage.scratch / path.name
        connection = duckdb.connect(str(made), config=OFFLINE)
        try:
            connection.execute("CREATE TABLE made_by (statement VARCHAR)")
            for statement in statements:
                connection.execute(statement)
                connection.execute("INSERT INTO made_by VALUES (?)", [statement])
        finally:
            connection.close()
        made.replace(path)


def _holds(path: Path, statements: list[str]) -> bool:
    """Whether the database file was made by just these statements."""
    if not path.exists():
        return False
    try:
        with duckdb.connect(str(path), read_only=True, config=OFFLINE) as connection:
            rows = connection.execute("SELECT statement FROM made_by").fetchall()
    except duckdb.Error:
        return False
    return [text for (text,) in rows] == statements


def _view(name: str, file: str, homes: Sequence[Home]) -> str:
    selects = (
        f"SELECT {_text(dataset)} AS dataset, {_text(release)} AS release, * "
        f"FROM read_parquet({_text(glob.escape(str(home.resolve() / file)))})"
        for dataset, release, home in homes
    )
    return f"CREATE VIEW {name} AS {' UNION ALL BY NAME '.join(selects)}"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
