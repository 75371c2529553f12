"""What was read, as text, JSON and a page: exact keys, and nothing that steers or runs."""

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from trucewatch.domain.reading import ActorMention, People, Read, Record, RecordKind, Span
from trucewatch.present.read import (
    pieces,
    read_html,
    read_json,
    read_json_text,
    read_text,
    record_line,
)
from trucewatch.usecases.read import read

TEXT = (
    "The army shelled a town on Thursday, killing 12. A week-long truce may follow.\n"
    "Also Read - <script>alert(1)</script> & \x1b[31mred\x1b[0m"
)
START = datetime(2020, 2, 20, tzinfo=ZoneInfo("Asia/Kabul"))
RECORD = Record(
    RecordKind.EVENT,
    Span(0, 47),
    TEXT[:47],
    "shelled",
    type="ASSAULT",
    process="truce broken",
    actor=("army",),
    recipient=("town",),
    start=START,
    place="Kunduz",
    killed=People(12, 12),
    injured=People(3, None),
    quantity=2,
    unit="days",
    negated=True,
    claimed_by=("the ministry",),
)


@pytest.fixture
def found() -> Read:
    """A report with something of each kind."""
    made = read(TEXT.replace("<script>", "(script)"), published="2020-02-21", zone="Asia/Kabul")
    document = replace(made.document, text=TEXT)
    actors = (
        ActorMention(Span(4, 8), "army", "army", "list"),
        ActorMention(Span(17, 21), None, "town", "noun"),
    )
    return replace(made, document=document, actors=actors, records=(RECORD,), notes=("a note",))


def test_the_keys_of_the_json(found: Read) -> None:
    made = read_json(found)
    assert list(made) == ["document", "marked", "actors", "dates", "records", "rejected", "notes"]
    assert list(made["document"]) == ["title", "published", "source", "sha256"]
    assert list(made["marked"][0]) == ["span", "why", "rule"]
    assert made["actors"] == [
        {"id": "army", "name": "army", "mentions": [[4, 8]]},
        {"id": None, "name": "town", "mentions": [[17, 21]]},
    ]
    day, week = made["dates"]
    assert list(day) == ["span", "text", "start", "end", "granularity", "rule"]
    assert (day["start"], day["end"]) == ("2020-02-20T00:00+04:30", "2020-02-21T00:00+04:30")
    assert (week["text"], week["days"]) == ("A week-long", 7)
    (record,) = made["records"]
    assert list(record) == [
        "kind",
        "type",
        "process",
        "actor",
        "recipient",
        "speaker",
        "start",
        "end",
        "place",
        "killed",
        "injured",
        "quantity",
        "modality",
        "negated",
        "claimed_by",
        "span",
        "quote",
        "rule",
        "origin",
    ]
    assert record["origin"] == "rules"
    assert (record["killed"], record["injured"]) == (
        {"min": 12, "max": 12},
        {"min": 3, "max": None},
    )
    assert TEXT[slice(*record["span"])] == record["quote"]


def test_the_json_text_steers_nothing(found: Read) -> None:
    text = read_json_text(found)
    assert "\x1b" not in text
    assert json.loads(text) == json.loads(json.dumps(read_json(found)))


def test_the_text(found: Read) -> None:
    text = read_text(found)
    assert "\x1b" not in text
    assert "Note: a note." in text
    assert "Thursday: 2020-02-20T00:00+04:30 to 2020-02-21T00:00+04:30 (day)" in text
    assert "A week-long: 7 days (duration)" in text
    assert text.endswith("\n")


def test_colours_are_only_ours(found: Read) -> None:
    text = read_text(found, colour=True)
    assert "\x1b[36mThursday\x1b[0m" in text
    assert "\x1b[31m" not in text


def test_one_line_of_a_record() -> None:
    assert record_line(RECORD) == (
        "event ASSAULT truce broken: army -> town; 2020-02-20T00:00+04:30 to …; Kunduz; 12 killed; "
        f"3 to … injured; 2 days; not; happened; as the ministry say: “{TEXT[:47]}”"
    )


def test_one_line_of_a_record_that_has_only_an_end() -> None:
    line = record_line(replace(RECORD, start=None, end=START))
    assert "; … to 2020-02-20T00:00+04:30; Kunduz" in line


def test_the_page_runs_nothing(found: Read) -> None:
    page = read_html(found)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\x1b" not in page
    assert '<mark class="date">Thursday</mark>' in page
    assert '<mark class="actor">army</mark>' in page
    assert "default-src 'none'" in page


def test_an_unresolved_date_and_a_report_without_anything() -> None:
    undated = read("The truce began on Friday, he said.")
    assert "Friday: unresolved (unknown)" in read_text(undated)
    empty = read("")
    assert read_json(empty)["dates"] == []
    assert "A report: read" in read_html(empty)
    assert "holds no text" in read_text(empty)
    assert pieces(empty) == []


def test_the_pieces_are_the_text(found: Read) -> None:
    assert "".join(text for text, _ in pieces(found)) == TEXT


def test_the_same_in_another_order_gives_the_same_bytes() -> None:
    texts = [TEXT, "The talks were held in September last year, on Eid and in 2001.", "Él dijo."]
    there = [read_json_text(read(text, published="2020-02-21")) for text in texts]
    back = [read_json_text(read(text, published="2020-02-21")) for text in reversed(texts)]
    assert there == back[::-1]
