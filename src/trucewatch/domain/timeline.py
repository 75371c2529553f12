"""A process laid out in time: what a picture or a table of it has to show."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.domain.status import MadeOf


class Group(StrEnum):
    """The parts of a timeline, in their order."""

    PHASES = "Phases"
    STEPS = "Steps"
    GATES = "Gates"
    COMMITMENTS = "Commitments"


class MarkKind(StrEnum):
    """What a mark on a line stands for."""

    PHASE = "lasts"
    HALT = "suspended or collapsed"
    TERM = "time to do it"
    LATE = "late"
    FORECAST = "forecast"
    DECLARED = "declared"
    DONE = "done"
    OPENED = "gate opened"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: from the first to the last day, both included.

    Of something that happened on one day these are the days on which it may have been.
    """

    kind: MarkKind
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of it.

    Attributes
    ----------
    note
        How it stands, in a word or two.
    """

    group: Group
    id: str
    name: str
    note: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A process laid out in time, as of a day and as known on a day."""

    process: str
    name: str
    as_of: date
    known: date | None
    rows: tuple[TimelineRow, ...]
    text: str
    made_of: MadeOf | None = None
