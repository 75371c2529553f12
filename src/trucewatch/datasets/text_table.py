"""A published file as a table of texts under the archive's names."""

# ruff: noqa: S608 - the SQL is built from the facts in this package and quoted names

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from trucewatch.datasets.columns_sql import literal, quoted
from trucewatch.datasets.csv_head import check_columns, read_head, tidy
from trucewatch.datasets.facts import DatasetFacts
from trucewatch.datasets.source_file import SourceFile
from trucewatch.errors import DatasetError

REJECTS = "rejects"
_NEWLINES = {"\n": r"'\n'", "\r\n": r"'\r\n'", "\r": r"'\r'"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """How to read a file as texts.

    Attributes
    ----------
    sql
        A SELECT of text columns named as in the archive, in the order of the file. Rows of a CSV
        file that do not fit its header are left out and listed in the table ``REJECTS``.
    published
        For each column of the archive that the file has, its name in the file.
    skipped
        Rows of the file before the first event.
    notes
        (field, reason) of each thing about the file as a whole that a reader should know.
    """

    sql: str
    published: dict[str, str]
    skipped: int
    notes: tuple[tuple[str | None, str], ...]


def csv_table(facts: DatasetFacts, source: SourceFile, csv_path: Path) -> TextTable:
    """Return how to read a CSV file; raise DatasetError if it is not of this data set."""
    head = read_head(facts, csv_path, where=str(source.path), headerless=source.asked)
    published, notes = _columns(facts, head.columns)
    types = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(head.columns)))
    kept = ", ".join(
        f"c{head.columns.index(name)} AS {quoted(column)}" for column, name in published.items()
    )

    # Rejects are stored even where nobody looks: ignore_errors would skip other rows.
    sql = (
        f"SELECT {kept} FROM read_csv({_path(csv_path)}, columns = {{{types}}}, "
        f"auto_detect = false, header = false, skip = {head.skip}, delim = ',', quote = '\"', "
        f"escape = '\"', compression = 'none', new_line = {_NEWLINES[head.newline]}, "
        f"store_rejects = true, rejects_table = '{REJECTS}', rejects_scan = '{REJECTS}_scan')"
    )
    return TextTable(
        sql,
        published,
        head.skip,
        (*((None, note) for note in head.notes), *notes),
    )


def parquet_table(
    facts: DatasetFacts, source: SourceFile, connection: duckdb.DuckDBPyConnection
) -> TextTable:
    """Return how to read a Parquet file; raise DatasetError if it is not of this data set."""
    file = f"read_parquet({_path(source.path)})"
    try:
        described = connection.execute(f"DESCRIBE FROM {file}").fetchall()
    except duckdb.Error as error:
        raise DatasetError(
            "cannot be read as Parquet: the file is damaged or cut short",
            where=str(source.path),
            remedy="download it again",
        ) from error
    check_columns(facts, [str(name) for name, *_ in described], where=str(source.path))
    names = {tidy(str(name)): (str(name), str(kind)) for name, kind, *_ in described}
    published, notes = _columns(facts, tuple(names))
    kept = ", ".join(
        f"{_as_text(*names[name])} AS {quoted(column)}" for column, name in published.items()
    )
    sql = f"SELECT {kept} FROM {file}"
    return TextTable(sql, published, 0, notes)


def _as_text(name: str, kind: str) -> str:
    """Return SQL for a value as text; what other tools write for nothing becomes NULL."""
    if kind in ("DOUBLE", "FLOAT"):
        return f"CAST(nullif({quoted(name)}, 'nan') AS VARCHAR)"
    return f"nullif(CAST({quoted(name)} AS VARCHAR), '')"


def _path(path: Path) -> str:
    return literal(glob.escape(str(path)))


def _columns(
    facts: DatasetFacts, columns: Sequence[str]
) -> tuple[dict[str, str], tuple[tuple[str | None, str], ...]]:
    """Return which columns are kept as what, and notes on those that are not or are not there."""
    known = facts.archive_names()
    published = {known[name]: name for name in columns if name in known}
    ordered = {column: published[column] for column in facts.fields if column in published}
    unknown = [name for name in columns if name not in known and name not in facts.left_out]
    absent = [field.source or c for c, field in facts.fields.items() if c not in published]
    return ordered, (
        *((name, "is not a known column; it was left out") for name in unknown),
        *((name, "is not in this layout; it was left empty") for name in absent),
    )
