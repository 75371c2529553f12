import csv
import io
import json
import string
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.reports import HEADER, MAPPING, ROWS, csv_text, mapping, row, write
from trucewatch.domain.allegation import Casualties, PlacePrecision, SourceKind
from trucewatch.domain.label import Label
from trucewatch.errors import DatasetError
from trucewatch.register.intake import Imported, import_file, rejects_csv, told
from trucewatch.register.labels import redact

KABUL = ZoneInfo("Asia/Kabul")
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def taken(folder: Path, rows: list[list[str]], text: str = MAPPING, **more: object) -> Imported:
    return import_file(write(folder, rows), mapping(text), **more)  # type: ignore[arg-type]


def why(folder: Path, text: str = MAPPING, **cells: str) -> list[str]:
    (reject,) = taken(folder, [row(**cells)], text).rejects
    return [told(issue) for issue in reject.issues]


def test_rows_become_allegations(tmp_path: Path) -> None:
    found = taken(tmp_path, ROWS)
    first, second = found.allegations
    assert (found.rows, found.rejects, found.known, found.repeated) == (2, (), 0, 0)
    assert (first.source, first.source_kind) == ("S-12", SourceKind.OWN_TEAM)
    assert first.when.start.isoformat() == "2026-03-01T14:05:00+04:30"
    assert first.when.end - first.when.start == timedelta(minutes=1)
    assert second.when.start.isoformat() == "2026-03-02T00:00:00+04:30"
    assert second.when.end - second.when.start == timedelta(days=1)
    assert (first.where.latitude, first.where.longitude, first.where.country) == (
        34.5,
        69.25,
        "Hilland",
    )
    assert (second.where.name, second.where.latitude) == ("Lower Mill", None)
    assert first.where.precision is PlacePrecision.NEAR
    assert (first.kind, second.kind, first.accused, second.accused) == (
        "shelling",
        "ambush",
        None,
        "North",
    )
    assert first.casualties == (Casualties("civilians", (2, 2, 2)),)
    assert second.casualties == (Casualties("civilians", (1, 2, 4)),)
    assert first.label is Label.MISSION
    assert redact(first, Label.MISSION).values["source"] is None  # type: ignore[union-attr]
    assert first.made.isoformat() == "2026-03-31T23:59:00+04:30"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Date": "soon"}, "Date: 'soon' is no date as YYYY-MM-DD or YYYY-MM-DD HH:MM or %d/%m"),
        ({"Date": "2026-02-30"}, "is no date"),
        ({"Date": "1776-07-04"}, "is outside the years 1900 to 2200"),
        ({"Date": ""}, "Date: is empty"),
        ({"Date": "2026-04-01 10:00"}, "made: '2026-03-31' it was said before it happened"),
        ({"Village": " n/a "}, "Village: ' n/a ' is empty"),
        ({"Village": "\u202e"}, "Village: '\u202e' is empty"),
        ({"Lat": "134.5"}, "Lat: '134.5' is no number of degrees from -90 to 90"),
        ({"Lat": "34,5"}, "is no number of degrees"),
        ({"Lat": "nan"}, "is no number of degrees"),
        ({"Lon": ""}, "Lon: is empty, though the other coordinate is not"),
        ({"Dead": "many"}, "Dead: 'many' is no count; write 3, or least/best/most as in 2/3/5"),
        ({"Dead": "3/2/1"}, "is not in order from least to most"),
        ({"Dead": "9999999"}, "up to 1,000,000"),
        ({"Type": ""}, "Type: is empty"),
        ({"Story": "\x00"}, "Story: '\\x00' is empty"),
    ],
)
def test_a_row_is_rejected_with_field_value_and_reason(
    tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    (told_of,) = why(tmp_path, **cells)
    assert said.replace("\u202e", "\\u202e") in told_of.replace("\u202e", "\\u202e")


def test_everything_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    assert len(why(tmp_path, Date="?", Lat="x", Dead="-1", Story="")) == 4


def test_kinds_outside_the_typology_are_rejected(tmp_path: Path) -> None:
    found = taken(tmp_path, ROWS, kinds=["shelling", "ambushes"])
    (reject,) = found.rejects
    assert told(reject.issues[0]) == (
        "Type: 'ambush' is no kind of the typology; did you mean ambushes?"
    )


@pytest.mark.parametrize(
    ("constants", "said"),
    [
        ("  source_kind: rumour", "source_kind: 'rumour' is none of: own team, party, public"),
        ("  label: secret\n  source_kind: party", "label: 'secret' is none of: public, parties"),
        ("  source_kind: party\n  where.precision: here", "where.precision: 'here' is none of"),
    ],
)
def test_words_of_closed_lists(tmp_path: Path, constants: str, said: str) -> None:
    text = MAPPING.replace("  source_kind: own team", constants)
    assert said in why(tmp_path, text)[0]


def test_start_and_end_point_and_other_fields(tmp_path: Path) -> None:
    text = (
        MAPPING.replace("  when: Date", "  when.start: Date\n  when.end: Remark")
        .replace("  where.latitude: Lat\n  where.longitude: Lon", "  where.point: Lat")
        .replace("  source: S-12", "  source: S-12\n  label: Parties\n  retells: a-1, a-2\n"
                 "  address: https://e.org\n  language: fa\n  where.precision: Exact\n"
                 "  wounded.civilians: 4")
    )  # fmt: skip
    good = row(Lat="34.5 69.25 0 5", Remark="2026-03-01T15:00:00.000+04:30")
    (one,) = taken(tmp_path, [good], text).allegations
    assert one.when.end.isoformat() == "2026-03-01T15:01:00+04:30"
    assert (one.where.latitude, one.where.longitude) == (34.5, 69.25)
    assert (one.label, one.retells) == (Label.PARTIES, ("a-1", "a-2"))
    assert (one.address, one.language) == ("https://e.org", "fa")
    assert one.where.precision is PlacePrecision.EXACT
    assert one.casualties == (Casualties("civilians", (2, 2, 2), (4, 4, 4)),)
    assert "it ended before it began" in why(tmp_path, text, Lat="34 69", Remark="2026-01-01")[0]
    assert "is no number of degrees" in why(tmp_path, text, Lat="34", Remark="")[0]


def test_a_local_time_that_the_clocks_skip_is_rejected(tmp_path: Path) -> None:
    text = MAPPING.replace("Asia/Kabul", "Europe/Kyiv")
    (said,) = why(tmp_path, text, Date="2026-03-29 03:30")
    assert "the clocks of Europe/Kyiv skip or repeat this time; add the offset" in said
    assert taken(tmp_path, [row(Date="2026-03-29 03:30+03:00")], text).allegations


def test_importing_twice_adds_nothing(tmp_path: Path) -> None:
    first = taken(tmp_path, ROWS)
    again = taken(tmp_path, ROWS, known=[one.id for one in first.allegations])
    assert (again.allegations, again.known) == ((), 2)


def test_a_row_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    found = taken(tmp_path, [ROWS[0], ROWS[0], row(No="7")])
    assert (len(found.allegations), found.repeated) == (2, 1)


def test_what_the_row_does_not_say_makes_no_other_allegation(tmp_path: Path) -> None:
    (first,) = taken(tmp_path, [row(Remark="a")]).allegations
    (other,) = taken(tmp_path, [row(Remark="b")]).allegations
    labelled = MAPPING.replace("  source: S-12", "  source: S-12\n  label: public")
    (public,) = taken(tmp_path, [row()], labelled).allegations
    assert first.id == other.id == public.id
    later = MAPPING.replace("2026-03-31", "2026-04-30").replace("tir: shelling", "tir: mortar")
    (read_otherwise,) = taken(tmp_path, [row()], later).allegations
    assert read_otherwise.kind == "mortar"
    assert read_otherwise.id == first.id
    (corrected,) = taken(tmp_path, [row(Story="Four shells fell.")]).allegations
    assert corrected.id != first.id


def test_rejects_can_be_corrected_and_imported_again(tmp_path: Path) -> None:
    rows = [
        ROWS[0],
        row(No="3", Date="33/03/2026", Remark="=cmd|' /C calc'!A0"),
        row(No="4", Dead="x"),
    ]
    found = taken(tmp_path, rows)
    text = rejects_csv(found).decode()
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [one["trucewatch row"] for one in read] == ["2", "3"]
    assert read[0]["Remark"] == "'=cmd|' /C calc'!A0"
    assert read[1]["trucewatch reason"].startswith("Dead: 'x' is no count")
    path = tmp_path / "rejects.csv"
    path.write_text(text.replace("33/03/2026", "03/03/2026").replace(",x,", ",1,"), "utf-8")
    ids = [one.id for one in found.allegations]
    again = import_file(path, mapping(), known=ids)
    assert (len(again.allegations), again.rejects) == (2, ())
    once_more = import_file(path, mapping(), known=[*ids, *(a.id for a in again.allegations)])
    assert (once_more.allegations, once_more.known) == ((), 2)
    assert (
        again.allegations[0].id
        == taken(tmp_path, [row(No="3", Date="03/03/2026")]).allegations[0].id
    )


def test_a_formula_in_a_rejects_file_is_read_back_as_it_was(tmp_path: Path) -> None:
    found = taken(tmp_path, [row(Story="=1+1", Date="?")])
    path = tmp_path / "again.csv"
    path.write_bytes(rejects_csv(found).replace(b"?,", b"2026-03-01 14:05,"))
    (one,) = import_file(path, mapping()).allegations
    assert one == taken(tmp_path, [row(Story="=1+1")]).allegations[0]
    assert one.text == "=1+1"


def test_a_row_of_the_wrong_width_is_rejected_and_the_rest_taken(tmp_path: Path) -> None:
    found = taken(tmp_path, [ROWS[0][:4], [*ROWS[0], "more"], ROWS[1]])
    assert [told(one.issues[0]) for one in found.rejects] == [
        "has 4 fields where the header has 10",
        "has 11 fields where the header has 10",
    ]
    assert len(found.allegations) == 1


def test_a_long_value_is_shown_short(tmp_path: Path) -> None:
    (said,) = why(tmp_path, Dead="9" * 300)
    assert said.startswith("Dead: '" + "9" * 60 + "...' is no count")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("No,Date\n1,2\n", "utf-8")
    with pytest.raises(
        DatasetError, match=r"has no column 'Village', which the mapping names; its"
    ):
        import_file(path, mapping())


@pytest.mark.parametrize("name", ["reports.pdf", "reports"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatasetError, match=r"cannot be read: .*give a file that ends in \.csv"):
        import_file(tmp_path / name, mapping())


def test_progress_is_told(tmp_path: Path) -> None:
    steps: list[tuple[float, str]] = []
    rows = [row(No=str(n)) for n in range(600)]
    taken(tmp_path, rows, progress=lambda share, what: steps.append((share, what)))
    assert len(steps) == 4
    assert steps == sorted(steps)
    assert steps[-1] == (1.0, "reading rows")


FORM = mapping()
CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["2026-03-01", "34.5", "tir", "=1+1", "\u202e", "'-3", "a;=b", '"', "3"]
)


@SLOW
@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=4))
def test_any_file_is_accounted_for_and_a_second_time_adds_nothing(
    tmp_path: Path, cells: list[list[str]]
) -> None:
    path = write(tmp_path, [*cells, *ROWS])
    try:
        found = import_file(path, FORM)
    except DatasetError:
        return
    taken_in = len(found.allegations) + len(found.rejects) + found.repeated
    assert taken_in == found.rows
    again = import_file(path, FORM, known={one.id for one in found.allegations})
    assert again.allegations == ()
    assert again.rejects == found.rejects
    back = tmp_path / "rejects.csv"
    back.write_bytes(rejects_csv(found))
    if found.rejects and all(any(c.strip() for c in r.cells.values()) for r in found.rejects):
        assert len(import_file(back, FORM).rejects) == len(found.rejects)


def test_ids_do_not_depend_on_the_format(tmp_path: Path) -> None:
    listed = [dict(zip(HEADER, cells, strict=True)) for cells in ROWS]
    path = tmp_path / "reports.json"
    path.write_text(json.dumps(listed), "utf-8")
    ids = [one.id for one in import_file(path, mapping()).allegations]
    assert ids == [one.id for one in taken(tmp_path, ROWS).allegations]
    assert all(set(one[2:]) <= set(string.hexdigits) for one in ids)
    assert csv_text(ROWS)
