"""A room inside the store where a release is made whole before it is shown.

What is made here appears in the store by a single rename, so that a kill, a full disk or a bad
file leaves the store as it was.
"""

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import duckdb

from trucewatch.errors import StoreError

if sys.platform != "win32":
    import fcntl

PREFIX = ".collecting-"
LOCK = "lock"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("No space left", "File too large", "Disk quota", "disk is full")


@dataclass(frozen=True, slots=True)
class Stage:
    """Two directories in the store that nobody else looks into.

    Attributes
    ----------
    release
        What will be shown.
    scratch
        What will be thrown away.
    """

    release: Path
    scratch: Path


@contextmanager
def staging(store: Path) -> Iterator[Stage]:
    """Open a stage in a store, which is made if need be; it is gone afterwards.

    Raises
    ------
    StoreError
        When the store cannot be written, for any reason that arises inside.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        sweep(store)
        with TemporaryDirectory(prefix=PREFIX, dir=store, ignore_cleanup_errors=True) as name:
            stage = Stage(Path(name) / "release", Path(name) / "scratch")
            with (Path(name) / "opened").open("w") as lock:
                _take(lock)
                Path(lock.name).rename(Path(name) / LOCK)  # a lock is never seen unlocked
                stage.release.mkdir()
                stage.scratch.mkdir()
                yield stage
    except (OSError, duckdb.IOException) as error:
        raise _unwritable(store, error) from error


def sweep(store: Path) -> None:
    """Remove the stages that killed runs left behind; those in use are locked and stay."""
    for lock in store.glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError), lock.open("r+") as file:  # its owner may just have left
            if _take(file, wait=False):
                shutil.rmtree(lock.parent, ignore_errors=True)


def _take(file: IO[str], *, wait: bool = True) -> bool:
    """Lock a file until it is closed; return whether it could be locked."""
    if sys.platform == "win32":
        return wait  # leftovers are not swept there
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _unwritable(store: Path, error: OSError | duckdb.IOException) -> StoreError:
    text = str(error)
    full = getattr(error, "errno", None) in _FULL or any(word in text for word in _FULL_WORDS)
    if full:
        return StoreError(
            "the disk is full or a limit on the size of files is reached; nothing was changed",
            where=str(store),
            remedy="free some space, or name another place with --store",
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        said = "it is a file, or there is a file on the way to it"
    else:
        said = getattr(error, "strerror", None) or text
    return StoreError(
        f"cannot be written: {said}",
        where=str(store),
        remedy="name another place with --store",
    )
