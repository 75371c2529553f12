import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.datasets.daily_table import about_path, daily_table_texts, read_daily_table
from trucewatch.days import DaySpan
from trucewatch.domain.daily import DailyFigure, Provenance
from trucewatch.errors import DatasetError

SPAN = DaySpan(date(2016, 1, 1), date(2017, 1, 1))
SOURCE = Provenance("ucdp-ged", "26.1", "ab" * 32, 417_968, SPAN, "Cite: it.", "Counted.")
FIGURE = DailyFigure(date(2016, 2, 27), 11, "A - B", "Homs", 3, 4, 5, 6, 1, 2)

names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
counts = st.none() | st.integers(0, 10**6)
some_figures = st.builds(
    DailyFigure,
    st.dates(SPAN.start, SPAN.last),
    st.none() | st.integers(0, 10**6),
    st.none() | names | st.sampled_from(["=1+1", "'x", "'=x", "@a", "-", 'a,"b"']),
    st.none() | names,
    st.integers(0, 10**6),
    counts,
    counts,
    counts,
    counts,
    st.integers(0, 99),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "daily.csv"


def write(path: Path, *figures: DailyFigure) -> None:
    table, about = daily_table_texts(
        figures, SOURCE, country="Syria", command="trucewatch tabulate x"
    )
    path.write_text(table, encoding="utf-8", newline="\n")
    about_path(path).write_text(about, encoding="utf-8", newline="\n")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(some_figures, max_size=8))
def test_what_is_written_is_read_again(path: Path, given: list[DailyFigure]) -> None:
    write(path, *given)
    assert read_daily_table(path).figures == tuple(given)


def test_the_table_says_what_it_is(path: Path) -> None:
    write(path, FIGURE, FIGURE)
    read = read_daily_table(path)
    assert read.country == "Syria"
    assert read.provenance == replace(
        SOURCE,
        sha256=read.provenance.sha256,
        rows=2,
        query="Counted. The table was made by: trucewatch tabulate x (SHA-256 of the source: "
        f"{'ab' * 32}).",
    )
    assert "events: 6\n" in about_path(path).read_text(encoding="utf-8")


def test_no_spreadsheet_runs_a_name(path: Path) -> None:
    write(path, replace(FIGURE, dyad="=HYPERLINK(1)", admin1="@x"))
    assert ",'=HYPERLINK(1),'@x," in path.read_text(encoding="utf-8")


def test_a_table_changed_by_hand_is_refused(path: Path) -> None:
    write(path, FIGURE)
    path.write_text(path.read_text(encoding="utf-8").replace(",3,", ",4,"), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"daily.csv: was changed after it was made \(SHA-256"):
        read_daily_table(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: 2016-01-01", "start: 2016-13-45"),
        ("start: 2016-01-01", "start: 2017-01-01"),
        ("start: 2016-01-01", "start: 2018-01-01"),
        ("start: 2016-01-01", "start: !!timestamp x"),
        ("events: 3", "events: !!int x"),
        ("events: 3", "events: !!bool x"),
        ("events: 3", f"events: {'9' * 5000}"),
        ("events: 3", f"events: {'[' * 9000}"),
        ("events: 3", "events:"),
        ("country: Syria", "country: [Syria]"),
        ("country: Syria", "country: \0"),
    ],
    ids=lambda text: text[:24],
)
def test_a_damaged_value_is_refused_in_one_line(path: Path, old: str, new: str) -> None:
    write(path, FIGURE)
    text = about_path(path).read_text(encoding="utf-8")
    assert old in text
    about_path(path).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"daily.yaml: does not say what") as caught:
        read_daily_table(path)
    assert "\n" not in str(caught.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text(max_size=60).map(str.encode), st.booleans())
def test_any_bytes_give_the_table_or_a_message(path: Path, content: bytes, appended: bool) -> None:
    """In place of what vouches for a table, or after it."""
    write(path, FIGURE)
    good = about_path(path).read_bytes()
    about_path(path).write_bytes(good + content if appended else content)
    with suppress(DatasetError):
        assert read_daily_table(path).figures == (FIGURE,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (None, "daily.yaml: is missing: it says what the daily table beside it is"),
        ("", "daily.yaml: does not say what the daily table beside it is; make both again"),
        ("a: [", "does not say what the daily table beside it is"),
        ("country: Syria\n", "does not say what the daily table beside it is"),
    ],
)
def test_a_table_nobody_vouches_for_is_refused(path: Path, change: str | None, said: str) -> None:
    write(path, FIGURE)
    if change is None:
        about_path(path).unlink()
    else:
        about_path(path).write_text(change, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_daily_table(path)
    assert said in str(caught.value)


def test_an_unknown_key_is_an_error(path: Path) -> None:
    write(path, FIGURE)
    with about_path(path).open("a", encoding="utf-8") as file:
        file.write("colour: red\n")
    with pytest.raises(DatasetError):
        read_daily_table(path)


def test_a_directory_vouches_for_nothing(path: Path) -> None:
    write(path, FIGURE)
    about_path(path).unlink()
    about_path(path).mkdir()
    with pytest.raises(DatasetError, match=r"daily.yaml: does not say what"):
        read_daily_table(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2016-02-27", "27.2.2016", "line 2: date: '27.2.2016' is not a date"),
        (",11,", ",eleven,", "line 2: dyad_id: 'eleven' is not a count"),
        (",3,4,", ",,4,", "line 2: events: an empty field is not a count"),
        (",4,5,", ",4.5,5,", "line 2: deaths_low: '4.5' is not a count"),
        (",1,2\n", ",1\n", "line 2: has 9 fields where the header has 10"),
        (",undated_events", "", ": lacks the column undated_events"),
    ],
)
def test_even_a_table_that_somebody_vouches_for_is_read_strictly(
    path: Path, old: str, new: str, said: str
) -> None:
    write(path, FIGURE)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    about = about_path(path).read_text(encoding="utf-8")
    digests = [hashlib.sha256(each.encode()).hexdigest() for each in (text, text.replace(old, new))]
    about_path(path).write_text(about.replace(*digests), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_daily_table(path)
    assert said in str(caught.value)


def test_the_days_of_the_table_are_half_open(path: Path) -> None:
    write(path, FIGURE)
    assert read_daily_table(path).provenance.covers.last == SPAN.end - timedelta(days=1)
