"""A register on each store: the same tests run over both."""

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import postgres_server
from trucewatch.register.found import found
from trucewatch.register.place import Register

NOW = datetime(2020, 3, 1, 12, tzinfo=UTC)
_names = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running server; skips with the reason where none can run, except in CI."""
    reason = postgres_server.missing()
    if reason and "CI" in os.environ:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with postgres_server.server() as address:
        yield address


@pytest.fixture
def database(postgres: str) -> str:
    """The address of an empty PostgreSQL database."""
    return postgres_server.make_database(postgres, f"register_{next(_names)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A new register of ana's."""
    url = request.getfixturevalue("database") if request.param == "postgresql" else None
    made = found(tmp_path / "register", author="ana", now=NOW, url=url)
    yield made
    made.engine.dispose()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Register]:
    """A new register of ana's on SQLite."""
    made = found(tmp_path / "register", author="ana", now=NOW)
    yield made
    made.engine.dispose()
