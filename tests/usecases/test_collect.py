"""Collect: once, whole, every row accounted for."""

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import duckdb
import pytest

from ged_rows import csv_text, row, rows, write_csv, write_parquet, write_zip
from trucewatch.datasets import conversion
from trucewatch.datasets.ucdp_ged import facts
from trucewatch.domain.intake import Issue
from trucewatch.errors import DatasetError, StoreError
from trucewatch.store.archive import Archive
from trucewatch.usecases.collect import collect, issues


def contents(store: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below the store: its bytes and when it was written."""
    return {
        str(path.relative_to(store)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in store.rglob("*")
        if path.is_file()
    }


def test_a_file_becomes_a_release(tmp_path: Path) -> None:
    given = [row(1), row(2, low=9), row(3, best="")]
    collected = collect("ucdp-ged", write_csv(tmp_path / "ged261.csv", given), store=tmp_path / "s")
    intake = collected.intake
    assert collected.changed
    assert collected.path == tmp_path / "s" / "ucdp-ged" / "26.1"
    assert (intake.provenance.rows, intake.rejected, intake.deaths_best) == (2, 1, 4 + 5)
    assert (intake.published_events, intake.as_published) == (417_968, False)
    assert sorted(contents(tmp_path / "s")) == [
        "trucewatch.duckdb",
        "ucdp-ged/26.1/events.parquet",
        "ucdp-ged/26.1/issues.parquet",
        "ucdp-ged/26.1/provenance.json",
    ]
    assert Archive(tmp_path / "s").intake("ucdp-ged", "26.1") == intake


def test_twice_changes_nothing(tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "ged261.csv", rows(4)), tmp_path / "s"
    first = collect("ucdp-ged", path, store=store)
    before = contents(store)
    again = collect("ucdp-ged", str(path), store=str(store))
    assert contents(store) == before
    assert (again.intake, again.path, again.changed) == (first.intake, first.path, False)


@pytest.mark.parametrize("write", [write_csv, write_zip, write_parquet])
def test_the_same_file_gives_the_same_bytes(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(tmp_path / "file", [*rows(40), row(41, deaths_b="x"), row(42, low=99)])
    for store in ("one", "two"):
        collect("ucdp-ged", path, release="1", store=tmp_path / store)
    one, two = (contents(tmp_path / store) for store in ("one", "two"))
    rows_of = [name for name in one if name.startswith("ucdp-ged")]
    assert len(rows_of) == 3
    assert all(one[name][0] == two[name][0] for name in rows_of)


def test_releases_stand_side_by_side(tmp_path: Path) -> None:
    store = tmp_path / "s"
    for release, count in [("25.1", 2), ("26.1", 3)]:
        collect(
            "ucdp-ged", write_csv(tmp_path / "a.csv", rows(count)), release=release, store=store
        )
    with duckdb.connect(str(store / "trucewatch.duckdb"), read_only=True) as database:
        counted = database.execute("SELECT release, count(*) FROM events GROUP BY 1 ORDER BY 1")
        assert counted.fetchall() == [("25.1", 2), ("26.1", 3)]
        assert database.execute("SELECT count(DISTINCT release) FROM issues").fetchall() == [(2,)]


def test_another_file_cannot_take_the_place_of_a_release(tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "ged261.csv", rows(4)), tmp_path / "s"
    collect("ucdp-ged", path, store=store)
    before = contents(store)
    write_csv(path, rows(5))
    with pytest.raises(StoreError, match="a release never changes; give this file its own name"):
        collect("ucdp-ged", path, store=store)
    assert contents(store) == before


def test_a_release_of_another_name_is_compared_with_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", rows(4))
    intake = collect("ucdp-ged", path, release="mine", store=tmp_path / "s").intake
    assert (intake.as_published, intake.warnings, intake.messages) == (None, 0, ())


def test_as_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    totals = (
        facts()
        .releases["26.1"]
        .model_copy(update={"events": 2, "deaths": 4 + 5, "csv_bytes": None})
    )
    monkeypatch.setitem(facts().releases, "26.1", totals)
    path = write_csv(tmp_path / "ged261.csv", rows(2))
    intake = collect("ucdp-ged", path, store=tmp_path / "s").intake
    assert (intake.as_published, intake.messages) == (True, ())


def test_an_unknown_data_set(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no such data set: acled; use one of ucdp-ged"):
        collect("acled", tmp_path / "a.csv")


@pytest.mark.parametrize(
    "content",
    [
        "event_id_cnty,event_date\nX1,2020-01-01\n",
        csv_text([row(1, best="x")]),
        csv_text([]),
        csv_text(rows(3))[:500],
        b"PK\3\4 cut",
        b"PAR1",
    ],
)
def test_bad_input_leaves_nothing_behind(content: str | bytes, tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "ged261.csv", content), tmp_path / "s"
    with pytest.raises(DatasetError, match=r"ged261.csv"):
        collect("ucdp-ged", path, store=store)
    assert not store.exists() or list(store.iterdir()) == []


@pytest.mark.parametrize("place", ["file", "file/below", "x" * 300])
def test_a_store_that_cannot_be(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be written: .*; name another place with --store"):
        collect("ucdp-ged", write_csv(tmp_path / "ged261.csv", rows(1)), store=tmp_path / place)


RUN = (
    "import sys; from trucewatch.usecases.collect import collect; "
    "collect('ucdp-ged', sys.argv[1], release='1', store=sys.argv[2])"
)


@pytest.mark.parametrize(
    ("write", "limit"),
    [(write_csv, 50), (write_zip, 3_000), (write_csv, 40_000), (write_csv, 200_000)],
)
def test_a_full_disk_leaves_the_store_as_it_was(
    write: Callable[..., Path], limit: int, tmp_path: Path
) -> None:
    store, path = tmp_path / "s", write(tmp_path / "a.csv", _many_rows())
    collect("ucdp-ged", write_csv(tmp_path / "ged261.csv", rows(1)), store=store)
    before = contents(store)
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(store)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert run.stderr.splitlines()[-1].startswith(
        f"trucewatch.errors.StoreError: {store}: the disk is full or a limit on the size"
    )
    assert contents(store) == before
    assert sorted(path.name for path in store.iterdir()) == ["trucewatch.duckdb", "ucdp-ged"]


def test_trouble_with_writing_is_the_stores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise duckdb.IOException("Could not write: No space left on device")

    monkeypatch.setattr(conversion, "_convert", fail)
    with pytest.raises(StoreError, match="the disk is full"):
        collect("ucdp-ged", write_csv(tmp_path / "ged261.csv", rows(1)), store=tmp_path / "s")


def _many_rows() -> list[dict[str, str]]:
    """Rows whose texts do not compress to nothing."""
    return [row(n, source_original=os.urandom(150).hex()) for n in range(1, 2001)]


def test_a_killed_run_leaves_nothing_that_counts(tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "a.csv", rows(3)), tmp_path / "s"
    killed_inside = RUN.replace(
        "collect('",
        "from trucewatch.datasets import ucdp_ged as g; import os, signal; real = g.convert; "
        "g.convert = lambda *a, **k: (real(*a, **k), os.kill(os.getpid(), signal.SIGKILL)); "
        "collect('",
    )
    run = subprocess.run([sys.executable, "-c", killed_inside, str(path), str(store)], check=False)
    assert run.returncode == -signal.SIGKILL
    assert Archive(store).releases() == []
    assert len(list(store.iterdir())) == 1
    assert collect("ucdp-ged", path, release="1", store=store).changed
    assert sorted(path.name for path in store.iterdir()) == ["trucewatch.duckdb", "ucdp-ged"]


def _collect_together(path: Path, release: str, store: Path, start: Barrier) -> None:
    start.wait(60)
    collect("ucdp-ged", path, release=release, store=store)


def test_several_may_collect_at_once(tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "a.csv", rows(300)), tmp_path / "s"
    spawn = multiprocessing.get_context("spawn")
    releases = ["1", "1", "2", "3"]
    start = spawn.Barrier(len(releases))
    runs = [
        spawn.Process(target=_collect_together, args=(path, release, store, start))
        for release in releases
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join(120)
    assert [run.exitcode for run in runs] == [0] * len(releases)
    assert sorted(path.name for path in store.iterdir()) == ["trucewatch.duckdb", "ucdp-ged"]
    with duckdb.connect(str(store / "trucewatch.duckdb"), read_only=True) as database:
        counted = database.execute("SELECT release, count(*) FROM events GROUP BY 1 ORDER BY 1")
        assert counted.fetchall() == [("1", 300), ("2", 300), ("3", 300)]


def test_one_who_comes_second_finds_the_release_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, store = write_csv(tmp_path / "a.csv", rows(3)), tmp_path / "s"
    find_same, seen = Archive.find_same, []

    def first_blind(self: Archive, *given: str) -> object:
        seen.append(given)
        return find_same(self, *given) if len(seen) > 1 else None

    collect("ucdp-ged", path, release="1", store=store)
    before = contents(store)
    monkeypatch.setattr(Archive, "find_same", first_blind)
    assert not collect("ucdp-ged", path, release="1", store=store).changed
    assert contents(store) == before


def test_issues_of_a_release(tmp_path: Path) -> None:
    store = tmp_path / "s"
    given = [row(1), row(2, low=9), row(3, best="")]
    collect("ucdp-ged", write_csv(tmp_path / "a.csv", given), release="1", store=store)
    rejected = Issue("rejected", 3, "best", None, "is missing")
    warning = Issue("warning", 2, "best", "9 / 5 / 7", "low <= best <= high does not hold")
    assert issues("ucdp-ged", store=store).found == (warning, rejected)
    assert issues("ucdp-ged", release="1", level="rejected", store=store).found == (rejected,)
    assert issues("ucdp-ged", level="warning", store=str(store)).found == (warning,)
    assert issues("ucdp-ged", store=store).release == "1"


def test_issues_that_are_damaged(tmp_path: Path) -> None:
    given = [row(n, low=99) for n in range(1, 400)]
    store = tmp_path / "s"
    path = write_csv(tmp_path / "a.csv", given)
    file = collect("ucdp-ged", path, release="1", store=store).path / "issues.parquet"
    data = file.read_bytes()
    file.write_bytes(data[:4] + b"\xff" * 200 + data[204:])
    with pytest.raises(StoreError, match=r"the issues of ucdp-ged 1 are damaged; remove"):
        issues("ucdp-ged", store=store)


def test_after_its_directory_is_removed_a_release_can_be_collected_again(tmp_path: Path) -> None:
    path, store = write_csv(tmp_path / "ged261.csv", rows(3)), tmp_path / "s"
    first = collect("ucdp-ged", path, store=store)
    (first.path / "events.parquet").write_bytes(b"")
    with pytest.raises(StoreError, match=r"events.parquet: is missing, damaged.*collect it again"):
        collect("ucdp-ged", path, store=store)
    shutil.rmtree(first.path)
    assert collect("ucdp-ged", path, store=store).changed
