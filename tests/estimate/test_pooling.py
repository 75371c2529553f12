from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import gammaincinv

from trucewatch.errors import QuestionError
from trucewatch.estimate.calls import NOT_SURE, Call
from trucewatch.estimate.pooling import (
    HARDLY_MOVES,
    NONE_IS_NO_SURPRISE,
    ONE_UNIT,
    Pooled,
    pool,
)

SHAPE = 20.0
LEVELS = (np.arange(200) + 0.5) / 200
Floats = NDArray[np.float64]


def around(*means: float) -> Floats:
    """Quantiles of a gamma distribution in the place of draws: nothing hangs on luck."""
    return np.outer(means, gammaincinv(SHAPE, LEVELS) / SHAPE)


def found(observed: list[int], intensity: Floats, **options: float) -> Pooled:
    return pool(observed, intensity, **{"level": 0.9, "seed": 1, **options})  # type: ignore[arg-type]


def test_one_unit_against_draws_from_its_prior() -> None:
    """The grid against weighted draws of mu, tau, theta and the intensity."""
    intensity = around(12.0)
    unit = found([5], intensity, threshold=0.5).units[0]
    rng = np.random.default_rng(1)
    n = 400_000
    theta = rng.normal(size=n) + 0.7 * abs(rng.normal(size=n)) * rng.standard_t(4, n)
    mean = np.exp(np.minimum(theta, 20)) * rng.choice(intensity[0], n)
    weight = np.exp(5 * np.log(mean) - mean)
    weight /= weight.sum()
    order = np.argsort(theta)
    low, median, high = np.exp(np.interp([0.05, 0.5, 0.95], np.cumsum(weight[order]), theta[order]))
    ratio = unit.ratio
    assert (ratio.low, ratio.median, ratio.high) == pytest.approx((low, median, high), rel=0.02)
    assert unit.fall == pytest.approx(weight[theta < 0].sum(), abs=0.005)
    assert unit.rise == pytest.approx(1 - unit.fall)
    assert unit.fall_by_threshold == pytest.approx(weight[theta < np.log(0.5)].sum(), abs=0.01)


def test_one_unit_is_not_pooled() -> None:
    alone = found([3], around(10.0))
    assert (alone.overall, alone.note) == (None, ONE_UNIT)
    assert alone.units[0].call is Call.REDUCED
    assert found([], np.zeros((0, 100))).units == ()
    assert found([3, 4], around(10.0, 9.0)).note is None


def test_what_is_expected() -> None:
    rng = np.random.default_rng(2)
    expected = found([7], rng.gamma(SHAPE, 30 / SHAPE, (1, 4000))).units[0].expected
    drawn = rng.poisson(rng.gamma(SHAPE, 30 / SHAPE, 100_000))
    low, median, high = np.quantile(drawn, (0.05, 0.5, 0.95))
    assert (expected.low, expected.median, expected.high) == pytest.approx(
        (low, median, high), abs=1.5
    )


def test_where_and_by_whom() -> None:
    seen = found([3, 4, 60, 20, 0], around(20, 25, 20, 20, 0.5), threshold=0.5)
    assert [unit.call for unit in seen.units] == [
        *[Call.REDUCED] * 2, Call.INCREASED, *[Call.NOTHING] * 2,
    ]  # fmt: skip
    assert [unit.reason for unit in seen.units] == [
        *[None] * 3, NOT_SURE, NONE_IS_NO_SURPRISE,
    ]  # fmt: skip
    assert seen.overall is not None
    assert seen.overall.differ > 0.99 > 0.75 > seen.overall.differ_before > 0.5
    falls = [unit.fall_by_threshold for unit in seen.units]
    assert all(fall is not None and fall <= 1 for fall in falls)
    assert falls[0] is not None
    assert falls[0] > 0.9


def test_all_alike() -> None:
    seen = found([6] * 15, around(*[20.0] * 15)).overall
    assert seen is not None
    assert seen.ratio.low < 0.3 < seen.ratio.high
    assert (seen.fall, seen.rise) == (pytest.approx(1), pytest.approx(0, abs=1e-6))
    assert seen.unchanged < 0.05
    assert seen.differ < 0.5
    assert 0 <= seen.spread.low <= seen.spread.median <= seen.spread.high


def test_none_changed() -> None:
    seen = found([20] * 15, around(*[20.0] * 15))
    assert seen.overall is not None
    assert seen.overall.unchanged > 0.7
    assert seen.overall.fall + seen.overall.rise < 0.9
    assert {unit.call for unit in seen.units} == {Call.NOTHING}
    assert {unit.reason for unit in seen.units} == {NOT_SURE}


def test_a_count_that_moves_nothing() -> None:
    wide = np.exp(np.linspace(-8, 8, 200))[None, :]
    assert found([20], wide).units[0].reason == HARDLY_MOVES
    others = around(*[20.0] * 12)
    seen = found([0, *[60] * 12], np.vstack([np.full((1, 200), 1e-6), others]))
    assert (seen.units[0].call, seen.units[0].reason) == (Call.NOTHING, HARDLY_MOVES)


def test_small_units_borrow_strength() -> None:
    alone = found([0], around(1.0)).units[0].ratio
    among = found([0, *[6] * 12], around(1.0, *[20.0] * 12)).units[0].ratio
    assert among.high / among.low < 0.5 * alone.high / alone.low


def test_a_surer_level() -> None:
    sure = found([3, 4], around(20, 25), level=0.99)
    less = found([3, 4], around(20, 25), level=0.5)
    for wide, narrow in zip(sure.units, less.units, strict=True):
        assert wide.ratio.low < narrow.ratio.low < narrow.ratio.high < wide.ratio.high
    assert sure.level == 0.99


def test_draws_are_those_of_the_posterior() -> None:
    seen = found([3, 30, 22, 0], around(20, 20, 20, 1))
    draws = seen.draws(20_000)
    for unit, column in zip(seen.units, draws.T, strict=True):
        ratio = unit.ratio
        wanted = (ratio.low, ratio.median, ratio.high)
        assert np.quantile(column, (0.05, 0.5, 0.95)) == pytest.approx(wanted, rel=0.05)
    for number in (0, 1.5):
        with pytest.raises(QuestionError, match="give 1 to 1000000"):
            seen.draws(number)  # type: ignore[arg-type]


def test_draws_of_two_alike_go_together() -> None:
    """What is not known of all units together, such as mu, is in the draws of each."""
    draws = np.log(found([8] * 6, around(*[10.0] * 6)).draws(4000))
    assert np.corrcoef(draws.T)[0, 1] > 0.1


@given(st.permutations(range(5)), st.integers(0, 60))
@settings(max_examples=15)
def test_the_order_of_the_units_changes_nothing(order: list[int], count: int) -> None:
    observed, intensity = np.array([3, count, 20, 8, 8]), around(20, 25, 20, 9, 9)
    one = pool(observed, intensity, level=0.9, seed=1)
    other = pool(observed[order], intensity[order], level=0.9, seed=1)
    assert other.units == tuple(one.units[place] for place in order)
    assert other.overall == one.overall
    same = [place for place in range(5) if order[place] < 3]  # the last two are twins
    assert (other.draws(50)[:, same] == one.draws(50)[:, [order[p] for p in same]]).all()


@given(st.lists(st.integers(0, 80), min_size=2, max_size=6), st.floats(0.3, 60))
@settings(max_examples=25)
def test_another_event_is_never_a_larger_fall(observed: list[int], mean: float) -> None:
    intensity = around(*np.linspace(mean, 20, len(observed)))
    fewer = found(observed, intensity, threshold=0.5).units[0]
    more = found([observed[0] + 1, *observed[1:]], intensity, threshold=0.5).units[0]
    assert more.ratio.median >= fewer.ratio.median - 1e-9
    assert more.ratio.low >= fewer.ratio.low - 1e-9
    assert more.ratio.high >= fewer.ratio.high - 1e-9
    assert more.fall_by_threshold is not None
    assert fewer.fall_by_threshold is not None
    assert more.fall_by_threshold <= fewer.fall_by_threshold + 1e-9


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1, 30, 10**6, 10**9]),
            st.sampled_from([0.0, 1e-6, 1e-3, 1.0, 30.0, 1e6, 1e9]),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=40)
def test_nothing_breaks_it(units: list[tuple[int, float]]) -> None:
    observed = [count for count, _ in units]
    seen = found(observed, around(*(min(mean, 5e8) for _, mean in units)), threshold=0.8)
    for unit in seen.units:
        numbers = [*astuple(unit.ratio), *astuple(unit.expected), unit.fall, unit.rise]
        assert np.isfinite(numbers).all()
        assert 0 <= unit.fall <= 1
        assert 0 <= unit.rise <= 1
        assert 0 <= unit.false_sign <= 1
        assert unit.fall + unit.rise <= 1 + 1e-9
        assert unit.ratio.low <= unit.ratio.median <= unit.ratio.high
        assert (unit.call is Call.NOTHING) == (unit.reason is not None)
    assert np.isfinite(seen.draws(20)).all()


def test_the_same_seed_the_same_bytes() -> None:
    one, other = (found([3, 9], around(20, 9)) for _ in range(2))
    assert one.units == other.units
    assert one.draws().tobytes() == other.draws().tobytes()


@pytest.mark.parametrize(
    ("observed", "intensity", "options", "message"),
    [
        ([1], around(1, 2), {}, "intensity: 2 units, observed: 1; give one row"),
        ([1], around(1)[:, :99], {}, "intensity: 99 draws; give at least 100"),
        ([1], around(1), {"threshold": 1.0}, "the threshold is 1.0; give one between"),
        ([1], around(1), {"level": 1.0}, "the level is 1.0"),
        ([1], around(1), {"seed": -1}, "seed is -1"),
        ([-1], around(1), {}, "observed: -1 at 1"),
        ([1], -around(1), {}, "intensity: -.* at 1, 1"),
    ],
)
def test_what_cannot_be_asked(
    observed: list[int], intensity: Floats, options: dict[str, float], message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        found(observed, intensity, **options)
