"""Signing keys: Ed25519, by the cryptography package."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from trucewatch.errors import RegisterError


class Signer:
    """A private key that signs heads of the log.

    Attributes
    ----------
    id
        The public key in hexadecimal.
    """

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.id = private.public_key().public_bytes_raw().hex()

    def sign(self, text: bytes) -> str:
        """Return the signature in hexadecimal."""
        return self._private.sign(text).hex()


def make_key(path: Path) -> Signer:
    """Make a key and write it to a new file that only its owner may read.

    Raises
    ------
    RegisterError
        When there is such a file already.
    """
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(path, pem)
    return Signer(private)


def write_secret(path: Path, secret: bytes) -> None:
    """Write a new file of mode 0600.

    Raises
    ------
    RegisterError
        When there is such a file already.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise RegisterError(
            "there is a key already", where=str(path), remedy="keep it, or name another file"
        ) from error
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> Signer:
    """Read a key file.

    Raises
    ------
    RegisterError
        When it is not there or holds no Ed25519 key.
    """
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise RegisterError(
            "the signing key is not there",
            where=str(path),
            remedy="put the file back, or name it with --key",
        ) from error
    except (ValueError, TypeError) as error:
        raise RegisterError("no signing key that can be read", where=str(path)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise RegisterError("not an Ed25519 key", where=str(path))
    return Signer(private)


def is_signed(key: str, signature: str, text: bytes) -> bool:
    """Whether a signature is that of a key over a text.

    Examples
    --------
    >>> is_signed("00", "00", b"text")
    False
    """
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), text
        )
    except (InvalidSignature, ValueError):
        return False
    return True
