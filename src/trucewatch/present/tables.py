"""The daily picture as a table: CSV for spreadsheets, Parquet for programs.

Numbers keep four decimals. A text that a spreadsheet would run as a formula gets a leading
apostrophe; numbers are left as they are.
"""

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from trucewatch.domain.assessment import Assessment
from trucewatch.errors import StoreError

COLUMNS = {
    "date": "DATE",
    "stretch": "VARCHAR",
    "observed": "INTEGER",
    "expected": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Nothing is fetched at run time: what DuckDB needs for Parquet is built into it.
_ALONE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "1",
}


def daily_rows(a: Assessment) -> list[dict[str, Any]]:
    """Return the daily picture, a dictionary for each day in order.

    Parameters
    ----------
    a
        The answer.

    Returns
    -------
    list of dict
        ``date``, ``stretch``, ``observed`` (a whole number), and ``expected``, ``low``, ``high``
        (per day, four decimals; None where there is no finite number).
    """
    return [
        {
            "date": day.date,
            "stretch": day.stretch.value,
            "observed": day.observed,
            "expected": _rounded(day.expected),
            "low": _rounded(day.low),
            "high": _rounded(day.high),
        }
        for day in a.days
    ]


def write_daily_csv(a: Assessment, path: Path) -> None:
    """Write the daily picture as CSV (UTF-8, comma, dates as YYYY-MM-DD), with its header.

    Raises
    ------
    StoreError
        When the file cannot be written.
    """
    with unwritable(path):
        put_csv(a, path)


def write_daily_parquet(a: Assessment, path: Path) -> None:
    """Write the daily picture as Parquet; ``date`` is a real date.

    Raises
    ------
    StoreError
        When the file cannot be written.
    """
    with unwritable(path):
        put_parquet(a, path)


def put_csv(a: Assessment, path: Path) -> None:
    """Write the daily picture as CSV; failures are the caller's to name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in daily_rows(a):
            writer.writerow([safe_cell(value) for value in row.values()])


def put_parquet(a: Assessment, path: Path) -> None:
    """Write the daily picture as Parquet; failures are the caller's to name."""
    fields = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    values = [list(row.values()) for row in daily_rows(a)]
    with duckdb.connect(config=dict(_ALONE)) as base:
        base.execute(f"CREATE TABLE daily ({fields})")
        if values:
            base.executemany("INSERT INTO daily VALUES (?, ?, ?, ?, ?, ?)", values)
        base.execute("COPY daily TO ? (FORMAT parquet)", [str(path)])


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula.

    Examples
    --------
    >>> safe_cell("=HYPERLINK()"), safe_cell(-1.5), safe_cell("Homs")
    ("'=HYPERLINK()", -1.5, 'Homs')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
    """Turn a failure to write into one line with the path and what to do.

    Raises
    ------
    StoreError
        When the body fails to write.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise StoreError(
            f"cannot be written: {reason}",
            where=str(path),
            remedy="name a directory that can be written to, on a disk with room",
        ) from error


def _rounded(value: float) -> float | None:
    """Round to four decimals; None where there is no finite number."""
    return round(value, 4) + 0.0 if math.isfinite(value) else None
