from dataclasses import replace
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import (
    Assessment,
    ChoiceVariant,
    DayVerdict,
    MadeBy,
    Measure,
    Question,
    Reported,
    ReportedComparison,
)
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval
from trucewatch.domain.periods import FourPeriods, PeriodEffect
from trucewatch.domain.silence import BlindDays, SilenceKind
from trucewatch.domain.truce import EventsSource, Period, PublishedFigure
from trucewatch.domain.verdict import Probability, Verdict
from trucewatch.usecases.wording import (
    blind_paragraph,
    no_data_paragraph,
    other_verdicts,
    paragraph,
)

from .truces import START, truce

WEEK = DaySpan(START, START + timedelta(days=7))
QUESTION = Question(
    Measure.EVENTS, ("A", "B"), "Syria", WEEK, 0, DaySpan(START - timedelta(days=180), START), None
)
DATA = Provenance("ucdp-ged", "26.1", "ab" * 32, 400, DaySpan(START, WEEK.end), "Cite.", "Query.")
FOUND = Assessment(
    truce="model",
    name="Truce of the model",
    as_of=WEEK.last,
    question=QUESTION,
    observed=40,
    expected=Interval(79, 53, 118, 0.9),
    reduction=Interval(0.49, 0.25, 0.66, 0.9),
    probability=Probability(0.993, 0.006, None),
    verdict=Verdict.REDUCED,
    text="",
    reasons=(),
    limits=(),
    undated_share=0.0,
    data=DATA,
    made_by=MadeBy("0.1.0", 1, "trucewatch assess model"),
)


def variant(value: str, verdict: Verdict | None, choice: str = "washout") -> ChoiceVariant:
    expected, fall = Interval(54, 26, 87, 0.9), Interval(0.26, -0.48, 0.54, 0.9)
    sure = Probability(0.78, 0.2, None)
    return ChoiceVariant(choice, value, False, 40, expected, fall, sure, verdict)


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.NO_DATA])
def test_each_verdict(verdict: Verdict, snapshot: SnapshotAssertion) -> None:
    found = replace(FOUND, verdict=verdict, reasons=("There is a reason.",))
    assert paragraph(found, longest_baseline=180) == snapshot


def test_an_agreed_fall_and_a_single_day(snapshot: SnapshotAssertion) -> None:
    asked = replace(
        QUESTION, threshold=0.8, window=DaySpan(START, START + timedelta(days=1)),
        measure=Measure.DEATHS,
    )  # fmt: skip
    own = replace(DATA, dataset="tally", release="desk")
    found = replace(
        FOUND, question=asked, observed=1, data=own, probability=Probability(0.9999, 0.0, 0.001)
    )
    assert paragraph(found, longest_baseline=180) == snapshot


def test_a_short_baseline_and_what_it_rests_on(snapshot: SnapshotAssertion) -> None:
    asked = replace(QUESTION, baseline=DaySpan(START - timedelta(days=57), START))
    variants = (
        variant("0 days", Verdict.REDUCED),
        variant("1 day", Verdict.UNDETERMINED),
        variant("2 days", Verdict.NOT_REDUCED),
        variant("3 days", Verdict.UNDETERMINED),
        variant("90 days", None, "baseline"),
        variant("deaths", Verdict.INCREASED, "measure"),
    )
    found = replace(FOUND, question=asked, choices=variants, observed_range=(39, 44))
    assert paragraph(found, longest_baseline=180) == snapshot


def test_the_first_day_with_a_firm_answer() -> None:
    days = (
        DayVerdict(START, 3, -1.0, 0.9, Verdict.UNDETERMINED, None),
        DayVerdict(START + timedelta(days=1), 4, 0.1, 0.9, Verdict.REDUCED, None),
    )
    said = paragraph(replace(FOUND, day_verdicts=days), longest_baseline=180)
    assert said.endswith("the record allowed a firm answer (reduced) on day 2, 28 Feb 2016.")
    assert "firm answer" not in paragraph(
        replace(FOUND, day_verdicts=days[:1]), longest_baseline=180
    )


def test_other_verdicts_are_named_with_their_choices() -> None:
    variants = [
        variant("1 day", Verdict.UNDETERMINED),
        variant("2 days", Verdict.UNDETERMINED),
        variant("3 days", Verdict.REDUCED),
        variant("without weekdays", Verdict.UNDETERMINED, "model"),
    ]
    assert other_verdicts(Verdict.REDUCED, variants) == (
        "With a washout of 1 day or 2 days the verdict is undetermined.",
        "With the model without weekdays the verdict is undetermined.",
    )
    assert other_verdicts(Verdict.UNDETERMINED, variants) == (
        "With a washout of 3 days the verdict is reduced.",
    )


def test_silence_is_not_peace() -> None:
    blind = BlindDays(WEEK, SilenceKind.BLIND, "All 3 dyads together show nothing.")
    said = blind_paragraph(truce(), QUESTION, "7 of the window's 7 days can't be used.", [blind])
    assert "silence is not peace. 7 of the window's 7 days can't be used. All 3 dyads" in said


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


def period(first: int, days: int, observed: int, verdict: Verdict) -> PeriodEffect:
    return PeriodEffect(
        DaySpan(START + timedelta(days=first), START + timedelta(days=first + days)),
        observed,
        Interval(30, 20, 40, 0.9),
        Interval(0.1, -0.3, 0.4, 0.9),
        Probability(0.6, 0.4, None),
        verdict,
    )


def around(*, surge: float = 0.4, later: Verdict, together: Verdict) -> FourPeriods:
    return FourPeriods(
        before=QUESTION.baseline,
        usual=5,
        surge=period(-3, 3, 31, Verdict.UNDETERMINED),
        peak=period(-2, 2, 29, Verdict.INCREASED),
        peak_chance=surge,
        truce=period(0, 7, 10, Verdict.REDUCED),
        after=period(7, 7, 60, later),
        together=period(-3, 17, 101, together),
    )


def test_a_surge_and_what_followed_are_told(snapshot: SnapshotAssertion) -> None:
    moved = around(surge=0.01, later=Verdict.INCREASED, together=Verdict.NOT_REDUCED)
    assert paragraph(replace(FOUND, periods=moved), longest_baseline=180) == snapshot


def test_a_truce_that_lasts_is_told() -> None:
    lasts = around(later=Verdict.REDUCED, together=Verdict.REDUCED)
    text = paragraph(replace(FOUND, periods=lasts), longest_baseline=180)
    assert "In the 7 days that followed it stayed below what was usual before: 60 events" in text
    assert "together violence was reduced as well: 101 events" in text


def test_usual_days_around_a_truce_need_no_words() -> None:
    usual = around(later=Verdict.UNDETERMINED, together=Verdict.REDUCED)
    told = paragraph(replace(FOUND, periods=usual), longest_baseline=180)
    assert told == paragraph(FOUND, longest_baseline=180)


def test_a_surge_of_one_day_is_told_by_its_date() -> None:
    one = replace(
        around(surge=0.01, later=Verdict.UNDETERMINED, together=Verdict.UNDETERMINED),
        peak=period(-1, 1, 26, Verdict.INCREASED),
        after=None,
    )
    text = paragraph(replace(FOUND, periods=one), longest_baseline=180)
    assert "On the day before it, 26 Feb 2016, violence surged: 26 events" in text
    assert "together" not in text
