import shlex
from datetime import date
from pathlib import Path

import pytest
import yaml

from ged_rows import row, rows, write_csv
from trucewatch.accord.cases import shipped_daily
from trucewatch.datasets.daily_table import about_path, read_daily_table
from trucewatch.errors import DatasetError, InputError, QuestionError, StoreError
from trucewatch.usecases.collect import collect
from trucewatch.usecases.tabulate import Tabulated, tabulate

COUNTRY = str(row()["country"])


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "ged261.csv", rows(12))


def make(events: Path, out: Path, **changed: object) -> Tabulated:
    asked = {"country": COUNTRY, "start": "2020-01-01", "end": "2021-01-01", "release": "26.1"}
    return tabulate(events, **{**asked, "out": out, **changed})  # type: ignore[arg-type]


def test_a_table_and_what_it_is(events: Path, tmp_path: Path) -> None:
    made = tabulate(
        events,
        country=COUNTRY,
        start=date(2020, 1, 1),
        end=date(2021, 1, 1),
        out=tmp_path / "new" / "daily.csv",
        release="26.1",
    )
    read = read_daily_table(made.table)
    assert (made.about, made.covers.days) == (about_path(made.table), 366)
    assert (made.rows, made.events) == (len(read.figures), 12)
    assert read.provenance.query.startswith(
        "Events counted on the day they start, each with the last"
    )
    assert sorted(path.name for path in made.table.parent.iterdir()) == ["daily.csv", "daily.yaml"]


def test_the_days_of_the_table_are_those_asked_for(events: Path, tmp_path: Path) -> None:
    """One row a day from 2 to 13 March: the start belongs to the table, the end does not."""
    made = make(events, tmp_path / "daily.csv", start="2020-03-04", end="2020-03-06")
    found = [figure.date for figure in read_daily_table(made.table).figures]
    assert found == [date(2020, 3, 4), date(2020, 3, 5)]
    assert (made.rows, made.events) == (2, 2)
    none = make(events, tmp_path / "daily.csv", start="2020-01-01", end="2020-01-02")
    assert (none.rows, read_daily_table(none.table).figures) == (0, ())


def test_an_event_that_may_have_happened_in_the_days_of_a_table_is_in_it(tmp_path: Path) -> None:
    spans = [("03-01", "03-03"), ("03-01", "03-04"), ("03-05", "03-09"), ("03-06", "03-09")]
    given = [
        row(n, date_start=f"2020-{start}", date_end=f"2020-{end}")
        for n, (start, end) in enumerate(spans)
    ]
    path = write_csv(tmp_path / "ged261.csv", given)
    made = make(path, tmp_path / "daily.csv", start="2020-03-04", end="2020-03-06")
    figures = read_daily_table(made.table).figures
    assert [(f"{f.date:%m-%d}", f"{f.last:%m-%d}") for f in figures] == spans[1:3]


def test_the_shipped_table_can_be_made_again(shared: Path, tmp_path: Path) -> None:
    """Byte for byte, with the command that stands beside it."""
    shipped = shipped_daily("syria-2016")
    assert shipped is not None
    about = yaml.safe_load(about_path(shipped).read_text(encoding="utf-8"))
    _, _, file, *options = shlex.split(about["command"])
    named = dict(zip(options[::2], options[1::2], strict=True))
    made = tabulate(
        shared / "data" / "ged" / file,
        release=named["--release"],
        country=named["--country"],
        start=named["--start"],
        end=named["--end"],
        out=tmp_path / named["--out"],
    )
    assert made.table.read_bytes() == shipped.read_bytes()
    assert made.about.read_bytes() == about_path(shipped).read_bytes()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start": "2020-13-01"}, "'2020-13-01' is not a date; write a date as YYYY-MM-DD"),
        ({"end": "2020-01-01"}, "the table would end on 2020-01-01, not after its start"),
        ({"start": "1980-01-01"}, "is not within the data, which cover 1989-01-01"),
        ({"country": "Modeland"}, f"no event has the country 'Modeland'; did you mean '{COUNTRY}'"),
    ],
)
def test_a_table_that_cannot_be_made(
    events: Path, tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        make(events, tmp_path / "daily.csv", **changed)
    assert said in str(caught.value)
    assert not (tmp_path / "daily.csv").exists()


@pytest.mark.parametrize("name", ["daily.yaml", "daily.YAML", "daily", "", "."])
def test_a_table_has_the_name_of_one(name: str, events: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"is no name for a table; let it end in \.csv"):
        make(events, tmp_path / name)
    assert list(tmp_path.iterdir()) == [events]


def test_a_table_never_takes_the_place_of_its_events(events: Path, tmp_path: Path) -> None:
    before = events.read_bytes()
    with pytest.raises(QuestionError, match=r"ged261\.csv holds the events themselves"):
        make(events, tmp_path / "below" / ".." / events.name)
    assert events.read_bytes() == before


def test_events_may_go_by_any_name_and_path(events: Path, tmp_path: Path) -> None:
    """A file is known by what it is: a link to it, or the name of the YAML file, is no other."""
    (tmp_path / "link.csv").symlink_to(events)
    with pytest.raises(QuestionError, match=r"link\.csv holds the events themselves"):
        make(events, tmp_path / "link.csv")
    odd = events.rename(tmp_path / "daily.yaml")
    with pytest.raises(QuestionError, match=r"daily\.yaml holds the events themselves"):
        make(odd, tmp_path / "daily.csv")


def test_what_was_written_by_hand_is_not_overwritten(events: Path, tmp_path: Path) -> None:
    by_hand = tmp_path / "kabul.yaml"
    by_hand.write_text("id: kabul\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"kabul\.yaml was not made by tabulate, and would be"):
        make(events, tmp_path / "kabul.csv")
    assert by_hand.read_text(encoding="utf-8") == "id: kabul\n"
    assert not (tmp_path / "kabul.csv").exists()


def test_a_table_may_be_made_again_in_its_place(events: Path, tmp_path: Path) -> None:
    make(events, tmp_path / "daily.csv")
    made = make(events, tmp_path / "daily.csv", end="2020-03-05")
    assert read_daily_table(made.table).provenance.covers == made.covers


@pytest.mark.parametrize("name", ["loop.csv", "n" * 300 + ".csv", "file/daily.csv"])
def test_a_place_that_cannot_be_one_is_refused(name: str, events: Path, tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "file").touch()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match=r"\.csv: cannot be written: .+; name another --out"):
        make(events, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_events_that_are_a_loop_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DatasetError, match="loop: cannot be opened: Too many levels of symbolic"):
        make(tmp_path / "loop", tmp_path / "daily.csv")


@pytest.mark.parametrize("taken", ["daily.csv", "daily.yaml"])
def test_a_directory_in_the_way_is_left_alone(taken: str, events: Path, tmp_path: Path) -> None:
    (tmp_path / taken).mkdir()
    with pytest.raises(StoreError, match=rf"{taken}: cannot be written: it is a directory"):
        make(events, tmp_path / "daily.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == [taken, "ged261.csv"]


def test_nothing_is_left_half_written(
    events: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match=r"daily.csv: cannot be written: No space left on device"):
        make(events, tmp_path / "daily.csv")
    assert list(tmp_path.iterdir()) == [events]


def test_an_interruption_leaves_nothing_either(
    events: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make(events, tmp_path / "daily.csv")
    assert list(tmp_path.iterdir()) == [events]


def test_a_table_can_be_made_of_a_store(events: Path, tmp_path: Path) -> None:
    collect("ucdp-ged", events, release="26.1", store=tmp_path / "store")
    make(events, tmp_path / "one.csv")
    make(tmp_path / "store", tmp_path / "two.csv", release=None)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    about = about_path(tmp_path / "two.csv").read_text(encoding="utf-8")
    assert "trucewatch tabulate store --release 26.1" in " ".join(about.split())
