"""Sentences with exact places, and in them who says what."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syntok import segmenter

from trucewatch.domain.reading import Span
from trucewatch.reading.quotations import quotations
from trucewatch.reading.sentences import _clear, sentences, stretches
from trucewatch.reading.speakers import speaker
from trucewatch.reading.text import document


def split(text: str) -> list[str]:
    read = document(text)
    return [sentence.span.of(read.text) for sentence in sentences(read)]


def said(text: str) -> list[tuple[str, str | None]]:
    read = document(text)
    return [(q.of(read.text), who) for s in sentences(read) for q, who in s.quoted]


@pytest.mark.parametrize(
    "told",
    [
        ["It began at 5 p.m. Friday.", "U.S. troops left."],
        ["He met Gen. Example in the U.S.", "The talks end Feb. 29."],
        ["Dr. A. B. Example signed.", "Casualties of Feb. 22-28 were few."],
        ["Did it hold?", "It did!", "“Yes,” he said."],
    ],
)
def test_sentences(told: list[str]) -> None:
    assert split(" ".join(told)) == told


def test_lines_that_are_wrapped_are_one_sentence_and_captions_none() -> None:
    wrapped = "The truce that both sides had agreed to\nhas held for a week, officials said."
    assert split(wrapped) == [wrapped]
    assert split("A street\nThe truce has held for a week.") == [
        "A street",
        "The truce has held for a week.",
    ]
    assert split("One\n\n\nTwo") == ["One", "Two"]


def test_what_is_marked_is_in_no_sentence() -> None:
    text = "The truce held. Also Read - Rain\n\nIt ended."
    assert split(text) == ["The truce held.", "It ended."]
    read = document(text)
    assert "".join(span.of(text) for span in stretches(read)) == text.replace(
        "Also Read - Rain", ""
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We hold,” Mr. Example said.", [("We hold,", "Mr. Example")]),
        ("“We hold,” said Amina Example, a spokeswoman.", [("We hold,", "Amina Example")]),
        (
            "Amina Example, a spokeswoman, said: “We hold.”",
            [("We hold.", "Amina Example, a spokeswoman")],
        ),
        ("The ministry said in a statement that “two” died.", [("two", "The ministry")]),
        ("According to the Taliban, “nobody” fired.", [("nobody", "the Taliban")]),
        ("“Nobody fired”, according to the ministry.", [("Nobody fired", "the ministry")]),
        ("The ‘signing ceremony’, Example added, will follow.", [("signing ceremony", "Example")]),
        ("The ‘reduction in violence’ began.", [("reduction in violence", None)]),
        ("“One,” he said. “Two.” Then he left.", [("One,", "he"), ("Two.", "he")]),
        ("She said the plan was dead; “peace” came.", [("peace", None)]),
        ("“Why?” the judge later asked.", [("Why?", "the judge")]),
        ("“Why?” (He left, and said no more.)", [("Why?", None)]),
        ("“First. Second,” said the envoy.", [("First.", "the envoy"), ("Second,", "the envoy")]),
        ("“Extraditables” announced a “war” yesterday.", [("Extraditables", None), ("war", None)]),
        ("'It holds', said the envoy.", [("It holds", "the envoy")]),
    ],
)
def test_who_says_it(text: str, found: list[tuple[str, str | None]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Taliban’s “peace”", ["peace"]),
        ("the rebels' \"return\" to '90s rule", ["return"]),
        ("«oui» „ja“ ‘yes’", ["oui", "ja", "yes"]),
        ("“It goes on\nelsewhere", ["It goes on"]),
        ("a ‘never closed", []),
        ("‘don’t go’ he said", ["don’t go"]),
        ("“”", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert [one.of(text) for one in quotations(text)] == found


def test_nobody_is_named_where_there_is_nothing() -> None:
    assert speaker("“x”", Span(1, 2), Span(0, 3)) is None
    assert speaker("said: “x”", Span(7, 8), Span(0, 9)) is None


@given(st.text() | st.text(alphabet="ab.!? \n“”‘’'\"«»\u202e\x00A1"))
def test_any_text_has_sentences_in_order_and_within_it(text: str) -> None:
    read = document(text.replace("<", ""))
    last = 0
    for sentence in sentences(read):
        assert last <= sentence.span.start < sentence.span.end <= len(read.text)
        assert sentence.span.of(read.text) == sentence.span.of(read.text).strip()
        last = sentence.span.end
        for quoted, _ in sentence.quoted:
            assert quoted.within(sentence.span)
            assert quoted.start < quoted.end


@pytest.mark.parametrize(
    "text",
    [
        "The truce held. Both sides said so. It went on.",
        "“The truce holds.” Nobody doubted it. “Will it last?” The envoy did not say.",
        'He said: "It holds." She left. "Why?" Nobody knows.',
        "  One paragraph without an end",
        "Nothing was said! Really? Perhaps.\n",
    ],
)
def test_clear_paragraphs_are_split_as_the_segmenter_does(text: str) -> None:
    slowly = [group[0].offset for part in segmenter.analyze(text) for group in part if group]
    assert _clear(text) in (None, slowly)


@pytest.mark.parametrize(
    "text", ["He met J. Example.", "At 5 p.m. he left; she did not.", "U.S. X"]
)
def test_what_is_not_clear_is_left_to_the_segmenter(text: str) -> None:
    assert _clear(text + " Then it ended") is None


def test_a_long_paragraph_takes_its_length() -> None:
    start = time.process_time()
    assert len(split("The truce held on Feb. 22. It went on. " * 5_000)) == 10_000
    assert time.process_time() - start < 5
