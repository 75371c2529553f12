"""JSON Lines: the stamp on the first line, then a record on each."""

import json
from collections.abc import Sequence

from trucewatch.register.fields import Json
from trucewatch.register.labels import Redacted
from trucewatch.register.out.stamp import Stamp


def json_lines(records: Sequence[Redacted], stamp: Stamp) -> bytes:
    r"""Return records as JSON Lines.

    Parameters
    ----------
    records
        Of any sort; names with dots become objects within objects.
    stamp
        What the export says about itself, on the first line, under "trucewatch".

    Examples
    --------
    >>> from trucewatch.domain.label import Label
    >>> json_lines([], Stamp(Label.PUBLIC))
    b'{"trucewatch":{"reader":"public","query":null,"register_head":null}}\n'
    """
    rows: list[dict[str, Json]] = [{"trucewatch": stamp.values()}, *map(_nested, records)]
    return "".join(f"{_line(row)}\n" for row in rows).encode()


def _nested(record: Redacted) -> dict[str, Json]:
    found: dict[str, Json] = {"sort": record.sort}
    for name, value in record.values.items():
        group, _, part = name.rpartition(".")
        if not group:
            found[name] = value
            continue
        inner = found.setdefault(group, {})
        if isinstance(inner, dict):
            inner[part] = value
    found["withheld"] = dict(sorted(record.withheld.items()))
    return found


def _line(row: dict[str, Json]) -> str:
    # U+2028 ends a line in JavaScript, and lone surrogates are no UTF-8: both are escaped.
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
