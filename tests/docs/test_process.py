"""The page on processes shows what the commands print, and says what the code does."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from trucewatch.accord import forecast
from trucewatch.accord.commitments import HALF
from trucewatch.accord.provisions import provisions
from trucewatch.cli.main import status
from trucewatch.domain.status import CommitmentState
from trucewatch.domain.what_if import Key
from trucewatch.present.chart_timeline import MOST_ROWS
from trucewatch.present.status import status_json
from trucewatch.usecases import process

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "process.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def shown(text: str) -> list[tuple[str, str]]:
    """The commands of a page with what is said to be printed."""
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S)
    return [
        (command, printed)
        for block in blocks
        for command, _, printed in (
            one.partition("\n") for one in block.split("$ trucewatch ") if one
        )
    ]


@pytest.mark.parametrize(("command", "printed"), shown(PAGE))
def test_what_is_shown_is_printed(
    capsys: pytest.CaptureFixture[str], command: str, printed: str
) -> None:
    assert status(shlex.split(command)) == 0
    out = capsys.readouterr().out
    if printed.endswith("\n...\n"):
        assert out.startswith(printed.removesuffix("...\n"))
    else:
        assert out == printed


def test_the_questions_that_are_shown() -> None:
    verbs = [command.split()[0] for command, _ in shown(PAGE)]
    assert verbs == ["status", "judge", "judge", "what-if"]


def test_every_state_is_explained() -> None:
    section = PAGE.split("**State.**")[1].split("**Due.**")[0]
    for state in CommitmentState:
        assert f"*{state.value}*" in section


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"{forecast.LEVEL * 100:.0f} % interval" in WORDS
    assert f"fewer than {forecast.FEWEST} stretches" in WORDS
    assert HALF == 0.5
    assert "2 at least one half" in WORDS
    assert f"each of its {len(provisions())} provisions" in WORDS
    assert f"At most {MOST_ROWS} lines are drawn" in WORDS


def test_every_change_is_explained() -> None:
    for key in Key:
        assert f"`ID.{key.value}=DAY`" in PAGE


def keys(title: str) -> set[str]:
    body = PAGE.split(f"\n### {title}\n")[1].split("\n#")[0]
    return set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", body, re.M))))


def test_every_key_of_the_json_is_explained() -> None:
    told: dict[str, Any] = status_json(process.status("doha-2020", as_of="2020-08-01"))
    assert keys("Status") == set(told)
    assert keys("A commitment") == set(told["commitments"][0])
    for part in ("gates", "next", "phases", "steps", "incidents"):
        (row,) = re.findall(rf"^\| `{part}` \| (.*) \|$", PAGE, re.M)
        assert set(re.findall(r"`(\w+)`", row)) == set(told[part][0])
    (forecasted,) = re.findall(r"^\| `forecast` \| (.*) \|$", PAGE, re.M)
    assert set(re.findall(r"`(\w+)`", forecasted)) == set(told["commitments"][0]["forecast"])


def test_what_is_said_of_doha() -> None:
    then = process.status("doha-2020", as_of="2020-02-25", known="2020-02-27")
    assert {ruling.reading for one in then.incidents for ruling in one.rulings} == {"mujahid"}
    now = {one.id: one for one in process.status("doha-2020", as_of="2020-08-01").commitments}
    held = now["prisoners-held-by-taliban"]
    assert (held.declared, held.done) == (1005, 700)


def test_the_functions_that_are_named() -> None:
    named = re.findall(r"`(\w+)`", PAGE.rsplit("From Python", 1)[1])
    assert named
    assert all(callable(getattr(process, name)) for name in named)
