"""A desk's own tally: a CSV file with a date and a count, and place and party if it has them.

Every day from the first to the last must be in it, quiet days with a zero: a day that is missing
could be a quiet day or a day on which nobody looked, and these must not be confused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from trucewatch.datasets.small_csv import Row, open_small_csv
from trucewatch.days import DaySpan
from trucewatch.domain.daily import DailyFigure, Provenance
from trucewatch.errors import DatasetError

DATASET = "tally"
MAX_DAYS = 36_600
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One row of a tally.

    Attributes
    ----------
    count, deaths
        Events, and deaths in them where the tally counts them.
    place, party, kind
        None where the tally does not say; the kind is that of the weapon or act.
    """

    date: date
    count: int
    deaths: int | None
    place: str | None
    party: str | None
    kind: str | None = None

    def figure(self) -> DailyFigure:
        """Return the row as a daily figure."""
        return DailyFigure(
            self.date,
            self.date,
            dyad=self.party,
            kind=self.kind,
            admin1=self.place,
            events=self.count,
            deaths_best=self.deaths,
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """A tally and where it comes from."""

    rows: tuple[TallyRow, ...]
    provenance: Provenance


def read_tally(path: Path) -> Tally:
    """Read a tally: the columns date and count, and if there are such deaths, place, party, kind.

    Rows of one day that differ in place, party or kind add up. Columns of other names are left
    alone.

    Raises
    ------
    DatasetError
        When the file cannot be read, a day between the first and the last is missing, or two rows
        are about the same day, place, party and kind.
    """
    table = open_small_csv(path, needed=("date", "count"))
    rows = tuple(_once(table.rows()))
    if not rows:
        raise DatasetError("has no row under its header", where=str(path))
    covers = _covered({row.date for row in rows}, path)
    return Tally(
        rows,
        Provenance(
            dataset=DATASET,
            release=path.stem,
            sha256=table.sha256,
            rows=len(rows),
            covers=covers,
            citation=f"Own tally, {path.name}; not a published data set.",
            query="The counts as they stand in the file; rows of one day were added up.",
        ),
    )


def _once(rows: Iterable[Row]) -> Iterator[TallyRow]:
    """Read the rows and refuse one that says again what another has said."""
    before: dict[tuple[object, ...], str] = {}
    for row in rows:
        read = _tally_row(row)
        about = (read.date, read.place, read.party, read.kind)
        if about in before:
            raise DatasetError(
                f"is about {read.date} again, as {before[about]} is",
                where=row.where,
                remedy="keep one of the two, or tell them apart by place, party or kind",
            )
        before[about] = row.where.rpartition(", ")[2]
        yield read


def _tally_row(row: Row) -> TallyRow:
    deaths = row.whole("deaths") if "deaths" in row.cells else None
    labels = (row.text(name) if name in row.cells else None for name in ("place", "party", "kind"))
    return TallyRow(row.day("date"), row.whole("count"), deaths, *labels)


def _covered(days: set[date], path: Path) -> DaySpan:
    first, last = min(days), max(days)
    if (last - first).days >= MAX_DAYS or last == date.max:
        raise DatasetError(
            f"runs from {first} to {last}",
            where=str(path),
            remedy="check the years of its dates",
        )
    covers = DaySpan(first, last + timedelta(days=1))
    missing = [day for day in covers if day not in days]
    if missing:
        raise DatasetError(
            f"has no row for {_listed(missing)}",
            where=str(path),
            remedy="add a row for every day, with 0 where nothing happened; a day on which nobody "
            "looked cannot be made up",
        )
    return covers


def _listed(days: Iterable[date]) -> str:
    texts = [str(day) for day in days]
    more = f" and {len(texts) - _SHOWN} more days" if len(texts) > _SHOWN else ""
    return ", ".join(texts[:_SHOWN]) + more
