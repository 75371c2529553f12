import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import Counterfactual, counterfactual
from trucewatch.estimate.effect import effect
from trucewatch.estimate.power import WANTED, Design, critical_count, design

COUNTS = np.random.default_rng(3).poisson(4, 90)


@pytest.fixture(scope="module")
def forecast() -> Counterfactual:
    return counterfactual(COUNTS, 20, seed=1, gap=2)


@pytest.fixture(scope="module")
def planned(forecast: Counterfactual) -> Design:
    return design(forecast, level=0.9, baseline_total=int(COUNTS.sum()))


def known_rate(rate: float, days: int = 60, *, level: float = 0.9) -> Design:
    """Design for a rate that is known and does not move."""
    intensity = np.full((4000, days), rate)
    daily = np.random.default_rng(1).poisson(intensity)
    one = np.zeros((1, 1))
    return design(
        Counterfactual(daily, intensity, 0, level, 60, one, one, np.ones(1), np.ones(1)),
        level=level,
        baseline_total=1000,
    )


def verdict(observed: int, draws: NDArray[np.int64], level: float = 0.9) -> Verdict:
    return effect(observed, draws, level=level, baseline_total=1000).verdict


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=200), st.floats(0.01, 0.99, exclude_max=True)
)
def test_the_critical_count_is_the_last_that_the_verdict_calls(
    given: list[int], level: float
) -> None:
    draws = np.array(given)
    most = critical_count(draws, level=level)
    assert most >= -1
    if most >= 0:
        assert verdict(most, draws, level) is Verdict.REDUCED
    assert verdict(most + 1, draws, level) is not Verdict.REDUCED


@given(st.integers(1, 20), st.floats(0, 1), st.floats(0, 1))
def test_power_rises_with_the_fall(planned: Design, days: int, one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert 0 <= planned.power(days, small) <= planned.power(days, large) <= 1
    assert planned.power(days, 1.0) in (0.0, 1.0)


@pytest.mark.parametrize("fall", [0.0, 0.25, 0.5, 0.75])
@pytest.mark.parametrize("days", [3, 7, 20])
def test_the_power_is_how_often_the_verdict_is_reduced(
    forecast: Counterfactual, planned: Design, days: int, fall: float
) -> None:
    """Windows are drawn with the fall in them and judged by the verdict itself."""
    assert forecast.intensity is not None
    windows = 20_000
    rng = np.random.default_rng(days)
    drawn = forecast.intensity[rng.integers(4000, size=windows), 2 : 2 + days].sum(axis=1)
    observed = rng.poisson((1 - fall) * drawn)
    expected = forecast.daily[:, 2 : 2 + days].sum(axis=1)
    called = {seen: verdict(seen, expected) is Verdict.REDUCED for seen in set(observed.tolist())}
    share = np.mean([called[seen] for seen in observed.tolist()])
    power = planned.power(days, fall)
    assert abs(share - power) <= 3 * max(np.sqrt(power * (1 - power) / windows), 1e-3)


def test_a_rate_that_is_known_has_the_power_of_the_textbook() -> None:
    """At 35 expected P(Y <= 25) is .050, P(Y <= 24) .033; P(Poisson(17.5) <= 25) is .967."""
    found = known_rate(5.0)
    assert abs(int(found.most[6]) - 24.5) <= 1
    assert found.power(7, 0.0) == pytest.approx(0.04, abs=0.025)
    assert found.power(7, 0.5) == pytest.approx(0.96, abs=0.03)


def test_nothing_is_called_more_often_than_the_level_allows(planned: Design) -> None:
    """If nothing changes, reduced is as rare as the rule says, but for the noise of draws."""
    alarms = [planned.power(days, 0.0) for days in range(1, 21)]
    assert max(alarms) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 4000)


def test_the_smallest_fall(planned: Design) -> None:
    smallest = planned.smallest_fall(7)
    assert smallest is not None
    assert planned.power(7, smallest) >= WANTED > planned.power(7, smallest - 0.002)


def test_the_days_needed_are_the_fewest(planned: Design) -> None:
    days = planned.days_needed(0.6)
    assert days is not None
    assert planned.power(days, 0.6) >= WANTED
    assert all(planned.power(fewer, 0.6) < WANTED for fewer in range(1, days))
    assert planned.days_needed(0.01) is None


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0, 4.0])
def test_where_more_happens_a_smaller_fall_is_seen(rate: float) -> None:
    """Four times the rate halves the noise; small steps need not, as counts are whole numbers."""
    few, many = (known_rate(r).smallest_fall(7) for r in (rate, 4 * rate))
    assert few is not None
    assert many is not None
    assert many < few
    assert known_rate(rate).days_needed(0.5) > known_rate(4 * rate).days_needed(0.5)  # type: ignore[operator]


def test_where_hardly_anything_happens_nothing_could_show() -> None:
    """With .1 a day P(Y > 0) is .50 in a week and .95 only after 30 days."""
    found = known_rate(0.1)
    assert found.most[6] == -1
    assert (found.power(7, 1.0), found.smallest_fall(7), found.days_needed(0.25)) == (0, None, None)
    assert found.days_needed(1.0) == pytest.approx(30, abs=3)


@pytest.mark.parametrize(("total", "days"), [(9, None), (10, 2)])
def test_a_handful_in_the_baseline_can_show_nothing(
    forecast: Counterfactual, total: int, days: int | None
) -> None:
    assert design(forecast, level=0.9, baseline_total=total).days_needed(0.9) == days


def test_a_surer_level_sees_less(forecast: Counterfactual) -> None:
    usual, sure = (design(forecast, level=level, baseline_total=300) for level in (0.9, 0.99))
    assert sure.smallest_fall(7) > usual.smallest_fall(7)  # type: ignore[operator]


def test_of_deaths_nothing_is_said(forecast: Counterfactual) -> None:
    deaths = compound(forecast, np.array([1, 2, 3]), np.array([1, 2, 3]), seed=1)
    with pytest.raises(QuestionError, match="ask for events or lethal-events"):
        design(deaths, level=0.9, baseline_total=300)
