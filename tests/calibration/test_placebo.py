"""The model must foretell weeks in which nothing was agreed."""

from pathlib import Path

import pytest

from bench.placebo import gaussian, model, placebo_windows, poisson, score

from .floors import FLOORS, within

pytestmark = pytest.mark.slow
FLOOR = FLOORS["placebo"]


def test_placebo_windows(shared: Path) -> None:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    given = placebo_windows(file, "652.1601.1911")
    assert len(given) == FLOOR["windows"]
    ours = score(given, model)
    for name in ("covers 0.9", "covers 0.5", "PIT"):
        assert within(ours[name], FLOOR[name]), (name, ours[name])
    assert ours["CRPS"] <= FLOOR["CRPS"]
    for simple in (poisson, gaussian):
        theirs = score(given, simple)
        assert ours["CRPS"] < theirs["CRPS"]
        assert abs(ours["covers 0.9"] - 0.9) < abs(theirs["covers 0.9"] - 0.9)
