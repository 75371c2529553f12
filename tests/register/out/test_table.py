import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from register.telling import told
from register.test_labels import CLAIM
from trucewatch.domain.label import Label
from trucewatch.register.fields import FIELDS
from trucewatch.register.labels import redact_all
from trucewatch.register.out.stamp import Stamp
from trucewatch.register.out.table import as_written, csv_table, hxl_table, neutral

BEGINS = tuple("=+-@＝＋－＠")
HOSTILE = st.text(st.sampled_from("=+-@＝＠;,\t\r\n\"' ax1|"), max_size=12)


def read(data: bytes, **how: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), **how))  # type: ignore[arg-type]


def table(**fields: object) -> bytes:
    return csv_table(redact_all([told(label=Label.PUBLIC, **fields)], Label.PUBLIC))


@given(HOSTILE)
def test_no_cell_begins_a_formula(text: str) -> None:
    data = table(text=text, source=f"s{text}", kind=text)
    for row in read(data):
        assert not any(cell.lstrip(' \t\r\n"').startswith(BEGINS) for cell in row)
    for delimiter in ";\t":
        for row in csv.reader(io.StringIO(neutral(text), newline=""), delimiter=delimiter):
            assert not any(cell.strip(' \t\r\n"').startswith(BEGINS) for cell in row)


@given(HOSTILE)
def test_what_was_made_neutral_can_be_read_back(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)
    if "'" not in text:
        assert as_written(neutral(text)) == text


def test_a_table_has_a_column_for_each_field_and_what_was_withheld() -> None:
    hidden = told("a-2", label=Label.PUBLIC, labels={"where": Label.MISSION})
    header, row = read(csv_table(redact_all([hidden], Label.PUBLIC)))
    assert header == [*(field.name for field in FIELDS[type(hidden)]), "withheld"]
    cells = dict(zip(header, row, strict=True))
    assert (cells["where.name"], cells["made"]) == ("", "2026-03-01T09:00:00+00:00")
    assert cells["withheld"].startswith('["where.admin1"')
    assert cells["retells"] == ""


def test_a_negative_number_stays_a_number() -> None:
    data = table(where=told().where.__class__("x", told().where.precision, latitude=-5.25))
    (_, row) = read(data)
    assert "-5.25" in row


def test_hxl_tags_stand_under_the_header() -> None:
    seen = redact_all([CLAIM], Label.PUBLIC)
    header, tags, row = read(hxl_table(seen, Stamp(Label.PUBLIC, "=all", "abc")))
    assert len(header) == len(tags) == len(row)
    assert all(tag.startswith("#") for tag in tags)
    assert dict(zip(tags, row, strict=True))["#indicator+value+num"] == "12.0"
    assert row[-3:] == ["public", "'=all", "abc"]


def test_tags_are_of_the_form_that_hxl_wants_and_differ() -> None:
    for sort, fields in FIELDS.items():
        tags = [field.hxl for field in fields]
        assert all(re.fullmatch(r"#[a-z][a-z0-9]*(\+[a-z0-9]+)*", tag) for tag in tags)
        assert len(set(tags)) == len(tags), sort


def test_an_empty_table_has_its_header() -> None:
    assert csv_table([], sort="claim").decode().count("\n") == 1
    assert hxl_table([], Stamp(Label.PUBLIC), sort="claim").decode().count("\n") == 2
