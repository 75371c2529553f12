"""Small CSV files that people make: read strictly, every mistake named by its line and field."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from trucewatch.days import parse_day
from trucewatch.errors import DatasetError, InputError

MOST_BYTES = 64 * 2**20
MOST = 10**9
"""The largest number that is taken for a count."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class SmallCsv:
    """A CSV file in memory.

    Attributes
    ----------
    path
        Where it was.
    columns
        Names of the columns in lower case, in order.
    sha256
        Of the file.
    """

    path: Path
    columns: tuple[str, ...]
    sha256: str
    _text: str

    def rows(self) -> Iterator["Row"]:
        """Yield the rows under the header; empty lines are passed over.

        Raises
        ------
        DatasetError
            At a row that does not fit the header.
        """
        reader = csv.reader(io.StringIO(self._text, newline=""))
        next(reader)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                where = f"{self.path}, line {reader.line_num}"
                raise DatasetError(f"cannot be read as CSV: {error}", where=where) from error
            if cells is None:
                return
            where = f"{self.path}, line {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.columns):
                raise DatasetError(
                    f"has {len(cells)} fields where the header has {len(self.columns)}",
                    where=where,
                    remedy="put texts that hold a comma in quotation marks",
                )
            texts = (cell.strip() for cell in cells)
            yield Row(where, dict(zip(self.columns, texts, strict=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its values are read by the type they should have.

    Attributes
    ----------
    where
        File and line, for messages.
    cells
        Texts by column.
    """

    where: str
    cells: dict[str, str]

    def text(self, field: str) -> str | None:
        """Return a text; None where the field is empty or not there."""
        return self.cells.get(field) or None

    def day(self, field: str) -> date:
        """Return a day; raise DatasetError for anything else."""
        return self._read(field, parse_day, "is not a date", "write it as YYYY-MM-DD")

    def whole(self, field: str) -> int:
        """Return a whole number from zero on; raise DatasetError for anything else."""
        return self._read(field, _whole, "is not a count", "write a whole number, zero or more")

    def whole_or_none(self, field: str) -> int | None:
        """Return a whole number from zero on, or None where the field is empty."""
        return self.whole(field) if self.text(field) else None

    def _read(self, field: str, read: Callable[[str], _T], wrong: str, remedy: str) -> _T:
        text = self.cells[field]
        try:
            return read(text)
        except (ValueError, InputError) as error:
            shown = repr(text[:40]) if text else "an empty field"
            raise DatasetError(
                f"{field}: {shown} {wrong}", where=self.where, remedy=remedy
            ) from error


def open_small_csv(path: Path, *, needed: Sequence[str]) -> SmallCsv:
    """Read a CSV file whole and check its header.

    Raises
    ------
    DatasetError
        When it cannot be opened, is no CSV file in UTF-8, is too large or lacks a column.
    """
    raw = _bytes(path)
    try:
        text = raw.decode("utf-8-sig")
        header = next(csv.reader(io.StringIO(text, newline="")), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(
            "is not a CSV file in UTF-8", where=str(path), remedy="save it as CSV UTF-8"
        ) from error
    columns = tuple(name.strip().lower() for name in header)
    missing = [name for name in needed if name not in columns]
    if missing:
        found = ", ".join(columns[:8]) or "none"
        raise DatasetError(
            f"lacks the column {missing[0]}",
            where=str(path),
            remedy=f"the columns that are needed are {', '.join(needed)}; found are {found}",
        )
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise DatasetError(f"has two columns {twice[0]}", where=str(path))
    return SmallCsv(path, columns, hashlib.sha256(raw).hexdigest(), text)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DatasetError(
                f"holds {size} bytes, more than the {MOST_BYTES} of a table of daily counts",
                where=str(path),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DatasetError("there is no such file", where=str(path)) from error
    except OSError as error:
        raise DatasetError(f"cannot be opened: {error.strerror}", where=str(path)) from error


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 10 or int(text) > MOST:
        raise ValueError(text)
    return int(text)
