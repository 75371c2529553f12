import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.datasets import small_csv
from trucewatch.datasets.small_csv import open_small_csv
from trucewatch.errors import DatasetError

NEEDED = ("date", "count")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


def refused(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(DatasetError) as caught:
        read(path)
    return str(caught.value).removeprefix(str(path))


def read(path: Path) -> list[tuple[date, int]]:
    rows = open_small_csv(path, needed=NEEDED).rows()
    return [(row.day("date"), row.whole("count")) for row in rows]


def test_a_file_is_read_as_people_write_it(path: Path) -> None:
    text = '\ufeffDate, COUNT ,note\r\n2016-02-27, 3 ,"a, b"\r\n\r\n2016-02-28,0,\r\n'
    path.write_bytes(text.encode())
    table = open_small_csv(path, needed=NEEDED)
    assert table.columns == ("date", "count", "note")
    assert table.sha256 == hashlib.sha256(text.encode()).hexdigest()
    first, second = table.rows()
    assert (first.day("date"), first.whole("count"), first.text("note")) == (
        date(2016, 2, 27), 3, "a, b",
    )  # fmt: skip
    assert (second.text("note"), second.text("place"), second.whole_or_none("note")) == (
        None, None, None,
    )  # fmt: skip
    assert second.where == f"{path}, line 4"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "",
            ": lacks the column date; the columns that are needed are date, count; found are none",
        ),
        ("day,count\n", ": lacks the column date; the columns that are needed are date, count"),
        ("date;count\n", "found are date;count"),
        ("date,count,Count\n", ": has two columns count"),
        (b"date,count\n2016-02-27,\xff\n", ": is not a CSV file in UTF-8"),
        ("date,count\n2016-02-27,3,4\n", ", line 2: has 3 fields where the header has 2"),
        ("date,count\n27.2.2016,3\n", ", line 2: date: '27.2.2016' is not a date; write it as"),
        ("date,count\n,3\n", ", line 2: date: an empty field is not a date"),
        ("date,count\n2016-02-27,-3\n", ", line 2: count: '-3' is not a count; write a whole"),
        ("date,count\n2016-02-27,2.5\n", "count: '2.5' is not a count"),
        ("date,count\n2016-02-27,\n", "count: an empty field is not a count"),
        ("date,count\n2016-02-27,1000000001\n", "count: '1000000001' is not a count"),
        ("date,count\n2016-02-27,\u0663\n", "is not a count"),
        ("date,count\n2016-02-27," + "9" * 5000 + "\n", "is not a count"),
        (
            'date,count\n2016-02-27,"' + "9" * 200_000,
            ", line 2: cannot be read as CSV: field larger",
        ),
        ('"' + "d" * 200_000, ": is not a CSV file in UTF-8"),
    ],
)
def test_a_mistake_is_named_with_line_and_field(path: Path, content: str, said: str) -> None:
    assert said in refused(path, content)


def test_a_number_is_read_or_the_field_is_empty(path: Path) -> None:
    path.write_text("date,count\n2016-02-27,3\n2016-02-28,\n2016-02-29,0\n", encoding="utf-8")
    rows = open_small_csv(path, needed=NEEDED).rows()
    assert [row.whole_or_none("count") for row in rows] == [3, None, 0]


def test_the_largest_count_is_a_count(path: Path) -> None:
    path.write_text(f"date,count\n2016-02-27,{small_csv.MOST}\n", encoding="utf-8")
    assert read(path) == [(date(2016, 2, 27), small_csv.MOST)]


def test_a_line_is_counted_where_a_text_runs_over_several(path: Path) -> None:
    said = refused(path, 'date,count,note\r\n2016-02-27,3,"a\r\nb"\r\n2016-02-28,x,\r\n')
    assert said == ", line 4: count: 'x' is not a count; write a whole number, zero or more"


def test_a_message_says_what_to_do_and_does_not_run_on(path: Path) -> None:
    remedy = "; put texts that hold a comma in quotation marks"
    assert refused(path, "date,count\n1,2,3\n").endswith(remedy)
    assert refused(path, b"\xff").endswith("is not a CSV file in UTF-8; save it as CSV UTF-8")
    found = refused(path, ",".join(f"c{n}" for n in range(1, 20)))
    assert found.endswith("; found are c1, c2, c3, c4, c5, c6, c7, c8")
    shown = refused(path, f"date,count\n2016-02-27,{'x' * 99}\n")
    assert f": count: '{'x' * 40}' is not" in shown


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"no\.csv: there is no such file"):
        open_small_csv(tmp_path / "no.csv", needed=NEEDED)
    with pytest.raises(DatasetError, match=rf"{tmp_path.name}: cannot be opened: Is a directory"):
        open_small_csv(tmp_path, needed=NEEDED)


def test_a_huge_file_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_csv, "MOST_BYTES", 11)
    said = refused(path, "date,count\n\n")
    assert said == ": holds 12 bytes, more than the 11 of a table of daily counts"
    path.write_bytes(b"date,count\n")
    assert read(path) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda t: b"date,count\n" + t.encode()))
def test_any_bytes_give_rows_or_a_message(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        found = read(path)
    except DatasetError:
        return
    assert all(count >= 0 for _, count in found)
