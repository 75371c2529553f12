"""Which kind of file of events or counts somebody brought, judged by its content."""

import csv
from pathlib import Path
from typing import Literal

from trucewatch.datasets.daily_table import COLUMNS
from trucewatch.datasets.facts import load
from trucewatch.datasets.source_file import kind_of
from trucewatch.errors import DatasetError

FileKind = Literal["ucdp-ged", "daily table", "tally"]

_HEAD = 2**16
_FEW_COLUMNS = 30
_OF_ANY_TABLE = {"date", "events", "deaths_best"}
_ENOUGH = 4
"""Columns in common from which on a file must be meant to be UCDP GED."""


def recognise(path: Path) -> FileKind:
    """Return what a file is.

    Only a small CSV file can be something else than UCDP GED; whether a file really is what it
    looks like is judged where it is read.

    Raises
    ------
    DatasetError
        When it cannot be opened, or is a CSV file with none of the columns that tell.
    """
    if kind_of(path) != "csv":
        return "ucdp-ged"
    head = _head(path)
    if "\0" in head or head.lstrip()[:1] in ("<", "{", "["):
        return "ucdp-ged"  # whose reader says what it is instead
    columns = _columns(head)
    if set(COLUMNS) <= columns:
        return "daily table"
    if {"date", "count"} <= columns:
        return "tally"
    if columns >= _OF_ANY_TABLE:
        return "daily table"  # of an older version; its reader says what it lacks
    ged = load("ucdp_ged")
    known, foreign = set(ged.archive_names()), set(ged.foreign)
    if len(columns & known) >= _ENOUGH or columns & foreign or len(columns) > _FEW_COLUMNS:
        return "ucdp-ged"
    raise DatasetError(
        f"is none of the files that can be read; its columns are {_listed(columns)}",
        where=str(path),
        remedy="bring UCDP GED as published, a table made by trucewatch tabulate, or a CSV file, "
        "separated by commas, with the columns date and count",
    )


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_HEAD).decode("utf-8-sig", errors="replace")


def _columns(head: str) -> set[str]:
    first = next(csv.reader(head.splitlines()), [])
    return {name.strip().lower() for name in first}


def _listed(columns: set[str]) -> str:
    named = sorted(repr(name[:30]) for name in columns if name)
    return ", ".join(named[:8]) or "none"
