import io
import zipfile
from dataclasses import replace

import pytest

from register.telling import told
from register.test_labels import CLAIM, INCIDENT
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.export import Format, export
from trucewatch.register.out.stamp import Stamp

STAMP = Stamp(Label.PARTIES, "all incidents", "ab" * 32)
SHOWN = told("a-1", label=Label.PARTIES, text="Trucks burned.")
HIDDEN = told("a-2", source="Heron", text="A man saw it.", label=Label.MISSION)


def unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("form", Format)
def test_every_format_gives_the_same_bytes_in_any_order(form: Format) -> None:
    one = [SHOWN, told("a-3", label=Label.PARTIES, text="Smoke.")]
    entries = [*one, HIDDEN]
    first = export(one, entries, STAMP, form)
    assert first == export(one[::-1], entries[::-1], STAMP, form)
    said = first if form is not Format.PACKAGE else unpacked(first)
    assert b"a-1" in said
    assert b"a-2" not in said


@pytest.mark.parametrize("form", Format)
def test_an_export_that_names_a_hidden_source_is_refused(form: Format) -> None:
    telling = replace(SHOWN, text="That is what he-ron says.")
    with pytest.raises(InputError, match="the export for parties holds the source of a-2, which"):
        export([telling], [telling, HIDDEN], STAMP, form)


def test_the_vault_and_public_words_are_passed_on() -> None:
    named = replace(SHOWN, text="Ahmad Karimi saw it.")
    with pytest.raises(InputError, match="holds the vault of S-1"):
        export([named], [named], STAMP, Format.CSV, secrets={"S-1": ["Ahmad Karimi"]})
    unit = replace(SHOWN, accused="Second Brigade", text="by the second brigade")
    hidden = replace(HIDDEN, where=replace(HIDDEN.where, name="Second Brigade"))
    with pytest.raises(InputError, match=r"where\.name"):
        export([unit], [unit, hidden], STAMP, Format.CSV)
    assert export([unit], [unit, hidden], STAMP, Format.CSV, public=["Second brigade"])


def test_only_what_was_asked_for_is_written_and_references_to_the_rest_are_kept() -> None:
    entries = [SHOWN, INCIDENT, CLAIM]
    data = export([INCIDENT], entries, STAMP, Format.JSON_LINES).decode()
    assert '"allegations":["a-1","a-2"]' in data
    assert '"sort":"allegation"' not in data
    cut = export([INCIDENT], [*entries, HIDDEN], STAMP, Format.JSON_LINES).decode()
    assert '"allegations":["a-1"]' in cut


def test_two_sorts_do_not_go_into_one_table() -> None:
    with pytest.raises(InputError, match="here are claim, incident"):
        export([INCIDENT, CLAIM], [], STAMP, Format.HXL)
    with pytest.raises(InputError, match="here are none"):
        export([], [], STAMP, Format.CSV)
