"""What a party or an outlet claims, as a number or as a word, to be held against the record."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.days import DaySpan
from trucewatch.domain.label import Label
from trucewatch.domain.truce import Bound


class ClaimKind(StrEnum):
    """What sort of thing is claimed."""

    COUNT = "count"
    DENIAL = "denial"
    ADMISSION = "admission"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    Attributes
    ----------
    claimant
        Who says so, and through whom.
    measure
        What was counted, such as attacks; claims of unlike measures are never compared.
    value
        Of a count; None for a denial or an admission.
    incident
        Of which incident a denial or an admission speaks.
    made
        The day on which it was said.
    """

    id: str
    claimant: str
    kind: ClaimKind
    made: date
    source: str
    measure: str | None = None
    span: DaySpan | None = None
    value: float | None = None
    bound: Bound = Bound.EXACT
    incident: str | None = None
    note: str | None = None
    label: Label = Label.PUBLIC
