import csv
import io
import json
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from register.reports import HEADER, MAPPING, ROWS, mapping, write
from trucewatch.errors import DatasetError
from trucewatch.register.intake import import_file, told
from trucewatch.register.readers import rows as bounds
from trucewatch.register.readers.csv_rows import csv_rows
from trucewatch.register.readers.json_rows import json_rows
from trucewatch.register.readers.rows import Unusable
from trucewatch.register.readers.xlsx_rows import xlsx_rows


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "reports.xlsx") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    path = folder / name
    book.save(path)
    return path


# CSV


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\n\xff", "line 2: the byte 0xff is not UTF-8; save the file as CSV UTF-8"),
        (b"", "has no header row"),
        (b"a,b,a\n", "has two columns 'a'"),
        (b",".join(b"c%d" % n for n in range(513)), "has more than 512 columns"),
    ],
)
def test_a_csv_file_that_cannot_be_used(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(DatasetError) as caught:
        csv_rows(put(tmp_path, "x.csv", data))
    assert said in str(caught.value)


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    """Whatever limit another library has set, it is told as a mistake in the file or in a row."""
    path = put(tmp_path, "x.csv", 'a,b\n1,"' + "x\n" * 80_000)
    before = csv.field_size_limit(131_072)
    try:
        with pytest.raises(DatasetError, match=r"cannot be read as CSV.*quotation mark"):
            list(csv_rows(path).rows)
        csv.field_size_limit(10**9)
        (row,) = csv_rows(path).rows
        assert row.wrong == "b is longer than 32,767 letters"
    finally:
        csv.field_size_limit(before)


def test_separators_tags_and_empty_rows(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", "a;b\n#x;#y\n\n1;2\n;\n3;4\n")
    rows = list(csv_rows(path, separator="semicolon").rows)
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (3, {"a": "1", "b": "2"}),
        (5, {"a": "3", "b": "4"}),
    ]


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "y" * (bounds.MOST_LETTERS + 1)
    (row,) = csv_rows(put(tmp_path, "x.csv", f"a\n{long}\n")).rows
    assert row.wrong == "a is longer than 32,767 letters"
    monkeypatch.setattr(bounds, "MOST_ROWS", 2)
    with pytest.raises(DatasetError, match="has more than 2 rows; cut it into several files"):
        list(csv_rows(put(tmp_path, "x.csv", "a\n1\n2\n3\n")).rows)
    monkeypatch.setattr(bounds, "MOST_BYTES", 3)
    with pytest.raises(DatasetError, match="is larger than 3 bytes"):
        csv_rows(tmp_path / "x.csv")
    with pytest.raises(DatasetError, match="there is no such file"):
        csv_rows(tmp_path / "y.csv")
    with pytest.raises(DatasetError, match="cannot be read"):
        csv_rows(tmp_path)


# XLSX


def test_a_sheet_gives_what_the_csv_file_gives(tmp_path: Path) -> None:
    typed: list[list[object]] = [list(HEADER), *map(list, ROWS)]
    typed[1][1] = datetime(2026, 3, 1, 14, 5)
    typed[1][3], typed[1][8], typed[1][0] = 34.5, 2, 1
    found = import_file(workbook(tmp_path, typed), mapping())
    assert found.rejects == ()
    same = import_file(write(tmp_path, ROWS), mapping())
    assert found.allegations == same.allegations


def test_cells_as_texts(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["a", "b", "c", "d", "e", "f"],
            [True, 3.0, 3.25, date(2026, 3, 1), None, "=1+1"],
            [],
            [None, "x"],
        ],
    )
    rows = [row for row in xlsx_rows(path).rows if row.cells]
    assert [(row.number, list(row.cells.values())) for row in rows] == [
        (1, ["true", "3", "3.25", "2026-03-01", "", "=1+1"]),
        (3, ["", "x", "", "", "", ""]),
    ]
    assert isinstance(rows[0].cells["f"], Unusable)


def test_times_and_columns_without_a_name_at_the_end(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a", "b", None, " "], [time(14, 5), datetime(2026, 3, 1)]])
    table = xlsx_rows(path)
    assert (table.columns, table.expected) == (("a", "b"), 2)
    assert [list(row.cells.values()) for row in table.rows] == [["14:05:00", "2026-03-01"]]


def test_a_sheet_that_lies_about_its_size_is_read_whole(tmp_path: Path) -> None:
    parts = parts_of(workbook(tmp_path, [["a"], ["1"], ["2"]]))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'ref="A1:A3"', b'ref="A1:A2"')
    assert [row.cells["a"] for row in xlsx_rows(packed(tmp_path, parts)).rows] == ["1", "2"]


def test_a_formula_is_not_evaluated_and_its_row_rejected(tmp_path: Path) -> None:
    row: list[object] = list(ROWS[0])
    row[8] = "=1+1"
    row[9] = '=HYPERLINK("https://e.org")'  # not mapped, and of no matter
    found = import_file(workbook(tmp_path, [list(HEADER), row]), mapping())
    (reject,) = found.rejects
    assert [told(issue) for issue in reject.issues] == [
        "Dead: '=1+1' is a formula; paste its value"
    ]


def test_an_error_of_the_spreadsheet_is_rejected(tmp_path: Path) -> None:
    row: list[object] = list(ROWS[0])
    row[3] = "#DIV/0!"
    found = import_file(workbook(tmp_path, [list(HEADER), row]), mapping())
    assert "is an error of the spreadsheet" in told(found.rejects[0].issues[0])


def test_several_sheets_must_be_told_apart(tmp_path: Path) -> None:
    path = workbook(tmp_path, [list(HEADER)])
    book = Workbook()
    book.create_sheet("Reports").append(HEADER)
    book.save(path)
    with pytest.raises(
        DatasetError, match="has several sheets; name one under sheet: 'Sheet', 'Rep"
    ):
        xlsx_rows(path)
    with pytest.raises(DatasetError, match="has no sheet 'Other'"):
        xlsx_rows(path, sheet="Other")
    assert xlsx_rows(path, sheet="Reports").columns == tuple(HEADER)
    named = mapping(MAPPING + "sheet: Reports\n")
    assert import_file(path, named).rows == 0


def test_cells_beyond_the_header(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["1", "2"], ["1", " "]])
    assert [row.wrong for row in xlsx_rows(path).rows] == [
        "has cells beyond the last column of the header",
        None,
    ]
    wide = workbook(tmp_path, [["a"], ["x"] * 513])
    with pytest.raises(DatasetError, match="has more than 512 columns"):
        list(xlsx_rows(wide).rows)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(folder: Path, parts: dict[str, bytes]) -> Path:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return put(folder, "hostile.xlsx", file.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    parts = parts_of(workbook(tmp_path, [["a"]]))
    parts["xl/bomb.bin"] = b"\0" * (257 * 2**20)
    path = packed(tmp_path, parts)
    assert path.stat().st_size < 2**20
    with pytest.raises(DatasetError, match=r"unpacks to 269,.* bytes in .* parts, too many"):
        xlsx_rows(path)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {f"p{n}": b"" for n in range(2_001)})
    with pytest.raises(DatasetError, match="2,001 parts, too many"):
        xlsx_rows(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    parts = parts_of(workbook(tmp_path, [["a"]]))
    bomb = '<?xml version="1.0"?>' + " " * 2**20 + '<!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'
    parts["xl/sharedStrings.xml"] = bomb.encode(encoding)
    with pytest.raises(DatasetError, match=r"sharedStrings.xml declares a document type"):
        xlsx_rows(packed(tmp_path, parts))


def test_an_endless_sheet_comes_to_its_end(tmp_path: Path) -> None:
    parts = parts_of(workbook(tmp_path, [["a"], ["1"]]))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<row r="2"', b'<row r="99999999999"')
    with pytest.raises(DatasetError, match="has more than 200,000 rows"):
        list(xlsx_rows(packed(tmp_path, parts)).rows)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old or an encrypted Excel file; save it as .xlsx"),
        (b"a,b\n", "is no XLSX file that can be read"),
        (b"PK\x03\x04broken", "is no XLSX file that can be read"),
    ],
)
def test_what_is_no_xlsx_file(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(DatasetError) as caught:
        xlsx_rows(put(tmp_path, "x.xlsx", data))
    assert said in str(caught.value)


def test_broken_parts_are_a_mistake_and_no_traceback(tmp_path: Path) -> None:
    parts = parts_of(workbook(tmp_path, [["a"], ["1"], ["2"]]))
    sheet = "xl/worksheets/sheet1.xml"
    cut = packed(tmp_path, {**parts, sheet: parts[sheet][: len(parts[sheet]) // 2]})
    with pytest.raises(DatasetError, match="is no XLSX file that can be read"):
        list(xlsx_rows(cut).rows)
    without = {name: data for name, data in parts.items() if name != "xl/workbook.xml"}
    with pytest.raises(DatasetError, match="is no XLSX file that can be read"):
        xlsx_rows(packed(tmp_path, without))


# JSON


KOBO = {
    "count": 1,
    "results": [
        {
            "_id": 7,
            "grp/date": "2026-03-01T14:05:00.000+04:30",
            "grp/place": "Upper Mill",
            "_geolocation": [34.5, 69.25],
            "story": "Three shells fell.",
            "dead": 2,
            "armed": True,
            "note": None,
            "people": [{"age": 4}, {"age": 7}],
        }
    ],
}
ODK = {
    "value": [
        {
            "__id": "uuid:1",
            "when": {"date": "2026-03-01"},
            "spot": {"type": "Point", "coordinates": [69.25, 34.5, 1800]},
            "story": "Three shells fell.",
        }
    ]
}
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": "f1", "geometry": {"type": "Point", "coordinates": [69.25, 34.5]},
         "properties": {"story": "x"}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": None},
        {"type": "Feature", "geometry": None, "properties": {"story": "y"}},
        7,
    ],
}  # fmt: skip


def read(folder: Path, content: object) -> list[dict[str, str]]:
    table = json_rows(put(folder, "x.json", json.dumps(content)))
    return [dict(row.cells) for row in table.rows]


def test_kobo(tmp_path: Path) -> None:
    (cells,) = read(tmp_path, KOBO)
    assert cells == {
        "_id": "7",
        "grp/date": "2026-03-01T14:05:00.000+04:30",
        "grp/place": "Upper Mill",
        "_geolocation": "34.5 69.25",
        "story": "Three shells fell.",
        "dead": "2",
        "armed": "true",
        "note": "",
        "people.1.age": "4",
        "people.2.age": "7",
    }


def test_odk(tmp_path: Path) -> None:
    (cells,) = read(tmp_path, ODK)
    assert cells == {
        "__id": "uuid:1",
        "when.date": "2026-03-01",
        "spot": "34.5 69.25",
        "story": "Three shells fell.",
    }


def test_geojson(tmp_path: Path) -> None:
    point, polygon, nowhere, broken = read(tmp_path, GEOJSON)
    assert point == {"id": "f1", "story": "x", "geometry": "34.5 69.25"}
    shape = polygon["geometry"]
    assert isinstance(shape, Unusable)
    assert (shape, shape.why) == ("Polygon", "is not a point; give its middle")
    assert nowhere["geometry"] == ""
    assert broken == {}


SMALL = """\
name: kobo
zone: Asia/Kabul
columns:
  when: {date}
  where.name: {place}
  where.point: {point}
  text: {text}
constants: {{source: S-1, source_kind: own team, kind: shelling, made: 2026-04-01}}
"""


def test_submissions_become_allegations_and_shapes_are_rejected(tmp_path: Path) -> None:
    kobo = mapping(
        SMALL.format(date="grp/date", place="grp/place", point="_geolocation", text="story")
    )
    (one,) = import_file(put(tmp_path, "k.json", json.dumps(KOBO)), kobo).allegations
    assert (one.where.latitude, one.when.start.hour) == (34.5, 14)
    shapes = mapping(SMALL.format(date="d", place="p", point="geometry", text="s"))
    properties = {"d": "2026-03-01", "p": "Mill", "s": "x"}
    features = [
        {"type": "Feature", "geometry": {"type": kind, "coordinates": [69.25, 34.5]},
         "properties": properties}
        for kind in ("Point", "LineString")
    ]  # fmt: skip
    path = put(
        tmp_path, "g.geojson", json.dumps({"type": "FeatureCollection", "features": [*features, 3]})
    )
    found = import_file(path, shapes)
    assert len(found.allegations) == 1
    assert [told(one.issues[0]) for one in found.rejects] == [
        "geometry: 'LineString' is not a point; give its middle",
        "is no object with names and values",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "line 1: "),
        ("3", "holds no list of submissions or features"),
        ('{"type": "FeatureCollection"}', "holds no list of submissions or features"),
        ("[" * 100_000, "is nested too deep"),
        ('[{"a": NaN}]', "NaN is no number"),
        ("[" + "1" * 5000 + "]", "is no JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        ("[]", "has no header row"),
    ],
)
def test_json_that_cannot_be_used(tmp_path: Path, data: str | bytes, said: str) -> None:
    with pytest.raises(DatasetError) as caught:
        json_rows(put(tmp_path, "x.json", data))
    assert said in str(caught.value)


def test_deep_and_wide_objects_are_cut(tmp_path: Path) -> None:
    deep: object = 1
    for _ in range(20):
        deep = {"a": deep}
    (cells,) = read(tmp_path, [deep])
    ((name, text),) = cells.items()
    assert name.count("a") == 12
    assert isinstance(text, Unusable)
    with pytest.raises(DatasetError, match="has more than 512 columns"):
        read(tmp_path, [{f"c{n}": 1 for n in range(600)}])
