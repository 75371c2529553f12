from datetime import date, timedelta

import numpy as np
import pytest

from trucewatch.days import DaySpan
from trucewatch.errors import QuestionError
from trucewatch.estimate.columns import (
    control,
    holiday,
    islamic_holidays,
    none,
    season,
    together,
    weekday,
)

YEAR = DaySpan(date(2016, 1, 1), date(2017, 1, 1))


def test_weekdays_are_treated_alike() -> None:
    """Any weekday's effect has the same prior variance, and all seven add up to nothing."""
    week = weekday(DaySpan(date(2016, 2, 1), date(2016, 2, 8))).values
    spread = week @ week.T
    np.testing.assert_allclose(np.diag(spread), 6 / 7)
    np.testing.assert_allclose(week.sum(axis=0), 0, atol=1e-12)


def test_the_same_weekday_has_the_same_row_wherever_the_span_starts() -> None:
    span = weekday(YEAR).values
    later = weekday(DaySpan(YEAR.start + timedelta(days=5), YEAR.end)).values
    np.testing.assert_allclose(span[5:], later)


def test_a_season_comes_back_after_a_year() -> None:
    two = season(DaySpan(date(2015, 3, 1), date(2016, 3, 2))).values
    np.testing.assert_allclose(two[0], two[-2], atol=0.05)


def test_parts_are_joined() -> None:
    parts = [weekday(YEAR), holiday(YEAR, "Eid", [date(2016, 7, 6)])]
    joined = together(366, parts)
    assert joined.values.shape == (366, 7)
    assert joined.names == ("weekday", "Eid")
    assert together(3, []).values.shape == (3, 0)
    with pytest.raises(QuestionError, match="of 3 and of 366 days do not fit"):
        none(3).beside(parts[0])


def test_a_control_moves_as_its_counts_do() -> None:
    values = control([5] * 30 + [10] * 30).values[:, 0]
    assert values[:25].max() < 0 < values[35:].min()
    assert values[50] - values[10] == pytest.approx(np.log(2), abs=0.02)
    with pytest.raises(QuestionError, match="the control series holds no event"):
        control([0] * 60)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ramadan", date(2016, 6, 6), date(2016, 7, 5)),
        ("Eid al-Fitr", date(2016, 7, 6), date(2016, 7, 8)),
        ("Eid al-Adha", date(2016, 9, 11), date(2016, 9, 14)),
    ],
)
def test_holidays_of_2016(name: str, first: date, last: date) -> None:
    days = islamic_holidays(YEAR)[name]
    assert abs((days[0] - first).days) <= 1
    assert abs((days[-1] - last).days) <= 1
    assert len(days) == (last - first).days + 1


def test_a_year_the_calendar_does_not_know() -> None:
    with pytest.raises(QuestionError, match="does not know 1900-01-01"):
        islamic_holidays(DaySpan(date(1900, 1, 1), date(1900, 2, 1)))
