"""XLSX files of reports: one sheet, streamed; no formula is evaluated and no link followed."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from trucewatch.errors import DatasetError
from trucewatch.register.readers.rows import (
    MOST_COLUMNS,
    RawRow,
    RawTable,
    Unusable,
    bounded,
    checked_columns,
    small_enough,
)

MOST_UNPACKED = 256 * 2**20
MOST_PARTS = 2_000
_CHUNK = 2**20
_OLD = b"\xd0\xcf\x11\xe0"


def xlsx_rows(path: Path, *, sheet: str | None = None) -> RawTable:
    """Read one sheet of an XLSX file.

    Parameters
    ----------
    path
        The file.
    sheet
        Its sheet; may be left out where there is one only.

    Raises
    ------
    DatasetError
        When it cannot be read, is no XLSX file, would unpack to too much, or has several sheets and
        none is named.
    """
    where, data = str(path), small_enough(path)
    _refuse_bombs(data, where)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that are of no matter here
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets through whatever its parts raise
        raise _broken(where, error) from error
    chosen = book[_sheet(book.sheetnames, sheet, where)]
    expected = chosen.max_row  # what the file says of itself: for progress alone
    rows = _guarded(_cells(chosen, where), where)
    header = next(rows, [])
    columns = checked_columns([str(cell) for cell in header], where)
    return RawTable(columns, bounded(_rows(rows, columns), where), expected)


def _refuse_bombs(data: bytes, where: str) -> None:
    """Refuse what is no zip, unpacks to too much, or declares entities that could grow."""
    if data.startswith(_OLD):
        raise DatasetError(
            "is an old or an encrypted Excel file", where=where, remedy="save it as .xlsx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise DatasetError(
                    f"unpacks to {size:,} bytes in {len(parts):,} parts, too many",
                    where=where,
                    remedy="save the one sheet that is needed as CSV",
                )
            for part in parts:  # whatever its name: a part is what another part says it is
                _refuse_entities(archive, part, where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _broken(where, error) from error


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    tail = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            seen = (tail + chunk).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise DatasetError(
                    f"its part {part.filename} declares a document type",
                    where=where,
                    remedy="no spreadsheet needs that; save it anew from a spreadsheet program",
                )
            tail = chunk[-32:]


def _sheet(names: list[str], wanted: str | None, where: str) -> str:
    listed = ", ".join(map(repr, names))
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return str(wanted)
    what = "has several sheets" if wanted is None else f"has no sheet {wanted!r}"
    raise DatasetError(what, where=where, remedy=f"name one under sheet: {listed}")


def _cells(sheet: Any, where: str) -> Iterator[list[str]]:  # noqa: ANN401 - of openpyxl
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a date out of range comes as an error value
        sheet.reset_dimensions()  # what the file says of its size may be a lie
        for row in sheet.iter_rows():
            if len(row) > MOST_COLUMNS:
                raise DatasetError(f"has more than {MOST_COLUMNS} columns", where=where)
            yield [_text(cell) for cell in row]


def _guarded(rows: Iterator[list[str]], where: str) -> Iterator[list[str]]:
    try:
        yield from rows
    except Exception as error:  # broken XML within a part comes as whatever its parser raises
        raise _broken(where, error) from error


def _text(cell: Any) -> str:  # noqa: ANN401
    """Return what a cell says; a formula stays what was typed, and cannot be used."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Unusable(_typed(value), "is a formula; paste its value")
    if cell.data_type == "e":
        return Unusable(str(value), "is an error of the spreadsheet")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _typed(value: object) -> str:
    return value if isinstance(value, str) else f"={getattr(value, 'text', '') or ''}"


def _rows(rows: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[RawRow]:
    for number, cells in enumerate(rows, start=1):
        said = [cell.strip() for cell in cells]
        if not any(said) or (number == 1 and all(cell[:1] in ("#", "") for cell in said)):
            # Rows that hold nothing are numbered, so that an endless sheet comes to its end.
            yield RawRow(number, {})
            continue
        extra = [cell for cell in said[len(columns) :] if cell]
        wrong = "has cells beyond the last column of the header" if extra else None
        padded = [*cells, *[""] * len(columns)]
        yield RawRow(number, dict(zip(columns, padded, strict=False)), wrong)


def _broken(where: str, error: Exception) -> DatasetError:
    if isinstance(error, DatasetError):
        return error
    return DatasetError(
        f"is no XLSX file that can be read ({type(error).__name__})",
        where=where,
        remedy="save it anew from a spreadsheet program, or as CSV",
    )
