"""Our model and three that anybody could write down: draws of a window's total."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np

from bench.protocol import WINDOW, Counts, Window
from bench.scores import Draws
from trucewatch.days import DaySpan
from trucewatch.estimate.columns import holiday, islamic_holidays, together, weekday
from trucewatch.estimate.counterfactual import counterfactual

DRAWS = 4000
Forecast = Callable[[Counts, int], Draws]
"""Takes a baseline and a seed, gives draws of the window's total."""


def model(baseline: Counts, seed: int) -> Draws:
    """Draw from our own model, which sees the counts alone."""
    return counterfactual(baseline, WINDOW, seed=seed, draws=DRAWS).draws.astype(float)


def as_asked(window: Window, seed: int, *, muslim: bool) -> Draws:
    """Draw from our own model as ``trucewatch assess`` asks it: with weekdays and holidays.

    Parameters
    ----------
    muslim
        Whether a truce file of the country would name Ramadan and both Eids.
    """
    days = DaySpan(window.span.start - timedelta(days=window.baseline.size), window.span.end)
    named = islamic_holidays(days) if muslim else {}
    columns = [weekday(days), *(holiday(days, name, on) for name, on in named.items() if on)]
    found = counterfactual(
        window.baseline, WINDOW, seed=seed, draws=DRAWS, columns=together(days.days, columns)
    )
    return found.draws.astype(float)


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


OURS, ALONE = "Trucewatch", "Trucewatch, counts alone"
FORECASTS: dict[str, Forecast] = {
    ALONE: model,
    "Poisson, 28 days": poisson,
    "own 7-day sums": empirical,
    "Gaussian": gaussian,
}
