from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Assessment, Measure, Question
from trucewatch.domain.check import Check, Outcome
from trucewatch.domain.daily import DailyFigure
from trucewatch.panel.panel import Panel
from trucewatch.usecases.assess import assess
from trucewatch.usecases.checks import checks
from trucewatch.usecases.inquiry import Inquiry

START = date(2016, 2, 27)
WEEK = DaySpan(START, START + timedelta(days=7))
COVERS = DaySpan(START - timedelta(days=180), WEEK.end)
QUESTION = Question(Measure.EVENTS, ("A", "B"), "X", WEEK, 0, DaySpan(COVERS.start, START), None)
NAMES = (
    "placebo in time",
    "placebo in place",
    "without one reporting office",
    "without one place",
    "other priors",
    "posterior predictive fit",
)


@pytest.fixture(scope="module")
def syria() -> Assessment:
    return assess("syria-2016")


def made_up(before: float, during: float, seed: int = 1, **labels: str) -> list[DailyFigure]:
    """Make up events with so many a day before the start and after it."""
    rng = np.random.default_rng(seed)
    return [
        DailyFigure(day, day, events=_drawn(rng, before if day < START else during), **labels)  # type: ignore[arg-type]
        for day in COVERS
    ]


def _drawn(rng: np.random.Generator, rate: float) -> int:
    return int(rng.negative_binomial(4, 4 / (4 + rate)))


def ask(
    figures: list[DailyFigure], others: list[DailyFigure] | None = None, what: Question = QUESTION
) -> dict[str, Check]:
    inquiry = Inquiry(Panel.of(figures), 0.9, 1)
    found = checks(inquiry, inquiry.run(what), COVERS, Panel.of(others or []))
    return {check.name: check for check in found}


def everywhere(during: float) -> list[DailyFigure]:
    """Events of six dyads, told by two offices from three places."""
    return [
        figure
        for n in range(6)
        for figure in made_up(
            4, during, n, admin1=f"P{n % 3}", source_office=f"O{n % 2}", dyad="A - B"
        )
    ]


def test_a_sound_answer_passes_every_check() -> None:
    elsewhere = [f for n in range(6) for f in made_up(4, 4, 10 + n, dyad=f"C{n} - D")]
    found = ask(everywhere(during=0.2), elsewhere)
    assert tuple(found) == NAMES
    assert {check.outcome for check in found.values()} == {Outcome.PASSES}


def test_a_fall_everywhere_is_no_work_of_the_truce() -> None:
    elsewhere = [f for n in range(6) for f in made_up(4, 0.2, 10 + n, dyad=f"C{n} - D")]
    found = ask(everywhere(during=0.2), elsewhere)["placebo in place"]
    assert found.outcome is Outcome.FAILS
    assert (found.tried, found.against) == (6, 6)
    assert "Of 6 pairs of sides that it does not cover, 6 fell in the same days" in found.text


def test_weeks_that_swing_wildly_fail_the_placebo_in_time() -> None:
    # Violence that alternates by the week is nothing that the model knows.
    swinging = [
        DailyFigure(day, day, events=40 if ((START - day).days - 1) // 7 % 2 else 1)
        for day in DaySpan(COVERS.start, START)
    ]
    found = ask([*swinging, *(DailyFigure(day, day, events=40) for day in WEEK)])
    assert found["posterior predictive fit"].outcome is Outcome.FAILS
    assert "does not look like one that the model makes" in found["posterior predictive fit"].text


def test_a_verdict_that_hangs_on_one_office_fails() -> None:
    one = made_up(8, 0.2, 1, source_office="Loud", admin1="P")
    other = made_up(3, 3, 2, source_office="Still", admin1="Q")
    found = ask([*one, *other])
    assert found["without one reporting office"].outcome is Outcome.FAILS
    assert "Without Loud the verdict is" in found["without one reporting office"].text
    assert found["without one place"].against == 1


def test_too_little_to_check_with_is_no_failure() -> None:
    short = replace(QUESTION, baseline=DaySpan(START - timedelta(days=40), START))
    inquiry = Inquiry(Panel.of(made_up(5, 5)), 0.9, 1)
    covers = DaySpan(short.baseline.start, WEEK.end)
    found = checks(inquiry, inquiry.run(short), covers, Panel.of([]))
    outcomes = [check.outcome for check in found]
    assert outcomes == [Outcome.NO_VERDICT] * 4 + [Outcome.PASSES] * 2
    assert found[0].text == "Only once could a start be pretended before it."


def test_records_too_even_for_the_model_are_left_out_of_the_placebos() -> None:
    even = [DailyFigure(day, day, events=3, dyad="E - F") for day in COVERS]
    found = ask(made_up(5, 5, admin1="P"), even)["placebo in place"]
    assert (found.outcome, found.tried) == (Outcome.NO_VERDICT, 0)


def test_of_deaths_the_fit_of_their_events_is_judged() -> None:
    figures = [
        replace(
            figure,
            deaths_low=figure.events,
            deaths_best=2 * figure.events,
            deaths_high=3 * figure.events,
        )
        for figure in made_up(5, 5)
    ]
    found = ask(figures, what=replace(QUESTION, measure=Measure.DEATHS))
    assert found["posterior predictive fit"].outcome is Outcome.PASSES


def test_syria_names_the_places_its_verdict_hangs_on(syria: Assessment) -> None:
    found = {check.name: check for check in syria.checks}
    assert tuple(found) == NAMES
    assert found["placebo in time"].outcome is Outcome.NO_VERDICT
    assert found["without one place"].outcome is Outcome.FAILS
    assert "Of 6 checks 2 pass, 1 fails and 3 give no verdict. Without " in syria.text
