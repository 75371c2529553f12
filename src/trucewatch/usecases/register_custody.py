"""The record itself: verified, published as a root, made anew, moved, and erased where it must."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.domain.inspection import DayRoot
from trucewatch.domain.label import Label
from trucewatch.errors import DamageError, RegisterError
from trucewatch.register import erasing, moving
from trucewatch.register.apply import rebuild
from trucewatch.register.asking import day_end
from trucewatch.register.book import put
from trucewatch.register.engine import reading, writing
from trucewatch.register.keeping import require_person
from trucewatch.register.log import Writing, hold_head
from trucewatch.register.merkle import Proof, inclusion_proof, merkle_root
from trucewatch.register.place import Register
from trucewatch.register.tables import ENTRY
from trucewatch.register.verify import Progress, Verified, verify


def verify_register(
    register: Register, *, jobs: int = 1, progress: Progress | None = None
) -> Verified:
    """Check the whole record: chain, signatures, contents, files and today's tables.

    Parameters
    ----------
    register
        The register.
    jobs
        How many processes, for a long log.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Verified
        What was checked; ``problems`` is empty.

    Raises
    ------
    DamageError
        Naming the first bad entry.
    """
    found = verify(register.engine, register.files, jobs=jobs, progress=progress)
    if found.problems:
        first = found.problems[0]
        where = f"entry {first.seq}" if 0 < first.seq <= found.entries else "the register"
        others = f" (and {len(found.problems) - 1} more)" if len(found.problems) > 1 else ""
        tables = first.what.startswith("the table")
        raise DamageError(
            f"{where} does not stand: {first.what}{others}",
            where=str(register.directory),
            remedy="if only tables are named, make them anew: trucewatch register rebuild"
            if tables
            else "bring back a copy from before, and compare its root with what was published",
        )
    return found


def root_of(register: Register, day: date) -> DayRoot:
    """Return the root over all entries that were recorded by the end of a day of UTC.

    Parameters
    ----------
    register
        The register.
    day
        The day.
    """
    hashes = _hashes(register, day)
    return DayRoot(day, len(hashes), merkle_root(hashes))


def prove(register: Register, seq: int, day: date) -> tuple[str, Proof]:
    """Return the hash of an entry, and the proof that it is under the root of a day.

    Parameters
    ----------
    register
        The register.
    seq
        The number of the entry.
    day
        The day of the root.

    Raises
    ------
    RegisterError
        When the entry was recorded later, or is not there.
    """
    hashes = _hashes(register, day)
    if not 1 <= seq <= len(hashes):
        raise RegisterError(
            f"entry {seq} is not among the {len(hashes)} recorded by {day}",
            remedy="name a later day",
        )
    return hashes[seq - 1], inclusion_proof(hashes, seq - 1)


def publish_root(register: Register, day: date, *, by: str, now: datetime) -> DayRoot:
    """Put down the root of a day that is over, for publishing it elsewhere.

    Parameters
    ----------
    register
        The register.
    day
        The day.
    by
        Who publishes it.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When the day is not over.
    """
    if day >= now.astimezone(UTC).date():
        raise RegisterError(f"{day} is not over (in UTC)", remedy="publish its root tomorrow")
    root = root_of(register, day)

    def propose(connection: Connection, _: int) -> list[Draft]:
        require_person(connection, by)
        facts = {"root": root.root, "entries": root.entries}
        subject = day.isoformat()
        return [Draft(EntryKind.ROOT_PUBLISHED, subject, {}, facts, label=Label.PUBLIC)]

    put(register, Writing(register.signer, by, now), propose)
    return root


def require_root(register: Register, day: date, expected: str) -> DayRoot:
    """Compare the root of a day with one that was published.

    Parameters
    ----------
    register
        The register.
    day
        The day.
    expected
        The root as it was published, in hexadecimal.

    Raises
    ------
    DamageError
        When it is another.
    """
    found = root_of(register, day)
    if found.root != expected.strip().lower():
        raise DamageError(
            f"the root of {day} is {found.root}, not {expected}",
            where=str(register.directory),
            remedy="what was recorded by then is not what it was when the root was published",
        )
    return found


def _hashes(register: Register, day: date) -> list[str]:
    with reading(register.engine) as connection:
        query = select(ENTRY.c.hash).where(ENTRY.c.recorded < day_end(day)).order_by(ENTRY.c.seq)
        return list(connection.scalars(query))


def rebuild_register(register: Register) -> dict[str, int]:
    """Make today's tables anew from the log.

    Parameters
    ----------
    register
        The register.

    Returns
    -------
    dict
        How many rows each table has.
    """
    with writing(register.engine) as connection:
        hold_head(connection)
        return rebuild(connection)


def move_register(register: Register, url: str, *, jobs: int = 1) -> Verified:
    """Copy a register to another database, verify it there, and use it from now on.

    Parameters
    ----------
    register
        The register; open it again afterwards.
    url
        Of an empty database.
    jobs
        Processes that verify.

    Raises
    ------
    RegisterError
        When the new database is not empty, or the copy does not stand.
    """
    return moving.move(register, url, jobs=jobs)


def erase(
    register: Register, seq: int, *, reason: str, by: str, now: datetime
) -> tuple[Entry, ...]:
    """Erase the content of an entry, such as personal data; the chain stays whole.

    Parameters
    ----------
    register
        The register.
    seq
        The number of the entry.
    reason
        Why; it stays in the log.
    by
        Who decides.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When there is no such entry, or ``by`` may not erase.
    """
    return erasing.erase(register, seq, Writing(register.signer, by, now), reason=reason)


def head_of(register: Register) -> tuple[int, str]:
    """Return how many entries there are and the hash of the last.

    Parameters
    ----------
    register
        The register.
    """
    with reading(register.engine) as connection:
        last = connection.scalar(select(func.max(ENTRY.c.seq))) or 0
        hashed = connection.scalar(select(ENTRY.c.hash).where(ENTRY.c.seq == last))
    return last, hashed or ""
