from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError
from trucewatch.panel.series import daily_series, select_figures

START = date(2016, 2, 27)
WEEK = DaySpan(START, START + timedelta(days=7))
FIGURE = DailyFigure(START, START, 11, "A - B", "state-based", "Homs", None, 3, 2, 4, 5, 6, 1)


def moved(days: int, length: int = 0) -> DailyFigure:
    start = START + timedelta(days=days)
    return replace(FIGURE, date=start, last=start + timedelta(days=length))


def test_figures_add_up_by_day_and_a_day_without_one_is_zero() -> None:
    given = [FIGURE, FIGURE, moved(6), moved(7), moved(-1)]
    series = daily_series(given, Measure.EVENTS, WEEK)
    assert series.counts.tolist() == [6, 0, 0, 0, 0, 0, 3]
    assert series.undated == 0
    assert series.counts.dtype == np.int64
    deaths = daily_series([FIGURE], Measure.DEATHS, WEEK)
    assert deaths.counts.sum() == 5


@pytest.mark.parametrize(
    ("length", "counted", "undated"), [(0, 3, 0), (1, 3, 0), (2, 0, 3), (30, 0, 3)]
)
def test_events_that_last_at_most_one_day_count_on_the_first(
    length: int, counted: int, undated: int
) -> None:
    series = daily_series([moved(2, length)], Measure.EVENTS, WEEK)
    assert series.counts.tolist() == [0, 0, counted, 0, 0, 0, 0]
    assert series.undated == undated


def test_only_events_that_start_in_the_span_are_without_a_day_in_it() -> None:
    series = daily_series([moved(-1, 5), moved(6, 5), moved(7, 5)], Measure.EVENTS, WEEK)
    assert (series.counts.sum(), series.undated) == (0, 3)


def test_a_part_is_what_it_says_and_no_more() -> None:
    series = daily_series([FIGURE], Measure.EVENTS, WEEK)
    assert series.part(DaySpan(START, START + timedelta(days=2))).tolist() == [3, 0]
    with pytest.raises(QuestionError, match="is not within"):
        series.part(DaySpan(START, WEEK.end + timedelta(days=1)))


def test_deaths_that_nobody_counted_are_not_zero() -> None:
    silent = replace(FIGURE, deaths_best=None)
    assert daily_series([silent], Measure.EVENTS, WEEK).counts.sum() == 3
    with pytest.raises(QuestionError, match="do not count deaths; ask for events"):
        daily_series([silent], Measure.DEATHS, WEEK)


def test_figures_are_selected_by_dyad_and_place() -> None:
    other = replace(FIGURE, dyad_id=12, dyad="A - C", admin1="Idlib")
    both = [FIGURE, other]
    assert select_figures(both, Selection()) == (FIGURE, other)
    assert select_figures(both, Selection(dyads=("A - C",))) == (other,)
    assert select_figures(both, Selection(dyads=("11",))) == (FIGURE,)
    assert select_figures(both, Selection(admin1=("Idlib",))) == (other,)
    assert select_figures(both, Selection(dyads=("11",), admin1=("Idlib",))) == ()


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(dyads=("A – B",)), "did you mean 'A - B'?"),
        (Selection(admin1=("Aleppo",)), "no event has the admin1 'Aleppo'"),
        (Selection(admin1=("Home",)), "the admin1 'Home'; check the selection"),
        (Selection(conflicts=("5",)), "a daily table does not tell conflicts"),
        (
            Selection(conflicts=("5",), violence_types=(1,)),
            "a daily table does not tell conflicts and violence_types; select by dyads",
        ),
    ],
)
def test_what_a_table_cannot_tell_is_refused(selection: Selection, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        select_figures([FIGURE], selection)
    assert said in str(caught.value)
