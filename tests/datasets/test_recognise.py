from pathlib import Path

import pytest

from trucewatch.accord.cases import shipped_daily
from trucewatch.datasets.recognise import recognise
from trucewatch.datasets.tally import read_tally
from trucewatch.errors import DatasetError


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("date,count\n", "tally"),
        ("\ufeffDate,Place,Count\r\n", "tally"),
        ("id,date_start,dyad_name,best\n", "ucdp-ged"),
        ("event_id_cnty,event_date\n", "ucdp-ged"),  # whose reader names it
        (",".join(f"c{n}" for n in range(40)), "ucdp-ged"),
        ("<html>", "ucdp-ged"),
        ('{"a": 1}', "ucdp-ged"),
        ("\0\0\0\0", "ucdp-ged"),
        ("PK\x03\x04", "ucdp-ged"),
        ("PAR1", "ucdp-ged"),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path: Path, content: str, kind: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(content, encoding="utf-8")
    assert recognise(path) == kind


@pytest.mark.parametrize("known", [3, 4])
def test_a_few_columns_in_common_tell(tmp_path: Path, known: int) -> None:
    """Whoever brings four of its columns means UCDP GED, and is told there what is wrong."""
    path = tmp_path / "x.csv"
    columns = ["id", "best", "dyad_name", "date_start"][:known]
    path.write_text(",".join([*columns, "mood"]), encoding="utf-8")
    if known == 4:
        assert recognise(path) == "ucdp-ged"
    else:
        with pytest.raises(DatasetError, match="its columns are 'best', 'dyad_name', 'id', 'mood'"):
            recognise(path)


def test_a_daily_table_is_known() -> None:
    path = shipped_daily("syria-2016")
    assert path is not None
    assert recognise(path) == "daily table"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("day,number\n", "its columns are 'day', 'number'"),
        ("date;count\n", "its columns are 'date;count'"),
        (" \n", "its columns are none"),
        ("date,stretch,observed,expected,low,high\n", "'date', 'expected', 'high', 'low'"),
        ('"' + "x" * 200_000, f"its columns are '{'x' * 30}'; bring"),
        ("ihgfedcba\n".replace("", ",")[1:], "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'; bring"),
    ],
)
def test_anything_else_is_refused_with_what_can_be_brought(
    tmp_path: Path, content: str, found: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        recognise(path)
    assert found in str(caught.value)
    assert "with the columns date and count" in str(caught.value)


def test_letters_that_are_not_utf8_are_for_the_reader_to_name(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"date,count,lieu pr\xe9cis\n")
    assert recognise(path) == "tally"
    with pytest.raises(DatasetError, match=r"x\.csv: is not a CSV file in UTF-8"):
        read_tally(path)


def test_no_file_and_no_content(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no such file"):
        recognise(tmp_path / "no.csv")
    (tmp_path / "empty.csv").touch()
    with pytest.raises(DatasetError, match="the file is empty"):
        recognise(tmp_path / "empty.csv")
