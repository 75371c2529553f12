"""Releases stand side by side, never change, and are read whole or refused by name."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from trucewatch.days import DaySpan
from trucewatch.domain.daily import Provenance
from trucewatch.domain.intake import Intake
from trucewatch.errors import StoreError
from trucewatch.store.archive import EVENTS, ISSUES, RECORD, Archive
from trucewatch.store.staging import PREFIX, staging


def intake(release: str = "26.1", *, sha256: str = "ab" * 32) -> Intake:
    origin = Provenance(
        dataset="ucdp-ged",
        release=release,
        sha256=sha256,
        rows=2,
        covers=DaySpan(date(2020, 1, 1), date(2021, 1, 1)),
        citation="Somebody (2020)",
        query="Every row.",
    )
    return Intake(origin, 99, 1, 0, 7, 3, 7, ("a remark",))


def put(archive: Archive, account: Intake) -> bool:
    with staging(archive.directory) as stage:
        for name in (EVENTS, ISSUES):
            rows = f"SELECT {account.deaths_best} AS id, '{name}' AS level"
            duckdb.execute(f"COPY ({rows}) TO '{stage.release / name}' (FORMAT parquet)")
        return archive.publish(stage, account)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "store")


def test_what_is_published_is_found_again(archive: Archive) -> None:
    assert put(archive, intake())
    assert archive.intake("ucdp-ged", "26.1") == intake()
    assert archive.find("ucdp-ged", "26.1") == intake()
    assert archive.provenance("ucdp-ged", "26.1") == intake().provenance
    assert archive.events("ucdp-ged", "26.1").fetchall() == [(7, EVENTS)]
    assert archive.issues("ucdp-ged", "26.1").fetchall() == [(7, ISSUES)]


def test_releases_sort_as_numbers_do(archive: Archive) -> None:
    labels = ["19.1", "25.1", "25.1-mine", "25.1.2", "100.1", "mine"]
    for label in reversed(labels):
        put(archive, intake(label))
    assert [each.release for each in archive.releases()] == [
        "19.1", "25.1", "25.1.2", "25.1-mine", "100.1", "mine",
    ]  # fmt: skip
    assert archive.releases("acled") == []


def test_stages_are_no_releases(archive: Archive) -> None:
    with staging(archive.directory) as stage:
        (stage.release / RECORD).write_text("{}")
        assert archive.releases() == []
        assert any(path.name.startswith(PREFIX) for path in archive.directory.iterdir())


def test_a_stage_taken_away_while_one_looks_is_nobodys_trouble(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert put(archive, intake())
    look = os.scandir

    def gone(path: Path | str) -> object:
        if Path(path).name.startswith(PREFIX):
            raise FileNotFoundError(path)
        return look(path)

    with staging(archive.directory), monkeypatch.context() as patched:
        patched.setattr(os, "scandir", gone)
        assert [each.release for each in archive.releases()] == ["26.1"]


def test_the_release_that_is_meant(archive: Archive) -> None:
    with pytest.raises(StoreError, match=r"there is no ucdp-ged in the store; run trucewatch coll"):
        archive.pick("ucdp-ged")
    put(archive, intake("25.1"))
    assert archive.pick("ucdp-ged") == archive.pick("ucdp-ged", "25.1") == "25.1"
    with pytest.raises(
        StoreError, match=r"no release 26.1 of ucdp-ged .*give --release, one of 25"
    ):
        archive.pick("ucdp-ged", "26.1")
    put(archive, intake("26.1"))
    assert archive.pick("ucdp-ged", "26.1") == "26.1"
    with pytest.raises(StoreError, match=r"more than one release .* one of 25.1, 26.1$"):
        archive.pick("ucdp-ged")


def test_a_release_never_changes(archive: Archive) -> None:
    put(archive, intake())
    before = (archive.directory / "ucdp-ged/26.1" / RECORD).read_bytes()
    assert not put(archive, intake())
    with pytest.raises(
        StoreError, match=r"made from another file \(SHA-256 abababababab, not cdcd"
    ):
        put(archive, intake(sha256="cd" * 32))
    assert (archive.directory / "ucdp-ged/26.1" / RECORD).read_bytes() == before
    assert archive.intake("ucdp-ged", "26.1") == intake()


def test_something_else_in_the_place_of_a_release(archive: Archive) -> None:
    (archive.directory / "ucdp-ged").mkdir(parents=True)
    (archive.directory / "ucdp-ged" / "26.1").write_text("a file")
    with pytest.raises(StoreError, match="missing, damaged"):
        put(archive, intake())


def test_a_place_that_cannot_be_made_is_the_stores_fault(archive: Archive) -> None:
    archive.directory.mkdir()
    (archive.directory / "ucdp-ged").write_text("a file")
    with pytest.raises(StoreError, match="there is a file on the way"):
        put(archive, intake())


def test_a_release_that_cannot_be_moved_into_its_place(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", _only_for_directories(refuse))
    with pytest.raises(StoreError, match="cannot be written: Invalid cross-device link"):
        put(archive, intake())
    assert archive.releases() == []


def _only_for_directories(instead: Callable[..., None]) -> Callable[..., object]:
    rename = Path.rename
    return lambda path, to: instead() if path.is_dir() else rename(path, to)


@pytest.mark.parametrize("release", ["..", "", "a/b", ".hidden"])
def test_names_that_would_lead_elsewhere(release: str, archive: Archive) -> None:
    with pytest.raises(StoreError, match="cannot name a release"):
        archive.find("ucdp-ged", release)
    with pytest.raises(StoreError, match="cannot name a release"):
        put(archive, replace(intake(), provenance=replace(intake().provenance, release=release)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"format": 1', '"format": 2'),
        lambda text: text.replace("2020-01-01", "2029-01-01"),
        lambda text: "",
    ],
    ids=["cut short", "newer", "ends before it starts", "empty"],
)
def test_a_damaged_account_is_refused_by_name(
    damage: Callable[[str], str], archive: Archive
) -> None:
    put(archive, intake())
    record = archive.directory / "ucdp-ged" / "26.1" / RECORD
    record.write_text(damage(record.read_text()))
    for ask in (archive.intake, archive.find):
        with pytest.raises(StoreError) as caught:
            ask("ucdp-ged", "26.1")
        assert str(caught.value) == (
            f"{record}: is missing, damaged, or written by a newer version; "
            f"remove {record.parent} and collect it again"
        )


@pytest.mark.parametrize("name", [EVENTS, ISSUES])
def test_damaged_or_missing_rows_are_refused_by_name(name: str, archive: Archive) -> None:
    put(archive, intake())
    path = archive.directory / "ucdp-ged" / "26.1" / name
    path.write_bytes(path.read_bytes()[:-20])
    ask = archive.events if name == EVENTS else archive.issues
    for _ in range(2):
        with pytest.raises(StoreError, match=f"{name}: is missing, damaged"):
            ask("ucdp-ged", "26.1")
        with pytest.raises(StoreError, match=f"{name}: is missing, damaged"):
            archive.database()
        path.unlink(missing_ok=True)


def test_a_record_is_readable_by_people_and_programs(archive: Archive) -> None:
    put(archive, intake())
    record = json.loads((archive.directory / "ucdp-ged" / "26.1" / RECORD).read_text())
    assert record["format"] == 1
    assert record["intake"]["provenance"]["sha256"] == "ab" * 32
    assert record["intake"]["provenance"]["covers"] == {"start": "2020-01-01", "end": "2021-01-01"}


def shown(database: Path) -> list[tuple[str, str, str]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "SELECT dataset, release, level FROM events ORDER BY ALL"
        ).fetchall()


def test_the_database_shows_every_release_under_its_name(archive: Archive) -> None:
    assert not archive.database().exists()
    put(archive, intake("25.1"))
    assert shown(archive.database()) == [("ucdp-ged", "25.1", EVENTS)]
    put(archive, intake("26.1"))
    assert [release for _, release, _ in shown(archive.database())] == ["25.1", "26.1"]


def test_the_database_is_made_anew_only_if_need_be(archive: Archive) -> None:
    put(archive, intake())
    made, again = archive.database().stat(), archive.database().stat()
    # When it was last read says nothing about when it was written.
    assert (again.st_ino, again.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    archive.database().write_bytes(b"damaged")
    assert shown(archive.database())


def test_a_store_can_be_moved(archive: Archive, tmp_path: Path) -> None:
    put(archive, intake())
    archive.database()
    moved = Archive(shutil.move(archive.directory, tmp_path / "it's moved"))
    assert shown(moved.database()) == [("ucdp-ged", "26.1", EVENTS)]


def test_a_path_that_could_be_a_pattern_is_none(tmp_path: Path) -> None:
    plain, pattern = Archive(tmp_path / "s"), Archive(tmp_path / "[s]")
    put(plain, intake("26.1"))
    put(pattern, replace(intake("26.1"), deaths_best=8))
    with duckdb.connect(str(pattern.database()), read_only=True) as connection:
        assert connection.execute("SELECT id FROM events").fetchall() == [(8,)]
    assert pattern.events("ucdp-ged", "26.1").fetchall() == [(8, EVENTS)]


def test_a_release_published_while_the_views_are_made_is_shown(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trucewatch.store import archive as module

    put(archive, intake("25.1"))
    refresh, others = module.refresh, [intake("26.1")]

    def late(*args: object, **named: object) -> None:
        refresh(*args, **named)
        if others:
            put(archive, others.pop())

    monkeypatch.setattr(module, "refresh", late)
    assert [release for _, release, _ in shown(archive.database())] == ["25.1", "26.1"]
