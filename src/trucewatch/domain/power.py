"""What a window could show, told before it starts."""

from dataclasses import dataclass
from datetime import date

from trucewatch.domain.assessment import MadeBy, Question
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval


@dataclass(frozen=True, slots=True)
class FallShown:
    """How surely a fall of one size would be shown.

    Attributes
    ----------
    fall
        As a share: 0.8 is 80 %.
    power
        Probability that the window that was asked about is called reduced if violence falls so.
    days_needed
        Days after which that probability is as high as wanted; None where no window up to the
        horizon is long enough.
    """

    fall: float
    power: float
    days_needed: int | None


@dataclass(frozen=True, slots=True)
class UnitPower:
    """What the window could show of one place, or of all events.

    Attributes
    ----------
    name
        Of the place; "all events" for all.
    baseline
        What was counted in the baseline.
    expected
        What the window would bring without the truce; None where the model cannot tell.
    most
        The most that may be observed and still be called reduced; None where not even nothing
        observed would be.
    false_alarm
        Probability that the window is called reduced though nothing changed.
    smallest
        The smallest fall that is shown with the power wanted, as a share; None as for ``most``.
    falls
        Falls of several sizes, the smallest first.
    reason
        Why the window could show nothing, where it could not.
    """

    name: str
    baseline: int
    expected: Interval | None
    most: int | None
    false_alarm: float
    smallest: float | None
    falls: tuple[FallShown, ...]
    reason: str | None

    def of(self, fall: float) -> FallShown:
        """Return what is said of a fall of this size, which must be among ``falls``."""
        (found,) = [one for one in self.falls if one.fall == fall]
        return found


@dataclass(frozen=True, slots=True)
class Power:
    """The answer to "what could this window show?".

    Attributes
    ----------
    as_of
        The last day that was used; it lies before the truce.
    level
        Of the verdict that the window will get.
    wanted
        The power that is wanted of it.
    horizon
        The longest window that was tried, in days.
    aim
        The fall that was asked about, else the agreed one; None where there is neither.
    agreed
        Whether ``aim`` is the agreed fall.
    overall
        All events.
    places
        First-level units, each alone, those that show the smallest fall first.
    too_few
        How many more places have hardly an event in the baseline.
    text
        One paragraph that can be read aloud.
    limits
        What a reader must know of the data, one sentence each.
    undated_share
        Share of the baseline's events whose day is not known.
    """

    truce: str
    name: str
    as_of: date
    question: Question
    level: float
    wanted: float
    horizon: int
    aim: float | None
    agreed: bool
    overall: UnitPower
    places: tuple[UnitPower, ...]
    too_few: int
    text: str
    limits: tuple[str, ...]
    undated_share: float | None
    data: Provenance
    made_by: MadeBy
