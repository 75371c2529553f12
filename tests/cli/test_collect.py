"""The commands collect and issues, as a person types them."""

import csv
import inspect
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cyclopts import App

from ged_rows import row, rows, write_csv
from trucewatch.cli.collect import collect, issues
from trucewatch.errors import DatasetError, StoreError
from trucewatch.store.archive import DEFAULT_STORE

Typed = Callable[..., str]


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Type a command in an empty directory; returns what is printed."""
    monkeypatch.chdir(tmp_path)
    app = App(result_action="return_none", exit_on_error=False, print_error=False)
    app.command("trucewatch.cli.collect:collect", name="collect")
    app.command("trucewatch.cli.collect:issues", name="issues")

    def run(*tokens: str) -> str:
        app([*tokens])
        return capsys.readouterr().out

    return run


def test_collect_says_what_came_of_the_file(typed: Typed, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", [row(1), row(2, low=9), row(3, best="")])
    lines = typed("collect", "ucdp-ged", str(path)).splitlines()
    assert lines[0] == "ucdp-ged 26.1: collected"
    assert lines[1] == "kept          2 events, 1989-01-01 to 2025-12-31"
    assert lines[2] == "rejected      1 rows"
    assert lines[3] == "warnings      4  (see: trucewatch issues --release 26.1)"
    assert lines[4] == "deaths        9 (best estimates)"
    assert lines[5] == "as published  no: 417968 events, 4257891 deaths"
    assert lines[7] == "in            trucewatch-store/ucdp-ged/26.1"
    assert lines[9] == "note          deaths 9 is not as published for 26.1: 4257891"
    assert lines[-1] == (
        "next          trucewatch assess CASE --events trucewatch-store --release 26.1"
        "  (see: trucewatch cases)"
    )


def test_collect_again_says_that_nothing_was_changed(typed: Typed, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows(2))
    told = ["collect", "ucdp-ged", str(path), "--release", "1", "--store", "my store"]
    typed(*told)
    lines = typed(*told).splitlines()
    assert lines[0] == "ucdp-ged 1: was collected before; nothing was changed"
    assert lines[3] == "warnings      0"
    assert lines[5] == "as published  not known: no totals have been published for this release"
    assert lines[-1].endswith("--events 'my store' --release 1  (see: trucewatch cases)")


def test_mistakes_are_raised_for_the_command_line_to_print(typed: Typed, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"no.csv: there is no such file"):
        typed("collect", "ucdp-ged", "no.csv")
    with pytest.raises(StoreError, match="no ucdp-ged in the store; run trucewatch collect"):
        typed("issues")
    assert list(tmp_path.iterdir()) == []


FORMULA = "=HYPERLINK(1)\x1b[31m"


@pytest.fixture
def found(typed: Typed, tmp_path: Path) -> None:
    """A store with two issues, one of them hostile."""
    given = [row(1), row(2, low=9), row(3, best=FORMULA)]
    typed("collect", "ucdp-ged", str(write_csv(tmp_path / "a.csv", given)), "--release", "1")


@pytest.mark.usefixtures("found")
def test_issues_as_text_are_aligned_and_harmless(typed: Typed) -> None:
    text = typed("issues")
    assert text.splitlines() == [
        "ucdp-ged 1: 2 found",
        "warning        row 2  best               '9 / 5 / 7'       "
        "low <= best <= high does not hold",
        "rejected       row 3  best               '=HYPERLINK(1)\\x1b[31m'  is not a whole number",
    ]


@pytest.mark.usefixtures("found")
def test_issues_of_one_level(typed: Typed) -> None:
    assert typed("issues", "--level", "rejected").splitlines()[0] == "ucdp-ged 1: 1 found"
    assert "warning" not in typed("issues", "--level", "rejected")


@pytest.mark.usefixtures("found")
def test_issues_as_csv_start_no_formula(typed: Typed) -> None:
    header, *lines = csv.reader(io.StringIO(typed("issues", "--format", "csv")))
    assert header == ["dataset", "release", "level", "row", "field", "value", "reason"]
    assert lines[1] == [
        "ucdp-ged", "1", "rejected", "3", "best", f"'{FORMULA}", "is not a whole number",
    ]  # fmt: skip


@pytest.mark.usefixtures("found")
def test_issues_as_json(typed: Typed) -> None:
    found = json.loads(typed("issues", "--format", "json"))
    assert (found["dataset"], found["release"]) == ("ucdp-ged", "1")
    assert found["found"][1]["value"] == FORMULA


def test_nothing_found(typed: Typed, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows(2))
    typed("collect", "ucdp-ged", str(path), "--release", "1")
    assert typed("issues") == "ucdp-ged 1: nothing found\n"


def test_the_whole_file_is_named_where_a_remark_has_no_row(typed: Typed, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ged261.csv", rows(2))
    typed("collect", "ucdp-ged", str(path))
    assert "warning         file  deaths             '9'" in typed("issues")


def test_help_comes_without_the_database() -> None:
    code = (
        "import sys, trucewatch.cli.collect; print({'duckdb', 'rich', 'numpy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_the_default_store_is_the_archives() -> None:
    for command in (collect, issues):
        assert inspect.signature(command).parameters["store"].default == DEFAULT_STORE
