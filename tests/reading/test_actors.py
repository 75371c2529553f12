from datetime import date

import pytest

from tests.reading.told import document, split
from trucewatch.reading.actors import actor_list
from trucewatch.reading.records import records


def named(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.actor) for one in records(document(text), split(text), [])[0]]


def test_the_list_holds_together() -> None:
    known = actor_list()
    states = [actor for actor in known.actors.values() if actor.kind == "state"]
    assert len(states) > 190
    assert len({actor.code for actor in states}) == len(states)
    for actor in known.actors.values():
        for role in actor.roles:
            assert role.of in known.actors, (actor.id, role.of)
            assert role.until is None or role.since < role.until, actor.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. left.", [("U.S.", "united-states")]),
        ("They told us so.", []),
        ("The US-Taliban deal held.", [("US", "united-states"), ("Taliban", "taliban")]),
        ("The Islamic Emirate of Afghanistan agreed.",
         [("Islamic Emirate of Afghanistan", "taliban")]),
        ("al-Qaeda left.", [("al-Qaeda", "al-qaeda")]),
        ("Fighters of the FARC left.", [("FARC", "farc")]),
        ("A man named Miller left.", []),
        ("General Miller left.", [("Miller", "scott-miller")]),
        ("Scott Miller left.\nMiller returned.",
         [("Scott Miller", "scott-miller"), ("Miller", "scott-miller")]),
    ],
)  # fmt: skip
def test_actors_are_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_role_ends() -> None:
    obama = actor_list().actors["barack-obama"]
    assert obama.acts_for(date(2016, 1, 1)) == "united-states"
    assert obama.acts_for(date(2020, 1, 1)) is None
    assert actor_list().actors["donald-trump"].acts_for(date(2020, 1, 1)) == "united-states"


def test_phrases_that_stand_for_actors_are_resolved() -> None:
    text = "Talks between Kabul and the Taliban ended.\nThe two sides agreed to meet.\n"
    found = named(text + "The insurgent group left.")
    assert ("The two sides", "afghanistan") in found
    assert ("The two sides", "taliban") in found
    assert found[-1] == ("The insurgent group", "taliban")
