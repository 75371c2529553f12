"""UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program.

Read as published: the global CSV, the zip around it, or the same columns as Parquet; releases
20.1 to 26.1 and the older layouts. What is known about it is in ``ucdp_ged.yaml``.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from trucewatch.datasets import conversion, source_file
from trucewatch.datasets.columns_sql import literal
from trucewatch.datasets.conversion import EVENTS, ISSUES
from trucewatch.datasets.engine import engine
from trucewatch.datasets.facts import DatasetFacts, load
from trucewatch.datasets.source_file import Progress, SourceFile
from trucewatch.domain.daily import Provenance
from trucewatch.domain.intake import Intake
from trucewatch.errors import DatasetError

DATASET = "ucdp-ged"


@cache
def facts() -> DatasetFacts:
    """Return what is known about UCDP GED."""
    return load("ucdp_ged")


def identify(path: Path, *, release: str | None = None) -> SourceFile:
    """Say which release a file holds; see :func:`trucewatch.datasets.source_file.identify`.

    Raises
    ------
    DatasetError
        When it cannot be opened, or its release is not known or contradicts ``release``.
    """
    return source_file.identify(facts(), path, release=release)


def convert(
    source: SourceFile, into: Path, *, scratch: Path, progress: Progress | None = None
) -> Intake:
    """Write the events and issues of a file; see :func:`trucewatch.datasets.conversion.convert`.

    Raises
    ------
    DatasetError
        When the file is not UCDP GED or no row of it can be used.
    OSError, duckdb.IOException
        When the result cannot be written.
    """
    return conversion.convert(facts(), source, into, scratch=scratch, progress=progress)


@dataclass(frozen=True, slots=True)
class OpenedGed:
    """A file of UCDP GED, opened for reading without a store.

    Attributes
    ----------
    events, issues
        DuckDB relations: the columns of :class:`~trucewatch.domain.event.Event`; and level, row,
        field, value and reason of what was found. They live as long as the file is open.
    provenance
        Where the events come from.
    rejected
        How many rows of the file were not used.
    messages
        Remarks on the file as a whole, one line each.
    """

    events: duckdb.DuckDBPyRelation
    issues: duckdb.DuckDBPyRelation
    provenance: Provenance
    rejected: int
    messages: tuple[str, ...]


@contextmanager
def open_ged(
    path: Path, *, release: str | None = None, progress: Progress | None = None
) -> Iterator[OpenedGed]:
    """Open a published file of UCDP GED for reading, without a store.

    Parameters
    ----------
    path
        A CSV file, a zip with one, or a Parquet file.
    release
        Needed where neither the file's name nor its digest tells.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Raises
    ------
    DatasetError
        When the file cannot be used.

    Examples
    --------
    >>> with open_ged(Path("ged251-csv.zip")) as ged:  # doctest: +SKIP
    ...     ged.events.count("*").fetchall()
    [(385918,)]
    """
    source = identify(path, release=release)
    with tempfile.TemporaryDirectory(prefix="trucewatch-") as name:
        room = Path(name)
        try:
            intake = convert(source, room, scratch=room, progress=progress)
        except (OSError, duckdb.IOException) as error:
            said = str(error).splitlines()[0]
            raise DatasetError(
                f"could not be unpacked into {room}: {said}",
                where=str(path),
                remedy="free some space, or point TMPDIR to a larger disk",
            ) from error
        with engine(room) as connection:
            yield OpenedGed(
                events=connection.sql(f"FROM read_parquet({literal(str(room / EVENTS))})"),
                issues=connection.sql(f"FROM read_parquet({literal(str(room / ISSUES))})"),
                provenance=intake.provenance,
                rejected=intake.rejected,
                messages=intake.messages,
            )
