from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Assessment, Measure, Question
from trucewatch.domain.breakdown import Breakdown, By
from trucewatch.domain.daily import DailyFigure
from trucewatch.panel.cells import described, next_to
from trucewatch.panel.panel import Panel
from trucewatch.usecases.assess import assess
from trucewatch.usecases.breakdown import FEWEST, breakdowns, kind_shares
from trucewatch.usecases.inquiry import Inquiry

START = date(2016, 2, 27)
WEEK = DaySpan(START, START + timedelta(days=7))
BEFORE = DaySpan(START - timedelta(days=90), START)
QUESTION = Question(Measure.EVENTS, ("A", "B"), "Syria", WEEK, 0, BEFORE, None)


@pytest.fixture(scope="module")
def syria() -> Assessment:
    return assess("syria-2016")


def figures(place: str, before: float, during: float, **labels: str) -> list[DailyFigure]:
    """Make up events of one place with so many a day before the start and after it."""
    rng = np.random.default_rng(len(place))
    days = [*((day, before) for day in BEFORE), *((day, during) for day in WEEK)]
    return [
        DailyFigure(day, day, admin1=place, events=int(rng.poisson(rate)), **labels)  # type: ignore[arg-type]
        for day, rate in days
    ]


def ask(inside: list[DailyFigure], outside: list[DailyFigure]) -> tuple[Breakdown, ...]:
    return breakdowns(Inquiry(Panel.of(inside), 0.9, 1), QUESTION, Panel.of(outside))


def find(found: tuple[Breakdown, ...], by: By, *, covered: bool) -> Breakdown:
    (one,) = [one for one in found if one.by is by and one.covered is covered]
    return one


def test_in_syria_the_dyads_of_others_about_doubled(syria: Assessment) -> None:
    others = find(syria.breakdowns, By.DYAD, covered=False)
    assert others.total is not None
    assert others.total.call == "increased"
    assert -1.8 < others.total.reduction.median < -0.6
    assert "Government of Syria - IS" in [unit.name for unit in others.units]
    assert "violence between sides that it does not cover rose: 88 events against" in syria.text


def test_in_syria_every_place_has_a_line(syria: Assessment) -> None:
    places = find(syria.breakdowns, By.ADMIN1, covered=True)
    assert sum(unit.observed for unit in places.units) == 39  # one event has no known day
    assert places.together is not None
    assert {unit.call for unit in places.units} <= {"reduced", "increased", "nothing can be said"}
    assert "Of no single place alone can it be said." in syria.text


def test_a_place_that_fell_silent_is_told_from_one_that_did_not() -> None:
    inside = [*figures("Homs", 12, 1), *figures("Idlib", 12, 12), *figures("Hamah", 10, 10)]
    found = find(ask(inside, []), By.ADMIN1, covered=True)
    calls = {unit.name: unit.call for unit in found.units}
    assert calls["Homs"] == "reduced"
    assert calls["Idlib"] != "reduced"
    assert calls["Hamah"] != "reduced"


def test_violence_that_moves_elsewhere_is_seen() -> None:
    inside = figures("Homs", 10, 1, dyad="A - B")
    outside = [*figures("Aleppo", 3, 12, dyad="A - C"), *figures("Raqqa", 3, 11, dyad="C - D")]
    found = ask(inside, outside)
    for by in (By.DYAD, By.ADMIN1):
        total = find(found, by, covered=False).total
        assert total is not None
        assert total.call == "increased"


def test_violence_that_moves_next_door_is_seen() -> None:
    here, beside, far = "842dae1ffffffff", min(next_to(["842dae1ffffffff"])), "842db0bffffffff"
    inside = figures("Aleppo", 10, 1, dyad="A - B", cell=here)
    outside = [
        *figures("Aleppo", 2, 12, dyad="A - C", cell=here),
        *figures("Idlib", 3, 12, dyad="A - C", cell=beside),
        *figures("Homs", 3, 3, dyad="A - C", cell=far),
    ]
    near = find(ask(inside, outside), By.CELL, covered=False)
    assert [unit.name for unit in near.units] == [described(beside)]
    assert near.total is not None
    assert near.total.call == "increased"


def test_places_are_told_by_the_days_of_the_question_alone() -> None:
    """A year later other sides may fight there: nobody knew of it, and it decides nothing."""
    inside = figures("Homs", 9, 3, dyad="A - B")
    outside = figures("Raqqa", 4, 4, dyad="A - C")
    later = date(2017, 2, 27)
    more = DailyFigure(later, later, admin1="Raqqa", dyad="A - B", events=3)
    other = DailyFigure(later, later, admin1="Nowhere", dyad="E - F", events=3)
    assert ask([*inside, more], [*outside, other]) == ask(inside, outside)


def test_a_place_of_the_truce_is_not_outside_it() -> None:
    inside = [*figures("Homs", 9, 1, dyad="A - B"), *figures("Idlib", 9, 1, dyad="A - B")]
    found = ask(inside, figures("Homs", 9, 9, dyad="A - C"))
    assert [one.by for one in found if not one.covered] == [By.DYAD]


def test_other_names_change_nothing() -> None:
    inside = [*figures("Homs", 8, 1), *figures("Idlib", 5, 5), *figures("Hama", 3, 1)]
    renamed = [replace(one, admin1=f"The {one.admin1}") for one in inside]
    here, there = (find(ask(given, []), By.ADMIN1, covered=True) for given in (inside, renamed))
    assert [replace(unit, name=f"The {unit.name}") for unit in here.units] == list(there.units)


def test_units_with_hardly_an_event_stand_as_one() -> None:
    """Even where they showed something in the window: else they would seem to have risen."""
    new = DailyFigure(START, START, admin1="Nowhere", events=4)
    inside = [*figures("Homs", 8, 8), *figures("Idlib", 8, 8), new]
    found = find(ask(inside, []), By.ADMIN1, covered=True)
    assert [unit.name for unit in found.units][-1] == "1 more"
    assert found.too_few == 1
    assert FEWEST > 0


def test_kinds_that_changed_places() -> None:
    inside = [
        *figures("Homs", 8, 1, kind="air strike"),
        *figures("Idlib", 8, 8, kind="shelling"),
    ]
    shares = kind_shares(Inquiry(Panel.of(inside), 0.9, 1), QUESTION)
    calls = {one.name: one.call for one in shares}
    assert calls == {"air strike": "reduced", "shelling": "increased"}
    assert kind_shares(Inquiry(Panel.of(inside[:97]), 0.9, 1), QUESTION) == ()


def test_a_case_of_one_series_has_nothing_to_tell_apart() -> None:
    assert ask([replace(one, admin1=None) for one in figures("Homs", 8, 1)], []) == ()
