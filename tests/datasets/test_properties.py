"""Whatever the file: a result in which every row is accounted for, or one clear line."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ged_rows import COLUMNS, csv_text, row, rows, write_csv, write_parquet, write_zip
from trucewatch.errors import DatasetError

from .reading import Read, read

within_one_file = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

HEADER = csv_text([]).encode()

# Values as they come, broken or not, and texts that are hard to quote.
values = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1e9", "2020-02-30", "true", "x", '"', "a,b", "c\nd", "e\r\nf"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)
changes = st.dictionaries(st.sampled_from(COLUMNS), values, max_size=2)


def read_or_refuse(path: Path) -> Read | None:
    """The events, or None if the file is refused in one line."""
    try:
        return read(path)
    except DatasetError as error:
        if "\n" in str(error):
            raise
        return None


@within_one_file
@given(
    changed=st.lists(st.tuples(changes, st.sampled_from(["fits", "short", "long"])), max_size=12)
)
@example(changed=[({}, "fits"), ({"best": "x"}, "short"), ({"best": "x"}, "fits"), ({}, "long")])
def test_every_row_is_kept_or_rejected_under_its_number(
    changed: list[tuple[dict[str, str], str]], tmp_path: Path
) -> None:
    # Rows that fit outnumber the others, so that this is no shifted file.
    fit = [row(n) for n in range(100, 102 + len(changed))]
    written = [list(each.values()) for each in fit]
    for n, (fields, form) in enumerate(changed):
        cells = list(row(n, **{k: v for k, v in fields.items() if k != "id"}).values())
        written.append({"fits": cells, "short": cells[:-1], "long": [*cells, "more"]}[form])
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([COLUMNS, *written])
    result = read(write_csv(tmp_path / "a.csv", file.getvalue()))

    assert len(result.events) + result.rejected == len(written)
    rejected = {issue.row for issue in result.issues if issue.level == "rejected"}
    assert len(rejected) == result.rejected
    kept = [cells for n, cells in enumerate(written, start=1) if n not in rejected]
    assert result.ids == [int(cells[0]) for cells in kept]
    for issue in result.issues:
        if issue.level == "rejected" and issue.field:
            found = written[issue.row - 1][COLUMNS.index(issue.field)]
            assert (issue.value or "") == found[:200]


@within_one_file
@given(data=st.binary(max_size=200))
@example(data=b"PK\3\4" + b"\xff" * 40)
@example(data=b"PAR1PAR1")
@example(data=b'"')
def test_any_bytes_are_refused_in_one_line(data: bytes, tmp_path: Path) -> None:
    assert read_or_refuse(write_csv(tmp_path / "a.csv", data)) is None


@within_one_file
@given(data=st.binary(max_size=300), after=st.integers(0, 3))
@example(data=b'"', after=1)
@example(data=b"\0", after=3)
@example(data=b"\r", after=2)
def test_any_bytes_within_a_file_harm_only_rows(data: bytes, after: int, tmp_path: Path) -> None:
    good = [csv_text([each], header=()).encode().strip() for each in rows(4)]
    lines = [HEADER.strip(), *good[:after], data, *good[after:]]
    result = read_or_refuse(write_csv(tmp_path / "a.csv", b"\r\n".join(lines)))
    if result is not None:
        assert result.ids[:after] == [1001, 1002, 1003][:after]
        assert len({i.row for i in result.issues if i.level == "rejected"}) == result.rejected


@within_one_file
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), cut=st.booleans())
@pytest.mark.parametrize("write", [write_zip, write_parquet])
def test_a_damaged_file_is_read_or_refused(
    write: Callable[..., Path], place: float, byte: int, cut: bool, tmp_path: Path
) -> None:
    path = write(tmp_path / "whole", rows(20))
    data = bytearray(path.read_bytes())
    at = int(place * len(data))
    data[at:] = b"" if cut else bytes([byte]) + data[at + 1 :]
    result = read_or_refuse(write_csv(tmp_path / "damaged", bytes(data)))
    if result is not None:
        assert len(result.events) + result.rejected == 20
