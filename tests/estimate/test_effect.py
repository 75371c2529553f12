import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError
from trucewatch.estimate.effect import VERDICT_RULE, effect, reductions

DRAWS = np.arange(51, 151)  # uniform: each percent of the draws is one value


def verdict(observed: int, draws: NDArray[np.int64] = DRAWS, **options: float) -> Verdict:
    given = {"level": 0.9, "baseline_total": 1000, **options}
    return effect(observed, draws, **given).verdict  # type: ignore[arg-type]


def test_the_estimand_is_taken_draw_by_draw() -> None:
    """The median of the shares, not the share of the medians."""
    draws = np.array([10, 20, 40])
    found = effect(10, draws, level=0.9, baseline_total=100)
    assert reductions(10, draws).tolist() == [0.0, 0.5, 0.75]
    assert (found.reduction.median, found.reduction.low, found.reduction.high) == (0.5, 0.0, 0.75)
    assert (found.expected.low, found.expected.median, found.expected.high) == (10, 20, 40)
    assert found.probability.reduced == pytest.approx(2 / 3)
    assert found.probability.increased == 0.0


@pytest.mark.parametrize(("observed", "shares"), [(0, [0.0, 1.0, 1.0]), (2, [-np.inf, 0.0, 0.5])])
def test_where_nothing_is_expected(observed: int, shares: list[float]) -> None:
    assert reductions(observed, np.array([0, 2, 4])).tolist() == shares


def test_nothing_observed_and_nothing_expected_is_no_change() -> None:
    found = effect(0, np.zeros(100, dtype=np.int64), level=0.9, baseline_total=0)
    assert found.reduction.median == 0
    assert (found.probability.reduced, found.probability.increased) == (0.0, 0.0)
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (0, Verdict.REDUCED),
        (55, Verdict.REDUCED),  # 95 of 100 draws lie above
        (56, Verdict.UNDETERMINED),
        (100, Verdict.UNDETERMINED),
        (115, Verdict.UNDETERMINED),
        (117, Verdict.NOT_REDUCED),  # at most 5 of 100 draws are 146.25 or more
        (145, Verdict.NOT_REDUCED),
        (146, Verdict.INCREASED),
        (400, Verdict.INCREASED),
    ],
)
def test_the_rule_of_the_verdict(observed: int, expected: Verdict) -> None:
    assert verdict(observed) is expected


def test_a_surer_level_is_harder_to_reach() -> None:
    assert verdict(54, level=0.9) is Verdict.REDUCED
    assert verdict(54, level=0.99) is Verdict.UNDETERMINED


@pytest.mark.parametrize(("total", "expected"), [(9, "undetermined"), (10, "reduced")])
def test_a_handful_in_the_baseline_says_nothing(total: int, expected: str) -> None:
    found = effect(0, DRAWS, level=0.9, baseline_total=total)
    assert found.verdict.value == expected
    assert bool(found.reasons) == (total < 10)


def test_the_agreed_fall() -> None:
    draws = np.array([50, 100, 101, 200])
    found = effect(20, draws, level=0.9, baseline_total=100, threshold=0.8)
    assert found.probability.at_least_threshold == 0.75  # 20 of 100 is a fall of exactly 80 %
    without = effect(20, draws, level=0.9, baseline_total=100)
    assert without.probability.at_least_threshold is None


def test_nothing_can_fall_from_nothing() -> None:
    found = effect(0, np.zeros(10, dtype=np.int64), level=0.9, baseline_total=50, threshold=0.8)
    assert found.probability.at_least_threshold == 0.0
    assert found.verdict is Verdict.NOT_REDUCED


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(QuestionError, match="-1 were observed"):
        effect(-1, DRAWS, level=0.9, baseline_total=100)


def test_the_rule_names_its_numbers() -> None:
    assert "20 % or more" in VERDICT_RULE
    assert "fewer than 10 " in VERDICT_RULE


@given(
    st.integers(0, 500),
    st.lists(st.integers(0, 500), min_size=100, max_size=300),
    st.floats(0.05, 1.0),
    st.sampled_from([0.5, 0.8, 0.9, 0.95]),
)
def test_what_must_always_hold(observed: int, given: list[int], fall: float, level: float) -> None:
    draws = np.array(given)
    found = effect(observed, draws, level=level, baseline_total=100, threshold=fall)
    p = found.probability
    assert p.at_least_threshold is not None
    assert 0 <= p.at_least_threshold <= p.reduced
    assert p.reduced + p.increased <= 1 + 1e-12
    assert found.reduction.low <= found.reduction.median <= found.reduction.high <= 1
    assert found.expected.low >= 0
    fewer = effect(max(observed - 1, 0), draws, level=level, baseline_total=100, threshold=fall)
    assert fewer.probability.reduced >= p.reduced
    assert fewer.reduction.median >= found.reduction.median
