"""Who the sources are: sealed, and in a database of its own that nobody else needs.

The log and the tables know a source by a pseudonym only. What stands here is sealed with
AES-256-GCM under a key that lies in a file; the pseudonym is sealed in with it, so that nobody can
put one source's details under another's name.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, insert, select

from trucewatch.errors import DamageError, RegisterError
from trucewatch.register.canonical import canonical
from trucewatch.register.engine import open_engine, writing
from trucewatch.register.keys import write_secret
from trucewatch.register.place import Register

_METADATA = MetaData()
_SOURCE = Table(
    "source",
    _METADATA,
    Column("pseudonym", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
)
_KEY = "vault.key"
_NONCE = 12


def keep_source(register: Register, pseudonym: str, details: Mapping[str, str]) -> None:
    """Seal what is known of a source; what was kept before is replaced.

    Parameters
    ----------
    register
        The register; its vault is made if need be.
    pseudonym
        As the allegations name it.
    details
        Such as name, telephone and how to reach them safely.

    Raises
    ------
    RegisterError
        When the key of the vault cannot be read.
    """
    box = AESGCM(_key(register, make=True))
    nonce = secrets.token_bytes(_NONCE)
    sealed = nonce + box.encrypt(nonce, canonical(details).encode(), pseudonym.encode())
    with _vault(register) as connection:
        connection.execute(delete(_SOURCE).where(_SOURCE.c.pseudonym == pseudonym))
        connection.execute(insert(_SOURCE).values(pseudonym=pseudonym, sealed=sealed.hex()))


def open_source(register: Register, pseudonym: str) -> dict[str, str]:
    """Return what is known of a source.

    Raises
    ------
    RegisterError
        When the vault holds none of this pseudonym, or its key is not there.
    DamageError
        When it was sealed with another key, or changed.
    """
    with _vault(register) as connection:
        query = select(_SOURCE.c.sealed).where(_SOURCE.c.pseudonym == pseudonym)
        found = connection.scalar(query)
    if found is None:
        raise RegisterError(
            f"the vault holds no source {pseudonym}", remedy="see: trucewatch register sources"
        )
    try:
        sealed = bytes.fromhex(found)
        box = AESGCM(_key(register, make=False))
        opened = box.decrypt(sealed[:_NONCE], sealed[_NONCE:], pseudonym.encode())
    except (InvalidTag, ValueError) as error:
        raise DamageError(
            f"what is kept of the source {pseudonym} was changed, or sealed with another key",
            where=str(_key_file(register)),
            remedy="put the right key back",
        ) from error
    details: dict[str, str] = json.loads(opened)
    return details


def forget_source(register: Register, pseudonym: str) -> bool:
    """Remove a source from the vault; return whether it was there."""
    with _vault(register) as connection:
        gone = connection.execute(delete(_SOURCE).where(_SOURCE.c.pseudonym == pseudonym))
        return gone.rowcount > 0


def pseudonyms(register: Register) -> tuple[str, ...]:
    """Return the pseudonyms of all sources in the vault."""
    with _vault(register) as connection:
        return tuple(connection.scalars(select(_SOURCE.c.pseudonym).order_by(_SOURCE.c.pseudonym)))


def vault_values(register: Register) -> dict[str, list[str]]:
    """Return what is known of every source, so that no export holds any of it.

    Where there is no key of the vault here, nothing of it can be known, nor leave.
    """
    if not _key_file(register).exists():
        return {}
    return {one: list(open_source(register, one).values()) for one in pseudonyms(register)}


@contextmanager
def _vault(register: Register) -> Iterator[Connection]:
    engine = open_engine(register.vault_url)
    try:
        with writing(engine) as connection:
            _METADATA.create_all(connection)
            yield connection
    finally:
        engine.dispose()


def _key_file(register: Register) -> Path:
    return register.key_file.with_name(_KEY)


def _key(register: Register, *, make: bool) -> bytes:
    path = _key_file(register)
    if make and not path.exists():
        write_secret(path, AESGCM.generate_key(256).hex().encode())
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise RegisterError(
            "the key of the vault is not there or cannot be read", where=str(path)
        ) from error
