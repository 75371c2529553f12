"""What is put into a register as it is: allegations, claims, records, files, whole tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register import files
from trucewatch.register.adding import PREFIXES, about, drafts
from trucewatch.register.asking import one
from trucewatch.register.book import put
from trucewatch.register.keeping import require_person
from trucewatch.register.log import Writing
from trucewatch.register.place import Register
from trucewatch.register.tables import ALLEGATION, AROUND, FILE, INCIDENT

Progress = Callable[[float, str], None]
Fields = Mapping[str, Any]

AT_ONCE = 500
"""So many rows of an import are put down together: each batch is there whole, or not at all."""

NAMES = {
    kind.value.removesuffix("-added").removesuffix("-made").removesuffix("-observed"): kind
    for kind in PREFIXES
}
"""What can be added, by the names that people use."""


def kind_named(name: str) -> EntryKind:
    """Return the kind of what is added under a name.

    Raises
    ------
    RegisterError
        When there is none.

    Examples
    --------
    >>> kind_named("allegation").value, kind_named("effort").value
    ('allegation-added', 'effort-observed')
    """
    if name not in NAMES:
        raise RegisterError(f"{name!r} cannot be added", remedy=f"add one of {', '.join(NAMES)}")
    return NAMES[name]


def add(
    register: Register, kind: EntryKind, fields: Fields, *, by: str, now: datetime
) -> tuple[Entry, ...]:
    """Put down an allegation, a claim, or a record around the incidents.

    Parameters
    ----------
    register
        The register.
    kind
        See :func:`kind_named`.
    fields
        Nested, or flat with dots as in ``when.start``; with ``id`` and ``label`` if need be.
    by
        Who puts it down.
    now
        The time to record; zone-aware.

    Returns
    -------
    tuple of Entry
        The entry, and the alerts that it raised.

    Raises
    ------
    RegisterError
        When a field cannot be used, or speaks of what is not there.
    """

    def propose(connection: Connection, seq: int) -> list[Draft]:
        require_person(connection, by)
        return drafts(connection, seq, kind, fields, where=kind.value)

    return put(register, Writing(register.signer, by, now), propose)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken in.

    Attributes
    ----------
    row
        Its number in the file.
    fields
        As they were given.
    reason
        Why, with the field and its value.
    """

    row: int
    fields: Fields
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of an import.

    Attributes
    ----------
    added
        How many are new.
    repeated
        How many were there already.
    alerts
        How many red lines they crossed.
    """

    added: int
    repeated: int
    alerts: int
    rejected: tuple[Rejected, ...]


def add_rows(
    register: Register,
    kind: EntryKind,
    rows: Iterable[tuple[int, Fields]],
    *,
    by: str,
    now: datetime,
    total: int | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Put down many rows; the same row twice adds nothing, and a bad one stops no other.

    Parameters
    ----------
    register
        The register.
    kind
        What each row is.
    rows
        With the number of each in its file.
    by
        Who puts them down.
    now
        The time to record; zone-aware.
    total
        How many rows there are, for the progress.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Taken
        What was added, what was there, and what was rejected and why.

    Raises
    ------
    RegisterError
        When ``by`` has no role.
    """
    who = Writing(register.signer, by, now)
    tell = progress or (lambda *_: None)
    added = alerts = done = 0
    rejected: list[Rejected] = []
    for batch in _batches(rows):
        bad: list[Rejected] = []
        for entry in put(register, who, _batch_of(kind, batch, by, bad)):
            added += entry.kind is kind
            alerts += entry.kind is EntryKind.RED_LINE_ALERT
        rejected += bad
        done += len(batch)
        tell(done / max(total or done, done), f"{done} rows")
    return Taken(added, done - added - len(rejected), alerts, tuple(rejected))


def _batches(rows: Iterable[tuple[int, Fields]]) -> Iterator[list[tuple[int, Fields]]]:
    left = iter(rows)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


def _batch_of(
    kind: EntryKind, batch: Sequence[tuple[int, Fields]], by: str, bad: list[Rejected]
) -> Callable[[Connection, int], list[Draft]]:
    def propose(connection: Connection, seq: int) -> list[Draft]:
        require_person(connection, by)
        capitals = about(connection).get("capitals", ())
        made: list[Draft] = []
        fresh: set[str] = set()
        digests: set[str] = set()
        for number, fields in batch:
            try:
                found = drafts(
                    connection,
                    seq + len(made),
                    kind,
                    fields,
                    where=f"row {number}",
                    imported=True,
                    fresh=fresh,
                    capitals=capitals,
                )
            except RegisterError as error:
                bad.append(Rejected(number, fields, str(error)))
                continue
            if found and found[0].content["imported"] not in digests:
                digests.add(found[0].content["imported"])
                fresh.add(found[0].subject)
                made += found
        return made

    return propose


def add_file(
    register: Register,
    path: Path | str,
    *,
    by: str,
    now: datetime,
    belongs: str | None = None,
    media_type: str | None = None,
    label: Label = Label.MISSION,
) -> tuple[Entry, ...]:
    """Keep a file by its SHA-256; the same file twice adds nothing.

    Parameters
    ----------
    register
        The register.
    path
        The file, which stays where it is.
    by
        Who puts it down.
    now
        The time to record; zone-aware.
    belongs
        The id of what it belongs to.
    media_type
        Such as image/jpeg.
    label
        Who may know of it.

    Returns
    -------
    tuple of Entry
        Empty where the file was there.

    Raises
    ------
    RegisterError
        When it cannot be read, or ``belongs`` is not there.
    StoreError
        When it cannot be written.
    """
    source = Path(path)
    who = Writing(register.signer, by, now)
    digest = files.keep(register.files, source)

    def propose(connection: Connection, _: int) -> list[Draft]:
        require_person(connection, by)
        if belongs and not any(one(connection, t, belongs) for t in (ALLEGATION, INCIDENT, AROUND)):
            raise RegisterError(f"there is no {belongs} to which a file could belong")
        if one(connection, FILE, digest):
            return []
        size = files.kept_at(register.files, digest).stat().st_size
        content = {"name": source.name, "type": media_type}
        facts = {"bytes": size, "belongs": belongs}
        told = {name: value for name, value in facts.items() if value is not None}
        return [Draft(EntryKind.FILE_ADDED, digest, content, told, label=label)]

    return put(register, who, propose)
