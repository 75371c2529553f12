"""Take in a file of reports: allegations, and every row that cannot be one with its reasons.

The id of an allegation is made of the mapping's name and of what its row says, so that the same
row gives the same id for good: importing a file twice adds nothing, and a row that was rejected,
corrected and imported again is new.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.intake import Issue
from trucewatch.errors import DatasetError
from trucewatch.register.mapping import MappingForm
from trucewatch.register.out.table import as_written, csv_bytes, neutral
from trucewatch.register.readers.csv_rows import csv_rows
from trucewatch.register.readers.json_rows import json_rows
from trucewatch.register.readers.rows import RawRow, RawTable, Unusable
from trucewatch.register.readers.xlsx_rows import xlsx_rows
from trucewatch.register.values import Texts, read_allegation

Progress = Callable[[float, str], None]

OURS = "trucewatch "
"""Columns of a rejects file whose names begin so are ours, and passed over when it is read."""
_ROW, _REASON = f"{OURS}row", f"{OURS}reason"
_EVERY = 250
_SHOWN = 60
_NO_IDENTITY = {"label"}
"""Fields that may change without making another allegation."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be taken in.

    Attributes
    ----------
    row
        Its number, the first under the header being 1.
    cells
        As they stand in the file.
    issues
        Everything that is wrong with it.
    """

    row: int
    cells: Mapping[str, str]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The account of a file: every row of it is new, known, repeated or rejected.

    Attributes
    ----------
    allegations
        The new ones, in the order of the rows.
    rows
        How many rows there were that held anything.
    known
        Rows whose allegation the register has already.
    repeated
        Rows that say the same as one before them in the file.
    columns
        Of the file.
    """

    allegations: tuple[Allegation, ...]
    rejects: tuple[Reject, ...]
    rows: int
    known: int
    repeated: int
    columns: tuple[str, ...]


def import_file(
    path: Path,
    mapping: MappingForm,
    *,
    known: Collection[str] = (),
    kinds: Collection[str] | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Take in a file of reports.

    Parameters
    ----------
    path
        CSV, XLSX, or JSON as of ODK, Kobo or GeoJSON, told by the end of its name.
    mapping
        Which column is which field.
    known
        Ids of the allegations that the register has already.
    kinds
        The kinds of the typology; None takes any.
    progress
        Called with the share that is done, and with what.

    Raises
    ------
    DatasetError
        When the file as a whole cannot be used; a row that cannot be is rejected.
    """
    table = _table(path, mapping)
    _require_columns(table.columns, mapping, path)
    constants = {name: text.strip() for name, text in mapping.constants.items()}
    tell = progress or (lambda share, what: None)
    allegations: dict[str, Allegation] = {}
    rejects: list[Reject] = []
    rows = known_rows = repeated = 0
    seen = frozenset(known)
    for row in table.rows:
        if row.number % _EVERY == 1:
            tell(min(row.number / table.expected, 0.99) if table.expected else 0.0, "reading rows")
        if not row.cells and not row.wrong:
            continue
        rows += 1
        found = _read(row, mapping, constants, kinds)
        if isinstance(found, Reject):
            rejects.append(found)
        elif found.id in allegations:
            repeated += 1
        elif found.id in seen:
            known_rows += 1
        else:
            allegations[found.id] = found
    tell(1.0, "reading rows")
    return Imported(
        tuple(allegations.values()), tuple(rejects), rows, known_rows, repeated, table.columns
    )


def rejects_csv(imported: Imported) -> bytes:
    r"""Return the rejected rows as CSV: what stood in the file, and what is wrong with it.

    Corrected, it can be imported with the same mapping. Formulas are neutralised, and read back as
    they were.

    Parameters
    ----------
    imported
        The account of a file.

    Returns
    -------
    bytes
        UTF-8, with the columns of the file and two of ours behind them.

    Examples
    --------
    >>> rejects_csv(Imported((), (), 0, 0, 0, ("Date", "Story")))
    b'Date,Story,trucewatch row,trucewatch reason\r\n'
    """
    columns = [name for name in imported.columns if name and not name.startswith(OURS)]
    rows = [[*columns, _ROW, _REASON]]
    for reject in imported.rejects:
        cells = [neutral(reject.cells.get(name, "")) for name in columns]
        reason = neutral("; ".join(map(told, reject.issues)))
        rows.append([*cells, str(reject.row), reason])
    return csv_bytes(rows)


def told(issue: Issue) -> str:
    """Return what is wrong with a value, in words.

    Examples
    --------
    >>> told(Issue("rejected", 3, "Date", "soon", "is no date"))
    "Date: 'soon' is no date"
    """
    if issue.field is None:
        return issue.reason
    value = f" {issue.value!r}" if issue.value else ""
    return f"{issue.field}:{value} {issue.reason}"


def _table(path: Path, mapping: MappingForm) -> RawTable:
    suffix = path.suffix.casefold()
    if suffix in (".csv", ".tsv", ".txt"):
        return csv_rows(path, separator=mapping.separator)
    if suffix in (".xlsx", ".xlsm"):
        return xlsx_rows(path, sheet=mapping.sheet)
    if suffix in (".json", ".geojson"):
        return json_rows(path)
    raise DatasetError(
        f"cannot be read: {suffix or 'no ending'}",
        where=str(path),
        remedy="give a file that ends in .csv, .xlsx, .json or .geojson",
    )


def _require_columns(columns: tuple[str, ...], mapping: MappingForm, path: Path) -> None:
    wanted = [*mapping.columns.values(), *([mapping.row] if mapping.row else [])]
    missing = [name for name in wanted if name not in columns]
    if missing:
        shown = ", ".join(repr(name) for name in columns[:12])
        raise DatasetError(
            f"has no column {missing[0]!r}, which the mapping names",
            where=str(path),
            remedy=f"its columns are {shown}{' ...' if len(columns) > 12 else ''}",
        )


def _read(
    row: RawRow,
    mapping: MappingForm,
    constants: Mapping[str, str],
    kinds: Collection[str] | None,
) -> Allegation | Reject:
    if row.wrong:
        return Reject(
            row.number, row.cells, (Issue("rejected", row.number, None, None, row.wrong),)
        )
    texts = Texts({**constants, **_texts(row, mapping)}, mapping)
    for target, column in mapping.columns.items():
        cell = row.cells.get(column, "")
        if isinstance(cell, Unusable):
            texts.wrong[target] = cell.why
    allegation = read_allegation(_identity(row, mapping), texts, kinds=kinds)
    if allegation is None:
        return Reject(row.number, row.cells, tuple(_issues(row, texts)))
    return allegation


def _texts(row: RawRow, mapping: MappingForm) -> dict[str, str]:
    """Return what the mapped columns mean, by field."""
    found = {}
    for target, column in mapping.columns.items():
        text = _said(row, column)
        text = mapping.values.get(target, {}).get(text, text)
        found[target] = "" if text in mapping.empty else text
    return found


def _said(row: RawRow, column: str) -> str:
    return as_written(str(row.cells.get(column, ""))).strip()


def _identity(row: RawRow, mapping: MappingForm) -> str:
    """Return an id made of the mapping's name and of what the row itself says.

    What the mapping adds or how it reads a value may be put right later without making another
    allegation of the row.
    """
    said = {
        target: text
        for target, column in mapping.columns.items()
        if target not in _NO_IDENTITY and (text := _said(row, column))
    }
    apart = _said(row, mapping.row) if mapping.row else ""
    whole = json.dumps([mapping.name, apart, said], sort_keys=True, ensure_ascii=True)
    return f"a-{hashlib.sha256(whole.encode()).hexdigest()[:20]}"


def _issues(row: RawRow, texts: Texts) -> Iterator[Issue]:
    for target, why in texts.wrong.items():
        column = texts.mapping.columns.get(target, target)
        value = str(row.cells.get(column, texts.of(target)))
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}..."
        yield Issue("rejected", row.number, column, shown or None, why)
