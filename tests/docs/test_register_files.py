"""The page on the files of the register says what the code does, and its examples run."""

import re
from pathlib import Path
from typing import Any

import pytest

from register.reports import ROWS, write
from trucewatch.domain.label import Label
from trucewatch.register import leaks, origins
from trucewatch.register.claims import SHARED_DAYS
from trucewatch.register.export import Format
from trucewatch.register.mapping import COUNTS, TARGETS, mapping_schema, parse_mapping
from trucewatch.register.readers import rows, xlsx_rows

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "register-files.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.M | re.S)
PYTHON = [text for language, text in BLOCKS if language == "python"]
SHOWN = [text for language, text in BLOCKS if not language]


def example() -> str:
    (found,) = re.findall(r"<!-- mapping -->\n```yaml\n(.*?)```", PAGE, re.S)
    return str(found)


def test_the_examples_run_and_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mapping.yaml").write_text(example(), encoding="utf-8")
    write(tmp_path, [ROWS[0], [*ROWS[0][:1], "soon", *ROWS[0][2:]]])
    names: dict[str, Any] = {}
    for code in PYTHON:
        exec(code, names)  # noqa: S102 - the page's own examples
    printed = capsys.readouterr().out
    assert printed.startswith("1 new, 1 rejected\n")
    assert "`snapped to the centre of a grid of 0.25 degrees, about 28 km`" in PAGE
    assert "snapped to the centre of a grid of 0.25 degrees, about 28 km\n" in printed
    assert "1 allegation, 1 independent origin" in printed
    assert len(SHOWN) == 2
    for shown in SHOWN:
        assert shown in printed
    text = (tmp_path / "rejects.csv").read_text("utf-8")
    assert "trucewatch row,trucewatch reason" in text
    assert names["data"].startswith(b'{"type":"FeatureCollection"')


def test_every_key_of_a_mapping_file_is_described() -> None:
    described = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.split("## Need")[0], re.M))
    properties: Any = mapping_schema()["properties"]
    assert described == {name: one["description"] for name, one in properties.items()}


def test_every_field_is_named() -> None:
    fields = " ".join(PAGE.split("The fields are")[1].split(". A day is")[0].split())
    assert set(re.findall(r"`([\w.]+)`", fields)) == {*TARGETS, *COUNTS}


def test_the_example_is_a_mapping() -> None:
    assert parse_mapping(example(), where="page").labels == {"source": Label.SOURCE_PROTECTED}


def test_every_way_out_is_listed() -> None:
    table = PAGE.split("| format |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.M) == list(Format)


def test_labels_are_in_order() -> None:
    assert "`public`, `parties`, `commission`, `mission` and `source-protected`" in PAGE
    assert [label.value for label in Label] == [
        "public", "parties", "commission", "mission", "source-protected",
    ]  # fmt: skip


def test_numbers_are_those_of_the_code() -> None:
    text = " ".join(PAGE.split())
    assert rows.MOST_BYTES == 64 * 2**20
    assert f"{rows.MOST_ROWS:,} rows, {rows.MOST_COLUMNS} columns" in text
    assert f"{rows.MOST_LETTERS:,} letters" in text
    assert xlsx_rows.MOST_UNPACKED == 256 * 2**20
    assert leaks.RUN == 5
    assert leaks.SHORTEST == 3
    assert (origins.RUN, origins.SHARED_OF_ALL, origins.SHARED_OF_SHORTER) == (3, 0.5, 0.8)
    assert SHARED_DAYS == 0.8
    for said in (
        "five or more words in a row",
        "half of the runs of 3 words",
        "four fifths of their days",
    ):
        assert said in text
