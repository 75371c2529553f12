"""Find values that may not leave in what leaves, however they are written.

Case, accents, spacing, punctuation and script do not matter, nor do other spellings of a name that
leave its consonants as they are. Phone numbers are compared by their last digits, coordinates by
the digits that are given, texts by runs of words. What is looked for is never shown.
"""

import dataclasses
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TypeAlias
from urllib.parse import unquote

from anyascii import anyascii

from trucewatch.domain.incident import UNKNOWN
from trucewatch.register.fields import Field, Json, Search
from trucewatch.register.stock import Stock
from trucewatch.register.wording import folded, sounds, words_of

RUN = 5
"""So many words in a row that stand in a protected text and in an export are a leak."""
SHORTEST = 3
"""Letters and digits: what has fewer cannot be looked for."""
SHORTEST_TEXT = 3
"""Words: a text that has fewer cannot be looked for."""
_INSIDE = 6
"""From so many letters and digits on a value is found within longer words as well."""
_DIGITS = 8
_DECIMALS = 3

_CELLS = 100
"""Cells to a degree, by which coordinates are found again; wider than what is compared."""
_APART = 3
"""So many numbers on the other coordinate may stand."""
_Decimal: TypeAlias = tuple[float, int]

_PHONE = re.compile(r"\+?\d(?:[\s().\-/]{0,3}\d){6,}")
_DECIMAL = re.compile(r"(?<![\d.])(-?\d{1,3})[.,](\d{3,})(?!\d|\.\d)")
_MAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+")
_TAG = re.compile(r"<[^<>]*>")
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Protected:
    """A value that may not leave.

    Attributes
    ----------
    record, field
        Whose it is; this may be told.
    value
        Never shown, also not in a traceback.
    """

    record: str
    field: str
    search: Search
    value: str = dataclasses.field(repr=False)

    @property
    def searchable(self) -> bool:
        """Whether it is long enough to be looked for."""
        if self.search is Search.TEXT:
            return len(words_of(self.value)) >= SHORTEST_TEXT
        return self.search is Search.POINT or len(folded(self.value)) >= SHORTEST


def protected(
    record: str, fields: Iterable[Field], values: Mapping[str, Json], hidden: Collection[str]
) -> list[Protected]:
    """Return what has to be looked for, given which fields of a record may not be seen.

    Coordinates are looked for together, under the name of the first that may not be seen: one alone
    stands in many texts by chance.

    Examples
    --------
    >>> fields = [Field("source", "", "", search=Search.NAME), Field("kind", "", "")]
    >>> values = {"source": "Heron", "kind": "shelling"}
    >>> [(one.record, one.field) for one in protected("a-1", fields, values, values)]
    [('a-1', 'source')]
    """
    searched = [one for one in fields if one.search is not Search.NOT and one.name in hidden]
    found = [
        Protected(record, one.name, one.search, str(value))
        for one in searched
        if one.search is not Search.POINT
        for value in _values(values[one.name])
    ]
    point = point_of(values)
    axes = [one.name for one in searched if one.search is Search.POINT]
    if point is not None and axes:
        found.append(Protected(record, axes[0], Search.POINT, point))
    return found


def point_of(values: Mapping[str, Json]) -> str | None:
    """Return both coordinates of a record as one text; None where it has none.

    Examples
    --------
    >>> point_of({"where.latitude": 34.5, "where.longitude": 69.25})
    '34.5 69.25'
    """
    latitude, longitude = (values.get(f"where.{axis}") for axis in ("latitude", "longitude"))
    return None if latitude is None or longitude is None else f"{latitude} {longitude}"


def _values(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        yield from (name for name in value if name != UNKNOWN)
    elif value is not None and value != "":
        yield value


class Haystack:
    """What leaves, made ready to be searched.

    Parameters
    ----------
    text
        All of it.
    stock
        By which shared runs of words are judged; without it every run tells something.
    """

    def __init__(self, text: str, stock: Stock | None = None) -> None:
        self._views = list(dict.fromkeys(_views(text)))
        self._stock = stock

    def holding(self, secrets: Iterable[Protected]) -> list[Protected]:
        """Return those of the values that are in it."""
        return [one for one in secrets if self._holds(one)]

    def _holds(self, secret: Protected) -> bool:
        if secret.search is Search.POINT:
            return self._point(*map(float, secret.value.split()))
        if secret.search is Search.TEXT:
            return self._text(secret.value) or self._numbers(secret.value)
        if self._value(secret.value) or self._numbers(secret.value):
            return True
        return secret.search is Search.NAME and self._name(secret.value)

    def _name(self, name: str) -> bool:
        """Look for a name in another spelling, or with its last word first."""
        words = words_of(name)
        if 1 < len(words) <= _MOST_NAMES:
            turned = (words[-1], *words[:-1])
            if self._value("".join(turned)) or self._sounds(" ".join(turned)):
                return True
        return self._sounds(name)

    def _value(self, value: str) -> bool:
        wanted = folded(value)
        if len(wanted) < SHORTEST:
            return False
        if len(wanted) < _INSIDE:
            return wanted in self._short
        return wanted[:_INSIDE] in self._grams and any(wanted in text for text in self._squashed)

    def _sounds(self, value: str) -> bool:
        wanted = sounds(value)
        heard = sum(map(len, wanted))
        tells = heard >= 4 if len(wanted) == 1 else heard >= 5 and max(map(len, wanted)) >= 3
        return len(wanted) <= _MOST_NAMES and bool(wanted) and tells and wanted in self._heard

    def _text(self, text: str) -> bool:
        words = words_of(text)
        if any(map(self._value, _MAIL.findall(text))):
            return True
        if len(words) < RUN:
            return len(words) >= SHORTEST_TEXT and self._value(text)
        shared = list(self._shared(words))
        return bool(shared) and (self._stock is None or any(map(self._stock.tells, shared)))

    def _shared(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the stretches of a text whose runs are all here, as long as they go."""
        start = None
        for n in range(len(words) - RUN + 2):
            here = n <= len(words) - RUN and words[n : n + RUN] in self._runs
            if here and start is None:
                start = n
            elif not here and start is not None:
                yield words[start : n - 1 + RUN]
                start = None

    def _numbers(self, value: str) -> bool:
        found = [_tail(number) for number in _phones(value)]
        return any(number in digits for number in found for digits in self._phones)

    def _point(self, latitude: float, longitude: float) -> bool:
        known = [_places(latitude), _places(longitude)]
        cell = (math.floor(latitude * _CELLS), math.floor(longitude * _CELLS))
        return any(
            abs(first - latitude) < 10.0 ** -min(first_places, known[0])
            and abs(second - longitude) < 10.0 ** -min(second_places, known[1])
            for up in (-1, 0, 1)
            for right in (-1, 0, 1)
            for (first, first_places), (second, second_places) in self._points.get(
                (cell[0] + up, cell[1] + right), ()
            )
        )

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        return [words_of(view) for view in self._views]

    @cached_property
    def _squashed(self) -> list[str]:
        return ["".join(words) for words in self._words]

    @cached_property
    def _grams(self) -> set[str]:
        return {
            text[n : n + _INSIDE] for text in self._squashed for n in range(len(text) - _INSIDE + 1)
        }

    @cached_property
    def _short(self) -> set[str]:
        """Words, and words written together, that are too short to be found within others."""
        return {
            joined
            for words in self._words
            for size in (1, 2, 3)
            for n in range(len(words) - size + 1)
            if len(joined := "".join(words[n : n + size])) < _INSIDE
        }

    @cached_property
    def _heard(self) -> set[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        for words in self._words:
            heard = [key[0] if (key := sounds(word)) else "" for word in words]
            heard = [one for one in heard if one]
            for size in range(1, _MOST_NAMES + 1):
                found.update(tuple(heard[n : n + size]) for n in range(len(heard) - size + 1))
            found.update(zip(heard, heard[2:], strict=False))  # a middle name between the two
        return found

    @cached_property
    def _runs(self) -> set[tuple[str, ...]]:
        return {words[n : n + RUN] for words in self._words for n in range(len(words) - RUN + 1)}

    @cached_property
    def _phones(self) -> list[str]:
        return [number for view in self._views for number in _phones(view)]

    @cached_property
    def _points(self) -> Mapping[tuple[int, int], list[tuple[_Decimal, _Decimal]]]:
        """Numbers with decimals that stand close together, in either order, by cells of both."""
        found: dict[tuple[int, int], list[tuple[_Decimal, _Decimal]]] = defaultdict(list)
        for view in self._views:
            numbers = [
                (float(f"{whole}.{places}"), len(places))
                for whole, places in _DECIMAL.findall(_latin(view))
            ]
            for apart in range(1, _APART + 1):
                for pair in zip(numbers, numbers[apart:], strict=False):
                    for one, other in (pair, pair[::-1]):
                        key = (math.floor(one[0] * _CELLS), math.floor(other[0] * _CELLS))
                        found[key].append((one, other))
        return found


_MOST_NAMES = 4


def _places(degrees: float) -> int:
    """Return how many decimals a number of degrees has; three at least."""
    return max(len(f"{degrees:.9f}".rstrip("0").rpartition(".")[2]), _DECIMALS)


def _views(text: str) -> Iterator[str]:
    """Yield the text, and what it says once escapes of JSON, HTML and addresses are read.

    Tags go last: a spreadsheet may cut a word in two by them.
    """
    yield text
    read = text
    for mark, reading in (("%", unquote), ("&", unescape), ("\\", _without_escapes)):
        if mark in read:
            yield reading(text)
            read = reading(read)
    yield read
    if "<" in read:
        yield _TAG.sub("", read)


def _without_escapes(text: str) -> str:
    read = _JSON_ESCAPE.sub(_unescaped, text)
    return read.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(found: re.Match[str]) -> str:
    code, letter = found.groups()
    if code:
        return chr(int(code, 16))
    return {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}.get(letter, str(letter))


def _latin(text: str) -> str:
    return anyascii(unicodedata.normalize("NFKC", text))


def _phones(text: str) -> list[str]:
    """Return the runs of digits that could be phone numbers, without what parts them."""
    return [re.sub(r"\D", "", found) for found in _PHONE.findall(_latin(text))]


def _tail(number: str) -> str:
    """Return the digits that are the same with and without the code of the country."""
    return number[-_DIGITS:]


def leaks(text: str, secrets: Sequence[Protected]) -> list[Protected]:
    """Return which of some values are in a text.

    Examples
    --------
    >>> secret = Protected("a-1", "source", Search.NAME, "Ivan Petrov")
    >>> [one.field for one in leaks("as И. said, ИВАН-ПЕТРОВ was there", [secret])]
    ['source']
    """
    return Haystack(text).holding(secrets)
