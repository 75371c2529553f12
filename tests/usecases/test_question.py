from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.truce import Threshold
from trucewatch.errors import QuestionError
from trucewatch.usecases.question import Asked, question

from .truces import START, ZONE, truce

YEAR = DaySpan(date(2015, 1, 1), date(2017, 1, 1))
NOON = datetime(2016, 2, 27, 12, tzinfo=ZONE)


def window(days: int) -> DaySpan:
    return DaySpan(START, START + timedelta(days=days))


@pytest.mark.parametrize(
    ("fields", "asked", "days"),
    [
        ({"first_days": 7}, Asked(), 7),
        ({"first_days": 7}, Asked(days=3), 3),
        ({"first_days": 7}, Asked(days=30), 30),
        ({"first_days": 7}, Asked(as_of=date(2016, 2, 29)), 3),
        ({"first_days": 7}, Asked(as_of=date(2016, 12, 1)), 7),
        ({"first_days": 7}, Asked(as_of=date.max), 7),
        ({"first_days": 7}, Asked(as_of=START, days=5), 1),
        ({"first_days": 30, "end": datetime(2016, 3, 8, tzinfo=ZONE)}, Asked(), 10),
        ({"end": datetime(2016, 3, 8, 18, tzinfo=ZONE)}, Asked(), 10),
        ({}, Asked(as_of=date(2016, 3, 4)), 7),
        ({}, Asked(), 309),
    ],
)
def test_how_long_the_window_is(fields: dict[str, object], asked: Asked, days: int) -> None:
    assert question(truce(**fields), asked, YEAR).window == window(days)  # type: ignore[arg-type]


def test_the_baseline_ends_before_the_washout() -> None:
    found = question(truce(first_days=7, washout_days=3, baseline_days=90), Asked(), YEAR)
    assert found.washout_days == 3
    assert found.baseline == DaySpan(date(2015, 11, 26), date(2016, 2, 24))
    asked = question(truce(first_days=7, washout_days=3), Asked(washout=0), YEAR)
    assert asked.baseline == DaySpan(START - timedelta(days=180), START)


def test_the_baseline_reaches_as_far_as_the_data() -> None:
    covers = DaySpan(date(2016, 1, 1), date(2017, 1, 1))
    assert question(truce(first_days=7), Asked(), covers).baseline.days == 57


@pytest.mark.parametrize(
    ("agreed", "events", "deaths"), [("attacks", 0.8, None), ("deaths", None, 0.8)]
)
def test_an_agreed_fall_is_one_of_its_own_measure(
    agreed: str, events: float | None, deaths: float | None
) -> None:
    case = truce(first_days=7, threshold=Threshold(0.8, agreed, "https://example.org"))
    assert question(case, Asked(Measure.EVENTS), YEAR).threshold == events
    assert question(case, Asked(Measure.DEATHS), YEAR).threshold == deaths
    assert question(truce(first_days=7), Asked(), YEAR).threshold is None


def test_a_truce_that_starts_by_day_is_asked_from_the_next() -> None:
    """And the day that is half of each kind is in neither window nor baseline."""
    noon = datetime(2016, 2, 26, 12, tzinfo=ZONE)
    found = question(truce(start=noon, first_days=7), Asked(washout=0), YEAR)
    assert found.window == window(7)
    assert (found.washout_days, found.baseline.last) == (1, date(2016, 2, 25))


def test_a_running_truce_is_asked_as_far_as_the_data_go() -> None:
    covers = DaySpan(date(2015, 1, 1), START + timedelta(days=3))
    assert question(truce(first_days=7), Asked(), covers).window == window(3)


def test_without_data_the_question_is_what_would_be_asked() -> None:
    found = question(truce(first_days=7), Asked(), None)
    assert found.window == window(7)
    assert found.baseline.days == 180


@pytest.mark.parametrize(
    ("fields", "asked", "covers", "said"),
    [
        ({}, Asked(as_of=date(2016, 2, 26)), YEAR, "on 2016-02-26 the truce had not begun"),
        ({}, Asked(days=0), YEAR, "a window of 0 days; give 1 to 3660"),
        ({}, Asked(days=10**12), YEAR, "a window of 1000000000000 days; give 1 to 3660"),
        (
            {"end": datetime(2016, 2, 28, 18, tzinfo=ZONE), "start": NOON},
            Asked(),
            YEAR,
            "the truce holds no whole day",
        ),
        (
            {"end": datetime(2016, 2, 27, 18, tzinfo=ZONE), "start": NOON},
            Asked(days=1),
            YEAR,
            "the truce holds no whole day",
        ),
        (
            {"first_days": 7},
            Asked(as_of=date(2016, 3, 4)),
            DaySpan(YEAR.start, START + timedelta(days=3)),
            "is not within the data, which cover 2015-01-01 to 2016-02-29; ask with --as-of",
        ),
        (
            {"first_days": 7, "baseline_days": 27},
            Asked(),
            YEAR,
            "27 days before 2016-02-27, and at least 28 are needed; let baseline_days in the",
        ),
        ({}, Asked(), None, "the truce is open-ended; give --as-of or --days"),
        ({"first_days": 7}, Asked(washout=-1), YEAR, "the washout is -1 days; give 0 to 90"),
        ({"first_days": 7}, Asked(washout=91), YEAR, "the washout is 91 days"),
        (
            {"end": datetime(2016, 3, 1, tzinfo=ZONE)},
            Asked(days=7),
            YEAR,
            "the truce ends after 3 days; 7 were asked for",
        ),
        (
            {"first_days": 7},
            Asked(days=7),
            DaySpan(YEAR.start, START + timedelta(days=3)),
            "the window 2016-02-27 to 2016-03-04 is not within the data, which cover 2015-01-01 to "
            "2016-02-29; ask with --as-of 2016-02-29",
        ),
        (
            {"first_days": 7},
            Asked(),
            DaySpan(YEAR.start, START),
            "the data, which cover 2015-01-01 to 2016-02-26; bring data that cover it",
        ),
        (
            {"first_days": 7},
            Asked(),
            DaySpan(START - timedelta(days=27), YEAR.end),
            "the baseline is too short: 27 days before 2016-02-27, and at least 28 are needed; "
            "bring data from 2016-01-30 or earlier",
        ),
        ({"first_days": 7}, Asked(), DaySpan(START, YEAR.end), "too short: 0 days before"),
    ],
)
def test_a_question_that_cannot_be_asked(
    fields: dict[str, object], asked: Asked, covers: DaySpan | None, said: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        question(truce(**fields), asked, covers)  # type: ignore[arg-type]
    assert said in str(caught.value)


days_of_these_years = st.dates(date(2014, 1, 1), date(2018, 1, 1))


@given(
    covers=st.none()
    | st.just([date(2014, 1, 1), date(2018, 1, 1)])
    | st.lists(days_of_these_years, min_size=2, max_size=2, unique=True),
    at=st.datetimes(datetime(2015, 6, 1), datetime(2016, 12, 1), timezones=st.just(ZONE)),
    lasts=st.none() | st.integers(1, 9000),
    first_days=st.none() | st.integers(1, 60),
    asked=st.builds(
        Asked,
        as_of=st.none() | days_of_these_years,
        days=st.none() | st.integers(1, 60),
        washout=st.none() | st.integers(0, 90),
    ),
)
def test_whatever_is_asked_is_asked_within_the_truce_and_the_data(
    covers: list[date] | None,
    at: datetime,
    lasts: int | None,
    first_days: int | None,
    asked: Asked,
) -> None:
    end = at + timedelta(hours=lasts) if lasts else None
    data = DaySpan(*sorted(covers)) if covers else None
    case = truce(start=at, end=end, first_days=first_days, washout_days=2)
    try:
        found = question(case, asked, data)
    except QuestionError:
        return
    assert found.window.days >= 1
    assert found.window.start == case.window.first_whole_day
    assert 28 <= found.baseline.days <= 180
    assert found.baseline.end + timedelta(days=found.washout_days) == found.window.start
    asked_for = 2 if asked.washout is None else asked.washout
    assert found.washout_days == asked_for + case.window.opens_within_a_day
    if data:
        assert data.covers(found.window)
        assert data.covers(found.baseline)
    if asked.as_of:
        assert found.window.last <= asked.as_of
    if end:
        assert found.window.end <= end.date()
    if asked.days or first_days:
        assert found.window.days <= (asked.days or first_days or 0)
