"""The page that explains the numbers has those of the answer."""

from pathlib import Path

import pytest

from trucewatch import words
from trucewatch.domain.assessment import Assessment
from trucewatch.domain.check import Outcome
from trucewatch.estimate.effect import SMALLEST_FALL
from trucewatch.usecases.assess import assess

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reading.md"


@pytest.fixture(scope="module")
def answer() -> Assessment:
    return assess("syria-2016")


@pytest.fixture(scope="module")
def text() -> str:
    return " ".join(PAGE.read_text(encoding="utf-8").split())


def test_the_numbers_are_those_of_the_answer(answer: Assessment, text: str) -> None:
    assert answer.expected is not None
    assert answer.reduction is not None
    assert answer.probability is not None
    assert answer.observed_range is not None
    least, most = answer.observed_range
    low, high = words.number(answer.expected.low), words.number(answer.expected.high)
    for said in (
        f"**Observed: {answer.observed} events ({least} to {most}).**",
        f"**Expected: {words.number(answer.expected.median)} events ({low} to {high}).**",
        f"**Reduction: {words.reduction(answer.reduction)}.**",
        f"**Probability of a reduction: {words.probability(answer.probability.reduced)}.**",
        f"**Verdict: {answer.verdict.value}.**",
        "At least 7 % fewer",
    ):
        assert said in text
    assert answer.depends_on == ("measure", "washout", "end of the window")
    assert "Depends on the measure, the washout and the end of the window" in text
    assert round(answer.reduction.low * 100) == 7


def test_what_is_left_over_all_days_is_that_of_the_answer(answer: Assessment, text: str) -> None:
    assert answer.periods is not None
    together = answer.periods.together
    expected = words.number(together.expected.median)
    assert f"{together.observed} events against {expected} expected" in text


def test_every_part_of_an_answer_is_explained(answer: Assessment, text: str) -> None:
    for outcome in Outcome:
        assert f"*{outcome.value.capitalize()}*" in text
    for verdict in ("Reduced", "Not reduced", "Increased", "Undetermined", "No data"):
        assert f"*{verdict}*" in text
    assert SMALLEST_FALL == 0.2  # "a fifth"
