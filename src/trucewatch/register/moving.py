"""Moving a register to another database: copied, verified, and only then shown."""

from sqlalchemy import Connection, insert, select, update

from trucewatch.errors import RegisterError
from trucewatch.register.apply import rebuild
from trucewatch.register.engine import open_engine, place_of, reading, whole_address, writing
from trucewatch.register.log import hold_head
from trucewatch.register.place import SETTINGS, Register, open_place, read_settings, write_settings
from trucewatch.register.schema import found_version, migrate
from trucewatch.register.tables import CONTENT, ENTRY, HEAD
from trucewatch.register.verify import Verified, verify

_AT_ONCE = 5_000


def move(register: Register, url: str, *, jobs: int = 1) -> Verified:
    """Copy a register to an empty database, verify it there, and let the settings name it.

    Nobody can write meanwhile. The old database keeps what it had and takes nothing more.

    Parameters
    ----------
    register
        The register.
    url
        Of the new database.
    jobs
        Processes that verify.

    Raises
    ------
    RegisterError
        When the new database holds a register already, or the copy is not what the old one was.
    """
    target = open_engine(url)
    try:
        with reading(target) as there:
            if found_version(there) is not None:
                raise RegisterError(
                    "there is a register in this database already",
                    where=place_of(target),
                    remedy="name an empty one",
                )
        migrate(target)
        with writing(register.engine) as here:
            hold_head(here)
            with writing(target) as there:
                _copy(here, there)
                rebuild(there)
            found = verify(target, register.files, jobs=jobs)
            if found.problems:
                first = found.problems[0]
                raise RegisterError(
                    f"the copy does not stand: entry {first.seq}: {first.what}; nothing changed",
                    where=place_of(target),
                )
            path = register.directory / SETTINGS
            write_settings(path, {**read_settings(path), "url": whole_address(url)})
            here.execute(update(HEAD).values(id=0))
        return found
    finally:
        target.dispose()


def moved(register: Register) -> Register:
    """Open the directory again after a move."""
    return open_place(register.directory, key=register.key_file)


def _copy(here: Connection, there: Connection) -> None:
    for table, order in ((ENTRY, ENTRY.c.seq), (CONTENT, CONTENT.c.seq)):
        options = {"yield_per": _AT_ONCE}
        rows = here.execute(select(table).order_by(order), execution_options=options)
        for batch in rows.partitions():
            there.execute(insert(table), [dict(row._mapping) for row in batch])
    head = here.execute(select(HEAD.c.seq, HEAD.c.hash)).one()
    there.execute(update(HEAD).values(seq=head.seq, hash=head.hash))
