"""What a check of the record finds, and which entry it names."""

import os
import random
from pathlib import Path

import pytest
from sqlalchemy import insert

from bench.register import flips
from tests.register_stores import NOW
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.errors import DamageError
from trucewatch.register import verify as module
from trucewatch.register.book import put
from trucewatch.register.canonical import canonical
from trucewatch.register.engine import writing
from trucewatch.register.keys import make_key
from trucewatch.register.links import Line, header
from trucewatch.register.log import Writing
from trucewatch.register.place import Register
from trucewatch.register.tables import KEY
from trucewatch.register.verify import verify
from trucewatch.usecases.register import add_key
from trucewatch.usecases.register_custody import verify_register


def put_visits(register: Register, number: int, *, together: int = 1) -> None:
    who = Writing(register.signer, "ana", NOW)
    for n in range(0, number, together):
        names = [f"v{n + m}" for m in range(together)]
        drafts = [Draft(EntryKind.SITE_VISIT, name, {"team": "MVT 1"}) for name in names]
        put(register, who, lambda *_, some=drafts: some)


def change(register: Register, statement: str) -> None:
    with writing(register.engine) as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "seq", "what"),
    [
        ("UPDATE entry SET author = 'eve' WHERE seq = 4", 4, "not what was hashed"),
        ("UPDATE entry SET facts = '{\"x\":1}' WHERE seq = 2", 2, "not what was hashed"),
        ("UPDATE entry SET hash = '00' WHERE seq = 4", 4, "not what was hashed"),
        ("UPDATE entry SET signature = 'ab' WHERE seq = 3", 3, "signature is not that of its key"),
        ("UPDATE entry SET signature = NULL WHERE seq = 3", 4, "put in between"),
        ("UPDATE entry SET signature = NULL WHERE seq = 7", 7, "end of the log is not signed"),
        ("UPDATE entry SET signature = 'ab' WHERE seq = 7", 7, "signature is not that of its key"),
        ("UPDATE content SET body = '{}' WHERE seq = 5", 5, "content is not the one"),
        ("UPDATE content SET salt = '00' WHERE seq = 5", 5, "content is not the one"),
        ("DELETE FROM content WHERE seq = 6", 6, "its content is missing"),
        ("UPDATE head SET hash = '00'", 7, "the head has another hash"),
        ("UPDATE head SET seq = 6", 7, "the head says that the log ends with entry 6"),
        ("UPDATE head SET seq = 9", 8, "the head says that the log ends with entry 9"),
        ("UPDATE around SET about = 'x' WHERE id = 'v1'", 3, "tells of 'v1' otherwise"),
        ("DELETE FROM around WHERE id = 'v2'", 4, "lacks 'v2'"),
        ("UPDATE person SET roles = 'recorder'", 1, "tells of 'ana' otherwise"),
        ("DELETE FROM person", 1, "lacks 'ana'"),
        ("UPDATE around SET id = 'x' WHERE id = 'v1'", 3, "has a row 'x' that none tells"),
    ],
)
def test_every_change_is_found_and_named(
    register: Register, statement: str, seq: int, what: str
) -> None:
    put_visits(register, 6)
    change(register, statement)
    found = verify(register.engine, register.files).problems
    assert found[0].seq == seq
    assert any(what in problem.what for problem in found if problem.seq == seq)


def test_an_entry_that_was_taken_out_is_named(register: Register) -> None:
    put_visits(register, 6)
    change(register, "DELETE FROM content WHERE seq = 4")
    change(register, "DELETE FROM entry WHERE seq = 4")
    assert verify(register.engine, register.files).problems[0] == (4, "it is missing")
    change(register, "DELETE FROM content WHERE seq > 4")
    change(register, "DELETE FROM entry WHERE seq > 4")
    assert verify(register.engine, register.files).problems[0].seq == 4
    change(register, "DELETE FROM content")
    change(register, "DELETE FROM entry")
    assert verify(register.engine, register.files).problems[0].seq == 1


def test_the_message_names_the_entry_and_what_to_do(small: Register) -> None:
    put_visits(small, 3)
    change(small, "UPDATE around SET about = 'x' WHERE id = 'v1'")
    with pytest.raises(DamageError, match=r"entry 3 does not stand: the table .* rebuild"):
        verify_register(small)
    change(small, "UPDATE entry SET author = 'eve' WHERE seq = 2")
    with pytest.raises(DamageError, match=r"entry 2 does not stand: .* \(and 1 more\); bring"):
        verify_register(small)


def test_entries_of_several_keys(register: Register) -> None:
    """A signature under which another key goes on is checked by itself."""
    bos = make_key(register.directory / "bo.key")
    add_key(register, bos.id, by="ana", now=NOW, person="bo")
    for n, key in enumerate([register.signer, bos, bos, register.signer]):
        draft = Draft(EntryKind.SITE_VISIT, f"x{n}", {"team": "MVT 1"})
        put(register, Writing(key, "bo", NOW), lambda *_, one=draft: [one])
    checked = verify(register.engine, register.files)
    assert (checked.problems, checked.signatures) == ((), 3)
    change(register, "UPDATE entry SET key = '00' WHERE seq = 6")
    assert verify(register.engine, register.files).problems[0].seq == 6


def test_a_key_counts_from_the_entry_that_brought_it(register: Register) -> None:
    stranger = make_key(register.directory / "stranger.key")
    put_visits(register, 2)
    with writing(register.engine) as connection:
        row = {"id": stranger.id, "seq": 1, "recorded": "", "label": ""}
        connection.execute(insert(KEY).values(**row))
    draft = Draft(EntryKind.SITE_VISIT, "forged", {"team": "MVT 1"})
    put(register, Writing(stranger, "ana", NOW), lambda *_: [draft])
    found = verify(register.engine, register.files).problems
    assert (found[-1].seq, "is none of this register" in found[-1].what) == (4, True)


def test_files_are_checked(small: Register, tmp_path: Path) -> None:
    from trucewatch.usecases.register_adding import add_file

    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8 a crater")
    digest = add_file(small, photo, by="ana", now=NOW)[0].subject
    assert add_file(small, photo, by="ana", now=NOW) == ()
    kept = small.files / digest[:2] / digest
    assert verify(small.engine, small.files).files == 1
    (small.files / "ab").mkdir()
    (small.files / "ab" / ("ab" * 32)).write_bytes(b"of an entry cut short")
    assert verify(small.engine, small.files).strays == 1
    kept.chmod(0o600)
    kept.write_bytes(b"\xff\xd8 a crater.")
    found = verify(small.engine, small.files).problems
    assert (found[0].seq, "is not the one that was added" in found[0].what) == (2, True)
    kept.unlink()
    found = verify(small.engine, small.files).problems
    assert (found[0].seq, "is missing" in found[0].what) == (2, True)


def test_a_long_log_is_checked_by_several_processes(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_visits(register, 60, together=20)
    monkeypatch.setattr(module, "SMALL", 10)
    monkeypatch.setattr(module, "_PART", 16)
    told: list[float] = []
    checked = verify(
        register.engine, register.files, jobs=2, progress=lambda share, _: told.append(share)
    )
    assert (checked.entries, checked.problems) == (61, ())
    assert told[-1] >= 1
    change(register, "UPDATE content SET body = '[]' WHERE seq IN (16, 17, 33)")
    found = verify(register.engine, register.files, jobs=2).problems
    assert {16, 17, 33} <= {problem.seq for problem in found}
    assert found[0].seq == 16


def test_a_header_is_canonical() -> None:
    rng = random.Random(1)
    letters = 'aZé"\\/\n\t\u2028\U0001f600\x00'
    for _ in range(200):
        words = ["".join(rng.choices(letters, k=rng.randrange(6))) for _ in range(9)]
        line = Line(
            rng.randrange(10**9), *words[:5], rng.choice([None, words[5]]), *words[6:], "h", None
        )
        names = Line._fields[:10]
        assert header(line) == canonical(dict(zip(names, line, strict=False))).encode()


@pytest.mark.slow
def test_one_flipped_byte_is_found_wherever_it_is(tmp_path: Path) -> None:
    register = flips.make(tmp_path / "register", incidents=5, files=2)
    got = flips.flip_values(register, tries=120, seed=int(os.environ.get("TRUCEWATCH_SEED", "2")))
    assert got.missed == []
    assert got.found == got.named == got.tries
    _, empty, found, missed = flips.flip_raw(register, tries=40, seed=3)
    assert missed == []
    assert found > 0
    assert empty < 40


def test_damage_to_sqlite_itself_is_one_line(small: Register) -> None:
    put_visits(small, 3)
    small.engine.dispose()
    (small.directory / "register.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DamageError, match="the register does not stand: the database cannot be"):
        verify_register(small)
