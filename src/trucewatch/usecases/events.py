"""The events of UCDP GED, from a store or from a file as published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from trucewatch.datasets.ucdp_ged import DATASET, open_ged
from trucewatch.domain.daily import Provenance
from trucewatch.errors import DatasetError
from trucewatch.store.archive import Archive


@contextmanager
def open_events(
    path: Path, *, release: str | None = None, progress: Callable[[float, str], None] | None = None
) -> Iterator[tuple[Any, Provenance]]:
    """Open the events of UCDP GED in a store or a published file: a relation and its provenance.

    Raises
    ------
    DatasetError, StoreError
        When they cannot be read.
    """
    try:
        if path.is_dir():
            archive = Archive(path)
            picked = archive.pick(DATASET, release)
            yield archive.events(DATASET, picked), archive.provenance(DATASET, picked)
        else:
            with open_ged(path, release=release, progress=progress) as ged:
                yield ged.events, ged.provenance
    # Rows are read when they are asked for; a name that is no text is a RuntimeError.
    except (duckdb.Error, RuntimeError) as error:
        said = str(error).splitlines()[0]
        raise DatasetError(f"cannot be read: {said}", where=str(path)) from error
