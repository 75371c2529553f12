"""CSV files of reports."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from trucewatch.errors import DatasetError
from trucewatch.register.readers.rows import (
    RawRow,
    RawTable,
    bounded,
    checked_columns,
    small_enough,
)

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def csv_rows(path: Path, *, separator: str = "comma") -> RawTable:
    """Read a CSV file in UTF-8; a row of HXL tags under the header is passed over.

    Parameters
    ----------
    path
        The file.
    separator
        comma, semicolon or tab.

    Raises
    ------
    DatasetError
        When it cannot be read, is too large, or is no CSV file in UTF-8 with a header; also while
        its rows are read.
    """
    where, data = str(path), small_enough(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DatasetError(
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            where=f"{where}, line {line}",
            remedy="save the file as CSV UTF-8",
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[separator])
    columns = checked_columns(next(_read(lines, where), []), where)
    return RawTable(columns, bounded(_rows(lines, columns, where), where), text.count("\n"))


def _read(lines: Iterator[list[str]], where: str) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        number = getattr(lines, "line_num", "?")
        raise DatasetError(
            f"cannot be read as CSV: {error}",
            where=f"{where}, line {number}",
            remedy="look for a quotation mark that is not closed",
        ) from error


def _rows(lines: Iterator[list[str]], columns: tuple[str, ...], where: str) -> Iterator[RawRow]:
    for number, cells in enumerate(_read(lines, where), start=1):
        said = [cell.strip() for cell in cells]
        if not any(said) or (number == 1 and all(cell[:1] in ("#", "") for cell in said)):
            continue
        extra = [cell for cell in said[len(columns) :] if cell]
        wrong = None
        if len(cells) < len(columns) or extra:
            wrong = f"has {len(cells)} fields where the header has {len(columns)}"
        yield RawRow(number, dict(zip(columns, cells, strict=False)), wrong)
