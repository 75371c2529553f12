"""What later sentences add to an attack is added to it, and nothing else is."""

import pytest

from trucewatch.domain.reading import People, Record
from trucewatch.usecases.read import read


def attacks(text: str) -> list[Record]:
    found = read(text, published="2020-02-21", zone="Asia/Kabul").records
    return [one for one in found if one.type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        (
            "Iran bombed a market in Basra. Twelve people were killed in the attack.",
            People(12, 12),
            None,
        ),
        ("Iran bombed a market in Basra. The strike killed 12 people.", People(12, 12), None),
        ("Iran shelled a village. There were no casualties.", People(0, 0), People(0, 0)),
        ("Iran shelled a village; no one was hurt.", People(0, 0), People(0, 0)),
        ("Iran shelled a village. Nobody died.", People(0, 0), None),
    ],
)
def test_a_toll_told_afterwards(text: str, killed: People | None, injured: People | None) -> None:
    (attack,) = attacks(text)
    assert (attack.actor, attack.killed, attack.injured) == (("iran",), killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "Iran shelled a village. No casualties were reported.",
        "Iran shelled a village. There was no information on casualties.",
        "Iran shelled a village. The talks went on without a deal.",
    ],
)
def test_no_report_of_casualties_is_no_zero(text: str) -> None:
    (attack,) = attacks(text)
    assert (attack.killed, attack.injured) == (None, None)


def test_a_toll_of_another_attack_stays_its_own() -> None:
    text = "Iran killed two men in Basra. Twelve people were killed in the raid on Tehran."
    assert [one.killed for one in attacks(text)] == [People(2, 2), People(12, 12)]


def test_an_attack_grows_to_hold_the_words_that_tell_its_toll() -> None:
    text = "Iran bombed a market in Basra. Twelve people were killed in the attack."
    (attack,) = attacks(text)
    assert attack.quote == attack.span.of(text)
    assert "Twelve people were killed" in attack.quote
