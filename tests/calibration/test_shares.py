"""Kinds drawn in blocks with shares of their own: intervals hold, nothing is seen in nothing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from trucewatch.estimate.calls import Call
from trucewatch.estimate.shares import Shares, shares

from .floors import FLOORS, within

pytestmark = pytest.mark.slow
FLOOR = FLOORS["shares"]
KINDS, WEEKS, WINDOW_WEEKS = 5, 28, 4
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def drawn(rng: np.random.Generator, weeks: int, common: Floats, concentration: float) -> Ints:
    """Daily counts; the days of a week have the same shares, and bursts of events."""
    own = np.repeat(rng.dirichlet(concentration * common, weeks), 7, axis=0)
    size = rng.negative_binomial(1, 1 / 6, 7 * weeks)
    return np.asarray(rng.multinomial(size, own), dtype=np.int64)


def trial(seed: int, change: Floats) -> tuple[Shares, Floats, Floats]:
    rng = np.random.default_rng(seed)
    before = rng.dirichlet(np.full(KINDS, 2.0))
    during = before * np.exp(change)
    during /= during.sum()
    concentration = float(rng.choice([10.0, 20.0, 80.0]))
    found = shares(
        drawn(rng, WEEKS, before, concentration),
        drawn(rng, WINDOW_WEEKS, during, concentration),
        level=0.9,
        seed=seed,
    )
    return found, before, during


def test_shares_that_did_not_change() -> None:
    covers_before, covers_during, chance, changed = [], [], [], []
    for seed in range(80):
        found, before, during = trial(seed, np.zeros(KINDS))
        for kind, was, now in zip(found.kinds, before, during, strict=True):
            covers_before.append(kind.before.low <= was <= kind.before.high)
            covers_during.append(kind.during.low <= now <= kind.during.high)
        chance.append(found.as_far_by_chance)
        changed.append(found.changed)
    assert within(float(np.mean(covers_before)), FLOOR["covers 0.9 before"])
    assert np.mean(covers_during) >= FLOOR["covers 0.9 unchanged"]
    assert np.mean(changed) <= FLOOR["called of nothing"]
    assert np.mean(np.array(chance, dtype=float) <= 0.05) <= FLOOR["seldom by chance"]


def test_shares_that_changed_somehow() -> None:
    covers, wrong, called = [], 0, 0
    for seed in range(80):
        rng = np.random.default_rng(10_000 + seed)
        change = rng.normal(0, abs(rng.normal(0, 1.0)), KINDS)
        found, before, during = trial(seed, change)
        for kind, was, now in zip(found.kinds, before, during, strict=True):
            covers.append(kind.during.low <= now <= kind.during.high)
            if kind.call is not Call.NOTHING:
                called += 1
                wrong += (kind.call is Call.INCREASED) != (now > was)
    assert within(float(np.mean(covers)), FLOOR["covers 0.9 during"])
    assert called >= 40
    assert wrong <= FLOOR["wrong"] * called
