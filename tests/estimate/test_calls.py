import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.estimate.calls import CALL_RULE, Call, call_of, called, false_sign_rates

ALL = np.ones(20, dtype=bool)


def test_a_unit_without_a_change_counts_against_either_sign() -> None:
    rates = false_sign_rates(np.array([0.9, 0.1, 0.2]), np.array([0.05, 0.9, 0.2]))
    assert rates.tolist() == pytest.approx([0.1, 0.1, 0.8])


def test_sure_units_carry_an_unsure_one_but_no_toss_up() -> None:
    assert called(np.array([0.0, 0.0, 0.09, 0.3]), ALL[:4], level=0.9).tolist() == [1, 1, 1, 0]


def test_equals_are_called_together_or_not_at_all() -> None:
    """Two at .08 beside .01 have a mean of .057; one of them alone would have .045."""
    assert called(np.array([0.08, 0.01, 0.08]), ALL[:3], level=0.9).tolist() == [0, 1, 0]


def test_whoever_is_not_eligible_is_neither_called_nor_counted() -> None:
    eligible = np.array([False, True])
    assert called(np.array([0.0, 0.08]), eligible, level=0.9).tolist() == [0, 0]


def test_no_unit_at_all() -> None:
    assert called(np.zeros(0), np.zeros(0, dtype=bool), level=0.9).shape == (0,)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.sampled_from([0.5, 0.9, 0.95]))
def test_the_mean_of_the_called(rates: list[float], level: float) -> None:
    given = np.array(rates)
    chosen = called(given, ALL[: given.size], level=level)
    if chosen.any():
        assert given[chosen].mean() <= (1 - level) / 2 + 1e-12
        assert given[chosen].max() <= 1 - level
    assert chosen[given <= (1 - level) / 2].all()
    if chosen.any() and not chosen.all():
        assert given[~chosen].min() > given[chosen].max()


def test_the_words() -> None:
    assert call_of(fell=True, sure=True) is Call.REDUCED
    assert call_of(fell=False, sure=True) is Call.INCREASED
    assert call_of(fell=True, sure=False) is Call.NOTHING
    assert "(1 - level) / 2" in CALL_RULE
