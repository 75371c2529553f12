import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from register.telling import START, told
from register.test_labels import CLAIM, INCIDENT
from trucewatch.domain.allegation import Allegation, Casualties, When
from trucewatch.domain.label import Label
from trucewatch.register.labels import redact_all
from trucewatch.register.out.package import DESCRIPTOR, data_package, zipped
from trucewatch.register.out.stamp import Stamp

KABUL = datetime(2020, 2, 22, 1, 45, tzinfo=ZoneInfo("Asia/Kabul"))
TOLD: list[Allegation] = [
    told(
        "a-1",
        label=Label.PUBLIC,
        text='=1+1; "quoted"\nsecond line',
        when=When(KABUL, START),
        casualties=(Casualties("civilians", (1, 2, 3)),),
        retells=("a-2",),
    ),
    told("a-2", label=Label.PUBLIC, labels={"when": Label.MISSION}),
]


@pytest.fixture
def files() -> dict[str, bytes]:
    seen = redact_all([*TOLD, INCIDENT, replace(CLAIM, value=None)], Label.PARTIES)
    return data_package(seen, Stamp(Label.PARTIES, "all", "h"))


def test_frictionless_finds_it_valid(tmp_path: Path, files: dict[str, bytes]) -> None:
    import warnings

    with warnings.catch_warnings():  # what its own dependencies deprecate
        warnings.simplefilter("ignore")
        from frictionless import Package, validate

        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        report = validate(str(tmp_path / DESCRIPTOR), type="package")
        assert report.valid, report.flatten(["title", "fieldName", "note"])
        rows = Package(str(tmp_path / DESCRIPTOR)).get_resource("allegations").read_rows()
    assert rows[0]["casualties"][0]["killed"] == [1, 2, 3]
    assert rows[0]["when.start"].utcoffset().total_seconds() == 4.5 * 3600
    assert rows[1]["when.start"] is None
    (tmp_path / "allegations.csv").write_bytes(files["allegations.csv"].replace(b"a-1", b"a-9"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert not validate(str(tmp_path / DESCRIPTOR), type="package").valid


def test_the_descriptor_names_sizes_hashes_and_the_stamp(files: dict[str, bytes]) -> None:
    described = json.loads(files[DESCRIPTOR])
    assert described["trucewatch"] == {"reader": "parties", "query": "all", "register_head": "h"}
    assert [one["path"] for one in described["resources"]] == [
        "allegations.csv",
        "claims.csv",
        "incidents.csv",
    ]
    for one in described["resources"]:
        data = files[one["path"]]
        assert one["bytes"] == len(data)
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_zip_is_the_same_whenever_it_is_made(files: dict[str, bytes]) -> None:
    packed = zipped(files)
    assert packed == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.read("claims.csv") == files["claims.csv"]
