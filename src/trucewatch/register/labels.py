"""Need to know: what a reader of a class may see of a record.

A field is as protected as its record, or more where the record says so. A field that may be seen
is withheld all the same where it holds a value that may not, in whatever spelling.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trucewatch.domain.claim import Claim
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.fields import FIELDS, Json, Record, flat, named, sort_of
from trucewatch.register.leaks import Haystack, Protected, protected

ABOVE = "its label is above the reader's"
NAMES = "it holds a value of a field that is above the reader's label"


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a reader may see of a record.

    Attributes
    ----------
    sort
        allegation, incident or claim.
    values
        Plain values by the names of the fields; None for what is empty or withheld.
    withheld
        The fields that were withheld, with the reason.
    """

    sort: str
    id: str
    values: Mapping[str, Json]
    withheld: Mapping[str, str] = field(default_factory=dict)


def field_labels(record: Record) -> dict[str, Label]:
    """Return the label of every field of a record.

    Raises
    ------
    InputError
        When the record labels a field that it does not have: a misspelt name would protect nothing.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.domain.claim import ClaimKind
    >>> claim = Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u", label=Label.PARTIES)
    >>> field_labels(claim)["note"].value
    'parties'
    """
    found = {one.name: record.label for one in FIELDS[type(record)]}
    own: Mapping[str, Label] = {} if isinstance(record, Claim) else record.labels
    for name, label in own.items():
        fields = named(record, name)
        if not fields:
            raise InputError(
                f"{sort_of(record)} {record.id} labels {name!r}, which is none of its fields",
                remedy=f"the fields are {', '.join(found)}",
            )
        for one in fields:
            if found[one.name].within(label):
                found[one.name] = label
    return found


def redact(record: Record, reader: Label) -> Redacted | None:
    """Return what a reader may see of a record.

    Parameters
    ----------
    record
        An allegation, an incident or a claim.
    reader
        The class of the reader.

    Returns
    -------
    Redacted or None
        None where the record as a whole is above the reader's label, or its id would tell what is.

    Raises
    ------
    InputError
        When the record labels a field that it does not have.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.domain.claim import ClaimKind
    >>> claim = Claim("c", "X", ClaimKind.DENIAL, date(2020, 1, 1), "u", label=Label.MISSION)
    >>> redact(claim, Label.PUBLIC) is None, redact(claim, Label.MISSION).values["claimant"]
    (True, 'X')
    """
    labels = field_labels(record)
    if not labels["id"].within(reader):
        return None
    values = flat(record)
    withheld = {name: ABOVE for name, label in labels.items() if not label.within(reader)}
    hidden = {name: value for name, value in values.items() if name in withheld}
    secrets = protected(record.id, FIELDS[type(record)], hidden)
    if _holds(record.id, secrets):
        return None
    shown = {
        name: value
        for name, value in values.items()
        if name not in withheld and name not in ("id", "label")
        if isinstance(value, str | list | dict)
    }
    if _holds("\n".join(map(str, shown.values())), secrets):  # seldom: then each by itself
        withheld |= {name: NAMES for name, value in shown.items() if _holds(value, secrets)}
    seen = {name: None if name in withheld else value for name, value in values.items()}
    empty = {name for name in withheld if values[name] is None and withheld[name] == ABOVE}
    told_of = {name: why for name, why in withheld.items() if name not in empty}
    return Redacted(sort_of(record), record.id, seen, told_of)


def redact_all(records: Iterable[Record], reader: Label) -> tuple[Redacted, ...]:
    """Return what a reader may see of some records, without references to those he may not see.

    Parameters
    ----------
    records
        All that might be referred to, in any order.
    reader
        The class of the reader.

    Returns
    -------
    tuple of Redacted
        By sort and id.

    Examples
    --------
    >>> redact_all([], Label.PUBLIC)
    ()
    """
    listed = list(records)
    found = [seen for one in listed if (seen := redact(one, reader)) is not None]
    shown = {one.id for one in found}
    hidden = {one.id for one in listed} - shown
    refers = {
        sort.__name__.lower(): [one.name for one in fields if one.refers]
        for sort, fields in FIELDS.items()
    }
    cut = [_without(one, refers[one.sort], hidden) for one in found]
    return tuple(sorted(cut, key=lambda one: (one.sort, one.id)))


def _without(one: Redacted, fields: Sequence[str], hidden: set[str]) -> Redacted:
    """Take out references to records that are not shown."""
    values, withheld = dict(one.values), dict(one.withheld)
    for name in fields:
        value = values[name]
        listed = value if isinstance(value, list) else [value]
        kept = [told for told in listed if told not in hidden]
        if len(kept) < len(listed):
            values[name] = kept if isinstance(value, list) else None
            withheld.setdefault(name, "it refers to records above the reader's label")
    return Redacted(one.sort, one.id, values, withheld)


def _holds(value: Json, secrets: Sequence[Protected]) -> bool:
    return bool(secrets) and bool(Haystack(str(value)).holding(secrets))
