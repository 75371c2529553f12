"""From a published file to two Parquet files: the events, and the issues found on the way.

One pass reads the file as text and writes the archive's columns; the rules are then checked on
those, which is quick because Parquet is read by column. Only when a row breaks a rule is the text
read again, to say which value was wrong.
"""

# ruff: noqa: S608 - the SQL is built from the facts in this package and quoted names

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from trucewatch.datasets.columns_sql import broken_rules, literal, quoted, typed_columns
from trucewatch.datasets.engine import engine, part_of, watched
from trucewatch.datasets.facts import DatasetFacts, ReleaseFacts
from trucewatch.datasets.issues import IssueBook
from trucewatch.datasets.source_file import Progress, SourceFile, unpack
from trucewatch.datasets.text_table import TextTable, csv_table, parquet_table
from trucewatch.days import DaySpan
from trucewatch.domain.daily import Provenance
from trucewatch.domain.intake import Intake
from trucewatch.errors import DatasetError

EVENTS = "events.parquet"
ISSUES = "issues.parquet"
_AS_PARQUET = "(FORMAT parquet, COMPRESSION zstd)"


@dataclass(frozen=True, slots=True)
class _Totals:
    """Of the events; ``first`` and ``last`` are days on which one started."""

    rows: int
    deaths: int
    first: date
    last: date


def convert(
    facts: DatasetFacts,
    source: SourceFile,
    into: Path,
    *,
    scratch: Path,
    progress: Progress | None = None,
) -> Intake:
    """Write ``events.parquet`` and ``issues.parquet`` into a directory.

    Parameters
    ----------
    facts, source
        The data set and the file, as :func:`~trucewatch.datasets.source_file.identify` found it.
    into, scratch
        Directories that exist: for the result, and for files that may be thrown away.
    progress
        Is told how far it has come.

    Raises
    ------
    DatasetError
        When the file is not what it was taken for or no row of it can be used.
    OSError, duckdb.IOException
        When the result cannot be written, such as on a full disk.
    """
    with engine(scratch) as connection:
        try:
            return _convert(connection, (facts, source), (into, scratch), progress)
        except duckdb.IOException:
            raise
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            raise DatasetError(
                f"cannot be read: {said}",
                where=str(source.path),
                remedy="download it again, or save it anew with one kind of line end",
            ) from error


def _convert(
    connection: duckdb.DuckDBPyConnection,
    given: tuple[DatasetFacts, SourceFile],
    rooms: tuple[Path, Path],
    progress: Progress | None,
) -> Intake:
    facts, source = given
    into, scratch = rooms
    table = _text_table(connection, facts, source, scratch=scratch, progress=progress)
    typed = scratch / "typed.parquet"
    with watched(connection, progress and part_of(progress, 0.2, 0.9), "reading"):
        connection.execute(
            f"COPY (SELECT {typed_columns(facts, present=set(table.published), poison=True)} "
            f"FROM ({table.sql})) TO {literal(str(typed))} {_AS_PARQUET}"
        )
    book = IssueBook(connection, facts, table)
    ill_formed = book.ill_formed_rows() if source.kind != "parquet" else 0
    bad = _find_bad_rows(connection, facts, typed)
    known = facts.release(source.release)
    if bad:
        part_of(progress, 0.9, 1.0)(0.0, "looking up rejected rows")
        book.rejected_rows()
    book.warned_rows(known.covers if known else None)
    book.number_rows()
    totals = _keep_good_rows(connection, typed, into / EVENTS, bad=bad)
    if totals is None:
        raise DatasetError(book.why_nothing_is_left(), where=str(source.path))
    for field, reason in table.notes:
        book.note(field, reason)
    if known:
        _compare(book, known, source, totals, rejected=bad + ill_formed)
    book.write(into / ISSUES)
    part_of(progress, 0.9, 1.0)(1.0, "done")
    return _report(book, given, totals, rejected=bad + ill_formed)


def _text_table(
    connection: duckdb.DuckDBPyConnection,
    facts: DatasetFacts,
    source: SourceFile,
    *,
    scratch: Path,
    progress: Progress | None,
) -> TextTable:
    if source.kind == "parquet":
        return parquet_table(facts, source, connection)
    path = source.path
    if source.kind == "zip":
        path = unpack(path, scratch, progress=part_of(progress, 0.0, 0.2))
    return csv_table(facts, source, path)


def _find_bad_rows(connection: duckdb.DuckDBPyConnection, facts: DatasetFacts, typed: Path) -> int:
    """Make ``typed`` and ``bad``, the rows to be rejected; return how many these are."""
    broken = [f"{quoted(name)} IS NULL" for name, field in facts.fields.items() if field.needed]
    broken += [rule for _, rule in broken_rules(facts, "rejected")]
    connection.execute(
        f"""
        CREATE VIEW typed AS SELECT file_row_number + 1 AS k, * EXCLUDE (file_row_number)
        FROM read_parquet({literal(str(typed))}, file_row_number = true);
        CREATE TABLE bad AS
        SELECT k FROM typed WHERE {" OR ".join(broken)} OR date_end < date_start;
        CREATE TABLE repeated AS
        WITH kept AS (SELECT k, id FROM typed ANTI JOIN bad USING (k)),
        twice AS (SELECT id, min(k) AS first FROM kept GROUP BY id HAVING count(*) > 1)
        SELECT k FROM kept JOIN twice USING (id) WHERE k > first;
        INSERT INTO bad FROM repeated;
        """
    )
    return int(connection.execute("SELECT count(*) FROM bad").fetchall()[0][0])


def _keep_good_rows(
    connection: duckdb.DuckDBPyConnection, typed: Path, events: Path, *, bad: int
) -> _Totals | None:
    """Write the events; return their totals, or None if there are none."""
    if bad:
        connection.execute(
            "COPY (SELECT * EXCLUDE (k) FROM typed WHERE k NOT IN (FROM bad)) "
            f"TO {literal(str(events))} {_AS_PARQUET}"
        )
    else:
        connection.execute("DROP VIEW typed")
        typed.rename(events)
    rows, deaths, first, last = connection.execute(
        "SELECT count(*), sum(deaths_best), min(date_start), max(date_start) "
        f"FROM read_parquet({literal(str(events))})"
    ).fetchall()[0]
    return _Totals(rows, int(deaths), first, last) if rows else None


def _compare(
    book: IssueBook, known: ReleaseFacts, source: SourceFile, totals: _Totals, *, rejected: int
) -> None:
    """Note where the file differs from what the source has published about the release."""
    pairs: list[tuple[str, object, object]] = [
        ("events", totals.rows + rejected, known.events),
        ("deaths", totals.deaths, known.deaths),
        ("sha256", source.sha256, known.sha256 if source.kind == "zip" else None),
        ("bytes", source.bytes, known.csv_bytes if source.kind == "csv" else None),
    ]
    for name, found, published in pairs:
        if published is not None and found != published:
            book.note(name, f"is not as published for {source.release}: {published}", found)


def _report(
    book: IssueBook, given: tuple[DatasetFacts, SourceFile], totals: _Totals, *, rejected: int
) -> Intake:
    facts, source = given
    known = facts.release(source.release)
    found = DaySpan(totals.first, totals.last + timedelta(days=1))
    left_out = f", except {rejected} that cannot be read" if rejected else ""
    return Intake(
        provenance=Provenance(
            dataset=facts.dataset,
            release=source.release,
            sha256=source.sha256,
            rows=totals.rows,
            covers=known.covers if known else found,
            citation=facts.cite(source.release),
            query=f"Every row of the file was kept as one event{left_out}.",
        ),
        bytes=source.bytes,
        rejected=rejected,
        warnings=book.count("warning"),
        deaths_best=totals.deaths,
        published_events=known.events if known else None,
        published_deaths=known.deaths if known else None,
        messages=book.about_the_file(),
    )
