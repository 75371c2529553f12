"""The deadlines of a process for a calendar (RFC 5545), as whole-day entries."""

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from trucewatch import words
from trucewatch.domain.status import CommitmentStatus, Status
from trucewatch.present.status import declared, how_far, slippage


def deadlines_ics(s: Status) -> bytes:
    """Return a calendar with an entry for each deadline whose day is known.

    A deadline that is known to the month stands on the last day that is in time. The stamp of the
    entries is the day of the question, so that the same question gives the same bytes.

    Parameters
    ----------
    s
        Where the process stands.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Trucewatch//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.clean(s.name))
    for one in s.commitments:
        if one.due is not None:
            calendar.add_component(_entry(one, s))
    return bytes(calendar.to_ical())


def _entry(one: CommitmentStatus, s: Status) -> Event:
    assert one.due is not None  # noqa: S101 - asked only for these
    entry = Event()
    entry.add("uid", f"{s.process}-{one.id}@trucewatch")
    entry.add("dtstamp", datetime.combine(s.as_of, time(0), UTC))
    entry.add("dtstart", one.due.last)
    entry.add("dtend", one.due.last + timedelta(days=1))
    entry.add("summary", f"Due: {words.clean(one.name)} ({one.state.value})")
    entry.add("description", "\n".join(_lines(one, s)))
    entry.add("transp", "TRANSPARENT")
    return entry


def _lines(one: CommitmentStatus, s: Status) -> list[str]:
    lines = [f"As of {words.day(s.as_of)}: {one.state.value}."]
    if far := how_far(one):
        lines.append(f"Done: {far}.")
    lines += map(words.clean, declared(one))
    if late := slippage(one):
        lines.append(f"Slippage: {late}.")
    if one.blocked_by:
        lines.append(f"Waits for: {', '.join(one.blocked_by)}.")
    if one.due and one.due.day is None:
        lines.append(f"The deadline is known as {one.due} only.")
    return lines
