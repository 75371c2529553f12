"""Work that is written down line by line, so that a kill costs only the line it hits."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from trucewatch.errors import StoreError


class Journal:
    """A file of JSON lines that is only ever added to.

    The first line says what the work is about. A journal about the same work is gone on with; its
    last line is dropped if it was only half written.

    Parameters
    ----------
    path
        Of the file; made if it is not there.
    about
        What the work is about.
    fresh
        Whether a journal that is there is to be forgotten.

    Raises
    ------
    StoreError
        When the file is about other work, or cannot be read or written.
    """

    def __init__(self, path: Path, about: Mapping[str, Any], *, fresh: bool = False) -> None:
        self.path = path
        self.lines: list[dict[str, Any]] = []
        head = _text(about)
        try:
            kept = b"" if fresh or not path.exists() else _whole_lines(path.read_bytes())
            if kept:
                first, *others = kept.decode("utf-8").splitlines()
                if first + "\n" != head:
                    raise StoreError(
                        "is about other truces, events or options",
                        where=str(path),
                        remedy="name another directory, or --fresh to begin anew",
                    )
                self.lines = [json.loads(line) for line in others]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept or head.encode("utf-8"))
            # Without a buffer nothing is left that could fail again when the file is closed.
            self._file = path.open("ab", buffering=0)
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot be used: {error}", where=str(path)) from error

    def add(self, line: Mapping[str, Any]) -> None:
        """Write one line down; it is on its way to the disk when this returns."""
        text = _text(line).encode("utf-8")
        try:
            written = self._file.write(text)
        except OSError as error:
            raise StoreError(
                f"cannot be written: {error.strerror}", where=str(self.path)
            ) from error
        if written != len(text):
            raise StoreError("cannot be written: the disk is full", where=str(self.path))
        self.lines.append(dict(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def _text(line: Mapping[str, Any]) -> str:
    return json.dumps(line, allow_nan=False, sort_keys=True) + "\n"


def _whole_lines(raw: bytes) -> bytes:
    """Return what was written up to the last line feed."""
    return raw[: raw.rfind(b"\n") + 1]
