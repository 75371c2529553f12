"""How well draws foretold what was counted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
LEVELS = (0.5, 0.8, 0.9, 0.95)
TAIL = 0.05


def scores(draws: Draws, observed: int) -> dict[str, float]:
    """Score one window.

    ``covers`` is the part of the probability integral transform within the central range: where the
    observed count has several draws on it, the part of them that lies within (Czado, Gneiting &
    Held 2009). ``inside`` counts a window as covered when the count lies within the printed
    interval, ends included; for small counts that is more than the level. The interval score is
    that of the central 90 % (Gneiting & Raftery 2007); lower is better, as for the CRPS.
    """
    low, high = float(np.mean(draws < observed)), float(np.mean(draws <= observed))
    row = {f"covers {level}": _share(low, high, (1 - level) / 2) for level in LEVELS}
    first, last = np.quantile(draws, (TAIL, 1 - TAIL), method="inverted_cdf")
    row["inside 0.9"] = float(first <= observed <= last)
    row["PIT"] = (low + high) / 2
    row["below 5 %"] = _below(low, high, TAIL)
    missed = max(first - observed, 0) + max(observed - last, 0)
    row["interval score"] = float(last - first + missed / TAIL)
    row["CRPS"] = crps(draws, observed)
    return row


def means(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each score."""
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def crps(draws: Draws, observed: int) -> float:
    """Continuous ranked probability score from draws (Gneiting & Raftery 2007); lower is better.

    Examples
    --------
    >>> crps(np.array([3.0, 3.0]), 5)
    2.0
    """
    ordered = np.sort(draws)
    n = ordered.size
    spread = ((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / n**2
    return float(np.abs(ordered - observed).mean() - spread)


def _below(low: float, high: float, p: float) -> float:
    return float(low < p) if high <= low else min(max((p - low) / (high - low), 0.0), 1.0)


def _share(low: float, high: float, tail: float) -> float:
    return _below(low, high, 1 - tail) - _below(low, high, tail)
