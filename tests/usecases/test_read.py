"""A report is read whole: what is no report is refused or left empty, and nothing is guessed."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trucewatch as tw
from trucewatch.errors import InputError, ReadingError
from trucewatch.usecases.read import ANOTHER_LANGUAGE, EMPTY, STEERING, UNDATED, read

TRUCE = "A truce is set to begin at midnight on Friday, the two sides said."


def test_the_founding_report(shared: Path) -> None:
    found = read(shared / "articles" / "founding.txt", published="2020-02-21", zone="Asia/Kabul")
    text = found.document.text
    assert all(m.span.of(text).startswith("Also Read - ") for m in found.document.marked)
    assert len(found.document.marked) == 3
    ends = {
        d.text: (d.start and d.start.isoformat(), d.end and d.end.isoformat()) for d in found.dates
    }
    assert ends["midnight on Friday"][0] == "2020-02-22T00:00:00+04:30"
    assert ends["September last year"] == ("2019-09-01T00:00:00+04:30", "2019-10-01T00:00:00+04:30")
    assert ends["since December 2018"] == ("2018-12-01T00:00:00+04:30", None)
    assert ends["2001"] == ("2001-01-01T00:00:00+04:30", "2002-01-01T00:00:00+04:30")
    assert ends["9/11"] == ("2001-09-11T00:00:00+04:30", "2001-09-12T00:00:00+04:30")
    assert [d.days for d in found.dates if "week-long" in d.text] == [7]
    assert found.notes == ()
    assert len(found.sentences) == 11


def test_a_file_its_name_and_its_text_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TRUCE, encoding="utf-8")
    from_path, from_name, from_text = (
        read(given, published="2020-02-21") for given in (path, str(path), TRUCE)
    )
    assert from_path == from_name
    assert from_path.dates == from_text.dates
    assert from_path.document.sha256 == from_text.document.sha256
    assert (from_path.document.source, from_text.document.source) == (str(path), None)
    assert (
        tw.read(TRUCE.encode(), published=date(2020, 2, 21), source="desk").document.source
        == "desk"
    )


@pytest.mark.parametrize("given", ["missing.html", "no/such folder/report.txt", Path("missing")])
def test_a_file_that_is_not_there(given: str | Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read: No such file or directory"):
        read(given)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ReadingError, match="at least 50,000,000 bytes, and at most 10,000,000 "):
        read(path)
    with pytest.raises(ReadingError, match="has at least 50,000,000 bytes"):
        read("a" * 50_000_000)


def test_a_day_or_zone_that_is_none() -> None:
    with pytest.raises(InputError, match="'yesterday' is not a date"):
        read(TRUCE, published="yesterday")
    with pytest.raises(InputError, match="unknown time zone"):
        read(TRUCE, zone="Kabul")


@pytest.mark.parametrize(
    "text", ["", " \n\n", "<p></p>", "Also Read - Rain", "<script>steal()</script>"]
)
def test_what_holds_no_text(text: str) -> None:
    found = read(text)
    assert found.notes == (EMPTY,)
    assert (found.sentences, found.dates, found.records) == ((), (), ())


def test_another_language() -> None:
    text = (
        "Les deux parties ont annoncé une trêve de sept jours, qui doit commencer vendredi à "
        "minuit, selon un porte-parole du gouvernement afghan."
    )
    found = read(text, published="2020-02-21")
    assert found.notes == (ANOTHER_LANGUAGE,)
    assert (found.dates, found.records) == ((), ())


def test_without_a_day() -> None:
    found = read(TRUCE)
    assert found.notes == (UNDATED,)
    assert [(d.text, d.start) for d in found.dates] == [("midnight on Friday", None)]


def test_characters_that_steer_are_told() -> None:
    assert STEERING in read(f"{TRUCE} \u202eegnahc\u202c").notes


def test_what_is_told_before_it_was_is_marked_and_in_no_sentence() -> None:
    found = read(f"{TRUCE} Kabul fell on August 15, 2021.", published="2020-02-21")
    (mark,) = found.document.marked
    assert mark.rule == "after-publication"
    assert [s.span.of(found.document.text) for s in found.sentences] == [TRUCE]
    assert len(found.dates) == 2


def test_a_page_that_declares_another_day() -> None:
    page = f'<meta name="pubdate" content="2019-02-28"><p>{TRUCE}'
    said = "the page declares 2019-02-28 as its day of publication, not 2020-02-28"
    assert said in read(page, published="2020-02-28").notes
    assert read(page, published="2019-03-01").notes == read(page).notes == ()


def test_doubts_are_notes() -> None:
    found = read("The truce began on Friday, Feb. 22.", published="2020-02-28")
    assert any("the year may be wrong" in note for note in found.notes)


@pytest.mark.parametrize("long", ["9999 years", "nine billion years", "999999999999 days"])
def test_a_truce_beyond_the_calendar_has_no_end(long: str) -> None:
    text = f"The army and the rebels agreed on a truce of {long} from Friday."
    truces = [r for r in read(text, published="2020-02-21").records if r.kind == "truce"]
    assert [(r.start is None, r.end) for r in truces] == [(False, None)]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>A truce<p>was<b>agreed</p></i></body",
        "<!DOCTYPE html><table><tr><td>The truce held",
        "<p>" * 3000 + "The truce held",
        "<![CDATA[ <p>x",
        "<p>\x00\x01The truce\ud800 held",
    ],
)
def test_broken_pages(page: str) -> None:
    assert read(page).document.text


@given(st.text(), st.sampled_from(["", "<p>", "<html>"]))
def test_any_text_can_be_read_and_gives_the_same_again(text: str, head: str) -> None:
    given = f"{head}{text} "
    first = read(given + "\n", published="2020-02-21", zone="Asia/Kabul")
    assert first == read(given + "\n", published="2020-02-21", zone="Asia/Kabul")
    assert all(s.span.end <= len(first.document.text) for s in first.sentences)


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(ReadingError):
        read(raw)
