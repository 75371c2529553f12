"""The report's own date is tested: what does not fit it is told."""

from datetime import date

import pytest

from trucewatch.reading.dates.mentions import dates
from trucewatch.reading.doubts import doubts
from trucewatch.reading.later import told_before_it_was
from trucewatch.reading.sentences import sentences
from trucewatch.reading.text import document

DAY = date(2020, 2, 28)
WEEK = "Casualties: Feb. 22-28\n\nAt least 28 soldiers were killed in the week"
SATURDAY = "“Feb. 22-28” begins on a Saturday in 2020, but"


def told(text: str, day: date | None = DAY) -> list[str]:
    read = document(text, published=day)
    return list(doubts(read, dates(read, sentences(read))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The truce began on Friday, Feb. 22.",
            "“Friday, Feb. 22” is a Saturday in 2020, but a Friday in 2019: the year may be wrong",
        ),
        (
            "It was signed on Friday, February 29, 2020.",
            "“Friday, February 29, 2020” is a Saturday in 2020 and no Friday: one of them is wrong",
        ),
        (
            f"{WEEK}, which ran Friday to Thursday.",
            f"{SATURDAY} by its own words its week begins on a Friday: it fits 2019, so the year "
            "may be wrong",
        ),
        (
            f"Afghan War Casualty Report. {WEEK}.",
            f"{SATURDAY} weeks of this series begin on a Friday: it fits 2019, so the year "
            "may be wrong",
        ),
        (f"{WEEK}.", "no year is told with “Feb. 22-28”: 2020 is that of publication"),
        (
            "Published: Feb. 28, 2019\n\nThe truce held.",
            "the text says “Published: Feb. 28, 2019”, not 2020-02-28",
        ),
    ],
)
def test_what_does_not_fit(text: str, said: str) -> None:
    assert told(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on Saturday, February 29, 2020. On Friday it was calm.",
        "Casualties: Feb. 22-28, 2020\n\nThe week was calm.",
        f"{WEEK} of 2020.",
        f"{WEEK}, which ran Saturday to Friday.",
        "Casualties: Feb. 22-26\n\nThe days were calm.",
        "Published: Feb. 28, 2020\n\nUpdated: yesterday\n\nThe truce held.",
    ],
)
def test_what_fits(text: str) -> None:
    assert told(text) == []


def test_without_a_day_there_is_nothing_to_test() -> None:
    assert told(WEEK, None) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The city fell on August 15, 2021.", True),
        ("The city fell in 2021.", True),
        ("Elections will be held in 2021.", False),
        ("The city fell on Friday.", False),
        ("The city fell on March 9.", False),
        ("The city fell in 2001.", False),
    ],
)
def test_what_is_told_before_it_was(text: str, marked: bool) -> None:
    read = document(f"The truce held. {text}", published=DAY)
    found = sentences(read)
    marks = told_before_it_was(read, found, dates(read, found))
    assert [mark.span.of(read.text) for mark in marks] == ([text] if marked else [])
    assert told_before_it_was(document(text), found, ()) == ()
