"""A truce is put together from all that a report tells of it, and of nothing else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from trucewatch.domain.reading import Modality, Record, RecordKind
from trucewatch.usecases.read import read

ADEN = ZoneInfo("Asia/Aden")


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=ADEN)  # type: ignore[misc,arg-type]


def truces(text: str) -> list[Record]:
    found = read(text, published="2022-04-01", zone="Asia/Aden").records
    return [one for one in found if one.kind is RecordKind.TRUCE]


@pytest.mark.parametrize(
    ("text", "parties", "start", "end", "days"),
    [
        (
            "The government of Yemen and the Houthis have agreed to a two-month truce, the envoy "
            "said on Friday. It will come into force at 7 p.m. on Saturday.",
            {"yemen", "houthis"},
            at(2022, 4, 2, 19),
            at(2022, 6, 2, 19),
            61,
        ),
        (
            "The United Nations announced a truce between Israel and Hamas on Thursday. The pause "
            "is to last from 6 a.m. on Sunday until April 10.",
            {"israel", "hamas"},
            at(2022, 4, 3, 6),
            at(2022, 4, 11),
            7,
        ),
        (
            "Israel agreed to a ceasefire with Hezbollah. The truce takes effect at 4 a.m. on "
            "Wednesday and will hold for 60 days.",
            {"israel", "hezbollah"},
            at(2022, 4, 6, 4),
            at(2022, 6, 5, 4),
            60,
        ),
        (
            "The ELN declared a unilateral ceasefire from April 14 to April 18, over Easter.",
            {"eln"},
            at(2022, 4, 14),
            at(2022, 4, 19),
            5,
        ),
        (
            "Russia and Turkey brokered a truce. Azerbaijan and Armenia agreed to the ceasefire "
            "after two weeks of fighting.",
            {"azerbaijan", "armenia"},
            None,
            None,
            None,
        ),
    ],
)
def test_parties_start_end_and_length(
    text: str,
    parties: set[str],
    start: datetime | None,
    end: datetime | None,
    days: float | None,
) -> None:
    (truce,) = truces(text)
    assert set(truce.actor) == parties
    assert (truce.start, truce.end, truce.quantity) == (start, end, days)


def test_the_day_on_which_it_was_agreed_is_not_the_day_on_which_it_begins() -> None:
    (truce,) = truces("India and Pakistan agreed to a ceasefire on Thursday.")
    assert (truce.start, truce.end, truce.quantity) == (None, None, None)


def test_two_truces_are_two() -> None:
    found = truces(
        "Israel and Hamas agreed to a seven-day truce. Sudan's army and the Rapid Support Forces "
        "agreed to a ceasefire that will begin on Monday."
    )
    assert [one.quantity for one in found] == [7, None]
    assert found[1].start == at(2022, 4, 4)


@pytest.mark.parametrize(
    "text",
    [
        "Qatar called for a seven-day truce between Israel and Hamas.",
        "Hamas rejected a 60-day truce with Israel.",
        "The rebels would agree to a truce if the army withdrew.",
        "Talks on a ceasefire will begin on Monday.",
    ],
)
def test_what_is_wished_for_or_refused_is_no_truce(text: str) -> None:
    assert truces(text) == []


def test_a_truce_that_has_begun_is_told_as_begun() -> None:
    text = "A ceasefire between Armenia and Azerbaijan has been in force since March 20."
    found = truces(text)
    assert [(one.modality, one.start) for one in found] == [(Modality.HAPPENED, at(2022, 3, 20))]


@pytest.mark.parametrize(
    "text",
    [
        "Hopes for a seven-day truce between the army and the RSF in Sudan rose on Monday.",
        "No truce is in sight between Ukraine and Russia.",
        "Talks on a 60-day truce between Israel and Hamas have stalled.",
        "The UN has a plan for a two-week ceasefire between Yemen and the Houthis.",
        "Ukraine and Russia fought on. Nor did the war pause for the diplomats.",
    ],
)
def test_what_is_only_hoped_for_is_no_truce(text: str) -> None:
    assert truces(text) == []


@pytest.mark.parametrize(
    ("text", "parties", "start", "days"),
    [
        (
            "Israel and Hamas accepted a ceasefire on Thursday. The truce took effect at 1 p.m. on "
            "Friday.",
            {"israel", "hamas"},
            at(2022, 4, 1, 13),
            None,
        ),
        (
            "Israel and Hamas accused each other of breaking their six-day-old truce.",
            {"israel", "hamas"},
            None,
            None,
        ),
        (
            "Ethiopia and Eritrea halted hostilities on Thursday.",
            {"ethiopia", "eritrea"},
            at(2022, 3, 31),
            None,
        ),
        (
            "Yemen's warring parties agreed to a truce. It is to last two weeks. The Houthis said "
            "they would keep it.",
            {"yemen", "houthis"},
            None,
            14,
        ),
        (
            'The seven-day "reduction in violence" between the United States and the Taliban ended '
            "at midnight on Thursday.",
            {"united-states", "taliban"},
            at(2022, 3, 25),
            7,
        ),
        (
            "Israel and Hamas fought on Monday. The truce agreed by them, announced by the United "
            "States, began on Wednesday.",
            {"israel", "hamas"},
            at(2022, 3, 30),
            None,
        ),
    ],
)
def test_truces_in_other_words(
    text: str, parties: set[str], start: datetime | None, days: float | None
) -> None:
    (found,) = truces(text)
    assert ({*found.actor, *found.recipient}, found.start) == (parties, start)
    assert found.quantity == days


def test_it_holds() -> None:
    text = "Israel and Hamas agreed to a ceasefire. On Monday it was holding, the army said."
    found = read(text, published="2022-04-01", zone="Asia/Aden").records
    held = [one.actor for one in found if one.process == "truce held"]
    assert held == [("israel", "hamas")]


def test_a_truce_with_somebody_is_with_who_fights_them() -> None:
    (found,) = truces(
        "Israel struck Beirut hours before a ceasefire with Hezbollah was due to take effect on "
        "Saturday, killing 42 people, Lebanese officials said."
    )
    assert (found.actor, found.start) == (("israel", "hezbollah"), at(2022, 4, 2))


def test_a_named_day_is_no_day_told() -> None:
    (found,) = truces(
        "Vladimir Putin announced an Easter truce on Friday, ordering his forces to end "
        "hostilities from 6 p.m. until the end of Sunday."
    )
    assert (found.start, found.end) == (at(2022, 4, 1, 18), at(2022, 4, 4))


def test_the_wounded_who_are_handed_over_are_no_toll() -> None:
    text = "Russia and Ukraine made an exchange. Thirty-one wounded soldiers were handed over."
    assert not any(one.injured for one in read(text, published="2022-04-01").records)


def test_nobody_was_hurt_in_the_next_clause() -> None:
    text = "Hamas fired rockets. One hit a house in Bethlehem, and no one was hurt."
    found = read(text, published="2022-04-01", zone="Asia/Gaza").records
    assert {one.injured.most for one in found if one.injured} <= {0}


def test_a_war_that_began_in_a_year_has_killed_since() -> None:
    text = "The war, which broke out in 2013, has killed 400,000 people."
    (toll,) = [one for one in read(text, published="2022-04-01", zone="UTC").records if one.killed]
    assert (toll.start and toll.start.year, toll.end) == (2013, None)


def test_who_was_killed_since_a_day_was_not_killed_in_the_fight_before() -> None:
    text = "Rebels attacked the town on Friday. Eleven soldiers have been killed since Monday."
    found = read(text, published="2022-04-01", zone="UTC").records
    assert [one.killed is None for one in found if one.rule.startswith("attack")] == [True]


def test_air_strikes_of_nobody_are_not_those_of_whoever_attacked_before() -> None:
    text = "The TPLF attacked a camp in Ethiopia. Air strikes killed more than 300 civilians."
    found = read(text, published="2022-04-01", zone="UTC").records
    assert [one.killed is None for one in found if one.actor == ("tplf",)] == [True]


def test_what_goes_into_effect_on_a_day_to_come_is_planned() -> None:
    text = "The government and the rebels signed. The truce goes into effect on April 9."
    found = read(text, published="2022-04-01", zone="Asia/Aden").records
    (begun,) = [one for one in found if one.process == "truce begun" and one.type]
    assert (begun.modality, begun.start) == (Modality.PLANNED, at(2022, 4, 9))


def test_if_it_holds_it_has_not_held() -> None:
    found = read("If the truce holds, talks begin on Monday.", published="2022-04-01").records
    assert {one.modality for one in found if one.process == "truce held"} == {Modality.POSSIBLE}


def test_once_it_is_signed_it_is_not_signed() -> None:
    text = "Once the accord is signed, Yemen and the Houthis are to free prisoners."
    found = read(text, published="2022-04-01").records
    assert {o.modality for o in found if o.process == "agreement signed"} == {Modality.POSSIBLE}


def test_a_day_beside_tells_when_they_agreed() -> None:
    (found,) = truces("The government of Yemen and the Houthis agreed to a truce on Friday.")
    assert found.start is None
    (found,) = truces("The government of Yemen and the Houthis agreed to a truce on Saturday.")
    assert found.start is None


@pytest.mark.parametrize("told", ["to May 2", "by a month to May 2", "until May 2"])
def test_until_when_it_was_extended(told: str) -> None:
    (found,) = truces(f"The truce between Yemen and the Houthis was extended {told}.")
    assert (found.start, found.end) == (None, at(2022, 5, 3))


def test_an_extension_told_again_is_one() -> None:
    (found,) = truces(
        "Yemen and the Houthis agreed to extend the truce. The Houthis extended it to May 2."
    )
    assert set(found.actor) == {"yemen", "houthis"}


@pytest.mark.parametrize(
    "text",
    [
        "Syria and rebel groups agreed to a truce, brokered by Russia and Turkey.",
        "Syria and rebel groups agreed to a truce. It was brokered by Russia and Turkey.",
        "Syria and rebel groups agreed to a truce. Vladimir Putin announced the truce.",
        "The Syrian army and rebel groups agreed to a truce at talks in Astana.",
    ],
)
def test_who_brokers_or_tells_of_a_truce_is_no_side(text: str) -> None:
    (found,) = truces(text)
    assert {*found.actor, *found.recipient} == {"syria", "rebel groups"}


def test_who_declares_a_truce_keeps_it() -> None:
    (found,) = truces(
        "Israel and Hamas fought on. The Houthis declared a truce of three days on Saturday."
    )
    assert found.actor == ("houthis",)


def test_rebels_by_their_creed_are_the_group_of_that_state() -> None:
    (found,) = truces(
        "The Philippines and communist rebels agreed to a truce. The New People's Army signed."
    )
    assert set(found.actor) == {"philippines", "npa"}
