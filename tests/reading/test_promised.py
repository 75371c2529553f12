"""What is promised, by whom, and how many of what."""

import pytest

from tests.reading.told import told
from trucewatch.domain.reading import Record, RecordKind
from trucewatch.usecases.read import read


def commitments(text: str) -> list[Record]:
    """The commitments of a text, one sentence a line."""
    return [one for one in told(text) if one.kind is RecordKind.COMMITMENT]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Under the plan, India will build three camps.", "india"),
        ("As per the accord, Pakistan will clear the road of mines.", "pakistan"),
        ("India is to build a camp.", "india"),
        ("India shall build a camp.", "india"),
        ("The Taliban said they would hold a congress.", "taliban"),
        ("India's envoy, Omar Durrani, said Delhi would act as a guarantor.", "india"),
        ("The text binds both India and Pakistan to free prisoners.", "india"),
        ("The text obliges Pakistan to pull back its guns.", "pakistan"),
        ("India said it would help if Pakistan did, and would hand over a list.", "india"),
        ("India and Pakistan agreed to stop all firing.", "pakistan"),
        ("Under it the Taliban will not attack the city.", "taliban"),
    ],
)
def test_what_a_side_is_to_do_is_promised(text: str, actor: str) -> None:
    assert any(actor in one.actor for one in commitments(text)), commitments(text)


@pytest.mark.parametrize(
    "text",
    [
        "India will build three camps.",
        "India is to meet Pakistan on Monday.",
        "Pakistan said India would build a camp.",
        "Under the plan the truce will hold.",
        "India said it would fight on.",
        "The minister is expected to suspend the flights.",
        "India agreed on Thursday an accord that it signed.",
        "India was the first to announce the truce.",
    ],
)
def test_no_promise(text: str) -> None:
    assert commitments(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("India will release 40 prisoners from July 20.", 40),
        ("India will release all prisoners by July 15.", None),
        ("India will release the prisoners from July 20.", None),
        ("India will release hundreds of prisoners.", None),
        ("The Taliban are to hand over 840 weapons.", 840),
        ("Under the plan, India will cut its force to 8,600.", 8600),
        ("Under the plan some 3,600 Taliban fighters will gather at six points.", 3600),
        ("The Taliban agreed to hand over the bodies of 12 soldiers.", 12),
        ("India undertook not to attack the three ports.", None),
        ("Under the plan, India will allow two flights a week.", None),
        ("Under the plan, India will build camps for 30 days.", None),
        ("India will free all prisoners by July 15, and 200 guests are expected.", None),
    ],
)
def test_how_many_of_what_are_promised(text: str, quantity: int | None) -> None:
    assert [one.quantity for one in commitments(text)] == [quantity]


def test_two_promises_of_one_side_are_two() -> None:
    text = "India promised to build a camp and to free 40 prisoners."
    assert [(one.process, one.quantity) for one in commitments(text)] == [
        ("prisoners released", 40),
        (None, None),
    ]


def test_a_promise_told_again_is_one() -> None:
    text = "India will release 40 prisoners.\nIndia will release the prisoners."
    assert [one.quantity for one in commitments(text)] == [40]


def test_we_is_whoever_speaks_the_quotation() -> None:
    found = read('"We will release all prisoners," the Taliban spokesman said.')
    (one,) = [one for one in found.records if one.kind is RecordKind.COMMITMENT]
    assert one.actor == ("taliban",)
