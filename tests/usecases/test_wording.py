from dataclasses import replace
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import (
    Interval,
    Measure,
    Probability,
    Question,
    Reported,
    ReportedComparison,
    Verdict,
    WashoutVariant,
)
from trucewatch.domain.daily import Provenance
from trucewatch.domain.truce import EventsSource, Period, PublishedFigure
from trucewatch.estimate.effect import Effect
from trucewatch.usecases.wording import no_data_paragraph, other_verdicts, paragraph

from .truces import START, truce

WEEK = DaySpan(START, START + timedelta(days=7))
QUESTION = Question(
    Measure.EVENTS, ("A", "B"), "Syria", WEEK, 0, DaySpan(START - timedelta(days=180), START), None
)
DATA = Provenance("ucdp-ged", "26.1", "ab" * 32, 400, DaySpan(START, WEEK.end), "Cite.", "Query.")
FOUND = Effect(
    Interval(79, 53, 118, 0.9),
    Interval(0.49, 0.25, 0.66, 0.9),
    Probability(0.993, 0.006, None),
    Verdict.REDUCED,
    (),
)


def variant(days: int, verdict: Verdict) -> WashoutVariant:
    baseline = DaySpan(START - timedelta(days=180 + days), START - timedelta(days=days))
    expected, fall = Interval(54, 26, 87, 0.9), Interval(0.26, -0.48, 0.54, 0.9)
    return WashoutVariant(days, baseline, expected, fall, Probability(0.78, 0.2, None), verdict)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.NO_DATA])
def test_each_verdict(verdict: Verdict, snapshot: SnapshotAssertion) -> None:
    found = replace(FOUND, verdict=verdict, reasons=("There is a reason.",))
    assert paragraph(truce(), QUESTION, 40, found, DATA, ()) == snapshot


def test_an_agreed_fall_and_a_single_day(snapshot: SnapshotAssertion) -> None:
    asked = replace(
        QUESTION, threshold=0.8, window=DaySpan(START, START + timedelta(days=1)),
        measure=Measure.DEATHS,
    )  # fmt: skip
    found = replace(FOUND, probability=Probability(0.9999, 0.0, 0.001))
    own = replace(DATA, dataset="tally", release="desk")
    assert paragraph(truce(), asked, 1, found, own, ()) == snapshot


def test_a_short_baseline_and_what_it_rests_on(snapshot: SnapshotAssertion) -> None:
    asked = replace(QUESTION, baseline=DaySpan(START - timedelta(days=57), START))
    washouts = [
        variant(0, Verdict.REDUCED),
        variant(1, Verdict.UNDETERMINED),
        variant(2, Verdict.NOT_REDUCED),
        variant(3, Verdict.UNDETERMINED),
        variant(7, Verdict.REDUCED),
    ]
    assert paragraph(truce(), asked, 40, FOUND, DATA, washouts) == snapshot


def test_other_verdicts_are_named_with_their_washouts() -> None:
    washouts = [variant(1, Verdict.UNDETERMINED), variant(3, Verdict.REDUCED)]
    assert other_verdicts(Verdict.REDUCED, washouts) == (
        "With a washout of 1 day the verdict is undetermined.",
    )
    assert other_verdicts(Verdict.UNDETERMINED, washouts) == (
        "With a washout of 3 days the verdict is reduced.",
    )


def test_several_washouts_are_listed() -> None:
    washouts = [variant(days, Verdict.UNDETERMINED) for days in (0, 1, 2)]
    said = paragraph(truce(), replace(QUESTION, washout_days=7), 40, FOUND, DATA, washouts)
    assert "With a washout of 0, 1 or 2 days the verdict is undetermined. With 0 days, " in said


def figure(value: float, period: Period, claimant: str) -> PublishedFigure:
    return PublishedFigure("attacks", claimant, WEEK, value, "https://example.org", period)


def pair(claimant: str) -> ReportedComparison:
    first, second = figure(300, Period.BEFORE, claimant), figure(18, Period.DURING, claimant)
    return ReportedComparison(first, second, 75, 4.5, 0.06, None, None, "no reason")


@pytest.mark.parametrize("claims", [0, 1, 6])
def test_no_data(claims: int, snapshot: SnapshotAssertion) -> None:
    panel = Reported(tuple(pair(f"Paper {n}") for n in range(claims)), ())
    sources = [EventsSource("ucdp-ged", "ged.zip", "https://example.org/ged.zip", "")]
    assert no_data_paragraph(truce(), QUESTION, panel, sources[:claims]) == snapshot


def test_only_before_against_during_is_told_in_the_paragraph() -> None:
    after = replace(pair("Paper"), second=figure(18, Period.AFTER, "Paper"))
    claims = "What others published are claims; measures and claimants are kept apart, never"
    for panel in (Reported((after,), ()), Reported((), (figure(3, Period.DURING, "Paper"),))):
        said = no_data_paragraph(truce(), QUESTION, panel, ())
        assert "Paper" not in said
        assert f"no day-level events are shipped. {claims}" in said
