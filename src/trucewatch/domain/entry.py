"""One entry of the register's log: what was put down, by whom, when, and for whose eyes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from trucewatch.domain.label import Label


class EntryKind(StrEnum):
    """What an entry tells of."""

    REGISTER_MADE = "register-made"
    KEY_ADDED = "key-added"
    ROLE_GIVEN = "role-given"
    ALLEGATION_ADDED = "allegation-added"
    INCIDENT_OPENED = "incident-opened"
    INCIDENT_CORRECTED = "incident-corrected"
    INCIDENT_MERGED = "incident-merged"
    INCIDENT_SPLIT = "incident-split"
    STATE_MOVED = "state-moved"
    ATTRIBUTED = "attributed"
    CLAIM_MADE = "claim-made"
    SITE_VISIT = "site-visit"
    ACCESS_DENIAL = "access-denial"
    REMEDY_ASKED = "remedy-asked"
    REMEDY_ANSWERED = "remedy-answered"
    BOARD_DECISION = "board-decision"
    EFFORT_OBSERVED = "effort-observed"
    WEAPON_STORED = "weapon-stored"
    FILE_ADDED = "file-added"
    RED_LINE_ALERT = "red-line-alert"
    ERASED = "erased"
    ROOT_PUBLISHED = "root-published"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is put down.

    Attributes
    ----------
    subject
        The id of what it speaks of: an allegation, an incident, a person and so on.
    facts
        What the record is held together by, such as ids and states: names no person, and is
        never erased.
    content
        All else; it can be erased, and its digest stays.
    world
        When it happened in the world, where the entry tells of such a time; zone-aware.
    """

    kind: EntryKind
    subject: str
    content: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    world: datetime | None = None
    label: Label = Label.MISSION


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the log.

    Attributes
    ----------
    seq
        Its number, from 1 without a gap.
    author
        The pseudonym of who put it down.
    recorded
        When it was put down; never before the entry that comes before it.
    content
        None where it was erased.
    hash
        SHA-256 in hexadecimal, over this entry and, through the one before it, over all of them.
    """

    seq: int
    kind: EntryKind
    subject: str
    author: str
    recorded: datetime
    world: datetime | None
    label: Label
    facts: Mapping[str, Any]
    content: Mapping[str, Any] | None
    hash: str
