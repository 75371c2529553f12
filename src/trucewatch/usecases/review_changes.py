"""What a person may change in a proposal before it is accepted, as it is written and meant."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from trucewatch import words
from trucewatch.days import PartialDay
from trucewatch.domain.allegation import PlacePrecision
from trucewatch.domain.process import StepKind
from trucewatch.domain.reading import Modality, People, Record
from trucewatch.errors import InputError, QuestionError
from trucewatch.register.kinds import kinds

FIELDS = {
    "type": "what it is: a kind of act, a kind of step, commitment, count, admission or denial",
    "actor": "who did it or takes part; several with commas",
    "recipient": "to whom",
    "speaker": "who says so",
    "place": "where",
    "precision": "how exactly the place is known: exact, near, district, province, country",
    "on": "the day, month or year of it; report means the report's day",
    "start": "from when: a day, month, year, or a time with its offset",
    "end": "the last day, month or year; or a time with its offset",
    "killed": "how many: 12, 10-12, 12+ (at least), or none",
    "injured": "how many, in the same way",
    "quantity": "how much",
    "unit": "of what",
    "modality": "happened, planned, possible, demanded, threatened or habitual",
    "negated": "yes where the report says that it did not happen, else no",
    "of": "id of the step or commitment of the process file that it belongs to",
    "incident": "id of the incident that an admission or a denial speaks of",
    "act": "of a commitment: what, such as Prisoner Release",
    "due": "of a commitment: the deadline, a day, month or year",
    "reason": "why, of a suspension, a resumption or a collapse",
    "name": "the name that readers see",
    "id": "the id in the process file",
    "note": "what a reader must know of it",
}
"""What can be changed, and what it holds."""

OTHER_TYPES = ("commitment", "count", "admission", "denial")
NONE = ("none", "-", "")
_MOST_PEOPLE = 10_000_000
_LONGEST = 2000
_LONGEST_ID = 64
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def parse_change(text: str) -> tuple[str, str]:
    """Read a change as it is written: the field, a sign of equality or a space, the value.

    Parameters
    ----------
    text
        Such as ``killed=13``.

    Raises
    ------
    QuestionError
        When there is no such field.

    Examples
    --------
    >>> parse_change("killed = 12+"), parse_change("place Chorah")
    (('killed', '12+'), ('place', 'Chorah'))
    """
    sign = "=" if "=" in text else " "
    name, _, value = (part.strip() for part in text.strip().partition(sign))
    name = name.casefold()
    if name not in FIELDS:
        close = get_close_matches(name, FIELDS, n=1)
        remedy = f"did you mean {close[0]}?" if close else f"the fields are {', '.join(FIELDS)}"
        raise QuestionError(f"there is no field {words.clean(name)!r}", remedy=remedy)
    return name, words.clean(value)


def changed(record: Record, changes: Mapping[str, str], zone: ZoneInfo) -> Record:
    """Return a record as a person corrected it.

    Parameters
    ----------
    record
        As it was read.
    changes
        Fields as written.
    zone
        Of the place that is reported on.

    Raises
    ------
    QuestionError
        Naming the field, the value, and how to write it.

    Examples
    --------
    >>> from trucewatch.domain.reading import RecordKind, Span
    >>> told = Record(RecordKind.EVENT, Span(0, 1), "A", "kill: ASSAULT")
    >>> changed(told, {"killed": "10-12"}, ZoneInfo("UTC")).killed
    People(least=10, most=12)
    """
    out = record
    for name, value in changes.items():
        if len(value) > _LONGEST:
            raise _wrong(name, value[:40], f"write at most {_LONGEST:,} characters")
        read = _READERS.get(name)
        if read is not None:
            fields: dict[str, Any] = read(name, value, zone)
            out = replace(out, **fields)
    if out.start and out.end and out.end < out.start:
        raise QuestionError(
            f"it ends on {out.end.date()}, before it starts", remedy="look at both days"
        )
    return out


def _wrong(name: str, value: str, remedy: str) -> QuestionError:
    return QuestionError(f"{name}: {value!r} cannot be used", remedy=remedy)


def _names(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if value in NONE:
        return {name: ()}
    return {name: tuple(part.strip() for part in value.split(",") if part.strip())}


def _place(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    return {name: None if value in NONE else value}


def _day(name: str, value: str, zone: ZoneInfo, called: str | None = None) -> dict[str, Any]:
    """Read one end of the time: a day, a month or a year stands for all of it."""
    if value in NONE:
        return {name: None}
    try:
        at = datetime.fromisoformat(value) if "T" in value or ":" in value else None
        if at is not None and at.tzinfo is None:
            raise ValueError
        if at is not None:
            return {name: at}
        when = PartialDay.parse(value)
    except (ValueError, InputError) as error:
        remedy = "write YYYY, YYYY-MM, YYYY-MM-DD, or 2020-02-22T00:00+04:30"
        raise _wrong(called or name, value, remedy) from error
    day = when.first if name == "start" else when.after
    return {name: datetime(day.year, day.month, day.day, tzinfo=zone)}


def _on(name: str, value: str, zone: ZoneInfo) -> dict[str, Any]:
    if "T" in value or ":" in value:
        at = _day("start", value, zone, name)["start"]
        return {"start": at, "end": at + timedelta(minutes=1)}
    if value in NONE:
        raise _wrong(name, value, "write YYYY, YYYY-MM or YYYY-MM-DD")
    return {**_day("start", value, zone, name), **_day("end", value, zone, name)}


def _people(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if value in NONE:
        return {name: None}
    low, sign, high = value.removesuffix("+").partition("-")
    numbers = [int(part) for part in (low, high) if part.isascii() and part.isdecimal()]
    whole = len(numbers) == (2 if sign else 1) and not (sign and value.endswith("+"))
    if not whole or numbers != sorted(numbers) or numbers[-1] > _MOST_PEOPLE:
        raise _wrong(name, value, "write 12, 10-12, 12+ or none")
    return {name: People(numbers[0], None if value.endswith("+") else numbers[-1])}


def _amount(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if value in NONE:
        return {name: None}
    try:
        amount = float(value)
    except ValueError as error:
        raise _wrong(name, value, "write a number with digits only, such as 5000") from error
    if not 0 <= amount < 1e12:
        raise _wrong(name, value, "write a number from 0 on")
    return {name: amount}


def _modality(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    try:
        return {name: Modality(value)}
    except ValueError as error:
        raise _wrong(name, value, f"write {', '.join(Modality)}") from error


def _negated(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if value not in ("yes", "no"):
        raise _wrong(name, value, "write yes or no")
    return {name: value == "yes"}


def _checked(allowed: tuple[str, ...]) -> Callable[[str, str, ZoneInfo], dict[str, Any]]:
    """Make a reader that changes no field of the record, and refuses other words."""

    def read(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
        if value not in allowed:
            close = get_close_matches(value, allowed, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"write one of {', '.join(allowed)}"
            raise _wrong(name, value, remedy)
        return {}

    return read


def _partial(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    try:
        PartialDay.parse(value)
    except InputError as error:
        raise _wrong(name, value, "write YYYY, YYYY-MM or YYYY-MM-DD") from error
    return {}


def _something(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if value == "":
        raise _wrong(name, value, f"write {FIELDS[name]}")
    return {}


def _id(name: str, value: str, _: ZoneInfo) -> dict[str, Any]:
    if len(value) > _LONGEST_ID or not _ID.fullmatch(value):
        raise _wrong(name, value, "write small letters, digits and hyphens, as in talks-of-may")
    return {}


def types() -> tuple[str, ...]:
    """Return what a proposal may be: kinds of acts, kinds of steps, and the others."""
    return (*kinds(), *StepKind, *OTHER_TYPES)


_READERS: dict[str, Callable[[str, str, ZoneInfo], dict[str, Any]]] = {
    **dict.fromkeys(("actor", "recipient", "speaker"), _names),
    **dict.fromkeys(("place", "unit"), _place),
    **dict.fromkeys(("start", "end"), _day),
    **dict.fromkeys(("killed", "injured"), _people),
    **dict.fromkeys(("of", "incident", "act", "reason", "name"), _something),
    "id": _id,
    "on": _on,
    "quantity": _amount,
    "modality": _modality,
    "negated": _negated,
    "due": _partial,
    "precision": _checked(tuple(PlacePrecision)),
    "type": _checked(types()),
}


def as_written(record: Record, name: str) -> str:
    """Return what a record holds in a field, as a person would write it.

    Parameters
    ----------
    record
        What was read.
    name
        One of :data:`FIELDS`.

    Examples
    --------
    >>> from trucewatch.domain.reading import RecordKind, Span
    >>> told = Record(RecordKind.EVENT, Span(0, 1), "A", "x", killed=People(12, None))
    >>> as_written(told, "killed"), as_written(told, "actor"), as_written(told, "on")
    ('12+', 'none', 'not told')
    """
    if name == "on" and record.start is None and record.end is None:
        return "not told"
    if name == "on":
        return f"{_shown(record.start)} to {_shown(record.end)}"
    if name == "type" or not hasattr(record, name):
        return "not told"
    return _shown(getattr(record, name))


def _shown(value: object) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return words.clean(", ".join(map(str, value)))
    if isinstance(value, People):
        if value.most is None:
            return f"{value.least}+"
        return f"{value.least}" if value.least == value.most else f"{value.least}-{value.most}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return f"{value:g}" if isinstance(value, float) else words.clean(str(value))


def edited_note(by: str, record: Record, changes: Mapping[str, str]) -> str:
    """Return in words who changed what; empty where nothing was. A note is no change.

    Parameters
    ----------
    by
        The pseudonym of the person.
    record
        As it was read.
    changes
        What was put in its place.

    Examples
    --------
    >>> from trucewatch.domain.reading import RecordKind, Span
    >>> told = Record(RecordKind.EVENT, Span(0, 1), "A", "x", killed=People(12, 12))
    >>> edited_note("ana", told, {"killed": "13"})
    'edited by ana: killed 12 -> 13'
    """
    told = [
        f"{name} {as_written(record, name)} -> {value}"
        for name, value in changes.items()
        if name != "note"
    ]
    return f"edited by {by}: {', '.join(told)}" if told else ""
