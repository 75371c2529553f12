import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import gamma, nbinom

import trucewatch
from trucewatch.days import DaySpan
from trucewatch.errors import QuestionError
from trucewatch.estimate.columns import none, weekday
from trucewatch.estimate.counterfactual import compiles_first, counterfactual
from trucewatch.estimate.priors import CLUMPED, COUNTED

STEADY = np.random.default_rng(5).poisson(6, 180)


def test_the_public_function_is_this_one() -> None:
    assert trucewatch.counterfactual is counterfactual


def test_the_shape_of_the_answer() -> None:
    found = counterfactual(STEADY, 7, seed=1, draws=500, gap=2)
    assert found.draws.shape == (500,)
    assert np.issubdtype(found.draws.dtype, np.integer)
    assert found.daily.shape == (500, 9)
    assert found.baseline_bands().shape == (3, 180)
    assert found.daily_bands().shape == (3, 9)
    np.testing.assert_array_equal(found.draws, found.daily[:, 2:].sum(axis=1))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    first, again = (counterfactual(STEADY, 7, seed=3).daily for _ in range(2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != counterfactual(STEADY, 7, seed=4).daily.tobytes()


def test_a_steady_war_goes_on_as_it_was() -> None:
    found = counterfactual(STEADY, 7, seed=1)
    assert found.median == pytest.approx(7 * STEADY[-60:].mean(), abs=5)
    low, high = found.interval()
    assert 22 <= low < 42 < high <= 62
    wide = found.interval(0.99)
    assert wide[0] < low
    assert high < wide[1]


def test_the_last_weeks_count_more_than_the_first() -> None:
    rising = np.r_[np.full(90, 1), np.full(60, 12)]
    assert counterfactual(rising, 7, seed=1).median > 50
    assert counterfactual(rising[::-1], 7, seed=1).median < 25


def test_a_bursty_war_is_less_certain_than_a_steady_one() -> None:
    bursty = np.where(np.arange(180) % 12 == 0, 72, 0)
    steady = 6 + np.arange(180) % 2
    widths = [np.diff(counterfactual(y, 7, seed=1).interval())[0] for y in (bursty, steady)]
    assert widths[0] > 2 * widths[1]


def test_farther_days_are_less_certain() -> None:
    def width(gap: int) -> int:
        low, high = counterfactual(STEADY, 7, seed=1, gap=gap).interval()
        return high - low

    assert width(60) > width(0)


@pytest.mark.parametrize("n", [28, 180])
def test_after_silence_the_answer_is_exact(n: int) -> None:
    """A Poisson rate with Jeffreys' prior: the total is negative binomial in closed form."""
    found = counterfactual(np.zeros(n), 7, seed=1, draws=200_000)
    exact = nbinom(0.5, n / (n + 7))
    for count in range(4):
        assert np.mean(found.draws == count) == pytest.approx(exact.pmf(count), abs=0.003)
    low, middle, high = found.baseline_bands(0.8)[:, 0]
    rates = gamma(0.5, scale=1 / n).ppf([0.1, 0.5, 0.9])
    np.testing.assert_allclose([low, middle, high], rates, rtol=0.05)


def test_one_event_in_a_silence_is_close_to_the_exact_answer() -> None:
    found = counterfactual(np.r_[np.zeros(100), 1, np.zeros(79)], 7, seed=1)
    assert np.mean(found.draws == 0) == pytest.approx(nbinom(1.5, 180 / 187).pmf(0), abs=0.05)


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 50), min_size=28, max_size=90),
    st.integers(1, 30),
    st.integers(0, 10),
)
def test_never_below_zero_and_always_finite(counts: list[int], days: int, gap: int) -> None:
    assume(counts[0] == 0 or len(set(counts)) > 1)
    found = counterfactual(counts, days, seed=1, draws=200, gap=gap)
    assert found.draws.min() >= 0
    low, high = found.interval()
    assert low <= found.median <= high
    bands = found.baseline_bands()
    assert np.isfinite(bands).all()
    assert (np.diff(bands, axis=0) >= 0).all()


@settings(max_examples=15)
@given(st.lists(st.sampled_from([0, 1, 90_000]), min_size=28, max_size=60))
def test_wild_counts_do_not_break_it(counts: list[int]) -> None:
    assume(counts[0] == 0 or len(set(counts)) > 1)
    found = counterfactual(counts, 7, seed=1, draws=200)
    assert found.draws.min() >= 0


@pytest.mark.parametrize(
    ("counts", "options", "said"),
    [
        ([1] * 27, {}, "the baseline has 27 days; at least 28 days before the window are needed"),
        ([1] * 30 + [-1], {}, "-1 on day 31 of the baseline is not a daily count"),
        ([1] * 30 + [0.5], {}, "0.5 on day 31"),
        ([1] * 30 + [np.nan], {}, "nan on day 31"),
        ([1] * 30 + [100_001], {}, "100001 on day 31"),
        ([1] * 30, {}, "the baseline is 1 on every one of 30 days; a record of events is never so"),
        ([[1] * 30], {}, "2 dimensions"),
        (["x"] * 30, {}, "not numbers"),
        ([0, 1] * 15, {"days": 0}, "days is 0; give 1 to 3660"),
        ([0, 1] * 15, {"days": 1.5}, "days is 1.5"),
        ([0, 1] * 15, {"draws": 99}, "draws is 99"),
        ([0, 1] * 15, {"gap": -1}, "gap is -1"),
        ([0, 1] * 15, {"seed": -1}, "seed is -1"),
        ([0, 1] * 15, {"level": 1.0}, "the level is 1.0; give one between 0 and 1"),
        ([0, 1] * 15, {"level": 0.0}, "the level is 0.0"),
    ],
)
def test_what_cannot_be_answered(counts: object, options: dict[str, float], said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        counterfactual(counts, **{"days": 7, "seed": 1, **options})  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_a_day_that_is_not_known_is_neither_zero_nor_what_stands_there() -> None:
    hole = np.zeros(180, bool)
    hole[150:170] = True
    dark, wild = np.where(hole, 0, STEADY), np.where(hole, -5, STEADY)
    known, other = (counterfactual(y, 7, seed=1, missing=hole) for y in (dark, wild))
    assert known.daily.tobytes() == other.daily.tobytes()
    whole, as_zeros = counterfactual(STEADY, 7, seed=1), counterfactual(dark, 7, seed=1)
    assert abs(known.median - whole.median) <= 4 < abs(as_zeros.interval()[1] - whole.interval()[1])


def test_where_a_like_series_had_weight_is_enough_to_look() -> None:
    rng = np.random.default_rng(4)
    first = rng.negative_binomial(2, 2 / 8, 120)
    second = first + (rng.random(120) < 0.1)
    points = counterfactual(first, 7, seed=1).points
    assert points is not None
    assert 5 < len(points) < 45
    quick, whole = (
        counterfactual(second, 7, seed=1, draws=40_000, points=some) for some in (points, None)
    )
    assert len(quick.weights) == len(points) < len(whole.weights)
    assert np.quantile(quick.draws, (0.05, 0.5, 0.95)) == pytest.approx(
        np.quantile(whole.draws, (0.05, 0.5, 0.95)), rel=0.03
    )
    assert counterfactual([0] * 60, 7, seed=1).points is None


def test_with_too_few_known_days_nothing_is_said() -> None:
    with pytest.raises(QuestionError, match="the baseline has 27 days"):
        counterfactual(STEADY, 7, seed=1, missing=np.arange(180) >= 27)
    with pytest.raises(QuestionError, match="180 counts, and 3 marks"):
        counterfactual(STEADY, 7, seed=1, missing=[True] * 3)


def test_some_days_of_a_window() -> None:
    found = counterfactual(STEADY, 3, seed=1, gap=2, draws=100)
    used = [True, False, True]
    np.testing.assert_array_equal(found.total(used), found.daily[:, 2] + found.daily[:, 4])
    alone = found.on_days(used)
    np.testing.assert_array_equal(alone.draws, found.total(used))
    assert alone.intensity is not None
    assert not alone.intensity[:, 3].any()


def test_clumps_make_a_window_less_certain() -> None:
    plain, clumped = (
        counterfactual(STEADY, 7, seed=1, prior=p).interval() for p in (COUNTED, CLUMPED)
    )
    assert clumped[1] - clumped[0] >= plain[1] - plain[0] - 4


def test_columns_have_to_fit() -> None:
    with pytest.raises(QuestionError, match="the columns have 3 days, baseline, washout and wind"):
        counterfactual(STEADY, 7, seed=1, columns=none(3))


def test_a_weekday_is_learnt() -> None:
    rng = np.random.default_rng(2)
    span = DaySpan(date(2016, 1, 1), date(2016, 7, 6))
    fridays = np.array([day.weekday() == 4 for day in span])
    counts = rng.poisson(np.where(fridays, 2, 20))[:180]
    found = counterfactual(counts, 7, seed=1, columns=weekday(span))
    middle = found.daily_bands()[1]
    assert middle[fridays[180:]].max() < 0.5 * middle[~fridays[180:]].min()


def test_a_level_of_the_interval_is_checked() -> None:
    with pytest.raises(QuestionError):
        counterfactual(STEADY, 7, seed=1).interval(2.0)


def test_a_place_where_nothing_can_be_kept_is_no_hindrance() -> None:
    code = (
        "from trucewatch.estimate.counterfactual import compiles_first, counterfactual\n"
        "counterfactual([0, 1] * 14, 7, seed=1); print(compiles_first())"
    )
    nowhere = {
        "NUMBA_CACHE_LOCATOR_CLASSES": "UserProvidedCacheLocator",
        "NUMBA_CACHE_DIR": "/proc/nowhere",
        "PATH": "/usr/bin:/bin",
    }
    said = subprocess.run(
        [sys.executable, "-c", code], env=nowhere, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "True"


def test_it_is_known_whether_the_kernel_has_to_be_compiled(tmp_path: Path) -> None:
    code = (
        "from trucewatch.estimate.counterfactual import compiles_first, counterfactual\n"
        "print(compiles_first()); counterfactual([0, 1] * 14, 7, seed=1)\n"
        "print(compiles_first())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={"NUMBA_CACHE_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["True", "False"]
    counterfactual([0, 1] * 14, 7, seed=1)
    assert not compiles_first()
