"""The verdict that may be looked at every day: how often it is wrong, and how soon it is right.

Placebo starts: the units of protocol P1 (bench/placebo.py), every 40 days from day 180, with 60
days after each; the baseline is the 180 days before and holds at least 10 events. Wrong is a start
for which violence is called reduced on any of the 60 days. The same starts, with each event of the
60 days kept with probability .3, show how soon a fall by 70 % is called where the model expects 5
or more events in the first week; each is thinned five times.

Both are given twice: for all starts, and for those whose 60 days touch none of the truces listed in
truces_syria.yaml.

    python -m bench.daily_verdict GED_FILE [--release R]
"""

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import yaml

from bench.protocol import P1, Counts
from bench.units import syria
from trucewatch.days import DaySpan
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.estimate.sequential import HORIZON, lower_boundary

SPAN, BASELINE = P1.span, P1.baseline
STEP, KEPT, TIMES = 40, 0.3, 5
ALPHA = 0.05
USUAL = 5
NEVER = HORIZON


@dataclass(frozen=True, slots=True)
class Start:
    """A placebo start: its day, its baseline and the days after it."""

    day: date
    baseline: Counts
    after: Counts


@dataclass(frozen=True, slots=True)
class Called:
    """On which day (from 0) a start was called reduced; NEVER where it was not."""

    start: Start
    usual: float
    placebo: int
    thinned: tuple[int, ...]


def starts(all_counts: list[Counts]) -> list[Start]:
    """Return the placebo starts of every series."""
    found = []
    for counts in all_counts:
        for origin in range(BASELINE, counts.size - HORIZON + 1, STEP):
            baseline = counts[origin - BASELINE : origin]
            if baseline.sum() >= P1.fewest_in_baseline:
                day = SPAN.start + timedelta(days=origin)
                found.append(Start(day, baseline, counts[origin : origin + HORIZON]))
    return found


def call(start: Start, seed: int) -> Called:
    """Look at a start every day, as it was and thinned."""
    forecast = counterfactual(start.baseline, HORIZON, seed=seed)
    boundary = lower_boundary(np.cumsum(forecast.daily, axis=1), ALPHA)
    rng = np.random.default_rng(seed)
    thinned = rng.binomial(start.after, KEPT, size=(TIMES, HORIZON))
    placebo, *others = (_first(np.cumsum(after) <= boundary) for after in (start.after, *thinned))
    usual = float(np.median(forecast.daily[:, :7].sum(axis=1)))
    return Called(start, usual, placebo, tuple(others))


def _first(crossed: np.ndarray) -> int:
    return int(np.argmax(crossed)) if crossed.any() else NEVER


def score(called: list[Called]) -> dict[str, float]:
    """Return the shares."""
    placebo = np.array([one.placebo for one in called])
    fall = np.array([one.thinned for one in called if one.usual >= USUAL])
    return {
        "starts": len(called),
        "wrong by day 7": float((placebo < 7).mean()),
        "wrong by day 60": float((placebo < NEVER).mean()),
        "starts with 5 a week": len(fall),
        "called by day 7": float((fall < 7).mean()),
        "called by day 14": float((fall < 14).mean()),
        "called by day 60": float((fall < NEVER).mean()),
    }


def free_of_truces(called: list[Called]) -> list[Called]:
    """Return the starts whose days touch no truce."""
    text = Path(__file__).with_name("truces_syria.yaml").read_text(encoding="utf-8")
    truces = [DaySpan(one["start"], one["end"]) for one in yaml.safe_load(text)]
    return [
        one
        for one in called
        if not any(
            one.start.day < truce.end and one.start.day + timedelta(days=HORIZON) > truce.start
            for truce in truces
        )
    ]


def look(path: Path, release: str | None) -> list[Called]:
    """Look at every start of a file."""
    given = starts(list(syria(path, release, P1).values()))
    return [call(start, seed) for seed, start in enumerate(given)]


def report(path: Path, release: str | None) -> None:
    """Print the shares for all starts and for those that touch no truce."""
    called = look(path, release)
    every, free = score(called), score(free_of_truces(called))
    print(f"{'':24}{'all':>10}{'no truce':>10}")
    for name, share in every.items():
        digits = 0 if name.startswith("starts") else 3
        print(f"{name:24}{share:10.{digits}f}{free[name]:10.{digits}f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--release")
    given = parser.parse_args()
    report(given.file, given.release)
