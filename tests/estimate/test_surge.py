import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import QuestionError
from trucewatch.estimate.surge import surge

DRAWS = np.random.default_rng(1).poisson(5, (4000, 3))


def test_a_single_wild_day_is_found_among_quiet_ones() -> None:
    found = surge([5, 4, 26], DRAWS)
    assert found.days == 1
    assert found.chance < 0.001


def test_a_surge_of_several_days_is_found_as_one() -> None:
    found = surge([10, 11, 10], DRAWS)
    assert found.days == 3
    assert found.chance < 0.01


def test_usual_days_are_no_surge() -> None:
    assert surge([5, 5, 5], DRAWS).chance > 0.2


def test_looking_at_several_runs_does_not_find_too_many() -> None:
    rng = np.random.default_rng(2)
    # The days share a rate that differs from draw to draw, as those of a model do.
    rate = rng.gamma(4, 1.5, (2000, 1))
    draws = rng.poisson(rate, (2000, 3))
    chances = [surge(rng.poisson(rng.gamma(4, 1.5), 3), draws).chance for _ in range(400)]
    for share in (0.05, 0.2, 0.5):
        spread = np.sqrt(share * (1 - share) / 400)
        assert np.mean(np.array(chances) <= share) <= share + 3 * spread


@given(counts=st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_the_chance_is_one_of_the_shares_there_are(counts: list[int]) -> None:
    found = surge(counts, DRAWS[:99])
    assert 0.01 <= found.chance <= 1
    assert 1 <= found.days <= 3
    counts[2] += 1000
    assert surge(counts, DRAWS[:99]).chance == 0.01


@pytest.mark.parametrize(
    ("counts", "draws"), [([1, 2], DRAWS), ([], np.zeros((9, 0))), (3, DRAWS), ([1, 2, 3], [1])]
)
def test_what_does_not_fit_is_refused(counts: object, draws: object) -> None:
    with pytest.raises(QuestionError, match="do not fit"):
        surge(counts, draws)  # type: ignore[arg-type]
