import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.domain.assessment import Measure
from trucewatch.domain.breakdown import By
from trucewatch.domain.truce import Selection
from trucewatch.panel.countries import country_panels
from trucewatch.panel.figures import daily_figures
from trucewatch.panel.panel import Panel

from .test_figures import event, table

EVENTS = st.builds(
    event,
    day=st.integers(0, 5),
    length=st.sampled_from([0, 0, 1, 9]),
    dyad=st.sampled_from(["A - B", "A - C"]),
    admin1=st.sampled_from(["Homs", "Hama", None]),
    country=st.sampled_from(["Syria", "Iraq"]),
    kind=st.integers(1, 3),
    best=st.integers(0, 9),
)


@settings(max_examples=30)
@given(st.lists(EVENTS, min_size=1, max_size=30))
def test_the_rows_are_those_of_one_country_asked_about_alone(events: list[tuple[object]]) -> None:
    given_events = table(*events)
    found = country_panels(given_events)
    assert sorted(found) == sorted({str(one[8]) for one in events})
    for country, panel in found.items():
        figures = daily_figures(given_events, Selection(countries=(country,)))
        alone = Panel.of(figures)
        assert panel.start.tolist() == alone.start.tolist()
        assert panel.last.tolist() == alone.last.tolist()
        for by in (By.DYAD, By.KIND, By.ADMIN1):
            assert panel.labels[by].tolist() == alone.labels[by].tolist()
        for measure in Measure:
            assert panel.values[measure].tolist() == alone.values[measure].tolist()


def test_no_event_makes_no_country() -> None:
    nothing = table(event()).filter("dyad = 'nobody'")
    assert country_panels(nothing) == {}


def test_cells_are_not_told_apart() -> None:
    (panel,) = country_panels(table(event(), event(at=(30.0, 30.0)))).values()
    assert panel.units(By.CELL) == ()
    assert np.sum(panel.values[Measure.EVENTS]) == 2
