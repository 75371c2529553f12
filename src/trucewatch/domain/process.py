"""A peace process as its process file tells it: who, what was agreed, what was said and done.

Two things are kept apart everywhere. *Declared* is what somebody said; *done* is what happened,
with evidence of its own. And every entry has two days: the one in the world, as precise as its
source, and the one from which it could be known.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.days import DaySpan, PartialDay
from trucewatch.domain.conditions import Condition
from trucewatch.domain.rule import Act, Reading, Zone
from trucewatch.domain.truce import Bound


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    ARMED_GROUP = "armed group"
    ORGANISATION = "organisation"
    OFFICE = "office"
    PERSON = "person"


class StepKind(StrEnum):
    """What sort of thing happened on the way."""

    TALKS = "talks"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    ANNOUNCEMENT = "announcement"
    TRUCE = "truce"
    DECISION = "decision"
    ACTION = "action"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    COLLAPSE = "collapse"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written; without its day nobody could say what was known when."""

    id: str
    title: str
    published: PartialDay
    address: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What a person or an office was, for whom, and from when to when."""

    title: str
    of: str | None = None
    since: PartialDay | None = None
    until: PartialDay | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part, stands beside, or stands in the way."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """That something was so on a day, and since when that could be known.

    Attributes
    ----------
    on
        The day, as precise as the source; of something that lasts, the first.
    known
        The day from which it could be known.
    until
        The last day of something that lasted; None where it was done on ``on`` or goes on.
    ongoing
        Whether it goes on from ``on``: "since December 2018".
    """

    on: PartialDay
    known: date
    sources: tuple[str, ...] = ()
    until: PartialDay | None = None
    ongoing: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody declared: said on ``when.on``; nothing is done by it.

    Attributes
    ----------
    quantity
        That was said to be done, where a number was given.
    """

    by: tuple[str, ...]
    says: str
    when: Evidence
    quantity: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens on the way: talks, a meeting, an agreement, a suspension.

    Attributes
    ----------
    reason
        Of a suspension, a resumption or a collapse.
    needs
        What has to be so before it can happen.
    """

    id: str
    kind: StepKind
    name: str
    actors: tuple[str, ...] = ()
    place: str | None = None
    reason: str | None = None
    needs: Condition | None = None
    declared: tuple[Saying, ...] = ()
    done: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: a day, or so many days and months after something else.

    Attributes
    ----------
    day
        Of an absolute one, as precise as the accord; the last day it can mean is still in time.
    after
        Id of the step, commitment, gate or phase that sets the clock going.
    """

    day: PartialDay | None = None
    after: str | None = None
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Exemption:
    """A part of the quantity that need not be done, such as contested prisoners."""

    quantity: float
    reason: str
    when: Evidence


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a commitment was on a day.

    Attributes
    ----------
    total
        Done by then in all, or the level by then; None where only more is known.
    more
        Done on that day; None where the total is known.
    """

    when: Evidence
    total: float | None = None
    more: float | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody took upon himself.

    Attributes
    ----------
    act
        A provision of the Peace Accords Matrix, or a name of one's own.
    quantity, unit
        How much of what; None where it is a matter of yes or no.
    start
        The level from which ``quantity`` is to be reached, such as 13,000 troops down to 8,600;
        None where things are added up from nothing.
    needs
        What has to be so before it can be done.
    agreed
        When it was taken on, and since when its terms could be known.
    """

    id: str
    name: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    act: str
    agreed: Evidence
    quantity: float | None = None
    unit: str | None = None
    start: float | None = None
    due: Due | None = None
    needs: Condition | None = None
    exemptions: tuple[Exemption, ...] = ()
    declared: tuple[Saying, ...] = ()
    progress: tuple[Progress, ...] = ()
    done: Evidence | None = None
    waived: Evidence | None = None
    broken_off: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something on some days, as one claimant counted it."""

    measure: str
    claimant: str
    span: DaySpan
    value: float
    known: date
    bound: Bound = Bound.EXACT
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedIncident:
    """An incident of the process's own record.

    Attributes
    ----------
    serious
        Whether it is of the kind that stops clocks.
    """

    id: str
    name: str
    act: Act
    when: Evidence
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that something waits for; once it has opened it stays open.

    Attributes
    ----------
    agreed
        When it was agreed on, and since when that could be known; None: from the beginning.
    """

    id: str
    name: str
    when: Condition
    agreed: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the process; the last one that has begun is where the process stands."""

    id: str
    name: str
    begins: Condition
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """A whole process.

    Attributes
    ----------
    zone
        The IANA name of the time zone whose days are meant.
    truces
        Names of the truces that its estimates are of, and their files.
    readings
        The terms as each party reads them, versions included.
    """

    id: str
    name: str
    zone: str
    actors: tuple[Actor, ...]
    parties: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    truces: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    steps: tuple[Step, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    zones: tuple[Zone, ...] = ()
    readings: tuple[Reading, ...] = ()
    incidents: tuple[RecordedIncident, ...] = ()
    counts: tuple[Count, ...] = ()
    gates: tuple[Gate, ...] = ()
    phases: tuple[Phase, ...] = ()
