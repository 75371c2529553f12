"""The proof: everybody foretells the same weeks, and looks for the same falls.

Protocol P1 and its finer twin for injected effects stand in bench/protocol.py, what is foretold in
bench/units.py, what is counted as found in bench/detection.py. Tables are given for all windows and
for those that touch no truce of bench/truces_syria.yaml; for the units on which the prior was not
chosen (the SHA-256 of their name has an odd first byte); for a subset, drawn with a seed, that slow
peers foretell as well; and for another war and continent, which nothing was chosen on. Trucewatch
stands in them twice: as ``assess`` asks it, with weekdays and with the holidays that a truce file
of the country names, and seeing the counts alone, as all others do.

    python -m bench.proof GED_FILE [--release R] [--car GEOJSON] [--peers]
"""

import argparse
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from bench.detection import FALLS, Statistics, alarms, found, resampled, statistics
from bench.models import FORECASTS, OURS, Forecast, as_asked, model
from bench.peers.ask import FAST, SLOW, ask
from bench.protocol import P1, Unit, Window, subset, windows
from bench.scores import Draws, means, scores
from bench.units import CAR, car, syria
from trucewatch.days import DaySpan

COLUMNS = ("covers 0.5", "covers 0.9", "PIT", "below 5 %", "interval score", "CRPS")
Keep = Callable[[Window], bool]


@dataclass(frozen=True)
class Foretold:
    """What everybody foretold of some windows.

    Attributes
    ----------
    draws
        Of each model. Shape of each: (windows, draws).
    seconds
        Of each model and window, on the processor.
    """

    windows: tuple[Window, ...]
    draws: Mapping[str, Draws]
    seconds: Mapping[str, NDArray[np.float64]]

    def where(self, keep: Keep) -> "Foretold":
        """Return what was foretold of some of the windows."""
        rows = np.flatnonzero([keep(window) for window in self.windows])
        return Foretold(
            tuple(self.windows[n] for n in rows),
            {name: drawn[rows] for name, drawn in self.draws.items()},
            {name: taken[rows] for name, taken in self.seconds.items()},
        )


def foretell(
    given: Sequence[Window], peers: Sequence[str] = (), *, muslim: bool = True
) -> Foretold:
    """Let our model, the simple ones and some peers foretell windows.

    Parameters
    ----------
    given
        The windows.
    peers
        Which.
    muslim
        Whether a truce file of the country would name Ramadan and both Eids.
    """
    draws, seconds = {}, {}
    model(given[0].baseline, 0)  # compile before the clock runs
    forecasts: dict[str, Callable[[Window, int], Draws]] = {OURS: partial(as_asked, muslim=muslim)}
    forecasts |= {name: _of_counts(forecast) for name, forecast in FORECASTS.items()}
    for name, forecast in forecasts.items():
        rows, taken = [], []
        for seed, window in zip(_seeds(given), given, strict=True):
            start = time.process_time()
            rows.append(forecast(window, seed))
            taken.append(time.process_time() - start)
        draws[name], seconds[name] = np.stack(rows), np.array(taken)
    for name in peers:
        draws[name], seconds[name] = ask(name, [window.baseline for window in given])
    return Foretold(tuple(given), draws, seconds)


def _of_counts(forecast: Forecast) -> Callable[[Window, int], Draws]:
    return lambda window, seed: forecast(window.baseline, seed)


def _seeds(given: Sequence[Window]) -> list[int]:
    """Give the windows of P1 the seeds that bench/placebo.py gives them."""
    coarse = [window.coarse for window in given]
    place = np.cumsum(coarse) - 1
    return [
        int(n) if own else len(given) + k
        for k, (n, own) in enumerate(zip(place, coarse, strict=True))
    ]


def truces() -> list[DaySpan]:
    """Return the days of the truces in Syria."""
    text = Path(__file__).with_name("truces_syria.yaml").read_text(encoding="utf-8")
    return [DaySpan(one["start"], one["end"]) for one in yaml.safe_load(text)]


def free(window: Window) -> bool:
    """Whether a window touches no truce."""
    return not any(
        window.span.start < truce.end and window.span.end > truce.start for truce in truces()
    )


def held_out(unit: Unit) -> bool:
    """Whether the prior was not chosen on this unit."""
    return hashlib.sha256("|".join(unit).encode()).digest()[0] % 2 == 1


def placebo(given: Foretold) -> dict[str, dict[str, float]]:
    """Score everybody on windows in which nothing was agreed."""
    totals = [window.total for window in given.windows]
    return {
        name: means([scores(row, total) for row, total in zip(drawn, totals, strict=True)])
        for name, drawn in given.draws.items()
    }


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds of each fall, with standard errors; and its lead over ours."""

    shares: NDArray[np.float64]
    errors: NDArray[np.float64]
    behind: NDArray[np.float64]
    behind_errors: NDArray[np.float64]
    alarms: float


def detection(given: Foretold) -> dict[str, Found]:
    """Let everybody look for falls, at an equal share of false alarms."""
    totals = [window.total for window in given.windows]
    every: dict[str, Statistics] = {
        name: statistics(drawn, totals) for name, drawn in given.draws.items()
    }
    units = [window.unit for window in given.windows]
    again = dict(zip(every, resampled(list(every.values()), units), strict=True))
    ours = found(every[OURS])
    return {
        name: Found(
            found(one),
            again[name].std(axis=0),
            ours - found(one),
            (again[OURS] - again[name]).std(axis=0),
            alarms(one),
        )
        for name, one in every.items()
    }


def _placebo_table(title: str, given: Foretold) -> None:
    print(f"\n{title}, {len(given.windows)} windows\n")
    print(f"| | {' | '.join(COLUMNS)} | ms a series |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    for name, row in placebo(given).items():
        cells = " | ".join(f"{row[column]:.3f}" for column in COLUMNS)
        print(f"| {name} | {cells} | {1000 * given.seconds[name].mean():.1f} |")


def _detection_table(title: str, given: Foretold) -> None:
    print(f"\n{title}, {len(given.windows)} windows\n")
    heads = [f"{fall:.0%} fall" for fall in FALLS]
    print(f"| | {' | '.join(heads)} | behind ours | alarms at its own 5 % |")
    print("|---" * (len(FALLS) + 3) + "|")
    for name, one in detection(given).items():
        cells = " | ".join(
            f"{s:.3f} ± {e:.3f}" for s, e in zip(one.shares, one.errors, strict=True)
        )
        lead = zip(one.behind, one.behind_errors, strict=True)
        behind = "" if name == OURS else ", ".join(f"{b:+.3f} ± {e:.3f}" for b, e in lead)
        print(f"| {name} | {cells} | {behind} | {one.alarms:.3f} |")


def report(path: Path, release: str | None, car_path: Path | None, *, peers: bool) -> None:
    """Print every table."""
    given = list(windows(syria(path, release, P1), P1))
    every = foretell(given, FAST if peers else ())
    coarse = every.where(lambda window: window.coarse)
    _placebo_table("P1 as defined", coarse)
    _placebo_table("P1 without truces", coarse.where(free))
    aside = coarse.where(lambda window: held_out(window.unit))
    _placebo_table("P1, units that nothing was chosen on", aside)
    _placebo_table("The same without truces", aside.where(free))
    loud = every.where(lambda window: window.expects >= P1.many)
    _detection_table("Falls, where 10 or more events are expected", loud)
    _detection_table("The same without truces", loud.where(free))
    aside = loud.where(lambda window: held_out(window.unit))
    _detection_table("The same, units that nothing was chosen on", aside)
    _detection_table("These without truces", aside.where(free))
    if peers:
        some = foretell(subset(given, P1.many), (*FAST, *SLOW))
        _placebo_table("A subset drawn with a seed", some)
        loud = some.where(lambda window: window.expects >= P1.many)
        _detection_table("Falls in the loud ones of the subset", loud)
        ratio = some.seconds["tfcausalimpact"].mean() / some.seconds[OURS].mean()
        print(f"\ntfcausalimpact takes {ratio:.0f} times as long as Trucewatch.")
    if car_path is not None:
        other = list(windows(car(car_path), CAR))
        far = foretell(other, muslim=False)
        _placebo_table(
            "Central African Republic, 1991 to 2022, baseline 365 days",
            far.where(lambda window: window.coarse),
        )
        loud = far.where(lambda window: window.expects >= CAR.many)
        _detection_table("Falls there, where 3 or more events are expected", loud)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--release")
    parser.add_argument("--car", type=Path, help="UCDP GED as GeoJSON")
    parser.add_argument("--peers", action="store_true", help="ask the peers too: half an hour")
    given = parser.parse_args()
    report(given.file, given.release, given.car, peers=given.peers)


if __name__ == "__main__":
    main()
