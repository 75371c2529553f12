import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import QuestionError
from trucewatch.estimate.years import same_weeks


def test_the_middle_is_that_of_the_years() -> None:
    drawn = same_weeks([40, 50, 45, 60, 48], draws=4000, seed=1)
    assert 42 <= np.median(drawn) <= 54
    assert drawn.dtype == np.int64


def test_three_years_say_less_than_nine() -> None:
    widths = []
    for times in (1, 3):
        low, high = np.quantile(same_weeks([40, 50, 60] * times, draws=4000, seed=1), (0.05, 0.95))
        widths.append(high - low)
    assert widths[0] > 1.5 * widths[1]


def test_years_that_are_all_alike_leave_the_noise_of_a_window() -> None:
    drawn = same_weeks([50] * 5, draws=4000, seed=1)
    assert drawn.std() == pytest.approx(np.sqrt(50), rel=0.1)


def test_intervals_hold_what_they_say() -> None:
    rng = np.random.default_rng(1)
    inside = []
    for seed in range(300):
        rate = np.exp(rng.normal(3.5, 0.4, 6))
        *before, now = rng.poisson(rate)
        low, high = np.quantile(same_weeks(before, draws=2000, seed=seed), (0.05, 0.95))
        inside.append(low <= now <= high)
    assert 0.85 <= np.mean(inside) <= 0.96


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=10))
def test_draws_are_counts(totals: list[int]) -> None:
    drawn = same_weeks(totals, draws=100, seed=1)
    assert drawn.min() >= 0


@pytest.mark.parametrize(
    ("totals", "message"), [([1, 2], "2 earlier years"), ([1, 2, -3], "-3.0 in one year")]
)
def test_what_cannot_be_used_is_refused(totals: list[int], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        same_weeks(totals, draws=100, seed=1)
