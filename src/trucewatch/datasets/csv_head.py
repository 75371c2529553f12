"""The head of a CSV file: its columns, and whether it is the data set it was taken for.

Judged before a single row is read, so that the wrong file is refused with its own name.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trucewatch.datasets.facts import DatasetFacts
from trucewatch.errors import DatasetError

_HEAD_BYTES = 2**19
_ROWS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class CsvHead:
    """What the head of a CSV file tells.

    Attributes
    ----------
    columns
        The names of the columns, in order.
    skip
        How many rows stand before the first event.
    newline
        What ends a row.
    notes
        What was knowingly passed over.
    """

    columns: tuple[str, ...]
    skip: int
    newline: str
    notes: tuple[str, ...] = ()


def read_head(facts: DatasetFacts, path: Path, *, where: str, headerless: bool) -> CsvHead:
    """Read the header of a CSV file and refuse a file that is something else.

    Parameters
    ----------
    facts
        Of the data set the file should belong to.
    path, where
        The file, and its name for messages (that of the zip it came in).
    headerless
        Whether a file without a header row is taken to have the published columns.

    Raises
    ------
    DatasetError
        When it is not a CSV file, lacks columns, is another data set or its rows are shifted.
    """
    rows, newline = _first_rows(path, where)
    header, body = rows[0], rows[1:]
    if not header:
        raise DatasetError("the first row is empty", where=where, remedy="remove it")
    _refuse_separator(header, where)
    if _is_headerless(facts, header):
        if not headerless:
            raise DatasetError(
                "the file has no header row", where=where, remedy="say what it is with --release"
            )
        note = "the file has no header row; the published order of columns was taken"
        return CsvHead(facts.columns, 0, newline, (note,))
    check_columns(facts, header, where=where)
    columns = tuple(tidy(name) for name in header)
    tagged = bool(body) and _is_tag_row(body[0])
    _refuse_shift(len(columns), body[1:] if tagged else body, where)
    notes = ("skipped a row of HXL tags under the header",) if tagged else ()
    return CsvHead(columns, 2 if tagged else 1, newline, notes)


def check_columns(facts: DatasetFacts, columns: Sequence[str], *, where: str) -> None:
    """Raise DatasetError unless these columns can be those of the data set."""
    for name in columns:
        if not name.isprintable():  # a header over two lines could not be skipped as one
            raise DatasetError(
                f"a column is named {name!r}", where=where, remedy="name it on one line of text"
            )
    columns = [tidy(name) for name in columns]
    for name, what in facts.foreign.items():
        if name in columns:
            raise DatasetError(
                f"is {what} (it has a column {name}), not {facts.title}",
                where=where,
                remedy=f"download {facts.dataset} from {facts.home}",
            )
    known = facts.archive_names()
    kept = [known[name] for name in columns if name in known]
    missing = [
        field.source or column
        for column, field in facts.fields.items()
        if field.needed and column not in kept
    ]
    if missing:
        raise DatasetError(
            f"lacks {_listed(missing)}",
            where=where,
            remedy=f"check that it is {facts.title}, with its header row and separated by commas",
        )
    twice = sorted({name for name in kept if kept.count(name) > 1})
    if twice:
        raise DatasetError(
            f"two columns hold the same: {', '.join(twice)}", where=where, remedy="remove one"
        )


def tidy(name: str) -> str:
    """Return a column's name as it is compared.

    Examples
    --------
    >>> tidy(" Best ")
    'best'
    """
    return name.strip().lower()


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"the column{'s' if len(names) > 1 else ''} {', '.join(names[:8])}{more}"


def _first_rows(path: Path, where: str) -> tuple[list[list[str]], str]:
    """Return the first rows of a file, and what ends the first of them."""
    with path.open("rb") as file:
        start = file.read(_HEAD_BYTES)
    if b"\0" in start or start.startswith((b"\x1f\x8b", b"BZh", b"%PDF")):
        raise DatasetError("is not a CSV file in UTF-8", where=where, remedy="name the CSV file")
    text = start.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] in ("<", "{", "["):
        what = "a web page" if text.lstrip()[0] == "<" else "JSON"
        raise DatasetError(
            f"is {what}, not a CSV file", where=where, remedy="download the CSV file or its zip"
        )
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines)
    try:
        rows = list(islice(reader, 1))
        last = lines[reader.line_num - 1] if rows else ""
        rows += islice(reader, _ROWS_LOOKED_AT - 1)
    except csv.Error as error:
        raise DatasetError(f"is not a CSV file: {error}", where=where) from error
    whole = len(start) < _HEAD_BYTES or len(rows) == _ROWS_LOOKED_AT
    rows = rows if whole else rows[:-1]  # the last row may be cut
    if not rows:
        raise DatasetError("there is no row in the file", where=where, remedy="download it again")
    return rows, last[len(last.rstrip("\r\n")) :] or "\n"


def _refuse_separator(header: list[str], where: str) -> None:
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and header[0].count(mark) > 5:
            raise DatasetError(
                f"is separated by {name}", where=where, remedy="save it separated by commas"
            )


def _is_headerless(facts: DatasetFacts, first: list[str]) -> bool:
    return len(first) == len(facts.columns) and first[0].strip().isdecimal()


def _is_tag_row(row: Iterable[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return bool(cells) and all(cell.startswith("#") for cell in cells)


def _refuse_shift(width: int, body: list[list[str]], where: str) -> None:
    """Refuse a file whose rows do not fit its header; single odd rows are rejected later."""
    odd = [(n, len(row)) for n, row in enumerate(body, start=1) if len(row) != width]
    if odd and 2 * len(odd) > len(body):
        n, found = odd[0]
        raise DatasetError(
            f"row {n} has {found} fields where the header has {width}, and so have most rows: "
            "their values may stand under the wrong names",
            where=where,
            remedy="download the file as published, or repair the header",
        )
