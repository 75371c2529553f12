"""Versions of a register: made, upgraded, and refused with the command that mends it."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.register_stores import NOW
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register import schema
from trucewatch.register.book import put
from trucewatch.register.engine import open_engine, writing
from trucewatch.register.log import Writing
from trucewatch.register.place import SETTINGS, Register, open_place
from trucewatch.register.tables import METADATA, PROJECTION
from trucewatch.register.verify import verify
from trucewatch.usecases.register import open_register, upgrade_register


def change(register: Register, statement: str) -> None:
    with writing(register.engine) as connection:
        connection.exec_driver_sql(statement)


def test_the_migrations_make_the_tables_of_the_code(register: Register) -> None:
    with register.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        script = ScriptDirectory.from_config(schema._config(connection))
    assert script.get_current_head() == schema.VERSION


def test_a_newer_register_is_refused(register: Register) -> None:
    change(register, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RegisterError, match=r"of version 9999, this program knows .* pip install"):
        open_register(register.directory)
    with pytest.raises(RegisterError, match=r"of version 9999"):
        upgrade_register(register.directory)


def test_an_older_register_is_upgraded(register: Register) -> None:
    draft = Draft(EntryKind.SITE_VISIT, "v1", {"team": "MVT 1"})
    put(register, Writing(register.signer, "ana", NOW), lambda *_: [draft])
    for table in reversed(PROJECTION):
        change(register, f"DROP TABLE {table.name}")
    change(register, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(RegisterError, match=r"the older version 0001.*run: trucewatch register up"):
        open_register(register.directory)
    assert upgrade_register(register.directory) == schema.VERSION
    opened = open_register(register.directory)
    assert verify(opened.engine, opened.files).problems == ()
    opened.engine.dispose()


def test_an_upgrade_that_was_cut_short_is_mended(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in reversed(PROJECTION):
        change(register, f"DROP TABLE {table.name}")
    change(register, "UPDATE alembic_version SET version_num = '0001'")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(schema, "rebuild", cut)
        with pytest.raises(KeyboardInterrupt):
            schema.migrate(register.engine)
    with pytest.raises(RegisterError, match=r"half migrated.*run: trucewatch register upgrade"):
        open_register(register.directory)
    upgrade_register(register.directory)
    opened = open_register(register.directory)
    assert verify(opened.engine, opened.files).problems == ()
    opened.engine.dispose()


def test_no_register_is_no_register(tmp_path: Path, small: Register) -> None:
    with pytest.raises(RegisterError, match="there is no register here; run: trucewatch register"):
        open_register(tmp_path / "none")
    path = small.directory / SETTINGS
    path.write_text("url: sqlite:///" + str(tmp_path / "other.sqlite"), encoding="utf-8")
    with pytest.raises(RegisterError, match=r"other.sqlite: there is no register here; run"):
        open_register(small.directory)
    for text in ("urk: x", "[", "x"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RegisterError, match="not the settings of a register; its keys are"):
            open_place(small.directory)


@pytest.mark.parametrize(
    ("url", "said"),
    [("nothing", "is no address of a database"), ("mysql://x/y", "cannot stand in mysql")],
)
def test_an_address_that_is_none_is_refused(url: str, said: str) -> None:
    with pytest.raises(RegisterError, match=said):
        open_engine(url)
