"""Whether conditions hold as of a day and as known on a day, and what is missing."""

from datetime import date
from typing import Any

import pytest

from trucewatch.accord.index import Index
from trucewatch.accord.view import Leaf, Met, Told, View
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import Estimated

from .process_factory import PROMISED, gate, process, step

STEPS = [
    step("one", done={"on": "2021-03-02"}),
    step(
        "two",
        done={"on": "2021-03"},
        declared=[
            {"on": "2021-02-01", "by": ["north"], "says": "will do it"},
            {"on": "2021-02-05", "by": ["south"], "says": "will do it", "known": "2021-02-09"},
        ],
    ),
    step("three", needs={"done": "two"}),
    step("four", needs={"all": [{"done": "three"}, {"done": "one"}]}),
]


def met(when: dict[str, Any], as_of: str, known: str | None = None, **sections: Any) -> Met:
    given = process(steps=STEPS, gates=[gate("way", when)], **sections)
    day = date.fromisoformat(known) if known else None
    return View(Index(given), date.fromisoformat(as_of), day).met(given.gates[0].when)


def refs(leaves: tuple[Leaf, ...]) -> list[str]:
    return [leaf.ref for leaf in leaves]


def test_what_is_done() -> None:
    assert met({"done": "one"}, "2021-03-01").holds is False
    found = met({"done": "one"}, "2021-03-02")
    assert (found.holds, found.since) == (True, PartialDay(2021, 3, 2))
    assert met({"done": "one"}, "2021-03-02", known="2021-03-01").holds is False


def test_a_day_known_to_the_month_cannot_be_told_within_it() -> None:
    assert met({"done": "two"}, "2021-02-28").holds is False
    assert met({"done": "two"}, "2021-03-15").holds is None
    found = met({"done": "two"}, "2021-03-31")
    assert (found.holds, found.since) == (True, PartialDay(2021, 3))


def test_what_is_declared_by_each() -> None:
    when = {"declared": {"what": "two", "by": ["north", "south"]}}
    assert refs(met(when, "2021-02-04").blocked) == ["declared by south"]
    assert met(when, "2021-02-05").since == PartialDay(2021, 2, 5)
    assert met(when, "2021-02-05", known="2021-02-08").holds is False
    assert refs(met(when, "2021-01-01").needs) == ["declared by north", "declared by south"]


def test_a_day_that_comes() -> None:
    assert met({"day": "2021-03-01"}, "2021-02-28").holds is False
    assert met({"day": "2021-03-01"}, "2021-03-01").since == PartialDay(2021, 3, 1)


def test_all_and_any() -> None:
    both = {"all": [{"done": "one"}, {"day": "2021-03-05"}]}
    assert met(both, "2021-03-04").holds is False
    assert refs(met(both, "2021-03-04").blocked) == ["2021-03-05"]
    assert met(both, "2021-03-05").since == PartialDay(2021, 3, 5)
    either = {"any": [{"done": "one"}, {"day": "2021-03-05"}]}
    assert met(either, "2021-03-05").since == PartialDay(2021, 3, 2)
    open_part = {"all": [{"done": "one"}, {"done": "two"}]}
    assert met(open_part, "2021-03-15").holds is None
    assert met({"any": [{"done": "two"}, {"day": "2022-01-01"}]}, "2021-03-15").holds is None


def test_the_shortest_list_has_what_it_waits_for_first_and_each_once() -> None:
    found = met({"all": [{"done": "four"}, {"done": "three"}]}, "2021-02-01")
    assert refs(found.blocked) == ["four", "three"]
    assert refs(found.needs) == ["two", "three", "one", "four"]
    shorter = {"any": [{"done": "four"}, {"day": "2021-05-01"}]}
    assert refs(met(shorter, "2021-02-01").needs) == ["2021-05-01"]


def test_what_can_no_longer_come_is_not_the_way() -> None:
    broken = PROMISED | {"broken_off": {"on": "2021-03-04", "reason": "no trust"}}
    either = {"any": [{"done": "prisoners"}, {"all": [{"done": "three"}, {"done": "four"}]}]}
    found = met(either, "2021-03-05", commitments=[broken])
    assert refs(found.needs) == ["two", "three", "four"]
    assert not any(leaf.lost for leaf in found.needs)


def test_a_waived_commitment_waits_no_more() -> None:
    waived = PROMISED | {
        "waived": {"on": "2021-03-04", "reason": "agreed"},
        "done": {"on": "2021-05-01"},
    }
    found = met({"done": "prisoners"}, "2021-03-05", commitments=[waived])
    assert (found.holds, found.since) == (True, PartialDay(2021, 3, 4))
    later = met({"done": "prisoners"}, "2021-06-01", commitments=[waived])
    assert later.since == PartialDay(2021, 3, 4)


def test_phases_and_gates_are_told_by_what_they_wait_for() -> None:
    phases = [
        {"id": "begun", "name": "Begun", "begins": {"day": "2021-01-01"}},
        {"id": "later", "name": "Later", "begins": {"done": "way"}},
    ]
    given = process(steps=STEPS, phases=phases, gates=[gate("way", {"done": "three"})])
    view = View(Index(given), date(2021, 2, 1))
    found = view.met(given.phases[1].begins)
    assert refs(found.blocked) == ["way"]
    assert refs(found.needs) == ["two", "three"]
    assert view.answer("begun") == (True, PartialDay(2021, 1, 1))


@pytest.mark.parametrize(("holds", "expected"), [(True, True), (False, False), (None, None)])
def test_the_estimate_is_asked_as_of_the_day(holds: bool | None, expected: bool | None) -> None:
    when = {"estimated": {"truce": "week", "verdict": "reduced"}}
    given = process(gates=[gate("way", when)], truces=[{"id": "week", "file": "t.yaml"}])
    asked: list[tuple[Estimated, date]] = []

    def ask(condition: Estimated, as_of: date) -> Told:
        asked.append((condition, as_of))
        return Told(holds, "the estimate says so")

    found = View(Index(given), date(2021, 3, 4), None, ask).met(given.gates[0].when)
    assert found.holds is expected
    assert asked[0][1] == date(2021, 3, 4)
    if not holds:
        assert found.blocked[0].text == "the estimate says so"


def test_nobody_asked_the_estimate() -> None:
    when = {"estimated": {"truce": "week", "verdict": "reduced"}}
    found = met(when, "2021-03-04", truces=[{"id": "week", "file": "t.yaml"}])
    assert found.holds is None
    assert found.blocked[0].text == "the estimate of week was not asked for"


HALTS = [
    step("halt", "suspension", reason="an attack", done={"on": "2021-02-01"}),
    step("again", "resumption", reason="talks", done={"on": "2021-03-01"}),
    step("end", "collapse", reason="war", done={"on": "2021-06-01"}),
]


def test_suspended_resumed_collapsed() -> None:
    index = Index(process(steps=[*HALTS, step("more")], gates=[gate("way", {"done": "more"})]))
    states = []
    for day in ("2021-01-31", "2021-02-01", "2021-03-01", "2021-06-01"):
        view = View(index, date.fromisoformat(day))
        states.append((bool(view.suspended), bool(view.collapsed)))
    assert states == [(False, False), (True, False), (False, False), (False, True)]
    view = View(index, date(2021, 7, 1))
    assert all(leaf.lost for leaf in view.met(index.process.gates[0].when).needs)
