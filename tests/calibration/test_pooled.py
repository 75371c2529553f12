"""Units drawn with known ratios: intervals hold what they say, few calls are wrong."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from trucewatch.estimate.calls import Call
from trucewatch.estimate.pooling import Unit, pool

from .floors import FLOORS, within

pytestmark = pytest.mark.slow
FLOOR = FLOORS["pooled"]
UNITS = 20
Floats = NDArray[np.float64]
Scenario = Callable[[np.random.Generator], Floats]


@dataclass(frozen=True, slots=True)
class Reached:
    """Of all trials of a scenario.

    Attributes
    ----------
    covers
        Share of the 90 % intervals that hold the true ratio.
    called
        Share of the units that are called.
    wrong
        Mean over the trials of the share of the called whose sign is wrong; a unit without any
        change has neither sign.
    trials_with_a_call
        Share of the trials.
    """

    covers: float
    called: float
    wrong: float
    trials_with_a_call: float


def prior(rng: np.random.Generator) -> Floats:
    """Log ratios as the model has them."""
    spread = abs(rng.normal(0, 0.7))
    changed = rng.normal() + spread * rng.standard_t(4, UNITS)
    unchanged = rng.random(UNITS) < rng.choice([0, 0.25, 0.5, 0.75, 1])
    return np.where(unchanged, rng.normal(0, 0.15, UNITS), changed)


def fixed(*ratios: float) -> Scenario:
    return lambda _: np.log(np.array(ratios))


def trial(theta: Floats, size: float, seed: int) -> tuple[Unit, ...]:
    """Draw counts about intensities of some 2 to 40 that are known up to a gamma error."""
    rng = np.random.default_rng(seed)
    means = np.exp(rng.normal(2, 1, theta.size))
    draws = means[:, None] * rng.gamma(size, 1 / size, (theta.size, 300))
    truth = means * rng.gamma(size, 1 / size, theta.size)
    observed = rng.poisson(np.exp(theta) * truth)
    return pool(observed, draws, level=0.9, seed=seed).units


def reached(scenario: Scenario, *, size: float, trials: int) -> Reached:
    covers, called, wrong = [], [], []
    for seed in range(trials):
        theta = scenario(np.random.default_rng(10_000 + seed))
        units = trial(theta, size, seed)
        covers += [
            u.ratio.low <= np.exp(t) <= u.ratio.high for u, t in zip(units, theta, strict=True)
        ]
        signs = {Call.REDUCED: -1, Call.INCREASED: 1}
        is_wrong = [
            signs[u.call] != np.sign(t)
            for u, t in zip(units, theta, strict=True)
            if u.call is not Call.NOTHING
        ]
        called.append(len(is_wrong) / theta.size)
        wrong.append(float(np.mean(is_wrong)) if is_wrong else 0.0)
    with_a_call = float(np.mean(np.array(called) > 0))
    return Reached(
        float(np.mean(covers)), float(np.mean(called)), float(np.mean(wrong)), with_a_call
    )


@pytest.mark.parametrize("size", [8.0, 100.0])
def test_units_drawn_from_the_prior(size: float) -> None:
    found = reached(prior, size=size, trials=60)
    assert within(found.covers, FLOOR["covers 0.9"]), found
    assert found.wrong <= FLOOR["wrong"], found
    assert found.called > 0.1, found


def few_reduced(rng: np.random.Generator) -> Floats:
    return np.concatenate([np.full(10, np.log(0.3)), rng.normal(0, 0.1, 10)])


def both_ways(rng: np.random.Generator) -> Floats:
    parts = [np.full(5, np.log(0.3)), np.full(5, np.log(3)), rng.normal(0, 0.1, 10)]
    return np.concatenate(parts)


@pytest.mark.parametrize(
    ("scenario", "least", "most"),
    [
        (fixed(*[1.0] * 20), 0.0, 0.01),
        (lambda rng: rng.normal(0, 0.05, UNITS), 0.0, 0.01),
        (lambda rng: rng.normal(0, 0.2, UNITS), 0.0, 0.05),
        (fixed(0.3, *[1.0] * 20), 0.0, 0.05),
        (fixed(0.1, *[1.0] * 20), 0.0005, 0.05),
        (fixed(*[0.3] * 20), 0.6, 1.0),
        (few_reduced, 0.1, 0.5),
        (both_ways, 0.1, 0.5),
    ],
    ids=["none", "almost none", "little", "one by 70 %", "one by 90 %", "all", "half", "both ways"],
)
def test_few_calls_are_wrong(scenario: Scenario, least: float, most: float) -> None:
    """Whatever the truth is; and where there is something to see, some of it is seen."""
    found = reached(scenario, size=100.0, trials=50)
    assert found.wrong <= FLOOR["wrong"], found
    assert least <= found.called <= most, found


def test_where_nothing_changed_mostly_nothing_is_called() -> None:
    found = reached(fixed(*[1.0] * UNITS), size=8.0, trials=100)
    assert found.trials_with_a_call <= FLOOR["called of nothing"], found


def test_one_large_fall_is_found_where_much_was_expected() -> None:
    """Among 20 without a change, with 40 expected of each and an error of a tenth."""
    seen = others = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        draws = 40 * rng.gamma(100, 1 / 100, (21, 300))
        truth = 40 * rng.gamma(100, 1 / 100, 21) * np.array([0.1, *[1.0] * 20])
        units = pool(rng.poisson(truth), draws, level=0.9, seed=seed).units
        seen += units[0].call is Call.REDUCED
        others += sum(unit.call is not Call.NOTHING for unit in units[1:])
    assert seen >= 38
    assert others <= 4


def test_small_units_borrow_strength_and_still_cover() -> None:
    """Half the units with 1 expected, all reduced to about a third."""
    covers, narrower = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        theta = np.log(0.35) + rng.normal(0, 0.3, 16)
        means = np.repeat([1.0, 20.0], 8)
        draws = means[:, None] * rng.gamma(20, 1 / 20, (16, 300))
        observed = rng.poisson(np.exp(theta) * means * rng.gamma(20, 1 / 20, 16))
        units = pool(observed, draws, level=0.9, seed=seed).units[:8]
        covers += [
            u.ratio.low <= np.exp(t) <= u.ratio.high for u, t in zip(units, theta, strict=False)
        ]
        alone = pool(observed[:1], draws[:1], level=0.9, seed=seed).units[0].ratio
        pooled = units[0].ratio
        narrower.append(np.log(pooled.high / pooled.low) / np.log(alone.high / alone.low))
    assert max(narrower) < 0.9
    assert np.mean(narrower) < 0.6
    assert 0.85 <= np.mean(covers) <= 0.99
