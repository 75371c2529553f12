"""Export from the register: redact, write, and look through what was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from trucewatch.register.blur import Blur
from trucewatch.register.coarse import blurred_away, coarse
from trucewatch.register.fields import FIELDS, Record
from trucewatch.register.known_names import known_names
from trucewatch.register.labels import Redacted, redact_all
from trucewatch.register.lint import refuse_leaks
from trucewatch.register.out.geojson import geojson
from trucewatch.register.out.json_lines import json_lines
from trucewatch.register.out.package import data_package, zipped
from trucewatch.register.out.stamp import Stamp
from trucewatch.register.out.table import csv_table, hxl_table


class Format(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    HXL = "hxl"
    GEOJSON = "geojson"
    JSON_LINES = "jsonl"
    PACKAGE = "datapackage"


def export(
    records: Sequence[Record],
    entries: Iterable[Record],
    stamp: Stamp,
    form: Format,
    *,
    sort: str | None = None,
    secrets: Mapping[str, Sequence[str]] | None = None,
    public: Iterable[str] = (),
    blur: Blur | None = None,
) -> bytes:
    """Return what a reader may see of some records as a file, or refuse.

    Parameters
    ----------
    records
        What was asked for.
    entries
        All records of the register: nothing of them that is above the reader's label may leave.
    stamp
        For whom the export is, what was asked for, and the head of the register.
    form
        A data package is returned as a zip.
    sort
        Of the records, for CSV and HXL; needed where there are none.
    secrets
        From the vault, for each pseudonym: names, phone numbers, addresses.
    public
        Words that everybody knows, such as names of parties. Countries, first-level units and whom
        public records accuse are known without.
    blur
        Makes every place less exact, and what it said before may not leave in any field.

    Returns
    -------
    bytes
        The same for the same records.

    Raises
    ------
    InputError
        When something above the reader's label, or blurred, would leave, or records of several
        sorts are to go into one table.

    Examples
    --------
    >>> from trucewatch.domain.label import Label
    >>> export([], [], Stamp(Label.PUBLIC), Format.CSV, sort="claim")[:11]
    b'id,claimant'
    """
    wanted, listed = {(type(one), one.id) for one in records}, list(entries)
    known = {(type(one), one.id): one for one in [*listed, *records]}
    less = {key: coarse(one, blur) for key, one in known.items()}
    names = {kind.__name__.lower(): kind for kind in FIELDS}
    seen = [
        one
        for one in redact_all(less.values(), stamp.reader)
        if (names[one.sort], one.id) in wanted
    ]
    data = _written(seen, stamp, form, sort)
    refuse_leaks(
        data,
        less.values(),
        stamp.reader,
        secrets=secrets,
        public=[*public, *known_names(less.values())],
        blurred=[gone for key, one in known.items() for gone in blurred_away(one, less[key])],
    )
    return data


def _written(seen: Sequence[Redacted], stamp: Stamp, form: Format, sort: str | None) -> bytes:
    ways: Mapping[Format, Callable[[], bytes]] = {
        Format.CSV: lambda: csv_table(seen, sort=sort),
        Format.HXL: lambda: hxl_table(seen, stamp, sort=sort),
        Format.GEOJSON: lambda: geojson(seen, stamp),
        Format.JSON_LINES: lambda: json_lines(seen, stamp),
        Format.PACKAGE: lambda: zipped(data_package(seen, stamp)),
    }
    return ways[form]()
