"""Change a process file on the disk: the whole of it is checked first, then it is there at once."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trucewatch.accord.insertion import Insertion, inserted
from trucewatch.accord.process_check import check_process
from trucewatch.accord.process_file import MOST_BYTES, parse_process
from trucewatch.domain.process import Process
from trucewatch.errors import StoreError, TruceFileError
from trucewatch.forms.written_file import read_text

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Written:
    """A process file as it stands on the disk, and as it is read."""

    path: Path
    data: bytes
    text: str
    process: Process


def read_written(path: Path | str) -> Written:
    """Read a process file that is to be changed.

    Parameters
    ----------
    path
        A YAML file in UTF-8; a link is followed.

    Raises
    ------
    TruceFileError
        When it cannot be used as it is, or nobody may write it.

    Examples
    --------
    >>> read_written("hills.yaml")
    Traceback (most recent call last):
        ...
    trucewatch.errors.TruceFileError: hills.yaml: there is no such file
    """
    text = read_text(path, most=MOST_BYTES, error=TruceFileError)
    place = Path(path).resolve()
    if not os.access(place, os.W_OK) or not place.stat().st_mode & 0o222:
        raise TruceFileError(
            "may only be read, not written", where=str(path), remedy="let it be written, or copy it"
        )
    process = parse_process(text, where=str(path))
    return Written(place, place.read_bytes(), text, process)


def grown(written: Written, insertions: Sequence[Insertion]) -> Written:
    """Return a process file with entries put into it, as it would stand on the disk.

    Parameters
    ----------
    written
        The file.
    insertions
        What is to be put in.

    Raises
    ------
    TruceFileError
        When the whole would not pass the check.
    """
    where = str(written.path)
    text = inserted(written.text, insertions, where=where)
    found = check_process(text, where=where)
    wrong = next((one for one in found.findings if one.weight.value == "error"), None)
    if wrong:
        raise TruceFileError(
            f"would not pass the check: {wrong.what}", where=where, remedy=wrong.remedy
        )
    data = (_MARK if written.data.startswith(_MARK) else b"") + text.encode()
    if len(data) > MOST_BYTES:
        raise TruceFileError(f"would be larger than {MOST_BYTES:,} bytes", where=where)
    return Written(written.path, data, text, parse_process(text, where=where))


def put_in_place(old: Written, new: Written) -> None:
    """Put a changed file where it was: written beside it first, then moved by one rename.

    Parameters
    ----------
    old
        As it was read.
    new
        As it shall be.

    Raises
    ------
    TruceFileError
        When somebody changed the file meanwhile.
    StoreError
        When it cannot be written; the file is then as it was.
    """
    path = old.path
    draft = path.with_name(f".{path.name}.part")
    try:
        if path.read_bytes() != old.data:
            raise TruceFileError(
                "was changed by somebody else meanwhile; it was left as it is",
                where=str(path),
                remedy="run the command again: what was decided is kept",
            )
        try:
            with draft.open("wb", buffering=0) as file:
                if file.write(new.data) != len(new.data):
                    raise OSError(28, "No space left on device")
                os.fsync(file.fileno())
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}; the file was left as it was",
            where=str(path),
            remedy="free some space or mend the rights, then run the command again",
        ) from error
