"""Erasing a content: the chain stays whole, and says that it was erased, by whom and why."""

from sqlalchemy import Connection, delete, text

from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register.apply import rebuild
from trucewatch.register.book import put_down
from trucewatch.register.engine import is_sqlite, writing
from trucewatch.register.files import kept_at
from trucewatch.register.keeping import require_person
from trucewatch.register.ladder import require_act
from trucewatch.register.log import Writing, entries
from trucewatch.register.place import Register
from trucewatch.register.tables import CONTENT, ENTRY, PROJECTION

_NEVER = (EntryKind.REGISTER_MADE, EntryKind.ERASED)


def erase(register: Register, seq: int, who: Writing, *, reason: str) -> tuple[Entry, ...]:
    """Erase the content of an entry, and the file where it is a file's; today's tables follow.

    Parameters
    ----------
    register
        The register.
    seq
        The number of the entry.
    who
        Who erases.
    reason
        Why, such as a request of the person concerned; it stays in the log.

    Raises
    ------
    RegisterError
        When there is no such entry, its content is needed, or no reason is given.
    """
    if not reason.strip():
        raise RegisterError("nothing is erased without a reason", remedy="give it with --reason")
    gone: list[Entry] = []

    def propose(connection: Connection, _: int) -> list[Draft]:
        roles = require_person(connection, who.author)
        require_act("erase", author=who.author, roles=roles)
        entry = _erasable(connection, seq)
        gone.append(entry)
        if entry.content is None:
            return []
        connection.execute(delete(CONTENT).where(CONTENT.c.seq == seq))
        facts = {"entry": seq}
        return [Draft(EntryKind.ERASED, entry.subject, {"reason": reason}, facts, label=_LABEL)]

    with writing(register.engine) as connection:
        done = put_down(connection, who, propose)
        if done:
            rebuild(connection)
    if gone[0].kind is EntryKind.FILE_ADDED:
        kept_at(register.files, gone[0].subject).unlink(missing_ok=True)
    _scrub(register)
    return done


_LABEL = Label.MISSION


def _erasable(connection: Connection, seq: int) -> Entry:
    found = entries(connection, ENTRY.c.seq == seq)
    if not found:
        raise RegisterError(f"there is no entry {seq}", remedy="see: trucewatch register show ID")
    if found[0].kind in _NEVER:
        raise RegisterError(f"entry {seq} is of the kind {found[0].kind.value} and stays")
    return found[0]


def _scrub(register: Register) -> None:
    """Leave nothing of it in the database's files: SQLite's journal, PostgreSQL's dead rows.

    SQLite overwrote the pages with the delete itself. Journals of a server that are kept for its
    copies are for whoever keeps them.
    """
    tables = ", ".join(table.name for table in (CONTENT, *PROJECTION))
    scrub = "PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite(register.engine) else f"VACUUM {tables}"
    with register.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(scrub))
