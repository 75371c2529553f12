"""Collect: take a published file into the archive, once, whole, every row accounted for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trucewatch.datasets import ucdp_ged
from trucewatch.domain.daily import Provenance
from trucewatch.errors import DatasetError
from trucewatch.store.archive import DEFAULT_STORE, Archive, Record, staging

Progress = Callable[[float, str], None]
"""Is told a fraction from 0 to 1 and what is being done."""

DATASETS = {ucdp_ged.DATASET: ucdp_ged}
"""The adapters, by the short name of the data set."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting a file came to.

    Attributes
    ----------
    provenance
        Data set, release, SHA-256, days covered, citation, and the rows that were kept.
    path
        The directory of the release in the store.
    rejected, warnings
        Rows that were not kept, and remarks on the file and on the rows that were.
    deaths_best
        Best estimates of deaths summed over the rows that were kept.
    published_events, published_deaths
        What the source says they should be; None where it is not known.
    messages
        Remarks on the file as a whole, one line each.
    changed
        False when the same file was collected before.
    """

    provenance: Provenance
    path: Path
    rejected: int
    warnings: int
    deaths_best: int
    published_events: int | None
    published_deaths: int | None
    messages: tuple[str, ...]
    changed: bool

    @property
    def rows(self) -> int:
        """How many rows were kept."""
        return self.provenance.rows

    @property
    def as_published(self) -> bool | None:
        """Whether rows and deaths are those the source published; None if it is not known."""
        if self.published_events is None or self.published_deaths is None:
            return None
        found = (self.rows + self.rejected, self.deaths_best)
        return found == (self.published_events, self.published_deaths)


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

    Raises
    ------
    DatasetError
        When the data set is not known or the file cannot be used.
    StoreError
        When the archive cannot be written or holds another file as this release.

    Examples
    --------
    >>> collect("ucdp-ged", "ged251-csv.zip").rows  # doctest: +SKIP
    385918
    """
    adapter = DATASETS.get(dataset)
    if adapter is None:
        known = ", ".join(DATASETS)
        raise DatasetError(f"no such data set: {dataset}", remedy=f"use one of {known}")
    source = adapter.identify(Path(path), release=release)
    archive = Archive(store)
    there = archive.refuse_other(dataset, source.release, source.sha256)
    changed = False
    if there is None:
        with staging(archive.directory) as stage:
            made = adapter.convert(source, stage.release, scratch=stage.scratch, progress=progress)
            there = Record(
                provenance=made.provenance,
                bytes=made.bytes,
                rejected=made.rejected,
                warnings=made.warnings,
                deaths_best=made.deaths_best,
            )
            changed = archive.publish(stage, there)
    archive.database()
    return _collected(archive, there, changed=changed)


def _collected(archive: Archive, record: Record, *, changed: bool) -> Collected:
    origin = record.provenance
    known = DATASETS[origin.dataset].facts().release(origin.release)
    remarks = archive.issues(origin.dataset, origin.release).filter("row IS NULL").order("ALL")
    return Collected(
        provenance=origin,
        path=archive.directory / origin.dataset / origin.release,
        rejected=record.rejected,
        warnings=record.warnings,
        deaths_best=record.deaths_best,
        published_events=known.events if known else None,
        published_deaths=known.deaths if known else None,
        messages=tuple(
            " ".join(str(part) for part in (field, value, reason) if part is not None)
            for _, _, field, value, reason in remarks.fetchall()
        ),
        changed=changed,
    )
