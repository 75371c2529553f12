"""What the pages say is what the program does."""

import html
import re
import shlex
from pathlib import Path

import pytest
import yaml

import trucewatch
from trucewatch.cli.main import COMMANDS, status
from trucewatch.estimate import counterfactual, effect, posterior
from trucewatch.usecases.process import timeline, what_if

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page(name), re.M | re.S)


@pytest.mark.parametrize("block", blocks("README.md", "console"))
def test_the_answers_that_are_shown(capsys: pytest.CaptureFixture[str], block: str) -> None:
    command, *printed = block.splitlines()
    assert printed.pop() == "..."
    assert status(shlex.split(command.removeprefix("$ trucewatch "))) == 0
    assert capsys.readouterr().out.startswith("\n".join(printed) + "\n")


def test_what_is_said_of_the_talks() -> None:
    moves = what_if("doha-2020", ["prisoners.done=2020-04-15"]).moves
    (days,) = [move.days for move in moves if move.id == "talks"]
    assert days is not None
    assert f"could have begun {-days} days earlier" in " ".join(page("README.md").split())


def test_the_two_commands_are_in_the_makefile() -> None:
    makefile = page("Makefile")
    for target in re.findall(r"make (\w+)", page("README.md") + page("CONTRIBUTING.md")):
        assert re.search(rf"^{target}:", makefile, re.M), target
    assert "trucewatch assess syria-2016 --out out/syria-2016" in makefile


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("README.md", "python")
    exec(code, {})  # noqa: S102 - our own page
    verdict, median = capsys.readouterr().out.split()
    assert verdict == "reduced"
    assert 0.3 < float(median) < 0.6


def test_every_command_is_named() -> None:
    readme = page("README.md")
    assert [name for name in COMMANDS if f"`trucewatch {name}" not in readme] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (path.parent / target).exists(), target


def test_the_chart_is_of_this_case() -> None:
    assert "40 events against" in page("docs/images/syria-2016.svg")


def test_the_picture_of_the_process_is_of_this_case() -> None:
    drawn = page("docs/images/doha-2020.svg")
    told = timeline("doha-2020", as_of="2020-08-01")
    assert f"{html.escape(told.text)}</desc>" in drawn
    for row in told.rows:
        assert html.escape(row.name[:20], quote=False) in drawn


def test_the_method_names_the_numbers_of_the_code() -> None:
    method = " ".join(page("docs/method.md").split())
    for values in (posterior._PHI, posterior._STEP, posterior._SIZE):
        listed = " ".join(f"{value:g}".removeprefix("0") for value in values)
        assert f"| {listed} |" in method
    assert f"at least {counterfactual.MIN_BASELINE_DAYS}," in method
    assert f"{effect.SMALLEST_FALL * 100:.0f} % or more" in method
    assert f"fewer than {effect.MIN_BASELINE_COUNT} in the baseline" in method


def test_one_version_everywhere() -> None:
    assert yaml.safe_load(page("CITATION.cff"))["version"] == trucewatch.__version__
    assert f'version = "{trucewatch.__version__}"' in page("pyproject.toml")


def test_the_tally_of_the_page_can_be_read(tmp_path: Path) -> None:
    from trucewatch.datasets.tally import read_tally

    (block,) = blocks("docs/data.md", "csv")
    path = tmp_path / "tally.csv"
    path.write_text(block, encoding="utf-8")
    assert len(read_tally(path).rows) == 3


def test_how_to_make_the_shipped_table_again() -> None:
    about = yaml.safe_load(page("src/trucewatch/accord/cases/syria-2016/daily.yaml"))
    told = page("CONTRIBUTING.md").replace("\\\n", " ")
    assert about["command"] in " ".join(told.split())
