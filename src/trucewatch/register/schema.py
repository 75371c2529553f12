"""Which version a register has: refused where it is not this one, and how it is brought there.

A migration runs in one transaction. A mark stands in the database from before it until after the
tables have been filled, so that one that was cut short is known from one that never began.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from trucewatch.errors import RegisterError
from trucewatch.register.apply import rebuild
from trucewatch.register.engine import place_of, reading, writing

VERSION = "0002"
"""The version that this code reads and writes."""

_MARK = "migrating"
_UPGRADE = "run: trucewatch register upgrade"


def found_version(connection: Connection) -> str | None:
    """Return the version of the tables; None where there is no register."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def require_version(engine: Engine) -> None:
    """Refuse a database that holds no register, or one of another version, or a half-made one.

    Raises
    ------
    RegisterError
        With the command that mends it.
    """
    where = place_of(engine)
    with reading(engine) as connection:
        half = inspect(connection).has_table(_MARK)
        found = found_version(connection)
    if half:
        what = "the register is half migrated: an upgrade was cut short"
        raise RegisterError(what, where=where, remedy=_UPGRADE)
    if found is None:
        raise RegisterError(
            "there is no register here", where=where, remedy="run: trucewatch register init"
        )
    if found > VERSION:
        raise RegisterError(
            f"the register is of version {found}, this program knows {VERSION}",
            where=where,
            remedy="install a newer one: pip install --upgrade trucewatch",
        )
    if found < VERSION:
        raise RegisterError(
            f"the register is of the older version {found}, this program writes {VERSION}",
            where=where,
            remedy=_UPGRADE,
        )


def migrate(engine: Engine, version: str = "head") -> None:
    """Bring a database to a version, and fill today's tables from the log.

    Parameters
    ----------
    engine
        The database; empty, or with an older register.
    version
        By default the newest.

    Raises
    ------
    RegisterError
        When the register is newer than this program.
    """
    with reading(engine) as connection:
        found = found_version(connection)
    if found is not None and found > VERSION:
        require_version(engine)
    with writing(engine) as connection:
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS {_MARK} (id INTEGER)"))
    with writing(engine) as connection:
        command.upgrade(_config(connection), version)
        if found_version(connection) == VERSION:
            rebuild(connection)
            connection.execute(text(f"DROP TABLE {_MARK}"))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
