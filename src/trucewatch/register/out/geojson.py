"""GeoJSON (RFC 7946): a feature for each record; one without coordinates has no geometry."""

import json
from collections.abc import Sequence

from trucewatch.register.fields import Json
from trucewatch.register.labels import Redacted
from trucewatch.register.out.stamp import Stamp


def geojson(records: Sequence[Redacted], stamp: Stamp) -> bytes:
    r"""Return records as a GeoJSON feature collection.

    Parameters
    ----------
    records
        Of any sort.
    stamp
        What the export says about itself, in the member "trucewatch" of the collection.

    Examples
    --------
    >>> from trucewatch.domain.label import Label
    >>> geojson([], Stamp(Label.PUBLIC))[:29]
    b'{"type":"FeatureCollection","'
    """
    collection = {
        "type": "FeatureCollection",
        "trucewatch": stamp.values(),
        "features": [_feature(record) for record in records],
    }
    text = json.dumps(collection, ensure_ascii=True, separators=(",", ":"))
    return f"{text}\n".encode()


def _feature(record: Redacted) -> dict[str, Json]:
    properties: dict[str, Json] = {"sort": record.sort, **record.values}
    latitude = properties.pop("where.latitude", None)
    longitude = properties.pop("where.longitude", None)
    properties["withheld"] = list[Json](sorted(record.withheld))
    located = latitude is not None and longitude is not None
    point: Json = {"type": "Point", "coordinates": [longitude, latitude]} if located else None
    return {"type": "Feature", "id": record.id, "geometry": point, "properties": properties}
