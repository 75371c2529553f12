"""In and out: files of reports into the register, and what a reader may see of it out of it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from trucewatch.domain.allegation import Allegation
from trucewatch.domain.claim import Claim
from trucewatch.domain.entry import Draft
from trucewatch.domain.incident import Incident
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register.adding import about, drafts_of
from trucewatch.register.asking import view
from trucewatch.register.blur import Blur
from trucewatch.register.book import put
from trucewatch.register.engine import reading
from trucewatch.register.export import Format, export
from trucewatch.register.intake import Imported, Progress, import_file
from trucewatch.register.keeping import require_person
from trucewatch.register.kinds import kinds
from trucewatch.register.log import Writing
from trucewatch.register.mapping import read_mapping
from trucewatch.register.out.stamp import Stamp
from trucewatch.register.place import Register
from trucewatch.register.tables import ALLEGATION
from trucewatch.register.vault import vault_values
from trucewatch.usecases.register_adding import AT_ONCE
from trucewatch.usecases.register_asking import claims, every_allegation, every_incident
from trucewatch.usecases.register_custody import head_of

SORTS = ("allegation", "incident", "claim")
"""What can be exported."""


def import_reports(
    register: Register,
    path: Path | str,
    mapping: Path | str,
    *,
    by: str,
    now: datetime,
    progress: Progress | None = None,
) -> Imported:
    """Take a file of reports into the register; the same file twice adds nothing.

    Parameters
    ----------
    register
        The register.
    path
        CSV, XLSX, ODK or Kobo JSON, or GeoJSON.
    mapping
        A mapping file: which column is which field.
    by
        Who takes it in.
    now
        The time to record; zone-aware.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Imported
        What became of every row.

    Raises
    ------
    DatasetError
        When the file or the mapping cannot be used.
    RegisterError
        When ``by`` has no role.
    """
    tell = progress or (lambda *_: None)
    with reading(register.engine) as connection:
        require_person(connection, by)
        known = set(connection.scalars(select(ALLEGATION.c.id)))
    found = import_file(
        Path(path),
        read_mapping(mapping),
        known=known,
        kinds=set(kinds()),
        progress=lambda share, what: tell(share / 2, what),
    )
    who = Writing(register.signer, by, now)
    total = len(found.allegations)
    for first in range(0, total, AT_ONCE):
        batch = found.allegations[first : first + AT_ONCE]
        put(register, who, lambda c, _, rows=batch: _drafts(c, rows))  # type: ignore[misc]
        tell(0.5 + (first + len(batch)) / total / 2, "writing")
    return found


def _drafts(connection: Connection, rows: Sequence[Allegation]) -> list[Draft]:
    """Return the entries of a batch; what another import brought meanwhile is left out."""
    capitals = about(connection).get("capitals", ())
    ids = [row.id for row in rows]
    there = set(connection.scalars(select(ALLEGATION.c.id).where(ALLEGATION.c.id.in_(ids))))
    return [
        draft
        for row in rows
        if row.id not in there
        for draft in drafts_of(connection, row, capitals)
    ]


def export_register(
    register: Register,
    sort: str,
    form: Format,
    *,
    reader: Label,
    as_of: date | None = None,
    known: date | None = None,
    query: str | None = None,
    blur: Blur | None = None,
) -> bytes:
    """Return what a reader may see of all allegations, incidents or claims, as a file.

    Parameters
    ----------
    register
        The register.
    sort
        One of :data:`SORTS`.
    form
        What it is written as.
    reader
        Nothing above this label leaves: what is written is looked through before it is returned.
    as_of
        Only what had happened by the end of this day.
    known
        Only what was recorded by the end of this day.
    query
        What was asked for, to be told in the file.
    blur
        Makes every place less exact before it leaves; by default none.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    InputError
        When something above the reader's label, or blurred, would leave.
    """
    if sort not in SORTS:
        raise RegisterError(
            f"{sort!r} cannot be exported", remedy=f"name one of {', '.join(SORTS)}"
        )
    everything: dict[str, Sequence[Allegation | Incident | Claim]]
    with view(register, as_of=as_of, known=known) as seen:
        everything = {
            "allegation": every_allegation(seen),
            "incident": every_incident(seen),
        }
        said = about(seen.log)
    everything["claim"] = claims(register, as_of=as_of, known=known)
    _, head = head_of(register)
    return export(
        everything[sort],
        [one for listed in everything.values() for one in listed],
        Stamp(reader, query, head),
        form,
        sort=sort,
        secrets=vault_values(register),
        public=[*said.get("parties", ()), *said.get("capitals", ())],
        blur=blur,
    )
