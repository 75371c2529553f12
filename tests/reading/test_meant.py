"""Who and what words mean that name nobody: "it", "he", "the ministry", "both sides"."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from trucewatch.domain.reading import Modality, People, Record, RecordKind
from trucewatch.usecases.read import read

UTC = ZoneInfo("UTC")


def told(text: str) -> list[Record]:
    return list(read(text, published="2022-10-03", zone="UTC").records)


def speakers(text: str) -> list[tuple[str, ...]]:
    return [one.speaker for one in told(text) if one.kind is RecordKind.STATEMENT]


def of(process: str, text: str) -> list[Record]:
    events = (one for one in told(text) if one.kind is RecordKind.EVENT)
    return [one for one in events if one.process == process]


def test_it_is_the_truce_of_the_sentence_before() -> None:
    text = "Israel and Hamas agreed to a truce. It came into force at 8 a.m. on Sunday."
    (begun,) = of("truce begun", text)
    assert begun.actor == ("israel", "hamas")
    assert begun.start == datetime(2022, 10, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("Yemen and the Houthis agreed to a truce. It was prolonged in June.", "truce extended"),
        ("Yemen and the Houthis reached a deal. It was signed on Sunday.", "agreement signed"),
    ],
)
def test_what_it_is(text: str, process: str) -> None:
    assert len(of(process, text)) == 1


def test_it_may_be_a_war_and_then_no_truce_has_ended() -> None:
    text = "The war of 2014 lasted seven weeks. It ended with a truce that Egypt had brokered."
    assert of("truce ended", text) == []


def test_it_is_not_the_united_nations_that_killed() -> None:
    text = "The war began in 2014. The UN estimates that it had killed 377,000 people."
    assert not any("united-nations" in one.actor for one in told(text) if one.type == "ASSAULT")


def test_whoever_orders_his_forces_to_observe_a_truce_keeps_it_too() -> None:
    text = "The Taliban announced a truce, and Ashraf Ghani ordered his forces to observe it."
    (truce,) = [
        one
        for one in read(text, published="2020-05-26", zone="Asia/Kabul").records
        if one.kind is RecordKind.TRUCE
    ]
    assert truce.actor == ("taliban", "afghanistan")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Foreign Minister Ahmed bin Mubarak of Yemen resigned. “We wait,” he said.",
            ("Ahmed bin Mubarak",),
        ),
        ("“All is quiet,” said Javid Faisal, a spokesman for the National Security Council.",
         ("Javid Faisal",)),
        ("Lieutenant-Colonel Peter Lerner, an Israeli army spokesman, said the aim of the "
         "offensive had been reached.", ("israel", "Lieutenant-Colonel Peter Lerner")),
    ],
)  # fmt: skip
def test_who_speaks(text: str, speaker: tuple[str, ...]) -> None:
    assert set(speaker) <= {name for names in speakers(text) for name in names}
    assert not {"abiy-ahmed", "un-security-council", "aim"} & {n for s in speakers(text) for n in s}


def test_mister_gabriel_is_the_gabriel_named_before() -> None:
    text = (
        "Lam Paul Gabriel, a spokesman of the SPLM-IO, said on Monday that the army had attacked "
        "near Yei on Christmas Eve. “Take note,” Mr Gabriel said."
    )
    assert set(speakers(text)) == {("splm-io", "Lam Paul Gabriel")}


def test_he_is_no_driver_who_died() -> None:
    text = (
        "South Sudan's army was blamed. The army's spokesman, Lul Ruai Koang, said that one driver "
        "had died. “It is they,” he said."
    )
    assert set(speakers(text)) == {("Lul Ruai Koang", "south-sudan")}


def test_who_is_said_to_blame_somebody_blames_him() -> None:
    text = "Two policemen were shot dead on Monday, local officials said, blaming the Taliban."
    (accused,) = [one for one in told(text) if one.type == "ACCUSE"]
    assert (accused.actor, accused.recipient) == (("local officials",), ("taliban",))


def test_the_ministry_is_the_one_named_last() -> None:
    text = (
        "Cambodia's defence ministry denied it. “We keep the accord,” the ministry said. "
        "Its spokeswoman, Maly Socheata, urged Thai troops to wait."
    )
    assert speakers(text)[1] == ("cambodia",)
    (urged,) = [one for one in told(text) if one.type == "REQUEST"]
    assert (urged.actor, urged.recipient) == (("cambodia",), ("thailand",))


def test_both_sides_are_those_of_the_truce() -> None:
    text = (
        "Yemen's warring parties agreed to a truce. Both sides are to leave the port. The Houthis "
        "went."
    )
    (leave,) = of("troops withdrawn", text)
    assert set(leave.actor) == {"yemen", "houthis"}


def test_leaders_in_a_row_are_all_meant() -> None:
    text = (
        "Guns fired on, a day after the leaders of Mali, Niger, Chad and Benin agreed on a truce."
    )
    assert of("truce agreed", text)[0].actor == ("mali", "niger", "chad", "benin")


def test_the_first_name_of_who_was_named_in_full() -> None:
    text = "Anwar Ibrahim of Malaysia spoke. Anwar condemned the attack."
    (condemned,) = [one for one in told(text) if one.type == "ACCUSE"]
    assert condemned.actor == ("anwar-ibrahim",)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Residents of Taez reported shelling on Monday.", None),
        ("He visited the wounded at a hospital.", None),
        ("Fighting between the ELN and the FARC killed nine people.", People(9, 9)),
    ],
)
def test_who_is_no_attacker(text: str, killed: People | None) -> None:
    attacks = [one for one in told(text) if one.type == "ASSAULT"]
    assert not {"Residents", "Residents of Taez", "he"} & {n for one in attacks for n in one.actor}
    assert next((one.killed for one in attacks if one.killed), None) == killed


def test_who_fought_each_other() -> None:
    (attack,) = [
        one
        for one in told("Fighting between the ELN and the FARC killed nine people.")
        if one.type == "ASSAULT"
    ]
    assert attack.actor == ("eln", "farc")


def test_a_text_binds_who_must_do_it() -> None:
    text = (
        "A deal was reached. It commits both countries, Thailand and Cambodia, to leave the hill."
    )
    text = (
        "Thailand and Cambodia met. The deal obliges Thailand and Cambodia to withdraw their guns."
    )
    bound = [one.actor for one in told(text) if one.kind is RecordKind.COMMITMENT]
    assert bound == [("thailand", "cambodia")]


def test_a_headline_tells_what_is_to_be_done() -> None:
    (free,) = of("prisoners released", "Congo, rebels to free 40 prisoners, US says")
    assert free.modality is Modality.PLANNED
    assert "united-states" not in free.actor


@pytest.mark.parametrize(
    "text",
    [
        "Kiev is to regain control of its border.",
        "We will defend ourselves, the army of Mali said.",
        "Mali failed to free 400 prisoners as promised.",
        "Chevron declined comment.",
        "Cambodia remains firm in its commitment.",
    ],
)
def test_what_tells_of_no_act(text: str) -> None:
    kinds = {one.type for one in told(text)}
    assert not kinds & {"THREATEN", "AGREE", "SUPPORT"}
    assert not any(one.rule.startswith(("decline", "remain")) for one in told(text))


def test_the_order_of_battle_is_no_truce() -> None:
    text = "Duterte orders troops to fight as truce with Reds crumbles"
    assert not any(one.process == "truce agreed" for one in told(text))


def test_two_sides_that_trade_accusations_accuse_each_other() -> None:
    accused = [one for one in told("Iran and Iraq traded accusations of attacks.") if one.type]
    assert [(one.actor, one.recipient) for one in accused] == [
        (("iran",), ("iraq",)),
        (("iraq",), ("iran",)),
    ]


def test_a_truce_runs_out() -> None:
    text = "A six-month truce between Yemen and the Houthis ran out on Sunday."
    (ended,) = [one for one in told(text) if one.process == "truce ended" and one.quantity is None]
    assert ended.actor == ("yemen", "houthis")
    (truce,) = [one for one in told(text) if one.kind is RecordKind.TRUCE]
    assert truce.end == datetime(2022, 10, 3, tzinfo=UTC)


def test_a_truce_that_begins_when_the_last_has_ended_is_another() -> None:
    text = (
        "A two-week truce between Congo and Rwanda was extended until October 9. The two "
        "governments would sign a ceasefire that takes effect on October 12, an envoy said."
    )
    first, second = [one for one in told(text) if one.kind is RecordKind.TRUCE]
    assert (first.end, first.start) == (datetime(2022, 10, 10, tzinfo=UTC), None)
    assert (second.start, second.quantity) == (datetime(2022, 10, 12, tzinfo=UTC), None)


def test_the_united_nations_threaten_nobody_with_what_they_warn_of() -> None:
    found = told("The United Nations warned that more than 800,000 people could flee.")
    assert [one.kind for one in found] == [RecordKind.STATEMENT]


def test_who_remains_committed_is_the_one_who_agrees() -> None:
    (agreed,) = [one for one in told("Pakistan remained committed to the truce.") if one.type]
    assert (agreed.actor, agreed.recipient) == (("pakistan",), ())


def test_what_hangs_on_an_if_is_promised_by_nobody() -> None:
    text = "“If Russia is ready to hand over the men, Ukraine will see,” Ukraine's envoy said."
    assert not any(one.kind is RecordKind.COMMITMENT for one in told(text))


def test_the_factions_of_one_state_are_not_that_state_and_its_neighbour() -> None:
    text = (
        "Sudan's warring factions have agreed to a truce, neighbouring South Sudan said. South "
        "Sudan had urged Sudan to do so."
    )
    assert not any("south-sudan" in one.actor for one in of("truce agreed", text))


@pytest.mark.parametrize(
    "text",
    [
        "Colombo can quit the truce with the LTTE at 14 days' notice. It will end on October 16.",
        "Sri Lanka gave the LTTE two weeks' notice that the truce will end on October 16.",
    ],
)
def test_a_notice_is_no_length_of_a_truce(text: str) -> None:
    assert [one.quantity for one in told(text) if one.kind is RecordKind.TRUCE] in ([], [None])


def test_a_truce_with_somebody_is_kept_by_both() -> None:
    (truce,) = [
        one
        for one in told("Israel has said it will observe a six-month truce with Hamas.")
        if one.kind is RecordKind.TRUCE
    ]
    assert truce.actor == ("israel", "hamas")


def test_what_was_not_observed_did_not_hold() -> None:
    (held,) = of("truce held", "Israel and Hamas have observed no truce since November 2006.")
    assert held.negated


def test_who_denies_something_and_accuses_others_accuses_them() -> None:
    text = (
        "Gen. Anatoly Nogovitsyn denied that any troops were there and accused Georgia of firing."
    )
    (accused,) = [one for one in told(text) if one.type == "ACCUSE"]
    assert (accused.actor, accused.negated) == (("Gen. Anatoly Nogovitsyn",), False)


def test_a_president_of_another_state_is_known_by_his_name_however_spelt() -> None:
    text = (
        "Georgia waited. President Dmitri A. Medvedev ordered a halt to the operation on Tuesday."
    )
    found = read(text, published="2008-08-13", zone="Asia/Tbilisi").records
    assert {one.actor for one in found if one.rule.startswith("order")} == {
        ("dmitry-medvedev", "russia")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Four guards lost their lives in Samba on Sunday in firing by Pakistan.",
        "The mission has recorded 489 civilians killed and 397 injured.",
    ],
)
def test_who_was_killed_is_no_attacker(text: str) -> None:
    assert all(not {"guards", "civilians", "people"} & {*one.actor} for one in told(text))


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("Both sides are to give aid workers free access.", "prisoners released"),
        ("Neither Mali nor Chad spoke; neither side has withdrawn its tanks.", "talks held"),
        ("Russia agreed to lift the sanctions on Georgia.", "access granted"),
    ],
)
def test_what_is_no_process(text: str, process: str) -> None:
    assert of(process, text) == []


def test_neither_side_has_done_it() -> None:
    (left,) = of("troops withdrawn", "Mali and Chad agreed. Neither side has withdrawn its tanks.")
    assert left.negated


def test_the_centre_is_the_government_of_india() -> None:
    (ended,) = of("truce ended", "The Centre on Sunday called off the suspension of operations.")
    assert ended.actor == ("india",)


def test_what_was_signed_in_a_year_was_not_left_then() -> None:
    text = "Colombo is pulling out of the truce it signed with the LTTE on February 22, 2002."
    (ended,) = of("truce ended", text)
    assert ended.start is None or ended.start.year != 2002
    (signed,) = of("truce agreed", text)
    assert signed.start == datetime(2002, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "parties", "start"),
    [
        (
            "The Houthis on Sunday called off their ceasefire with Yemen.",
            {"houthis", "yemen"},
            None,
        ),
        (
            "The Houthis on Sunday called off the truce they had observed since June 2.",
            {"houthis"},
            datetime(2022, 6, 2, tzinfo=UTC),
        ),
    ],
)
def test_a_truce_that_was_called_off(text: str, parties: set[str], start: datetime | None) -> None:
    (truce,) = [one for one in told(text) if one.kind is RecordKind.TRUCE]
    assert ({*truce.actor, *truce.recipient}, truce.start) == (parties, start)
    assert (truce.end, truce.modality) == (datetime(2022, 10, 3, tzinfo=UTC), Modality.HAPPENED)


def test_what_is_said_to_have_been_done_is_told_as_done() -> None:
    (freed,) = of(
        "prisoners released", "Some 100 prisoners are said to have been freed by Pakistan."
    )
    assert (freed.actor, freed.modality) == (("pakistan",), Modality.HAPPENED)


def test_an_estimate_is_a_statement() -> None:
    assert ("united-nations",) in speakers("The UN estimates that 100,000 people have fled.")
