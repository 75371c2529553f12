"""Texts compared regardless of how they are written: case, accents, script and spacing aside.

Nothing here understands a language. Words of any script become Latin letters and digits; two texts
are alike where they share runs of words.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from anyascii import anyascii

from trucewatch.words import clean

_WORD = re.compile(r"[a-z0-9]+")
_CALLS = re.compile(r"(utm_.*|fbclid|gclid|ref|amp|printer_app)", re.IGNORECASE)


def safe_text(text: str) -> str:
    r"""Return a text without characters that could steer what shows it; its lines are kept.

    Examples
    --------
    >>> safe_text("red\x1b[31m\r\nalert  now")
    'red [31m\nalert now'
    """
    return "\n".join(clean(line) for line in text.splitlines()).strip()


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small Latin letters and digits.

    Examples
    --------
    >>> words_of("Иван  ПЕТРОВ, café")
    ('ivan', 'petrov', 'cafe')
    """
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return tuple(_WORD.findall(anyascii(plain).casefold()))


def folded(text: str) -> str:
    """Return the letters and digits of a text, as :func:`words_of` writes them, without spaces.

    Examples
    --------
    >>> folded("A. Karimi") == folded("a-karimi")
    True
    """
    return "".join(words_of(text))


def sounds(text: str) -> tuple[str, ...]:
    """Return the words of a name as their consonants, so that other spellings give the same.

    Examples
    --------
    >>> sounds("Mohammad Karimi"), sounds("Muhammed Kareemi")
    (('mhmd', 'krm'), ('mhmd', 'krm'))
    """
    return tuple(filter(None, (_skeleton(word) for word in words_of(text))))


def shingles(text: str, size: int = 3) -> frozenset[tuple[str, ...]]:
    """Return the runs of so many words that follow one another in a text.

    Examples
    --------
    >>> sorted(shingles("Shots were heard again", 3))
    [('shots', 'were', 'heard'), ('were', 'heard', 'again')]
    """
    words = words_of(text)
    return frozenset(words[n : n + size] for n in range(len(words) - size + 1))


def same_address(address: str) -> str:
    """Return a web address as it is compared: without scheme, "www." and what counts calls.

    Examples
    --------
    >>> same_address("https://www.Example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _CALLS.fullmatch(key)]
    host = (parts.netloc or "").casefold().removeprefix("www.").removeprefix("m.")
    tail = f"?{urlencode(sorted(query))}" if query else ""
    return f"{host}{parts.path.rstrip('/')}{tail}"


_UNSEEN = dict.fromkeys((0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x2060, 0x2070)))
"""Characters that nobody sees: they would part a word without showing it."""

_ALIKE = str.maketrans({"q": "k", "c": "k", "w": "v", "z": "s", "p": "b", "x": "k"})


@lru_cache(maxsize=65_536)
def _skeleton(word: str) -> str:
    """Return the consonants of a word, letters that stand for like sounds made one."""
    if word.isdecimal():
        return word
    for written, heard in (("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t")):
        word = word.replace(written, heard)
    kept = re.sub("[aeiouy']", "", word).translate(_ALIKE)
    return re.sub(r"([a-z])\1+", r"\1", kept)
