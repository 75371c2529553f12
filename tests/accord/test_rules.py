"""What rules say of acts, also of acts that are not wholly known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.rules import current, judge, lies_in
from trucewatch.domain.rule import Act, Facet, Finding, Reading, Rule, Ruling, Spot, Zone

DAY = date(2021, 3, 3)
TOWNS = Zone("towns", "Towns", places=("Upper Town", "Lower Town"))
HILLS = Zone("hills", "Hills", areas=("Hill district",))
NEAR = Zone("near", "Near the base", spots=(Spot(34.9, 69.2, 10.0),))
ZONES = [TOWNS, HILLS, NEAR]
NO, YES = Finding.NOT_A_VIOLATION, Finding.VIOLATION


def ruled(act: Act, *rules: Rule) -> Ruling:
    return judge([Reading("r", "R", rules)], ZONES, act)[0]


def test_the_first_rule_that_speaks_decides() -> None:
    rules = (
        Rule("defence", NO, "Self-defence.", circumstances=("self-defence",)),
        Rule("towns", YES, "No attacks in towns.", actors=("north",), zones=("towns",)),
        Rule("rest", NO, "All else is allowed.", actors=("north",)),
    )
    here = Act(DAY, "north", places=("Upper Town", "Hill district"))
    assert ruled(here, *rules).rule == "towns"
    assert ruled(replace(here, circumstances={"self-defence": True}), *rules).rule == "defence"
    assert ruled(replace(here, places=("Mill", "Hill district")), *rules).finding is NO
    assert ruled(replace(here, actor="south"), *rules).finding is Finding.NO_RULE


def test_an_open_excuse_makes_it_undecidable() -> None:
    rules = (
        Rule("defence", NO, "Self-defence.", circumstances=("self-defence",)),
        Rule("rest", YES, "No attacks."),
    )
    found = ruled(Act(DAY, circumstances={"self-defence": None}), *rules)
    assert found.finding is Finding.UNDECIDABLE
    assert found.missing == (Facet.CIRCUMSTANCE,)
    assert found.might == ("defence", "rest")
    assert "circumstance, which is not known" in found.text


def test_what_is_not_known_does_not_matter_where_all_lead_to_the_same() -> None:
    rules = (
        Rule("mortars", YES, "No mortars.", weapons=("mortar",)),
        Rule("rest", YES, "No attacks."),
    )
    found = ruled(Act(DAY), *rules)
    assert found.finding is YES
    assert found.rule is None
    assert found.might == ("mortars", "rest")
    assert found.missing == ()


def test_a_case_apart_is_exact() -> None:
    """Two rules that together cover every target decide, though neither is sure to speak."""
    rules = (
        Rule("posts", NO, "Posts.", targets=("post",), weapons=("rifle",)),
        Rule("outside", NO, "Elsewhere.", outside=("towns",)),
        Rule("inside", NO, "In towns.", zones=("towns",)),
    )
    assert ruled(Act(DAY), *rules).finding is NO


def test_where_something_lies() -> None:
    assert lies_in(TOWNS, Act(DAY, places=(" upper  TOWN", "Hill district"))) is True
    assert lies_in(TOWNS, Act(DAY, places=("Mill", "Upper Town"))) is False
    assert lies_in(TOWNS, Act(DAY, places=("Hill district",), exact=False)) is None
    assert lies_in(TOWNS, Act(DAY)) is None
    assert lies_in(HILLS, Act(DAY, places=("Mill", "Hill district"))) is True
    base = Act(DAY, latitude=34.95, longitude=69.25)
    assert lies_in(NEAR, base) is True
    assert lies_in(NEAR, replace(base, latitude=36.0)) is False
    assert lies_in(NEAR, Act(DAY, places=("Mill",))) is False
    both = replace(TOWNS, spots=NEAR.spots)
    assert lies_in(both, replace(base, latitude=36.0)) is None


def test_rules_and_readings_have_their_days() -> None:
    rule = Rule("r1", YES, "X", since=date(2021, 3, 1), until=date(2021, 3, 8))
    assert ruled(Act(DAY), rule).finding is YES
    assert ruled(Act(date(2021, 3, 8)), rule).finding is Finding.NO_RULE
    assert ruled(Act(date(2021, 2, 28)), rule).finding is Finding.NO_RULE
    reading = Reading("r", "R", (Rule("r1", YES, "X"),), in_force_since=date(2021, 3, 4))
    (found,) = judge([reading], [], Act(DAY))
    assert found.finding is Finding.NO_RULE
    assert "not in force" in found.text


def test_a_day_that_is_not_known_decides_only_where_it_makes_no_difference() -> None:
    vague = Act(date(2021, 3, 1), last=date(2021, 3, 31))
    rule = Rule("r1", YES, "X")
    reading = Reading("r", "R", (rule,), in_force_since=date(2021, 3, 10))
    (found,) = judge([reading], [], vague)
    assert (found.finding, found.missing) == (Finding.UNDECIDABLE, (Facet.DAY,))
    assert found.might == ("r1",)
    assert "depends on the day, which is not known" in found.text
    assert judge([reading], [], replace(vague, day=date(2021, 3, 10)))[0].finding is YES
    within = Rule("r2", NO, "Y", since=date(2021, 3, 10), until=date(2021, 3, 12))
    assert ruled(vague, within, rule).finding is Finding.UNDECIDABLE
    same = Rule("r3", YES, "Y", since=date(2021, 3, 10), until=date(2021, 3, 12))
    assert ruled(vague, same, rule).finding is YES


def test_versions_are_those_that_were_known() -> None:
    old = Reading("r", "R", (Rule("r1", NO, "X"),), version=1)
    new = Reading("r", "R", (Rule("r1", YES, "X"),), version=2, since=date(2021, 3, 5))
    assert [one.version for one in current([old, new], None)] == [2]
    assert [one.version for one in current([new, old], date(2021, 3, 4))] == [1]
    assert current([new], date(2021, 3, 4)) == ()
    (found,) = judge([old, new], [], Act(DAY), known=date(2021, 3, 4))
    assert (found.finding, found.version) == (NO, 1)


VALUES = ("a", "b", None)
SIDES = ("actors", "acts", "weapons", "targets")


@st.composite
def some_rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    rules = []
    for n in range(draw(st.integers(1, 4))):
        sides: Mapping[str, tuple[str, ...]] = {
            side: draw(st.lists(st.sampled_from(("a", "b")), max_size=1).map(tuple))
            for side in SIDES
        }
        zones = draw(st.lists(st.just("towns"), max_size=1).map(tuple))
        outside = () if zones else draw(st.lists(st.just("hills"), max_size=1).map(tuple))
        finding = draw(st.sampled_from((YES, NO)))
        rules.append(Rule(f"r{n}", finding, "X", zones=zones, outside=outside, **sides))
    return tuple(rules)


PLACES = (
    ("Upper Town", "X"),
    ("Mill", "Hill district"),
    ("Mill", "X"),
    ("Upper Town", "Hill district"),
)


@given(some_rules(), st.tuples(*[st.sampled_from(VALUES)] * 4), st.sampled_from((*PLACES, ())))
def test_undecidable_exactly_where_knowing_more_could_decide_either_way(
    rules: tuple[Rule, ...], values: tuple[str | None, ...], places: tuple[str, ...]
) -> None:
    """Going through everything an unknown fact could be by brute force gives the same finding."""
    act = Act(DAY, *values, places=places)
    found = ruled(act, *rules)
    open_sides = [("a", "b", "other") if value is None else (value,) for value in values]
    whole = {
        ruled(Act(DAY, *one, places=where), *rules).finding
        for one in product(*open_sides)
        for where in ([places] if places else PLACES)
    }
    assert Finding.UNDECIDABLE not in whole
    if len(whole) == 1:
        assert found.finding in whole
    else:
        assert found.finding is Finding.UNDECIDABLE
        assert found.missing


@given(some_rules(), st.tuples(*[st.sampled_from(VALUES)] * 4))
def test_the_order_of_zones_and_their_names_change_nothing(
    rules: tuple[Rule, ...], values: tuple[str | None, ...]
) -> None:
    act = Act(DAY, *values)
    terms = [Reading("r", "R", rules)]
    assert judge(terms, ZONES, act) == judge(terms, ZONES[::-1], act)
