import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from trucewatch.accord.cases import find_case
from trucewatch.days import DaySpan
from trucewatch.domain.interval import Interval
from trucewatch.domain.truce import Bound, FigureUnit, Period, PublishedFigure, Threshold, Truce
from trucewatch.errors import QuestionError
from trucewatch.estimate.poisson_ratio import probability_fall, rate_ratio
from trucewatch.usecases.reported import reported

START = date(2020, 2, 22)


def figure(value: float, period: Period = Period.BEFORE, *, days: int = 4) -> PublishedFigure:
    first = START - timedelta(days=days) if period is Period.BEFORE else START
    return PublishedFigure(
        measure="attacks",
        claimant="Ministry",
        window=DaySpan(first, first + timedelta(days=days)),
        value=value,
        source="https://example.org",
        period=period,
    )


def truce(*figures: PublishedFigure) -> Truce:
    return replace(
        find_case("doha-2020"), figures=figures, threshold=Threshold(0.8, "attacks", "a page")
    )


def test_counts_get_an_exact_interval_and_a_probability() -> None:
    before, during = figure(300), figure(18, Period.DURING, days=2)
    (pair,) = reported(truce(before, during), level=0.95).comparisons
    assert (pair.first, pair.second) == (before, during)
    assert (pair.per_day_first, pair.per_day_second) == (75, 9)
    assert pair.ratio == pytest.approx(0.12)
    exact = rate_ratio(300, 4, 18, 2, level=0.95)
    assert pair.ratio_interval == Interval(pair.ratio, exact.low, exact.high, 0.95)
    assert pair.at_least_threshold == probability_fall(300, 4, 18, 2, fall=0.8)
    assert pair.why_no_interval is None


def test_without_an_agreed_fall_there_is_no_probability_of_it() -> None:
    agreed_nothing = replace(truce(figure(300), figure(18, Period.DURING)), threshold=None)
    (pair,) = reported(agreed_nothing, level=0.9).comparisons
    assert pair.at_least_threshold is None
    assert pair.ratio_interval is not None


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            {"unit": FigureUnit.PER_DAY},
            {},
            "the earlier figure is given per day, not as a count",
        ),
        (
            {},
            {"bound": Bound.AT_LEAST},
            'the later figure is given as "at least"',
        ),
        (
            {"bound": Bound.AT_MOST},
            {"bound": Bound.AT_MOST},
            'both figures are given as "at most"',
        ),
        (
            {"bound": Bound.AT_LEAST},
            {"unit": FigureUnit.PER_DAY},
            'the earlier figure is given as "at least", '
            "the later figure is given per day, not as a count",
        ),
    ],
)
def test_what_is_no_count_gets_a_reason(
    first: dict[str, Bound | FigureUnit], second: dict[str, Bound | FigureUnit], why: str
) -> None:
    figures = replace(figure(300), **first), replace(figure(18, Period.DURING), **second)
    (pair,) = reported(truce(*figures), level=0.9).comparisons
    assert pair.why_no_interval == why
    assert pair.ratio_interval is None
    assert pair.at_least_threshold is None
    assert pair.per_day_first == (300 if "unit" in first else 75)


def test_each_earlier_figure_meets_each_later_one() -> None:
    before = figure(300), figure(200)
    later = figure(18, Period.DURING), figure(90, Period.AFTER)
    panel = reported(truce(*before, *later), level=0.9)
    assert [(pair.first, pair.second) for pair in panel.comparisons] == [
        (one, other) for one in before for other in later
    ]
    assert panel.alone == ()


def test_claimants_and_measures_are_never_mixed() -> None:
    before, during = figure(300), figure(18, Period.DURING)
    others = replace(during, claimant="Newspaper"), replace(during, measure="killed")
    panel = reported(truce(before, *others), level=0.9)
    assert panel.comparisons == ()
    assert panel.alone == (before, *others)


def test_a_change_in_percent_stands_alone() -> None:
    change = replace(figure(-75, Period.DURING), unit=FigureUnit.CHANGE_PERCENT)
    panel = reported(truce(figure(300), figure(18, Period.DURING), change), level=0.9)
    assert len(panel.comparisons) == 1
    assert panel.alone == (change,)


def test_the_truce_and_what_came_after_are_not_compared() -> None:
    figures = figure(3, Period.DURING), figure(11, Period.AFTER)
    assert reported(truce(*figures), level=0.9).alone == figures


def test_zero_counts() -> None:
    (none_left,) = reported(truce(figure(300), figure(0, Period.DURING)), level=0.9).comparisons
    assert none_left.ratio == 0
    (new,) = reported(truce(figure(0), figure(18, Period.DURING)), level=0.9).comparisons
    assert new.ratio == math.inf
    assert new.ratio_interval is not None
    assert new.ratio_interval.high == math.inf
    (nothing,) = reported(truce(figure(0), figure(0, Period.DURING)), level=0.9).comparisons
    assert math.isnan(nothing.ratio)


def test_a_truce_without_figures() -> None:
    panel = reported(truce(), level=0.9)
    assert (panel.comparisons, panel.alone) == ((), ())


def test_a_rounded_count_is_taken_at_its_word_and_that_is_said() -> None:
    figures = replace(figure(300), bound=Bound.ABOUT), figure(18, Period.DURING)
    (pair,) = reported(truce(*figures), level=0.9).comparisons
    assert pair.ratio_interval is not None
    assert pair.caveat == (
        'taken at its word for the interval: the earlier figure is given as "about"'
    )
    (exact,) = reported(truce(figure(300), figure(18, Period.DURING)), level=0.9).comparisons
    assert exact.caveat is None


def test_refuses_a_level_that_is_none() -> None:
    with pytest.raises(QuestionError, match="level"):
        reported(truce(figure(300), figure(18, Period.DURING)), level=90)


def test_doha() -> None:
    case = find_case("doha-2020")
    panel = reported(case, level=0.9)
    pajhwok = panel.comparisons[0]
    assert (pajhwok.per_day_first, pajhwok.per_day_second) == (75, 4.5)
    assert pajhwok.ratio_interval is not None
    assert pajhwok.ratio_interval.high < 0.2
    assert pajhwok.caveat
    compared = {id(one) for pair in panel.comparisons for one in (pair.first, pair.second)}
    assert len(compared) + len(panel.alone) == len(case.figures)
    for pair in panel.comparisons:
        assert pair.first.claimant == pair.second.claimant
        assert pair.first.measure == pair.second.measure
