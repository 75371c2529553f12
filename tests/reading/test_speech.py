"""Who says something, and what only looks like saying."""

import pytest

from tests.reading.told import told
from trucewatch.domain.reading import Record, RecordKind


def statements(text: str) -> list[Record]:
    """The statements of a text, one sentence a line."""
    return [one for one in told(text) if one.kind is RecordKind.STATEMENT]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Pakistan's trade minister, Omar Durrani, denied the charge.", "Omar Durrani"),
        ("The Taliban's Karim Popal described the list as invented.", "Karim Popal"),
        ("The minister, who was ill, told the crowd that it was over.", "minister"),
        ("Piet Pol, not known as a talker, told reporters that he slept.", "Piet Pol"),
        ("UNAMA, the mission that watched the vote, said it was calm.", "unama"),
        ('The Taliban called the text "a trap" and said it was false.', "taliban"),
        ("A newspaper quoted officers as saying that the road was open.", "officers"),
        ("The officers were quoted as saying that the road was open.", "officers"),
        ("A judge, Omar Durrani, asked what the dead had died for.", "judge"),
        ("India warned that the river would rise.", "india"),
        ("Taliban commanders made it clear that they would stay.", "taliban"),
        ("Pakistan put the dead at 31.", "pakistan"),
        ("India dismissed the report.", "india"),
        ("The road was open, as Pakistan's general staff put it.", "pakistan"),
        ("The road was open, said an aide to the President of India.", "india"),
        ("Nine people died, according to a rural clinic.", "a rural clinic"),
        ("It was quiet, in the words of a hotel guard in Kabul.", "hotel guard in Kabul"),
        ("Pakistan rejected the offer, saying that it was late.", "pakistan"),
        ("A statement from the Taliban leadership said it was over.", "taliban"),
        ("A Russian military communique said it was over.", "russia"),
        ("It was over, according to a letter by the Taliban.", "taliban"),
        ("The text was false, it was said by Pakistan.", "pakistan"),
    ],
)
def test_who_says_it(text: str, speaker: str) -> None:
    assert any(speaker in one.speaker for one in statements(text)), statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister, who is said to be ill, did not appear.",
        "At least 9 people were reported killed.",
        "Nobody could say when it began.",
        "The ministry did not comment.",
        "India has yet to say how many men it will send.",
        "The Taliban claimed responsibility.",
        "Neither the Taliban nor the government said who began.",
        "The minister asked for water.",
        "The minister called the commander twice.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A Taliban spokesman left the hall.\nHe said it was late.", "taliban"),
        ("India's envoy, Omar Durrani, left.\nHe said it was late.", "Omar Durrani"),
        ("India's envoy, Omar Durrani, left.\nIt was late, said the man.", "Omar Durrani"),
        ("The Taliban fought Afghan troops.\nThe road was open, officials said.", "afghanistan"),
        ("India and Pakistan met.\nThe road was open, officials said.", "officials"),
    ],
)
def test_who_was_named_in_the_sentence_before(text: str, speaker: str) -> None:
    assert speaker in statements(text)[-1].speaker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("India will stay until the rebels lay down arms.", "until the rebels lay down arms"),
        ("India agreed, on condition that the road opens.", "on condition that the road opens"),
        ("It will hold as long as the road is open, he said.", "as long as the road is open"),
        ("India will stop only if the rebels do.", "only if the rebels do"),
        ("India would stop, provided that the rebels do.", "provided that the rebels do"),
    ],
)
def test_a_condition_by_its_words(text: str, words: str) -> None:
    assert [one.quote for one in told(text) if one.kind is RecordKind.CONDITION] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "They fought until the rain came, and talked until Monday.",
        "He spoke as if it were over.",
        "He asked if the road was open.",
        "It is not clear if the road is open.",
        "Even if the rebels sign, the war goes on.",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert [one for one in told(text) if one.kind is RecordKind.CONDITION] == []
