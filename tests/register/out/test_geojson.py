import json

from register.telling import told
from register.test_labels import CLAIM, INCIDENT
from trucewatch.domain.label import Label
from trucewatch.register.labels import redact_all
from trucewatch.register.out.geojson import geojson
from trucewatch.register.out.stamp import Stamp


def test_features_and_their_stamp() -> None:
    seen = redact_all([told(label=Label.PUBLIC), INCIDENT, CLAIM], Label.PARTIES)
    read = json.loads(geojson(seen, Stamp(Label.PARTIES, None, "h")))
    assert (read["type"], read["trucewatch"]["register_head"]) == ("FeatureCollection", "h")
    allegation, claim, incident = read["features"]
    assert allegation["geometry"] == {"type": "Point", "coordinates": [69.1789, 34.5123]}
    assert claim["geometry"] is incident["geometry"] is None
    assert incident["properties"]["title"] == "Shelling of the mill"
    assert "where.longitude" not in incident["properties"]
    assert "where.latitude" in incident["properties"]["withheld"]
    assert (allegation["id"], allegation["properties"]["sort"]) == ("a-1", "allegation")
