import math
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binomtest, gamma, poisson

from trucewatch.errors import QuestionError
from trucewatch.estimate.poisson_ratio import RateRatio, probability_fall, rate_ratio

counts = st.integers(0, 5000)
days = st.integers(1, 400)
levels = st.floats(0.01, 0.999)


def test_agrees_with_a_published_example() -> None:
    # Breast cancer with and without X-ray exposure, the example of R's poisson.test: 11 in 800
    # and 21 in 3,011 person-time; 1.971488, 0.8584264 to 4.2772659.
    found = rate_ratio(21, 3011, 11, 800, level=0.95)
    assert found.ratio == pytest.approx(1.971488, abs=1e-6)
    assert found.low == pytest.approx(0.8584264, abs=1e-6)
    assert found.high == pytest.approx(4.2772659, abs=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "level"), list(product((0, 1, 3, 300), (0, 2, 18, 300), (0.5, 0.9, 0.99)))
)
def test_is_the_clopper_pearson_interval(first: int, second: int, level: float) -> None:
    if first + second == 0:
        return
    share = binomtest(second, first + second).proportion_ci(level, method="exact")
    found = rate_ratio(first, 10, second, 5, level=level)
    low, high = share.low / (1 - share.low), math.inf
    if share.high < 1:
        high = share.high / (1 - share.high)
    assert (found.low, found.high) == pytest.approx((low * 2, high * 2), rel=1e-6)


@given(counts, days, counts, days, levels)
def test_the_interval_holds_the_ratio(
    first: int, first_days: int, second: int, second_days: int, level: float
) -> None:
    found = rate_ratio(first, first_days, second, second_days, level=level)
    assert 0 <= found.low < found.high
    assert math.isnan(found.ratio) or found.low <= found.ratio <= found.high


@given(counts, days, counts, days, levels, levels)
def test_a_higher_level_gives_a_wider_interval(
    first: int, first_days: int, second: int, second_days: int, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    narrow = rate_ratio(first, first_days, second, second_days, level=low)
    wide = rate_ratio(first, first_days, second, second_days, level=high)
    assert wide.low <= narrow.low
    assert wide.high >= narrow.high


@given(counts, days, counts, days, levels)
def test_swapping_inverts(
    first: int, first_days: int, second: int, second_days: int, level: float
) -> None:
    there = rate_ratio(first, first_days, second, second_days, level=level)
    back = rate_ratio(second, second_days, first, first_days, level=level)
    assert there.low * back.high == pytest.approx(1) or (there.low, back.high) == (0, math.inf)
    assert there.high * back.low == pytest.approx(1) or (there.high, back.low) == (math.inf, 0)


def test_zero_counts() -> None:
    none_left = rate_ratio(40, 10, 0, 5, level=0.9)
    assert (none_left.ratio, none_left.low) == (0, 0)
    assert none_left.high < 0.2
    new = rate_ratio(0, 10, 40, 5, level=0.9)
    assert (new.ratio, new.high) == (math.inf, math.inf)
    assert new.low > 20
    nothing = rate_ratio(0, 10, 0, 5, level=0.9)
    assert math.isnan(nothing.ratio)
    assert (nothing.low, nothing.high) == (0, math.inf)


def test_large_counts_keep_their_precision() -> None:
    found = rate_ratio(0, 1, 10**9, 1, level=0.9)
    assert found.low == pytest.approx(10**9 / math.log(20), rel=1e-6)


@cache
def limits(first: int, second: int, level: float) -> RateRatio:
    return rate_ratio(first, 14, second, 7, level=level)


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("before", [0.1, 0.4, 1.0])
@pytest.mark.parametrize("ratio", [0.1, 0.5, 1.0, 2.0])
def test_covers_at_least_as_often_as_promised(level: float, before: float, ratio: float) -> None:
    means = before * 14, before * ratio * 7
    covered = sum(
        poisson.pmf(first, means[0]) * poisson.pmf(second, means[1])
        for first, second in product(range(45), repeat=2)
        if limits(first, second, level).low <= ratio <= limits(first, second, level).high
    )
    assert covered >= level - 1e-6  # what lies beyond 45 has a probability under a millionth


@pytest.mark.parametrize(
    ("first", "second", "fall"), list(product((0, 5, 80), (0, 1, 12), (0.0, 0.5, 0.8)))
)
def test_probability_of_a_fall_is_the_integral(first: int, second: int, fall: float) -> None:
    def density(rate: float) -> float:
        below = gamma.cdf((1 - fall) * rate, second + 0.5, scale=1 / 7)
        return float(gamma.pdf(rate, first + 0.5, scale=1 / 14) * below)

    # The square takes away the pole of the density at zero.
    expected, _ = quad(lambda root: density(root * root) * 2 * root, 0, math.sqrt(15), limit=200)
    assert probability_fall(first, 14, second, 7, fall=fall) == pytest.approx(expected, abs=1e-6)


@given(counts, days, counts, days, st.floats(0, 1), st.floats(0, 1))
def test_a_greater_fall_is_less_probable(
    first: int, first_days: int, second: int, second_days: int, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    small = probability_fall(first, first_days, second, second_days, fall=low)
    great = probability_fall(first, first_days, second, second_days, fall=high)
    assert 0 <= great <= small <= 1


@given(counts, days, counts, days)
def test_a_fall_and_a_rise_make_one(
    first: int, first_days: int, second: int, second_days: int
) -> None:
    fall = probability_fall(first, first_days, second, second_days, fall=0)
    rise = probability_fall(second, second_days, first, first_days, fall=0)
    assert fall + rise == pytest.approx(1)


def test_nothing_falls_by_all_of_it() -> None:
    assert probability_fall(300, 4, 0, 4, fall=1) == 0


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((-1, 4, 2, 4), "a count of -1; counts are zero or more"),
        ((1, 4, -2, 4), "a count of -2"),
        ((1, 0, 2, 4), "a count over 0 days; give at least one day"),
        ((1, 4, 2, -3), "a count over -3 days"),
    ],
)
def test_refuses_what_is_no_count(counts: tuple[int, int, int, int], words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        rate_ratio(*counts, level=0.9)
    with pytest.raises(QuestionError, match=words):
        probability_fall(*counts, fall=0.8)


@pytest.mark.parametrize("level", [0, 1, 90, -0.5, math.nan])
def test_refuses_a_level_that_is_none(level: float) -> None:
    with pytest.raises(QuestionError, match="between 0 and 1"):
        rate_ratio(1, 1, 1, 1, level=level)


@pytest.mark.parametrize("fall", [-0.1, 1.1, 80, math.nan])
def test_refuses_a_fall_that_is_no_share(fall: float) -> None:
    with pytest.raises(QuestionError, match="a share from 0 to 1"):
        probability_fall(1, 1, 1, 1, fall=fall)
