"""Files by what is in them: each stands under its SHA-256, and is never edited."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from trucewatch.errors import RegisterError, StoreError

_CHUNK = 1 << 20


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises
    ------
    RegisterError
        When it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RegisterError(
            f"cannot be read: {error.strerror or error}", where=str(path), remedy="name a file"
        ) from error


def kept_at(folder: Path, digest: str) -> Path:
    """Return where a file with this digest stands."""
    return folder / digest[:2] / digest


def keep(folder: Path, path: Path) -> str:
    """Copy a file into the folder, if it is not there already; return its SHA-256.

    It is written beside its place, brought to the disk, and shown by one rename.

    Raises
    ------
    RegisterError
        When the file cannot be read.
    StoreError
        When the folder cannot be written.
    """
    digest = digest_of_file(path)
    place = kept_at(folder, digest)
    if place.exists() and digest_of_file(place) == digest:
        return digest
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{digest}.{secrets.token_hex(4)}")
        try:
            _copy(path, beside)
            if digest_of_file(beside) != digest:
                raise RegisterError("changed while it was being copied", where=str(path))
            beside.chmod(0o440)
            beside.replace(place)
            _sync_folder(place.parent)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"a file cannot be kept: {error.strerror or error}; nothing was changed",
            where=str(folder),
            remedy="free some space and try again",
        ) from error
    return digest


def _copy(path: Path, beside: Path) -> None:
    with path.open("rb") as source, beside.open("xb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def kept(folder: Path) -> Iterator[str]:
    """Tell the digests under which files stand; what was left half-written is no such file."""
    for path in folder.glob("??/*"):
        if not path.name.startswith("."):
            yield path.name
