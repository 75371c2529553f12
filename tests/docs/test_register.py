"""The page on the register holds what the code does."""

import re
import shlex
from pathlib import Path

import pytest

from trucewatch.cli.main import status
from trucewatch.cli.register import COMMANDS
from trucewatch.domain.label import Label
from trucewatch.register.checking import FORMS
from trucewatch.register.kinds import kinds
from trucewatch.register.ladder import ladder
from trucewatch.register.red_lines import red_lines
from trucewatch.usecases.register_adding import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def test_the_story_is_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (told,) = re.findall(r"<!-- told -->\n```yaml\n(.*?)^```", PAGE, re.M | re.S)
    Path("told.yaml").write_text(told, encoding="utf-8")
    (story,) = re.findall(r"^```console\n(.*?)^```", PAGE, re.M | re.S)
    for step in re.split(r"^\$ ", story, flags=re.M)[1:]:
        command, _, printed = step.partition("\n")
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, value)
            continue
        code = status(shlex.split(command)[1:])
        got = capsys.readouterr()
        assert code == (2 if printed.startswith("trucewatch: ") else 0), command
        wanted = re.escape(printed).replace(re.escape("..."), "[0-9a-f]{64}")
        assert re.fullmatch(wanted, got.out + got.err), got.out + got.err


def test_every_command_is_named() -> None:
    for name in COMMANDS:
        assert re.search(rf"register {name}|`{name}\b", PAGE), name


def test_the_ladder_is_that_of_the_code() -> None:
    section = PAGE.split("| from | to | who | needs |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    told = [[cell.strip() for cell in row.split("|")[1:-1]] for row in section.splitlines()]
    assert told == [
        [move.source.value, move.to.value, ", ".join(move.roles), ", ".join(move.needs)]
        for move in ladder().moves
    ]
    assert f"*Origins*: {ladder().origins} of them" in PAGE


def test_every_field_is_told() -> None:
    section = PAGE.split("| kind | fields |\n|---|---|\n")[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", section, re.M))
    assert list(rows) == list(NAMES)
    for name, told in rows.items():
        fields = FORMS[NAMES[name]].model_fields
        assert re.sub(r"\*", "", told).split(", ") == list(fields), name
        needed = [key for key, field in fields.items() if field.is_required()]
        assert re.findall(r"\*\*(\w+)\*\*", told) == needed, name


def test_every_kind_and_red_line_is_told() -> None:
    section = WORDS.split("The kinds of act: ")[1].split(".")[0]
    assert re.findall("`([a-z-]+)`", section) == list(kinds())
    groups = [
        [kinds()[kind].character for kind in re.findall("`([a-z-]+)`", part)]
        for part in section.split("; ")
    ]
    assert [len(set(group)) for group in groups] == [1, 1, 1]
    assert re.findall("`([a-z-]+)`", WORDS.split("at once: ")[1].split(".")[0]) == [
        line.id for line in red_lines()
    ]


def test_every_label_is_told() -> None:
    assert re.findall(r"^\| `([a-z-]+)` \| [^*]", PAGE.split("## Need to know")[1], re.M) == [
        label.value for label in Label
    ]
