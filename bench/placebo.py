"""Placebo windows: how well the model foretells weeks in which nothing was agreed.

Protocol P1 (bench/protocol.py): events of UCDP GED in Syria, 2016-01-01 to 2019-11-29, that last at
most one day; daily counts for every dyad and governorate, and for every governorate, with at least
150 events. The total of the window is scored; then the same for deaths.

    python -m bench.placebo GED_FILE [--release R]
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from bench.models import DRAWS, FORECASTS, Forecast, model
from bench.protocol import P1, WINDOW, Counts, windows
from bench.scores import Draws, means, scores
from bench.units import syria, syria_figures
from trucewatch.domain.assessment import Measure
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.panel.panel import Panel
from trucewatch.panel.series import daily_series

SPAN, BASELINE, STEP = P1.span, P1.baseline, P1.step
FEWEST_IN_BASELINE = P1.fewest_in_baseline
Baseline = TypeVar("Baseline")


def score(
    given: Sequence[tuple[Baseline, int]], forecast: Callable[[Baseline, int], Draws]
) -> dict[str, float]:
    """Score a forecast over windows, with the milliseconds that it takes."""
    start = time.perf_counter()
    drawn = [forecast(baseline, seed) for seed, (baseline, _) in enumerate(given)]
    elapsed = time.perf_counter() - start
    rows = [scores(draws, observed) for draws, (_, observed) in zip(drawn, given, strict=True)]
    return means(rows) | {"ms": 1000 * elapsed / len(given)}


def placebo_windows(path: Path, release: str | None) -> list[tuple[Counts, int]]:
    """Return the windows of the protocol for events."""
    given = windows(syria(path, release, P1), P1)
    return [(window.baseline, window.total) for window in given if window.coarse]


@dataclass(frozen=True, slots=True)
class Deaths:
    """A baseline of deaths: their daily counts, those of the events, and each event's deaths."""

    counts: Counts
    events: Counts
    sizes: Counts
    ages: Counts


def deaths_windows(path: Path, release: str | None) -> list[tuple[Deaths, int]]:
    """Return the windows of the protocol for deaths, with the events that they are sums over."""
    found = []
    for unit in syria_figures(path, release, P1).values():
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


def report(path: Path, release: str | None) -> None:
    """Score every forecast on the same windows and print a table for each measure."""
    events = placebo_windows(path, release)
    model(events[0][0], 0)  # compile before the clock runs
    _table("events", len(events), {name: score(events, f) for name, f in FORECASTS.items()})
    deaths = deaths_windows(path, release)
    simple = {name: score(deaths, of_deaths(f)) for name, f in FORECASTS.items()}
    _table("deaths", len(deaths), simple | {"Trucewatch": score(deaths, deaths_model)})


def _table(measure: str, number: int, rows: dict[str, dict[str, float]]) -> None:
    columns = list(next(iter(rows.values())))
    print(f"\n{measure}, {number} windows")
    print(f"{'':26}" + "".join(f"{column:>15}" for column in columns))
    for name, row in rows.items():
        print(f"{name:26}" + "".join(f"{row[column]:15.3f}" for column in columns))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--release")
    given = parser.parse_args()
    report(given.file, given.release)
