"""Where, by whom and how: what a truce changed in each of several units."""

from dataclasses import dataclass
from enum import StrEnum

from trucewatch.domain.interval import Interval


class By(StrEnum):
    """What units are told apart by."""

    DYAD = "dyad"
    ADMIN1 = "admin1"
    CELL = "cell"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What may be said of one unit.

    Attributes
    ----------
    expected
        Of the count without the truce.
    reduction
        Share by which its rate is lower, the units judged together; negative where it is higher.
    fall, rise
        Probability that the rate is lower, or higher.
    call
        "reduced", "increased" or "nothing can be said".
    reason
        Why nothing can be said.
    """

    name: str
    observed: int
    expected: Interval
    reduction: Interval
    fall: float
    rise: float
    call: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Units of one sort, judged together.

    Attributes
    ----------
    covered
        Whether the truce is about them; units of which it is not show whether violence moved.
    units
        Those with the most expected first.
    total
        Of units outside the truce, all taken as one.
    together
        The middle of the units' reductions; None for fewer than two.
    too_few
        How many have hardly an event in the baseline; they stand among the units as one.
    """

    by: By
    covered: bool
    units: tuple[UnitChange, ...]
    total: UnitChange | None
    together: Interval | None
    too_few: int


@dataclass(frozen=True, slots=True)
class KindShare:
    """The share of one kind of violence before and during the window.

    Attributes
    ----------
    call
        "reduced", "increased" or "nothing can be said", of the share.
    """

    name: str
    before: Interval
    during: Interval
    rise: float
    fall: float
    call: str
    reason: str | None
