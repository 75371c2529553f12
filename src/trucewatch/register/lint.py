"""The export linter: nothing above the reader's label leaves, free text included.

It looks at the finished bytes, so that it does not matter who wrote them. It finds what is written
out, also in other spellings (see ``leaks``). It cannot find what a text only hints at, a value of
fewer than three letters and digits, nor what is drawn, compressed otherwise than by zip or
encrypted; and a word of a closed list, a day or a small number tells nothing by itself.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.fields import FIELDS, Record, Search, flat
from trucewatch.register.labels import field_labels
from trucewatch.register.leaks import RUN, Haystack, Protected, point_of, protected
from trucewatch.register.stock import Stock
from trucewatch.register.wording import folded, words_of

MOST_BYTES = 512 * 2**20
VAULT = "vault"
"""The field that is named where something out of the vault of sources was found."""

_MOST_NAMES = 4
_LONG_NAME = 6
_NEVER_EXCUSED = {"source"}


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A field whose value stands in an export that may not hold it; the value is not told."""

    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Lint:
    """What the linter found.

    Attributes
    ----------
    searched
        How many values were looked for.
    unsearchable
        Those that are too short to be looked for.
    """

    leaks: tuple[Leak, ...]
    searched: int
    unsearchable: tuple[Leak, ...]


def lint_export(
    export: str | bytes,
    entries: Iterable[Record],
    reader: Label,
    *,
    secrets: Mapping[str, Sequence[str]] | None = None,
    public: Iterable[str] = (),
    blurred: Iterable[Protected] = (),
) -> Lint:
    """Look in an export for anything that its reader may not see.

    Parameters
    ----------
    export
        Text, or the bytes of a file: UTF-8, or a zip of such files (XLSX is one).
    entries
        All records of the register, also those that the export does not hold.
    reader
        The class of the reader of the export.
    secrets
        From the vault, for each pseudonym: names, phone numbers, addresses. Nobody's export may
        hold them, nor a word of six letters or more of a name.
    public
        Words that everybody knows, such as names of provinces and parties: they give nothing away.
    blurred
        What places said before they were made less exact; public words do not excuse it.

    Returns
    -------
    Lint
        Leaks by record and field. A value that the reader may see in the same field of another
        entry is no leak, unless it names a source; nor is a stock phrase of a text.

    Raises
    ------
    InputError
        When a record labels a field that it does not have, or the export is too large to be read.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.domain.claim import Claim, ClaimKind
    >>> claim = Claim("c-1", "Colonel Amin", ClaimKind.DENIAL, date(2020, 1, 1), "u",
    ...               label=Label.MISSION)
    >>> lint_export("The colonel denied it.", [claim], Label.PUBLIC).leaks
    ()
    >>> lint_export("as col. amin, i.e. Colonel-Amin, said", [claim], Label.PUBLIC).leaks
    (Leak(record='c-1', field='claimant'),)
    """
    listed, known = list(entries), list(public)
    wanted, unsearchable = _wanted(listed, reader, secrets or {}, known, blurred)
    haystack = Haystack(_text(export), Stock(_told(listed), known, RUN))
    found = {Leak(one.record, one.field) for one in haystack.holding(wanted)}
    return Lint(tuple(sorted(found)), len(wanted), unsearchable)


def refuse_leaks(
    export: str | bytes,
    entries: Iterable[Record],
    reader: Label,
    *,
    secrets: Mapping[str, Sequence[str]] | None = None,
    public: Iterable[str] = (),
    blurred: Iterable[Protected] = (),
) -> Lint:
    """Refuse an export that holds anything its reader may not see.

    Parameters
    ----------
    export, entries, reader, secrets, public, blurred
        As of :func:`lint_export`.

    Returns
    -------
    Lint
        Without leaks.

    Raises
    ------
    InputError
        When there is a leak; the message names record and field, and never the value.

    Examples
    --------
    >>> refuse_leaks("nothing", [], Label.PUBLIC).searched
    0
    """
    away = list(blurred)
    found = lint_export(export, entries, reader, secrets=secrets, public=public, blurred=away)
    if found.leaks:
        first, more = found.leaks[0], len(found.leaks) - 1
        others = f" (and {more} more)" if more else ""
        gone = any((one.record, one.field) == (first.record, first.field) for one in away)
        why = "which was blurred or is above that label" if gone else "which is above that label"
        raise InputError(
            f"the export for {reader.value} holds the {first.field} of {first.record}, "
            f"{why}{others}",
            remedy="withhold the field that names it, or change the label of one of the two",
        )
    return found


def _wanted(
    entries: list[Record],
    reader: Label,
    secrets: Mapping[str, Sequence[str]],
    public: Iterable[str],
    blurred: Iterable[Protected],
) -> tuple[list[Protected], tuple[Leak, ...]]:
    """Return what has to be looked for, and what is too short to be."""
    found: list[Protected] = []
    seen: dict[str, set[str]] = defaultdict(set)
    for record in entries:
        labels, values = field_labels(record), flat(record)
        hidden = {name for name, label in labels.items() if not label.within(reader)}
        found += protected(record.id, FIELDS[type(record)], values, hidden)
        for name, value in values.items():
            if name not in hidden and name not in _NEVER_EXCUSED and value is not None:
                seen[_family(name)].add(_key(str(value)))
        if (point := point_of(values)) and not {"where.latitude", "where.longitude"} & hidden:
            seen[_family("where.latitude")].add(_key(point))
    known = {folded(word) for word in public}
    kept = [
        one
        for one in found
        if _key(one.value) not in seen[_family(one.field)]
        and (one.field in _NEVER_EXCUSED or folded(one.value) not in known)
    ]
    kept += [one for one in blurred if _key(one.value) not in seen[_family(one.field)]]
    kept += [
        Protected(pseudonym, VAULT, Search.NAME, value)
        for pseudonym, values in secrets.items()
        for secret in values
        for value in (secret, *_parts(secret, known))
    ]
    short = {Leak(one.record, one.field) for one in kept if not one.searchable}
    return [one for one in kept if one.searchable], tuple(sorted(short))


def _family(name: str) -> str:
    """Return what a field is compared with: a place by its town is one by its country as well."""
    return name.partition(".")[0]


def _told(entries: Iterable[Record]) -> Iterator[str]:
    """Yield every text of every record."""
    for record in entries:
        values = flat(record)
        for one in FIELDS[type(record)]:
            if one.search is Search.TEXT and values[one.name]:
                yield str(values[one.name])


def _parts(name: str, known: set[str]) -> list[str]:
    """Return the long words of a person's name, which tell who it is by themselves."""
    words = words_of(name)
    person = 1 < len(words) <= _MOST_NAMES and all(word.isalpha() for word in words)
    long = [word for word in words if len(word) >= _LONG_NAME and word not in known]
    return long if person else []


def _key(value: str) -> str:
    """Return a value as it is compared; a number stays as it is."""
    return folded(value) or value


def _text(export: str | bytes) -> str:
    """Return everything an export says, the files of a zip one after another."""
    if isinstance(export, str):
        return export
    if not export.startswith(b"PK\x03\x04"):
        return _decoded(export)
    try:
        with zipfile.ZipFile(io.BytesIO(export)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > MOST_BYTES:
                raise InputError(
                    f"an export of {size:,} bytes is too large to be looked through",
                    remedy="export fewer records at a time",
                )
            parts = [f"{m.filename}\n{_decoded(archive.read(m))}" for m in members]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"the export is a zip that cannot be read ({error})") from error
    return "\n".join(parts)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")
