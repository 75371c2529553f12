from pathlib import Path

import pytest

from register.reports import MAPPING, mapping
from trucewatch.domain.label import Label
from trucewatch.errors import DatasetError
from trucewatch.register.mapping import mapping_schema, read_mapping


def complaint(text: str) -> str:
    with pytest.raises(DatasetError) as caught:
        mapping(text)
    return str(caught.value)


def test_a_mapping_with_everything() -> None:
    form = mapping()
    assert form.columns["when"] == "Date"
    assert form.values["kind"] == {"tir": "shelling"}
    assert form.labels == {"source": Label.SOURCE_PROTECTED}
    assert form.dates == ("%d/%m/%Y %H:%M", "%d/%m/%Y")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  kind: Type", "  knid: Type",
         "m.yaml, line 9: columns.knid: 'knid' is no field of an allegation; did you mean kind?"),
        ("  kind: Type", "  killed.: Type", "'killed.' is no field"),
        ("  kind: Type\n", "", "line 4: kind is neither a column nor a constant; every alleg"),
        ("  when: Date\n", "", "when is neither a column nor a constant"),
        ("  source: S-12", "  source: S-12\n  text: x", "line 15: constants.text: it is a column"),
        ("  when: Date", "  when: Date\n  when.start: D2", "line 6: columns.when.start: when is"),
        ("  when: Date", "  when: Date\n  when.end: D2", "when.end is given without when.start"),
        ("  where.latitude: Lat\n", "", "one of where.latitude and where.longitude is missing"),
        ("  kind: Type", "  kind: Type\n  where.point: P", "where.point is given as well"),
        ("zone: Asia/Kabul", "zone: Kabul", "line 2: zone: unknown time zone 'Kabul'"),
        ("name: hill-desk", "nmae: hill-desk", "line 1: nmae is not a key of a mapping file"),
        ("%d/%m/%Y\"", "%d/%m\"", "line 21: dates[1]: '%d/%m' names no day, month and year"),
        ("source-protected", "secret", "line 24: labels.source: 'secret' is none of"),
        ("  source: source-protected", "  sauce: mission", "line 24: labels.sauce: 'sauce' is no"),
        ("name: hill-desk", "name: &a hill", "anchors and aliases"),
        ("empty: [n/a]", "separator: pipe", "separator"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert old in MAPPING
    message = complaint(MAPPING.replace(old, new))
    assert said in message
    assert "\n" not in message
    assert "truce file" not in message


def test_a_field_that_looks_like_a_part_may_be_labelled_whole() -> None:
    form = mapping(MAPPING.replace("  source: source-protected", "  where: commission"))
    assert form.labels == {"where": Label.COMMISSION}


def test_reading_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    assert read_mapping(path) == mapping()
    with pytest.raises(DatasetError, match=r"nothing\.yaml: there is no such file"):
        read_mapping(tmp_path / "nothing.yaml")
    path.write_bytes(b"name: \xff")
    with pytest.raises(DatasetError, match="line 1: the byte 0xff is not UTF-8"):
        read_mapping(path)


def test_the_schema_describes_every_key() -> None:
    schema = mapping_schema()
    assert all("description" in one for one in schema["properties"].values())  # type: ignore[attr-defined]
