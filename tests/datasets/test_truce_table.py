from datetime import date
from pathlib import Path

import pytest

from trucewatch.datasets import truce_table
from trucewatch.datasets.truce_table import read_truce_table
from trucewatch.errors import DatasetError

HEAD = "id,start,days,country"


def written(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def test_a_row_becomes_a_truce(tmp_path: Path) -> None:
    head = "id,name,start,days,country,dyad,admin1,washout_days,baseline_days,fall"
    line = "a,The first,2016-02-27,7,Syria;Iraq,A - B,Homs; Hama ;,9,90,0.8"
    (row,) = read_truce_table(written(tmp_path / "t.csv", line, head=head)).rows
    truce = row.truce
    assert truce is not None
    assert (truce.id, truce.name) == ("a", "The first")
    assert truce.window.first_whole_day == date(2016, 2, 27)
    assert (truce.first_days, truce.washout_days, truce.baseline_days) == (7, 9, 90)
    selection = truce.data["ucdp-ged"]
    assert selection.countries == ("Syria", "Iraq")
    assert (selection.dyads, selection.admin1) == (("A - B",), ("Homs", "Hama"))
    assert truce.threshold is not None
    assert truce.threshold.fall == 0.8


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    (row,) = read_truce_table(written(tmp_path / "t.csv", "a,2016-02-27,7,Syria")).rows
    truce = row.truce
    assert truce is not None
    assert (truce.name, truce.washout_days, truce.baseline_days) == ("a", 0, 180)
    assert truce.threshold is None


def test_the_same_file_has_the_same_checksum(tmp_path: Path) -> None:
    one, two = (written(tmp_path / name, "a,2016-02-27,7,Syria") for name in ("1.csv", "2.csv"))
    other = written(tmp_path / "3.csv", "a,2016-02-27,8,Syria")
    sums = [read_truce_table(path).sha256 for path in (one, two, other)]
    assert sums[0] == sums[1] != sums[2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",2016-02-27,7,Syria", "id: an empty field is no name"),
        ("a,2016-02-27,7,", "names no country, dyad or admin1"),
        ("a,2016-02-27,7, ; ", "names no country, dyad or admin1"),
        ("a,2016-02-30,7,Syria", "start: '2016-02-30' is not a date"),
        ("a,2016-02-27,0,Syria", "days: 0 is out of range; give 1 to 3660"),
        ("a,2016-02-27,9999999,Syria", "days: 9999999 is out of range"),
        ("a,2016-02-27,a week,Syria", "days: 'a week'"),
        ("a,2016-02-27,,Syria", "days"),
    ],
)
def test_a_row_that_cannot_be_used_is_kept_with_the_reason(
    line: str, reason: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "t.csv", line, "ok,2016-02-27,7,Syria")
    broken, good = read_truce_table(path).rows
    assert broken.truce is None
    assert broken.refused is not None
    assert broken.refused.startswith(f"{path}, line 2: ")
    assert reason in broken.refused
    assert good.truce is not None


@pytest.mark.parametrize("fall", ["80", "1", "0", "-0.5", "nan", "most"])
def test_a_fall_is_a_share(fall: str, tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", f"a,2016-02-27,7,Syria,{fall}", head=f"{HEAD},fall")
    (row,) = read_truce_table(path).rows
    assert row.refused == f"{path}, line 2: fall: '{fall}' is no share; write 0.8 for 80 %"


def test_an_id_stands_for_one_truce(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", *["a,2016-02-27,7,Syria"] * 2)
    first, second = read_truce_table(path).rows
    assert first.truce is not None
    assert second.refused == f"{path}, line 3: has the id 'a', as line 2 has"


def test_a_table_without_rows_or_with_odd_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="has no row under its header"):
        read_truce_table(written(tmp_path / "t.csv"))
    with pytest.raises(DatasetError, match="has a column 'end' that is not known; the columns"):
        read_truce_table(written(tmp_path / "t.csv", "a,2016-02-27,7,Syria,x", head=f"{HEAD},end"))
    with pytest.raises(DatasetError, match="days"):
        read_truce_table(written(tmp_path / "t.csv", "a,2016-02-27", head="id,start"))


def test_a_table_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truce_table, "MOST_ROWS", 1)
    with pytest.raises(DatasetError, match="has 2 rows, more than 1"):
        read_truce_table(written(tmp_path / "t.csv", *["a,2016-02-27,7,Syria"] * 2))
