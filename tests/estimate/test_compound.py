import numpy as np
import pytest

from trucewatch.errors import QuestionError
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import counterfactual

STEADY = np.random.default_rng(5).poisson(6, 180)
EVENTS = counterfactual(STEADY, 7, seed=1)
SIZES = np.random.default_rng(6).poisson(3, 400)
AGES = np.arange(400) % 180


def width(sizes: np.ndarray) -> int:
    low, high = compound(EVENTS, sizes, AGES, seed=1).interval()
    return high - low


def test_one_strike_with_many_dead_widens_the_interval() -> None:
    one = SIZES.copy()
    one[5] += 900
    assert width(one) > 1.5 * width(SIZES)


def test_its_middle_is_about_events_times_deaths() -> None:
    found = compound(EVENTS, SIZES, AGES, seed=1)
    assert found.median == pytest.approx(EVENTS.median * SIZES.mean(), rel=0.15)
    assert found.intensity is None
    assert found.daily.shape == EVENTS.daily.shape


def test_recent_events_weigh_more() -> None:
    deadly_now = compound(EVENTS, [1] * 200 + [9] * 200, [170] * 200 + [1] * 200, seed=1)
    deadly_then = compound(EVENTS, [1] * 200 + [9] * 200, [1] * 200 + [170] * 200, seed=1)
    assert deadly_now.median > 1.5 * deadly_then.median


def test_without_events_nobody_dies_but_of_events_unlike_any() -> None:
    quiet = counterfactual(np.zeros(60), 7, seed=1)
    found = compound(quiet, [0], [1], seed=1)
    assert found.daily[quiet.daily == 0].max(initial=0) == 0


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again = (compound(EVENTS, SIZES, AGES, seed=4).daily for _ in range(2))
    assert first.tobytes() == again.tobytes()


@pytest.mark.parametrize(("sizes", "ages"), [([], []), ([1, 2], [3]), ([1, -2], [3, 4])])
def test_what_is_no_baseline(sizes: list[int], ages: list[int]) -> None:
    with pytest.raises(QuestionError, match="give the deaths in each event of the baseline"):
        compound(EVENTS, sizes, ages, seed=1)
