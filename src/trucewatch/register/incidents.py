"""Drafts of what happens to incidents: opened, corrected, merged, split, moved, attributed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.domain.incident import UNKNOWN, IncidentState
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register import keeping
from trucewatch.register.adding import about, alerts, own_id
from trucewatch.register.asking import Row, contents
from trucewatch.register.canonical import read_time
from trucewatch.register.checking import check, nested
from trucewatch.register.domain_of import casualties_of, incident_of
from trucewatch.register.forms import AttributionBody, IncidentBody
from trucewatch.register.kinds import kinds
from trucewatch.register.ladder import Standing, require_act, require_move
from trucewatch.register.origins import origins
from trucewatch.register.red_lines import crossed

Fields = Mapping[str, Any]


def opened(
    connection: Connection, seq: int, allegations: Sequence[str], fields: Fields
) -> list[Draft]:
    """Return the entries that open an incident from allegations.

    Parameters
    ----------
    connection
        In the transaction that will append.
    seq
        The number of the first of them.
    allegations
        Ids; what the first one tells is taken for what ``fields`` leave open.
    fields
        With ``id`` and ``label`` where they are given.
    """
    keeping.free_allegations(connection, allegations, of=None)
    key, label, content = _begun(connection, seq, allegations, fields)
    world = read_time(content["when"]["start"])
    facts = {"allegations": list(dict.fromkeys(allegations))}
    draft = Draft(EntryKind.INCIDENT_OPENED, key, content, facts, world, label)
    return [draft, *_alerts(connection, key, content, label)]


def _begun(
    connection: Connection, seq: int, allegations: Sequence[str], fields: Fields
) -> tuple[str, Label, dict[str, Any]]:
    """Return the id, the label and the content of a new incident."""
    given = nested(fields)
    key = given.pop("id", None)
    asked = given.pop("label", None)
    bases = _bodies(connection, allegations)
    base = bases[0][1] if bases else {}
    shared = {name: base[name] for name in ("when", "where", "kind", "casualties") if name in base}
    known = _over(shared, given)
    kind = str(known.get("kind", ""))
    known.setdefault("title", _title(known))
    if kind in kinds():
        known.setdefault("character", kinds()[kind].character.value)
    content = check(IncidentBody, known, where="incident")
    strictest = max((label for label, _ in bases), key=list(Label).index, default=Label.MISSION)
    label = Label(asked) if asked else strictest
    return own_id(connection, str(key)) if key else f"inc-{seq}", label, content


def _over(base: Fields, given: Fields) -> dict[str, Any]:
    """Lay what is given over what is there; of a place, single parts may be given."""
    where = given.get("where")
    if isinstance(where, Mapping) and isinstance(base.get("where"), Mapping):
        given = {**given, "where": {**base["where"], **where}}
    return {**base, **given}


def _bodies(connection: Connection, keys: Sequence[str]) -> list[tuple[Label, Row]]:
    """Return label and content of allegations; those that were erased are left out."""
    found = keeping.rows(connection, keys)
    told = contents(connection, [row["seq"] for row in found.values()])
    both = ((Label(row["label"]), told[row["seq"]]) for row in found.values())
    return [(label, body) for label, body in both if body is not None]


def _title(known: Fields) -> str:
    kind, where = str(known.get("kind", "")), known.get("where", {})
    name = kinds()[kind].name if kind in kinds() else kind
    place = where.get("name", "") if isinstance(where, Mapping) else ""
    return f"{name} at {place}"[:300]


def _alerts(connection: Connection, key: str, content: Fields, label: Label) -> list[Draft]:
    lines = crossed(
        content["kind"],
        content["where"]["name"],
        target=content.get("target"),
        casualties=casualties_of(content.get("casualties", ())),
        capitals=about(connection).get("capitals", ()),
    )
    return alerts(connection, key, lines, label)


def corrected(
    connection: Connection, key: str, fields: Fields, allegations: Sequence[str], reason: str
) -> list[Draft]:
    """Return the entries that correct an incident, or add allegations to it.

    Parameters
    ----------
    connection
        In the transaction that will append.
    key
        The incident.
    fields
        What it shall have instead; what is not named stays.
    allegations
        Ids of free ones that shall belong to it.
    reason
        Why.
    """
    row = keeping.standing_incident(connection, key)
    keeping.free_allegations(connection, allegations, of=None)
    changed = nested(fields)
    _require_reason(reason, "corrected")
    if not changed and not allegations:
        raise RegisterError(f"nothing is to be changed in {key}", remedy="name a field")
    whole = check(IncidentBody, _over(_as_content(row), changed), where=key)
    content = {"fields": {name: whole.get(name) for name in changed}, "reason": reason}
    facts = {"allegations": list(dict.fromkeys(allegations))}
    draft = Draft(EntryKind.INCIDENT_CORRECTED, key, content, facts, label=Label(row["label"]))
    return [draft, *_alerts(connection, key, whole, Label(row["label"]))]


def _as_content(row: Row) -> dict[str, Any]:
    """Return what an incident holds, as its form takes it."""
    one = incident_of(row, ())
    if one is None:
        raise RegisterError(f"the content of {row['id']} was erased")
    place = ("name", "precision", "country", "admin1", "latitude", "longitude", "blurred")
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "when": {"start": one.when.start, "end": one.when.end},
        "where": {name: getattr(one.where, name) for name in place},
        "casualties": [
            {"category": c.category, "killed": c.killed, "wounded": c.wounded}
            for c in one.casualties
        ],
        "labels": dict(one.labels),
    }


_PLAIN = ("title", "kind", "character", "intent", "weapon", "target")


def merged(connection: Connection, into: str, others: Sequence[str], reason: str) -> list[Draft]:
    """Return the entries that make other incidents part of one; they keep their histories."""
    row = keeping.standing_incident(connection, into)
    _require_reason(reason, "merged")
    gone = list(dict.fromkeys(others))
    if into in gone or not gone:
        raise RegisterError(
            f"{into} cannot be merged with itself alone", remedy="name another incident"
        )
    rows = [row, *(keeping.standing_incident(connection, one) for one in gone)]
    moved = keeping.allegations_of(connection, gone)
    facts = {"merged": gone, "allegations": [one for ids in moved.values() for one in ids]}
    strictest = max((Label(one["label"]) for one in rows), key=list(Label).index)
    draft = Draft(EntryKind.INCIDENT_MERGED, into, {"reason": reason}, facts, label=strictest)
    return [draft]


def split(
    connection: Connection,
    seq: int,
    key: str,
    allegations: Sequence[str],
    fields: Fields,
    reason: str,
) -> list[Draft]:
    """Return the entries that make a new incident of some of an incident's allegations."""
    keeping.standing_incident(connection, key)
    _require_reason(reason, "split")
    keeping.free_allegations(connection, allegations, of=key)
    moved = list(dict.fromkeys(allegations))
    left = set(keeping.allegations_of(connection, [key])[key]) - set(moved)
    if not moved or not left:
        raise RegisterError(
            f"a split of {key} must take some of its allegations and leave some",
            remedy="name those that go with --allegation",
        )
    into, label, content = _begun(connection, seq, moved, fields)
    told = {"incident": content, "reason": reason}
    facts = {"into": into, "allegations": moved}
    draft = Draft(EntryKind.INCIDENT_SPLIT, key, told, facts, label=label)
    return [draft, *_alerts(connection, into, content, label)]


def moved_state(
    connection: Connection,
    key: str,
    to: IncidentState,
    *,
    reason: str,
    author: str,
    roles: Sequence[str],
) -> list[Draft]:
    """Return the entry that moves an incident on the ladder, if the ladder allows it."""
    row = keeping.standing_incident(connection, key)
    ids = keeping.allegations_of(connection, [key])[key]
    told: tuple[Allegation, ...] = keeping.allegations(connection, ids)
    found = incident_of(row, ids)
    attribution = found.attribution if found else None
    standing = Standing(
        state=IncidentState(row["state"]),
        origins=len(origins(told)),
        visited=keeping.was_visited(connection, key),
        standard=attribution is not None and attribution.standard is not None,
        reason=reason,
    )
    require_move(key, standing, to, author=author, roles=roles)
    facts = {"from": row["state"], "to": to.value, "origins": standing.origins}
    label = Label(row["label"])
    return [Draft(EntryKind.STATE_MOVED, key, {"reason": reason}, facts, label=label)]


def attributed(
    connection: Connection, key: str, fields: Fields, *, author: str, roles: Sequence[str]
) -> list[Draft]:
    """Return the entry that attributes an incident."""
    row = keeping.standing_incident(connection, key)
    require_act("attribute", author=author, roles=roles)
    content = check(AttributionBody, fields, where=key)
    parties = about(connection).get("parties", ())
    known = {*parties, *content["outside"], UNKNOWN}
    strangers = [actor for actor in content["shares"] if actor not in known]
    if parties and strangers:
        raise RegisterError(
            f"{strangers[0]!r} is no party to the accord ({', '.join(parties)})",
            where=key,
            remedy=f"if it stands outside the accord, say so: --outside {strangers[0]!r}",
        )
    return [Draft(EntryKind.ATTRIBUTED, key, content, label=Label(row["label"]))]


def _require_reason(reason: str, what: str) -> None:
    if not reason.strip():
        raise RegisterError(f"nothing is {what} without a reason", remedy="give it with --reason")


def times_in_states(
    opened_at: datetime, moves: Sequence[tuple[datetime, str]], until: datetime
) -> tuple[tuple[str, datetime, datetime | None, float], ...]:
    """Return each state with when it was entered, when it was left, and the hours in between.

    Parameters
    ----------
    opened_at
        When the incident began to stand as alleged.
    moves
        When it moved, and to which state, in order.
    until
        Up to when the last state is measured.
    """
    entered = [(opened_at, IncidentState.ALLEGED.value), *moves]
    left = [*(at for at, _ in moves), None]
    return tuple(
        (state, at, end, ((end or max(until, at)) - at).total_seconds() / 3600)
        for (at, state), end in zip(entered, left, strict=True)
    )
