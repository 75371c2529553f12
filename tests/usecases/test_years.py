from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError
from trucewatch.panel.panel import Panel
from trucewatch.usecases.inquiry import Inquiry
from trucewatch.usecases.years import against_years, earlier_years

START = date(2020, 3, 7)
WINDOW = DaySpan(START, START + timedelta(days=28))
COVERS = DaySpan(date(2014, 1, 1), WINDOW.end)


def season(day: date) -> float:
    """Violence that stops every spring, truce or no truce."""
    return 0.3 if day.month in (3, 4) else 6.0


def ask(usable: np.ndarray | None = None) -> Verdict:
    rng = np.random.default_rng(1)
    figures = [DailyFigure(day, day, events=int(rng.poisson(season(day)))) for day in COVERS]
    before = DaySpan(START - timedelta(days=90), START)
    what = Question(Measure.EVENTS, ("A", "B"), "X", WINDOW, 0, before, None)
    inquiry = Inquiry(Panel.of(figures), 0.9, 1, usable=usable, first_day=COVERS.start)
    answer = inquiry.run(what)
    assert answer.effect.verdict is Verdict.REDUCED  # against the weeks before
    return against_years(inquiry, answer, earlier_years(WINDOW, COVERS)).verdict


def test_a_season_is_no_truce() -> None:
    assert ask() is not Verdict.REDUCED


def test_the_weekdays_stay_what_they_are() -> None:
    years = earlier_years(WINDOW, COVERS)
    assert len(years) == 6
    assert {one.start.weekday() for one in years} == {START.weekday()}
    assert all(abs((one.start.replace(year=2020) - START).days) <= 3 for one in years)


def test_years_with_days_that_nobody_saw_are_left_out() -> None:
    usable = np.ones(COVERS.days, bool)
    for year in earlier_years(WINDOW, COVERS)[2:]:
        usable[(year.start - COVERS.start).days] = False
    with pytest.raises(QuestionError, match="reach back 2 years"):
        ask(usable)
