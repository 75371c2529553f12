"""A table of truces: one row each, for a sweep over many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from trucewatch.datasets.small_csv import Row, open_small_csv
from trucewatch.days import Window
from trucewatch.domain.truce import Selection, Threshold, Truce, TruceKind
from trucewatch.errors import DatasetError, InputError
from trucewatch.places import Place

NEEDED = ("id", "start", "days")
OPTIONAL = (
    "name", "country", "dyad", "admin1", "washout_days", "baseline_days", "fall",
)  # fmt: skip
MOST_ROWS = 100_000

_ZONE = ZoneInfo("UTC")
_LONGEST = 3_660


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row.

    Attributes
    ----------
    truce
        None where the row cannot be used.
    refused
        Why not.
    """

    id: str
    truce: Truce | None
    refused: str | None


@dataclass(frozen=True, slots=True)
class TruceTable:
    """The rows in their order, and the checksum of the file."""

    rows: tuple[TableRow, ...]
    sha256: str


def read_truce_table(path: Path) -> TruceTable:
    """Read a table of truces; a row that cannot be used is kept with the reason.

    Columns are ``id``, ``start`` (YYYY-MM-DD, the first whole day), ``days``, and if there are such
    ``name``, ``country``, ``dyad``, ``admin1`` (several joined by semicolons), ``washout_days``,
    ``baseline_days`` and ``fall`` (the agreed one, as a share).

    Raises
    ------
    DatasetError
        When the file cannot be read, has a column of another name, no row, or too many.
    """
    table = open_small_csv(path, needed=NEEDED)
    for name in table.columns:
        if name not in NEEDED + OPTIONAL:
            raise DatasetError(
                f"has a column {name!r} that is not known",
                where=str(path),
                remedy=f"the columns are {', '.join(NEEDED + OPTIONAL)}",
            )
    rows = tuple(_each(table.rows()))
    if not rows:
        raise DatasetError("has no row under its header", where=str(path))
    if len(rows) > MOST_ROWS:
        raise DatasetError(f"has {len(rows)} rows, more than {MOST_ROWS}", where=str(path))
    return TruceTable(rows, table.sha256)


def _each(rows: Iterator[Row]) -> Iterator[TableRow]:
    seen: dict[str, str] = {}
    for row in rows:
        name = row.text("id") or ""
        try:
            if not name:
                raise DatasetError("id: an empty field is no name", where=row.where)
            if name in seen:
                raise DatasetError(f"has the id {name!r}, as {seen[name]} has", where=row.where)
            truce = _truce(row, name)
        except InputError as error:
            yield TableRow(name, None, str(error))
            continue
        seen[name] = row.where.rpartition(", ")[2]
        yield TableRow(name, truce, None)


def _truce(row: Row, name: str) -> Truce:
    selection = Selection(
        countries=_names(row, "country"), dyads=_names(row, "dyad"), admin1=_names(row, "admin1")
    )
    if not (selection.countries or selection.dyads or selection.admin1):
        raise DatasetError("names no country, dyad or admin1", where=row.where)
    start = datetime.combine(row.day("start"), datetime.min.time(), _ZONE)
    return Truce(
        id=name,
        name=row.text("name") or name,
        kind=TruceKind.CEASEFIRE,
        window=Window(start, None, _ZONE),
        place=Place(", ".join(selection.countries), selection.admin1),
        parties=(),
        first_days=_days(row, "days", 1),
        washout_days=_days(row, "washout_days", 0) if row.text("washout_days") else 0,
        baseline_days=_days(row, "baseline_days", 1) if row.text("baseline_days") else 180,
        threshold=_fall(row),
        data={"ucdp-ged": selection},
    )


def _names(row: Row, field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.text(field) or "").split(";") if part.strip())


def _days(row: Row, field: str, least: int) -> int:
    value = row.whole(field)
    if not least <= value <= _LONGEST:
        raise DatasetError(
            f"{field}: {value} is out of range",
            where=row.where,
            remedy=f"give {least} to {_LONGEST}",
        )
    return value


def _fall(row: Row) -> Threshold | None:
    text = row.text("fall")
    if text is None:
        return None
    try:
        fall = float(text)
    except ValueError:
        fall = -1.0
    if not 0 < fall < 1:
        raise DatasetError(
            f"fall: {text[:40]!r} is no share", where=row.where, remedy="write 0.8 for 80 %"
        )
    return Threshold(fall, "events", "the table of truces")
