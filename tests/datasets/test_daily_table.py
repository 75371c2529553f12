import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.datasets.daily_table import about_path, daily_table_texts, read_daily_table
from trucewatch.datasets.recognise import recognise
from trucewatch.days import DaySpan
from trucewatch.domain.daily import DailyFigure, Provenance
from trucewatch.errors import DatasetError

SPAN = DaySpan(date(2016, 1, 1), date(2017, 1, 1))
SOURCE = Provenance("ucdp-ged", "26.1", "ab" * 32, 417_968, SPAN, "Cite: it.", "Counted.")
DAY = date(2016, 2, 27)
FIGURE = DailyFigure(
    DAY, DAY, 11, "A - B", "state-based", "Homs", "842c105ffffffff", 3, 2, 4, 5, 6, 1
)
OLDER = (
    "date,dyad_id,dyad,admin1,events,deaths_low,deaths_best,deaths_high,deaths_civilians,"
    "undated_events\n"
    "2016-02-27,11,A - B,Homs,3,4,5,6,1,2\n"
)

names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
counts = st.none() | st.integers(0, 10**6)
labels = st.none() | names | st.sampled_from(["=1+1", "'x", "'=x", "@a", "-", 'a,"b"'])
days = st.dates(SPAN.start, SPAN.last)
some_figures = st.builds(
    lambda between, *rest: DailyFigure(*sorted(between), *rest),
    st.tuples(days, days),
    st.none() | st.integers(0, 10**6),
    labels,
    labels,
    labels,
    labels,
    st.integers(0, 10**6),
    counts,
    counts,
    counts,
    counts,
    counts,
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
    write(path, replace(FIGURE, dyad="=HYPERLINK(1)", kind="+1", admin1="@x", cell="-2"))
    assert ",'=HYPERLINK(1),'+1,'@x,'-2," in path.read_text(encoding="utf-8")


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
        ("2016-02-27,2016", "27.2.2016,2016", "line 2: date: '27.2.2016' is not a date"),
        (",2016-02-27,", ",,", "line 2: last: an empty field is not a date"),
        (
            ",2016-02-27,",
            ",2016-02-26,",
            "line 2: last: 2016-02-26 is before the date 2016-02-27; make the table again",
        ),
        (",11,", ",eleven,", "line 2: dyad_id: 'eleven' is not a count"),
        (",3,2,", ",,2,", "line 2: events: an empty field is not a count"),
        (",4,5,", ",4.5,5,", "line 2: deaths_low: '4.5' is not a count"),
        (",6,1\n", ",6\n", "line 2: has 12 fields where the header has 13"),
        (",lethal_events", ",fatal_events", ": lacks the column lethal_events"),
        (",cell", ",place", ": lacks the column cell"),
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


def test_an_older_table_is_refused_and_told_what_it_lacks(path: Path) -> None:
    """It has no last days: what it counts as undated cannot be placed."""
    write(path, FIGURE)
    text = path.read_text(encoding="utf-8")
    about = about_path(path).read_text(encoding="utf-8")
    path.write_text(OLDER, encoding="utf-8", newline="\n")
    digests = [hashlib.sha256(each.encode()).hexdigest() for each in (text, OLDER)]
    about_path(path).write_text(about.replace(*digests), encoding="utf-8")
    assert recognise(path) == "daily table"
    with pytest.raises(DatasetError) as caught:
        read_daily_table(path)
    assert "daily.csv: lacks the column last; the columns that are needed are date, last," in str(
        caught.value
    )


def test_what_a_table_has_no_column_for_is_not_written(path: Path) -> None:
    write(path, replace(FIGURE, source_office="Sample Wire"))
    assert "Sample Wire" not in path.read_text(encoding="utf-8")
    assert read_daily_table(path).figures == (FIGURE,)


def test_the_days_of_the_table_are_half_open(path: Path) -> None:
    write(path, FIGURE)
    assert read_daily_table(path).provenance.covers.last == SPAN.end - timedelta(days=1)
