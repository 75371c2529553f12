"""The page on silence holds what the code does."""

import re
from pathlib import Path

import pytest

from trucewatch.domain.silence import SilenceKind
from trucewatch.estimate import silence, silence_late, silence_rate, usable
from trucewatch.estimate.silence_rate import Rate

PAGE = (Path(__file__).parents[2] / "docs" / "silence.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def test_the_page_tells_every_kind() -> None:
    for kind in SilenceKind:
        assert f"**{kind.value}**" in WORDS


def test_the_numbers_are_those_of_the_code() -> None:
    for sentence in (
        f"last {silence_rate.REFERENCE_DAYS} days before",
        f"fewer than {silence_rate.LEAST_DAYS} of them",
        f"fallen by {silence.FALL * 100:.0f} %",
        f"fallen by {silence.FALL_UNBOUND * 100:.0f} %",
        f"probability below 1 in {1 / silence.RARE_SILENCE:,.0f} of a silence",
        f"probability below 1 in {1 / silence_late.RARE_SPIKE:,.0f} of such a day",
        f"probability below 1 in {1 / silence_late.RARE_LOW:,.0f} of so little",
        f"below 1 in {1 / silence.RARE_REPEAT:,.0f}",
        f"a count of {silence.LEAST_REPEATED} or more",
        f"within {silence_late.CATCH_UP_DAYS} days",
    ):
        assert sentence in WORDS, sentence
    assert round(1 / silence_late.LOW_SHARE) == 3
    assert "a third of the rate or less" in WORDS
    assert silence_late.LEAST_EXPLAINED == 0.5
    assert "at least half" in WORDS
    assert round(1 / usable.MOST_LOST) == 3


@pytest.mark.parametrize("row", re.findall(r"^\| (\d+) \| (.*) \|$", PAGE, re.MULTILINE))
def test_how_long_a_silence_must_be(row: tuple[str, str]) -> None:
    mean, told = float(row[0]), [int(days) for days in row[1].split(" | ")]
    assert len(told) == 4
    conditions = [(silence.FALL, 100), (silence.FALL, 1), (silence.FALL_UNBOUND, 100)]
    conditions.append((silence.FALL_UNBOUND, 1))
    for days, (fall, size) in zip(told, conditions, strict=True):
        rate = Rate(mean, size)
        assert rate.nothing(days, fall) < silence.RARE_SILENCE
        assert days == 1 or rate.nothing(days - 1, fall) >= silence.RARE_SILENCE
