"""The directory of a register: where its database, its files, its vault and its key are."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Engine

from trucewatch.errors import RegisterError
from trucewatch.register.engine import open_engine, whole_address
from trucewatch.register.keys import Signer, read_key

SETTINGS = "register.yaml"
_DATABASE, _FILES, _KEY, _VAULT = "register.sqlite", "files", "signing.key", "vault.sqlite"


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str | None = None
    vault: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Register:
    """An open register.

    Attributes
    ----------
    directory
        With the settings, the files, and by default all else.
    engine
        Its database.
    key_file
        Of whoever writes; it need not be there for reading.
    vault_url
        Of the database in which the sources' names stand.
    """

    directory: Path
    engine: Engine
    key_file: Path
    vault_url: str

    @property
    def files(self) -> Path:
        """The folder in which files stand by their SHA-256."""
        return self.directory / _FILES

    @property
    def signer(self) -> Signer:
        """The signing key; RegisterError where it is not there."""
        return read_key(self.key_file)


def settle(
    directory: Path, *, url: str | None, key: Path | None = None, vault: str | None = None
) -> None:
    """Make the directory of a new register and write its settings, for its owner's eyes.

    Raises
    ------
    RegisterError
        When there is one already.
    """
    path = directory / SETTINGS
    if path.exists():
        raise RegisterError(
            "there is a register here already", where=str(directory), remedy="name another place"
        )
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings = {
        **({"url": whole_address(url)} if url else {}),
        **({"vault": whole_address(vault)} if vault else {}),
        **({"key": str(key.absolute())} if key else {}),
    }
    write_settings(path, settings)


def write_settings(path: Path, settings: dict[str, Any]) -> None:
    """Write the settings beside their place, and show them by one rename."""
    beside = path.with_name(f".{path.name}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yaml.safe_dump(settings, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def open_place(directory: Path, *, key: Path | None = None) -> Register:
    """Return the register of a directory; its database is not looked at yet.

    Parameters
    ----------
    directory
        As ``register init`` made it.
    key
        A signing key file, in the place of the one that the settings name.

    Raises
    ------
    RegisterError
        When there is no register, or its settings cannot be used.
    """
    form = _Form(**read_settings(directory / SETTINGS))
    url = form.url or f"sqlite:///{(directory / _DATABASE).absolute()}"
    vault = form.vault or f"sqlite:///{(directory / _VAULT).absolute()}"
    named = key or (Path(form.key) if form.key else directory / _KEY)
    return Register(directory, open_engine(url), named, vault)


def read_settings(path: Path) -> dict[str, Any]:
    """Read the settings of a register.

    Raises
    ------
    RegisterError
        When they are not there or cannot be used.
    """
    try:
        form = _Form.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except FileNotFoundError as error:
        raise RegisterError(
            "there is no register here",
            where=str(path.parent),
            remedy="run: trucewatch register init, or name its directory with --register",
        ) from error
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise RegisterError(
            "not the settings of a register",
            where=str(path),
            remedy="its keys are url, vault and key",
        ) from error
    return form.model_dump(exclude_none=True)
