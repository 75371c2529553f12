import csv
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from trucewatch.domain.assessment import Assessment
from trucewatch.errors import StoreError
from trucewatch.present.outputs import NAMES, write_outputs
from trucewatch.present.tables import COLUMNS, daily_rows, write_daily_csv, write_daily_parquet

from .factory import doha, hostile, syria

FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from present.factory import syria
from trucewatch.errors import StoreError
from trucewatch.present.outputs import write_outputs
from trucewatch.present.tables import write_daily_parquet
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    {call}
except StoreError as error:
    sys.exit(str(error))
"""


def read(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_all_files_and_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "b", tmp_path / "c"
    paths = write_outputs(syria(), first)
    assert [path.name for path in paths] == list(NAMES)
    assert all(path.parent == first and path.stat().st_size for path in paths)
    write_outputs(syria(), second)
    assert read(first) == read(second)
    assert set(read(first)) == set(NAMES)


def test_files_are_replaced_and_others_left_alone(tmp_path: Path) -> None:
    write_outputs(syria(), tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    bare = replace(doha(), reported=None)
    paths = write_outputs(bare, tmp_path, verdict_rule="none")
    assert set(read(tmp_path)) == {*(path.name for path in paths), "mine.txt"}
    assert "chart.svg" not in read(tmp_path)
    assert b"doha-2020" in read(tmp_path)["result.json"]


def test_the_daily_table(tmp_path: Path) -> None:
    a = syria()
    write_daily_csv(a, tmp_path / "daily.csv")
    write_daily_parquet(a, tmp_path / "it's daily.parquet")
    with (tmp_path / "daily.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == list(COLUMNS)
    assert lines[-1]["date"] == "2016-03-04"
    with duckdb.connect() as base:
        found = base.read_parquet(str(tmp_path / "it's daily.parquet"))
        assert [str(kind) for kind in found.types] == list(COLUMNS.values())
        rows = found.fetchall()
    assert rows == [tuple(row.values()) for row in daily_rows(a)]
    assert rows[0][0] == date(2016, 2, 14)
    assert [str(row[2]) for row in rows] == [line["observed"] for line in lines]


def test_numbers_without_bound_are_empty() -> None:
    a = syria()
    odd = replace(a.days[0], high=float("inf"), low=-0.0)
    row = daily_rows(replace(a, days=(odd,)))[0]
    assert row["high"] is None
    assert str(row["low"]) == "0.0"


@pytest.mark.parametrize("make", [doha, hostile])
def test_hostile_and_empty_answers_are_written(make: type[Assessment], tmp_path: Path) -> None:
    written = {path.name for path in write_outputs(make(), tmp_path)}
    assert written == set(NAMES) - {"choices.svg", "choices.png"}
    cells = (tmp_path / "daily.csv").read_text(encoding="utf-8").replace("\n", ",").split(",")
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_file_in_place_of_the_directory(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("mine")
    with pytest.raises(StoreError, match=r"out: cannot be written: .*; name a directory") as caught:
        write_outputs(syria(), place)
    assert "\n" not in str(caught.value)
    assert place.read_text() == "mine"


def test_a_place_that_cannot_be_written() -> None:
    with pytest.raises(StoreError, match="/proc/nowhere"):
        write_outputs(syria(), Path("/proc/nowhere"))
    with pytest.raises(StoreError, match=r"/proc/nowhere/x\.csv"):
        write_daily_csv(syria(), Path("/proc/nowhere/x.csv"))
    with pytest.raises(StoreError, match=r"/proc/nowhere/x\.parquet"):
        write_daily_parquet(syria(), Path("/proc/nowhere/x.parquet"))


def test_a_directory_in_place_of_a_file_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("old")
    (tmp_path / "report.html").mkdir()
    with pytest.raises(StoreError, match="a directory stands where a file belongs"):
        write_outputs(syria(), tmp_path)
    assert (tmp_path / "result.json").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"result.json", "report.html"}


@pytest.mark.parametrize(
    ("limit", "call"),
    [
        (20_000, "write_outputs(syria(), Path({out!r}))"),
        (600, "write_daily_parquet(syria(baseline=60), Path({out!r}) / 'daily.parquet')"),
    ],
)
def test_no_room_keeps_what_was_there(limit: int, call: str, tmp_path: Path) -> None:
    write_outputs(doha(), tmp_path)
    before = read(tmp_path)
    tests = str(Path(__file__).parent.parent)
    code = FULL.format(tests=tests, limit=limit, call=call.format(out=str(tmp_path)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "on a disk with room" in done.stderr
    assert done.stderr.count("\n") == 1
    if "outputs" in call:
        assert read(tmp_path) == before
