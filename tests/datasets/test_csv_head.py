"""The wrong file is refused by its head, with its own name."""

import csv
from pathlib import Path

import pytest

from ged_rows import COLUMNS, csv_text, row, rows, write_csv
from trucewatch.errors import DatasetError

from .reading import read

ACLED = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,actor1,fatalities"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            f"{ACLED}\nMOD1,1 March 2020,2020,1,Battles,Battles,X,3\n",
            "is an ACLED export (it has a ",
        ),
        ("<!DOCTYPE html><html></html>", "is a web page, not a CSV file"),
        ('{"type": "FeatureCollection"}', "is JSON, not a CSV file"),
        ("%PDF-1.7 ...", "is not a CSV file in UTF-8"),
        (csv_text(rows(2)).encode("utf-16"), "is not a CSV file in UTF-8"),
        ("\n" + csv_text(rows(2)), "the first row is empty; remove it"),
        (csv_text(rows(1)).replace(",", ";"), "is separated by semicolons; save it separated by"),
        (csv_text(rows(1)).replace(",", "\t"), "is separated by tabs; save it separated by commas"),
        ("a,b\n1,2\n", "lacks the columns id, year, type_of_violence, conflict_new_id, "),
        (csv_text(rows(1), columns=[c for c in COLUMNS if c != "low"]), "lacks the column low;"),
        (csv_text(rows(2), header=[*COLUMNS[:-1], "best"]), "two columns hold the same: deaths_"),
        (csv_text(rows(2), header=[*COLUMNS[:-1], "gwn\nob"]), r"a column is named 'gwn\nob'"),
        ("x" * 200_000, "is not a CSV file: field larger than field limit (131072)"),
        ("\n" * 10, "the first row is empty"),
        ("\ufeff", "there is no row in the file; download it again"),
    ],
)
def test_refused_in_one_line(content: str | bytes, said: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "GEDEvent_v26_1.csv", content)
    with pytest.raises(DatasetError) as caught:
        read(path, release=None)
    assert str(caught.value).startswith(f"{path}: {said}")
    assert str(caught.value).isprintable()


def test_another_data_set_is_refused_before_its_release_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is an ACLED export"):
        read(write_csv(tmp_path / "export.csv", ACLED + "\n"), release=None)


def test_rows_shifted_by_an_index_are_refused(tmp_path: Path) -> None:
    lines = csv_text(rows(5)).replace("Clashes,\nagain", "Clashes").split("\r\n")
    shifted = [lines[0], *(f"{n},{line}" for n, line in enumerate(lines[1:-1]))]
    said = "row 1 has 50 fields where the header has 49"
    with pytest.raises(DatasetError, match=said):
        read(write_csv(tmp_path / "a.csv", "\r\n".join(shifted)))
    with pytest.raises(DatasetError, match=said):
        read(
            write_csv(tmp_path / "b.csv", "\r\n".join([lines[0], "#tag" + "," * 48, *shifted[1:]]))
        )


def test_a_few_odd_rows_are_rejected_one_by_one(tmp_path: Path) -> None:
    text = csv_text([row(1), row(2), row(3)]) + "9,too short\r\n"
    result = read(write_csv(tmp_path / "a.csv", text))
    assert (result.ids, result.rejected) == ([1001, 1002, 1003], 1)


def test_a_head_that_ends_within_a_row_is_no_shift(tmp_path: Path) -> None:
    texts = ("source_article", "source_office", "source_date", "source_headline", "source_original")
    wide = [row(n, **dict.fromkeys(texts, "x" * 120_000)) for n in range(1, 3)]
    assert read(write_csv(tmp_path / "a.csv", wide)).ids == [1001, 1002]


def test_rows_that_end_in_different_ways_and_do_not_fit_are_refused(tmp_path: Path) -> None:
    header, *lines = csv_text([row(1), row(2)]).split("\r\n")
    text = "\r\n".join([header + "\n" + lines[0], "too,short", *lines[1:]])
    with pytest.raises(DatasetError, match=r"save it anew with one kind of line end"):
        read(write_csv(tmp_path / "a.csv", text))


def test_quotes_need_not_be_minimal(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows(2), quoting=csv.QUOTE_NONNUMERIC)
    assert read(path).ids == [1001, 1002]
