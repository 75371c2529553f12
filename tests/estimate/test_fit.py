import numpy as np
import pytest

from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.estimate.fit import Statistic, predictive_fit

DAYS = 180


def judge(counts: np.ndarray) -> dict[str, Statistic]:
    found = predictive_fit(counts, counterfactual(counts, 7, seed=1), seed=1)
    return {one.name: one for one in found}


@pytest.mark.parametrize("rate", [0.05, 0.5, 5, 50])
def test_what_the_model_makes_fits_it(rate: float) -> None:
    rng = np.random.default_rng(1)
    path = np.exp(np.cumsum(rng.normal(0, 0.08, DAYS)))
    counts = rng.negative_binomial(5, 5 / (5 + rate * path / path.mean()))
    assert all(one.chance > 0.01 for one in judge(counts).values())


def test_a_weekly_beat_is_found() -> None:
    counts = np.random.default_rng(2).poisson(4, DAYS)
    counts[::7] += 40
    found = judge(counts)
    assert found["week"].chance < 0.01
    assert found["week"].observed > found["week"].high


def test_counts_more_even_than_chance_are_found() -> None:
    counts = np.tile([9, 10, 11], DAYS // 3)
    found = judge(counts)["scatter"]
    assert found.chance < 0.01
    assert found.observed < found.low


def test_silence_fits_itself() -> None:
    found = judge(np.zeros(DAYS))
    assert found["quiet days"].observed == 1
    assert all(one.chance > 0.5 for one in found.values())


def test_days_that_are_not_known_are_not_judged() -> None:
    counts = np.random.default_rng(3).poisson(5, DAYS)
    spoilt = counts.copy()
    spoilt[50:60] = 0
    missing = np.zeros(DAYS, bool)
    missing[50:60] = True
    forecast = counterfactual(spoilt, 7, seed=1, missing=missing)
    found = predictive_fit(spoilt, forecast, seed=1, missing=missing)
    whole = {one.name: one.observed for one in found}
    assert whole["quiet days"] == (np.delete(counts, slice(50, 60)) == 0).mean()


def test_the_same_seed_gives_the_same() -> None:
    counts = np.random.default_rng(4).poisson(3, DAYS)
    assert judge(counts) == judge(counts)
