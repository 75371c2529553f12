"""The model must foretell weeks in which nothing was agreed."""

from pathlib import Path
from typing import Any

import pytest

from bench.placebo import gaussian, model, placebo_windows, poisson, score
from trucewatch.domain.assessment import Measure

from .floors import FLOORS, within

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("measure", "floor"),
    [(Measure.EVENTS, FLOORS["placebo"]), (Measure.DEATHS, FLOORS["placebo deaths"])],
)
def test_placebo_windows(shared: Path, measure: Measure, floor: dict[str, Any]) -> None:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    given = placebo_windows(file, "652.1601.1911", measure)
    assert len(given) == floor["windows"]
    ours = score(given, model)
    for name in ("covers 0.9", "covers 0.5", "PIT"):
        assert within(ours[name], floor[name]), (name, ours[name])
    assert ours["CRPS"] <= floor["CRPS"]
    for simple in (poisson, gaussian):
        theirs = score(given, simple)
        assert ours["CRPS"] < theirs["CRPS"]
        assert abs(ours["covers 0.9"] - 0.9) < abs(theirs["covers 0.9"] - 0.9)
