"""A truce, as its truce file tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trucewatch.days import DaySpan, Window
from trucewatch.places import Place


class TruceKind(StrEnum):
    """What the parties called it (terms of the ETH/PRIO and PA-X code books and of practice)."""

    CEASEFIRE = "ceasefire"
    CESSATION_OF_HOSTILITIES = "cessation of hostilities"
    PRELIMINARY_CEASEFIRE = "preliminary ceasefire"
    DEFINITIVE_CEASEFIRE = "definitive ceasefire"
    REDUCTION_IN_VIOLENCE = "reduction in violence"
    HUMANITARIAN_PAUSE = "humanitarian pause"
    HOLIDAY_TRUCE = "holiday truce"
    DE_ESCALATION = "de-escalation"
    LOCAL_TRUCE = "local truce"


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the truce, or an armed group named as none.

    Attributes
    ----------
    dataset_names
        Per data set, the names under which it stands there.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    dataset_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events of one data set the truce is about; an empty field selects all.

    Attributes
    ----------
    countries, conflicts, dyads, admin1
        Names, or numbers as text, exactly as the data set writes them.
    violence_types
        UCDP: 1 state-based, 2 non-state, 3 one-sided.
    """

    countries: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    dyads: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    violence_types: tuple[int, ...] = ()


MOVING_HOLIDAYS = ("Ramadan", "Eid al-Fitr", "Eid al-Adha")
"""Holidays whose days follow from the Islamic calendar."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which violence may differ from other days, whatever was agreed.

    Attributes
    ----------
    moving
        Whether the days follow from the Islamic calendar; ``days`` is empty then.
    """

    name: str
    days: tuple[date, ...] = ()

    @property
    def moving(self) -> bool:
        """Whether the calendar tells the days."""
        return not self.days


@dataclass(frozen=True, slots=True)
class Threshold:
    """The fall the parties agreed on: at least ``fall`` (0.8 is 80 %) fewer of ``measure``."""

    fall: float
    measure: str
    source: str


class Bound(StrEnum):
    """How exactly a published figure was stated."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class FigureUnit(StrEnum):
    """What kind of number a published figure is."""

    COUNT = "count"
    PER_DAY = "per day"
    CHANGE_PERCENT = "change in percent"


class Period(StrEnum):
    """Where a published figure's window lies, seen from the truce."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A number somebody published: measure, claimant and window are part of it.

    Attributes
    ----------
    window
        The days it speaks of.
    window_stated
        False where the source does not say the span and ``window`` is our reading.
    source
        Address of the publication.
    """

    measure: str
    claimant: str
    window: DaySpan
    value: float
    source: str
    period: Period
    unit: FigureUnit = FigureUnit.COUNT
    bound: Bound = Bound.EXACT
    window_stated: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EventsSource:
    """A file of events that a person has to bring: which, from where, and how to get it."""

    dataset: str
    file: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Truce:
    """A truce and what has to be known to ask whether it held.

    Attributes
    ----------
    window
        From the agreed start; half-open; open-ended where no end was agreed or known.
    first_days
        How many days to ask about when nobody says otherwise; None asks about the whole window.
    washout_days
        Days just before the start that the baseline leaves out.
    baseline_days
        The longest baseline to use, in days.
    not_parties
        Armed groups that the truce does not cover.
    data
        Per data set, the events the truce is about.
    known_limits
        What a reader must know of the selection or the record, one sentence each.
    holidays
        That may move the daily rate: Ramadan, Eid al-Fitr, Eid al-Adha, or others with their days.
    """

    id: str
    name: str
    kind: TruceKind
    window: Window
    place: Place
    parties: tuple[Party, ...]
    mediators: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    not_parties: tuple[Party, ...] = ()
    first_days: int | None = None
    washout_days: int = 0
    baseline_days: int = 180
    threshold: Threshold | None = None
    data: Mapping[str, Selection] = field(default_factory=dict)
    events_sources: tuple[EventsSource, ...] = ()
    figures: tuple[PublishedFigure, ...] = ()
    known_limits: tuple[str, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    announced: date | None = None
    sources: tuple[str, ...] = ()
