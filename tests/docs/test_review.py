"""The page on reviewing holds what the code does."""

import re
import shlex
from pathlib import Path

import pytest

from trucewatch.cli.main import status
from trucewatch.present.review import HELP
from trucewatch.usecases.review import EARLIEST
from trucewatch.usecases.review_changes import FIELDS, OTHER_TYPES
from trucewatch.usecases.review_sorts import UNTOLD_KIND

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    (found,) = re.findall(rf"<!-- {mark} -->\n```\w+\n(.*?)^```", PAGE, re.M | re.S)
    return str(found)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRUCEWATCH_REGISTER", raising=False)
    Path("report.txt").write_text(block("report"), encoding="utf-8")
    Path("kabul.yaml").write_text(block("process"), encoding="utf-8")
    return tmp_path


def test_the_story_is_what_comes(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (story,) = re.findall(r"^```console\n(.*?)^```", PAGE, re.M | re.S)
    for step in re.split(r"^\$ ", story, flags=re.M)[1:]:
        command, _, printed = step.partition("\n")
        assert status(shlex.split(command)[1:]) == 0, command
        got = capsys.readouterr().out
        wanted = re.escape(printed)
        wanted = re.sub(r"^\\\.\\\.\\\.\\\n", r"(?:.*\\n)*?", wanted, flags=re.M)
        wanted = wanted.replace(r"\.\.\.", ".*?")
        assert re.fullmatch(wanted, got), got
    assert block("commitment") in Path("kabul.yaml").read_text(encoding="utf-8")


def test_the_python_example_runs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(block("python"), {})  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "Twelve people were killed in a suicide attack in Kabul" in printed
    assert printed.splitlines()[-1].startswith("((1, <Room.REGISTER")


def test_every_field_and_key_is_named() -> None:
    (listed,) = re.findall(r"<!-- fields -->\n(.*?)\n\n", PAGE, re.S)
    assert re.findall(r"`(\w+)`", listed) == list(FIELDS)
    keys = PAGE.split("## The keys")[1].split("\n\nWithout")[0]
    told = re.findall(r"^\| `(.)` \|", keys, re.M)
    assert told == list(dict.fromkeys(re.findall(r"^(\S)(?= )", HELP, re.M)))
    assert all(f"`{one}`" in PAGE for one in (*OTHER_TYPES, UNTOLD_KIND))
    assert f"put at {EARLIEST.year}" in PAGE
