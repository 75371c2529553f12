"""The page on reading the news holds what the code does."""

import re
from pathlib import Path

import pytest

from calibration.floors import FLOORS
from trucewatch.reading.model_answer import MOST
from trucewatch.reading.model_request import PART
from trucewatch.reading.model_support import SHORTEST
from trucewatch.reading.source import LARGEST
from trucewatch.usecases import endpoint
from trucewatch.usecases.read import read
from trucewatch.usecases.read_batch import COLUMNS, SUFFIXES
from trucewatch.usecases.read_model import MOST_PARTS

PAGE = (Path(__file__).parents[2] / "docs" / "reading-news.md").read_text(encoding="utf-8")


def test_the_example() -> None:
    (text,) = re.findall(r"<!-- example -->\n```text\n(.*?)^```", PAGE, re.M | re.S)
    found = read(text, published="2020-02-21", zone="Asia/Kabul")
    (mark,) = found.document.marked
    assert f'never coded: "{mark.span.of(text)}"' in PAGE
    dates = {d.text: d for d in found.dates}
    (table,) = re.findall(r"<!-- dates -->\n.*?\n\|---.*?\n(.*?)\n\n", PAGE, re.S)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    assert len(rows) == 6
    for words, start, end in rows:
        date = dates[words]
        if start.endswith("days"):
            assert date.days == int(start.split()[0])
            continue
        assert date.start is not None
        assert date.start.isoformat(timespec="minutes") == start
        if end:
            told = date.end.isoformat(timespec="minutes") if date.end else "open"
            assert told == end


def test_every_column_of_a_batch_is_named() -> None:
    (listed,) = re.findall(r"<!-- columns -->\n(.*?)\n\n", PAGE, re.S)
    assert re.findall(r"`(\w+)`", listed) == list(COLUMNS)


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"more than {LARGEST // 1_000_000} MB" in PAGE
    assert all(f"`{suffix}`" in PAGE for suffix in SUFFIXES)
    for part in ("train", "test"):
        floor = FLOORS[f"timenorm {part}"]
        assert f"{floor['phrases']:,}" in PAGE
        (told,) = re.findall(rf"(\.\d+) of the\s+{floor['phrases']:,} ", PAGE)
        assert floor["right"] <= float(told) < floor["right"] + 0.01
    assert f"On {FLOORS['annotated dates']['mentions']} dates" in PAGE


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("dates, whole reports", "dates"),
        ("truces: parties, start, length", "truces"),
        ("event type with actor, F1: whole reports", "events F1"),
        ("killed and injured, exact: whole reports", "tolls"),
        ("what happens to the process, with who does it", "processes"),
        ("statements with their speaker", "statements"),
        ("commitments with who makes them, and how many of what", "commitments"),
        ("conditions", "conditions"),
    ],
)
def test_what_is_told_of_whole_reports_is_what_is_held(row: str, what: str) -> None:
    (line,) = [one for one in PAGE.splitlines() if one.startswith(f"| {row} |")]
    *_, made_by, kept_back, _ = (cell.strip(" *") for cell in line.split("|"))
    for part, told in (("development", made_by), ("held_out", kept_back)):
        floor = FLOORS["reading articles"][part][what]
        assert floor <= float(told) <= floor + 0.03


def test_the_bounds_of_a_model_are_those_of_the_code() -> None:
    said = " ".join(PAGE.split())
    assert f"has fewer than {SHORTEST} words" in said
    assert f"behind the first {MOST}" in said
    assert f"within {endpoint.TIMEOUT:.0f} seconds (`--timeout`)" in said
    assert f"more than {endpoint.LARGEST / 1e6:g} MB or no JSON" in said
    assert f"parts of {PART:,} characters, at most {MOST_PARTS};" in said


def test_the_example_of_a_model_runs() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
    made, _ = code.split("found = ")
    names: dict[str, object] = {}
    exec(made, names)  # noqa: S102 - our own page
    assert repr(names["model"]) == "Endpoint('http://127.0.0.1:8080/v1', name='mistral-small')"
