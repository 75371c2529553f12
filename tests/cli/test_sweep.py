import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from ged_rows import row, write_csv
from trucewatch.cli.main import MISTAKE, status

DAYS = [date(2020, 2, 1) + timedelta(days=n) for n in range(58) for _ in range(2 + n * 7 % 5)]
ROWS = [
    row(n, date_start=f"{day} 00:00:00.000", date_end=f"{day} 00:00:00.000")
    for n, day in enumerate(DAYS)
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, Path]:
    events = write_csv(tmp_path / "ged.csv", ROWS)
    truces = tmp_path / "truces.csv"
    truces.write_text(
        "id,start,days,country,baseline_days\n"
        "march,2020-03-25,5,Modelland,30\n"
        "nowhere,2020-03-25,5,Atlantis,30\n",
        encoding="utf-8",
    )
    return str(truces), str(events), tmp_path / "out"


def asked(files: tuple[str, str, Path], *more: str) -> list[str]:
    truces, events, out = files
    return ["sweep", truces, "--events", events, "--release", "26.1", "--out", str(out), *more]


def test_text_is_printed_and_files_are_written(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(asked(files)) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1].split() == ["events", "0", "0", "0", "1", "0", "1"]
    assert f"trucewatch: wrote 5 files to {files[2]}" in printed.err
    lines = (files[2] / "results.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "march", "nowhere"]
    assert status(asked(files)) == 0
    assert "2 of 2 had been finished before." in capsys.readouterr().out


def test_all_options_reach_the_question(files: tuple[str, str, Path]) -> None:
    told = "--measure deaths --measure lethal-events --level 0.8 --seed 3 --trust-zeros --jobs 1"
    assert status(asked(files, *told.split(), "--fresh")) == 0
    answer = json.loads((files[2] / "summary.json").read_text(encoding="utf-8"))
    assert [one["measure"] for one in answer["measures"]] == ["deaths", "lethal-events"]
    assert (answer["level"], answer["made_by"]["seed"]) == (0.8, 3)
    assert answer["made_by"]["command"].endswith("--trust-zeros")


def test_another_question_does_not_overwrite_the_first(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(asked(files)) == 0
    capsys.readouterr()
    assert status(asked(files, "--seed", "4")) == MISTAKE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("or --fresh to begin anew\n")
    assert status(asked(files, "--seed", "4", "--fresh")) == 0


def test_where_no_row_can_be_used_it_ends_with_a_mistake(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[0]).write_text("id,start,days,country\na,2020-03-25,5,Atlantis\n", encoding="utf-8")
    assert status(asked(files)) == MISTAKE
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == (
        "trucewatch: none of the 1 rows could be used; the first: no event has the country "
        "'Atlantis'; check the selection"
    )
    assert "Atlantis" in (files[2] / "results.csv").read_text(encoding="utf-8")


def test_a_mistake_is_one_line(
    files: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(asked(files, "--jobs", "0")) == MISTAKE
    assert capsys.readouterr().err == "trucewatch: 0 jobs; give 1 to 1024\n"
