import pytest

from tests.reading.told import event, told
from trucewatch.domain.reading import Modality, People, RecordKind
from trucewatch.usecases.read import read


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("France agreed to send doctors to Mali.", "AGREE", ("france",)),
        ("Israeli warplanes bombed a village.", "ASSAULT", ("israel",)),
        ("A village was bombed by Israeli warplanes.", "ASSAULT", ("israel",)),
        ("Norway rejected the proposal.", "REJECT", ("norway",)),
        ("Peru said it would not accept the plan.", "REJECT", ("peru",)),
        ("Japan said Chile must open its markets.", "REQUEST", ("japan",)),
        ("Iran threatened to attack Iraq.", "THREATEN", ("iran",)),
        ("Kenya said it would bomb the camp.", "THREATEN", ("kenya",)),
        ("Kenya said it would visit Ghana.", "AGREE", ("kenya",)),
        ("French farmers blocked the road.", "PROTEST", ("French farmers",)),
        ("Turkish police arrested ten students.", "COERCE", ("turkey",)),
        ("India released 40 prisoners.", "RETREAT", ("india",)),
        ("Ghana expelled two diplomats.", "SANCTION", ("ghana",)),
        ("Cuba and Haiti signed an agreement.", "SUPPORT", ("cuba", "haiti")),
        ("Hungarian and Polish officials met in Prague.", "CONSULT", ("hungary", "poland")),
        ("Talks between Fiji and Tonga were long.", "CONSULT", ("fiji", "tonga")),
        ("Mali, which borders Niger, condemned the coup.", "ACCUSE", ("mali",)),
        ("Mali deployed troops along the border.", "MOBILIZE", ("mali",)),
        ("Mali sent troops to the border.", "MOBILIZE", ("mali",)),
        ("Spain sent food to Somalia.", "AID", ("spain",)),
        ("Israel shared intelligence with Jordan.", "COOPERATE", ("israel",)),
        ("Serbia lifted a curfew in the town.", "RETREAT", ("serbia",)),
        ("Egypt said Peru must be ready to mediate.", "REQUEST", ("egypt",)),
        ("Thousands of Kurds marched in Kirkuk calling for reform.", "PROTEST", ("Kurds",)),
        ("Spain is ready to impose sanctions on Chad.", "THREATEN", ("spain",)),
        ("Spain said it would withdraw its troops unless Chad paid.", "THREATEN", ("spain",)),
        ("Spain refused to bargain.", "REJECT", ("spain",)),
        ("Spain agreed to release prisoners; Chad was silent.", "AGREE", ("spain",)),
        ("Spain agreed to leave because Chad had left.", "AGREE", ("spain",)),
        ("The prime minister of Spain visited Chad.", "CONSULT", ("spain",)),
        ("Spain plans to visit Chad.", "AGREE", ("spain",)),
        ("Spain has to release the men.", "RETREAT", ("spain",)),
        ("Spain began to shell Chad.", "ASSAULT", ("spain",)),
        ("Spain might bomb Chad.", "ASSAULT", ("spain",)),
        ("Chad, a neighbour, said Spain must lift the blockade.", "REQUEST", ("chad",)),
        ("Joe Biden, the US president, visited Chad.", "CONSULT", ("joe-biden",)),
        ("Peru said it would not budge.", "REJECT", ("peru",)),
        ("Peru said it would not bomb Chad.", "AGREE", ("peru",)),
        ("Peru agreed to leave, Chad said.", "AGREE", ("peru",)),
        ("Peru agreed to leave, Chad having said so, when Spain left.", "AGREE", ("peru",)),
        ("Iran criticised Iraq for bombing Kuwait.", "ACCUSE", ("iran",)),
        ("Ivory Coast rebels attacked a village.", "ASSAULT", ("Ivory Coast rebels",)),
        ("Iran, Iraq and Oman met in Basra.", "CONSULT", ("iran", "iraq", "oman")),
        ("The group, Hezbollah, condemned the coup.", "ACCUSE", ("hezbollah",)),
        ("Chad kept property seized by the Israeli army.", "COERCE", ("israel",)),
        ("Mali voiced a demand for debt relief.", "REQUEST", ("mali",)),
        ("Mali brought a lawsuit against Chad.", "ACCUSE", ("mali",)),
        ("Mali extended an apology to Chad.", "SUPPORT", ("mali",)),
        ("Mali mounted a series of raids.", "ASSAULT", ("mali",)),
        ("A Spanish attack on Chad was feared.", "ASSAULT", ("spain",)),
        ("The attack by Spain was feared.", "ASSAULT", ("spain",)),
    ],
)
def test_who_does_what(text: str, kind: str, actor: tuple[str, ...]) -> None:
    found = event(text)
    assert (found.type, found.actor) == (kind, actor)


@pytest.mark.parametrize(
    ("text", "process", "modality"),
    [
        ("Israel and Hamas agreed to a ceasefire.", "truce agreed", Modality.HAPPENED),
        ("Israel and Hamas agreed to extend the truce.", "truce extended", Modality.HAPPENED),
        ("The Taliban violated the ceasefire.", "truce broken", Modality.HAPPENED),
        ("Russia called off the talks with Ukraine.", "talks called off", Modality.HAPPENED),
        ("Yemen resumed talks with the Houthis.", "talks resumed", Modality.HAPPENED),
        ("Yemen agreed to release prisoners.", "prisoners released", Modality.PLANNED),
        ("Yemen demanded that Oman release prisoners.", "prisoners released", Modality.DEMANDED),
        ("Syria withdrew its troops from Lebanon.", "troops withdrawn", Modality.HAPPENED),
        ("Sudan allowed aid convoys to pass.", "access granted", Modality.HAPPENED),
        ("Colombia and the FARC signed a peace accord.", "agreement signed", Modality.HAPPENED),
    ],
)
def test_what_happens_to_the_process(text: str, process: str, modality: Modality) -> None:
    found = event(text)
    assert (found.process, found.modality) == (process, modality)


def test_whose_attack_it_is_that_kills() -> None:
    found = event("Russian shelling of Kherson killed a woman and injured her husband.")
    assert (found.actor, found.killed, found.injured) == (
        ("russia",),
        People(1, 1),
        People(1, 1),
    )


def test_what_adds_up_a_period_is_no_event_of_its_own() -> None:
    (found,) = told("The war has killed more than 900 people since 2014.")
    assert (found.modality, found.killed) == (Modality.HABITUAL, People(900, None))


def test_the_subject_of_the_next_clause_is_no_object() -> None:
    found = told("Hamas freed 13 Israeli hostages and Israel released 39 Palestinian prisoners.")
    assert [(one.actor, one.recipient) for one in found] == [
        (("hamas",), ("Israeli hostages",)),
        (("israel",), ("Palestinian prisoners",)),
    ]


def test_an_apposition_behind_a_title_is_who_acts() -> None:
    text = "The United Nations envoy for Yemen, Martin Griffiths, welcomed the truce."
    assert event(text).actor == ("martin-griffiths", "united-nations")


def test_what_is_refused_has_no_process() -> None:
    found = event("Hamas said it will not release the prisoners.")
    assert (found.type, found.process, found.negated) == ("REJECT", None, False)


def test_to_declare_a_truce_is_not_to_keep_it() -> None:
    assert event("Burundi declared a ceasefire.").type == "AGREE"
    assert event("Burundi observed the ceasefire.").type == "RETREAT"


def test_a_truce_that_collapses_has_no_actor() -> None:
    (found,) = told("The ceasefire collapsed.")
    assert (found.kind, found.process) == (RecordKind.PROCESS, "truce ended")


def test_who_claims_it_is_told() -> None:
    found = [one for one in told("Ukraine said Russia shelled Sumy.") if one.type]
    assert found[0].actor == ("russia",)
    assert found[0].claimed_by == ("ukraine",)


def test_who_admits_a_role_is_the_actor_by_their_own_claim() -> None:
    found = told("The Taliban admitted its role in an attack that killed 9 people.")
    attack = next(one for one in found if one.killed)
    assert attack.actor == attack.claimed_by == ("taliban",)


def test_a_capital_is_a_government_by_its_verb_and_else_a_place() -> None:
    assert event("Washington condemned the coup.").actor == ("united-states",)
    found = event("Rebels attacked a hotel in Kabul.")
    assert (found.place, found.recipient) == ("Kabul", ())


def test_what_is_meant_or_made_a_condition_did_not_happen() -> None:
    assert [one for one in told("Iran warned it if Iraq attacks Kuwait.") if one.type == "ASSAULT"
            and one.modality is Modality.HAPPENED] == []  # fmt: skip
    assert "CONSULT" not in {one.type for one in told("Iran sent a plane to negotiate peace.")}


def test_pronouns_and_titles_are_resolved() -> None:
    text = "US Secretary of State Mike Pompeo met Ghani.\nHe condemned the attack."
    assert {one.actor for one in told(text) if one.type} == {("mike-pompeo", "united-states")}


def test_the_troops_that_go_say_whose_they_are() -> None:
    found = told("This will end the war by reducing the number of U.S. troops.")
    assert [one.actor for one in found if one.kind is RecordKind.COMMITMENT] == [("united-states",)]


def test_we_are_who_speaks() -> None:
    found = read("“We condemn the coup”, said Spain.", published="2020-02-21", zone="UTC").records
    assert ("ACCUSE", ("spain",)) in {(one.type, one.actor) for one in found}


@pytest.mark.parametrize(
    "text", ["There was fighting again.", "They were not invited.", "It was condemned by nobody."]
)
def test_what_nobody_does_to_nobody_is_no_event(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "kind", "process", "actor"),
    [
        ("Mali and Chad blamed each other.", "ACCUSE", None, ("mali",)),
        ("Mali and Chad blamed each other.", "ACCUSE", None, ("chad",)),
        ("Kyiv said Russian troops opened fire first.", "ACCUSE", None, ("ukraine",)),
        ("Iran accepts the plan.", "AGREE", "agreement reached", ("iran",)),
        ("Taliban gunmen kill two policemen in Balkh.", "ASSAULT", None, ("taliban",)),
        ("Israeli air strikes on two villages killed nine.", "ASSAULT", None, ("israel",)),
        ("A meeting of the Lebanese cabinet was called off.", "SANCTION", "talks called off",
         ("lebanon",)),
        ("Kenya announced the end of its truce.", "SANCTION", "truce ended", ("kenya",)),
        ("The truce which Chad accepted is long.", "AGREE", "truce agreed", ("chad",)),
        ("A pause agreed by Chad and Mali begins today.", "AGREE", "truce agreed",
         ("chad", "mali")),
        ("The Houthis, he said, had broken the truce.", "ASSAULT", "truce broken", ("houthis",)),
        ("Chad ordered its army to strike.", "THREATEN", None, ("chad",)),
        ("Chad will make no arrests.", "AGREE", None, ("chad",)),
    ],
)  # fmt: skip
def test_more_of_who_does_what(
    text: str, kind: str, process: str | None, actor: tuple[str, ...]
) -> None:
    assert (kind, process, actor) in {(one.type, one.process, one.actor) for one in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Russian-backed rebels shelled a town.",
        "A bishop warned that the war would go on.",
        "Chad's envoy asked what the rebels wanted.",
        "Drones were flying to Chad.",
        "Chad denied it and blamed the rebels for an ambush in which one soldier died.",
    ],
)
def test_what_is_not_so(text: str) -> None:
    found = told(text)
    assert not any("russia" in one.actor for one in found)
    assert not {"THREATEN", "REQUEST", "CONSULT"} & {one.type for one in found}
    assert not any(one.negated and one.type == "ASSAULT" for one in found)


def test_who_struck_before_a_truce_did_the_harm() -> None:
    text = (
        "Israel struck Beirut hours before a ceasefire with Hezbollah was due to take effect on "
        "Saturday, killing 42 people, Lebanese officials said."
    )
    found = read(text, published="2022-04-01", zone="Asia/Beirut").records
    (attack,) = [one for one in found if one.type == "ASSAULT"]
    assert (attack.actor, attack.killed) == (("israel",), People(42, 42))


def test_a_name_in_the_name_of_another_is_not_theirs() -> None:
    text = "Mullah Omar went. “What happened?” the chief minister, Omar Abdullah, asked."
    found = read(text, published="2022-04-01", zone="UTC").records
    assert not any("mullah-omar" in one.speaker for one in found)


def test_both_men_are_those_named_before() -> None:
    text = (
        "Abdel Fattah al-Burhan and Mohamed Hamdan Dagalo agreed to talks. President Salva Kiir "
        "had spoken to both men."
    )
    found = read(text, published="2023-05-02", zone="Africa/Juba").records
    assert ("sudan", "rapid-support-forces") in {one.recipient for one in found}
