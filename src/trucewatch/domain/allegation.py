"""What somebody says has happened: one source, one telling, before anybody has judged it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from trucewatch.domain.label import Label


class SourceKind(StrEnum):
    """From whom an allegation comes (the four of CTSAMVM's practice)."""

    OWN_TEAM = "own team"
    PARTY = "party"
    PUBLIC = "public"
    THIRD_PARTY = "third party"


class PlacePrecision(StrEnum):
    """How exactly a place is known, from a spot to a country."""

    EXACT = "exact"
    NEAR = "near"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class When:
    """The time in which it happened, as precisely as it is known.

    Attributes
    ----------
    start, end
        Zone-aware; it happened at or after ``start`` and before ``end``.
    """

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Where:
    """The place where it happened, as precisely as it is known.

    Attributes
    ----------
    name
        As the source names it.
    latitude, longitude
        In degrees of WGS 84; both or neither.
    blurred
        How the place was made less exact on purpose, in words; None where it was not.
    """

    name: str
    precision: PlacePrecision
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    blurred: str | None = None


@dataclass(frozen=True, slots=True)
class Casualties:
    """People of one category killed or wounded: least, best and most.

    Attributes
    ----------
    category
        Such as civilians, children, fighters of a party, monitors.
    """

    category: str
    killed: tuple[int, int, int] | None = None
    wounded: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Allegation:
    """One telling of one source.

    Attributes
    ----------
    id
        Within the register.
    source
        The pseudonym of the source; who it is stands in the vault alone.
    made
        When the source said it; zone-aware.
    kind
        From the violation typology (``register/kinds.yaml``).
    accused
        The actor that the source names; None where it names nobody.
    retells
        Ids of allegations that this one only repeats, such as the wire story in a paper.
    files
        SHA-256 of the files that came with it.
    labels
        Of single fields, where they are stricter than ``label``.
    """

    id: str
    source: str
    source_kind: SourceKind
    made: datetime
    when: When
    where: Where
    kind: str
    text: str
    accused: str | None = None
    casualties: tuple[Casualties, ...] = ()
    retells: tuple[str, ...] = ()
    address: str | None = None
    language: str | None = None
    files: tuple[str, ...] = ()
    label: Label = Label.MISSION
    labels: Mapping[str, Label] = field(default_factory=dict)
