import json
from pathlib import Path

import pytest

from trucewatch.cli.main import status
from trucewatch.present.outputs import NAMES
from trucewatch.usecases import assess as usecase

KEYS = {
    "truce", "as_of", "question", "observed", "expected", "reduction", "probability", "verdict",
    "text", "data", "made_by",
}  # fmt: skip


def test_json_is_what_was_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["assess", "syria-2016", "--format", "json", "--seed", "3"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) >= KEYS
    assert set(answer["question"]) >= {
        "measure", "parties", "place", "window", "washout_days", "baseline", "threshold",
    }  # fmt: skip
    assert answer["question"]["window"] == {"start": "2016-02-27", "end": "2016-03-05", "days": 7}
    assert set(answer["expected"]) == {"median", "low", "high", "level"}
    assert set(answer["data"]) >= {"dataset", "release", "sha256", "rows", "query"}
    assert answer["made_by"]["command"] == (
        "trucewatch assess syria-2016 --measure events --level 0.9 --seed 3"
    )


def test_without_events_the_published_figures_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["assess", "doha-2020", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["observed"]) == ("no data", None)
    assert answer["reported"]["comparisons"]
    assert answer["events_sources"][0]["file"] == "ged261-csv.zip"


def test_all_options_reach_the_question(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tally = tmp_path / "tally.csv"
    days = [f"2016-01-{day:02}" for day in range(1, 32)] + [f"2016-02-{d:02}" for d in range(1, 30)]
    days += ["2016-03-01", "2016-03-02"]
    rows = "".join(f"{day},{3 + n % 3},9\n" for n, day in enumerate(days))
    tally.write_text(f"date,count,deaths\n{rows}", encoding="utf-8")
    told = "assess syria-2016 --measure deaths --as-of 2016-03-01 --days 5 --washout 2 --level 0.8"
    tokens = [*told.split(), "--events", str(tally), "--format", "json"]
    assert status(tokens) == 0
    answer = json.loads(capsys.readouterr().out)
    question = answer["question"]
    assert (question["measure"], question["washout_days"]) == ("deaths", 2)
    assert question["window"] == {"start": "2016-02-27", "end": "2016-03-02", "days": 4}
    assert (answer["as_of"], answer["observed"]) == ("2016-03-01", 36)
    assert answer["expected"]["level"] == 0.8
    assert answer["data"]["dataset"] == "tally"


def test_out_writes_the_whole_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    assert status(["assess", "syria-2016", "--format", "json", "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert {path.name for path in out.iterdir()} == set(NAMES)
    assert (out / "result.json").read_text(encoding="utf-8") == printed.out
    assert f"wrote 8 files to {out}" in printed.err
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Reduced: the probability of a reduction is at least p." in page
    assert "Verdict: reduced; depends on" in page


def test_the_first_run_says_that_it_compiles(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for first in (True, False):
        monkeypatch.setattr(usecase, "compiles_first", lambda first=first: first)
        assert status(["assess", "syria-2016"]) == 0
        said = "trucewatch: compiling the model, once per installation\n" if first else ""
        assert capsys.readouterr().err == said
