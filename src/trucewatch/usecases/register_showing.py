"""One thing of a register, with all that hangs on it: members, records, alerts, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.around import Alert, KeptFile, Record
from trucewatch.domain.entry import Entry, EntryKind
from trucewatch.domain.incident import Incident, IncidentState
from trucewatch.domain.inspection import Passage
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register.asking import (
    Row,
    View,
    one,
    seen_by,
    view,
)
from trucewatch.register.canonical import read_time, time_text
from trucewatch.register.domain_of import incident_of
from trucewatch.register.incidents import times_in_states
from trucewatch.register.keeping import allegations_of
from trucewatch.register.log import entries
from trucewatch.register.origins import Origin, origins
from trucewatch.register.place import Register
from trucewatch.register.tables import ALERT, ALLEGATION, AROUND, ENTRY, FILE, INCIDENT
from trucewatch.usecases.register_asking import alert_of, allegations_in, records_in


def _rows(
    connection: Connection, table: Table, conditions: Sequence[ColumnElement[bool]]
) -> list[Mapping[str, Any]]:
    found = connection.execute(select(table).where(*conditions).order_by(table.c.seq))
    return [dict(row._mapping) for row in found]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing of the register, with all that hangs on it.

    Attributes
    ----------
    incident, allegation, record
        One of them.
    allegations
        Of an incident.
    origins
        Its independent origins.
    merged
        Ids of the incidents that were merged into it.
    passages
        The states that it was in.
    history
        The entries that speak of it, and of those that were merged into it.
    """

    id: str
    incident: Incident | None = None
    allegation: Allegation | None = None
    record: Record | None = None
    allegations: tuple[Allegation, ...] = ()
    origins: tuple[Origin, ...] = ()
    records: tuple[Record, ...] = ()
    files: tuple[KeptFile, ...] = ()
    alerts: tuple[Alert, ...] = ()
    merged: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    history: tuple[Entry, ...] = field(default=())


def show(
    register: Register,
    key: str,
    *,
    now: datetime,
    as_of: date | None = None,
    known: date | None = None,
    reader: Label | None = None,
) -> Shown:
    """Return one incident, allegation or record, with all that hangs on it.

    Parameters
    ----------
    register
        The register.
    key
        Its id.
    now
        Up to when the time in the last state is measured.
    as_of
        Only what had happened by the end of this day.
    known
        Only what was recorded by the end of this day.
    reader
        Only what a reader of this class may see; by default all.

    Raises
    ------
    RegisterError
        When there is none of this id, or the reader may not see it.
    """
    with view(register, as_of=as_of, known=known) as seen:
        for table, make in _SHOWN:
            row = one(seen.tables, table, key)
            if row and (reader is None or Label(row["label"]).within(reader)):
                return make(seen, row, now, reader)
    raise _none(key)


def _none(key: str) -> RegisterError:
    return RegisterError(f"the register has no {key}", remedy="see: trucewatch register list")


def _show_incident(seen: View, row: Row, now: datetime, reader: Label | None) -> Shown:
    key = row["id"]
    mine = [ALLEGATION.c.incident == key, *seen_by(ALLEGATION, reader)]
    told = _rows(seen.tables, ALLEGATION, mine)
    members = allegations_of(seen.tables, [key])[key]
    allegations = allegations_in(seen, told)
    merged = tuple(r["id"] for r in _rows(seen.tables, INCIDENT, [INCIDENT.c.merged_into == key]))
    history = _history(seen, (key, *merged), reader)
    return Shown(
        id=key,
        incident=incident_of(row, members),
        allegations=allegations,
        origins=origins(allegations),
        records=_records(seen, key, reader),
        alerts=tuple(
            map(
                alert_of,
                _rows(seen.tables, ALERT, [ALERT.c.subject == key, *seen_by(ALERT, reader)]),
            )
        ),
        files=_files(seen, key, reader),
        merged=merged,
        passages=_passages(row, history, now),
        history=history,
    )


def _show_allegation(seen: View, row: Row, _: datetime, reader: Label | None) -> Shown:
    (allegation,) = allegations_in(seen, [row]) or (None,)
    return Shown(
        id=row["id"],
        allegation=allegation,
        files=_files(seen, row["id"], reader),
        alerts=tuple(
            map(
                alert_of,
                _rows(seen.tables, ALERT, [ALERT.c.subject == row["id"], *seen_by(ALERT, reader)]),
            )
        ),
        history=_history(seen, (row["id"],), reader),
    )


def _show_record(seen: View, row: Row, _: datetime, reader: Label | None) -> Shown:
    (record,) = records_in(seen, [row], reader) or (None,)
    if record is None:
        raise _none(row["id"])
    files = _files(seen, row["id"], reader)
    return Shown(
        id=row["id"], record=record, files=files, history=_history(seen, (row["id"],), reader)
    )


_SHOWN = ((INCIDENT, _show_incident), (ALLEGATION, _show_allegation), (AROUND, _show_record))


def _records(seen: View, key: str, reader: Label | None) -> tuple[Record, ...]:
    """Return what is around an incident, but for what may not be seen to belong to it."""
    rows = _rows(seen.tables, AROUND, [AROUND.c.incident == key, *seen_by(AROUND, reader)])
    return tuple(one for one in records_in(seen, rows, reader) if "incident" not in one.withheld)


def _files(seen: View, key: str, reader: Label | None) -> tuple[KeptFile, ...]:
    rows = _rows(seen.tables, FILE, [FILE.c.belongs == key, *seen_by(FILE, reader)])
    return tuple(KeptFile(r["id"], r["bytes"], r["seq"], r["name"], r["belongs"]) for r in rows)


def _history(seen: View, keys: Sequence[str], reader: Label | None) -> tuple[Entry, ...]:
    speaks = or_(*(ENTRY.c.subject == key for key in keys))
    # An incident that a split began is named by the entry on the one that it was split from.
    begun = [
        ENTRY.c.facts.contains(f'"into":"{key}"', autoescape=True)
        & (ENTRY.c.kind == EntryKind.INCIDENT_SPLIT.value)
        for key in keys
    ]
    return entries(seen.log, or_(speaks, *begun), *seen.limits, *seen_by(ENTRY, reader))


def _passages(row: Row, history: Sequence[Entry], now: datetime) -> tuple[Passage, ...]:
    moves = [
        (entry.recorded, str(entry.facts["to"]))
        for entry in history
        if entry.kind is EntryKind.STATE_MOVED and entry.subject == row["id"]
    ]
    begun = read_time(row["recorded"])
    return tuple(
        Passage(state, time_text(entered), time_text(left) if left else None, hours)
        for state, entered, left, hours in times_in_states(begun, moves, now)
    )


def waiting(register: Register, *, now: datetime) -> dict[str, tuple[int, float]]:
    """Return how many incidents stand in each state, and the hours that the oldest has stood there.

    Parameters
    ----------
    register
        The register.
    now
        Up to when is measured.
    """
    with view(register) as seen:
        out: dict[str, tuple[int, float]] = {}
        for state in IncidentState:
            standing = (INCIDENT.c.state == state.value) & (INCIDENT.c.merged_into == "")
            since = list(seen.tables.scalars(select(INCIDENT.c.since).where(standing)))
            if since:
                hours = (now - read_time(min(since))).total_seconds() / 3600
                out[state.value] = (len(since), hours)
        return out
