from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.errors import QuestionError
from trucewatch.panel.panel import LABELS, Panel

START = date(2016, 2, 27)
WEEK = DaySpan(START, START + timedelta(days=7))
MONTH = DaySpan(START, START + timedelta(days=31))
NAMES = [None, "A", "B", "C"]


def figure(day: int = 0, length: int = 0, **changed: object) -> DailyFigure:
    start = START + timedelta(days=day)
    counts = {
        "events": 1,
        "lethal_events": 1,
        "deaths_low": 1,
        "deaths_best": 2,
        "deaths_high": 5,
        "deaths_civilians": 0,
    }
    return DailyFigure(start, start + timedelta(days=length), **(counts | changed))  # type: ignore[arg-type]


some_figures = st.lists(
    st.builds(
        figure,
        st.integers(0, 20),
        st.integers(0, 10),
        dyad=st.sampled_from(NAMES),
        kind=st.sampled_from(NAMES),
        admin1=st.sampled_from(NAMES),
        cell=st.sampled_from(NAMES),
        source_office=st.sampled_from(NAMES),
        events=st.integers(0, 6),
        lethal_events=st.integers(0, 6),
        deaths_low=st.integers(0, 9),
        deaths_best=st.integers(0, 40),
        deaths_high=st.integers(0, 90),
        deaths_civilians=st.integers(0, 40),
    ),
    max_size=30,
)
measures = st.sampled_from(list(Measure))
seeds = st.integers(0, 2**32)


def test_only_rows_with_a_day_are_counted_on_it() -> None:
    given = [
        figure(1, events=3),
        figure(1, events=4),
        figure(1, 2, events=8),
        figure(7),
        figure(-1),
    ]
    panel = Panel.of(given)
    assert panel.dated.tolist() == [each.dated for each in given]
    counts = panel.counts(Measure.EVENTS, WEEK)
    assert counts.tolist() == [0, 7, 0, 0, 0, 0, 0]
    assert counts.dtype == np.int64


@pytest.mark.parametrize(
    ("measure", "count"),
    [
        (Measure.EVENTS, 3),
        (Measure.LETHAL_EVENTS, 2),
        (Measure.DEATHS, 5),
        (Measure.DEATHS_LOW, 4),
        (Measure.DEATHS_HIGH, 6),
        (Measure.CIVILIAN_DEATHS, 1),
    ],
)
def test_every_measure_has_its_own_column(measure: Measure, count: int) -> None:
    day = DailyFigure(START, START, 11, "A - B", None, None, None, 3, 2, 4, 5, 6, 1)
    assert Panel.of([day]).column(measure).tolist() == [count]


def test_what_one_row_does_not_count_the_panel_does_not() -> None:
    panel = Panel.of([figure(), figure(deaths_civilians=None, lethal_events=None)])
    assert panel.counts(Measure.DEATHS, WEEK).sum() == 4
    with pytest.raises(QuestionError, match="do not count civilian deaths; ask for events, or br"):
        panel.counts(Measure.CIVILIAN_DEATHS, WEEK)
    with pytest.raises(QuestionError, match="do not count lethal events"):
        panel.imputed(Measure.LETHAL_EVENTS, WEEK, np.random.default_rng(1))


def test_a_panel_of_nothing_is_silent() -> None:
    nothing = Panel.of([])
    assert nothing.counts(Measure.EVENTS, WEEK).tolist() == [0] * 7
    assert nothing.imputed(Measure.DEATHS, WEEK, np.random.default_rng(1)).tolist() == [0] * 7
    assert nothing.undated_share(WEEK) is None
    assert all(nothing.units(label) == () for label in LABELS)


@pytest.mark.parametrize(
    ("day", "length", "inside"),
    [
        (-1, 0, False),
        (-1, 1, True),
        (0, 0, True),
        (6, 0, True),
        (6, 9, True),
        (7, 0, False),
        (-9, 99, True),
    ],
)
def test_a_row_is_within_days_it_may_have_happened_on(day: int, length: int, inside: bool) -> None:
    assert Panel.of([figure(day, length)]).within(WEEK).start.size == int(inside)


def test_the_share_without_a_day_is_of_events() -> None:
    panel = Panel.of([figure(0, events=6), figure(-3, 5, events=2), figure(-3, 2, events=50)])
    assert panel.undated_share(WEEK) == 0.25


@pytest.mark.parametrize("label", LABELS)
def test_a_panel_splits_into_its_units(label: str) -> None:
    given = [figure(n, **{label: name}) for n, name in enumerate(["B", "A", None, "B"])]
    panel = Panel.of(given)
    assert panel.units(label) == ("A", "B")
    assert panel.of_unit(label, "B").counts(Measure.EVENTS, WEEK).tolist() == [1, 0, 0, 1, 0, 0, 0]
    assert panel.of_unit(label, "C").start.size == 0


def test_the_days_of_one_event_are_all_alike() -> None:
    panel = Panel.of([figure(1, 3, events=40_000)])
    counts = panel.imputed(Measure.EVENTS, WEEK, np.random.default_rng(1))
    assert counts[[0, 5, 6]].tolist() == [0, 0, 0]
    # Each day is binomial with mean 10,000 and a standard deviation of 87.
    assert np.abs(counts[1:5] - 10_000).max() < 5 * 87


def test_a_draw_outside_the_span_falls_away() -> None:
    panel = Panel.of([figure(-7, 13, events=10_000)])
    counts = panel.imputed(Measure.EVENTS, WEEK, np.random.default_rng(1))
    assert abs(int(counts.sum()) - 5_000) < 5 * 50


def test_deaths_are_shared_out_as_evenly_as_can_be() -> None:
    """Two events and five deaths: one of them has two, the other three."""
    panel = Panel.of([figure(0, 6, events=2, deaths_best=5)])
    draws = [panel.imputed(Measure.DEATHS, WEEK, np.random.default_rng(n)) for n in range(30)]
    assert {tuple(sorted(draw[draw > 0])) for draw in draws} == {(2, 3), (5,)}


def test_deaths_are_not_lost_where_no_event_is_counted() -> None:
    panel = Panel.of([figure(0, 6, events=0, deaths_best=5), figure(0, 6, events=2)])
    deaths, events = (
        panel.imputed(measure, WEEK, np.random.default_rng(1))
        for measure in (Measure.DEATHS, Measure.EVENTS)
    )
    assert (deaths.sum(), events.sum()) == (7, 2)


@settings(max_examples=60)
@given(some_figures, measures, seeds)
def test_a_draw_loses_nothing_where_the_span_covers_all(
    figures: list[DailyFigure], measure: Measure, seed: int
) -> None:
    panel = Panel.of(figures)
    drawn = panel.imputed(measure, MONTH, np.random.default_rng(seed))
    dated = panel.counts(measure, MONTH)
    assert drawn.sum() == dated.sum() + panel.column(measure)[~panel.dated].sum()
    assert (drawn >= dated).all()


@settings(max_examples=60)
@given(some_figures, measures, seeds, st.permutations(["A", "B", "C"]))
def test_other_names_change_nothing(
    figures: list[DailyFigure], measure: Measure, seed: int, names: list[str]
) -> None:
    new = dict(zip("ABC", names, strict=True))
    before = Panel.of(figures)
    after = Panel(
        before.start,
        before.last,
        {
            label: np.array([new.get(name) for name in column], dtype=object)
            for label, column in before.labels.items()
        },
        before.values,
    )
    one, two = (p.imputed(measure, MONTH, np.random.default_rng(seed)) for p in (before, after))
    assert one.tobytes() == two.tobytes()
    for label in LABELS:
        assert after.units(label) == tuple(sorted(new[name] for name in before.units(label)))
        for name in before.units(label):
            parts = (before.of_unit(label, name), after.of_unit(label, new[name]))
            drawn = [part.imputed(measure, MONTH, np.random.default_rng(seed)) for part in parts]
            assert drawn[0].tobytes() == drawn[1].tobytes()


@settings(max_examples=60)
@given(some_figures, measures, st.sampled_from(LABELS))
def test_units_and_rows_without_one_add_up(
    figures: list[DailyFigure], measure: Measure, label: str
) -> None:
    panel = Panel.of(figures)
    parts = [panel.of_unit(label, name) for name in panel.units(label)]
    rest = panel.where(np.array([getattr(f, label) is None for f in figures], dtype=bool))
    total = sum(part.counts(measure, MONTH) for part in [*parts, rest])
    assert np.array_equal(total, panel.counts(measure, MONTH))


@settings(max_examples=60)
@given(some_figures, measures, seeds)
def test_the_same_seed_gives_the_same_bytes(
    figures: list[DailyFigure], measure: Measure, seed: int
) -> None:
    one, two = (
        Panel.of(figures).imputed(measure, WEEK, np.random.default_rng(seed)) for _ in range(2)
    )
    assert one.tobytes() == two.tobytes()


@settings(max_examples=60)
@given(some_figures, seeds, st.integers(1, 5))
def test_deaths_fall_on_the_days_of_their_events(
    figures: list[DailyFigure], seed: int, each: int
) -> None:
    """Where every event has the same deaths, the deaths of a day are those of its events."""
    even = Panel.of(replace(f, deaths_best=each * f.events) for f in figures)
    events = even.imputed(Measure.EVENTS, WEEK, np.random.default_rng(seed))
    deaths = even.imputed(Measure.DEATHS, WEEK, np.random.default_rng(seed))
    assert np.array_equal(deaths, each * events)


def test_many_rows_are_what_a_plain_loop_counts() -> None:
    rng = np.random.default_rng(20)
    table = rng.integers([-20, 0, 1, 0], [400, 3, 9, 99], size=(20_000, 4)).tolist()
    figures = [
        figure(day, length, events=events, deaths_best=deaths)
        for day, length, events, deaths in table
    ]
    span = DaySpan(START, START + timedelta(days=365))
    plain = {Measure.EVENTS: [0] * 365, Measure.DEATHS: [0] * 365}
    for day, length, events, deaths in table:
        if length == 0 and 0 <= day < 365:
            plain[Measure.EVENTS][day] += events
            plain[Measure.DEATHS][day] += deaths
    panel = Panel.of(figures)
    for measure, expected in plain.items():
        assert panel.counts(measure, span).tolist() == expected
