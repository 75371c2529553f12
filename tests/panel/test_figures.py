from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from h3 import latlng_to_cell
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError
from trucewatch.panel.cells import RESOLUTION as CELL_RESOLUTION
from trucewatch.panel.figures import countries, daily_figures
from trucewatch.panel.panel import Panel
from trucewatch.panel.series import daily_series
from trucewatch.usecases.events import open_events

START = date(2016, 2, 27)
COLUMNS = (
    "date_start DATE, date_end DATE, dyad_id BIGINT, dyad VARCHAR, admin1 VARCHAR, "
    "conflict_id BIGINT, conflict VARCHAR, country_id BIGINT, country VARCHAR, "
    "violence_type BIGINT, deaths_low BIGINT, deaths_best BIGINT, deaths_high BIGINT, "
    "deaths_civilians BIGINT, where_precision BIGINT, latitude DOUBLE, longitude DOUBLE, "
    "source_office VARCHAR"
)
HOMS, FAR = (34.7, 36.7), (36.2, 37.15)


def event(
    day: int = 0,
    length: int = 0,
    *,
    dyad: str = "A - B",
    admin1: str | None = "Homs",
    country: str = "Syria",
    kind: int = 1,
    best: int = 2,
    precision: int = 1,
    at: tuple[float, float] = HOMS,
    office: str = "Sample Wire",
) -> tuple[object, ...]:
    start = START + timedelta(days=day)
    number = {"A - B": 11, "A - C": 12}[dyad]
    conflict, country_id = {"Syria": (5, 652), "Iraq": (6, 645)}[country]
    return (
        start, start + timedelta(days=length), number, dyad, admin1, conflict,
        f"{country}: Government", country_id, country, kind, best - 1, best, best + 1, best // 2,
        precision, *at, office,
    )  # fmt: skip


def table(*events: tuple[object, ...]) -> duckdb.DuckDBPyRelation:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE events ({COLUMNS})")
    marks = ", ".join("?" * 18)
    connection.executemany(f"INSERT INTO events VALUES ({marks})", list(events))  # noqa: S608
    return connection.table("events")


@pytest.mark.parametrize(("length", "dated"), [(0, True), (1, False), (2, False), (30, False)])
def test_an_event_keeps_the_days_it_may_have_happened_on(length: int, dated: bool) -> None:
    (figure,) = daily_figures(table(event(3, length)), Selection())
    assert figure.date == START + timedelta(days=3)
    assert figure.last == START + timedelta(days=3 + length)
    assert figure.dated is dated
    assert (figure.events, figure.deaths_best) == (1, 2)


def test_events_alike_in_all_that_is_asked_add_up() -> None:
    events = [
        event(best=2),
        event(best=5),
        event(best=0),
        event(length=9),
        event(length=9),
        event(admin1=None),
        event(dyad="A - C"),
        event(kind=3),
        event(at=FAR),
    ]
    found = daily_figures(table(*events), Selection())
    assert [(f.dyad, f.kind, f.admin1, f.dated, f.events) for f in found] == [
        ("A - B", "state-based", None, True, 1),
        ("A - B", "state-based", "Homs", True, 3),
        ("A - B", "state-based", "Homs", True, 1),
        ("A - B", "one-sided", "Homs", True, 1),
        ("A - C", "state-based", "Homs", True, 1),
        ("A - B", "state-based", "Homs", False, 2),
    ]
    near = latlng_to_cell(*HOMS, CELL_RESOLUTION)
    assert found[1] == DailyFigure(
        START, START, 11, "A - B", "state-based", "Homs", near, 3, 2, 4, 7, 10, 3
    )
    assert found[2].cell == latlng_to_cell(*FAR, CELL_RESOLUTION)


@pytest.mark.parametrize(("kind", "name"), [(1, "state-based"), (2, "non-state"), (3, "one-sided")])
def test_the_kind_is_in_the_words_of_the_source(kind: int, name: str) -> None:
    (figure,) = daily_figures(table(event(kind=kind)), Selection())
    assert figure.kind == name


@pytest.mark.parametrize(("precision", "known"), [(1, True), (2, True), (3, True), (4, False)])
def test_a_place_vaguer_than_a_district_has_no_cell(precision: int, known: bool) -> None:
    (figure,) = daily_figures(table(event(precision=precision)), Selection())
    assert (figure.cell is not None) is known
    assert figure.admin1 == "Homs"


def test_places_within_a_cell_are_not_told_apart() -> None:
    near = (HOMS[0] + 0.01, HOMS[1])
    (figure,) = daily_figures(table(event(), event(at=near), event(precision=2)), Selection())
    assert figure.events == 3
    vague = [event(precision=4), event(precision=6, at=FAR)]
    (nowhere,) = daily_figures(table(*vague), Selection())
    assert (nowhere.cell, nowhere.events) == (None, 2)


def test_who_reported_is_told_apart_where_it_is_asked_for() -> None:
    events = table(event(office="One"), event(office="Two"), event(office="Two"))
    (together,) = daily_figures(events, Selection())
    assert (together.source_office, together.events) == (None, 3)
    apart = daily_figures(events, Selection(), by_office=True)
    assert [(f.source_office, f.events) for f in apart] == [("One", 1), ("Two", 2)]


def test_the_countries_of_a_selection() -> None:
    events = table(event(), event(dyad="A - C", country="Iraq"), event(dyad="A - C"))
    assert countries(events, Selection(dyads=("A - C",))) == ("Iraq", "Syria")
    assert countries(events, Selection(dyads=("11",))) == ("Syria",)


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
        (Selection(conflicts=("99",)), "the conflict '99'; check the selection"),
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
            kind=st.sampled_from([1, 2, 3]),
            best=st.integers(1, 50),
            precision=st.integers(1, 7),
            at=st.sampled_from([HOMS, FAR]),
        ),
        min_size=1,
        max_size=30,
    ),
    st.booleans(),
)
def test_nothing_is_lost_and_nothing_counted_twice(
    events: list[tuple[object, ...]], by_office: bool
) -> None:
    found = daily_figures(table(*events), Selection(), by_office=by_office)
    assert sum(f.events for f in found) == len(events)
    dated = [each for each in events if each[0] == each[1]]
    assert sum(f.events for f in found if f.dated) == len(dated)
    assert [
        sum(getattr(f, name) for f in found)
        for name in ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
    ] == [sum(each[column] for each in events) for column in range(10, 14)]  # type: ignore[misc]
    keys = [(f.date, f.last, f.dyad_id, f.kind, f.admin1, f.cell) for f in found]
    assert len(set(keys)) == len(keys)
    assert [f.date for f in found] == sorted(f.date for f in found)
    panel = Panel.of(found)
    span = DaySpan(START, START + timedelta(days=25))
    by_dyad = [
        panel.of_unit("dyad", dyad).counts(Measure.DEATHS, span) for dyad in panel.units("dyad")
    ]
    assert sum(counts.sum() for counts in by_dyad) == sum(
        f.deaths_best or 0 for f in found if f.dated
    )


def test_the_surge_and_the_first_week_in_syria(shared: Path) -> None:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    selection = Selection(dyads=("Government of Syria - Syrian insurgents",))
    with open_events(file, release="652.1601.1911") as (events, _):
        found = daily_figures(events, selection)
    week = DaySpan(START - timedelta(days=1), START + timedelta(days=7))
    counts = daily_series(found, Measure.EVENTS, week).counts
    assert (counts[0], counts[1:].sum()) == (26, 40)
