"""What is kept around incidents: visits, denials, remedies, decisions, effort and weapons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trucewatch.domain.entry import EntryKind
from trucewatch.domain.label import Label


@dataclass(frozen=True, slots=True)
class Record:
    """One record around the incidents.

    Attributes
    ----------
    kind
        Such as a site visit or a decision of the board.
    incident
        The incident it belongs to; None where it belongs to none.
    about
        What it is told of first: the team, the party, the place or the claimant.
    world
        When it happened; None where the record does not say.
    fields
        What it holds, by the names of its kind; empty where it was erased.
    withheld
        The fields that its reader may not see, with the reason.
    """

    id: str
    kind: EntryKind
    seq: int
    recorded: datetime
    label: Label
    incident: str | None = None
    about: str | None = None
    world: datetime | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept by what is in it.

    Attributes
    ----------
    sha256
        In hexadecimal; it is kept under this name.
    name
        As it was added; None where it was erased.
    belongs
        The id of what it belongs to.
    """

    sha256: str
    size: int
    seq: int
    name: str | None = None
    belongs: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A red line that was crossed.

    Attributes
    ----------
    subject
        The allegation or the incident that says so.
    rule
        The id of the red line.
    text
        Which line it is, in words.
    """

    subject: str
    rule: str
    text: str
    seq: int
    recorded: datetime
    label: Label
