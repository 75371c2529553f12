"""Claims held against the record, and against one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.days import DaySpan
from trucewatch.domain.claim import Claim
from trucewatch.domain.incident import IncidentState
from trucewatch.domain.interval import Interval
from trucewatch.domain.observation import Unit
from trucewatch.domain.truce import Bound


@dataclass(frozen=True, slots=True)
class DailyRecord:
    """What the record holds of one measure, day by day.

    Attributes
    ----------
    name
        What it is, such as "verified incidents of the register".
    measure
        What was counted; only claims of this measure are held against it.
    days
        Counts; a day that is not in it had none.
    covers
        The days on which the record was kept.
    unit
        In which shots or explosions were counted; None where the measure says it all.
    """

    name: str
    measure: str
    days: Mapping[date, int]
    covers: DaySpan
    unit: Unit | None = None

    def over(self, span: DaySpan) -> int:
        """Return the count over some days."""
        return sum(self.days.get(day, 0) for day in span)


@dataclass(frozen=True, slots=True)
class Gap:
    """One claim of a count beside the record of the same days.

    Attributes
    ----------
    recorded
        What the record holds over the days of the claim; None where they cannot be compared.
    ratio, difference
        Claim divided by record, and claim less record. Infinite where the record holds none, not a
        number where both hold none.
    bound
        How exactly ratio and difference are stated: as the claim is.
    ratio_interval
        Exact for Poisson counts.
    recorded_interval
        Of the rate behind the record, as a count over the same days.
    why_not
        Why they cannot be compared.
    why_no_interval
        Why there is no interval of the ratio, where they can.
    caveat
        What was assumed.
    """

    claim: Claim
    recorded: int | None
    ratio: float | None
    difference: float | None
    bound: Bound
    why_not: str | None = None
    why_no_interval: str | None = None
    caveat: str | None = None
    ratio_interval: Interval | None = None
    recorded_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class ClaimantGaps:
    """The gaps of one claimant and measure over time.

    Attributes
    ----------
    median_ratio
        Of the claims that are no mere bounds; None where there are none.
    """

    claimant: str
    measure: str
    gaps: tuple[Gap, ...]
    median_ratio: float | None


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One claimant's figure among those for the same time."""

    claim: Claim
    per_day: float


@dataclass(frozen=True, slots=True)
class Spread:
    """What different claimants claim of one measure for the same time.

    Attributes
    ----------
    rows
        The highest first.
    by_rate
        Whether their spans differ, so that rates per day are compared and not the counts.
    ratio
        The highest divided by the lowest.
    bound
        How exactly the ratio can be stated.
    note
        What was compared, in a sentence.
    """

    measure: str
    rows: tuple[SpreadRow, ...]
    by_rate: bool
    ratio: float
    bound: Bound
    note: str
    why_no_interval: str | None = None
    caveat: str | None = None
    ratio_interval: Interval | None = None


class Stands(StrEnum):
    """How a denial or an admission stands to the record."""

    AGREES = "agrees with the record"
    CONTRADICTED = "contradicted by the record"
    OPEN = "open"
    NO_INCIDENT = "of no incident in the record"


@dataclass(frozen=True, slots=True)
class Statement:
    """A denial or an admission beside the state of the incident it speaks of.

    Attributes
    ----------
    incident, state
        The incident as it stands by itself, where it was merged; None where there is none.
    share
        Of the attribution to the claimant; None where it does not name him.
    """

    claim: Claim
    incident: str | None
    state: IncidentState | None
    share: float | None
    stands: Stands


@dataclass(frozen=True, slots=True)
class Ledger:
    """All claims, held against the record and against one another."""

    claimants: tuple[ClaimantGaps, ...]
    spreads: tuple[Spread, ...]
    statements: tuple[Statement, ...]
    level: float
