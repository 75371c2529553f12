import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import QuestionError
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.estimate.sequential import (
    HORIZON,
    confidence_sequence,
    lower_boundary,
    spending,
)

STEADY = np.random.default_rng(5).poisson(6, 180)
EXPECTED = counterfactual(STEADY, 28, seed=1)


@given(st.floats(0.01, 0.2), st.integers(0, 50))
def test_no_more_paths_touch_the_boundary_than_may(alpha: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    totals = np.cumsum(rng.poisson(rng.gamma(5, 1, (500, 1)), (500, 30)), axis=1)
    touched = (totals <= lower_boundary(totals, alpha)).any(axis=1)
    assert touched.sum() <= alpha * 500 + 1e-9


def test_nearly_all_of_the_error_is_used() -> None:
    totals = np.cumsum(EXPECTED.daily, axis=1)
    touched = (totals <= lower_boundary(totals, 0.05)).any(axis=1).mean()
    assert 0.045 < touched <= 0.05


def test_fresh_paths_touch_it_as_rarely() -> None:
    boundary = lower_boundary(np.cumsum(EXPECTED.daily, axis=1), 0.05)
    fresh = counterfactual(STEADY, 28, seed=2).daily
    assert (np.cumsum(fresh, axis=1) <= boundary).any(axis=1).mean() < 0.06


def test_spending_grows_from_nothing_to_all() -> None:
    spent = [spending(day) for day in range(HORIZON + 1)]
    assert (spent[0], spent[-1]) == (0, 1)
    assert spent == sorted(spent)


def test_who_asks_again_later_is_told_the_same_of_earlier_days() -> None:
    baseline = np.random.default_rng(2).poisson(4, 90)
    observed = np.random.default_rng(3).poisson(2, 20)
    late = confidence_sequence(observed, counterfactual(baseline, 20, seed=1), level=0.9, seed=1)
    for days in (1, 5, 12):
        forecast = counterfactual(baseline, days, seed=1)
        early = confidence_sequence(observed[:days], forecast, level=0.9, seed=1)
        assert early.low.tolist() == late.low[:days].tolist()
        assert early.high.tolist() == late.high[:days].tolist()


def test_what_was_ruled_out_stays_ruled_out() -> None:
    observed = [0, 0, 0, 0, 0, 20, 20, 20, 20, 20]
    left = confidence_sequence(observed, EXPECTED, level=0.9, seed=1)
    assert (np.diff(left.low) >= 0).all()
    assert (np.diff(left.high) <= 0).all()


def test_a_great_fall_is_called_early_and_none_is_not() -> None:
    fallen = confidence_sequence([1] * 14, EXPECTED, level=0.9, seed=1)
    first = fallen.first_below(1.0)
    assert first is not None
    assert first < 4
    assert fallen.first_above(1.0) is None
    same = confidence_sequence([6, 5, 7] * 4, EXPECTED, level=0.9, seed=1)
    assert same.first_below(1.0) is None
    assert same.first_above(1.0) is None
    risen = confidence_sequence([25] * 7, EXPECTED, level=0.9, seed=1)
    assert risen.first_above(1.0) is not None


def test_a_ratio_that_is_asked_for_is_tried_exactly() -> None:
    left = confidence_sequence([0] * 28, EXPECTED, level=0.9, seed=1, ratios=[0.3333])
    assert left.first_below(0.3333) is not None
    assert (left.high <= 0.3333).any()


def test_fewer_events_never_raise_a_bound() -> None:
    for more in ([3] * 14, [6] * 14):
        fewer = [count - 1 for count in more]
        low, high = (
            confidence_sequence(seen, EXPECTED, level=0.9, seed=1) for seen in (fewer, more)
        )
        assert (low.high <= high.high).all()
        assert (low.low <= high.low).all()


def test_the_true_ratio_is_within_on_all_days_at_once() -> None:
    rng = np.random.default_rng(3)
    intensity = counterfactual(STEADY, 28, seed=7).intensity
    assert intensity is not None
    missed = 0
    for path in intensity[:80]:
        seen = rng.poisson(0.5 * path[:14])
        left = confidence_sequence(seen, EXPECTED, level=0.9, seed=1, ratios=[0.5])
        missed += bool((left.low >= 0.5).any() or (left.high <= 0.5).any())
    assert missed / 80 <= 0.15


def test_what_cannot_be_asked() -> None:
    with pytest.raises(QuestionError, match="29 days were observed, and the daily verdict reaches"):
        confidence_sequence([1] * 29, EXPECTED, level=0.9, seed=1)
    deaths = compound(EXPECTED, [1, 2], [3, 4], seed=1)
    with pytest.raises(QuestionError, match="deaths come in clumps"):
        confidence_sequence([1], deaths, level=0.9, seed=1)
