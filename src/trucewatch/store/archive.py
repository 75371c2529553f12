"""The archive: one directory per release, with its events, its issues and its provenance.

::

    DIR/ucdp-ged/26.1/events.parquet       the columns of trucewatch.domain.event.Event
    DIR/ucdp-ged/26.1/issues.parquet       level, row, field, value, reason
    DIR/ucdp-ged/26.1/provenance.json      Intake
    DIR/trucewatch.duckdb                  views over all of it: a cache

Releases stand side by side and never change. The directory can be moved as it is.
"""

import glob
import hashlib
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import TypeAdapter, ValidationError

from trucewatch.domain.daily import Provenance
from trucewatch.domain.intake import Intake
from trucewatch.errors import InputError, StoreError
from trucewatch.store.staging import Stage
from trucewatch.store.views import OFFLINE, refresh

DEFAULT_STORE = Path("trucewatch-store")
EVENTS, ISSUES, RECORD = "events.parquet", "issues.parquet", "provenance.json"
DATABASE = "trucewatch.duckdb"
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


@dataclass(frozen=True, slots=True)
class _Record:
    """What stands in the file beside a release's events."""

    intake: Intake
    events_sha256: str
    format: Literal[1] = 1


_RECORD = TypeAdapter(_Record)


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A release in the archive; they sort by data set, then as their numbers do."""

    dataset: str
    order: tuple[tuple[int, int, str], ...]
    release: str
    path: Path


class Archive:
    """The releases in a directory.

    Parameters
    ----------
    directory
        Where they are; it need not exist to be read (it is then empty) or written.

    Examples
    --------
    >>> Archive("nowhere").releases()
    []
    """

    def __init__(self, directory: Path | str = DEFAULT_STORE) -> None:
        self.directory = Path(directory)

    def releases(self, dataset: str | None = None) -> list[Release]:
        """Return the releases of one data set or of all, the oldest number first."""
        # Stages are never entered: another run may take its own away while this one looks.
        found = (p.parent for p in self.directory.glob(f"{dataset or '[!.]*'}/*/{RECORD}"))
        return sorted(
            Release(path.parent.name, _order(path.name), path.name, path) for path in found
        )

    def pick(self, dataset: str, release: str | None = None) -> str:
        """Return the release that is meant: the one named, or the only one there is.

        Raises
        ------
        StoreError
            When there is none, or there are several and none is named.
        """
        there = [each.release for each in self.releases(dataset)]
        if release in there or (release is None and len(there) == 1):
            return release or there[0]
        if not there:
            raise StoreError(
                f"there is no {dataset} in the store",
                where=str(self.directory),
                remedy=f"run trucewatch collect {dataset} FILE, or name another place with --store",
            )
        asked = f"no release {release}" if release else "more than one release"
        raise StoreError(
            f"there is {asked} of {dataset} in the store",
            where=str(self.directory),
            remedy=f"give --release, one of {', '.join(there)}",
        )

    def find(self, dataset: str, release: str) -> Intake | None:
        """Return the account of a release, or None if it is not there.

        Raises
        ------
        StoreError
            When it is there and cannot be read.
        """
        place = self._place(dataset, release)
        return _read_record(place / RECORD).intake if os.path.lexists(place) else None

    def intake(self, dataset: str, release: str) -> Intake:
        """Return the account of a release.

        Raises
        ------
        StoreError
            When it is not there or cannot be read.
        """
        self.pick(dataset, release)
        return _read_record(self._place(dataset, release) / RECORD).intake

    def provenance(self, dataset: str, release: str) -> Provenance:
        """Return where the events of a release come from; raise StoreError as ``intake`` does."""
        return self.intake(dataset, release).provenance

    def events(self, dataset: str, release: str) -> duckdb.DuckDBPyRelation:
        """Return the events of a release; their columns are those of ``domain.event.Event``.

        Raises
        ------
        StoreError
            When the release is not there, cannot be read or is not as it was written: a damaged
            file may still give figures, and they would look sure.
        """
        self.pick(dataset, release)
        place = self._place(dataset, release)
        try:
            same = _sha256(place / EVENTS) == _read_record(place / RECORD).events_sha256
        except OSError as error:
            raise _damaged(place / EVENTS) from error
        if not same:
            raise _damaged(place / EVENTS)
        return self._read(place / EVENTS)

    def issues(self, dataset: str, release: str) -> duckdb.DuckDBPyRelation:
        """Return what was found wrong in a release: level, row, field, value and reason.

        Raises
        ------
        StoreError
            When the release is not there or cannot be read.
        """
        return self._file(dataset, release, ISSUES)

    def publish(self, stage: Stage, intake: Intake) -> bool:
        """Show the release that was made on a stage of this store.

        Parameters
        ----------
        stage
            Whose ``release`` directory holds the events and the issues.
        intake
            The account of the file they were made from.

        Returns
        -------
        bool
            False when the same release of the same file is there already.

        Raises
        ------
        StoreError
            When a release of this name is there that was made from another file.
        """
        origin = intake.provenance
        place = self._place(origin.dataset, origin.release)
        record = _Record(intake, _sha256(stage.release / EVENTS))
        text = _RECORD.dump_json(record, indent=2) + b"\n"
        (stage.release / RECORD).write_bytes(text)
        place.parent.mkdir(exist_ok=True)
        try:
            stage.release.rename(place)
        except OSError:
            if self.find_same(origin.dataset, origin.release, origin.sha256) is None:
                raise
            return False
        return True

    def find_same(self, dataset: str, release: str, sha256: str) -> Intake | None:
        """Return the account of this release, or None if it is not there.

        Raises
        ------
        StoreError
            When it is there and cannot be read or was made from another file than this.
        """
        there = self.find(dataset, release)
        if there is not None and there.provenance.sha256 != sha256:
            raise StoreError(
                f"release {release} of {dataset} is in the store, made from another file (SHA-256 "
                f"{there.provenance.sha256[:12]}, not {sha256[:12]}); a release never changes",
                where=str(self.directory),
                remedy="give this file its own name with --release, or use another --store",
            )
        return there

    def database(self) -> Path:
        """Return a DuckDB file with views over all releases, made anew if they have changed.

        Raises
        ------
        StoreError
            When it cannot be written or a release is damaged.
        """
        path = self.directory / DATABASE
        shown: list[Release] = []
        # Others may publish while the views are made: whoever makes them last shows all there is.
        while shown != (there := self.releases()):
            for each in there:
                self._read(each.path / EVENTS)
                self._read(each.path / ISSUES)
            homes = [(each.dataset, each.release, each.path) for each in there]
            refresh(path, homes, views={"events": EVENTS, "issues": ISSUES})
            shown = there
        return path

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config=OFFLINE)

    def _place(self, dataset: str, release: str) -> Path:
        for name in (dataset, release):
            if not _NAME.fullmatch(name):
                raise StoreError(f"{name!r} cannot name a release", remedy="use 26.1 or the like")
        return self.directory / dataset / release

    def _file(self, dataset: str, release: str, name: str) -> duckdb.DuckDBPyRelation:
        self.pick(dataset, release)
        return self._read(self._place(dataset, release) / name)

    def _read(self, path: Path) -> duckdb.DuckDBPyRelation:
        try:
            return self._connection.read_parquet(glob.escape(str(path)))
        except duckdb.Error as error:
            raise _damaged(path) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_record(path: Path) -> _Record:
    try:
        return _RECORD.validate_json(path.read_bytes())
    except (OSError, ValidationError, InputError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreError:
    return StoreError(
        "is missing, damaged, or written by a newer version",
        where=str(path),
        remedy=f"remove {path.parent} and collect it again",
    )


def _order(label: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"\d+|[^\d.]+", label)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
