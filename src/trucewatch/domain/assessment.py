"""The answer to "is violence lower than it would have been?", as numbers and prose."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.days import DaySpan
from trucewatch.domain.breakdown import Breakdown, KindShare
from trucewatch.domain.check import Check
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval
from trucewatch.domain.periods import FourPeriods
from trucewatch.domain.silence import BlindDays
from trucewatch.domain.truce import EventsSource, PublishedFigure
from trucewatch.domain.verdict import Probability, Verdict


class Measure(StrEnum):
    """What is counted."""

    EVENTS = "events"
    LETHAL_EVENTS = "lethal-events"
    DEATHS = "deaths"
    DEATHS_LOW = "deaths-low"
    DEATHS_HIGH = "deaths-high"
    CIVILIAN_DEATHS = "civilian-deaths"

    @property
    def of_deaths(self) -> bool:
        """Whether it counts the dead, and not events."""
        return self not in (Measure.EVENTS, Measure.LETHAL_EVENTS)


class Stretch(StrEnum):
    """Which part of the question a day belongs to."""

    BASELINE = "baseline"
    WASHOUT = "washout"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Question:
    """What exactly was asked.

    Attributes
    ----------
    parties
        The sides whose violence is counted, as the data set names them.
    place
        Where.
    window
        The truce days that are asked about.
    washout_days
        Days between baseline and window that neither uses.
    threshold
        The agreed fall as a share (0.8 is 80 %); None where none was agreed.
    """

    measure: Measure
    parties: tuple[str, ...]
    place: str
    window: DaySpan
    washout_days: int
    baseline: DaySpan
    threshold: float | None


@dataclass(frozen=True, slots=True)
class AssessedDay:
    """One day of the picture.

    Attributes
    ----------
    observed
        What was counted on it.
    expected, low, high
        On baseline days the fitted daily rate and its interval; from the end of the baseline on,
        the median and interval of what the day would have brought without the truce.
    """

    date: date
    stretch: Stretch
    observed: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReportedComparison:
    """Two published figures of one claimant and one measure, set side by side.

    Attributes
    ----------
    first, second
        The earlier and the later figure.
    per_day_first, per_day_second
        The two figures as rates per day.
    ratio
        Second rate divided by the first.
    ratio_interval
        Exact conditional Poisson interval of the ratio; None where the figures are no counts.
    at_least_threshold
        Probability that the fall is at least the agreed one; None as above.
    why_no_interval
        The reason where there is none.
    caveat
        What was assumed for the interval, such as that a rounded figure is taken at its word.
    """

    first: PublishedFigure
    second: PublishedFigure
    per_day_first: float
    per_day_second: float
    ratio: float
    ratio_interval: Interval | None
    at_least_threshold: float | None
    why_no_interval: str | None
    caveat: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The panel of published figures: what can be compared, and what stands alone."""

    comparisons: tuple[ReportedComparison, ...]
    alone: tuple[PublishedFigure, ...]


@dataclass(frozen=True, slots=True)
class ChoiceVariant:
    """The same question with one choice made otherwise.

    Attributes
    ----------
    choice
        What was chosen otherwise, such as "washout".
    value
        How, in words, such as "2 days"; the value that was asked for is a variant as well.
    asked
        Whether it is the question itself.
    observed
        In the variant's window, of the variant's measure.
    why_not
        The reason where it could not be asked; the other fields are None then.
    """

    choice: str
    value: str
    asked: bool
    observed: int | None
    expected: Interval | None
    reduction: Interval | None
    probability: Probability | None
    verdict: Verdict | None
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """What could be said at the end of one day of the window, by the test that looks every day.

    Attributes
    ----------
    observed
        From the start of the window to the end of this day.
    fall_low, fall_high
        Bounds of the reduction that hold on all days at once; ``fall_low`` is minus infinity where
        there is no upper bound of the rate.
    verdict
        Reduced, increased or not reduced once that is ruled in, for good; else undetermined.
    agreed
        Whether the fall is at least the agreed one; None while neither is ruled out, or where none
        was agreed.
    """

    date: date
    observed: int
    fall_low: float
    fall_high: float
    verdict: Verdict
    agreed: bool | None


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made the answer; the same three give the same bytes again."""

    version: str
    seed: int
    command: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer. Where the verdict is "no data" the numbers are None.

    Attributes
    ----------
    as_of
        The day as of which the question was asked; nothing that happened later was used.
    text
        One paragraph that can be read aloud.
    reasons
        Why the verdict is what it is, where it is not plain from the numbers.
    limits
        What a reader must know of the data, one sentence each.
    observed_range
        Least and most that was counted in the window, as the events without a known day may have
        fallen; None where the days of all are known. ``observed`` is the median.
    undated_share
        Share of the selected events from the start of the baseline to the end of the window
        whose day is not known.
    days
        The daily picture, in order.
    choices
        The same question with every choice made otherwise, one at a time.
    day_verdicts
        What could be said day by day; empty where the measure does not allow it.
    breakdowns
        Dyads, places and kinds, within the truce and outside of it.
    kind_shares
        The shares of the kinds of violence, where there are several.
    blind
        Days from the start of the baseline to the end of the window on which the source was blind
        or late.
    events_sources
        Which files to bring where none can be shipped.
    """

    truce: str
    name: str
    as_of: date
    question: Question
    observed: int | None
    expected: Interval | None
    reduction: Interval | None
    probability: Probability | None
    verdict: Verdict
    text: str
    reasons: tuple[str, ...]
    limits: tuple[str, ...]
    undated_share: float | None
    data: Provenance | None
    made_by: MadeBy
    days: tuple[AssessedDay, ...] = ()
    choices: tuple[ChoiceVariant, ...] = ()
    day_verdicts: tuple[DayVerdict, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    kind_shares: tuple[KindShare, ...] = ()
    periods: FourPeriods | None = None
    checks: tuple[Check, ...] = ()
    blind: tuple[BlindDays, ...] = ()
    observed_range: tuple[int, int] | None = None
    reported: Reported | None = None
    events_sources: tuple[EventsSource, ...] = ()

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Return the choices that give another verdict when made otherwise."""
        others = (v.choice for v in self.choices if v.verdict not in (None, self.verdict))
        return tuple(dict.fromkeys(others))

    @property
    def first_firm_day(self) -> DayVerdict | None:
        """Return the first day on which the test that looks every day had an answer."""
        said = (day for day in self.day_verdicts if day.verdict is not Verdict.UNDETERMINED)
        return next(said, None)
