"""What a register says: lists, single things with their histories, as of any day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.around import Alert, Record
from trucewatch.domain.claim import Claim
from trucewatch.domain.entry import EntryKind
from trucewatch.domain.incident import Character, Incident, IncidentState
from trucewatch.domain.label import Label
from trucewatch.domain.page import Page
from trucewatch.errors import RegisterError
from trucewatch.register.around_labels import redact_around
from trucewatch.register.asking import (
    Row,
    View,
    contents,
    day_start,
    page,
    seen_by,
    view,
)
from trucewatch.register.canonical import read_time
from trucewatch.register.checking import WORLD
from trucewatch.register.domain_of import allegation_of, claim_of, incident_of
from trucewatch.register.keeping import allegations_of
from trucewatch.register.kinds import kinds
from trucewatch.register.place import Register
from trucewatch.register.red_lines import red_lines
from trucewatch.register.tables import ALERT, ALLEGATION, AROUND, INCIDENT

PAGE = 50
MOST = 1_000
"""The most that fit on a page."""

_CLOSED = {
    "state": [state.value for state in IncidentState],
    "character": [character.value for character in Character],
    "kind": list(kinds()),
}
"""A misspelt word of a closed list must not pass for a list with nothing on it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shall hold, and as of when.

    Attributes
    ----------
    state, kind, country, admin1, place, character
        Only these; by default all.
    since, until
        Only what began on or after the first day and before the second; days of UTC.
    reader
        Only what a reader of this class may see; by default all.
    as_of
        Only what had happened by the end of this day.
    known
        Only what was recorded by the end of this day.
    merged
        Also incidents that were merged into others.
    """

    state: str | None = None
    kind: str | None = None
    country: str | None = None
    admin1: str | None = None
    place: str | None = None
    character: str | None = None
    incident: str | None = None
    since: date | None = None
    until: date | None = None
    reader: Label | None = None
    as_of: date | None = None
    known: date | None = None
    merged: bool = False
    page: int = 1
    size: int = PAGE

    def __post_init__(self) -> None:
        if self.page < 1 or not 1 <= self.size <= MOST:
            raise RegisterError(
                f"page {self.page} of {self.size} cannot be shown",
                remedy=f"pages count from 1 and hold 1 to {MOST:,}",
            )
        for name, known in _CLOSED.items():
            value = getattr(self, name)
            if value is not None and value not in known:
                raise RegisterError(
                    f"there is no {name} {value!r}", remedy=f"use one of {', '.join(known)}"
                )


def list_incidents(register: Register, asked: Asked | None = None) -> Page[Incident]:
    """Return a page of incidents, by when they began.

    Parameters
    ----------
    register
        The register.
    asked
        Which; by default all that stand by themselves. Those whose content was erased are counted
        and not shown.
    """
    wanted = asked or Asked()
    with view(register, as_of=wanted.as_of, known=wanted.known) as seen:
        names = ("state", "kind", "country", "admin1", "place", "character")
        conditions = _conditions(INCIDENT, wanted, names)
        if not wanted.merged:
            conditions.append(INCIDENT.c.merged_into == "")
        rows, total = _page(seen.tables, INCIDENT, conditions, wanted, ("start", "id"))
        members = allegations_of(seen.tables, [row["id"] for row in rows])
        found = (incident_of(row, members[row["id"]]) for row in rows)
        return Page(tuple(i for i in found if i is not None), total, wanted.page, wanted.size)


def list_allegations(register: Register, asked: Asked | None = None) -> Page[Allegation]:
    """Return a page of allegations, by when it happened.

    Parameters
    ----------
    register
        The register.
    asked
        Which; by default all.
    """
    wanted = asked or Asked()
    with view(register, as_of=wanted.as_of, known=wanted.known) as seen:
        names = ("kind", "country", "admin1", "place", "incident")
        conditions = _conditions(ALLEGATION, wanted, names)
        rows, total = _page(seen.tables, ALLEGATION, conditions, wanted, ("start", "id"))
        return Page(allegations_in(seen, rows), total, wanted.page, wanted.size)


def list_records(register: Register, kind: EntryKind, asked: Asked | None = None) -> Page[Record]:
    """Return a page of what is around the incidents, as it was put down.

    Parameters
    ----------
    register
        The register.
    kind
        Such as a site visit or a claim.
    asked
        Which; by default all.
    """
    wanted = asked or Asked()
    with view(register, as_of=wanted.as_of, known=wanted.known) as seen:
        conditions = [AROUND.c.kind == kind.value, *seen_by(AROUND, wanted.reader)]
        if wanted.incident:
            conditions.append(AROUND.c.incident == wanted.incident)
        if wanted.since:
            conditions.append(AROUND.c.world >= day_start(wanted.since))
        if wanted.until:
            conditions.append(AROUND.c.world < day_start(wanted.until))
        rows, total = _page(seen.tables, AROUND, conditions, wanted, ("seq", "id"))
        found = records_in(seen, rows, wanted.reader)
        # Being listed would tell what a field holds that is withheld.
        told = {"incident"} if wanted.incident else set()
        told |= {WORLD[kind]} if wanted.since or wanted.until else set()
        kept = tuple(one for one in found if not told & set(one.withheld))
        return Page(kept, total - len(rows) + len(kept), wanted.page, wanted.size)


def list_alerts(register: Register, asked: Asked | None = None) -> Page[Alert]:
    """Return a page of alerts, the newest first put down last.

    Parameters
    ----------
    register
        The register.
    asked
        Which; by default all.
    """
    wanted = asked or Asked()
    with view(register, as_of=wanted.as_of, known=wanted.known) as seen:
        conditions = seen_by(ALERT, wanted.reader)
        if wanted.incident:
            conditions.append(ALERT.c.subject == wanted.incident)
        rows, total = _page(seen.tables, ALERT, conditions, wanted, ("seq", "id"))
        return Page(tuple(map(alert_of, rows)), total, wanted.page, wanted.size)


def list_claims(register: Register, asked: Asked | None = None) -> Page[Claim]:
    """Return a page of claims, as they were put down.

    Parameters
    ----------
    register
        The register.
    asked
        Which; by default all.
    """
    found = list_records(register, EntryKind.CLAIM_MADE, asked)
    made = (claim_of(one.id, one.label.value, one.fields) for one in found.items if one.fields)
    return Page(tuple(made), found.total, found.number, found.size)


def claims(
    register: Register, *, as_of: date | None = None, known: date | None = None
) -> tuple[Claim, ...]:
    """Return every claim, for holding them against the record.

    Parameters
    ----------
    register
        The register.
    as_of
        Only what had been said by the end of this day.
    known
        Only what was recorded by the end of this day.
    """
    with view(register, as_of=as_of, known=known) as seen:
        made = AROUND.c.kind == EntryKind.CLAIM_MADE.value
        rows = seen.tables.execute(select(AROUND).where(made).order_by(AROUND.c.seq))
        found = records_in(seen, [dict(row._mapping) for row in rows])
        return tuple(claim_of(r.id, r.label.value, r.fields) for r in found if r.fields)


def every_allegation(seen: View) -> tuple[Allegation, ...]:
    """Return all allegations, by when they were put down."""
    rows = seen.tables.execute(select(ALLEGATION).order_by(ALLEGATION.c.seq))
    return allegations_in(seen, [dict(row._mapping) for row in rows])


def every_incident(seen: View) -> tuple[Incident, ...]:
    """Return all incidents, those that were merged too, by when they were opened."""
    rows = [dict(row._mapping) for row in seen.tables.execute(_INCIDENTS)]
    members: dict[str, list[str]] = {row["id"]: [] for row in rows}
    owned = select(ALLEGATION.c.id, ALLEGATION.c.incident).where(ALLEGATION.c.incident.is_not(None))
    for row in seen.tables.execute(owned.order_by(ALLEGATION.c.seq)):
        members[row.incident].append(row.id)
    return tuple(one for row in rows if (one := incident_of(row, members[row["id"]])))


_INCIDENTS = select(INCIDENT).order_by(INCIDENT.c.seq)


def _conditions(table: Table, wanted: Asked, names: Sequence[str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        table.c[name] == getattr(wanted, name) for name in names if getattr(wanted, name)
    ]
    if wanted.since:
        found.append(table.c.start >= day_start(wanted.since))
    if wanted.until:
        found.append(table.c.start < day_start(wanted.until))
    return [*found, *seen_by(table, wanted.reader)]


def _page(
    connection: Connection,
    table: Table,
    conditions: list[ColumnElement[bool]],
    wanted: Asked,
    order: tuple[str, ...],
) -> tuple[list[Row], int]:
    return page(connection, table, conditions, number=wanted.page, size=wanted.size, order=order)


def allegations_in(seen: View, rows: Sequence[Row]) -> tuple[Allegation, ...]:
    """Return the allegations of some rows; those that were erased are left out."""
    told = contents(seen.log, [row["seq"] for row in rows])
    both = ((row, told.get(row["seq"])) for row in rows)
    return tuple(allegation_of(row["id"], row["label"], body) for row, body in both if body)


def records_in(seen: View, rows: Sequence[Row], reader: Label | None = None) -> tuple[Record, ...]:
    """Return the records of some rows, as a reader may see them; all of them without one.

    The fields of those that were erased are empty.
    """
    told = contents(seen.log, [row["seq"] for row in rows])
    whole = tuple(
        Record(
            id=row["id"],
            kind=EntryKind(row["kind"]),
            seq=row["seq"],
            recorded=read_time(row["recorded"]),
            label=Label(row["label"]),
            incident=row["incident"],
            about=row["about"],
            world=read_time(row["world"]) if row["world"] else None,
            fields=_shown_fields(told.get(row["seq"])),
        )
        for row in rows
    )
    if reader is None:
        return whole
    kept = [kept for one in whole if (kept := redact_around(one, reader)) is not None]
    named = INCIDENT.c.id.in_({one.incident for one in kept if one.incident})
    query = select(INCIDENT.c.id).where(named, *seen_by(INCIDENT, reader))
    shown = set(seen.tables.scalars(query))
    return tuple(one if one.incident in shown else _without_incident(one) for one in kept)


def _without_incident(one: Record) -> Record:
    """Take out the reference to an incident that is not shown; a claim stays as it was made."""
    if one.incident is None or one.kind is EntryKind.CLAIM_MADE:
        return one
    fields = {name: value for name, value in one.fields.items() if name != "incident"}
    withheld = {**one.withheld, "incident": "it refers to records above the reader's label"}
    return replace(one, incident=None, fields=fields, withheld=withheld)


def _shown_fields(body: Row | None) -> dict[str, Any]:
    return {name: value for name, value in (body or {}).items() if name != "imported"}


def alert_of(row: Row) -> Alert:
    """Return the alert of a row."""
    texts: dict[str, str] = {line.id: line.text for line in red_lines()}
    return Alert(
        subject=row["subject"],
        rule=row["rule"],
        text=texts.get(row["rule"]) or row["rule"],
        seq=row["seq"],
        recorded=read_time(row["recorded"]),
        label=Label(row["label"]),
    )
