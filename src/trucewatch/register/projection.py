"""What today's tables hold, as a fold over the log.

What an entry does to the tables is told by that entry alone: it never depends on what the tables
hold. So a table can be made anew, in part or as of any day, by the same few functions.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pydantic_core import from_json

from trucewatch.domain.entry import EntryKind
from trucewatch.register.canonical import canonical

Row = dict[str, Any]


class Told(NamedTuple):
    """An entry as the projection reads it; ``content`` is None where it was erased."""

    seq: int
    kind: str
    subject: str
    recorded: str
    world: str | None
    label: str
    facts: Row
    content: Row | None


class Change(NamedTuple):
    """What an entry does to one row.

    Attributes
    ----------
    new
        Whether the row begins here.
    """

    table: str
    id: str
    values: Row
    new: bool


AROUND_KINDS = (
    EntryKind.CLAIM_MADE,
    EntryKind.SITE_VISIT,
    EntryKind.ACCESS_DENIAL,
    EntryKind.REMEDY_ASKED,
    EntryKind.REMEDY_ANSWERED,
    EntryKind.BOARD_DECISION,
    EntryKind.EFFORT_OBSERVED,
    EntryKind.WEAPON_STORED,
)
"""The kinds that are kept around incidents."""

ABOUT = {
    EntryKind.CLAIM_MADE: "claimant",
    EntryKind.SITE_VISIT: "team",
    EntryKind.ACCESS_DENIAL: "by",
    EntryKind.REMEDY_ASKED: "of",
    EntryKind.REMEDY_ANSWERED: "by",
    EntryKind.BOARD_DECISION: "body",
    EntryKind.EFFORT_OBSERVED: "place",
    EntryKind.WEAPON_STORED: "party",
}
"""The field of each that it is told of first."""

_PLACE = ("precision", "country", "admin1", "latitude", "longitude")


def projected(told: Told) -> tuple[Change, ...]:
    """Return what an entry does to the tables."""
    return _RULES[told.kind](told)


def fold(entries: Iterable[Told]) -> dict[str, dict[str, Row]]:
    """Return the rows that the entries come to, by table and id."""
    tables: dict[str, dict[str, Row]] = {name: {} for name in _TABLES}
    rules = _RULES
    for told in entries:
        for table, key, values, new in rules[told.kind](told):
            if new:
                tables[table][key] = values
            elif key in tables[table]:
                tables[table][key].update(values)
    return tables


_TABLES = ("allegation", "incident", "around", "alert", "file", "person", "signing_key", "root")


def _new(table: str, told: Told, values: Row, key: str | None = None) -> Change:
    key = key or told.subject
    row = {"id": key, "seq": told.seq, "recorded": told.recorded, "label": told.label}
    row.update(values)
    return Change(table, key, row, new=True)


def _where(where: Row) -> Row:
    return {"place": where.get("name"), **{name: where.get(name) for name in _PLACE}}


def _span(when: Row) -> Row:
    # Texts, never null: the databases do not agree where nulls come in order.
    return {"start": when.get("start", ""), "until": when.get("end", "")}


def _maker(told: Told) -> tuple[Change, ...]:
    person = _new("person", told, {"roles": _listed(told.facts["roles"])}, told.facts["person"])
    return (_key(told, told.facts["key"], told.facts["person"]), person)


def _key(told: Told, key: str, person: str | None) -> Change:
    return _new("signing_key", told, {"person": person}, key)


def _key_added(told: Told) -> tuple[Change, ...]:
    return (_key(told, told.subject, told.facts.get("person")),)


def _role(told: Told) -> tuple[Change, ...]:
    return (_new("person", told, {"roles": _listed(told.facts["roles"])}),)


def _listed(roles: list[str]) -> str:
    return ",".join(roles)


def _allegation(told: Told) -> tuple[Change, ...]:
    get = (told.content or {}).get
    when, where = get("when", {}), get("where", {}).get
    row = {  # written out, and not made of parts: it is done a million times
        "id": told.subject,
        "seq": told.seq,
        "recorded": told.recorded,
        "label": told.label,
        "source": get("source"),
        "source_kind": get("source_kind"),
        "made": get("made"),
        "kind": get("kind"),
        "start": when.get("start", ""),
        "until": when.get("end", ""),
        "place": where("name"),
        "precision": where("precision"),
        "country": where("country"),
        "admin1": where("admin1"),
        "latitude": where("latitude"),
        "longitude": where("longitude"),
        "accused": get("accused"),
        "incident": None,
        "imported": get("imported"),
    }
    return (Change("allegation", told.subject, row, True),)


def _incident_row(told: Told, content: Row, key: str) -> Change:
    one = content
    values = {
        **{name: one.get(name) for name in ("title", "kind", "character", "weapon", "target")},
        "state": "alleged",
        "since": told.recorded,
        **_span(one.get("when", {})),
        **_where(one.get("where", {})),
        "intent": one.get("intent"),
        "casualties": _json(one.get("casualties")),
        "attribution": None,
        "labels": _json(one.get("labels")),
        "merged_into": "",  # no null, so that an index that begins with it is in order
        "blurred": one.get("where", {}).get("blurred"),
    }
    return _new("incident", told, values, key)


def _json(value: object) -> str | None:
    return canonical({"v": value}) if value else None


def _opened(told: Told) -> tuple[Change, ...]:
    return (
        _incident_row(told, told.content or {}, told.subject),
        *_moved(told.facts["allegations"], told.subject),
    )


def _moved(allegations: list[str], incident: str) -> list[Change]:
    return [Change("allegation", one, {"incident": incident}, new=False) for one in allegations]


def _corrected(told: Told) -> tuple[Change, ...]:
    fields = (told.content or {}).get("fields", {})
    values: Row = {}
    for name, value in fields.items():
        if name == "when":
            values.update(_span(value))
        elif name == "where":
            values.update(_where(value), blurred=value.get("blurred"))
        else:
            values[name] = _json(value) if name in ("casualties", "labels") else value
    added = _moved(told.facts.get("allegations", []), told.subject)
    return (Change("incident", told.subject, values, new=False), *added)


def _merged(told: Told) -> tuple[Change, ...]:
    gone = [
        Change("incident", one, {"merged_into": told.subject}, new=False)
        for one in told.facts["merged"]
    ]
    return (*gone, *_moved(told.facts["allegations"], told.subject))


def _split(told: Told) -> tuple[Change, ...]:
    into = told.facts["into"]
    row = _incident_row(told, (told.content or {}).get("incident", {}), into)
    return (row, *_moved(told.facts["allegations"], into))


def _state(told: Told) -> tuple[Change, ...]:
    values = {"state": told.facts["to"], "since": told.recorded}
    return (Change("incident", told.subject, values, new=False),)


def _attributed(told: Told) -> tuple[Change, ...]:
    values = {"attribution": None if told.content is None else canonical(told.content)}
    if told.content and "intent" in told.content:
        values["intent"] = told.content["intent"]
    return (Change("incident", told.subject, values, new=False),)


def _around(told: Told) -> tuple[Change, ...]:
    content = told.content or {}
    values = {
        "kind": told.kind,
        "incident": told.facts.get("incident"),
        "about": content.get(ABOUT[EntryKind(told.kind)]),
        "world": told.world,
        "answers": told.facts.get("remedy"),
        "imported": content.get("imported"),
    }
    return (_new("around", told, values),)


def _file(told: Told) -> tuple[Change, ...]:
    content = told.content or {}
    values = {
        "name": content.get("name"),
        "type": content.get("type"),
        "belongs": told.facts.get("belongs"),
        "bytes": told.facts["bytes"],
    }
    return (_new("file", told, values),)


def _alert(told: Told) -> tuple[Change, ...]:
    rule = told.facts["rule"]
    values = {"subject": told.subject, "rule": rule}
    return (_new("alert", told, values, f"{told.subject}/{rule}"),)


def _erased(_: Told) -> tuple[Change, ...]:
    return ()  # what is erased is told by the content that is not there


def _root(told: Told) -> tuple[Change, ...]:
    values = {"hash": told.facts["root"], "entries": told.facts["entries"]}
    return (_new("root", told, values),)


_RULES: dict[str, Callable[[Told], tuple[Change, ...]]] = {
    EntryKind.REGISTER_MADE: _maker,
    EntryKind.KEY_ADDED: _key_added,
    EntryKind.ROLE_GIVEN: _role,
    EntryKind.ALLEGATION_ADDED: _allegation,
    EntryKind.INCIDENT_OPENED: _opened,
    EntryKind.INCIDENT_CORRECTED: _corrected,
    EntryKind.INCIDENT_MERGED: _merged,
    EntryKind.INCIDENT_SPLIT: _split,
    EntryKind.STATE_MOVED: _state,
    EntryKind.ATTRIBUTED: _attributed,
    EntryKind.FILE_ADDED: _file,
    EntryKind.RED_LINE_ALERT: _alert,
    EntryKind.ERASED: _erased,
    EntryKind.ROOT_PUBLISHED: _root,
    **dict.fromkeys(AROUND_KINDS, _around),
}


def told(row: tuple[Any, ...]) -> Told:
    """Read a row of (seq, kind, subject, recorded, world, label, facts, body)."""
    seq, kind, subject, recorded, world, label, facts, body = row
    content = None if body is None else from_json(body, cache_strings="keys")
    known = from_json(facts) if facts != "{}" else {}
    return Told(seq, kind, subject, recorded, world, label, known, content)
