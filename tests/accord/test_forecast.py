"""When it will be met: the interval, and when nothing can be said."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.forecast import LEVEL, forecast, pace
from trucewatch.accord.ledger import Stand

LAST = date(2021, 3, 1).toordinal()


def stand(change: float, entries: int, squares: float, days: int) -> Stand:
    return Stand(change, entries, LAST, squares, change, days, None, False)


def test_an_even_pace_is_carried_on() -> None:
    even = stand(50.0, 5, 50.0, 50)
    found = forecast(even, 20.0, LAST)
    assert pace(even) == 1.0
    assert found.day == found.low == found.high == date.fromordinal(LAST + 20)


def test_a_level_that_has_to_fall() -> None:
    falls = Stand(9000.0, 4, LAST, 400_000.0, -4000.0, 40, None, False)
    found = forecast(falls, -1000.0, LAST)
    assert found.day == date.fromordinal(LAST + 10)


def test_the_ends_solve_the_quadratic() -> None:
    from scipy.stats import t

    one = stand(60.0, 6, 120.0, 60)
    found = forecast(one, 40.0, LAST)
    assert found.low is not None
    assert found.high is not None
    spread = (120.0 - 60.0) / 5
    quantile = t.ppf((1 + LEVEL) / 2, 5)
    for end, slack in ((found.low, 1), (found.high, 1)):
        days = end.toordinal() - LAST
        width = [quantile * sqrt(spread * (T + T * T / 60)) for T in (days - slack, days)]
        off = [abs(40.0 - T) for T in (days - slack, days)]
        assert (
            min(off[0] - width[0], off[1] - width[1])
            <= 0
            <= max(off[0] - width[0], off[1] - width[1])
        )


def test_where_nothing_can_be_said_the_reason_is() -> None:
    none = forecast(stand(0.0, 3, 0.0, 30), 10.0, LAST)
    assert (none.day, none.reason) == (None, "No progress towards it is known.")
    few = forecast(stand(10.0, 1, 10.0, 10), 10.0, LAST)
    assert few.day == date.fromordinal(LAST + 10)
    assert few.low is few.high is None
    assert few.reason is not None
    assert few.reason.startswith("Only 1 report of progress")
    wild = forecast(stand(50.0, 4, 5000.0, 50), 50.0, LAST)
    assert wild.high is None
    assert wild.low is not None
    assert wild.reason == "The pace varies so much that no end is in sight."


def test_a_day_that_has_passed_is_no_forecast() -> None:
    found = forecast(stand(50.0, 5, 60.0, 50), 20.0, LAST + 40)
    assert found.day is None
    assert found.reason == (
        "At the pace so far it would have been done on 21 Mar 2021, but nothing has been reported "
        "since 1 Mar 2021."
    )


def test_what_is_centuries_away_is_no_day() -> None:
    found = forecast(stand(1.0, 5, 0.3, 5000), 1000.0, LAST)
    assert found.day is None


@given(
    st.floats(1, 1000),
    st.integers(3, 40),
    st.floats(0, 5000),
    st.integers(3, 400),
    st.floats(0.5, 1000),
)
def test_the_middle_lies_within_the_ends(
    change: float, entries: int, more: float, days: int, rest: float
) -> None:
    found = forecast(stand(change, entries, change * change / days + more, days), rest, LAST)
    if found.day and found.low:
        assert found.low <= found.day
        assert found.high is None or found.day <= found.high


@pytest.mark.parametrize("rest", [10.0, 40.0])
def test_a_wilder_pace_widens_it(rest: float) -> None:
    calm = forecast(stand(60.0, 12, 65.0, 60), rest, LAST)
    wild = forecast(stand(60.0, 12, 95.0, 60), rest, LAST)
    assert calm.low is not None
    assert wild.low is not None
    assert wild.low <= calm.low
    assert calm.high is not None
    assert wild.high is None or wild.high >= calm.high
