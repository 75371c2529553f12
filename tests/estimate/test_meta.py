import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.errors import QuestionError
from trucewatch.estimate.meta import log_ratio, meta

numbers = st.floats(-3, 3).map(lambda x: round(x, 3))
errors = st.floats(0.05, 1).map(lambda x: round(x, 3))


def test_alike_errors_give_the_interval_of_the_means() -> None:
    """With equal errors the weights are equal: Student's interval of the mean of the estimates."""
    y = np.array([-1.2, -0.1, 0.3, -0.8, -0.4])
    found = meta(y, np.full(5, 0.1), level=0.9)
    reach = 2.131847 * y.std(ddof=1) / np.sqrt(5)  # t with 4 degrees of freedom
    assert found.ratio.median == pytest.approx(np.exp(y.mean()))
    assert found.ratio.low == pytest.approx(np.exp(y.mean() - reach), rel=1e-5)
    assert found.ratio.high == pytest.approx(np.exp(y.mean() + reach), rel=1e-5)
    assert found.spread == pytest.approx(np.sqrt(y.var(ddof=1) - 0.01))
    assert found.inconsistent == pytest.approx(1 - 4 / (((y - y.mean()) ** 2).sum() / 0.01))


def test_truces_that_agree_have_no_spread_and_no_miracle() -> None:
    found = meta([-0.5, -0.5, -0.5], [0.3, 0.3, 0.3], level=0.9)
    assert (found.spread, found.inconsistent) == (0.0, 0.0)
    assert np.log(found.ratio.high / found.ratio.low) > 2 * 1.64 * 0.3 / np.sqrt(3)


def test_two_truces_have_no_prediction() -> None:
    assert meta([-0.5, 0.5], [0.3, 0.3], level=0.9).prediction is None


@given(st.lists(st.tuples(numbers, errors), min_size=3, max_size=12))
def test_what_always_holds(rows: list[tuple[float, float]]) -> None:
    y, se = map(np.array, zip(*rows, strict=True))
    found = meta(y, se, level=0.9)
    assert np.exp(y.min()) - 1e-9 <= found.ratio.median <= np.exp(y.max()) + 1e-9
    assert found.ratio.low < found.ratio.median < found.ratio.high
    assert found.prediction is not None
    assert found.prediction.low <= found.ratio.low
    assert found.prediction.high >= found.ratio.high
    turned = meta(y[::-1], se[::-1], level=0.9)
    assert turned.ratio.median == pytest.approx(found.ratio.median)
    moved = meta(y + 0.7, se, level=0.9)
    assert moved.ratio.median == pytest.approx(found.ratio.median * np.exp(0.7), rel=1e-6)


@pytest.mark.parametrize(("truces", "tau"), [(4, 0.5), (12, 0.5), (12, 0.0), (40, 1.0)])
def test_intervals_hold_what_they_say(truces: int, tau: float) -> None:
    rng = np.random.default_rng(truces)
    mean, new = [], []
    for _ in range(600):
        se = rng.uniform(0.1, 0.6, truces)
        y = rng.normal(-0.5, np.sqrt(tau**2 + se**2))
        found = meta(y, se, level=0.9)
        assert found.prediction is not None
        mean.append(found.ratio.low <= np.exp(-0.5) <= found.ratio.high)
        one_more = np.exp(rng.normal(-0.5, tau))
        new.append(found.prediction.low <= one_more <= found.prediction.high)
    assert 0.87 <= np.mean(mean) <= (0.98 if tau else 1.0)
    assert np.mean(new) >= 0.84


def test_a_known_rate_gives_the_usual_log_ratio() -> None:
    mean, sd = log_ratio(100, np.full(500, 200.0))
    assert mean == pytest.approx(np.log(0.5), abs=0.02)
    assert sd == pytest.approx(0.1, abs=0.01)


def test_none_at_all_has_a_finite_ratio() -> None:
    mean, sd = log_ratio(0, np.full(500, 20.0))
    assert -6 < mean < -2
    assert 0.3 < sd < 2


def test_what_is_not_known_of_the_rate_widens_the_error() -> None:
    rng = np.random.default_rng(1)
    _, sure = log_ratio(30, np.full(2000, 60.0))
    _, unsure = log_ratio(30, 60 * rng.gamma(4, 1 / 4, 2000))
    assert unsure > 2 * sure


@pytest.mark.parametrize(
    ("y", "se", "said"),
    [
        ([1.0], [1.0], "fewer than two"),
        ([1.0, 2.0], [1.0], "do not fit"),
        ([1.0, 2.0], [1.0, 0.0], "no number above zero"),
        ([1.0, np.nan], [1.0, 1.0], "no number above zero"),
    ],
)
def test_what_cannot_be_pooled(y: list[float], se: list[float], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        meta(y, se, level=0.9)
