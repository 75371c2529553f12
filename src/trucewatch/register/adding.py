"""Drafts of what is added as it is: allegations, claims and what is around the incidents."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register.asking import contents, one
from trucewatch.register.canonical import canonical
from trucewatch.register.checking import check, checked
from trucewatch.register.domain_of import casualties_of
from trucewatch.register.forms import AllegationBody, Body, Id
from trucewatch.register.keeping import require_files, require_new, standing_incident
from trucewatch.register.red_lines import RedLine, crossed
from trucewatch.register.tables import ALERT, ALLEGATION, AROUND

PREFIXES = {
    EntryKind.ALLEGATION_ADDED: "alg",
    EntryKind.CLAIM_MADE: "clm",
    EntryKind.SITE_VISIT: "vis",
    EntryKind.ACCESS_DENIAL: "den",
    EntryKind.REMEDY_ASKED: "rem",
    EntryKind.REMEDY_ANSWERED: "ans",
    EntryKind.BOARD_DECISION: "dec",
    EntryKind.EFFORT_OBSERVED: "eff",
    EntryKind.WEAPON_STORED: "wpn",
}
"""With what an id begins, where none is given; the number of the entry follows."""


_OWN_FORM = re.compile(rf"({'|'.join([*PREFIXES.values(), 'inc'])})-[0-9]+")


class _Frame(Body):
    """What stands beside the fields of every kind."""

    id: Id | None = None
    label: Label | None = None


def take_apart(fields: Mapping[str, Any], where: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the id and the label from the other fields."""
    outer = {name: fields[name] for name in ("id", "label") if fields.get(name) not in (None, "")}
    return check(_Frame, outer, where=where), {
        name: value for name, value in fields.items() if name not in ("id", "label")
    }


def digest_of_row(kind: EntryKind, frame: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """Return the digest by which the same row is known when it comes again."""
    row = canonical({"kind": kind.value, "frame": dict(frame), "content": dict(content)})
    return hashlib.sha256(row.encode()).hexdigest()


def was_imported(connection: Connection, kind: EntryKind, digest: str) -> bool:
    """Whether a row of this digest was imported before."""
    table = ALLEGATION if kind is EntryKind.ALLEGATION_ADDED else AROUND
    found = connection.execute(select(table.c.id).where(table.c.imported == digest).limit(1))
    return found.one_or_none() is not None


def drafts(
    connection: Connection,
    seq: int,
    kind: EntryKind,
    fields: Mapping[str, Any],
    *,
    where: str,
    imported: bool = False,
    fresh: Collection[str] = (),
    capitals: Collection[str] | None = None,
) -> list[Draft]:
    """Return the entry that fields make, and the alerts that it raises.

    Parameters
    ----------
    connection
        In the transaction that will append.
    seq
        The number that the first of them will have.
    kind
        One of :data:`PREFIXES`.
    fields
        With ``id`` and ``label`` where they are given.
    where
        What is told of where a mistake is.
    imported
        Whether the same row shall be known when it comes again: it then makes no entry.
    fresh
        Ids that will be there, from the same transaction.
    capitals
        Places that count as capitals; by default those of the register are looked up.

    Raises
    ------
    RegisterError
        When a field cannot be used, or speaks of what is not there.
    """
    frame, others = take_apart(fields, where)
    content, facts, world = checked(kind, others, where=where)
    if imported:
        # Not among the facts: from a digest that stays, an erased row could be guessed.
        content["imported"] = digest_of_row(kind, frame, content)
        if was_imported(connection, kind, content["imported"]):
            return []
    key = f"{PREFIXES[kind]}-{seq}"
    if "id" in frame:
        key = own_id(connection, frame["id"], fresh, where=where)
    _require_there(connection, kind, content, facts, fresh)
    label = Label(frame.get("label") or _default_label(kind))
    draft = Draft(kind, key, content, facts, world, label)
    if kind is not EntryKind.ALLEGATION_ADDED:
        return [draft]
    casualties = casualties_of(content.get("casualties", ()))
    place = content["where"]["name"]
    if capitals is None:
        capitals = about(connection).get("capitals", ())
    lines = crossed(content["kind"], place, casualties=casualties, capitals=capitals)
    return [draft, *alerts(connection, key, lines, label)]


def own_id(
    connection: Connection, key: str, fresh: Collection[str] = (), *, where: str | None = None
) -> str:
    """Return an id that a person chose, if nothing has it or will have it.

    Raises
    ------
    RegisterError
        When it is taken, or is of the form that the register gives itself.
    """
    if _OWN_FORM.fullmatch(key):
        remedy = "give one of another form, or none"
        raise RegisterError(f"ids such as {key} are given by the register", remedy=remedy)
    if key in fresh:
        raise RegisterError(f"the id {key} is given twice", where=where)
    require_new(connection, key)
    return key


def _default_label(kind: EntryKind) -> Label:
    return Label.PUBLIC if kind is EntryKind.CLAIM_MADE else Label.MISSION


def _require_there(
    connection: Connection,
    kind: EntryKind,
    content: Mapping[str, Any],
    facts: dict[str, Any],
    fresh: Collection[str],
) -> None:
    """Refuse what speaks of something that is not there."""
    if "incident" in facts:
        standing_incident(connection, facts["incident"])
    if kind is EntryKind.REMEDY_ANSWERED:
        asked = one(connection, AROUND, facts["remedy"])
        if asked is None or asked["kind"] != EntryKind.REMEDY_ASKED:
            raise RegisterError(
                f"there is no remedy {facts['remedy']}",
                remedy="see: trucewatch register list remedy-asked",
            )
        facts["incident"] = asked["incident"]
    for told in content.get("retells", ()):
        if told not in fresh and one(connection, ALLEGATION, told) is None:
            raise RegisterError(
                f"there is no allegation {told} that it could retell",
                remedy="see: trucewatch register list allegation",
            )
    require_files(connection, content.get("files", ()))


def alerts(
    connection: Connection, subject: str, lines: Iterable[RedLine], label: Label
) -> list[Draft]:
    """Return the alerts that are to be raised now; those that were raised stay as they are."""
    return [
        Draft(
            EntryKind.RED_LINE_ALERT, subject, {"text": line.text}, {"rule": line.id}, label=label
        )
        for line in lines
        if one(connection, ALERT, f"{subject}/{line.id}") is None
    ]


def about(connection: Connection) -> Mapping[str, Any]:
    """Return what was said of the register when it was made."""
    return contents(connection, [1]).get(1) or {}


def content_of(allegation: Allegation) -> dict[str, Any]:
    """Return what is put down of an allegation that a reader of files made.

    Raises
    ------
    RegisterError
        When it holds what no allegation may.
    """
    where, when = allegation.where, allegation.when
    place = ("name", "precision", "country", "admin1", "latitude", "longitude", "blurred")
    plain = ("source", "source_kind", "made", "kind", "text", "accused", "address", "language")
    fields = {
        **{name: getattr(allegation, name) for name in (*plain, "retells", "files")},
        "when": {"start": when.start, "end": when.end},
        "where": {name: getattr(where, name) for name in place},
        "casualties": [
            {"category": one.category, "killed": one.killed, "wounded": one.wounded}
            for one in allegation.casualties
        ],
        "labels": dict(allegation.labels),
    }
    return check(AllegationBody, fields, where=allegation.id)


def drafts_of(
    connection: Connection, allegation: Allegation, capitals: Collection[str]
) -> list[Draft]:
    """Return the entry of an allegation that a reader of files made, and its alerts.

    Parameters
    ----------
    connection
        In the transaction that will append.
    allegation
        With the id that it shall have.
    capitals
        Places that count as capitals.

    Raises
    ------
    RegisterError
        When it holds what no allegation may.
    """
    content = content_of(allegation)
    key, label = allegation.id, allegation.label
    made = Draft(EntryKind.ALLEGATION_ADDED, key, content, {}, allegation.when.start, label)
    lines = crossed(
        allegation.kind, allegation.where.name, casualties=allegation.casualties, capitals=capitals
    )
    return [made, *alerts(connection, key, lines, label)]
