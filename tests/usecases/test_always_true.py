"""What must hold of any answer, whatever the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.daily import DailyFigure
from trucewatch.panel.panel import Panel
from trucewatch.usecases.breakdown import breakdowns
from trucewatch.usecases.inquiry import Answer, Inquiry

START = date(2016, 2, 27)
DAYS, LENGTH = 56, 7
WINDOW = DaySpan(START, START + timedelta(days=LENGTH))
BASELINE = DaySpan(START - timedelta(days=DAYS), START)
QUESTION = Question(Measure.EVENTS, ("A", "B"), "X", WINDOW, 0, BASELINE, None)
PLACES = ("Aleppo", "Homs", "Idlib")

records = st.builds(
    lambda seed, rate, size: np.random.default_rng(seed).negative_binomial(
        size, size / (size + rate), DAYS + LENGTH
    ),
    st.integers(0, 10**6),
    st.floats(0.3, 30),
    st.sampled_from([0.5, 2, 20]),
)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def figures(counts: Sequence[int], places: Sequence[str] = PLACES) -> list[DailyFigure]:
    """Spread counts over places by the day."""
    return [
        DailyFigure(BASELINE.start + timedelta(days=n), BASELINE.start + timedelta(days=n),
                    admin1=places[n % len(places)], events=int(count))
        for n, count in enumerate(counts)
    ]  # fmt: skip


def ask(counts: Sequence[int], places: Sequence[str] = PLACES, seed: int = 1) -> Answer:
    return Inquiry(Panel.of(figures(counts, places)), 0.9, seed).run(QUESTION)


def usable(counts: np.ndarray) -> bool:
    before = counts[:DAYS]
    return not (before[0] and (before == before[0]).all())


@quick
@given(records, st.integers(0, LENGTH - 1), st.integers(1, 30))
def test_more_events_in_the_window_never_raise_the_reduction(
    counts: np.ndarray, day: int, more: int
) -> None:
    if not usable(counts):
        return
    worse = counts.copy()
    worse[DAYS + day] += more
    less, found = ask(counts).effect, ask(worse).effect
    assert found.expected == less.expected
    assert found.probability.reduced <= less.probability.reduced
    assert found.reduction.median <= less.reduction.median
    assert found.reduction.low <= less.reduction.low
    assert found.reduction.high <= less.reduction.high


@quick
@given(records, st.integers(0, LENGTH - 1), st.integers(1, 30))
def test_nor_do_they_where_the_days_of_some_events_are_not_known(
    counts: np.ndarray, day: int, more: int
) -> None:
    if not usable(counts):
        return
    vague = [
        DailyFigure(first, first + timedelta(days=5), admin1=PLACES[0], events=3)
        for first in (START - timedelta(days=20), START - timedelta(days=3), START)
    ]
    added = DailyFigure(*2 * (START + timedelta(days=day),), admin1=PLACES[0], events=more)
    less, found = (
        Inquiry(Panel.of([*figures(counts), *vague, *extra]), 0.9, 1).run(QUESTION)
        for extra in ([], [added])
    )
    assert found.middle == less.middle + more
    assert found.effect.expected == less.effect.expected
    assert found.effect.reduction.median <= less.effect.reduction.median
    assert found.effect.probability.reduced <= less.effect.probability.reduced


@quick
@given(records, st.permutations(["North", "South", "East"]))
def test_other_names_of_places_change_nothing(counts: np.ndarray, names: list[str]) -> None:
    if not usable(counts):
        return
    assert ask(counts, names).effect == ask(counts).effect
    found, renamed = (
        breakdowns(Inquiry(Panel.of(figures(counts, places)), 0.9, 1), QUESTION, Panel.of([]))
        for places in (PLACES, names)
    )
    called = dict(zip(PLACES, names, strict=True))
    for one, other in zip(found, renamed, strict=True):
        units = {called.get(unit.name, unit.name): unit for unit in one.units}
        for unit in other.units:
            assert replace(units[unit.name], name=unit.name) == unit


@quick
@given(records, st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_draws(counts: np.ndarray, seed: int) -> None:
    if not usable(counts):
        return
    first, second = ask(counts, seed=seed), ask(counts, seed=seed)
    assert first.forecast.daily.tobytes() == second.forecast.daily.tobytes()
    assert first.effect == second.effect


@quick
@given(records)
def test_order_of_the_rows_changes_nothing(counts: np.ndarray) -> None:
    if not usable(counts):
        return
    rows = figures(counts)
    turned = Inquiry(Panel.of(reversed(rows)), 0.9, 1).run(QUESTION)
    assert turned.effect == ask(counts).effect


@quick
@given(st.integers(0, 10**6), st.floats(2, 20))
def test_two_half_days_are_one_day(seed: int, rate: float) -> None:
    """The same record told in half the steps expects about the same total.

    A day's change is what the prior is about, so that steps of half a day allow a little more
    movement: the intervals need not be equal, but they must be of one kind.
    """
    rng = np.random.default_rng(seed)
    halves = rng.poisson(rate / 2, 2 * (2 * DAYS + LENGTH))
    days = halves.reshape(-1, 2).sum(axis=1)
    from trucewatch.estimate.counterfactual import counterfactual

    if len(set(days[: 2 * DAYS])) < 2:
        return
    by_day = counterfactual(days[: 2 * DAYS], LENGTH, seed=1)
    by_half = counterfactual(halves[: 4 * DAYS], 2 * LENGTH, seed=1)
    assert abs(np.log(by_half.median / by_day.median)) < 0.25
    width, other = (one.interval()[1] - one.interval()[0] for one in (by_day, by_half))
    assert 0.5 < other / width < 2
