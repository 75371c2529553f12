"""Before, surge, truce, after: a truce that only moves violence in time shows it."""

from dataclasses import dataclass

from trucewatch.days import DaySpan
from trucewatch.domain.interval import Interval
from trucewatch.domain.verdict import Probability, Verdict


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """What some days brought against what they would have brought otherwise.

    Attributes
    ----------
    expected
        Of the total without the truce.
    reduction
        Share by which the observed is lower; negative where it is higher.
    """

    span: DaySpan
    observed: int
    expected: Interval
    reduction: Interval
    probability: Probability
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FourPeriods:
    """The time around a truce, all held against one baseline that ends before the surge.

    Attributes
    ----------
    before
        The baseline.
    usual
        What a day of it brought on average.
    surge
        The last days before the start: the washout, or where there is none the last three.
    peak
        The run of last days before the start that stands out most: where the surge is, if there is
        one.
    peak_chance
        How often some run of last days would stand out as much if nothing had changed.
    truce
        The window.
    after
        The days that follow the window; None where nothing is known of them.
    together
        Surge, truce and after as one: what is left of a fall when the violence that was only moved
        is counted in.
    """

    before: DaySpan
    usual: float
    surge: PeriodEffect
    peak: PeriodEffect
    peak_chance: float
    truce: PeriodEffect
    after: PeriodEffect | None
    together: PeriodEffect

    @property
    def surged(self) -> bool:
        """Whether so much just before the start is too rare to be chance at the level asked."""
        return self.peak_chance <= (1 - self.peak.expected.level) / 2
