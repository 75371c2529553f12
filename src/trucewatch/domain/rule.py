"""The terms of an accord as rules, and what they say of an act under each party's reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Finding(StrEnum):
    """What the rules of one reading say of an act."""

    VIOLATION = "violation"
    NOT_A_VIOLATION = "not a violation"
    UNDECIDABLE = "undecidable"
    NO_RULE = "no rule"


class Facet(StrEnum):
    """A side of an act that a rule may look at."""

    ACTOR = "actor"
    ACT = "act"
    WEAPON = "weapon"
    TARGET = "target"
    ZONE = "zone"
    CIRCUMSTANCE = "circumstance"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point and all that lies within some kilometres of it; degrees of WGS 84."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Zone:
    """A named area that rules speak of.

    Attributes
    ----------
    places
        Names of spots and towns that lie in it; the nearest name of an act is held against them.
    areas
        Names of districts and provinces that belong to it; any name of an act is held against
        them, so that the town of Kabul is not taken for the province.
    spots
        Circles that belong to it.
    """

    id: str
    name: str
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, as far as it is known; None where it is not.

    Attributes
    ----------
    day, last
        The local day; where it is not known, the first and the last on which it can have been.
    places
        Names of where it was, from near to far: town, district, province. Empty: not known.
    exact
        Whether the first of the places is a spot or a town, so that it lies in no other.
    circumstances
        What may excuse it, such as self-defence: True where it is established, None where it is
        claimed and open. What is not named is taken not to be so.
    """

    day: date
    actor: str | None = None
    act: str | None = None
    weapon: str | None = None
    target: str | None = None
    places: tuple[str, ...] = ()
    exact: bool = True
    latitude: float | None = None
    longitude: float | None = None
    circumstances: Mapping[str, bool | None] = field(default_factory=dict)
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: it speaks of an act that meets every facet it names; an empty one meets all.

    Attributes
    ----------
    finding
        A violation, or none.
    zones, outside
        Ids of zones: it was in one of the first, and in none of the second.
    circumstances
        One of these holds.
    since, until
        The days on which it is in force, half-open; None is without end.
    """

    id: str
    finding: Finding
    text: str
    actors: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one party, or everybody, reads the terms: rules in order, the first that speaks decides.

    Attributes
    ----------
    holder
        The actor whose reading it is; None where it is the common one.
    version
        Grows with every change.
    since
        The day from which this version could be known.
    in_force_since, in_force_until
        The days of acts that it speaks of, half-open; None is without end.
    """

    id: str
    name: str
    rules: tuple[Rule, ...]
    holder: str | None = None
    version: int = 1
    since: date | None = None
    in_force_since: date | None = None
    in_force_until: date | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one reading says of one act.

    Attributes
    ----------
    rule
        The rule that said so; None where none speaks or more than one might.
    might
        Rules that might speak, where it is undecidable.
    missing
        The facets that would have to be known to decide.
    """

    reading: str
    version: int
    finding: Finding
    text: str
    rule: str | None = None
    might: tuple[str, ...] = ()
    missing: tuple[Facet, ...] = ()
