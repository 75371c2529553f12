"""What is made in the store is shown whole or not at all, and nothing is left lying about."""

import errno
import multiprocessing
import os
import signal
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pytest

from trucewatch.errors import DatasetError, StoreError
from trucewatch.store.staging import LOCK, PREFIX, staging, sweep


def test_a_stage_is_gone_afterwards(tmp_path: Path) -> None:
    with staging(tmp_path / "deep" / "store") as stage:
        (stage.scratch / "a").write_text("x")
        (stage.release / "b").write_text("y")
        assert (stage.release.parent / LOCK).exists()
    assert list((tmp_path / "deep" / "store").iterdir()) == []


def test_other_errors_pass_through_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="not this"), staging(tmp_path):
        raise DatasetError("not this")
    assert list(tmp_path.iterdir()) == []


def _stage_and_wait(store: Path, ready: Event) -> None:
    with staging(store) as stage:
        (stage.release / "half").write_text("x")
        ready.set()
        signal.pause()


def test_a_killed_run_is_swept_by_the_next_and_a_living_one_is_not(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    runs = []
    for _ in range(2):
        ready = spawn.Event()
        run = spawn.Process(target=_stage_and_wait, args=(tmp_path, ready))
        run.start()
        assert ready.wait(30)
        runs.append(run)
    killed, living = runs
    try:
        assert len(list(tmp_path.iterdir())) == 2
        assert killed.pid is not None
        os.kill(killed.pid, signal.SIGKILL)
        killed.join()
        sweep(tmp_path)
        assert [path.name for path in tmp_path.glob("*/release/half")] == ["half"]
    finally:
        living.kill()
        living.join()
    with staging(tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_stage_whose_owner_has_just_left_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / f"{PREFIX}gone" / LOCK
    monkeypatch.setattr(Path, "glob", lambda *_: iter([gone]))
    sweep(tmp_path)
    assert not gone.parent.exists()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EFBIG, "File too large"),
        duckdb.IOException('Could not write file "x": No space left on device'),
    ],
)
def test_a_full_disk(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, staging(tmp_path):
        raise error
    assert str(caught.value) == (
        f"{tmp_path}: the disk is full or a limit on the size of files is reached; "
        "nothing was changed; free some space, or name another place with --store"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a store")
    in_the_way = "cannot be written: it is a file, or there is a file on the way to it"
    for store, said in [
        (file, in_the_way),
        (file / "below", in_the_way),
        (tmp_path / ("x" * 300), "cannot be written: File name too long"),
        (Path("/proc/nowhere"), "cannot be written: No such file or directory"),
    ]:
        with pytest.raises(StoreError) as caught, staging(store):
            pass
        assert str(caught.value) == f"{store}: {said}; name another place with --store"
    assert file.read_text() == "not a store"


def test_any_other_trouble_of_the_database_is_passed_on_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: out of luck"), staging(tmp_path):
        raise duckdb.IOException("out of luck")
