import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from trucewatch.estimate.silence_rate import Rate, last_days, rate_of

rates = st.builds(Rate, st.floats(0.05, 500), st.floats(0.1, 1000))


@given(rates, st.integers(1, 60), st.floats(0, 0.99))
def test_nothing_is_the_chance_of_zeros(rate: Rate, days: int, fall: float) -> None:
    mean = rate.mean * (1 - fall)
    expected = days * nbinom.logpmf(0, rate.size, rate.size / (rate.size + mean))
    assert rate.nothing(days, fall) == pytest.approx(np.exp(expected), rel=1e-6, abs=1e-250)


@given(rates, st.integers(0, 2000), st.integers(1, 30))
def test_at_most_is_that_of_a_sum_of_days(rate: Rate, count: int, days: int) -> None:
    expected = nbinom.cdf(count, days * rate.size, rate.size / (rate.size + rate.mean))
    assert rate.at_most(count, days) == pytest.approx(expected, rel=1e-6, abs=1e-200)


@given(rates, st.integers(1, 2000))
def test_at_least_is_the_rest(rate: Rate, count: int) -> None:
    expected = nbinom.sf(count - 1, rate.size, rate.size / (rate.size + rate.mean))
    assert rate.at_least(count) == pytest.approx(expected, rel=1e-6, abs=1e-200)


@pytest.mark.parametrize("size", [0.5, 1.0, 5.0])
def test_the_rate_is_found_again(size: float) -> None:
    rng = np.random.default_rng(1)
    found = [rate_of(rng.negative_binomial(size, size / (size + 20), 56)) for _ in range(400)]
    means, sizes = zip(*((rate.mean, rate.size) for rate in found if rate), strict=True)
    assert np.median(means) == pytest.approx(20, rel=0.1)
    assert size <= np.median(sizes) < 2.2 * size  # the highest days are left out


def test_a_few_odd_days_move_it_little() -> None:
    usual = np.random.default_rng(2).poisson(20, 56)
    odd = usual.copy()
    odd[[10, 30]] = 500
    odd[40:47] = 0
    plain, moved = rate_of(usual), rate_of(odd)
    assert plain
    assert moved
    assert moved.mean == pytest.approx(plain.mean, rel=0.15)
    assert moved.size > 3


@pytest.mark.parametrize(
    "counts",
    [
        np.full(27, 9),
        np.zeros(56, dtype=int),
        np.tile([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 2),
        np.where(np.arange(28) == 3, 90, 0),
    ],
)
def test_there_may_be_no_rate(counts: np.ndarray) -> None:
    assert rate_of(counts) is None


def test_days_without_noise_are_almost_poisson() -> None:
    found = rate_of(np.full(40, 5))
    assert found
    assert (found.mean, found.size) == (5, 1e6)


def test_only_the_last_weeks_count() -> None:
    assert last_days(np.ones(100, dtype=np.bool_)).tolist() == list(range(44, 100))
