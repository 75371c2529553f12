"""Whatever goes wrong, what was acknowledged is there and nothing is half there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bench.register import pages, writers
from tests.register_stores import NOW
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.errors import StoreError
from trucewatch.register.book import put
from trucewatch.register.engine import open_engine, reading, unusable
from trucewatch.register.log import Writing, entries
from trucewatch.register.place import Register
from trucewatch.register.verify import verify

UNTIL_FULL = """
import resource, sys
from pathlib import Path
from bench.register.writers import NOW
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.errors import StoreError
from trucewatch.register.book import put
from trucewatch.register.log import Writing
from trucewatch.register.place import open_place
register = open_place(Path(sys.argv[1]))
who = Writing(register.signer, "ana", NOW)
most = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
kept = 0
try:
    while True:
        body = {"team": "MVT 1", "found": "craters " * 400}
        draft = Draft(EntryKind.SITE_VISIT, f"v{kept}", body)
        put(register, who, lambda *_: [draft])
        kept += 1
except StoreError as error:
    print(kept)
    print(error)
"""

KILLS = """
import json, sys
from pathlib import Path
from bench.register.kills import kill
from trucewatch.register.place import open_place
register = open_place(Path(sys.argv[1]))
print(json.dumps(kill(register, kills=int(sys.argv[2]), seed=4)._asdict()))
"""


def run(code: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_full_disk_loses_nothing(small: Register) -> None:
    small.engine.dispose()
    kept, said = run(UNTIL_FULL, str(small.directory), "700000").splitlines()
    assert int(kept) > 3
    assert "nothing was changed; free some space and try again" in said
    checked = verify(small.engine, small.files)
    assert (checked.entries, checked.problems) == (int(kept) + 1, ())
    draft = Draft(EntryKind.SITE_VISIT, "after", {"team": "MVT 1"})
    put(small, Writing(small.signer, "ana", writers.NOW), lambda *_: [draft])
    assert verify(small.engine, small.files).problems == ()


@pytest.mark.parametrize("register", ["postgresql"], indirect=True)
def test_a_lost_connection_loses_nothing(register: Register) -> None:
    who = Writing(register.signer, "ana", NOW)
    draft = Draft(EntryKind.SITE_VISIT, "kept", {"team": "MVT 1"})
    put(register, who, lambda *_: [draft])

    def cut(connection: Connection, _: int) -> list[Draft]:
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        other = open_engine(register.engine.url.render_as_string(hide_password=False))
        with other.connect() as second:
            second.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
        other.dispose()
        return [Draft(EntryKind.SITE_VISIT, "lost", {"team": "MVT 1"})]

    with pytest.raises(StoreError, match="what was not acknowledged is not in the register"):
        put(register, who, cut)
    with reading(register.engine) as connection:
        assert [one.subject for one in entries(connection)] == ["register", "kept"]
    put(register, who, lambda *_: [Draft(EntryKind.SITE_VISIT, "again", {"team": "MVT 1"})])
    assert verify(register.engine, register.files).problems == ()


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    engine = open_engine(f"postgresql://somebody:secret@/none?host={tmp_path}")
    said = r"the database failed .* see that it runs"
    with pytest.raises(StoreError, match=said) as caught, reading(engine):
        pass
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    engine.dispose()


def test_a_writer_that_waited_too_long_is_told_so(small: Register) -> None:
    told = unusable(small.engine, Exception("database is locked"))
    assert "another writer held the register for a minute; nothing was changed" in str(told)


@pytest.mark.slow
def test_many_write_at_once(register: Register) -> None:
    register.engine.dispose()
    kept, _ = writers.at_once(register.directory, processes=5, entries=20)
    assert kept == 100
    checked = verify(register.engine, register.files)
    assert (checked.entries, checked.problems) == (101, ())


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing(register: Register) -> None:
    register.engine.dispose()
    got = json.loads(run(KILLS, str(register.directory), "8"))
    assert got["acknowledged"] >= 8
    assert got["there"] >= got["acknowledged"]
    assert (got["lost"], got["halves"], got["problems"]) == (0, 0, 0)


@pytest.mark.slow
def test_any_page_comes_at_once(tmp_path: Path) -> None:
    register = pages.make(tmp_path / "register", 1_500)
    took = sorted(pages.ask(register, pages.questions(60, 1_500)))
    assert took[int(len(took) * 0.95)] < pages.MOST_MS
    register.engine.dispose()
