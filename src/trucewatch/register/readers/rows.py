"""What every reader gives: the columns of a file, and its rows as texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trucewatch.errors import DatasetError

MOST_BYTES = 64 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 512
MOST_LETTERS = 32_767
"""In one cell; as many as a spreadsheet can hold."""


class Unusable(str):
    """The text of a cell that cannot be taken for a value, such as a formula; and why.

    Examples
    --------
    >>> Unusable("=A1+1", "is a formula").why
    'is a formula'
    """

    __slots__ = ("why",)
    why: str

    def __new__(cls, text: str, why: str) -> "Unusable":
        """Return the text with the reason."""
        made = super().__new__(cls, text)
        made.why = why
        return made


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file.

    Attributes
    ----------
    number
        The first under the header is 1.
    cells
        Texts by column; a missing one is not in it.
    wrong
        What is wrong with the row as a whole.
    """

    number: int
    cells: Mapping[str, str]
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file of reports.

    Attributes
    ----------
    columns
        In the order of the file.
    rows
        Can be gone through once.
    expected
        How many rows there may be, for telling progress; None where it is not known.
    """

    columns: tuple[str, ...]
    rows: Iterator[RawRow]
    expected: int | None = None


def small_enough(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    DatasetError
        When it cannot be opened or is too large.
    """
    where = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise DatasetError("there is no such file", where=where) from error
    except (OSError, ValueError) as error:
        raise DatasetError(f"cannot be read ({error})", where=ascii(where)) from error
    if len(data) > MOST_BYTES:
        raise DatasetError(
            f"is larger than {MOST_BYTES:,} bytes", where=where, remedy="cut it into several files"
        )
    return data


def checked_columns(names: list[str], where: str) -> tuple[str, ...]:
    """Return the names of columns, stripped.

    Raises
    ------
    DatasetError
        When there are too many, none at all, or two of one name.
    """
    columns = [" ".join(name.split()) for name in names]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise DatasetError("has no header row", where=where, remedy="name the columns in it")
    if len(columns) > MOST_COLUMNS:
        raise DatasetError(f"has more than {MOST_COLUMNS} columns", where=where)
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise DatasetError(
            f"has two columns {twice[0]!r}", where=where, remedy="give each its own name"
        )
    return tuple(columns)


def bounded(rows: Iterator[RawRow], where: str) -> Iterator[RawRow]:
    """Yield rows up to the most that are read; a row with too long a cell says what is wrong.

    Raises
    ------
    DatasetError
        When there are too many.
    """
    for row in rows:
        if row.number > MOST_ROWS:
            raise DatasetError(
                f"has more than {MOST_ROWS:,} rows", where=where, remedy="cut it into several files"
            )
        long = [name for name, text in row.cells.items() if len(text) > MOST_LETTERS]
        if long:
            wrong = f"{long[0]} is longer than {MOST_LETTERS:,} letters"
            cells = {name: text[:MOST_LETTERS] for name, text in row.cells.items()}
            yield RawRow(row.number, cells, wrong)
        else:
            yield row
