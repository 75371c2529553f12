"""The log on both stores."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from tests.register_stores import NOW
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.errors import DamageError, RegisterError
from trucewatch.register.book import put
from trucewatch.register.engine import reading, writing
from trucewatch.register.keys import make_key
from trucewatch.register.log import Writing, entries
from trucewatch.register.place import Register
from trucewatch.register.verify import verify


def visit(name: str) -> Draft:
    return Draft(EntryKind.SITE_VISIT, name, {"team": "MVT 1", "found": "craters"})


def put_visits(register: Register, *names: str, after: timedelta = timedelta()) -> None:
    who = Writing(register.signer, "ana", NOW + after)
    put(register, who, lambda *_: [visit(name) for name in names])


def test_entries_hang_together(register: Register) -> None:
    put_visits(register, "a", "b")
    put_visits(register, "c", after=timedelta(seconds=1))
    with reading(register.engine) as connection:
        found = entries(connection)
    assert [(one.seq, one.subject) for one in found] == [
        (1, "register"), (2, "a"), (3, "b"), (4, "c"),
    ]  # fmt: skip
    assert found[1].content == {"team": "MVT 1", "found": "craters"}
    checked = verify(register.engine, register.files)
    assert (checked.entries, checked.problems, checked.head) == (4, (), found[-1].hash)


def test_nothing_is_put_down_when_it_is_refused(register: Register) -> None:
    def refuse(_: Connection, __: int) -> list[Draft]:
        raise RegisterError("no")

    with pytest.raises(RegisterError):
        put(register, Writing(register.signer, "ana", NOW), refuse)
    assert put(register, Writing(register.signer, "ana", NOW), lambda *_: []) == ()
    assert verify(register.engine, register.files).entries == 1


def test_clocks_may_differ_a_little(register: Register) -> None:
    put_visits(register, "a", after=timedelta(minutes=4))
    put_visits(register, "b")
    with reading(register.engine) as connection:
        a, b = entries(connection)[1:]
    assert b.recorded == a.recorded == NOW + timedelta(minutes=4)
    with pytest.raises(RegisterError, match="set the clock"):
        put_visits(register, "c", after=timedelta(hours=-1))


def test_a_foreign_key_may_not_write(register: Register) -> None:
    other = make_key(register.directory / "other.key")
    with pytest.raises(RegisterError, match="none of this register"):
        put(register, Writing(other, "eve", NOW), lambda *_: [visit("a")])


def test_nobody_hangs_on_a_broken_end(register: Register) -> None:
    put_visits(register, "a")
    with writing(register.engine) as connection:
        connection.execute(text("UPDATE entry SET signature = NULL WHERE seq = 2"))
    with pytest.raises(DamageError, match="entry 2"):
        put_visits(register, "b")
