"""What is held to have happened: many allegations may make one incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trucewatch.domain.allegation import Casualties, When, Where
from trucewatch.domain.label import Label

UNKNOWN = "unknown"
"""Among the actors of an attribution: nobody can say who it was."""


class IncidentState(StrEnum):
    """How far it has been verified: the ladder, and the ways off it."""

    ALLEGED = "alleged"
    UNDER_INQUIRY = "under inquiry"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    ATTRIBUTED = "verified and attributed"
    REJECTED = "rejected"
    NOT_A_VIOLATION = "not a violation"
    UNDETERMINED = "undetermined"


class Character(StrEnum):
    """What an act does to a truce (Clayton and Sticher: early warning is more than violence)."""

    HOSTILE_ACT = "hostile act"
    PREPARATION = "preparation"
    OBSTRUCTION = "obstruction"


class Intent(StrEnum):
    """Whether it was meant."""

    DELIBERATE = "deliberate"
    ACCIDENTAL = "accidental"
    UNCLEAR = "unclear"


class StandardOfProof(StrEnum):
    """How sure a finding has to be before it is made."""

    REASONABLE_GROUNDS = "reasonable grounds"
    BALANCE_OF_PROBABILITIES = "balance of probabilities"
    CLEAR_AND_CONVINCING = "clear and convincing"
    BEYOND_REASONABLE_DOUBT = "beyond reasonable doubt"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is held to have done it, as shares that add up to one; never forced onto one actor.

    Attributes
    ----------
    shares
        Of each actor, groups outside the accord and one's own side included; what is left open
        stands under ``unknown``.
    reason
        Why, in a sentence.
    """

    shares: Mapping[str, float]
    reason: str
    standard: StandardOfProof | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that is held to have happened, or to have been alleged.

    Attributes
    ----------
    id
        Within the register.
    allegations
        Ids of the allegations it is made of.
    merged_into
        The incident that it is now part of; None for one that stands by itself.
    labels
        Of single fields, where they are stricter than ``label``.
    """

    id: str
    title: str
    when: When
    where: Where
    kind: str
    character: Character
    state: IncidentState = IncidentState.ALLEGED
    allegations: tuple[str, ...] = ()
    attribution: Attribution | None = None
    intent: Intent = Intent.UNCLEAR
    casualties: tuple[Casualties, ...] = ()
    weapon: str | None = None
    target: str | None = None
    merged_into: str | None = None
    label: Label = Label.MISSION
    labels: Mapping[str, Label] = field(default_factory=dict)
