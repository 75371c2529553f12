from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from trucewatch.accord.cases import shipped_cases
from trucewatch.days import PartialDay
from trucewatch.present.ics import deadlines_ics
from trucewatch.usecases.process import status as asked

from .factory import HOSTILE
from .process_factory import commitment, guns, patrols, status


def entries(data: bytes) -> list[Any]:
    return Calendar.from_ical(data).walk("VEVENT")


def test_an_entry_for_each_deadline() -> None:
    found = entries(deadlines_ics(status()))
    assert [str(one["UID"]) for one in found] == [
        "hills-2021-prisoners@trucewatch", "hills-2021-guns@trucewatch",
    ]  # fmt: skip
    first = found[0]
    assert first.decoded("DTSTART") == date(2021, 4, 30)
    assert first.decoded("DTEND") == date(2021, 5, 1)
    assert str(first["SUMMARY"]) == "Due: 200 prisoners go free (partly met)"
    assert str(first["TRANSP"]) == "TRANSPARENT"
    assert str(first["DESCRIPTION"]).splitlines() == [
        "As of 15 May 2021: partly met.", "Done: 110 of 200 prisoners.", "Slippage: 15 days.",
    ]  # fmt: skip


def test_a_deadline_in_a_month_stands_on_its_last_day() -> None:
    one = entries(deadlines_ics(status()))[1]
    assert one.decoded("DTSTART") == date(2021, 6, 30)
    assert "The deadline is known as 2021-06 only." in str(one["DESCRIPTION"])


def test_what_it_waits_for_and_what_was_declared_is_told() -> None:
    waits = patrols(due=PartialDay(2021, 5, 1))
    (one,) = entries(deadlines_ics(status(commitments=(waits,))))
    assert "Waits for: guns, 2021-06-01." in str(one["DESCRIPTION"])
    (one,) = entries(deadlines_ics(status(commitments=(commitment(declared=150.0),))))
    assert "150 prisoners were only declared." in str(one["DESCRIPTION"])


def test_no_deadline_is_an_empty_calendar() -> None:
    data = deadlines_ics(status(commitments=(patrols(),)))
    assert entries(data) == []
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("case", shipped_cases())
def test_the_same_question_gives_the_same_bytes(case: str) -> None:
    first, second = (deadlines_ics(asked(case, as_of="2020-08-01")) for _ in range(2))
    assert first == second
    lines = first.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)  # RFC 5545, 3.1
    assert all(one.decoded("DTSTAMP").date() == date(2020, 8, 1) for one in entries(first))


def test_a_text_cannot_add_a_line_of_its_own() -> None:
    name = f"{HOSTILE}\r\nATTACH:https://example.org\nEND:VEVENT;,\\"
    odd = status(name=name, commitments=(commitment(name=name, unit=name),))
    data = deadlines_ics(odd)
    assert b"\x1b" not in data
    assert b"\x07" not in data
    (one,) = entries(data)
    assert "ATTACH" not in one
    assert "ATTACH:https://example.org END:VEVENT;,\\" in str(one["SUMMARY"])


def test_umlauts_survive_the_folding() -> None:
    name = "Übergabe der Geschütze an die Ältesten " * 4
    (one,) = entries(deadlines_ics(status(commitments=(guns(name=name),))))
    assert name.strip() in str(one["SUMMARY"])
