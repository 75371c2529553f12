"""What each model finds of a fall that is there, when all raise as many false alarms.

The statistic of a window is how low its count lies among a model's draws, the share below it and
half the share upon it. Each model gets a bound of its own, such that 5 % of the windows in which
nothing was taken away lie below it: whoever is too sure of himself is not rewarded for it. Then
each event of a window is kept with a probability of .75, .5 or .25, several times over, and the
share of windows below the bound is what is found. Where windows lie upon the bound, the part of
them counts that makes it 5 % (a randomised test, in expectation).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.scores import Draws

ALARMS = 0.05
FALLS = (0.25, 0.5, 0.75)
TIMES = 20
_RESAMPLED = 200

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Statistics:
    """How low each window lies among its draws.

    Attributes
    ----------
    whole
        With nothing taken away. Shape: (windows,).
    thinned
        For each fall. Shape: (falls, windows, times).
    """

    whole: Floats
    thinned: Floats

    def of(self, rows: NDArray[np.int64]) -> "Statistics":
        """Return those of some windows, with repetitions."""
        return Statistics(self.whole[rows], self.thinned[:, rows])


def statistics(draws: Draws, totals: Sequence[int], *, seed: int = 1) -> Statistics:
    """Thin every window and see how low it lies; all models see the same thinned windows.

    Parameters
    ----------
    draws
        Shape: (windows, draws).
    totals
        Shape: (windows,).
    """
    rng = np.random.default_rng(seed)
    counts = np.asarray(totals, dtype=np.int64)
    thinned = np.stack([rng.binomial(counts[:, None], 1 - f, (counts.size, TIMES)) for f in FALLS])
    ordered = np.sort(draws, axis=1)
    whole = np.array([_lies(row, count) for row, count in zip(ordered, counts, strict=True)])
    low = np.stack(
        [[_lies(row, few) for row, few in zip(ordered, fall, strict=True)] for fall in thinned]
    )
    return Statistics(whole, low)


def _lies(ordered: Draws, counts: NDArray[np.int64] | np.int64) -> Floats:
    below = np.searchsorted(ordered, counts, "left")
    upto = np.searchsorted(ordered, counts, "right")
    return np.asarray((below + upto) / 2 / ordered.size)


def found(given: Statistics) -> Floats:
    """Return the share of windows that is found, for each fall. Shape: (falls,).

    Examples
    --------
    >>> given = Statistics(np.linspace(0, 1, 101), np.full((1, 101, 1), 0.02))
    >>> found(given).tolist()
    [1.0]
    """
    wanted = ALARMS * given.whole.size
    bound = np.sort(given.whole)[int(wanted)]
    below, upon = (given.whole < bound).sum(), (given.whole == bound).sum()
    part = (wanted - below) / upon
    flat = given.thinned.reshape(len(given.thinned), -1)
    return np.asarray((flat < bound).mean(axis=1) + part * (flat == bound).mean(axis=1))


def alarms(given: Statistics) -> float:
    """Return the share of windows that a model itself calls low at a nominal 5 %."""
    return float(np.mean(given.whole < ALARMS))


def resampled(
    every: Sequence[Statistics], units: Sequence[object], *, seed: int = 1
) -> list[Floats]:
    """Return what is found when units are drawn anew, for each model the same units.

    Windows of one unit share its war: they are drawn together (cluster bootstrap).

    Returns
    -------
    list of array
        Shape of each: (200, falls).
    """
    rng = np.random.default_rng(seed)
    names = sorted(set(units), key=repr)
    rows = {name: np.flatnonzero([unit == name for unit in units]) for name in names}
    out: list[list[Floats]] = [[] for _ in every]
    for _ in range(_RESAMPLED):
        picked = rng.integers(len(names), size=len(names))
        chosen = np.concatenate([rows[names[n]] for n in picked])
        for kept, given in zip(out, every, strict=True):
            kept.append(found(given.of(chosen)))
    return [np.array(kept) for kept in out]
