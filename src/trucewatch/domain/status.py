"""Where a process stands on a day, as far as was known on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from trucewatch.days import PartialDay
from trucewatch.domain.process import StepKind
from trucewatch.domain.rule import Ruling


class CommitmentState(StrEnum):
    """How it stands with a commitment."""

    NOT_DUE = "not due"
    IN_PROGRESS = "in progress"
    MET = "met"
    MET_LATE = "met late"
    PARTLY_MET = "partly met"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    WAIVED = "waived"
    BROKEN_OFF = "broken off"


class Forecast(NamedTuple):
    """When a commitment will be met if it goes on as it did.

    Attributes
    ----------
    day, low, high
        The middle and the ends of the interval; ``high`` is None where no end is in sight, all are
        None where nothing can be said.
    reason
        Why nothing, or not more, can be said.
    """

    day: date | None
    low: date | None
    high: date | None
    level: float
    reason: str | None = None


class CommitmentStatus(NamedTuple):
    """One commitment as of a day.

    A named tuple, as there are as many of them as commitments and days: a frozen data class takes
    five times as long to make.

    Attributes
    ----------
    start
        The level it starts from; None where things are added up from nothing.
    done
        How much is done, or the level that is reached; None where no quantity is known.
    declared
        The most that somebody said was done; None where nobody said a number.
    share
        Done of what has to be done, from 0; above 1 where more was done.
    due
        None where there is no deadline, or its clock has not been set going.
    done_on
        When it was met, as precisely as is known.
    slippage
        Days after the deadline, least and most; negative is early. Of what is not met yet, the
        days it is late by now.
    blocked_by
        Ids of what it waits for, or what else it waits for in a word.
    pam
        0 not initiated, 1 minimal, 2 intermediate, 3 full (Peace Accords Matrix).
    pace
        0 not initiated, 2.5 initiated, 5 will be late at this pace, 7.5 on pace, 10 complete (after
        the Peace Barometer for Africa).
    flags
        What a reader should look at, a sentence each.
    """

    id: str
    name: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    act: str
    quantity: float | None
    unit: str | None
    start: float | None
    done: float | None
    declared: float | None
    share: float
    due: PartialDay | None
    state: CommitmentState
    done_on: PartialDay | None
    slippage: tuple[int, int] | None
    blocked_by: tuple[str, ...]
    forecast: Forecast | None
    pam: int
    pace: float
    flags: tuple[str, ...] = ()

    @property
    def slippage_days(self) -> int | None:
        """The slippage, where it is known to the day."""
        if self.slippage is None or self.slippage[0] != self.slippage[1]:
            return None
        return self.slippage[0]


@dataclass(frozen=True, slots=True)
class GateStatus:
    """One gate as of a day.

    Attributes
    ----------
    open
        None where it cannot be told.
    since
        The day on which it opened.
    blocked_by
        What it waits for: ids, or a word where it is no entry of the file.
    explanation
        Why it is open or shut, in a sentence or two.
    opens_with
        The shortest list of things that would open it, in order.
    reachable
        Whether it can still open, as far as was known.
    """

    id: str
    name: str
    open: bool | None
    since: PartialDay | None
    blocked_by: tuple[str, ...]
    explanation: str
    opens_with: tuple[str, ...]
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class PhaseStatus:
    """One phase as of a day; ``begun`` is None where it cannot be told."""

    id: str
    name: str
    begun: bool | None
    since: PartialDay | None


@dataclass(frozen=True, slots=True)
class StepStatus:
    """One step as of a day: what was said of it, and whether it happened.

    Attributes
    ----------
    declared
        Who had declared it by then, and on which day.
    """

    id: str
    kind: StepKind
    name: str
    declared: tuple[tuple[str, PartialDay], ...]
    done_on: PartialDay | None
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedIncident:
    """An incident of the record, and what each reading says of it."""

    id: str
    name: str
    day: PartialDay
    serious: bool
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that things wait for, and what would follow from it.

    Attributes
    ----------
    what
        An id, or what it is in a word.
    text
        What would have to happen.
    opens
        Ids of what waits for nothing else.
    helps
        Ids of what waits for more besides.
    """

    what: str
    text: str
    opens: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Halt:
    """A suspension or a collapse."""

    step: str
    since: PartialDay
    reason: str | None


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What an answer about a process was made of, and how to make it again.

    Attributes
    ----------
    sha256
        Of the process file; None for a process in memory.
    command
        That gives the same answer; None where no command line would.
    """

    version: str
    sha256: str | None
    command: str | None


@dataclass(frozen=True, slots=True)
class Status:
    """Where a process stands.

    Attributes
    ----------
    as_of
        At the end of this day in the world.
    known
        As far as was known at the end of this day; None: all that the file holds.
    phase
        The last phase that has begun; None before the first.
    suspended, collapsed
        None where it is neither.
    """

    process: str
    name: str
    as_of: date
    known: date | None
    phase: PhaseStatus | None
    suspended: Halt | None
    collapsed: Halt | None
    phases: tuple[PhaseStatus, ...]
    steps: tuple[StepStatus, ...]
    commitments: tuple[CommitmentStatus, ...]
    gates: tuple[GateStatus, ...]
    incidents: tuple[JudgedIncident, ...]
    next: tuple[Next, ...]
    text: str
    made_of: MadeOf | None = None
