"""How a register begins: its tables, its first key and its first person."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.register.book import put
from trucewatch.register.engine import open_engine, place_of, reading
from trucewatch.register.keys import make_key, read_key
from trucewatch.register.ladder import ROLES
from trucewatch.register.log import Writing
from trucewatch.register.place import Register, open_place, settle
from trucewatch.register.schema import found_version, migrate


def found(  # noqa: PLR0913 - each has a default
    directory: Path,
    *,
    author: str,
    now: datetime,
    url: str | None = None,
    key: Path | None = None,
    name: str = "",
    parties: Sequence[str] = (),
    capitals: Sequence[str] = (),
    vault: str | None = None,
) -> Register:
    """Make a register in an empty database, with a key of its own.

    Parameters
    ----------
    directory
        For the settings, the files and, without a ``url``, the database.
    author
        The pseudonym of the first person, who has every role.
    now
        The time to record.
    url
        Of a database on a server.
    key
        Where the signing key shall be, or is; by default beside the settings.
    name
        Of the register, for people.
    parties
        The parties to the accord; an attribution must name others as outside it.
    capitals
        Names of places that count as capitals.
    vault
        Of the database for the names of the sources; by default a file beside the settings.

    Raises
    ------
    RegisterError
        When there is a register already.
    """
    if url is not None:
        _require_empty(url)
    settle(directory, url=url, key=key, vault=vault)
    register = open_place(directory)
    signer = (
        read_key(register.key_file) if register.key_file.exists() else make_key(register.key_file)
    )
    migrate(register.engine)
    facts = {"key": signer.id, "person": author, "roles": list(ROLES)}

    about = {"name": name, "parties": list(parties), "capitals": list(capitals)}

    def propose(_: Connection, seq: int) -> list[Draft]:
        if seq != 1:
            raise RegisterError("there is a register already", where=place_of(register.engine))
        draft = Draft(EntryKind.REGISTER_MADE, "register", about, facts, label=Label.PUBLIC)
        return [draft]

    put(register, Writing(signer, author, now), propose)
    return register


def _require_empty(url: str) -> None:
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            if found_version(connection) is not None:
                raise RegisterError(
                    "there is a register in this database already",
                    where=place_of(engine),
                    remedy="name another database",
                )
    finally:
        engine.dispose()
