from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Assessment, Measure, Question
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.periods import FourPeriods
from trucewatch.domain.verdict import Verdict
from trucewatch.panel.panel import Panel
from trucewatch.usecases.assess import assess
from trucewatch.usecases.inquiry import Inquiry
from trucewatch.usecases.periods import after, four_periods

START = date(2016, 2, 27)
WEEK = DaySpan(START, START + timedelta(days=7))
COVERS = DaySpan(START - timedelta(days=120), START + timedelta(days=30))
USUAL = 8


@pytest.fixture(scope="module")
def syria() -> Assessment:
    return assess("syria-2016")


def ask(
    surge: float, truce: float, later: float, *, washout: int = 0, covers: DaySpan = COVERS
) -> FourPeriods | None:
    """Make up events with so many a day in each period, and hold the periods against each other."""
    rng = np.random.default_rng(3)
    first = START - timedelta(days=washout or 3)
    rates = [(first, USUAL), (START, surge), (WEEK.end, truce), (COVERS.end, later)]
    figures = [
        DailyFigure(day, day, events=int(rng.poisson(next(r for end, r in rates if day < end))))
        for day in COVERS
    ]
    before = DaySpan(covers.start, START - timedelta(days=washout))
    what = Question(Measure.EVENTS, ("A", "B"), "X", WEEK, washout, before, None)
    inquiry = Inquiry(Panel.of(figures), 0.9, 1)
    return four_periods(inquiry, what, covers, longest_baseline=180)


def test_in_syria_the_eve_of_the_truce_surged(syria: Assessment) -> None:
    found = syria.periods
    assert found is not None
    assert found.surged
    assert found.peak.span == DaySpan(START - timedelta(days=1), START)
    assert found.peak.observed == 26
    assert 4 <= found.peak.expected.median <= 8
    assert "violence surged: 26 events against" in syria.text


def test_what_was_only_moved_in_time_is_not_called_less() -> None:
    found = ask(surge=30, truce=2, later=30)
    assert found is not None
    assert found.after is not None
    assert found.truce.verdict is Verdict.REDUCED
    assert found.after.verdict is Verdict.INCREASED
    assert found.surged
    assert found.together.verdict is not Verdict.REDUCED


def test_a_fall_that_lasts_is_one_of_all_days_together() -> None:
    found = ask(surge=USUAL, truce=1, later=1)
    assert found is not None
    assert not found.surged
    assert found.together.verdict is Verdict.REDUCED
    parts = (found.surge, found.truce, found.after)
    assert found.together.observed == sum(part.observed for part in parts if part)
    assert found.usual == pytest.approx(USUAL, rel=0.2)


def test_the_surge_is_the_washout_where_there_is_one() -> None:
    found = ask(surge=14, truce=3, later=USUAL, washout=7)
    assert found is not None
    assert found.surge.span == DaySpan(START - timedelta(days=7), START)
    assert found.before.end == found.surge.span.start


def test_nothing_is_said_of_days_after_that_are_not_known() -> None:
    found = ask(surge=USUAL, truce=3, later=3, covers=DaySpan(COVERS.start, WEEK.end))
    assert found is not None
    assert found.after is None
    assert found.together.span.end == WEEK.end


def test_too_short_a_baseline_has_no_periods() -> None:
    short = DaySpan(START - timedelta(days=30), COVERS.end)
    assert ask(surge=USUAL, truce=3, later=3, covers=short) is None


@pytest.mark.parametrize(("days", "known", "expected"), [(3, 30, 7), (14, 30, 14), (90, 99, 60)])
def test_the_days_after_are_as_many_as_the_window(days: int, known: int, expected: int) -> None:
    window = DaySpan(START, START + timedelta(days=days))
    follows = after(window, window.end + timedelta(days=known))
    assert follows is not None
    assert (follows.start, follows.days) == (window.end, expected)


def test_an_answer_as_of_the_last_day_knows_nothing_of_later_days() -> None:
    asked = assess("syria-2016", as_of="2016-03-04")
    assert asked.as_of == date(2016, 3, 4)
    assert asked.periods is not None
    assert asked.periods.after is None
