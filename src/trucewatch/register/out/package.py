"""A Frictionless data package: a CSV file for each sort of record, and what its columns mean."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from trucewatch.register.fields import Field, Json, Type
from trucewatch.register.labels import Redacted
from trucewatch.register.out.stamp import Stamp
from trucewatch.register.out.table import columns, csv_table

DESCRIPTOR = "datapackage.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same records give the same bytes."""


def data_package(records: Sequence[Redacted], stamp: Stamp) -> dict[str, bytes]:
    """Return the files of a data package by their names.

    Parameters
    ----------
    records
        Of any sort; each sort gets a table.
    stamp
        What the export says about itself, in the member "trucewatch" of the descriptor.

    Examples
    --------
    >>> from trucewatch.domain.label import Label
    >>> list(data_package([], Stamp(Label.PUBLIC)))
    ['datapackage.json']
    """
    tables = {
        f"{sort}s.csv": (sort, csv_table([one for one in records if one.sort == sort]))
        for sort in sorted({one.sort for one in records})
    }
    descriptor: dict[str, Json] = {
        "profile": "tabular-data-package",
        "name": "trucewatch-register",
        "title": "An export of a register of alleged violations",
        "resources": [_resource(name, sort, data) for name, (sort, data) in tables.items()],
        "trucewatch": stamp.values(),
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    return {DESCRIPTOR: f"{text}\n".encode(), **{name: data for name, (_, data) in tables.items()}}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip; the same files give the same bytes.

    Examples
    --------
    >>> zipped({"a.csv": b"1"}) == zipped({"a.csv": b"1"})
    True
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def _resource(path: str, sort: str, data: bytes) -> dict[str, Json]:
    return {
        "profile": "tabular-data-resource",
        "name": f"{sort}s",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [_field(one) for one in columns(sort)],
            "primaryKey": ["id"],
            "missingValues": [""],
        },
    }


def _field(one: Field) -> dict[str, Json]:
    found: dict[str, Json] = {
        "name": one.name,
        "type": one.type.value,
        "description": one.what,
    }
    if one.type is Type.DATETIME:
        found["format"] = "any"  # ISO 8601 with an offset; the default knows UTC alone
    return found
