from pathlib import Path

import duckdb
import pytest

from trucewatch.datasets import engine as module
from trucewatch.datasets.engine import engine, part_of, watched


def test_nothing_is_downloaded_and_memory_is_bounded(tmp_path: Path) -> None:
    with engine(tmp_path) as connection:
        settings = dict(connection.execute("SELECT name, value FROM duckdb_settings()").fetchall())
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["autoload_known_extensions"] == "false"
    assert settings["temp_directory"] == str(tmp_path)
    assert int(settings["threads"]) <= 4
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")


def test_a_long_statement_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_BETWEEN_LOOKS", 0.001)
    told: list[tuple[float, str]] = []
    with (
        engine(tmp_path) as connection,
        watched(connection, lambda *done: told.append(done), "counting"),
    ):
        connection.execute("SELECT sum(a.range * b.range) FROM range(30000) a, range(3000) b")
    assert len(told) > 1
    assert told[-1] == (1.0, "counting")
    assert all(0 <= share <= 1 for share, _ in told)


def test_a_statement_that_fails_has_not_arrived(tmp_path: Path) -> None:
    told: list[float] = []
    with engine(tmp_path) as connection:
        watching = watched(connection, lambda share, _: told.append(share), "counting")
        with pytest.raises(duckdb.ParserException), watching:
            connection.execute("SELEKT")
    assert 1.0 not in told


def test_progress_may_go_nowhere() -> None:
    part_of(None, 0.0, 1.0)(0.5, "reading")
