"""CSV, plain and with a row of HXL tags: no cell of it is a formula."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from trucewatch.errors import InputError
from trucewatch.register.fields import FIELDS, Field, Json, Type
from trucewatch.register.labels import Redacted
from trucewatch.register.out.stamp import Stamp

WITHHELD = Field("withheld", "fields the reader may not see", "#meta+withheld", Type.ARRAY)
_SORTS = {sort.__name__.lower(): fields for sort, fields in FIELDS.items()}
_FORMULA = re.compile("(^|[;\t\r\n])([\\s\"']*)([=+\\-@＝＋－＠])")


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    An apostrophe goes in front of what could begin one: at the start of the text, and within it
    after what some spreadsheets take for the end of a cell.

    Examples
    --------
    >>> neutral("=1+1"), neutral("up; -2"), neutral("3 - 2")
    ("'=1+1", "up; '-2", '3 - 2')
    """
    return _FORMULA.sub(
        lambda m: f"{m[1]}{m[2]}{'' if m[2].endswith(_MARK) else _MARK}{m[3]}", text
    )


_MARK = "'"
_NEUTRALISED = re.compile("(^|[;\t\r\n])([\\s\"]*)'([=+\\-@＝＋－＠])")


def as_written(text: str) -> str:
    """Return a text as it was before :func:`neutral`.

    Examples
    --------
    >>> as_written(neutral("=1+1"))
    '=1+1'
    """
    return _NEUTRALISED.sub(r"\1\2\3", text)


def columns(sort: str) -> tuple[Field, ...]:
    """Return the columns of a sort of record.

    Examples
    --------
    >>> [field.name for field in columns("claim")][:2]
    ['id', 'claimant']
    """
    return (*_SORTS[sort], WITHHELD)


def csv_table(records: Sequence[Redacted], *, sort: str | None = None) -> bytes:
    r"""Return records of one sort as CSV in UTF-8.

    Parameters
    ----------
    records
        All of one sort. CSV has no place for a stamp: a data package has one.
    sort
        Of the records; needed where there are none.

    Raises
    ------
    InputError
        When they are of several sorts, or of none.

    Examples
    --------
    >>> csv_table([], sort="claim")[:20]
    b'id,claimant,kind,mad'
    """
    fields = columns(_one_sort(records, sort))
    return csv_bytes([[field.name for field in fields], *_rows(records, fields)])


def hxl_table(records: Sequence[Redacted], stamp: Stamp, *, sort: str | None = None) -> bytes:
    r"""Return records of one sort as CSV with a row of HXL tags under the header.

    Parameters
    ----------
    records
        All of one sort.
    stamp
        What the export says about itself, in columns of their own.
    sort
        Of the records; needed where there are none.

    Raises
    ------
    InputError
        When they are of several sorts, or of none.

    Examples
    --------
    >>> from trucewatch.domain.label import Label
    >>> hxl_table([], Stamp(Label.PUBLIC), sort="claim").splitlines()[1][:20]
    b'#meta+id,#org+name,#'
    """
    fields = columns(_one_sort(records, sort))
    stamped = [_cell(value) for value in stamp.values().values()]
    header = [*(field.name for field in fields), *stamp.values()]
    tags = [*(field.hxl for field in fields), "#meta+reader", "#meta+query", "#meta+head"]
    return csv_bytes([header, tags, *([*row, *stamped] for row in _rows(records, fields))])


def _one_sort(records: Sequence[Redacted], sort: str | None) -> str:
    sorts = {record.sort for record in records} | ({sort} if sort else set())
    if len(sorts) != 1:
        found = ", ".join(sorted(sorts)) or "none"
        raise InputError(f"a table holds records of one sort, here are {found}")
    return sorts.pop()


def _rows(records: Sequence[Redacted], fields: Sequence[Field]) -> list[list[str]]:
    def cells(record: Redacted) -> list[str]:
        values = {**record.values, WITHHELD.name: list[Json](sorted(record.withheld))}
        return [_cell(values[field.name]) for field in fields]

    return [cells(record) for record in records]


def _cell(value: Json) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return json.dumps(value, ensure_ascii=True, sort_keys=True)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    r"""Return rows of cells as CSV (RFC 4180) in UTF-8.

    Examples
    --------
    >>> csv_bytes([["a", "b c"], ["1", "2\r3"]])
    b'a,b c\r\n1,"2\r3"\r\n'
    """
    file = io.StringIO()
    # With a shorter end of line Python leaves cells that hold a carriage return unquoted.
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8", errors="replace")
