"""What a file is and which release it holds."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from ged_rows import csv_text, row, rows, write_csv, write_parquet, write_zip
from trucewatch.datasets import source_file
from trucewatch.datasets.ucdp_ged import facts, identify
from trucewatch.errors import DatasetError

from .reading import read


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("ged251.csv", "25.1"),
        ("ged251-csv.csv", "25.1"),
        ("GEDEvent_v26_1.csv", "26.1"),
        ("GEDEvent_v24_01_24_06.csv", "24.01.24.06"),
        ("ged191.csv", "19.1"),
    ],
)
def test_the_name_tells_the_release(name: str, release: str, tmp_path: Path) -> None:
    assert identify(write_csv(tmp_path / name, rows(1))).release == release


def test_the_name_inside_a_zip_tells_the_release(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "download.zip", rows(1), member="GEDEvent_v23_1.csv")
    source = identify(path)
    assert (source.kind, source.release, source.asked) == ("zip", "23.1", False)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.bytes == path.stat().st_size


def test_the_digest_tells_the_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "_sha256", lambda _: facts().releases["25.1"].sha256)
    assert identify(write_csv(tmp_path / "a.csv", rows(1))).release == "25.1"
    with pytest.raises(DatasetError, match=r"the SHA-256 says release 25.1, but release 26.1"):
        identify(tmp_path / "a.csv", release="26.1")


def test_names_that_disagree_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "ged251-csv.zip", rows(1), member="GEDEvent_v23_1.csv")
    with pytest.raises(DatasetError) as caught:
        identify(path)
    assert str(caught.value) == (
        f"{path}: the name GEDEvent_v23_1.csv says release 23.1, "
        "but the name ged251-csv.zip says 25.1; "
        "give the right --release, or the file its own name"
    )


def test_kinds_are_judged_by_content(tmp_path: Path) -> None:
    assert identify(write_csv(tmp_path / "a.zip", rows(1)), release="1").kind == "csv"
    assert identify(write_zip(tmp_path / "b.csv", rows(1)), release="1").kind == "zip"
    assert identify(write_parquet(tmp_path / "c.csv", rows(1)), release="1").kind == "parquet"


def test_a_release_that_is_not_known_must_be_asked_for(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows(1))
    with pytest.raises(DatasetError, match=r"which release of ucdp-ged this is; give --release"):
        identify(path)
    assert identify(path, release="mine-2").asked


@pytest.mark.parametrize("release", ["", "../up", "a b", "-rf", ".", "x" * 65, "26.1\n"])
def test_a_release_is_a_plain_name(release: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is not a release; use letters"):
        identify(write_csv(tmp_path / "a.csv", rows(1)), release=release)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    empty = write_csv(tmp_path / "empty.csv", "")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, said in [
        (tmp_path / "none.csv", "there is no such file; check the path"),
        (tmp_path, "is not a regular file; name the file itself"),
        (pipe, "is not a regular file; name the file itself"),
        (empty, "the file is empty; download it again"),
        (tmp_path / ("x" * 300), "cannot be opened: File name too long"),
    ]:
        with pytest.raises(DatasetError) as caught:
            identify(path)
        assert str(caught.value) == f"{path}: {said}"


def test_a_zip_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "ged261.zip", rows(40)).read_bytes()
    path = tmp_path / "ged261-csv.zip"
    for size in (3, 40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(DatasetError, match="damaged or cut short; download it again"):
            read(path, release=None)


def test_a_zip_with_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "ged261.zip", rows(40))
    data = bytearray(path.read_bytes())
    data[300:320] = b"\xff" * 20
    path.write_bytes(data)
    with pytest.raises(DatasetError, match="damaged or cut short"):
        read(path, release=None)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"readme.txt": "hello"}, "there is no CSV file in the zip"),
        ({"a.csv": "", "b.csv": ""}, r"there are 2 CSV files in the zip \(a.csv, b.csv\)"),
    ],
)
def test_a_zip_holds_one_csv_file(members: dict[str, str], said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    with pytest.raises(DatasetError, match=said):
        identify(path, release="1")


def test_what_a_mac_adds_to_a_zip_is_passed_over(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", rows(2))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("__MACOSX/._events.csv", "?")
    assert read(path).ids == [1001, 1002]


def test_a_zip_packed_in_an_unusual_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("a.csv", csv_text(rows(3)))
    with pytest.raises(DatasetError, match="locked or packed in an unusual way; unpack it"):
        identify(path, release="1")


def test_a_zip_that_would_fill_the_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_file, "MOST_BYTES", 1000)
    with pytest.raises(DatasetError, match="more than the 1000 ever expected"):
        identify(write_zip(tmp_path / "a.zip", [row(1, source_original="x" * 900)]), release="1")


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", rows(10))
    whole = path.read_bytes()
    for damaged in (whole[:-9], whole[:100], b"PAR1", whole[:2000] + b"\0" * 900 + whole[2900:]):
        path.write_bytes(damaged)
        with pytest.raises(DatasetError) as caught:
            read(path)
        assert str(caught.value).startswith(f"{path}: cannot be read")
