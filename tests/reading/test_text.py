"""Reports become documents."""

from datetime import date

import pytest

from trucewatch.domain.reading import Marked, Span
from trucewatch.errors import InputError, ReadingError
from trucewatch.reading import text as module
from trucewatch.reading.text import declared_day, document, merged, with_marks


def test_plain_text_is_its_own_source() -> None:
    found = document(
        "The truce held.\n", published=date(2020, 2, 21), zone="Asia/Kabul", name="a.txt"
    )
    assert (found.text, found.offsets, found.source) == ("The truce held.\n", (), "a.txt")


def test_an_unknown_zone() -> None:
    with pytest.raises(InputError, match="unknown time zone"):
        document("x", zone="Mars/Base")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_that_is_none_of_news(day: date) -> None:
    with pytest.raises(ReadingError, match="is no day of publication; name one of 1600 to 2400"):
        document("The truce held.", published=day)


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ('<meta property="article:published_time" content="2020-02-21T10:00Z">', date(2020, 2, 21)),
        ('{"datePublished": "2019-02-28T09:00"}', date(2019, 2, 28)),
        ('{"datePublished": "2019-02-31"}', None),
        ('{"datePublished": "0001-01-01"}', None),
        ("<p>Published 2019-02-28", None),
    ],
)
def test_the_day_that_a_page_declares(source: str, day: date | None) -> None:
    assert declared_day(source) == day


def test_a_given_day_goes_before_that_of_the_page() -> None:
    page = '<meta name="pubdate" content="2020-02-21"><p>The truce held.'
    assert document(page).published == date(2020, 2, 21)
    assert document(page, published=date(2020, 2, 22)).published == date(2020, 2, 22)


def test_a_mark_within_another_is_left_out() -> None:
    outer, inner = (Marked(Span(0, end), "w", "r") for end in (9, 4))
    assert merged((inner, outer)) == (outer,)
    found = with_marks(document("The truce held."), (inner,))
    assert found.marked == (inner,)


def test_a_page_that_the_extractor_cannot_take(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise ValueError("broken")

    monkeypatch.setattr(module.trafilatura, "extract", fail)
    found = document("<p>The truce held.</p><nav>Home</nav>")
    assert [mark.rule for mark in found.marked] == ["element-nav"]
