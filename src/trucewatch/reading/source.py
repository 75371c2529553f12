"""From bytes to characters: bounded, and never guessed."""

import re
from hashlib import sha256

from trucewatch.errors import ReadingError

LARGEST = 10_000_000
"""Bytes of the largest report that is read: a book, or a page with its pictures inside."""

_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|section|span|br|script|a|h1|ul|table)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_KNOWN = frozenset(
    """
    utf8 utf16 utf16le utf16be ascii usascii latin1 iso88591 iso885915 windows1250
    windows1251 windows1252 windows1254 windows1256 koi8r macintosh gb2312 gbk gb18030
    big5 shiftjis eucjp euckr iso88596 iso88599 iso88592
    """.split()  # noqa: SIM905
)
_HEAD = 20_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decoded(source: bytes, where: str | None = None) -> str:
    r"""Return the characters of a file.

    UTF-8, or what a byte order mark or the page's own declaration says.

    Parameters
    ----------
    source
        The bytes.
    where
        Name of the file, for messages.

    Raises
    ------
    ReadingError
        When it is too large, no text, or not in the encoding that it should be in.

    Examples
    --------
    >>> decoded("The truce held.".encode("utf-16"))
    '\ufeffThe truce held.'
    """
    bounded(len(source), where)
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _as(source, encoding, where)
    if b"\0" in source:
        raise ReadingError(
            f"is no text: a zero byte at {source.index(0)}",
            where=where or "report",
            remedy="give plain text or HTML",
        )
    return _as(source, _declared(source[:_HEAD]), where)


def bounded(size: int, where: str | None = None) -> None:
    """Refuse what is too large to be a report; raise ReadingError."""
    if size > LARGEST:
        raise ReadingError(
            f"has at least {size:,} bytes, and at most {LARGEST:,} are read",
            where=where or "report",
            remedy="give one report at a time",
        )


def is_page(text: str) -> bool:
    """Whether it is HTML.

    Examples
    --------
    >>> is_page("<p>The truce held."), is_page("killed < 5, injured > 3")
    (True, False)
    """
    return _PAGE.search(text, 0, _HEAD) is not None


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a source; of its UTF-8 where it came as characters."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return sha256(raw).hexdigest()


def _declared(head: bytes) -> str:
    """Return the encoding that a page says it is in, if it is one that we know."""
    found = _DECLARED.search(head)
    name = found.group(1).decode("ascii", "replace").lower() if found else "utf-8"
    plain = re.sub(r"[^a-z0-9]", "", name)
    # Browsers read what is called Latin-1 as Windows-1252.
    if plain in {"latin1", "iso88591", "ascii", "usascii"}:
        return "windows-1252"
    # A page that can be searched as bytes is in no 16-bit encoding, whatever it says.
    return name if plain in _KNOWN and not plain.startswith("utf16") else "utf-8"


def _as(source: bytes, encoding: str, where: str | None) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"is not {encoding}: byte {source[error.start]:#04x} at {error.start}",
            where=where or "report",
            remedy="save it as UTF-8",
        ) from error
