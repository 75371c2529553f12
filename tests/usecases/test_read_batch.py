"""A folder of reports becomes one Parquet file, whatever is in it and on however many cores."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from trucewatch.domain.reading import Modality, People, Record, RecordKind, Span
from trucewatch.errors import InputError, ReadingError
from trucewatch.usecases import read as reading
from trucewatch.usecases import read_batch as module
from trucewatch.usecases.read_batch import Batch, read_batch

TRUCE = "A truce is set to begin at midnight on Friday, the two sides said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports that can be read, one that cannot, and a file that is none."""
    made = tmp_path / "it's a folder"
    (made / "in").mkdir(parents=True)
    (made / "2020-02-21 first.txt").write_text(TRUCE, encoding="utf-8")
    (made / "in" / "page.html").write_text(
        f'<meta name="pubdate" content="2020-02-22"><title>T</title><p>{TRUCE}', encoding="utf-8"
    )
    (made / "broken.txt").write_bytes(b"PK\0\0")
    (made / "2020-99-99.txt").write_text(TRUCE, encoding="utf-8")
    (made / "notes.docx").write_bytes(b"x")
    return made


def rows(path: Path, columns: str) -> list[tuple[object, ...]]:
    return duckdb.read_parquet(str(path)).project(columns).fetchall()


def test_every_file_is_a_row(folder: Path) -> None:
    out = folder / "out.parquet"
    told: list[float] = []
    done = read_batch(folder, out=out, progress=lambda part, _: told.append(part))
    assert done == Batch(files=4, failed=1, records=8)
    assert told == [0.25, 0.5, 0.75, 1.0]
    found = list(dict.fromkeys(rows(out, "file, published::VARCHAR, title, error")))
    assert [row[:3] for row in found] == [
        ("2020-02-21 first.txt", "2020-02-21", None),
        ("2020-99-99.txt", None, None),
        ("broken.txt", None, None),
        ("in/page.html", "2020-02-22", "T"),
    ]
    assert [row[3] for row in found] == [
        None,
        None,
        "broken.txt: is no text: a zero byte at 2; give plain text or HTML",
        None,
    ]


def test_a_given_day_is_that_of_all(folder: Path) -> None:
    out = folder / "out.parquet"
    read_batch(folder, out=out, published="2020-03-01", zone="Asia/Kabul")
    assert {row[0] for row in rows(out, "published::VARCHAR") if row[0]} == {"2020-03-01"}


def test_the_same_bytes_on_one_core_and_on_two(folder: Path) -> None:
    for n in range(40):
        (folder / f"{n}.txt").write_text(f"{TRUCE} It is the {n}th.", encoding="utf-8")
    one, two = folder.parent / "one.parquet", folder.parent / "two.parquet"
    read_batch(folder, out=one, jobs=1)
    read_batch(folder, out=two, jobs=2)
    assert one.read_bytes() == two.read_bytes()


def test_records_are_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2020, 2, 20, tzinfo=ZoneInfo("Asia/Kabul"))
    record = Record(
        RecordKind.EVENT, Span(0, 7), "A truce", "made-up", type="ASSAULT", actor=("a", "b"),
        start=at, killed=People(2, None), quantity=1.5, modality=Modality.PLANNED,
    )  # fmt: skip
    monkeypatch.setattr(reading, "records", lambda *_: ((), (record, record)))
    out = folder / "out.parquet"
    assert read_batch(folder, out=out, jobs=1).records == 6
    found = rows(
        out, "actor, start, killed_min, killed_max, injured_min, modality, span_end, quantity"
    )
    assert found[0] == (["a", "b"], "2020-02-20T00:00+04:30", 2, None, None, "planned", 7, 1.5)


def test_a_defect_in_one_file_stops_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(module, "read", fail)
    out = folder / "out.parquet"
    assert read_batch(folder, out=out, jobs=1).failed == 4
    assert rows(out, "error")[2] == ("broken.txt: not read: ZeroDivisionError: by nothing",)


def test_what_cannot_be_a_batch(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is no folder"):
        read_batch(tmp_path / "none", out=tmp_path / "x.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadingError, match="holds no report"):
        read_batch(tmp_path / "empty", out=tmp_path / "x.parquet")
    with pytest.raises(InputError, match="there is no such folder"):
        read_batch(folder, out=tmp_path / "none" / "x.parquet")
    with pytest.raises(InputError, match="is not a date"):
        read_batch(folder, out=tmp_path / "x.parquet", published="soon")
