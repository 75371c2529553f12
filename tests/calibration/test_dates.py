"""Dates are read as they are meant: a published set of phrases, and sentences of our own."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from calibration.floors import FLOORS
from calibration.timenorm import scored
from trucewatch.domain.reading import DateMention
from trucewatch.usecases.read import read

READING = Path(__file__).resolve().parents[1] / "reading"


@pytest.mark.parametrize("part", ["train", "test"])
def test_phrases_with_the_day_they_were_told_on(shared: Path, part: str) -> None:
    found = scored(shared / "data" / "dates" / f"timenorm_{part}.tsv")
    floor = FLOORS[f"timenorm {part}"]
    assert len(found) == floor["phrases"]
    assert sum(one.right for one in found) / len(found) >= floor["right"]


def annotated(name: str) -> list[dict[str, Any]]:
    path = READING / f"{name.replace(' ', '_')}.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["annotated dates", "annotated dates held out"])
def test_sentences_of_our_own(name: str) -> None:
    right = []
    for article in annotated(name):
        found = read(
            " ".join(article["text"].split()),
            published=article["published"],
            zone=article["zone"],
        ).dates
        right += [_right(found, wanted, article["zone"]) for wanted in article["dates"]]
    assert len(right) == FLOORS[name]["mentions"]
    assert sum(right) / len(right) >= FLOORS[name]["right"]


def _right(found: tuple[DateMention, ...], wanted: dict[str, Any], zone: str) -> bool:
    """Whether one of the mentions has the words and means what they mean."""
    return any(
        wanted["text"] in mention.text and _means(mention, wanted, ZoneInfo(zone))
        for mention in found
    )


def _means(mention: DateMention, wanted: dict[str, Any], zone: ZoneInfo) -> bool:
    if "days" in wanted:
        return mention.days is not None and abs(mention.days - wanted["days"]) < 1e-6
    if mention.start != _at(wanted["start"], zone):
        return False
    return "end" not in wanted or mention.end == _at(wanted["end"], zone)


def _at(told: date | str | None, zone: ZoneInfo) -> datetime | None:
    if told is None:
        return None
    text = str(told)
    return datetime.fromisoformat(text).replace(tzinfo=zone)
