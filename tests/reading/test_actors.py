from datetime import date

import pytest

from tests.reading.told import document, split
from trucewatch.reading.actors import actor_list, facts
from trucewatch.reading.frames import frames
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


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_with_a_possessive_is_found(mark: str) -> None:
    text = f"The Tigray People{mark}s Liberation Front met the Lord{mark}s Resistance Army."
    assert [actor for _, actor in named(text)] == ["tplf", "lra"]
    assert named(f"Al-Aqsa Martyrs{mark} Brigades left.")[0][1] == "al-aqsa-martyrs-brigades"
    assert named(f"The Democratic People{mark}s Republic of Korea left.")[0][1] == "north-korea"
    assert named(f"Sudan{mark}s army left.") == [("Sudan", "sudan")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The M23 left Goma.", ["m23"]),
        ("The SPLM-IO met the SPLM.", ["splm-io", "spla"]),
        ("The Sudan Liberation Army-Minni Minnawi left.", ["sla-mm"]),
        ("The UN Mission in South Sudan left.", ["unmiss"]),
        ("The U.N. Mission in South Sudan left.", ["unmiss"]),
        ("The WHO said so.", ["who"]),
        ("THE MEN WHO LEFT SAID SO.", []),
        ("Nobody knows the fact, and roads mend.", []),
        ("The Revolutionary Guards met MONUSCO.", ["irgc", "monusco"]),
        ("The Real IRA and Sinn Féin met.", ["real-ira", "sinn-fein"]),
        ("The Ta'ang National Liberation Army left.", ["tnla"]),
        ("Gerry Adams met David Trimble.", ["gerry-adams", "david-trimble"]),
        ("Fano militias left.", ["fano"]),
        ("The Knesset met the Élysée.", ["israel", "france"]),
    ],
)
def test_groups_organisations_and_persons_are_told_apart(text: str, expected: list[str]) -> None:
    assert [actor for _, actor in named(text)] == expected


def test_a_force_acts_for_its_state_and_a_role_moves_on() -> None:
    known = actor_list().actors
    assert known["irgc"].acts_for(None) == "iran"
    sharaa = known["ahmed-al-sharaa"]
    assert sharaa.acts_for(date(2024, 11, 30)) == "hayat-tahrir-al-sham"
    assert sharaa.acts_for(date(2025, 6, 1)) == "syria"
    assert known["riek-machar"].acts_for(date(2018, 9, 12)) == "splm-io"


def test_every_state_has_a_people_and_a_capital() -> None:
    found: dict[str, set[str]] = {}
    for entries in actor_list().names.values():
        for _, actor, how, _ in entries:
            found.setdefault(how, set()).add(actor)
    states = {actor.id for actor in actor_list().actors.values() if actor.kind == "state"}
    # Their peoples are called as others are; their capitals are called as they are.
    assert states - found["people"] == {"dominica", "republic-of-the-congo", "vatican"}
    assert states - found["capital"] == {"monaco", "san-marino", "singapore"}


def test_no_two_actors_share_a_name() -> None:
    owners: dict[str, set[str]] = {}
    for kind in ("states", "armed", "organisations", "persons"):
        for key, one in facts()[kind].items():
            for name in (one["name"], *one.get("names", ())):
                owners.setdefault(name.lower().replace("’", "'"), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_what_one_belongs_to_is_in_the_list() -> None:
    known = actor_list().actors
    codes = {actor.code for actor in known.values() if actor.kind == "state"}
    for kind in ("armed", "organisations"):
        for key, one in facts()[kind].items():
            assert one.get("of", "iran") in known, key
            assert one.get("state", "IRN") in codes, key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The National Liberation Army attacked.", []),
        ("The National Liberation Army attacked. Colombia sent troops.", ["eln"]),
        ("Colombian National Liberation Army rebels attacked.", ["eln"]),
        ("The Example National Liberation Army attacked.", []),
    ],
)
def test_a_name_within_a_longer_name_is_another_s(text: str, expected: list[str]) -> None:
    named = [
        hit.actor for hit in actor_list().find(frames().tagger.words(text, 0, len(text)), text)
    ]
    assert [one for one in named if one != "colombia"] == expected
