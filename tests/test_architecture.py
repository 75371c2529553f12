"""The house as it is drawn is the house as it is built."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRAWN = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def table(head: str) -> list[str]:
    """Return the first cells of the table with this head."""
    lines = DRAWN.split(head, 1)[1].splitlines()[2:]
    return [line.split("|")[1] for line in lines[: lines.index("")]]


def test_the_rooms() -> None:
    drawn = [set(re.findall(r"`(\w+)`", row)) for row in table("| rooms | what is in there |")]
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    held = [
        {room for room in re.findall(r"\(?\w+\)?", layer) if room[0] != "("} for layer in layers
    ]
    assert drawn == held


def test_every_room_is_held_by_the_import_rules() -> None:
    package = ROOT / "src" / "trucewatch"
    there = {p.stem for p in package.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    held = " ".join(PROJECT["tool"]["importlinter"]["contracts"][0]["layers"])
    assert there - {"__init__"} == set(re.findall(r"\w+", held)) & there
    assert there - {"__init__"} <= set(re.findall(r"\w+", held))


def test_every_dependency_has_its_reason() -> None:
    needed = [re.match(r"[\w-]+", line).group() for line in PROJECT["project"]["dependencies"]]  # type: ignore[union-attr]
    assert re.findall(r"`([\w-]+)`", "".join(table("| package | why this one |"))) == needed
