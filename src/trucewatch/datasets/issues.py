"""What was found wrong in a file, as rows: which were rejected, which kept with a warning.

Works on the tables that :mod:`trucewatch.datasets.conversion` lays out: ``typed`` (the archive's
columns and ``k``, the row's place among those that were read), ``bad`` (the places rejected).
"""

# ruff: noqa: S608 - the SQL is built from the facts in this package and quoted names

from pathlib import Path

import duckdb

from trucewatch.datasets.columns_sql import (
    NOT_A,
    broken_rules,
    literal,
    quoted,
    typed_columns,
    unreadable,
)
from trucewatch.datasets.facts import DatasetFacts
from trucewatch.datasets.text_table import REJECTS, TextTable
from trucewatch.days import DaySpan

_LONGEST_VALUE = 200
_ILL_FORMED = {
    "TOO MANY COLUMNS": "has more fields than the header",
    "MISSING COLUMNS": "has fewer fields than the header",
    "UNQUOTED VALUE": "has a quotation mark out of place or left open",
    "LINE SIZE OVER MAXIMUM": "is too long",
    "INVALID ENCODING": "is not UTF-8",
}


class IssueBook:
    """The issues of one file, gathered in a table of its connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        facts: DatasetFacts,
        table: TextTable,
    ) -> None:
        self._connection = connection
        self._facts = facts
        self._table = table
        for name in ("issues", "found"):
            connection.execute(
                f"CREATE TABLE {name} "
                "(level VARCHAR, row BIGINT, field VARCHAR, value VARCHAR, reason VARCHAR)"
            )

    def note(self, field: str | None, reason: str, value: object = None) -> None:
        """Add a warning about the file as a whole."""
        text = None if value is None else str(value)
        self._connection.execute(
            "INSERT INTO issues VALUES ('warning', NULL, ?, ?, ?)", [field, text, reason]
        )

    def ill_formed_rows(self) -> int:
        """Add the rows that do not fit the header; return how many there are.

        DuckDB counts records, not lines of text, so its number leads to the row of the data.
        """
        reasons = " ".join(
            f"WHEN {literal(kind)} THEN {literal(reason)}" for kind, reason in _ILL_FORMED.items()
        )
        self._connection.execute(
            f"""
            INSERT INTO issues
            SELECT 'rejected', line - {self._table.skipped}, NULL,
                   left(trim(any_value(csv_line), chr(10) || chr(13)), {_LONGEST_VALUE}),
                   CASE min(error_type::VARCHAR) {reasons} ELSE 'cannot be read as CSV' END
            FROM {REJECTS} GROUP BY line ORDER BY line
            """
        )
        return self.count("rejected")

    def rejected_rows(self) -> None:
        """Add why each row in ``bad`` was rejected, from its text."""
        columns = typed_columns(self._facts, present=set(self._table.published), poison=False)
        self._connection.execute(
            f"""
            CREATE TABLE texts AS
            SELECT * FROM (SELECT row_number() OVER () AS k, * FROM ({self._table.sql}))
            SEMI JOIN bad USING (k);
            CREATE TABLE suspect AS SELECT k, {columns}, texts FROM texts;
            """
        )
        for column in self._table.published:
            field, text = self._facts.fields[column], _text(column)
            if field.type in NOT_A:
                self._reject(column, unreadable(field, text), NOT_A[field.type])
            if field.needed:
                self._reject(column, f"{text} IS NULL", "is missing")
        for column, broken in broken_rules(self._facts, "rejected"):
            low, high = self._facts.fields[column].within or (0, 0)
            self._reject(column, broken, f"is not between {low:.0f} and {high:.0f}")
        self._reject("date_end", "date_end < date_start", "is before date_start")
        self._reject("id", "k IN (FROM repeated)", "repeats the id of an earlier row")

    def warned_rows(self, covers: DaySpan | None) -> None:
        """Add what is odd about the rows that are kept.

        Parameters
        ----------
        covers
            The days of the release, where the source has published them.
        """
        three = "concat_ws(' / ', deaths_low, deaths_best, deaths_high)"
        self._warn(
            "deaths_best",
            "NOT (deaths_low <= deaths_best AND deaths_best <= deaths_high)",
            "low <= best <= high does not hold",
            value=three,
        )
        parts = "deaths_a + deaths_b + deaths_civilians + deaths_unknown"
        self._warn(
            "deaths_best",
            f"deaths_best <> {parts}",
            f"'is not the sum of its parts, ' || ({parts})",
            computed=True,
        )
        for column, broken in broken_rules(self._facts, "warning"):
            low, high = self._facts.fields[column].within or (0, 0)
            self._warn(column, broken, f"is not between {low:.0f} and {high:.0f}")
        if covers is not None:
            outside = f"date_end >= DATE '{covers.end}' OR date_start < DATE '{covers.start}'"
            self._warn("date_end", outside, f"is outside the days of the release, {covers}")

    def number_rows(self) -> None:
        """Give what was found in the rows their numbers in the file, ill-formed rows counted."""
        self._connection.execute(
            """
            INSERT INTO issues
            SELECT level, found.row + coalesce(before, 0), field, value, reason
            FROM found ASOF LEFT JOIN (
                SELECT row - nth AS last, max(nth) AS before
                FROM (SELECT row, row_number() OVER (ORDER BY row) AS nth
                      FROM issues WHERE level = 'rejected')
                GROUP BY last
            ) ON found.row > last
            """
        )

    def count(self, level: str) -> int:
        """Return how many issues of this level there are."""
        counted = self._connection.execute("SELECT count(*) FROM issues WHERE level = ?", [level])
        return int(counted.fetchall()[0][0])

    def about_the_file(self) -> tuple[str, ...]:
        """Return the warnings about the file as a whole, one line each."""
        rows = self._connection.execute(
            "SELECT concat_ws(' ', field, value, reason) FROM issues WHERE row IS NULL ORDER BY ALL"
        ).fetchall()
        return tuple(str(text) for (text,) in rows)

    def why_nothing_is_left(self) -> str:
        """Return why no row was kept, by the first of those that were rejected."""
        rows = self._connection.execute(
            "SELECT row, field, value, reason FROM issues WHERE level = 'rejected' ORDER BY ALL"
        ).fetchall()
        if not rows:
            return "there is no event in the file"
        row, field, value, reason = rows[0]
        what = " ".join(filter(None, (field, value and repr(value), reason)))
        count = len({number for number, *_ in rows})
        return f"none of its {count} rows can be used; row {row}: {what}"

    def write(self, path: Path) -> None:
        """Write the issues as Parquet, the file as a whole first, then by row."""
        self._connection.execute(
            f"COPY (FROM issues ORDER BY row NULLS FIRST, level, field, value, reason) "
            f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )

    def _reject(self, column: str, broken: str, reason: str) -> None:
        sql = (broken, _text(column), literal(reason))
        self._find("rejected", "suspect", column, sql)

    def _warn(
        self,
        column: str,
        broken: str,
        reason: str,
        *,
        value: str | None = None,
        computed: bool = False,
    ) -> None:
        said = reason if computed else literal(reason)
        kept = "(FROM typed ANTI JOIN bad USING (k))"
        self._find("warning", kept, column, (broken, value or quoted(column), said))

    def _find(self, level: str, table: str, column: str, sql: tuple[str, str, str]) -> None:
        broken, value, reason = sql
        name = self._table.published.get(column, column)
        self._connection.execute(
            f"INSERT INTO found SELECT '{level}', k, {literal(name)}, "
            f"left(CAST({value} AS VARCHAR), {_LONGEST_VALUE}), {reason} FROM {table} "
            f"WHERE {broken}"
        )


def _text(column: str) -> str:
    """Return the SQL for the text of a column in the table of suspects."""
    return f"texts.{quoted(column)}"
