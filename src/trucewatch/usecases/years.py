"""The same weeks of earlier years as the baseline of a question."""

from datetime import timedelta

import numpy as np

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Question
from trucewatch.errors import QuestionError
from trucewatch.estimate.effect import Effect, effect
from trucewatch.estimate.years import FEWEST_YEARS, same_weeks
from trucewatch.usecases.inquiry import DRAWS, Answer, Inquiry

MOST_YEARS = 10
_YEAR = 365.25


def earlier_years(window: DaySpan, covers: DaySpan) -> tuple[DaySpan, ...]:
    """Return the window moved back year by year in whole weeks, as far as the data reach.

    Examples
    --------
    >>> from datetime import date
    >>> window = DaySpan(date(2016, 2, 27), date(2016, 3, 5))
    >>> [str(one.start) for one in earlier_years(window, DaySpan(date(2014, 1, 1), window.end))]
    ['2015-02-28', '2014-03-01']
    """
    found = []
    for year in range(1, MOST_YEARS + 1):
        back = timedelta(weeks=round(year * _YEAR / 7))
        moved = DaySpan(window.start - back, window.end - back)
        if moved.start < covers.start:
            break
        found.append(moved)
    return tuple(found)


def against_years(inquiry: Inquiry, answer: Answer, years: tuple[DaySpan, ...]) -> Effect:
    """Hold a window against the same weeks of earlier years.

    Days of the window on which the source was not looking count in no year; a year with such days
    in these weeks is left out. Events without a known day lie where one placement puts them.

    Raises
    ------
    QuestionError
        When fewer than three years are left.
    """
    what: Question = answer.question
    rng = np.random.default_rng(inquiry.seed)
    totals = [
        int(inquiry.panel.within(year).imputed(what.measure, year, rng)[answer.used].sum())
        for year in years
        if inquiry.marks(year).all()
    ]
    if len(totals) < FEWEST_YEARS:
        raise QuestionError(f"the data reach back {len(totals)} years from there")
    return effect(
        answer.middle,
        same_weeks(totals, draws=DRAWS, seed=inquiry.seed),
        level=inquiry.level,
        baseline_total=sum(totals),
        threshold=what.threshold,
    )
