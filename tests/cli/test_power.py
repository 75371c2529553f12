import json
from pathlib import Path

import pytest

from trucewatch.cli.main import MISTAKE, status


def test_text_and_json_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["power", "syria-2016", "--days", "14"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Before it starts: Cessation of hostilities in Syria, the first 14 days")
    assert status(["power", "syria-2016", "--days", "14", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["text"].split() == text.split("\n\n")[0].split()
    assert answer["question"]["window"]["days"] == 14


def test_all_options_reach_the_question(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tally = tmp_path / "tally.csv"
    days = [f"2016-01-{day:02}" for day in range(1, 32)] + [f"2016-02-{d:02}" for d in range(1, 21)]
    rows = "".join(f"{day},{3 + n % 3}\n" for n, day in enumerate(days))
    tally.write_text(f"date,count\n{rows}", encoding="utf-8")
    told = "power syria-2016 --days 5 --washout 9 --level 0.8 --fall 0.6 --seed 3 --trust-zeros"
    assert status([*told.split(), "--events", str(tally), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["question"]["washout_days"] == 9
    assert (answer["level"], answer["aim"], answer["made_by"]["seed"]) == (0.8, 0.6, 3)
    assert answer["as_of"] == "2016-02-20"
    assert answer["made_by"]["command"].endswith("--trust-zeros")


def test_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["power", "syria-2016", "--fall", "80"]) == MISTAKE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "trucewatch: the fall is 80; give a share, such as 0.8 for 80 %\n"
