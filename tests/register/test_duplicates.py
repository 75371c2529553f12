import random
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.telling import PLACE, START, told
from trucewatch.domain.allegation import Allegation, Casualties, When
from trucewatch.errors import InputError
from trucewatch.register.compared import model
from trucewatch.register.duplicates import Proposal, duplicates

KILLED = (Casualties("civilians", (3, 3, 3)),)
FIRST = told(
    "a-1",
    text="Three farmers were killed when mortar rounds hit the market of Upper Mill at dawn.",
    casualties=KILLED,
    accused="North",
)
AGAIN = told(
    "a-2",
    text="Mortar rounds on Upper Mill market: three farmers killed, residents say.",
    where=replace(PLACE, name="Uper Mill town", latitude=34.53, longitude=69.19),
    when=When(START + timedelta(hours=20), START + timedelta(hours=21)),
    casualties=KILLED,
    accused="North",
)
OTHER = told(
    "a-3",
    text="A bus was stopped by gunmen on the southern road and two teachers were taken away.",
    where=replace(PLACE, name="Oxbow", latitude=34.9, longitude=69.5),
    kind="abduction",
)


def pairs(allegations: list[Allegation], least: float | None = None) -> list[tuple[str, str]]:
    return [(one.first, one.second) for one in duplicates(allegations, least=least)]


def test_one_event_told_twice_is_proposed_with_its_reasons() -> None:
    (found,) = duplicates([FIRST, OTHER, AGAIN])
    assert (found.first, found.second) == ("a-1", "a-2")
    assert found.probability > 0.95
    said = {one.what: one.said for one in found.reasons}
    assert said == {
        "time": "less than a day apart",
        "place": "within 3 km",
        "name of the place": "nearly the same name",
        "wording": "most words in common",
        "kind": "the same kind",
        "accused": "the same actor accused",
        "dead": "the same number of dead",
    }
    weights = [abs(one.weight) for one in found.reasons]
    assert weights == sorted(weights, reverse=True)
    assert "place: within 3 km (+3." in " ".join(map(str, found.reasons))


def test_what_cannot_be_compared_gives_no_reason() -> None:
    bare = replace(
        AGAIN,
        where=replace(AGAIN.where, latitude=None, longitude=None),
        casualties=(),
        accused=None,
    )
    (found,) = duplicates([FIRST, bare], least=0.0)
    what = {one.what for one in found.reasons}
    assert what == {"time", "name of the place", "wording", "kind"}


def test_a_whole_province_is_no_place_in_it() -> None:
    vague = replace(AGAIN, where=replace(PLACE, name="North province", latitude=None))
    (found,) = duplicates([FIRST, vague], least=0.0)
    assert "name of the place" not in {one.what for one in found.reasons}


@pytest.mark.parametrize(
    "away",
    [
        {"when": When(START + timedelta(days=9), START + timedelta(days=9, hours=1))},
        {"where": replace(PLACE, latitude=36.5)},
        {"where": replace(PLACE, admin1="South", name="Oxbow", latitude=None, longitude=None)},
    ],
)
def test_what_is_far_away_is_not_even_compared(away: dict[str, object]) -> None:
    assert pairs([FIRST, replace(AGAIN, **away)], least=0.0) == []  # type: ignore[arg-type]


def test_a_week_that_begins_between_two_tellings_does_not_part_them() -> None:
    for days in (0, 2, 3, 4, 5):
        shift = timedelta(days=days)
        moved = [
            replace(one, when=When(one.when.start + shift, one.when.end + shift))
            for one in (FIRST, AGAIN)
        ]
        assert pairs(moved) == [("a-1", "a-2")]


def test_too_few_to_compare() -> None:
    assert duplicates([]) == duplicates([FIRST]) == ()


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError, match="two allegations have one id; give each its own"):
        duplicates([FIRST, FIRST])


def test_without_splink_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(InputError, match=r"install it with: pip install 'trucewatch\[register-li"):
        duplicates([FIRST, AGAIN])


def test_hostile_texts_are_only_texts() -> None:
    hostile = "'); DROP TABLE x; -- \x00 \ud800 {{1}} " * 3
    pair = [
        told(name, text=hostile, kind=hostile, accused=hostile, where=replace(PLACE, name=hostile))
        for name in ("a'", 'b"')
    ]
    assert pairs(pair, least=0.0) == [("a'", 'b"')]


def test_shares_of_levels_add_up_to_one_and_speak_in_order() -> None:
    for name, comparison in model().comparisons.items():
        assert sum(level.m for level in comparison.levels) == pytest.approx(1, abs=0.02), name
        assert sum(level.u for level in comparison.levels) == pytest.approx(1, abs=0.02), name
    wording = [level.weight for level in model().comparisons["wording"].levels]
    assert wording == sorted(wording, reverse=True)
    assert 0 < model().prior < model().least < 1


def told_of(found: tuple[Proposal, ...]) -> set[tuple[frozenset[str], float]]:
    return {(frozenset((one.first, one.second)), round(one.probability, 9)) for one in found}


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_order_and_ids_do_not_matter(rng: random.Random) -> None:
    given_ids = ["a-1", "a-2", "a-3", "a-4"]
    allegations = [FIRST, AGAIN, OTHER, replace(OTHER, id="a-4", kind="shelling")]
    other_ids = rng.sample(["z", "b", "k", "a"], 4)
    named = dict(zip(given_ids, other_ids, strict=True))
    renamed = [replace(one, id=named[one.id]) for one in allegations]
    rng.shuffle(renamed)
    expected = {
        (frozenset(named[one] for one in pair), share)
        for pair, share in told_of(duplicates(allegations, least=0.0))
    }
    assert told_of(duplicates(renamed, least=0.0)) == expected
