"""Placebo windows: how well the model foretells weeks in which nothing was agreed.

Protocol P1: events of UCDP GED in Syria, 2016-01-01 to 2019-11-29, that last at most one day;
daily counts for every dyad and governorate, and for every governorate, with at least 150 events;
forecast origins at day 180, 200, 220, ...; baseline the 180 days before; window the next 7 days;
windows with fewer than 10 events in the baseline are skipped. The total of the window is scored.

    python -m bench.placebo GED_FILE [--release R]
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.panel.figures import daily_figures
from trucewatch.panel.panel import Panel
from trucewatch.panel.series import daily_series
from trucewatch.usecases.events import open_events

SPAN = DaySpan(date(2016, 1, 1), date(2019, 11, 30))
BASELINE, WINDOW, STEP = 180, 7, 20
FEWEST_EVENTS, FEWEST_IN_BASELINE = 150, 10
DRAWS = 4000
LEVELS = (0.5, 0.8, 0.9, 0.95)

Counts = NDArray[np.int64]
Draws = NDArray[np.float64]
Forecast = Callable[[Counts, int], Draws]
"""Takes a baseline and a seed, gives draws of the window's total."""
Baseline = TypeVar("Baseline")


def series(figures: tuple[DailyFigure, ...], measure: Measure) -> list[Counts]:
    """Return the daily counts of every unit with enough events, whatever is counted."""
    return [daily_series(unit, measure, SPAN).counts for unit in units(figures)]


def units(figures: tuple[DailyFigure, ...]) -> list[list[DailyFigure]]:
    """Return the figures of every unit with enough events."""
    found: dict[tuple[str, ...], list[DailyFigure]] = defaultdict(list)
    for figure in figures:
        if figure.admin1 is not None:
            found[(str(figure.dyad), figure.admin1)].append(figure)
            found[(figure.admin1,)].append(figure)
    return [
        found[key]
        for key in sorted(found)
        if daily_series(found[key], Measure.EVENTS, SPAN).counts.sum() >= FEWEST_EVENTS
    ]


def windows(all_counts: list[Counts]) -> Iterator[tuple[Counts, int]]:
    """Yield each placebo window: its baseline and its total."""
    for counts in all_counts:
        for origin in range(BASELINE, counts.size - WINDOW + 1, STEP):
            baseline = counts[origin - BASELINE : origin]
            if baseline.sum() >= FEWEST_IN_BASELINE:
                yield baseline, int(counts[origin : origin + WINDOW].sum())


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


FORECASTS: dict[str, Forecast] = {
    "Trucewatch": model,
    "Poisson, 28 days": poisson,
    "own 7-day sums": empirical,
    "Gaussian": gaussian,
}


def crps(draws: Draws, observed: int) -> float:
    """Continuous ranked probability score from draws (Gneiting & Raftery 2007); lower is better."""
    ordered = np.sort(draws)
    n = ordered.size
    spread = ((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / n**2
    return float(np.abs(ordered - observed).mean() - spread)


def score(
    given: list[tuple[Baseline, int]], forecast: Callable[[Baseline, int], Draws]
) -> dict[str, float]:
    """Score a forecast over the windows.

    Covers: the share of the probability integral transform that lies in the central range; where
    the observed count has several draws on it, the part of them within the range is counted
    (Czado, Gneiting & Held 2009). ``inside`` counts a window as covered when the count lies within
    the printed interval, ends included; for small counts that is more than the level.
    """
    rows = []
    start = time.perf_counter()
    drawn = [forecast(baseline, seed) for seed, (baseline, _) in enumerate(given)]
    elapsed = time.perf_counter() - start
    for draws, (_, observed) in zip(drawn, given, strict=True):
        low, high = float(np.mean(draws < observed)), float(np.mean(draws <= observed))
        row = {f"covers {level}": _share(low, high, (1 - level) / 2) for level in LEVELS}
        ends = np.quantile(draws, (0.05, 0.95), method="inverted_cdf")
        row["inside 0.9"] = float(ends[0] <= observed <= ends[1])
        row["PIT"] = (low + high) / 2
        row["below 5 %"] = _below(low, high, 0.05)
        row["CRPS"] = crps(draws, observed)
        rows.append(row)
    means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return means | {"ms": 1000 * elapsed / len(given)}


def _below(low: float, high: float, p: float) -> float:
    return float(low < p) if high <= low else min(max((p - low) / (high - low), 0.0), 1.0)


def _share(low: float, high: float, tail: float) -> float:
    return _below(low, high, 1 - tail) - _below(low, high, tail)


@dataclass(frozen=True, slots=True)
class Deaths:
    """A baseline of deaths: their daily counts, those of the events, and each event's deaths."""

    counts: Counts
    events: Counts
    sizes: Counts
    ages: Counts


def deaths_windows(path: Path, release: str | None) -> list[tuple[Deaths, int]]:
    """Return the windows of the protocol for deaths, with the events that they are sums over."""
    with open_events(path, release=release) as (events, _):
        figures = daily_figures(events, Selection())
    found = []
    for unit in units(figures):
        panel = Panel.of(figure for figure in unit if (figure.last - figure.date).days <= 1)
        sizes, days = panel.per_event(Measure.DEATHS)
        counts = daily_series(unit, Measure.DEATHS, SPAN).counts
        events = daily_series(unit, Measure.EVENTS, SPAN).counts
        for origin in range(BASELINE, counts.size - WINDOW + 1, STEP):
            before = slice(origin - BASELINE, origin)
            if counts[before].sum() >= FEWEST_IN_BASELINE:
                age = (SPAN.start - date(1970, 1, 1)).days + origin - days
                kept = (age > 0) & (age <= BASELINE)
                baseline = Deaths(counts[before], events[before], sizes[kept], age[kept])
                found.append((baseline, int(counts[origin : origin + WINDOW].sum())))
    return found


def deaths_model(baseline: Deaths, seed: int) -> Draws:
    """Draw deaths as sums over events."""
    events = counterfactual(baseline.events, WINDOW, seed=seed, draws=DRAWS)
    return compound(events, baseline.sizes, baseline.ages, seed=seed).draws.astype(float)


def of_deaths(forecast: Forecast) -> Callable[[Deaths, int], Draws]:
    """Return a forecast that takes deaths as counts like any other."""
    return lambda baseline, seed: forecast(baseline.counts, seed)


def placebo_windows(path: Path, release: str | None) -> list[tuple[Counts, int]]:
    """Return the windows of the protocol for events."""
    with open_events(path, release=release) as (events, _):
        figures = daily_figures(events, Selection())
    return list(windows(series(figures, Measure.EVENTS)))


def report(path: Path, release: str | None) -> None:
    """Score every forecast on the same windows and print a table for each measure."""
    events = placebo_windows(path, release)
    model(events[0][0], 0)  # compile before the clock runs
    _table("events", len(events), {name: score(events, f) for name, f in FORECASTS.items()})
    deaths = deaths_windows(path, release)
    scores = {name: score(deaths, of_deaths(f)) for name, f in FORECASTS.items()}
    _table("deaths", len(deaths), scores | {"Trucewatch": score(deaths, deaths_model)})


def _table(measure: str, windows: int, scores: dict[str, dict[str, float]]) -> None:
    columns = list(next(iter(scores.values())))
    print(f"\n{measure}, {windows} windows")
    print(f"{'':18}" + "".join(f"{column:>13}" for column in columns))
    for name, row in scores.items():
        print(f"{name:18}" + "".join(f"{row[column]:13.3f}" for column in columns))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--release")
    given = parser.parse_args()
    report(given.file, given.release)
