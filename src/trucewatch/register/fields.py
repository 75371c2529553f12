"""The fields of a record by name: what each holds, and how it is looked for in an export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from trucewatch.domain.allegation import Allegation, Casualties
from trucewatch.domain.claim import Claim
from trucewatch.domain.incident import Incident

Record: TypeAlias = Allegation | Incident | Claim
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class Search(StrEnum):
    """How a value that may not leave is looked for in what leaves.

    A word of a closed list, a day or a small number cannot be looked for: it stands everywhere.
    """

    NOT = "not"
    NAME = "name"
    CODE = "code"
    TEXT = "text"
    POINT = "point"


class Type(StrEnum):
    """What a field holds, in the words of Frictionless Table Schema."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    DATE = "date"
    ARRAY = "array"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sort of record.

    Attributes
    ----------
    name
        With dots for parts of parts.
    refers
        Whether it holds ids of other records.
    hxl
        Its tag of the Humanitarian Exchange Language.
    """

    name: str
    what: str
    hxl: str
    type: Type = Type.STRING
    search: Search = Search.NOT
    refers: bool = False


def _where() -> tuple[Field, ...]:
    return (
        Field("where.name", "the place, as it is named", "#loc+name", search=Search.NAME),
        Field("where.precision", "how exactly the place is known", "#geo+precision"),
        Field("where.country", "the country", "#country+name"),
        Field("where.admin1", "the first-level unit", "#adm1+name", search=Search.NAME),
        Field("where.latitude", "degrees north", "#geo+lat", Type.NUMBER, Search.POINT),
        Field("where.longitude", "degrees east", "#geo+lon", Type.NUMBER, Search.POINT),
        Field("where.blurred", "how the place was made less exact", "#geo+blurred"),
    )


def _when() -> tuple[Field, ...]:
    return (
        Field("when.start", "it happened at or after this", "#date+start", Type.DATETIME),
        Field("when.end", "it happened before this", "#date+end", Type.DATETIME),
    )


_CASUALTIES = Field(
    "casualties", "killed and wounded, least, best and most", "#affected", Type.ARRAY
)
_LABEL = Field("label", "who may see it", "#meta+label")

FIELDS: Mapping[type, tuple[Field, ...]] = {
    Allegation: (
        Field("id", "within the register", "#meta+id", search=Search.CODE),
        Field("source", "the pseudonym of the source", "#meta+source", search=Search.NAME),
        Field("source_kind", "what kind of source", "#meta+source+type"),
        Field("made", "when it was said", "#date+reported", Type.DATETIME),
        *_when(),
        *_where(),
        Field("kind", "kind of act", "#event+type"),
        Field("text", "what was said", "#description", search=Search.TEXT),
        Field("accused", "the actor that is named", "#actor+name", search=Search.NAME),
        _CASUALTIES,
        Field("retells", "what it repeats", "#meta+retells", Type.ARRAY, refers=True),
        Field("address", "where it was published", "#meta+url", search=Search.CODE),
        Field("language", "of the text", "#meta+lang"),
        Field("files", "SHA-256 of its files", "#meta+files", Type.ARRAY, Search.CODE),
        _LABEL,
    ),
    Incident: (
        Field("id", "within the register", "#event+id", search=Search.CODE),
        Field("title", "in short", "#event+name", search=Search.TEXT),
        *_when(),
        *_where(),
        Field("kind", "kind of act", "#event+type"),
        Field("character", "what it does to a truce", "#event+character"),
        Field("state", "how far it is verified", "#status"),
        Field("allegations", "what it is made of", "#meta+allegations", Type.ARRAY, refers=True),
        Field("attribution.shares", "shares of actors", "#actor+shares", Type.OBJECT, Search.NAME),
        Field("attribution.reason", "why", "#actor+reason", search=Search.TEXT),
        Field("attribution.standard", "standard of proof", "#actor+standard"),
        Field("intent", "whether it was meant", "#event+intent"),
        _CASUALTIES,
        Field("weapon", "what was used", "#event+weapon"),
        Field("target", "what was hit", "#event+target"),
        Field("merged_into", "what it is now part of", "#meta+merged", refers=True),
        _LABEL,
    ),
    Claim: (
        Field("id", "within the register", "#meta+id", search=Search.CODE),
        Field("claimant", "who says so", "#org+name", search=Search.NAME),
        Field("kind", "count, denial or admission", "#meta+type"),
        Field("made", "the day on which it was said", "#date+reported", Type.DATE),
        Field("source", "where it is published", "#meta+source", search=Search.CODE),
        Field("measure", "what was counted", "#indicator+name"),
        Field("span.start", "the first day it speaks of", "#date+start", Type.DATE),
        Field("span.last", "the last day it speaks of", "#date+end", Type.DATE),
        Field("value", "the count", "#indicator+value+num", Type.NUMBER),
        Field("bound", "how exactly it was stated", "#indicator+bound"),
        Field("incident", "of which it speaks", "#event+id", refers=True),
        Field("note", "what a reader must know", "#description", search=Search.TEXT),
        _LABEL,
    ),
}
"""The fields of each sort of record, in the order in which they are written."""


def sort_of(record: Record) -> str:
    """Return the name of a sort of record.

    Examples
    --------
    >>> from trucewatch.domain.claim import ClaimKind
    >>> sort_of(Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u"))
    'claim'
    """
    return type(record).__name__.lower()


def flat(record: Record) -> dict[str, Json]:
    """Return a record as plain values by the names of its fields.

    Times are ISO 8601 with their offset. An empty field is None.

    Examples
    --------
    >>> from trucewatch.domain.claim import ClaimKind
    >>> flat(Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u"))["made"]
    '2020-01-01'
    """
    return {field.name: _plain(_reach(record, field.name)) for field in FIELDS[type(record)]}


def _reach(record: object, name: str) -> object:
    value: object = record
    for part in name.split("."):
        value = None if value is None else getattr(value, part)
    return value


def _plain(value: object) -> Json:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Casualties):
        numbers = {"killed": value.killed, "wounded": value.wounded}
        ranges: dict[str, Json] = {
            name: list(given) if given else None for name, given in numbers.items()
        }
        return {"category": value.category, **ranges}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value))


def named(record: Record, name: str) -> tuple[Field, ...]:
    """Return the fields that a label's name stands for: a field, or all parts of one.

    Examples
    --------
    >>> from trucewatch.domain.claim import ClaimKind
    >>> claim = Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u")
    >>> [field.name for field in named(claim, "span")]
    ['span.start', 'span.last']
    """
    fields = FIELDS[type(record)]
    return tuple(f for f in fields if f.name == name or f.name.startswith(f"{name}."))
