"""What an observer heard or saw, and what it is counted in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trucewatch.errors import InputError


class Heard(StrEnum):
    """What was heard or seen."""

    SHOT = "shot"
    BURST = "burst"
    EXPLOSION = "explosion"
    PROJECTILE = "projectile"


@dataclass(frozen=True, slots=True)
class Observation:
    """Shots, bursts, explosions or projectiles of one front at one time.

    Attributes
    ----------
    time
        When, or when it began; zone-aware.
    until
        When it ended; None for a moment.
    front
        Where: the front, the area or the station that watches it.
    direction
        From where to where, such as "W-E"; None where it could not be told.
    number
        How many; one or more.
    """

    time: datetime
    front: str
    what: Heard
    number: int = 1
    direction: str | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.time.tzinfo is None or (self.until and self.until.tzinfo is None):
            raise InputError(f"{self.time} has no time zone")
        if self.until is not None and self.until < self.time:
            raise InputError(f"it ended at {self.until}, before it began at {self.time}")
        if self.number < 1:
            raise InputError(
                f"{self.number} of {self.what.value}", remedy="leave out what was not observed"
            )


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: each single shot, burst, explosion or projectile, or episodes of them.

    Attributes
    ----------
    what
        What is counted at all; empty is everything.
    gap
        None counts each single one. Otherwise the most minutes of quiet within an episode: what one
        front hears in one direction, with no longer quiet between, is one.

    Examples
    --------
    >>> str(Unit()), str(Unit(gap=30, what=(Heard.EXPLOSION,)))
    ('each shot, burst, explosion and projectile', 'episodes of explosion, at most 30 min of quiet')
    """

    gap: int | None = None
    what: tuple[Heard, ...] = ()

    def __post_init__(self) -> None:
        if self.gap is not None and self.gap < 0:
            raise InputError(f"a gap of {self.gap} minutes", remedy="give zero or more")

    def counts(self, heard: Heard) -> bool:
        """Whether this is counted at all."""
        return not self.what or heard in self.what

    def __str__(self) -> str:
        names = [one.value for one in Heard if self.counts(one)]
        listed = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
        if self.gap is None:
            return f"each {listed}"
        of = "" if len(names) == len(Heard) else f" of {listed}"
        return f"episodes{of}, at most {self.gap} min of quiet"


@dataclass(frozen=True, slots=True)
class Count:
    """A number that names its unit; numbers of unlike units cannot be added.

    Examples
    --------
    >>> morning, evening = Count(4, Unit()), Count(3, Unit())
    >>> str(morning + evening)
    '7 (each shot, burst, explosion and projectile)'
    """

    value: int
    unit: Unit

    def __add__(self, other: "Count") -> "Count":
        if self.unit != other.unit:
            raise InputError(
                f"{self} and {other} are of unlike units", remedy="count both in one unit"
            )
        return Count(self.value + other.value, self.unit)

    def __str__(self) -> str:
        return f"{self.value} ({self.unit})"


@dataclass(frozen=True, slots=True)
class DayCount:
    """What was counted on one front on one day of reporting."""

    date: date
    front: str
    count: Count
