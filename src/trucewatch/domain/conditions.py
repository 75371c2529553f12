"""What a gate, a phase, a step or a commitment waits for."""

from dataclasses import dataclass
from datetime import date

from trucewatch.domain.verdict import Verdict

NOT_ASKED = "was not asked for"
"""What is said of an estimate that a condition wants and nobody asked."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step was taken, a commitment met or waived, a gate opened or a phase begun."""

    ref: str


@dataclass(frozen=True, slots=True)
class Declared:
    """Each of some actors has said so of a step or a commitment."""

    ref: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A day has come."""

    day: date


@dataclass(frozen=True, slots=True)
class Calm:
    """So many days in a row on which the clock was not set back.

    Attributes
    ----------
    days
        How many whole days in a row.
    start
        The first day that can count; None where it is the day after ``after``.
    after
        Id of the step that sets the clock going; its day counts too if ``same_day``.
    until
        Id of a step that ends it for good.
    measure, claimant, at_most
        The level that no day may exceed, and by whose count; None where no level was agreed.
    serious_resets
        Whether a serious incident sets the clock back.
    reset_by
        Ids of steps that set the clock back.
    """

    days: int
    start: date | None = None
    after: str | None = None
    same_day: bool = False
    until: str | None = None
    measure: str | None = None
    claimant: str | None = None
    at_most: float | None = None
    serious_resets: bool = True
    reset_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimated:
    """What the estimate says of a truce: a verdict, or surely a fall by at least so much.

    Attributes
    ----------
    truce
        Name of one of the process's truces.
    fall
        A share; reached where its probability is at least ``level``.
    """

    truce: str
    verdict: Verdict | None = None
    fall: float | None = None
    level: float = 0.9


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part has to be so."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: "tuple[Condition, ...]"


Condition = Done | Declared | Reached | Calm | Estimated | AllOf | AnyOf
