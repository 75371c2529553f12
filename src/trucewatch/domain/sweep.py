"""Many truces asked about in one go."""

from dataclasses import dataclass

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import MadeBy, Measure
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval
from trucewatch.domain.verdict import Probability, Verdict


@dataclass(frozen=True, slots=True)
class SweptTruce:
    """What was found of one truce by one measure.

    Attributes
    ----------
    window
        The days asked about; None where the question could not be asked.
    log_ratio, log_ratio_error
        Of the rate to what it would have been, for pooling; None where there is none.
    reason
        Why there is no number, or why the verdict is what it is; None where it is plain.
    refused
        Whether the row of the table, or the question, could not be used at all.
    enough
        Whether its baseline holds enough to say anything.
    """

    id: str
    name: str
    measure: Measure
    window: DaySpan | None
    baseline_days: int | None
    observed: int | None
    expected: Interval | None
    reduction: Interval | None
    probability: Probability | None
    verdict: Verdict | None
    log_ratio: float | None
    log_ratio_error: float | None
    reason: str | None
    refused: bool
    enough: bool


@dataclass(frozen=True, slots=True)
class PooledTruces:
    """What the truces of a sweep have in common, by one measure.

    Attributes
    ----------
    truces
        How many are in it.
    reduction
        On average over truces; None where nothing can be pooled.
    prediction
        Of one more truce of the same sort.
    spread
        Standard deviation between the log ratios of truces.
    inconsistent
        Share of the variance that lies between truces (I squared).
    overlapping
        How many of them share days and a country with another: they are not independent.
    reason
        Why there is nothing.
    """

    measure: Measure
    truces: int
    reduction: Interval | None
    prediction: Interval | None
    spread: float | None
    inconsistent: float | None
    overlapping: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Sweep:
    """All truces of a table.

    Attributes
    ----------
    truces
        In the order of the table, a row for each measure.
    resumed
        How many of them had been finished before.
    """

    truces: tuple[SweptTruce, ...]
    pooled: tuple[PooledTruces, ...]
    level: float
    data: Provenance
    made_by: MadeBy
    resumed: int

    def count(self, measure: Measure, verdict: Verdict) -> int:
        """Return how many truces got a verdict."""
        return sum(one.measure is measure and one.verdict is verdict for one in self.truces)

    def refused(self, measure: Measure) -> int:
        """Return of how many truces nothing could be asked."""
        return sum(one.measure is measure and one.refused for one in self.truces)
