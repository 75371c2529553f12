"""Daily tables: a CSV file of daily figures and, beside it, a YAML file that says what it is.

Made by ``trucewatch tabulate``, so that figures can be passed on where the events themselves may
not be. The YAML file carries the table's SHA-256: a table that was changed by hand is refused.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from trucewatch.datasets.small_csv import Row, open_small_csv
from trucewatch.days import DaySpan
from trucewatch.domain.daily import DailyFigure, Provenance
from trucewatch.errors import DatasetError

COLUMNS = tuple(f.name for f in fields(DailyFigure) if f.name != "source_office")
_COUNTS = COLUMNS[COLUMNS.index("events") + 1 :]
_FORMULA = ("=", "+", "-", "@", "'")
_HEAD = "# What the daily table beside this file is; both were made by trucewatch tabulate.\n"


class _About(BaseModel):
    """What the YAML file says; ``start`` to ``end`` is half-open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    country: str
    start: date
    end: date
    dataset: str
    release: str
    source_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    events: int
    citation: str
    query: str
    command: str

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"{self.end} is not after {self.start}")
        return self


@dataclass(frozen=True, slots=True)
class DailyTable:
    """Daily figures and where they come from.

    Attributes
    ----------
    figures
        Sorted by day, dyad, kind and place; a day without a row is a zero.
    country
        The one country the table is about.
    provenance
        Of the table: its SHA-256 and rows, and in ``query`` how it was made of what.
    """

    figures: tuple[DailyFigure, ...]
    country: str
    provenance: Provenance


def about_path(table: Path) -> Path:
    """Return where the YAML file of a table is.

    Examples
    --------
    >>> str(about_path(Path("daily.csv")))
    'daily.yaml'
    """
    return table.with_suffix(".yaml")


def may_be_replaced(about: Path) -> bool:
    """Return whether nothing stands where a YAML file belongs, or one that was made for a table.

    A truce file written by hand may have the name that the YAML file of a table would take.
    """
    try:
        with about.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD.encode()
    except (FileNotFoundError, NotADirectoryError):
        return True


def read_daily_table(path: Path) -> DailyTable:
    """Read a daily table.

    Raises
    ------
    DatasetError
        When the table or its YAML file is missing, damaged or not as it was made.
    """
    table = open_small_csv(path, needed=COLUMNS)
    about = _read_about(about_path(path))
    if about.sha256 != table.sha256:
        raise DatasetError(
            f"was changed after it was made (SHA-256 {table.sha256[:12]}, not {about.sha256[:12]})",
            where=str(path),
            remedy="make it again with trucewatch tabulate",
        )
    figures = tuple(_figure(row) for row in table.rows())
    return DailyTable(
        figures,
        about.country,
        Provenance(
            dataset=about.dataset,
            release=about.release,
            sha256=about.sha256,
            rows=len(figures),
            covers=DaySpan(about.start, about.end),
            citation=about.citation,
            query=f"{about.query} The table was made by: {about.command} (SHA-256 of the source: "
            f"{about.source_sha256}).",
        ),
    )


def _figure(row: Row) -> DailyFigure:
    dyad, kind, admin1, cell = (
        _unguarded(row.text(name)) for name in ("dyad", "kind", "admin1", "cell")
    )
    lethal, low, best, high, civilians = (row.whole_or_none(name) for name in _COUNTS)
    first, last = row.day("date"), row.day("last")
    if last < first:
        raise DatasetError(
            f"last: {last} is before the date {first}",
            where=row.where,
            remedy="make the table again with trucewatch tabulate",
        )
    return DailyFigure(
        first,
        last,
        row.whole_or_none("dyad_id"),
        dyad,
        kind,
        admin1,
        cell,
        row.whole("events"),
        lethal,
        low,
        best,
        high,
        civilians,
    )


def daily_table_texts(
    figures: Sequence[DailyFigure], source: Provenance, *, country: str, command: str
) -> tuple[str, str]:
    """Return the texts of a daily table and of its YAML file.

    Parameters
    ----------
    figures
        All figures of the country within ``source.covers``.
    source
        Of the events that were counted; ``covers`` are the days of the table.
    country
        The country.
    command
        What makes the table again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(figure) for figure in figures)
    table = out.getvalue()
    about = _About(
        sha256=hashlib.sha256(table.encode()).hexdigest(),
        country=country,
        start=source.covers.start,
        end=source.covers.end,
        dataset=source.dataset,
        release=source.release,
        source_sha256=source.sha256,
        events=sum(figure.events for figure in figures),
        citation=source.citation,
        query=source.query,
        command=command,
    )
    body = yaml.safe_dump(about.model_dump(), sort_keys=False, allow_unicode=True, width=96)
    return table, _HEAD + body


def _cells(figure: DailyFigure) -> list[str]:
    values = (getattr(figure, name) for name in COLUMNS)
    return ["" if value is None else _guarded(str(value)) for value in values]


def _guarded(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unguarded(text: str | None) -> str | None:
    guarded = text and text.startswith("'") and text[1:].startswith(_FORMULA)
    return text[1:] if text and guarded else text


def _read_about(path: Path) -> _About:
    try:
        text = path.read_text(encoding="utf-8")
        # Every value stays a text until the form reads it: YAML's own types fail in many ways.
        return _About.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
    except FileNotFoundError as error:
        raise DatasetError(
            "is missing: it says what the daily table beside it is",
            where=str(path),
            remedy="make both with trucewatch tabulate, or bring a CSV with the columns date and "
            "count",
        ) from error
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise DatasetError(
            "does not say what the daily table beside it is",
            where=str(path),
            remedy="make both again with trucewatch tabulate",
        ) from error
