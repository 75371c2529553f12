"""What is only claimed, denied, ordered or promised is kept apart from what was done."""

import pytest

from tests.reading.told import event
from trucewatch.domain.reading import Modality, Record, RecordKind
from trucewatch.usecases.read import read


def told(text: str) -> tuple[Record, ...]:
    return read(text, published="2020-02-21", zone="Asia/Kabul").records


def test_what_somebody_is_accused_of_is_the_accuser_s_claim() -> None:
    accused, attack = [one for one in told("Iran accused Iraq of shelling Basra.") if one.type]
    assert (accused.type, accused.actor, accused.recipient) == ("ACCUSE", ("iran",), ("iraq",))
    assert (attack.type, attack.actor, attack.claimed_by) == ("ASSAULT", ("iraq",), ("iran",))


def test_who_blames_another_for_an_ambush_claims_it() -> None:
    attack = next(one for one in told("Mali blamed Chad for an ambush.") if one.type == "ASSAULT")
    assert (attack.actor, attack.claimed_by) == (("chad",), ("mali",))


@pytest.mark.parametrize(
    "text",
    [
        "Iran accused Iraq of violating the ceasefire.",
        "Iran accused Iraq of 300 violations of the truce.",
    ],
)
def test_who_accuses_another_of_a_breach_says_that_the_truce_is_broken(text: str) -> None:
    accused = [one for one in told(text) if one.type]
    assert [(one.type, one.actor, one.process) for one in accused] == [
        ("ACCUSE", ("iran",), "truce broken")
    ]


def test_a_breach_of_which_the_other_side_tells_is_an_accusation() -> None:
    found = next(one for one in told("Iran said Iraq had broken the truce.") if one.type)
    assert (found.type, found.actor, found.recipient) == ("ACCUSE", ("iran",), ("iraq",))
    assert found.process == "truce broken"


def test_what_is_denied_did_not_happen() -> None:
    found = told("Russia denied that its planes had bombed the convoy.")
    attack = next(one for one in found if one.type == "ASSAULT")
    assert (attack.negated, attack.claimed_by) == (True, ("russia",))
    assert [one.speaker for one in found if one.kind is RecordKind.STATEMENT] == [("russia",)]


def test_that_nobody_died_is_no_attack() -> None:
    assert not [one for one in told("Nobody died in Basra.") if one.type]


def test_a_gerund_that_opens_a_sentence_tells_of_nothing_done() -> None:
    assert not [one for one in told("Declaring a truce is not keeping one.") if one.type]


def test_who_orders_a_stop_stops() -> None:
    found = event("Iran ordered its troops to hold fire.")
    assert (found.type, found.process) == ("RETREAT", "truce begun")


def test_an_order_to_do_harm_is_coercion() -> None:
    assert event("Iran ordered its police to arrest students.").type == "COERCE"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iran will stop fighting.", "AGREE"),
        ("Iran will not attack Iraq.", "AGREE"),
        ("Iran would not release prisoners.", "REJECT"),
    ],
)
def test_who_will_not_attack_agrees(text: str, kind: str) -> None:
    assert event(text).type == kind


def test_what_else_is_promised_in_one_breath_is_told_too() -> None:
    found = told("Iran promised to withdraw its troops and to free 40 prisoners.")
    promised = {one.process: one.quantity for one in found if one.kind is RecordKind.COMMITMENT}
    assert promised == {"troops withdrawn": None, "prisoners released": 40}


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Israel will free 33 prisoners.", 33),
        ("The Taliban pledged to release up to 1,000 captives.", 1000),
        ("Iran promised to release at least two dozen detainees.", 24),
        ("Iran promised to release prisoners within 10 days.", None),
    ],
)
def test_how_many_are_promised(text: str, quantity: float | None) -> None:
    found = [one.quantity for one in told(text) if one.kind is RecordKind.COMMITMENT]
    assert found == [quantity]


def test_according_to_whom() -> None:
    found = told("According to the United Nations, the truce is holding in most of Yemen.")
    assert [one.speaker for one in found if one.kind is RecordKind.STATEMENT] == [
        ("united-nations",)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A missile fell on a camp in Marib, killing three soldiers.",
        "Iran bombed a camp in Basra and killed three soldiers.",
        "An attack by Iran on a camp in Basra killed three soldiers.",
    ],
)
def test_one_attack_is_one(text: str) -> None:
    attacks = [one for one in told(text) if one.type == "ASSAULT"]
    assert [one.killed and one.killed.least for one in attacks] == [3]


def test_two_attacks_are_two() -> None:
    text = "Iran bombed a camp in Basra hours after gunmen killed three soldiers in Tehran."
    assert len([one for one in told(text) if one.type == "ASSAULT"]) == 2


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Taliban attacked Kabul. The army shelled a village.", ("afghanistan",)),
        ("The FARC attacked a town. The government suspended the talks.", ("colombia",)),
        ("India and Pakistan agreed on a truce. Their armies will stop firing.",
         ("india", "pakistan")),
        ("Ethnic Armenian leaders accepted the truce.", ("Ethnic Armenian leaders",)),
        ("Zimbabwe's opposition leader accepted the offer.", ("Zimbabwe's opposition leader",)),
    ],
)  # fmt: skip
def test_whose_they_are(text: str, actor: tuple[str, ...]) -> None:
    assert [one for one in told(text) if one.type][-1].actor == actor


def test_a_king_of_the_same_name_is_another_man() -> None:
    found = event("King Abdullah of Jordan met Iran.")
    assert "abdullah-abdullah" not in found.actor


def test_planned_talks_are_planned() -> None:
    assert event("Peace talks will resume in Doha.").modality is Modality.PLANNED
