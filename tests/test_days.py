from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.days import DaySpan, PartialDay, Window, parse_day, zone
from trucewatch.errors import InputError

DAMASCUS = zone("Asia/Damascus")


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert PartialDay.parse(str(day)) == PartialDay(day.year, day.month, day.day)


@pytest.mark.parametrize(
    "text",
    ["2016-02-30", "2016-W09-1", "20160227", "27.2.2016", "", "2016-2-27", "2016-02-27T00"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a date; write a date as YYYY-MM-DD"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2018", date(2018, 1, 1), date(2019, 1, 1)),
        ("2018-12", date(2018, 12, 1), date(2019, 1, 1)),
        ("2016-02", date(2016, 2, 1), date(2016, 3, 1)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 3, 1)),
    ],
)
def test_a_date_keeps_its_precision(text: str, first: date, after: date) -> None:
    day = PartialDay.parse(text)
    assert (day.first, day.after, str(day)) == (first, after, text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_day_is_a_date_that_is_known_to_the_day(day: date) -> None:
    whole = PartialDay.of(day)
    assert (whole.first, whole.last, str(whole)) == (day, day, day.isoformat())
    month, year = PartialDay(day.year, day.month), PartialDay(day.year)
    assert year.first <= month.first <= day <= month.last <= year.last
    assert month.last == month.after - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2018", date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 28)),
        ("2018-12", date(2018, 12, 31)),
        ("2018-12-05", date(2018, 12, 5)),
    ],
)
def test_the_last_day_that_a_date_can_mean(text: str, last: date) -> None:
    assert PartialDay.parse(text).last == last


@pytest.mark.parametrize("text", ["18", "2018-1", "2018-13", "2018-12-32", "2018-12-01-01", "x"])
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"is not a date; write .*YYYY-MM-DD"):
        PartialDay.parse(text)


def test_an_unknown_zone_is_refused() -> None:
    for name in ("Asia/Damaskus", "", "../etc/passwd"):
        with pytest.raises(InputError, match=r"unknown time zone '.*'; use an IANA name such as"):
            zone(name)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 400))
def test_a_span_holds_its_start_and_not_its_end(start: date, length: int) -> None:
    span = DaySpan(start, start + timedelta(days=length))
    days = list(span)
    assert (len(days), span.days) == (length, length)
    assert all(day in span for day in days)
    assert span.end not in span
    assert span.covers(span)
    if days:
        assert (days[0], days[-1]) == (span.start, span.last)


def test_a_span_in_words_and_one_that_ends_too_early() -> None:
    week = DaySpan(date(2016, 2, 27), date(2016, 3, 5))
    assert str(week) == "2016-02-27 to 2016-03-04"
    assert str(DaySpan(date(2016, 2, 27), date(2016, 2, 29))) == "2016-02-27 to 2016-02-28"
    assert str(DaySpan(date(2016, 2, 27), date(2016, 2, 28))) == "2016-02-27"
    with pytest.raises(InputError, match="before its start"):
        DaySpan(week.end, week.start)
    assert not week.covers(DaySpan(week.start, week.end + timedelta(days=1)))


def test_a_window_is_counted_in_whole_local_days() -> None:
    start = datetime(2016, 2, 26, 22, 0, tzinfo=UTC)  # midnight in Damascus
    window = Window(start, datetime(2016, 3, 4, 12, 0, tzinfo=UTC), DAMASCUS)
    assert window.first_whole_day == date(2016, 2, 27)
    assert not window.opens_within_a_day
    assert window.day_after_last == date(2016, 3, 4)


def test_a_window_that_opens_by_day_starts_on_the_next() -> None:
    noon = datetime(2016, 2, 27, 12, 0, tzinfo=DAMASCUS)
    window = Window(noon, None, DAMASCUS)
    assert window.first_whole_day == date(2016, 2, 28)
    assert window.opens_within_a_day
    assert window.day_after_last is None


def test_a_window_across_the_change_of_clocks() -> None:
    start = datetime(2016, 3, 25, 0, 0, tzinfo=DAMASCUS)  # the clocks go forward that night
    window = Window(start, datetime(2016, 4, 1, 0, 0, tzinfo=DAMASCUS), DAMASCUS)
    assert (window.first_whole_day, window.day_after_last) == (date(2016, 3, 25), date(2016, 4, 1))


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2016-03-25T00:00+02:00", date(2016, 3, 25)),  # 1 o'clock, when that day begins
        ("2016-03-25T01:00+03:00", date(2016, 3, 25)),
        ("2016-03-25T00:01+02:00", date(2016, 3, 26)),
        ("2016-10-27T23:00+02:00", date(2016, 10, 28)),  # 23 o'clock for the second time
        ("2016-10-28T00:00+02:00", date(2016, 10, 28)),
    ],
)
def test_a_day_begins_where_it_begins_even_without_a_midnight(start: str, first: date) -> None:
    there = datetime.fromisoformat(start)
    for moment in (there, there.astimezone(UTC), there.astimezone(DAMASCUS)):
        assert Window(moment, None, DAMASCUS).first_whole_day == first


def test_of_two_midnights_the_first_begins_the_day() -> None:
    havana = zone("America/Havana")  # where the clocks go back from 1 o'clock to midnight
    first, second = (datetime(2016, 11, 6, tzinfo=havana, fold=fold) for fold in (0, 1))
    assert Window(first, None, havana).first_whole_day == date(2016, 11, 6)
    assert Window(second, None, havana).first_whole_day == date(2016, 11, 7)


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(["Asia/Damascus", "Asia/Beirut", "Asia/Kabul", "America/Havana"]),
)
def test_the_first_whole_day_is_inside_and_the_day_before_is_not(at: datetime, name: str) -> None:
    start, there = at.replace(tzinfo=UTC), zone(name)
    window = Window(start, None, there)
    first = window.first_whole_day
    begins, before = (
        datetime.combine(day, time(0), there).astimezone(UTC)
        for day in (first, first - timedelta(days=1))
    )
    assert before < start <= begins
    opened = start.astimezone(there).date()
    assert first == opened + timedelta(days=window.opens_within_a_day)


def test_a_window_needs_zones_and_order() -> None:
    there = datetime(2016, 2, 27, tzinfo=UTC)
    with pytest.raises(InputError, match="has no time zone"):
        Window(datetime(2016, 2, 27), None, DAMASCUS)
    with pytest.raises(InputError, match="is not after the start"):
        Window(there, there, DAMASCUS)
