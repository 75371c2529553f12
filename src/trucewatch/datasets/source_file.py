"""A published file before it is read: of what kind it is, its digest, and the release it holds."""

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import IO, Literal

from trucewatch.datasets.csv_head import read_head
from trucewatch.datasets.facts import DatasetFacts
from trucewatch.errors import DatasetError

Progress = Callable[[float, str], None]
"""Is told a fraction from 0 to 1 and what is being done."""

Kind = Literal["csv", "zip", "parquet"]

MOST_BYTES = 8 * 2**30
"""The largest CSV taken out of a zip: thirty times the largest release so far."""

_DAMAGE = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error, struct.error)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 4 * 2**20
_LABEL = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,63}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file someone wants read.

    Attributes
    ----------
    path
        Where it is.
    kind
        What it is, judged by its content, not by its name.
    release
        The release it holds.
    sha256, bytes
        Of the file as it is, zip or not.
    asked
        Whether the release was asked for, rather than recognised.
    """

    path: Path
    kind: Kind
    release: str
    sha256: str
    bytes: int
    asked: bool


def identify(facts: DatasetFacts, path: Path, *, release: str | None = None) -> SourceFile:
    """Say what a file is and which release it holds, without reading its rows.

    Parameters
    ----------
    facts
        Of the data set it should belong to.
    path
        A CSV file, a zip with one CSV file in it, or a Parquet file.
    release
        The release it is said to hold; needed where neither name nor digest tells.

    Raises
    ------
    DatasetError
        When the file cannot be opened, is of no kind that is read or another data set, or its
        release is not known or contradicts what was asked.
    """
    kind = kind_of(path)
    if kind == "csv":  # another data set is refused as such, whatever release it may be
        read_head(facts, path, where=str(path), headerless=True)
    names = [path.name]
    if kind == "zip":
        with open_zip(path) as archive:
            names.append(csv_member(archive, path).filename)
    size, sha256 = path.stat().st_size, _sha256(path)
    label = _agree(facts, path, release, _hints(facts, names, sha256))
    return SourceFile(path, kind, label, sha256, size, asked=release is not None)


def kind_of(path: Path) -> Kind:
    """Return what a file is by its first bytes; raise DatasetError if it cannot be opened."""
    where = str(path)
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe can be read only once
            raise DatasetError("is not a regular file", where=where, remedy="name the file itself")
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError as error:
        raise DatasetError("there is no such file", where=where, remedy="check the path") from error
    except OSError as error:
        raise DatasetError(f"cannot be opened: {error.strerror}", where=where) from error
    if not start:
        raise DatasetError("the file is empty", where=where, remedy="download it again")
    if start.startswith(b"PK"):
        return "zip"
    return "parquet" if start.startswith(b"PAR1") else "csv"


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip; raise DatasetError if it is cut short or damaged."""
    try:
        return zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise _damaged(path) from error


def csv_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the one CSV file in a zip.

    Raises
    ------
    DatasetError
        When there is none, there are several, it is locked, or it is unreasonably large.
    """
    members = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(".csv") and not info.filename.startswith("__MACOSX/")
    ]
    if not members:
        raise DatasetError(
            "there is no CSV file in the zip", where=str(path), remedy="name the right zip"
        )
    if len(members) > 1:
        listed = ", ".join(sorted(info.filename for info in members)[:5])
        raise DatasetError(
            f"there are {len(members)} CSV files in the zip ({listed})",
            where=str(path),
            remedy="unpack it and name one of them",
        )
    if members[0].flag_bits & 1 or members[0].compress_type not in _PACKED:
        raise DatasetError(
            "the zip is locked or packed in an unusual way", where=str(path), remedy="unpack it"
        )
    if members[0].file_size > MOST_BYTES:
        raise DatasetError(
            f"unpacks to {members[0].file_size} bytes, more than the {MOST_BYTES} ever expected",
            where=str(path),
        )
    return members[0]


def unpack(path: Path, into: Path, *, progress: Progress) -> Path:
    """Unpack the one CSV file of a zip into a directory and return where it is.

    Raises
    ------
    DatasetError
        When the zip is damaged or cut short.
    """
    target = into / "source.csv"
    with open_zip(path) as archive:
        member = csv_member(archive, path)
        try:
            with archive.open(member) as packed, target.open("wb") as unpacked:
                done = 0
                for chunk in _chunks(packed):
                    unpacked.write(chunk)
                    done += len(chunk)
                    progress(done / max(member.file_size, 1), "unpacking")
        except _DAMAGE as error:
            raise _damaged(path) from error
    return target


def _damaged(path: Path) -> DatasetError:
    return DatasetError(
        "the zip is damaged or cut short", where=str(path), remedy="download it again"
    )


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hints(facts: DatasetFacts, names: list[str], sha256: str) -> dict[str, str]:
    """Return what tells the release, and which release each tells."""
    hints = {f"the name {name}": found for name in names if (found := _by_name(facts, name))}
    for label, known in facts.releases.items():
        if known.sha256 == sha256:
            hints["the SHA-256"] = label
    return hints


def _by_name(facts: DatasetFacts, name: str) -> str | None:
    for pattern in facts.names:
        found = re.search(pattern, name.lower())
        if found:
            return ".".join(found.groups()).replace("_", ".")
    return None


def _agree(facts: DatasetFacts, path: Path, asked: str | None, hints: dict[str, str]) -> str:
    """Return the release that the hints and the person agree on."""
    if asked is not None and not _LABEL.fullmatch(asked):
        raise DatasetError(
            f"{asked!r} is not a release", remedy="use letters, digits, dots and dashes, as in 26.1"
        )
    for hint, found in hints.items():
        first, said = next(iter(hints.items()))
        if found != (asked or said):
            against = f"release {asked} was asked for" if asked else f"{first} says {said}"
            raise DatasetError(
                f"{hint} says release {found}, but {against}",
                where=str(path),
                remedy="give the right --release, or the file its own name",
            )
    label = asked or next(iter(hints.values()), None)
    if label is None:
        raise DatasetError(
            f"neither the name nor the SHA-256 tells which release of {facts.dataset} this is",
            where=str(path),
            remedy=f"give --release, such as --release {list(facts.releases)[-1]}",
        )
    return label
