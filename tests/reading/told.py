"""Short ways to read a text in tests."""

from datetime import date

from trucewatch.domain.reading import (
    DateMention,
    Document,
    Marked,
    Record,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.reading.records import records

DAY = date(2020, 2, 21)


def document(text: str, *marked: str) -> Document:
    """A report on Afghanistan, in which some words are marked as no part of it."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in marked]
    marks = tuple(Marked(span, "promo", "test") for span in spans)
    return Document(text, None, None, "", DAY, "Asia/Kabul", (), marks)


def split(text: str) -> list[Sentence]:
    """One sentence a line."""
    found, start = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Sentence(Span(start, start + len(line))))
        start += len(line) + 1
    return found


def told(text: str, *dates: DateMention) -> tuple[Record, ...]:
    """The records of a text, one sentence a line."""
    return records(document(text), split(text), dates)[1]


def event(text: str) -> Record:
    """The only event of a text."""
    (found,) = [one for one in told(text) if one.kind is RecordKind.EVENT]
    return found
