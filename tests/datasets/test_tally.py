from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.datasets.tally import MAX_DAYS, read_tally
from trucewatch.days import DaySpan
from trucewatch.domain.daily import DailyFigure
from trucewatch.errors import DatasetError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "desk.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tally_with_everything(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "date,count,deaths,Place,party,Kind,mood\n2016-02-28,1,0,,,,\n"
        "2016-02-27,3,7,Homs,Army,shelling,x\n",
    )
    tally = read_tally(path)
    second, first = tally.rows
    assert (first.date, first.count, first.deaths) == (date(2016, 2, 27), 3, 7)
    assert (first.place, first.party, second.place, second.party) == ("Homs", "Army", None, None)
    assert (first.kind, second.kind) == ("shelling", None)
    assert tally.provenance.covers == DaySpan(date(2016, 2, 27), date(2016, 2, 29))
    assert (tally.provenance.dataset, tally.provenance.release) == ("tally", "desk")
    assert first.figure() == DailyFigure(
        first.date, first.date, dyad="Army", kind="shelling", admin1="Homs", events=3, deaths_best=7
    )
    assert first.figure().dated


def test_a_tally_without_deaths_counts_none(tmp_path: Path) -> None:
    (row,) = read_tally(write(tmp_path, "date,count\n2016-02-27,3\n")).rows
    assert row.deaths is None
    assert row.figure().deaths_best is None


def test_several_rows_of_a_day_stay_apart(tmp_path: Path) -> None:
    text = "date,count,kind\n2016-02-27,3,shelling\n2016-02-27,4,\n2016-02-28,0,\n"
    assert [row.count for row in read_tally(write(tmp_path, text)).rows] == [3, 4, 0]


@pytest.mark.parametrize("column", ["place", "party", "kind"])
def test_rows_of_a_day_are_told_apart_by_each_label(tmp_path: Path, column: str) -> None:
    text = f"date,count,{column}\n2016-02-27,3,x\n2016-02-27,4,y\n2016-02-27,5,\n"
    rows = read_tally(write(tmp_path, text)).rows
    assert [getattr(row, column) for row in rows] == ["x", "y", None]
    assert [row.count for row in rows] == [3, 4, 5]


@pytest.mark.parametrize(
    ("head", "first", "again"),
    [
        ("date,count", "2016-02-27,3", "2016-02-27,4"),
        ("date,count", "2016-02-27,3", "2016-02-27,3"),
        ("date,count,mood", "2016-02-27,3,x", "2016-02-27,3,y"),
        ("date,count,kind", "2016-02-27,3,shelling", "2016-02-27,4,shelling"),
        ("date,count,kind,party,place", "2016-02-27,3,a,b,c", "2016-02-27,4,a,b,c"),
    ],
)
def test_a_day_that_is_told_twice_is_refused(
    tmp_path: Path, head: str, first: str, again: str
) -> None:
    """Whether the second row adds to the first or corrects it cannot be known."""
    between = "2016-02-28,1" + "," * (head.count(",") - 1)
    with pytest.raises(DatasetError) as caught:
        read_tally(write(tmp_path, "\n".join([head, first, between, again]) + "\n"))
    assert "desk.csv, line 4: is about 2016-02-27 again, as line 2 is; keep one" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 2], "has no row for 2016-02-02; add a row for every day, with 0 where nothing"),
        ([0, 4], "has no row for 2016-02-02, 2016-02-03, 2016-02-04; add"),
        ([0, 9], "has no row for 2016-02-02, 2016-02-03, 2016-02-04 and 5 more days; add"),
        ([0, 40_000], "runs from 2016-02-01 to 2125-08-08; check the years of its dates"),
        ([], "has no row under its header"),
    ],
)
def test_a_missing_day_is_no_zero(tmp_path: Path, days: list[int], said: str) -> None:
    rows = "".join(f"{date(2016, 2, 1) + timedelta(days=day)},1\n" for day in days)
    with pytest.raises(DatasetError) as caught:
        read_tally(write(tmp_path, f"date,count\n{rows}"))
    assert said in str(caught.value)


def test_a_tally_may_be_of_a_hundred_years_and_no_more(tmp_path: Path) -> None:
    def rows(count: int) -> str:
        return "".join(f"{date(1900, 1, 1) + timedelta(days=n)},1\n" for n in range(count))

    longest = read_tally(write(tmp_path, f"date,count\n{rows(MAX_DAYS)}"))
    assert longest.provenance.covers.days == MAX_DAYS
    with pytest.raises(DatasetError, match="runs from 1900-01-01 to 2000-03-17; check the years"):
        read_tally(write(tmp_path, f"date,count\n{rows(MAX_DAYS + 1)}"))


def test_the_last_day_of_the_calendar_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="runs from 9999-12-31 to 9999-12-31; check the years"):
        read_tally(write(tmp_path, "date,count\n9999-12-31,1\n"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.dates() | st.just(date.max), st.integers(-1, 10**10)), max_size=4))
def test_any_rows_give_a_tally_or_a_message(tmp_path: Path, rows: list[tuple[date, int]]) -> None:
    lines = "".join(f"{day},{count}\n" for day, count in rows)
    try:
        tally = read_tally(write(tmp_path, f"date,count\n{lines}"))
    except DatasetError:
        return
    assert [(row.date, row.count) for row in tally.rows] == rows
    assert set(tally.provenance.covers) == {day for day, _ in rows}


def test_a_bad_count_of_deaths_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="line 2: deaths: 'many' is not a count"):
        read_tally(write(tmp_path, "date,count,deaths\n2016-02-27,3,many\n"))
