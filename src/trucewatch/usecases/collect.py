"""Collect: take a published file into the archive, once, whole, every row accounted for."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from trucewatch.datasets import ucdp_ged
from trucewatch.datasets.source_file import Progress
from trucewatch.domain.intake import Intake, Issue, Level
from trucewatch.errors import DatasetError, StoreError
from trucewatch.store.archive import DEFAULT_STORE, Archive
from trucewatch.store.staging import staging

DATASETS = {ucdp_ged.DATASET: ucdp_ged}
"""The adapters, by the short name of the data set."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting a file came to.

    Attributes
    ----------
    intake
        What became of its rows, and where they come from.
    path
        The directory of the release in the store.
    changed
        False when the same file was collected before.
    """

    intake: Intake
    path: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class Issues:
    """What was found wrong in one release.

    Attributes
    ----------
    dataset, release
        Which one.
    found
        The issues: of the file as a whole first, then by row.
    """

    dataset: str
    release: str
    found: tuple[Issue, ...]


def collect(
    dataset: str,
    path: Path | str,
    *,
    release: str | None = None,
    store: Path | str = DEFAULT_STORE,
    progress: Progress | None = None,
) -> Collected:
    """Take a published file into the archive.

    The same file twice changes nothing; whatever goes wrong leaves the archive as it was.

    Parameters
    ----------
    dataset
        Short name of the data set, such as "ucdp-ged".
    path
        The file as published.
    release
        Its release; needed where neither the file's name nor its digest tells.
    store
        The directory of the archive; made if need be.
    progress
        Is told a fraction from 0 to 1 and what is being done, from another thread at times.

    Returns
    -------
    Collected
        What was kept, what was rejected, and whether the archive has changed.

    Raises
    ------
    DatasetError
        When the data set is not known or the file cannot be used.
    StoreError
        When the archive cannot be written or holds another file as this release.

    Examples
    --------
    >>> collect("ucdp-ged", "ged251-csv.zip").intake.provenance.rows  # doctest: +SKIP
    385918
    """
    adapter = DATASETS.get(dataset)
    if adapter is None:
        known = ", ".join(DATASETS)
        raise DatasetError(f"no such data set: {dataset}", remedy=f"use one of {known}")
    source = adapter.identify(Path(path), release=release)
    archive = Archive(store)
    intake = archive.find_same(dataset, source.release, source.sha256)
    changed = False
    if intake is None:
        with staging(archive.directory) as stage:
            intake = adapter.convert(
                source, stage.release, scratch=stage.scratch, progress=progress
            )
            changed = archive.publish(stage, intake)
    archive.database()
    return Collected(intake, archive.directory / dataset / source.release, changed)


def issues(
    dataset: str,
    *,
    release: str | None = None,
    level: Level | None = None,
    store: Path | str = DEFAULT_STORE,
) -> Issues:
    """Return what was found wrong in a file that was collected.

    Parameters
    ----------
    dataset
        Short name of the data set, such as "ucdp-ged".
    release
        Needed where the store holds several.
    level
        Only these; by default all.
    store
        The directory of the archive.

    Raises
    ------
    StoreError
        When the release is not there or cannot be read.
    """
    archive = Archive(store)
    picked = archive.pick(dataset, release)
    relation = archive.issues(dataset, picked)
    wanted = relation.filter(f"level = '{level}'") if level else relation
    try:
        return Issues(dataset, picked, tuple(Issue(*row) for row in wanted.fetchall()))
    except duckdb.Error as error:
        raise StoreError(
            f"the issues of {dataset} {picked} are damaged",
            where=str(store),
            remedy="remove the release's directory and collect it again",
        ) from error
