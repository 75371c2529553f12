"""JSON files of reports: ODK Central, Kobo, GeoJSON, or a list of objects.

Groups within a submission become columns whose names are joined by dots. A point becomes a text of
latitude and longitude, wherever it stands.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from trucewatch.errors import DatasetError
from trucewatch.register.readers.rows import (
    MOST_COLUMNS,
    RawRow,
    RawTable,
    Unusable,
    bounded,
    checked_columns,
    small_enough,
)

MOST_DEPTH = 12
_WRAPPED = ("value", "results", "data")
"""Where ODK Central's OData, Kobo and others keep the submissions."""


def json_rows(path: Path) -> RawTable:
    """Read a JSON file of submissions or features.

    Parameters
    ----------
    path
        A list of objects, or an object that holds one as ODK Central, Kobo or GeoJSON do.

    Raises
    ------
    DatasetError
        When it cannot be read, is too large, no JSON, or holds no such list.
    """
    where, data = str(path), small_enough(path)
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise DatasetError("is nested too deep", where=where) from error
    except UnicodeDecodeError as error:
        raise DatasetError("is not UTF-8", where=where, remedy="save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise DatasetError(
            f"is no JSON: {error.msg}", where=f"{where}, line {error.lineno}"
        ) from error
    except ValueError as error:
        raise DatasetError(f"is no JSON: {error}", where=where) from error
    found = _submissions(content, where)
    rows = [
        RawRow(number, _flat(one))
        if isinstance(one, dict)
        else RawRow(number, {}, "is no object with names and values")
        for number, one in enumerate(found, start=1)
    ]
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    return RawTable(checked_columns(names, where), bounded(iter(rows), where), len(rows))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _submissions(content: object, where: str) -> list[object]:
    if isinstance(content, dict):
        if content.get("type") == "FeatureCollection":
            features = content.get("features")
            if isinstance(features, list):
                return [_feature(one) for one in features]
        content = next(
            (content[key] for key in _WRAPPED if isinstance(content.get(key), list)), content
        )
    if isinstance(content, list):
        return content
    raise DatasetError(
        "holds no list of submissions or features",
        where=where,
        remedy="export the submissions as JSON, or a GeoJSON feature collection",
    )


def _feature(feature: object) -> object:
    if not isinstance(feature, dict):
        return feature
    properties = feature.get("properties")
    named = {"id": feature["id"]} if "id" in feature else {}
    own = properties if isinstance(properties, dict) else {}
    return {**named, **own, "geometry": feature.get("geometry")}


def _flat(value: dict[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in _leaves(value, (), MOST_DEPTH):
        if len(found) > MOST_COLUMNS:
            break
        found[" ".join(name.split())] = text
    return found


def _leaves(value: object, path: tuple[str, ...], depth: int) -> Iterator[tuple[str, str]]:
    name = ".".join(path)
    if not depth:
        yield name, Unusable("...", f"is nested more than {MOST_DEPTH} deep")
    elif isinstance(value, dict):
        if "coordinates" in value and "type" in value:
            yield name, _point(value)
        else:
            for key, inner in value.items():
                yield from _leaves(inner, (*path, str(key)), depth - 1)
    elif isinstance(value, list):
        if any(isinstance(one, dict | list) for one in value):
            for number, inner in enumerate(value, start=1):
                yield from _leaves(inner, (*path, str(number)), depth - 1)
        else:
            yield name, " ".join(_scalar(one) for one in value if one is not None)
    else:
        yield name, _scalar(value)


def _point(geometry: dict[str, object]) -> str:
    """Return a point of GeoJSON as latitude and longitude."""
    where = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(where, list) and len(where) >= 2:
        return f"{_scalar(where[1])} {_scalar(where[0])}"
    return Unusable(str(geometry.get("type"))[:40], "is not a point; give its middle")


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
