"""The database engine that reads published files: core DuckDB, offline, within bounds."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from trucewatch.datasets.source_file import Progress

MEMORY = "1GB"
_THREADS = 4
_SECONDS_BETWEEN_LOOKS = 0.1


@contextmanager
def engine(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an engine in memory that downloads nothing and spills into ``scratch``.

    Threads are bounded because each holds a stretch of the file: the memory a large file needs
    then does not grow with the machine.
    """
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY,
            "threads": min(os.cpu_count() or 1, _THREADS),
            "temp_directory": str(scratch),
        }
    )
    try:
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        yield connection
    finally:
        connection.close()


@contextmanager
def watched(
    connection: duckdb.DuckDBPyConnection, progress: Progress | None, label: str
) -> Iterator[None]:
    """Tell how far the statement inside has come, from 0 to 1, while it runs."""
    if progress is None:
        yield
        return
    done = threading.Event()

    def look() -> None:
        while not done.wait(_SECONDS_BETWEEN_LOOKS):
            with suppress(duckdb.Error):
                progress(min(max(connection.query_progress(), 0.0), 100.0) / 100, label)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    progress(1.0, label)


def part_of(progress: Progress | None, start: float, end: float) -> Progress:
    """Return a progress from 0 to 1 that fills only ``start`` to ``end`` of another.

    Examples
    --------
    >>> part_of(lambda done, label: print(done, label), 0.5, 1.0)(0.5, "reading")
    0.75 reading
    """

    def tell(done: float, label: str) -> None:
        if progress is not None:
            progress(start + (end - start) * done, label)

    return tell
