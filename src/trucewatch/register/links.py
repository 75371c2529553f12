"""How an entry hangs on the one before it.

An entry has a header and a content. The header holds a digest of the content, made with a salt
that stands beside the content: when both are erased nothing can be guessed back from the digest,
and the chain is as it was. The hash of an entry is taken over the hash of the one before it, the
signature under that one where there is one, and its own header.
"""

import hashlib
import secrets
from json.encoder import encode_basestring as _q
from typing import NamedTuple

from trucewatch.errors import RegisterError

GENESIS = "0" * 64
"""What the first entry hangs on."""

_AS_READ = "surrogateescape"  # bytes that are not UTF-8 come of damage; they are hashed as read
_HEAD = b"trucewatch register head\n"


class Line(NamedTuple):
    """An entry as the log keeps it, all in text; in the order of the table's columns.

    Attributes
    ----------
    key
        The id of the key that signs it, or the head that covers it.
    digest
        Of the salted content.
    signature
        In hexadecimal, over the hash; None where a later entry of the same key is signed.
    """

    seq: int
    kind: str
    subject: str
    author: str
    key: str
    recorded: str
    world: str | None
    label: str
    facts: str
    digest: str
    hash: str
    signature: str | None


class Content(NamedTuple):
    """What can be erased of an entry."""

    seq: int
    salt: str
    body: str


def sealed(seq: int, body: str) -> tuple[Content, str]:
    """Salt a content; return it with its digest."""
    content = Content(seq, secrets.token_hex(16), body)
    return content, digest_of(content.salt, body)


def digest_of(salt: str, body: str) -> str:
    """Return the digest of a salted content.

    Examples
    --------
    >>> digest_of("00", "{}")[:8]
    '97f83f00'
    """
    return hashlib.sha256(f"{salt}\n{body}".encode(errors=_AS_READ)).hexdigest()


def header(line: Line) -> bytes:
    """Return what of an entry is hashed, as canonical JSON.

    It is written out here, key by key, because it is done a million times: a test holds it to
    :func:`trucewatch.register.canonical.canonical`.

    Raises
    ------
    RegisterError
        When a text is none that UTF-8 can write.
    """
    seq, kind, subject, author, key, recorded, world, label, facts, digest, _, _ = line
    text = (
        f'{{"author":{_q(author)},"digest":{_q(digest)},"facts":{_q(facts)},"key":{_q(key)},'
        f'"kind":{_q(kind)},"label":{_q(label)},"recorded":{_q(recorded)},"seq":{seq},'
        f'"subject":{_q(subject)},"world":{"null" if world is None else _q(world)}}}'
    )
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise RegisterError(f"{subject!a} or {author!a} is no text in UTF-8") from error


def linked(before: str, signature: str | None, head: bytes) -> str:
    """Return the hash of an entry.

    Parameters
    ----------
    before
        The hash of the entry before it.
    signature
        The one under that entry, if there is one.
    head
        The entry's header.
    """
    return hashlib.sha256(
        f"{before}\n{signature or ''}\n".encode(errors=_AS_READ) + head
    ).hexdigest()


def signed_text(head_hash: str) -> bytes:
    """Return what is signed for a head of the log."""
    return _HEAD + head_hash.encode(errors=_AS_READ)
