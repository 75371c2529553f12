"""What has to be looked up before something is put down."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from trucewatch.domain.allegation import Allegation, SourceKind
from trucewatch.domain.entry import EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register.asking import Row, contents, one
from trucewatch.register.domain_of import allegation_of
from trucewatch.register.log import TOLD, read_told
from trucewatch.register.tables import ALLEGATION, AROUND, ENTRY, FILE, INCIDENT, PERSON


def roles_of(connection: Connection, person: str) -> tuple[str, ...]:
    """Return the roles of a person; none for one whom the register does not know."""
    row = one(connection, PERSON, person)
    return tuple(row["roles"].split(",")) if row and row["roles"] else ()


def require_person(connection: Connection, person: str) -> tuple[str, ...]:
    """Return the roles of a person.

    Raises
    ------
    RegisterError
        When the register does not know the person, or gave no role.
    """
    roles = roles_of(connection, person)
    if not roles:
        raise RegisterError(
            f"{person} has no role in this register",
            remedy=f"who has may give one: trucewatch register role {person} ROLE",
        )
    return roles


def standing_incident(connection: Connection, key: str) -> Row:
    """Return the row of an incident that stands by itself.

    Raises
    ------
    RegisterError
        When there is none, or it was merged into another.
    """
    row = one(connection, INCIDENT, key)
    if row is None:
        raise RegisterError(f"there is no incident {key}", remedy="see: trucewatch register list")
    if row["merged_into"]:
        raise RegisterError(
            f"{key} was merged into {row['merged_into']}", remedy=f"name {row['merged_into']}"
        )
    return row


def require_new(connection: Connection, key: str) -> None:
    """Refuse an id that something has already.

    Raises
    ------
    RegisterError
        When something has it.
    """
    for table in (ALLEGATION, INCIDENT, AROUND):
        if one(connection, table, key):
            raise RegisterError(
                f"there is a {table.name} {key} already", remedy="give another id, or none"
            )


def allegations(connection: Connection, keys: Sequence[str]) -> tuple[Allegation, ...]:
    """Return allegations by their ids; those that were erased are left out.

    Raises
    ------
    RegisterError
        When there is no such allegation.
    """
    there = rows(connection, keys)
    bodies = contents(connection, [there[key]["seq"] for key in keys])
    found = ((key, there[key]["label"], bodies[there[key]["seq"]]) for key in keys)
    return tuple(allegation_of(key, label, body) for key, label, body in found if body)


def free_allegations(connection: Connection, keys: Sequence[str], *, of: str | None) -> None:
    """Refuse allegations that make up another incident.

    Parameters
    ----------
    connection
        To the tables.
    keys
        Their ids.
    of
        The incident that they may make up; None where they must be free.

    Raises
    ------
    RegisterError
        When one is not there, or belongs to another incident.
    """
    for key, row in rows(connection, keys).items():
        if row["incident"] != of:
            has = row["incident"] or "no incident"
            wanted = of or "no incident"
            raise RegisterError(
                f"the allegation {key} belongs to {has}, not to {wanted}",
                remedy=f"see: trucewatch register show {row['incident'] or key}",
            )


def rows(connection: Connection, keys: Sequence[str]) -> dict[str, Row]:
    """Return the rows of allegations by their ids.

    Raises
    ------
    RegisterError
        When there is no such allegation.
    """
    found = {}
    for key in keys:
        row = one(connection, ALLEGATION, key)
        if row is None:
            raise RegisterError(
                f"there is no allegation {key}", remedy="see: trucewatch register list allegation"
            )
        found[key] = row
    return found


def allegations_of(connection: Connection, incidents: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the allegations of each incident."""
    wanted = list(incidents)
    query = select(ALLEGATION.c.id, ALLEGATION.c.incident).where(ALLEGATION.c.incident.in_(wanted))
    found: dict[str, list[str]] = {key: [] for key in wanted}
    for row in connection.execute(query.order_by(ALLEGATION.c.seq)):
        found[row.incident].append(row.id)
    return found


def was_visited(connection: Connection, incident: str) -> bool:
    """Whether a team reached the incident's place, or an own team told of it."""
    visits = select(AROUND.c.seq).where(
        AROUND.c.kind == EntryKind.SITE_VISIT, AROUND.c.incident == incident
    )
    query = TOLD.where(ENTRY.c.seq.in_(visits))
    if any(
        (told.content or {}).get("outcome") == "visited" for told in read_told(connection, query)
    ):
        return True
    own = select(ALLEGATION.c.id).where(
        ALLEGATION.c.incident == incident, ALLEGATION.c.source_kind == SourceKind.OWN_TEAM
    )
    return connection.execute(own.limit(1)).one_or_none() is not None


def require_files(connection: Connection, digests: Iterable[str]) -> None:
    """Refuse a file that was never added.

    Raises
    ------
    RegisterError
        Naming it.
    """
    for digest in digests:
        if one(connection, FILE, digest) is None:
            raise RegisterError(
                f"the file {digest[:16]} was never added",
                remedy="add it first: trucewatch register add file PATH",
            )
