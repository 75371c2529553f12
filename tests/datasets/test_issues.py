"""What is found wrong in a file: every row is kept or rejected, and each issue names its row."""

import csv
import io
from pathlib import Path

import pytest

from ged_rows import COLUMNS, csv_text, row, rows, write_csv, write_parquet, write_zip
from trucewatch.errors import DatasetError

from .reading import read

WHOLE = "is not a whole number"
DAY = "is not a date as YYYY-MM-DD"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("id", "", "is missing"),
        ("id", "x7", WHOLE),
        ("id", "-1", "is not between 0 and 9007199254740991"),
        ("id", "9007199254740993", "is not between 0 and 9007199254740991"),
        ("year", "20.5", WHOLE),
        ("year", "1900", "is not between 1946 and 2200"),
        ("type_of_violence", "4", "is not between 1 and 3"),
        ("side_a", "", "is missing"),
        ("active_year", "yes", "is not 1 or 0, true or false"),
        ("priogrid_gid", "grid", WHOLE),
        ("number_of_sources", "many", WHOLE),
        ("latitude", "90.1", "is not between -90 and 90"),
        ("latitude", "north", "is not a number"),
        ("longitude", "inf", "is not a number"),
        ("longitude", "nan", "is not a number"),
        ("date_start", "2020-02-30", DAY),
        ("date_start", "epoch", DAY),
        ("date_end", "1/3/2020", DAY),
        ("date_end", "2020-03-01 12:30:00", DAY),
        ("date_end", "2020-01-01", "is before date_start"),
        ("best", "-1", "is not between 0 and 10000000"),
        ("high", "1e300", WHOLE),
    ],
)
def test_a_value_that_cannot_be_used_rejects_its_row(
    field: str, value: str, reason: str, tmp_path: Path
) -> None:
    given = [row(1), row(2), row(3, **{field: value}), row(4)]
    result = read(write_csv(tmp_path / "a.csv", given))
    assert result.ids == [1001, 1002, 1004]
    assert result.rejected == 1
    assert result.about_rows() == [(3, field, value or None, reason)]


def test_every_value_that_is_wrong_is_named(tmp_path: Path) -> None:
    given = [row(1), row(2, best="", low="x", latitude=100)]
    assert read(write_csv(tmp_path / "a.csv", given)).about_rows() == [
        (2, "best", None, "is missing"),
        (2, "latitude", "100", "is not between -90 and 90"),
        (2, "low", "x", WHOLE),
    ]


def test_an_id_may_occur_once_among_the_rows_that_are_kept(tmp_path: Path) -> None:
    given = [row(1, best=""), row(1), row(2), row(1), row(1)]
    result = read(write_csv(tmp_path / "a.csv", given))
    assert result.ids == [1001, 1002]
    assert [(n, reason) for n, _, _, reason in result.about_rows()] == [
        (1, "is missing"),
        (4, "repeats the id of an earlier row"),
        (5, "repeats the id of an earlier row"),
    ]


@pytest.mark.parametrize(
    ("changed", "field", "value", "reason"),
    [
        ({"low": 9}, "best", "9 / 4 / 6", "low <= best <= high does not hold"),
        ({"high": 1}, "best", "2 / 4 / 1", "low <= best <= high does not hold"),
        ({"deaths_a": 0}, "best", "4", "is not the sum of its parts, 3"),
        ({"where_prec": 8}, "where_prec", "8", "is not between 1 and 7"),
        ({"date_prec": 0}, "date_prec", "0", "is not between 1 and 5"),
        ({"event_clarity": 3}, "event_clarity", "3", "is not between 1 and 2"),
    ],
)
def test_an_odd_row_is_kept_with_a_warning(
    changed: dict[str, int], field: str, value: str, reason: str, tmp_path: Path
) -> None:
    result = read(write_csv(tmp_path / "a.csv", [row(2), row(1, **changed)]))
    assert (result.ids, result.rejected) == ([1002, 1001], 0)
    assert result.about_rows("warning") == [(2, field, value, reason)]


def test_an_event_outside_the_days_of_its_release(tmp_path: Path) -> None:
    given = [row(1), row(2, date_end="2026-01-01"), row(3, date_start="1988-12-31")]
    result = read(write_csv(tmp_path / "ged261.csv", given), release=None)
    reason = "is outside the days of the release, 1989-01-01 to 2025-12-31"
    assert [(n, field, why) for n, field, _, why in result.about_rows("warning")] == [
        (2, "date_end", reason),
        (3, "date_end", reason),
    ]


def test_a_value_is_quoted_only_so_far(tmp_path: Path) -> None:
    result = read(write_csv(tmp_path / "a.csv", [row(1), row(2, best="9" * 1000 + "x")]))
    assert result.about_rows()[0][2] == "9" * 200


ILL_FORMED = {
    "has fewer fields than the header": lambda line: ",".join(line.split(",")[:15]),
    "has more fields than the header": lambda line: line + ",surplus",
    "has a quotation mark out of place or left open": lambda line: line.replace("Clear", '"Cl"ear'),
}


@pytest.mark.parametrize("reason", ILL_FORMED)
def test_a_row_that_does_not_fit_the_header(reason: str, tmp_path: Path) -> None:
    # Rows after it, and rows over several lines before it, must keep their numbers.
    lines = [csv_text([each], header=()).strip() for each in rows(6)]
    lines[3] = ILL_FORMED[reason](lines[3].replace("\n", " "))
    lines[4] = lines[4].replace("2020-03-06", "2020-13-06")
    result = read(write_csv(tmp_path / "a.csv", "\r\n".join([",".join(COLUMNS), *lines])))
    assert result.ids == [1001, 1002, 1003, 1006]
    assert result.rejected == 2
    found = result.about_rows()
    assert (found[0][0], found[0][3]) == (4, reason)
    assert found[0][2].startswith("1004,MOD-2020-1-500-4,2020")
    assert found[1] == (5, "date_end", "2020-13-06 00:00:00.000", DAY)


@pytest.mark.parametrize(
    "before", [[], [",".join(COLUMNS)], [",".join(COLUMNS), "#tag" + "," * 48]]
)
def test_rows_are_counted_from_the_first_event(before: list[str], tmp_path: Path) -> None:
    lines = [csv_text([each], header=()).strip() for each in [row(1), row(2, year="x"), row(3)]]
    text = "\r\n".join([*before, lines[0], "4,too short", *lines[1:]])
    found = read(write_csv(tmp_path / "a.csv", text)).about_rows()
    assert [number for number, *_ in found] == [2, 3]


def test_a_row_in_another_encoding(tmp_path: Path) -> None:
    text = csv_text([row(1), row(2, side_b="Ouaddaï"), row(3)])
    result = read(write_csv(tmp_path / "a.csv", text.encode("latin-1")))
    assert (result.ids, result.rejected) == ([1001, 1003], 1)
    assert result.about_rows()[0][0] == 2
    assert result.about_rows()[0][3] == "is not UTF-8"


def test_rows_of_a_parquet_file_have_their_numbers_too(tmp_path: Path) -> None:
    given = [row(1), row(2, low=9), row(3, deaths_b="x"), row(4)]
    result = read(write_parquet(tmp_path / "a.parquet", given))
    assert result.about_rows() == [(3, "deaths_b", "x", WHOLE)]
    assert result.about_rows("warning")[0][0] == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "there is no event in the file"),
        (
            [row(1, best="x\x1b["), row(2, best="")],
            "none of its 2 rows can be used; row 1: best 'x",
        ),
    ],
)
def test_a_file_without_a_usable_row_is_refused(given: list, said: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=said) as caught:
        read(write_csv(tmp_path / "a.csv", given))
    assert str(caught.value).isprintable()


def test_what_differs_from_the_published_totals_is_said(tmp_path: Path) -> None:
    given = [row(1), row(2, best="")]
    zipped = read(write_zip(tmp_path / "ged261-csv.zip", given), release=None)
    plain = read(write_csv(tmp_path / "GEDEvent_v26_1.csv", given), release=None)
    assert [message.split(":")[0] for message in zipped.messages] == [
        "deaths 4 is not as published for 26.1",
        "events 2 is not as published for 26.1",
        f"sha256 {_sha256(tmp_path / 'ged261-csv.zip')} is not as published for 26.1",
    ]
    assert [message.split(" ")[0] for message in plain.messages] == ["bytes", "deaths", "events"]


def _sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_first_row_has_number_one_as_a_reader_of_csv_counts(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1, year="x"), row(2)])
    ((number, *_),) = read(path).about_rows()
    counted = list(csv.reader(io.StringIO(path.read_text(), newline="")))
    assert counted[number][COLUMNS.index("year")] == "x"
