"""The database a register stands in: SQLite with nothing to start, PostgreSQL for a team.

On SQLite a writer takes its lock at once (``BEGIN IMMEDIATE``), and what is committed is on the
disk (``synchronous=FULL``). On PostgreSQL a writer locks the one row of the head.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from trucewatch.errors import RegisterError, StoreError

DATABASE_ERRORS = (DBAPIError, sqlite3.Error, UnicodeDecodeError)
"""What comes of a database that cannot be read or written; SQLite's own while connecting."""

WRITES = "register_writes"
"""The execution option of a connection that will write."""

_PATIENCE_MS = 60_000
_PRAGMAS = (
    f"PRAGMA busy_timeout={_PATIENCE_MS}",  # first: turning to WAL may meet another one
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-65536",
)
_FULL_WORDS = ("disk is full", "No space left", "disk I/O error", "could not extend", "too large")


def open_engine(url: str, *, tolerant: bool = False) -> Engine:
    """Return an engine for a database.

    Parameters
    ----------
    url
        Such as ``sqlite:///register.sqlite`` or ``postgresql://user@host/name``.
    tolerant
        Read texts that are not UTF-8 too, for finding out what was damaged; it is slower.

    Raises
    ------
    RegisterError
        When the address is none that a register can stand in.
    """
    parsed = make_url(whole_address(url))
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed)
        event.listen(engine, "connect", _prepare)
        if tolerant:
            event.listen(engine, "connect", _tolerate)
        event.listen(engine, "begin", _begin)
        return engine
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        try:
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError) as error:
            raise RegisterError(
                "PostgreSQL needs the package psycopg",
                remedy="install it with: pip install 'trucewatch[postgres]'",
            ) from error
    raise RegisterError(f"a register cannot stand in {parsed.drivername}", remedy=_REMEDY)


_REMEDY = "write sqlite:///FILE or postgresql://USER@HOST/NAME"


def whole_address(url: str) -> str:
    """Return an address that means the same from any directory.

    Raises
    ------
    RegisterError
        When it is none.

    Examples
    --------
    >>> whole_address("postgresql://ana@host/hills")
    'postgresql://ana@host/hills'
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise RegisterError(f"{url!r} is no address of a database", remedy=_REMEDY) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        parsed = parsed.set(database=str(Path(parsed.database).absolute()))
    return parsed.render_as_string(hide_password=False)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _tolerate(connection: sqlite3.Connection, _: object) -> None:
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read in one transaction, so that everything read belongs together.

    Raises
    ------
    StoreError
        When the database cannot be reached or read.
    """
    try:
        with engine.connect() as connection:
            if not is_sqlite(engine):
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except DATABASE_ERRORS as error:
        raise unusable(engine, error) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction: all of it is there afterwards, or nothing.

    Raises
    ------
    StoreError
        When the database cannot be reached or written.
    """
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection
    except DATABASE_ERRORS as error:
        raise unusable(engine, error) from error


def is_sqlite(engine: Engine) -> bool:
    """Whether it is the embedded database."""
    return engine.dialect.name == "sqlite"


def place_of(engine: Engine) -> str:
    """Name the database for a message, without its password."""
    if is_sqlite(engine):
        return str(engine.url.database)
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def unusable(engine: Engine, error: Exception) -> StoreError:
    """Return what is told when the database fails: nothing acknowledged is lost by it."""
    said = " ".join(str(getattr(error, "orig", error)).split())
    where = place_of(engine)
    if "locked" in said:
        return StoreError(
            "another writer held the register for a minute; nothing was changed",
            where=where,
            remedy="try again",
        )
    if any(word in said for word in _FULL_WORDS):
        return StoreError(
            f"the disk is full or cannot be written ({said}); nothing was changed",
            where=where,
            remedy="free some space and try again",
        )
    return StoreError(
        f"the database failed ({said}); what was not acknowledged is not in the register",
        where=where,
        remedy="see that it runs and that the address is right, then try again",
    )
