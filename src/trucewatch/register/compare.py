"""Whether today's tables are what the log makes of them."""

from operator import itemgetter

from sqlalchemy import Connection, select

from trucewatch.domain.entry import EntryKind
from trucewatch.register.chain import Problem
from trucewatch.register.log import TOLD, read_told
from trucewatch.register.projection import AROUND_KINDS, Row, fold
from trucewatch.register.tables import BY_NAME, ENTRY, PROJECTION

_ON_INCIDENTS = (
    EntryKind.INCIDENT_OPENED,
    EntryKind.INCIDENT_CORRECTED,
    EntryKind.INCIDENT_MERGED,
    EntryKind.INCIDENT_SPLIT,
)
GROUPS: dict[str, tuple[tuple[str, ...], tuple[EntryKind, ...] | None]] = {
    "allegations": (("allegation",), (EntryKind.ALLEGATION_ADDED, *_ON_INCIDENTS)),
    "incidents": (("incident",), (*_ON_INCIDENTS, EntryKind.STATE_MOVED, EntryKind.ATTRIBUTED)),
    "around": (("around",), AROUND_KINDS),
    "others": (
        ("alert", "file", "person", "signing_key", "root"),
        (
            EntryKind.REGISTER_MADE,
            EntryKind.KEY_ADDED,
            EntryKind.ROLE_GIVEN,
            EntryKind.RED_LINE_ALERT,
            EntryKind.FILE_ADDED,
            EntryKind.ROOT_PUBLISHED,
        ),
    ),
}
"""Tables that can be checked apart from the others, each with the kinds that touch them."""


def differing(connection: Connection, group: str) -> Problem | None:
    """Return the first row of a group of tables that is not what the log tells.

    Parameters
    ----------
    connection
        In a transaction, so that log and tables belong together.
    group
        One of :data:`GROUPS`.
    """
    names, kinds = GROUPS[group]
    query = TOLD.where(ENTRY.c.kind.in_(kinds)) if kinds else TOLD
    try:
        made = fold(read_told(connection, query))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Problem(_LAST, f"an entry cannot be read: {error}")
    found = [one for name in names if (one := _differing(connection, name, made[name]))]
    return min(found, default=None)


_LAST = 1 << 62
"""Sorts behind every entry: the chain names the entry itself."""


def _differing(connection: Connection, name: str, made: dict[str, Row]) -> Problem | None:
    table = BY_NAME[name]
    wanted = itemgetter(*(column.name for column in table.c))  # every row is made whole
    found: list[Problem] = []
    there = 0
    for row in connection.execute(select(table), execution_options={"yield_per": 10_000}):
        expected = made.get(row[0])
        if expected is None:
            seq = row[1] if isinstance(row[1], int) else _LAST
            found.append(Problem(seq, f"the table {name} has a row {row[0]!r} that none tells"))
            continue
        there += 1
        if tuple(row) != wanted(expected):
            found.append(
                Problem(expected["seq"], f"the table {name} tells of {row[0]!r} otherwise")
            )
    if there < len(made):
        ids = set(connection.execute(select(table.c.id)).scalars())
        missing = ((made[key]["seq"], key) for key in made if key not in ids)
        seq, key = min(missing)
        found.append(Problem(seq, f"the table {name} lacks {key!r}"))
    return min(found, default=None)


assert set(BY_NAME) == {name for names, _ in GROUPS.values() for name in names}  # noqa: S101
assert len(PROJECTION) == len(BY_NAME)  # noqa: S101
