import io
import zipfile
from dataclasses import replace

import pytest

from register.telling import PLACE, told
from register.test_labels import CLAIM, INCIDENT
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.register.blur import Admin, Blur, Cell, Grid, Level
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


WAYS = [Grid(0.1), Cell(5), Admin(Level.ADMIN1), Admin(Level.COUNTRY)]


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("way", WAYS)
def test_places_are_blurred_before_they_leave(form: Format, way: Blur) -> None:
    place = replace(PLACE, admin1="Hillmark")
    entries = [replace(one, where=place) for one in (SHOWN, HIDDEN)]
    said = export(entries[:1], entries, STAMP, form, sort="allegation", blur=way)
    text = (said if form is not Format.PACKAGE else unpacked(said)).decode()
    assert way(place).blurred in text  # type: ignore[operator]
    assert not any(exact in text for exact in ("Upper Mill", "34.5123", "69.1789"))


@pytest.mark.parametrize("reader", Label)
@pytest.mark.parametrize(
    "text", ["At the upper-mill.", "At 34.5123, 69.1789.", "lon 69.179 34.512"]
)
def test_what_was_blurred_away_is_refused_for_every_reader(reader: Label, text: str) -> None:
    elsewhere = replace(PLACE, name="Lower Ford", latitude=34.2, longitude=69.3)
    telling = replace(SHOWN, text=text, where=elsewhere, label=Label.PUBLIC)
    entries = [telling, told("a-4", label=Label.PUBLIC)]
    assert export([telling], entries, Stamp(reader), Format.CSV)
    with pytest.raises(InputError, match=r"holds the where\.\w+ of a-4, which was blurred"):
        export([telling], entries, Stamp(reader), Format.CSV, blur=Grid(0.1))


def test_a_unit_may_be_named_unless_it_was_blurred_away() -> None:
    telling = replace(SHOWN, text="Smoke in North, Hilland.")
    assert export([telling], [telling, HIDDEN], STAMP, Format.CSV, blur=Admin(Level.ADMIN1))
    with pytest.raises(InputError, match=r"where\.admin1"):
        export([telling], [telling, HIDDEN], STAMP, Format.CSV, blur=Admin(Level.COUNTRY))


def test_a_place_at_the_centre_of_its_cell_is_no_leak() -> None:
    middle = replace(SHOWN, where=replace(PLACE, latitude=34.6254, longitude=69.1251))
    assert b"34.625" in export([middle], [middle], STAMP, Format.CSV, blur=Grid(0.25))


def test_the_method_is_as_protected_as_the_coordinates() -> None:
    labels = {"where.latitude": Label.MISSION, "where.longitude": Label.COMMISSION}
    hidden = replace(SHOWN, labels=labels)
    said = export([hidden], [hidden], STAMP, Format.CSV, blur=Cell(5))
    assert b"H3 cell" not in said


def test_units_and_whom_the_public_accuses_are_known() -> None:
    public = told("a-5", label=Label.PUBLIC, accused="Red Column", text="Red Column, in South.")
    where = replace(PLACE, name="South", admin1="South")
    hidden = replace(HIDDEN, where=where, accused="Red Column")
    assert export([public], [public, hidden], STAMP, Format.CSV)
    own = replace(hidden, labels={"where": Label.SOURCE_PROTECTED})
    with pytest.raises(InputError, match=r"holds the where\."):
        export([public], [public, own], STAMP, Format.CSV)
    source = replace(hidden, source="South")
    with pytest.raises(InputError, match="holds the source of a-2"):
        export([public], [public, source], STAMP, Format.CSV)
