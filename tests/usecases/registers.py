"""What the tests of the register put into it."""

from datetime import datetime, timedelta
from typing import Any

from tests.register_stores import NOW
from trucewatch.domain.entry import EntryKind
from trucewatch.register.place import Register
from trucewatch.usecases.register_adding import add

SHELLS: dict[str, Any] = {
    "source": "birch",
    "source_kind": "public",
    "made": "2020-02-23T08:00+04:30",
    "when": {"at": "2020-02-22T23:40+04:30"},
    "where": {"name": "Chorah", "precision": "near", "country": "Afghanistan", "admin1": "Uruzgan"},
    "kind": "shelling",
    "text": "Four mortar shells fell beside the clinic in the night.",
}


def after(**spent: float) -> datetime:
    return NOW + timedelta(**spent)


def tell(register: Register, *, now: datetime = NOW, **other: Any) -> str:
    """Add an allegation; return its id."""
    return add(register, EntryKind.ALLEGATION_ADDED, {**SHELLS, **other}, by="ana", now=now)[
        0
    ].subject


def record(register: Register, kind: EntryKind, /, *, now: datetime = NOW, **fields: Any) -> str:
    """Add another record; return its id."""
    return add(register, kind, fields, by="ana", now=now)[0].subject
