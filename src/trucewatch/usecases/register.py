"""The register: made, opened, brought up to date, and who may write in it.

Whoever puts something down says who he is (``by``, a pseudonym that has a role) and when (``now``);
a person's key lies in a file. What is returned was written to the disk, chained and signed.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register.book import put
from trucewatch.register.found import found
from trucewatch.register.keeping import require_person
from trucewatch.register.ladder import ROLES, ladder, require_act
from trucewatch.register.log import Writing
from trucewatch.register.place import Register, open_place
from trucewatch.register.schema import VERSION, migrate, require_version


def make_register(  # noqa: PLR0913 - each has a default
    directory: Path | str,
    *,
    by: str,
    now: datetime,
    url: str | None = None,
    key: Path | None = None,
    vault: str | None = None,
    name: str = "",
    parties: Sequence[str] = (),
    capitals: Sequence[str] = (),
) -> Register:
    """Make a register.

    Parameters
    ----------
    directory
        For its settings, its files and, without a ``url``, its database.
    by
        The pseudonym of who makes it, who has every role.
    now
        The time to record; zone-aware.
    url
        Of a PostgreSQL database that is empty; by default SQLite in the directory.
    key
        Where the signing key shall be made, or is; by default in the directory.
    vault
        Of the database for the names of the sources; by default SQLite in the directory.
    name
        Of the register.
    parties
        The parties to the accord; an attribution must name others as outside it.
    capitals
        Names of places that count as capitals for the red lines.

    Returns
    -------
    Register
        Open.

    Raises
    ------
    RegisterError
        When there is a register already.

    Examples
    --------
    >>> from datetime import UTC
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     made = make_register(f"{place}/hills", by="ana", now=datetime(2020, 3, 1, tzinfo=UTC))
    ...     made.engine.dispose()
    """
    return found(
        Path(directory),
        author=by,
        now=now,
        url=url,
        key=key,
        vault=vault,
        name=name,
        parties=parties,
        capitals=capitals,
    )


def open_register(directory: Path | str, *, key: Path | None = None) -> Register:
    """Open a register.

    Parameters
    ----------
    directory
        As :func:`make_register` made it.
    key
        A signing key file, in the place of the one that the settings name.

    Returns
    -------
    Register
        Open.

    Raises
    ------
    RegisterError
        When there is none, or it is of another version.
    StoreError
        When its database cannot be reached.

    Examples
    --------
    >>> open_register("trucewatch-register")  # doctest: +SKIP
    """
    register = open_place(Path(directory), key=key)
    try:
        require_version(register.engine)
    except Exception:
        register.engine.dispose()
        raise
    return register


def upgrade_register(directory: Path | str) -> str:
    """Bring a register to this program's version, also one whose upgrade was cut short.

    Parameters
    ----------
    directory
        As :func:`make_register` made it.

    Returns
    -------
    str
        The version that it now has.

    Raises
    ------
    RegisterError
        When there is none, or it is newer than this program.
    """
    register = open_place(Path(directory))
    try:
        migrate(register.engine)
        return VERSION
    finally:
        register.engine.dispose()


def give_roles(
    register: Register, person: str, roles: Sequence[str], *, by: str, now: datetime
) -> tuple[Entry, ...]:
    """Say which roles a person has from now on; none takes all away.

    Parameters
    ----------
    register
        The register.
    person
        A pseudonym.
    roles
        Of the ladder: recorder, analyst, verifier, chair.
    by
        Who says so.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When there is no such role, or ``by`` may not give one.
    """
    strange = [role for role in roles if role not in ladder().roles]
    if strange:
        raise RegisterError(f"there is no role {strange[0]!r}", remedy=f"use {', '.join(ROLES)}")

    def propose(connection: Connection, _: int) -> list[Draft]:
        require_act("give a role", author=by, roles=require_person(connection, by))
        facts = {"roles": list(dict.fromkeys(roles))}
        return [Draft(EntryKind.ROLE_GIVEN, person, {}, facts)]

    return put(register, Writing(register.signer, by, now), propose)


def add_key(
    register: Register, public: str, *, by: str, now: datetime, person: str | None = None
) -> tuple[Entry, ...]:
    """Let another key sign from now on.

    Parameters
    ----------
    register
        The register.
    public
        The public key in hexadecimal.
    by
        Who says so.
    now
        The time to record; zone-aware.
    person
        Whose it is.

    Raises
    ------
    RegisterError
        When it is no key, or ``by`` may not add one.
    """
    if len(public) != _KEY_LENGTH or not set(public) <= set("0123456789abcdef"):
        raise RegisterError(f"{public!r} is no public key", remedy="write its 64 hex digits")

    def propose(connection: Connection, _: int) -> list[Draft]:
        require_act("add a key", author=by, roles=require_person(connection, by))
        facts = {"person": person} if person else {}
        return [Draft(EntryKind.KEY_ADDED, public, {}, facts)]

    return put(register, Writing(register.signer, by, now), propose)


_KEY_LENGTH = 64
