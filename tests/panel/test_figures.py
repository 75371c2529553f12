from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError
from trucewatch.panel.figures import daily_figures
from trucewatch.panel.series import daily_series, select_figures
from trucewatch.usecases.events import open_events

START = date(2016, 2, 27)
COLUMNS = (
    "date_start DATE, date_end DATE, dyad_id BIGINT, dyad VARCHAR, admin1 VARCHAR, "
    "conflict_id BIGINT, conflict VARCHAR, country_id BIGINT, country VARCHAR, "
    "violence_type BIGINT, deaths_low BIGINT, deaths_best BIGINT, deaths_high BIGINT, "
    "deaths_civilians BIGINT"
)


def event(
    day: int = 0,
    length: int = 0,
    *,
    dyad: str = "A - B",
    admin1: str | None = "Homs",
    country: str = "Syria",
    kind: int = 1,
    best: int = 2,
) -> tuple[object, ...]:
    start = START + timedelta(days=day)
    number = {"A - B": 11, "A - C": 12}[dyad]
    conflict, country_id = {"Syria": (5, 652), "Iraq": (6, 645)}[country]
    return (
        start, start + timedelta(days=length), number, dyad, admin1, conflict,
        f"{country}: Government", country_id, country, kind, best - 1, best, best + 1, best // 2,
    )  # fmt: skip


def table(*events: tuple[object, ...]) -> duckdb.DuckDBPyRelation:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE events ({COLUMNS})")
    marks = ", ".join("?" * 14)
    connection.executemany(f"INSERT INTO events VALUES ({marks})", list(events))  # noqa: S608
    return connection.table("events")


@pytest.mark.parametrize(("length", "dated"), [(0, True), (1, True), (2, False), (30, False)])
def test_an_event_has_a_day_if_it_lasts_at_most_one(length: int, dated: bool) -> None:
    (figure,) = daily_figures(table(event(3, length)), Selection())
    assert figure.date == START + timedelta(days=3)
    assert (figure.events, figure.undated_events) == (int(dated), int(not dated))
    assert figure.deaths_best == (2 if dated else 0)


def test_events_of_one_day_dyad_and_place_add_up() -> None:
    events = [
        event(best=2),
        event(best=5),
        event(length=9),
        event(admin1=None),
        event(dyad="A - C"),
    ]
    found = daily_figures(table(*events), Selection())
    assert [(f.dyad, f.admin1, f.events, f.undated_events) for f in found] == [
        ("A - B", None, 1, 0),
        ("A - B", "Homs", 2, 1),
        ("A - C", "Homs", 1, 0),
    ]
    assert found[1] == DailyFigure(START, 11, "A - B", "Homs", 2, 5, 7, 9, 3, 1)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(dyads=("A - C",)),
        Selection(dyads=("12",)),
        Selection(countries=("Iraq",)),
        Selection(countries=("645",)),
        Selection(conflicts=("Iraq: Government",)),
        Selection(conflicts=("6",)),
        Selection(admin1=("Idlib",)),
        Selection(violence_types=(3,)),
        Selection(conflicts=("6",), dyads=("12",)),
    ],
)
def test_only_what_is_selected_counts(selection: Selection) -> None:
    other = event(1, dyad="A - C", country="Iraq", admin1="Idlib", kind=3)
    found = daily_figures(table(event(), other), selection)
    assert [figure.date for figure in found] == [START + timedelta(days=1)]


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(dyads=("A -B",)), "no event has the dyad 'A -B'; did you mean 'A - B'?"),
        (Selection(countries=("Syriah",)), "the country 'Syriah'; did you mean 'Syria'?"),
        (Selection(conflicts=("99",)), "the conflict '99'; check the truce file's selection"),
        (Selection(admin1=("",)), "no event has the admin1 ''"),
    ],
)
def test_a_misspelt_name_does_not_pass_for_silence(selection: Selection, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        daily_figures(table(event()), selection)
    assert said in str(caught.value)


def test_several_names_are_any_of_them() -> None:
    events = [event(), event(1, dyad="A - C"), event(2, country="Iraq")]
    for selection in (Selection(dyads=("A - B", "12")), Selection(countries=("Syria", "645"))):
        assert sum(f.events for f in daily_figures(table(*events), selection)) == 3
    both = Selection(dyads=("A - B",), countries=("Syria",))
    assert [f.date for f in daily_figures(table(*events), both)] == [START]


def test_an_event_without_a_place_is_at_none_of_them() -> None:
    events = table(event(), event(1, admin1=None))
    assert [f.date for f in daily_figures(events, Selection(admin1=("Homs",)))] == [START]


def test_a_type_of_violence_may_be_absent() -> None:
    assert daily_figures(table(event()), Selection(violence_types=(2,))) == ()


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(
            event,
            st.integers(0, 20),
            st.integers(0, 4),
            dyad=st.sampled_from(["A - B", "A - C"]),
            admin1=st.sampled_from([None, "Homs", "Idlib"]),
            best=st.integers(1, 50),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_nothing_is_lost_and_nothing_counted_twice(events: list[tuple[object, ...]]) -> None:
    found = daily_figures(table(*events), Selection())
    assert sum(f.events + f.undated_events for f in found) == len(events)
    dated = [each for each in events if (each[1] - each[0]).days <= 1]  # type: ignore[operator]
    assert sum(f.events for f in found) == len(dated)
    assert [
        sum(getattr(f, name) for f in found)
        for name in ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
    ] == [sum(each[column] for each in dated) for column in range(10, 14)]  # type: ignore[misc]
    keys = [(f.date, f.dyad_id, f.admin1) for f in found]
    assert len(set(keys)) == len(keys)
    assert [f.date for f in found] == sorted(f.date for f in found)
    span = DaySpan(START, START + timedelta(days=21))
    by_dyad = [
        daily_series(select_figures(found, Selection(dyads=(dyad,))), Measure.DEATHS, span).counts
        for dyad in {str(f.dyad) for f in found}
    ]
    assert sum(counts.sum() for counts in by_dyad) == sum(f.deaths_best or 0 for f in found)


def test_the_surge_and_the_first_week_in_syria(shared: Path) -> None:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    selection = Selection(dyads=("Government of Syria - Syrian insurgents",))
    with open_events(file, release="652.1601.1911") as (events, _):
        found = daily_figures(events, selection)
    week = DaySpan(START - timedelta(days=1), START + timedelta(days=7))
    counts = daily_series(found, Measure.EVENTS, week).counts
    assert (counts[0], counts[1:].sum()) == (26, 40)
