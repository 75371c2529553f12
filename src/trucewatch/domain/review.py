"""Going through proposals: what a person decided of each, and where it then goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from trucewatch.domain.entry import Entry
from trucewatch.domain.reading import Record, Span


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """By which a proposal is known again.

    Attributes
    ----------
    report
        SHA-256 of the report.
    nth
        Which one it is of those that share all else, from 0.
    """

    report: str
    span: Span
    kind: str
    rule: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal of a report, to be decided on.

    Attributes
    ----------
    number
        Its place among all of the report, from 1.
    around
        The sentences that its words stand in.
    """

    number: int
    key: Key
    record: Record
    around: Span


class Fate(StrEnum):
    """What was decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a proposal.

    Attributes
    ----------
    at
        When; zone-aware.
    changes
        Fields that the person set, as written; the proposal itself stays as it was.
    """

    key: Key
    fate: Fate
    by: str
    at: datetime
    reason: str | None = None
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entered:
    """That an accepted proposal was written down: in which room, and under which id."""

    key: Key
    room: str
    id: str
    by: str
    at: datetime


class Room(StrEnum):
    """Where a proposal goes."""

    REGISTER = "register"
    PROCESS = "process file"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a person has to say before it can be written down: the field, and why."""

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written down of a proposal.

    Attributes
    ----------
    what
        Such as allegation, claim, step, commitment, declared, progress, done.
    id
        Made of the report's SHA-256, the words' place and what it is, unless a person chose one.
    fields
        Of the entry.
    under
        Of a process file: the id of the step or commitment that it belongs to, where it is no
        entry of its own.
    actors
        That the process file does not have yet, as entries of it.
    assumed
        What was taken for granted, in words; a person should look at it.
    """

    room: Room
    what: str
    id: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    under: str | None = None
    actors: tuple[Mapping[str, Any], ...] = ()
    lacks: tuple[Lack, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written down, and what was not.

    Attributes
    ----------
    entered
        What now stands where, by its number.
    refused
        Why an accepted proposal could not be written down, by its number; it is open again.
    waiting
        Numbers of accepted proposals whose register or process file was not named.
    alerts
        Red lines that were crossed.
    text
        The process file as it is now, or would be.
    """

    entered: tuple[tuple[int, Plan], ...]
    refused: Mapping[int, str]
    waiting: tuple[tuple[int, Room], ...]
    alerts: tuple[Entry, ...] = ()
    text: str | None = None
