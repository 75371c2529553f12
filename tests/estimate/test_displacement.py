import numpy as np
import pytest

from trucewatch.errors import QuestionError
from trucewatch.estimate.calls import Call
from trucewatch.estimate.displacement import displacement
from trucewatch.estimate.pooling import pool

RNG = np.random.default_rng(3)
INTENSITY = RNG.gamma(40, 1 / 40, (6, 1000)) * np.array([[10.0], [10], [10], [10], [10], [2]])


def test_a_rise_that_no_unit_shows_alone_shows_in_the_total() -> None:
    found = displacement([15, 16, 14, 15, 15, 3], INTENSITY, level=0.9, seed=1, threshold=0.5)
    assert found.total.observed == 78
    assert found.total.call is Call.INCREASED
    assert found.total.expected.low < 52 < found.total.expected.high
    assert found.excess.median == pytest.approx(26, abs=2)
    assert 0 < found.excess.low < found.excess.median < found.excess.high
    assert found.total.fall_by_threshold == pytest.approx(0, abs=1e-6)
    alone = pool([15], INTENSITY[:1], level=0.9, seed=1).units[0]
    assert alone.call is Call.NOTHING


def test_the_units_are_pooled() -> None:
    observed = [30, 9, 10, 11, 9, 2]
    found = displacement(observed, INTENSITY, level=0.9, seed=1)
    assert found.units.units == pool(observed, INTENSITY, level=0.9, seed=1).units
    assert found.units.units[0].call is Call.INCREASED
    assert {unit.call for unit in found.units.units[1:]} == {Call.NOTHING}


def test_a_fall_outside_is_no_displacement() -> None:
    found = displacement([2, 3, 2, 3, 2, 0], INTENSITY, level=0.9, seed=1)
    assert found.total.call is Call.REDUCED
    assert found.excess.high < 0


def test_the_order_of_the_units_changes_nothing() -> None:
    observed, order = np.array([30, 9, 10, 11, 9, 2]), [3, 1, 5, 0, 4, 2]
    one = displacement(observed, INTENSITY, level=0.9, seed=1)
    other = displacement(observed[order], INTENSITY[order], level=0.9, seed=1)
    assert (other.total, other.excess) == (one.total, one.excess)


def test_the_total_of_very_many() -> None:
    with pytest.raises(QuestionError, match="observed: 2e\\+09 at 1"):
        displacement([10**9, 10**9], INTENSITY[:2], level=0.9, seed=1)


def test_no_unit_outside() -> None:
    with pytest.raises(QuestionError, match="observed: no unit; give at least one"):
        displacement([], np.zeros((0, 100)), level=0.9, seed=1)
