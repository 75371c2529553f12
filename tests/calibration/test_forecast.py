"""The interval of a commitment's forecast holds as often as it says."""

from datetime import date

import numpy as np
import pytest

from trucewatch.accord.forecast import LEVEL, forecast
from trucewatch.accord.ledger import Stand

from .floors import FLOORS, within

pytestmark = pytest.mark.slow
START = date(2020, 1, 1).toordinal()
TRIALS, FARTHEST = 3000, 4000


def covered(shape: float, gap: float, reports: int, rng: np.random.Generator) -> list[bool]:
    """Draw progress as a gamma process, look at some reports, and see when it really arrives."""
    found = []
    for _ in range(TRIALS // 6):
        daily = rng.gamma(shape, 1.0 / shape, FARTHEST)
        total = np.cumsum(daily)
        days = np.unique(np.cumsum(rng.poisson(gap, reports) + 1))
        level = np.concatenate([[0.0], total[days - 1]])
        steps, spans = np.diff(level), np.diff(np.concatenate([[0], days]))
        last, done = int(days[-1]), float(level[-1])
        stand = Stand(
            done,
            len(days),
            START + last,
            float((steps**2 / spans).sum()),
            done,
            last,
            None,
            False,
        )
        rest = done * float(rng.choice([0.3, 1.0]))
        arrives = int(np.searchsorted(total, done + rest)) + 1
        answer = forecast(stand, rest, START + last)
        if answer.low is None:
            continue
        ends = START + arrives
        high = answer.high.toordinal() if answer.high else np.inf
        found.append(answer.low.toordinal() <= ends <= high)
    return found


def test_coverage() -> None:
    rng = np.random.default_rng(1)
    hits: list[bool] = []
    for shape in (0.05, 0.5):
        for gap, reports in ((3, 5), (7, 12), (10, 30)):
            hits += covered(shape, gap, reports, rng)
    assert LEVEL == 0.9
    share = float(np.mean(hits))
    assert within(share, FLOORS["forecast"]["covers 0.9"]), share
