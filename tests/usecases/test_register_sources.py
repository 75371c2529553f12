"""Who the sources are stands in the vault alone, sealed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.register_stores import NOW
from tests.usecases.registers import SHELLS, tell
from trucewatch.domain.label import Label
from trucewatch.errors import DamageError, InputError, RegisterError
from trucewatch.register.export import Format
from trucewatch.register.place import Register
from trucewatch.usecases import register_sources as vault
from trucewatch.usecases.register import make_register
from trucewatch.usecases.register_intake import export_register


def test_a_source_is_kept_shown_and_forgotten(register: Register) -> None:
    assert vault.pseudonyms(register) == ()
    vault.keep_source(register, "birch", {"name": "Amina Rahimi", "telephone": "+93 70"})
    vault.keep_source(register, "birch", {"name": "Amina Rahimi", "telephone": "+93 71"})
    assert vault.open_source(register, "birch") == {"name": "Amina Rahimi", "telephone": "+93 71"}
    assert vault.pseudonyms(register) == ("birch",)
    data = [path.read_bytes() for path in register.directory.rglob("*") if path.is_file()]
    assert not any(b"Amina" in one for one in data)
    assert vault.forget_source(register, "birch")
    assert not vault.forget_source(register, "birch")
    with pytest.raises(RegisterError, match="the vault holds no source birch"):
        vault.open_source(register, "birch")


def test_nobody_puts_a_source_under_another_name(small: Register) -> None:
    vault.keep_source(small, "birch", {"name": "Amina"})
    with sqlite3.connect(small.directory / "vault.sqlite") as connection:
        connection.execute("UPDATE source SET pseudonym = 'larch'")
    connection.close()
    with pytest.raises(DamageError, match="was changed, or sealed with another key"):
        vault.open_source(small, "larch")
    (small.directory / "vault.key").unlink()
    with pytest.raises(RegisterError, match="the key of the vault is not there"):
        vault.open_source(small, "larch")


def test_no_export_holds_what_the_vault_holds(small: Register) -> None:
    vault.keep_source(small, "birch", {"name": "Amina Rahimi"})
    tell(small, label="public", text="Ms Amina Rahimi saw the shells fall.")
    with pytest.raises(InputError, match="vault"):
        export_register(small, "allegation", Format.CSV, reader=Label.PUBLIC)


@pytest.fixture
def hills(tmp_path: Path) -> Iterator[Register]:
    """A register that knows its parties and its capital."""
    where = tmp_path / "hills"
    made = make_register(where, by="ana", now=NOW, parties=["Movement"], capitals=["Kabul"])
    yield made
    made.engine.dispose()


def _hide(register: Register, place: str) -> None:
    """Tell of a place to the mission alone."""
    where = {**SHELLS["where"], "name": place, "admin1": "Kabul Province"}
    tell(register, where=where, accused="Movement", text="Eleven crates lay behind a blue gate.")


def _public(register: Register) -> bytes:
    return export_register(register, "allegation", Format.CSV, reader=Label.PUBLIC)


def test_a_hidden_report_from_the_capital_makes_no_leak_of_its_name(hills: Register) -> None:
    _hide(hills, "Kabul")
    tell(
        hills,
        label="public",
        source="larch",
        text="The Movement was seen in Kabul, in Kabul Province.",
    )
    assert b"seen in Kabul" in _public(hills)


@pytest.mark.parametrize(
    "told", ["in Deh Sabz", "eleven crates lay behind a blue gate", "says birch"]
)
def test_a_place_a_text_or_a_source_still_may_not_leave(hills: Register, told: str) -> None:
    _hide(hills, "Deh Sabz")
    tell(hills, label="public", source="larch", text=f"They were seen in Kabul, {told}.")
    with pytest.raises(InputError, match="the export for public holds the "):
        _public(hills)
