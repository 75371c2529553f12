"""Our model and three that anybody could write down: draws of a window's total."""

from collections.abc import Callable

import numpy as np

from bench.protocol import WINDOW, Counts
from bench.scores import Draws
from trucewatch.estimate.counterfactual import counterfactual

DRAWS = 4000
Forecast = Callable[[Counts, int], Draws]
"""Takes a baseline and a seed, gives draws of the window's total."""


def model(baseline: Counts, seed: int) -> Draws:
    """Draw from our own model."""
    return counterfactual(baseline, WINDOW, seed=seed, draws=DRAWS).draws.astype(float)


def poisson(baseline: Counts, seed: int) -> Draws:
    """Draw from a Poisson rate known from the last 28 days, with Jeffreys' prior."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(baseline[-28:].sum() + 0.5, 1 / 28, DRAWS)
    return rng.poisson(rate * WINDOW).astype(float)


def gaussian(baseline: Counts, seed: int) -> Draws:
    """Draw from a normal distribution with the baseline's mean and standard deviation."""
    rng = np.random.default_rng(seed)
    mean, sd = baseline.mean() * WINDOW, baseline.std(ddof=1) * np.sqrt(WINDOW)
    return rng.normal(mean, sd, DRAWS)


def empirical(baseline: Counts, seed: int) -> Draws:
    """Draw from the baseline's own sums over as many days."""
    rng = np.random.default_rng(seed)
    sums = np.convolve(baseline, np.ones(WINDOW), "valid")
    return rng.choice(sums, DRAWS)


OURS = "Trucewatch"
FORECASTS: dict[str, Forecast] = {
    OURS: model,
    "Poisson, 28 days": poisson,
    "own 7-day sums": empirical,
    "Gaussian": gaussian,
}
