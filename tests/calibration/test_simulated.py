"""Where the model is true, its intervals must hold what they say."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.placebo import score
from trucewatch.estimate.counterfactual import counterfactual

from .floors import FLOORS, within

pytestmark = pytest.mark.slow
FLOOR = FLOORS["simulated"]
BASELINE, WINDOW = 120, 7


def simulated(seed: int) -> tuple[NDArray[np.int64], int]:
    """Draw a series from the model with hyper-parameters out of the middle of its prior."""
    rng = np.random.default_rng(seed)
    phi, step = rng.choice([0.95, 0.98]), rng.choice([0.06, 0.12, 0.24])
    size, level = rng.choice([0.3, 1.0, 3.0, 10.0]), rng.normal(1.0, 1.0)
    x = rng.normal(0, step / np.sqrt(1 - phi**2))
    counts = []
    for _ in range(BASELINE + WINDOW):
        x = phi * x + rng.normal(0, step)
        counts.append(rng.poisson(rng.gamma(size, np.exp(level + x) / size)))
    return np.array(counts[:BASELINE]), int(sum(counts[BASELINE:]))


def test_series_drawn_from_the_model() -> None:
    given = [pair for pair in map(simulated, range(700)) if pair[0].any()]

    def draws(baseline: NDArray[np.int64], seed: int) -> NDArray[np.float64]:
        found = counterfactual(baseline, WINDOW, seed=seed, draws=1000)
        return found.draws.astype(float)

    found = score(given, draws)
    for name in ("covers 0.9", "PIT"):
        assert within(found[name], FLOOR[name]), (name, found[name])
