"""The forms and layouts in which UCDP GED is published."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ged_rows import COLUMNS, OLDER, Row, csv_text, row, rows, write_csv, write_parquet, write_zip
from trucewatch.datasets import conversion
from trucewatch.datasets.ucdp_ged import convert, identify, open_ged
from trucewatch.days import DaySpan
from trucewatch.errors import DatasetError

from .reading import read


def _write_texts(path: Path, given: list[Row]) -> Path:
    return write_parquet(path, given, typed=False)


FORMS = {"zip": write_zip, "typed parquet": write_parquet, "parquet of texts": _write_texts}


@pytest.mark.parametrize("write", FORMS.values(), ids=FORMS.keys())
def test_every_form_gives_the_same_events(write: Callable[..., Path], tmp_path: Path) -> None:
    given = [*rows(30), row(31, best=0), row(32, gwnoa="516;517"), row(33, number_of_sources="")]
    plain = read(write_csv(tmp_path / "plain.csv", given))
    other = read(write(tmp_path / "other", given))
    assert len(plain.events) == 33
    assert other == plain


def test_every_field_arrives(tmp_path: Path) -> None:
    (event,) = read(write_csv(tmp_path / "a.csv", [row(2, source_original='x\ny, "z"')])).events
    assert event == {
        "id": 1002,
        "relid": "MOD-2020-1-500-2",
        "year": 2020,
        "active_year": True,
        "code_status": "Clear",
        "violence_type": 3,
        "conflict_id": 500,
        "conflict": "Modelland: Government",
        "dyad_id": 900,
        "dyad": "Government of Modelland - The Others",
        "side_a_id": 70,
        "side_a": "Government of Modelland",
        "side_b_id": 3000,
        "side_b": "The Others",
        "gwno_a": "2;200;900",
        "gwno_b": None,
        "number_of_sources": 2,
        "source_article": '"Sample Wire, 2 March, Clashes, again"',
        "source_office": "Sample Wire",
        "source_date": "2020-03-01",
        "source_headline": "Clashes,\nagain",
        "source_original": 'x\ny, "z"',
        "where_precision": 3,
        "where_coordinates": "Placeville",
        "where_description": "near Placeville",
        "admin1": "North province",
        "admin2": None,
        "latitude": 10.27,
        "longitude": -20.5,
        "priogrid": 100_002,
        "country": "Modelland",
        "country_id": 999,
        "region": "Africa",
        "clarity": 1,
        "date_precision": 1,
        "date_start": date(2020, 3, 3),
        "date_end": date(2020, 3, 3),
        "deaths_a": 1,
        "deaths_b": 2,
        "deaths_civilians": 2,
        "deaths_unknown": 0,
        "deaths_low": 3,
        "deaths_best": 5,
        "deaths_high": 7,
    }


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("active_year", "1", "active_year", True),
        ("active_year", "0", "active_year", False),
        ("active_year", "1.0", "active_year", True),
        ("active_year", "FALSE", "active_year", False),
        ("active_year", "", "active_year", None),
        ("number_of_sources", "-1", "number_of_sources", None),
        ("gwnoa", "365.0", "gwno_a", "365"),
        ("gwnoa", "2;200;900", "gwno_a", "2;200;900"),
        ("best", "4.0", "deaths_best", 4),
        ("date_start", "2020-03-01", "date_start", date(2020, 3, 1)),
        ("date_start", "2020-03-01T00:00:00Z", "date_start", date(2020, 3, 1)),
        ("latitude", "-1.5e1", "latitude", -15.0),
        ("adm_1", "0", "admin1", "0"),
        ("side_b", "NULL", "side_b", "NULL"),
    ],
)
def test_spellings_of_a_value(
    column: str, text: str, field: str, value: object, tmp_path: Path
) -> None:
    result = read(write_csv(tmp_path / "a.csv", [row(1, **{column: text})]))
    assert result.events[0][field] == value
    assert result.rejected == 0


def test_the_older_layout_says_what_it_lacks(tmp_path: Path) -> None:
    result = read(write_csv(tmp_path / "old.csv", rows(3), columns=OLDER))
    assert result.ids == [1001, 1002, 1003]
    assert [result.events[0][name] for name in ("relid", "gwno_a", "code_status")] == [None] * 3
    assert result.messages == (
        "code_status is not in this layout; it was left empty",
        "gwnoa is not in this layout; it was left empty",
        "relid is not in this layout; it was left empty",
        "where_description is not in this layout; it was left empty",
    )


def test_estimates_may_be_named_as_in_the_first_releases(tmp_path: Path) -> None:
    header = [f"{n}_est" if n in ("low", "best", "high") else n for n in COLUMNS]
    (event,) = read(write_csv(tmp_path / "a.csv", [row(1)], header=header)).events
    assert (event["deaths_low"], event["deaths_best"], event["deaths_high"]) == (2, 4, 6)


def test_columns_may_stand_in_any_order_case_and_company(tmp_path: Path) -> None:
    shuffled = [*COLUMNS[::-1]]
    header = [f" {name.upper()} " for name in shuffled]
    text = csv_text(rows(3), columns=shuffled, header=header)
    named, *lines = csv_text(
        [{**r, "extra": "?"} for r in rows(3)], columns=[*COLUMNS, "extra"]
    ).split("\r\n")
    plain = read(write_csv(tmp_path / "a.csv", rows(3)))
    assert read(write_csv(tmp_path / "b.csv", text)) == plain
    wider = read(write_csv(tmp_path / "c.csv", "\r\n".join([named, *lines])))
    assert wider.events == plain.events
    assert wider.messages == ("extra is not a known column; it was left out",)


def test_a_row_of_hxl_tags_is_passed_over_and_not_counted(tmp_path: Path) -> None:
    header, *lines = csv_text([row(1), row(2, best="x")]).split("\r\n")
    tags = ",".join(["#event+id", *[""] * 47, "#affected"])
    result = read(write_csv(tmp_path / "a.csv", "\r\n".join([header, tags, *lines])))
    assert result.ids == [1001]
    assert result.messages == ("skipped a row of HXL tags under the header",)
    assert result.about_rows() == [(2, "best", "x", "is not a whole number")]


def test_nothing_as_other_tools_write_it_is_nothing(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", [row(1, priogrid_gid="nan"), row(2)])
    result = read(path)
    assert [event["priogrid"] for event in result.events] == [None, 100_002]
    assert result.issues == []


def test_a_file_without_header_is_read_only_if_the_release_is_asked_for(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "GEDEvent_v24_0_1.csv", rows(3), header=())
    path.write_bytes(path.read_bytes().removeprefix(b"\r\n"))
    with pytest.raises(DatasetError, match="no header row; say what it is with --release"):
        read(path, release=None)
    result = read(path, release="24.0.1")
    assert result.events == read(write_csv(tmp_path / "b.csv", rows(3))).events
    assert "no header row" in result.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + csv_text(rows(4)), id="byte order mark"),
        pytest.param(csv_text(rows(4), newline="\n"), id="newlines of Unix"),
        pytest.param(csv_text(rows(4), quoting=csv.QUOTE_ALL), id="all quoted"),
        pytest.param(csv_text(rows(4)).rstrip(), id="no newline at the end"),
        pytest.param(csv_text(rows(4)) + "\r\n\r\n", id="empty lines at the end"),
    ],
)
def test_the_same_rows_written_otherwise(text: str, tmp_path: Path) -> None:
    assert read(write_csv(tmp_path / "a.csv", text)) == read(write_csv(tmp_path / "b.csv", rows(4)))


def test_a_path_may_hold_what_a_database_would_take_for_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] {b} *"
    folder.mkdir()
    assert read(write_csv(folder / "x?.csv", rows(2))).ids == [1001, 1002]
    assert read(write_parquet(tmp_path / "[x]*.parquet", rows(2))).ids == [1001, 1002]


def test_more_rows_than_a_row_group_keep_their_order_and_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 130_000
    source = _large(tmp_path / "large.csv", count)
    digests = set()
    for cpus in (1, 4, 4):
        monkeypatch.setattr("os.cpu_count", lambda cpus=cpus: cpus)
        room = tmp_path / f"room{len(list(tmp_path.iterdir()))}"
        room.mkdir()
        convert(identify(source, release="26.1x"), room, scratch=room)
        digests.add((room / conversion.EVENTS).read_bytes())
    assert len(digests) == 1
    events = duckdb.read_parquet(str(room / conversion.EVENTS), file_row_number=True)
    ordered = events.aggregate("count(*), bool_and(id = file_row_number + 1)").fetchall()
    assert ordered == [(count, True)]


def _large(path: Path, count: int) -> Path:
    """Many rows that differ only in their id, quickly."""
    header, line, *_ = csv_text([row(1, source_headline="")]).split("\r\n")
    rest = line.removeprefix("1001")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\r\n")
        file.writelines(f"{n}{rest}\r\n" for n in range(1, count + 1))
    return path


def test_progress_only_grows_and_arrives(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    path = write_zip(tmp_path / "a.zip", [*rows(5), row(6, best="")])
    with open_ged(path, release="26.1x", progress=lambda *done: told.append(done)) as ged:
        assert ged.provenance.rows == 5
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {"unpacking", "reading", "looking up rejected rows"} <= {label for _, label in told}


def test_provenance(tmp_path: Path) -> None:
    with open_ged(write_csv(tmp_path / "ged261.csv", rows(3))) as ged:
        known = ged.provenance
    path = write_csv(tmp_path / "mine.csv", [*rows(2), row(3, date_end="2020-04-01"), row(3)])
    with open_ged(path, release="mine-1") as ged:
        other = ged.provenance
    assert (known.dataset, known.release, known.rows) == ("ucdp-ged", "26.1", 3)
    assert known.covers == DaySpan(date(1989, 1, 1), date(2026, 1, 1))
    assert other.covers == DaySpan(date(2020, 3, 2), date(2020, 3, 5))
    assert other.query == (
        "Every row of the file was kept as one event, except 1 that cannot be read."
    )


def test_no_room_to_unpack_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(conversion, "convert", full)
    path = write_csv(tmp_path / "ged261.csv", rows(1))
    with pytest.raises(DatasetError, match=r"No space left.*TMPDIR"), open_ged(path):
        pass
