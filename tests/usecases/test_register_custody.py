"""Roots, erasure, moving and rebuilding."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.register_stores import NOW
from tests.usecases.registers import after, tell
from trucewatch.domain.entry import EntryKind
from trucewatch.errors import DamageError, RegisterError
from trucewatch.register.engine import writing
from trucewatch.register.merkle import is_included
from trucewatch.register.place import Register
from trucewatch.usecases import register_custody as custody
from trucewatch.usecases.register import add_key, give_roles, make_register, open_register
from trucewatch.usecases.register_adding import add_file
from trucewatch.usecases.register_asking import list_allegations, list_incidents
from trucewatch.usecases.register_incidents import merge_incidents, open_incident
from trucewatch.usecases.register_showing import show


def test_the_root_of_a_day_proves_what_was_there(register: Register) -> None:
    tell(register)
    tell(register, now=after(days=1))
    today = NOW.date()
    root = custody.root_of(register, today)
    assert root.entries == 2
    hashed, proof = custody.prove(register, 2, today)
    assert is_included(hashed, proof, root.root)
    with pytest.raises(RegisterError, match="entry 3 is not among the 2 recorded by 2020-03-01"):
        custody.prove(register, 3, today)
    assert custody.require_root(register, today, root.root.upper()) == root
    with pytest.raises(DamageError, match="the root of 2020-03-01 is"):
        custody.require_root(register, today, "00")
    with pytest.raises(RegisterError, match="is not over"):
        custody.publish_root(register, today, by="ana", now=after(days=1) - timedelta(hours=13))
    published = custody.publish_root(register, today, by="ana", now=after(days=2))
    assert published == root
    assert custody.publish_root(register, today, by="ana", now=after(days=2)) == root
    assert custody.verify_register(register).entries == 5
    assert custody.root_of(register, date(2019, 1, 1)).entries == 0


def test_personal_data_can_be_erased(register: Register) -> None:
    one = tell(register, text="Zarghuna, the midwife, saw it.")
    key = open_incident(register, [one], by="ana", now=NOW)[0].subject
    root = custody.root_of(register, NOW.date())
    done = custody.erase(register, 2, reason="asked for by her", by="ana", now=after(days=1))
    assert done[0].kind is EntryKind.ERASED
    checked = custody.verify_register(register)
    assert (checked.problems, checked.erased) == ((), 1)
    assert custody.root_of(register, NOW.date()) == root
    assert list_allegations(register).items == ()
    shown = show(register, one, now=NOW)
    assert shown.allegation is None
    assert [entry.content for entry in shown.history] == [None, {"reason": "asked for by her"}]
    assert list_incidents(register).items[0].allegations == (one,)
    custody.rebuild_register(register)
    assert custody.verify_register(register).problems == ()
    assert custody.erase(register, 2, reason="again", by="ana", now=after(days=1)) == ()
    if register.engine.dialect.name == "sqlite":
        register.engine.dispose()
        left = [p.read_bytes() for p in register.directory.glob("register.sqlite*")]
        assert not any(b"Zarghuna" in data for data in left)
    custody.erase(register, 3, reason="also", by="ana", now=after(days=1))
    assert list_incidents(register).items == ()
    assert show(register, key, now=NOW).incident is None
    with writing(register.engine) as connection:
        connection.exec_driver_sql("INSERT INTO content VALUES (2, '00', '{}')")
    with pytest.raises(DamageError, match="entry 2 does not stand: its content was erased and is"):
        custody.verify_register(register)


def test_what_cannot_be_erased(register: Register) -> None:
    give_roles(register, "bo", ["recorder"], by="ana", now=NOW)
    for seq, who, reason, said in (
        (1, "ana", "x", "entry 1 is of the kind register-made and stays"),
        (9, "ana", "x", "there is no entry 9"),
        (2, "bo", "x", "bo is recorder and may not erase"),
        (2, "ana", " ", "nothing is erased without a reason"),
    ):
        with pytest.raises(RegisterError, match=said):
            custody.erase(register, seq, reason=reason, by=who, now=NOW)


def test_a_file_is_erased_with_its_entry(small: Register, tmp_path: Path) -> None:
    photo = tmp_path / "face.jpg"
    photo.write_bytes(b"a face")
    entry = add_file(small, photo, by="ana", now=NOW, belongs=tell(small))[0]
    kept = small.files / entry.subject[:2] / entry.subject
    custody.erase(small, entry.seq, reason="asked for", by="ana", now=NOW)
    assert not kept.exists()
    assert custody.verify_register(small).problems == ()
    kept.write_bytes(b"a face")
    with pytest.raises(DamageError, match="was erased and is there again"):
        custody.verify_register(small)
    with pytest.raises(RegisterError, match="there is no alg-99 to which a file could belong"):
        add_file(small, photo, by="ana", now=NOW, belongs="alg-99")


def test_a_register_moves_to_a_server_and_back(
    small: Register, database: str, tmp_path: Path
) -> None:
    one = open_incident(small, [tell(small)], by="ana", now=NOW)[0].subject
    two = open_incident(small, [tell(small)], by="ana", now=NOW)[0].subject
    merge_incidents(small, one, [two], reason="one salvo", by="ana", now=NOW)
    custody.erase(small, 2, reason="asked for", by="ana", now=NOW)
    head = custody.head_of(small)
    moved = custody.move_register(small, database)
    assert (moved.entries, moved.head) == head
    with pytest.raises(RegisterError, match="was moved away from this database; open its"):
        tell(small)
    there = open_register(small.directory)
    assert there.engine.dialect.name == "postgresql"
    tell(there)
    with pytest.raises(RegisterError, match="there is a register in this database already"):
        custody.move_register(there, database)
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    assert custody.move_register(there, back, jobs=2).entries == head[0] + 1
    there.engine.dispose()
    here = open_register(small.directory)
    assert list_allegations(here).total == 3
    assert custody.verify_register(here).problems == ()
    here.engine.dispose()


def test_a_copy_that_does_not_stand_changes_nothing(small: Register, tmp_path: Path) -> None:
    tell(small)
    with writing(small.engine) as connection:
        connection.exec_driver_sql("UPDATE content SET body = '{}' WHERE seq = 2")
    with pytest.raises(RegisterError, match="the copy does not stand: entry 2: its content is not"):
        custody.move_register(small, f"sqlite:///{tmp_path / 'copy.sqlite'}")
    assert open_register(small.directory).engine.url == small.engine.url


def test_a_register_is_made_once(small: Register, database: str, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="there is a register here already"):
        make_register(small.directory, by="eve", now=NOW)
    make_register(tmp_path / "a", by="ana", now=NOW, url=database).engine.dispose()
    with pytest.raises(RegisterError, match="there is a register in this database already"):
        make_register(tmp_path / "b", by="ana", now=NOW, url=database)
    assert not (tmp_path / "b").exists()


def test_a_key_may_lie_elsewhere(tmp_path: Path) -> None:
    key = tmp_path / "stick" / "my.key"
    key.parent.mkdir()
    made = make_register(tmp_path / "r", by="ana", now=NOW, key=key)
    assert key.exists()
    tell(made)
    made.engine.dispose()
    key.rename(tmp_path / "moved.key")
    opened = open_register(tmp_path / "r")
    with pytest.raises(RegisterError, match="the signing key is not there"):
        tell(opened)
    assert custody.verify_register(opened).entries == 2
    opened.engine.dispose()
    again = open_register(tmp_path / "r", key=tmp_path / "moved.key")
    tell(again)
    with pytest.raises(RegisterError, match="is no public key"):
        add_key(again, "xyz", by="ana", now=NOW)
    again.engine.dispose()


def test_nothing_of_what_was_erased_is_left_in_the_file(small: Register) -> None:
    tell(small, text="Zarghuna " * 2_000)  # longer than a page of the file
    custody.erase(small, 2, reason="asked for", by="ana", now=NOW)
    small.engine.dispose()
    connection = sqlite3.connect(small.directory / "register.sqlite")
    connection.close()
    data = [path.read_bytes() for path in small.directory.glob("register.sqlite*")]
    assert not any(b"Zarghuna" in one for one in data)
