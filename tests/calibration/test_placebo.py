"""The model must foretell weeks in which nothing was agreed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.daily_verdict import free_of_truces, look
from bench.daily_verdict import score as score_daily
from bench.models import gaussian, model, poisson
from bench.placebo import deaths_model, deaths_windows, of_deaths, placebo_windows, score

from .floors import FLOORS, within

pytestmark = pytest.mark.slow

SYRIA, RELEASE = "data/ged/syria_ged_2016_2019.parquet", "652.1601.1911"


def test_placebo_windows(shared: Path) -> None:
    hold(placebo_windows(shared / SYRIA, RELEASE), model, [poisson, gaussian], FLOORS["placebo"])


def test_placebo_windows_of_deaths(shared: Path) -> None:
    simple = [of_deaths(poisson), of_deaths(gaussian), of_deaths(model)]
    given = deaths_windows(shared / SYRIA, RELEASE)
    hold(given, deaths_model, simple, FLOORS["placebo deaths"])


def hold(
    given: list[tuple[Any, int]],
    ours: Callable[[Any, int], Any],
    simple: list[Callable[[Any, int], Any]],
    floor: dict[str, Any],
) -> None:
    """Hold the model to its floors, and above simple ones."""
    assert len(given) == floor["windows"]
    found = score(given, ours)
    for name in ("covers 0.9", "covers 0.5", "PIT"):
        assert within(found[name], floor[name]), (name, found[name])
    assert found["CRPS"] <= floor["CRPS"]
    assert found["below 5 %"] <= floor["below 5 %"]
    for other in simple:
        theirs = score(given, other)
        assert found["CRPS"] < theirs["CRPS"]
        assert abs(found["covers 0.9"] - 0.9) < abs(theirs["covers 0.9"] - 0.9)


def test_the_daily_verdict(shared: Path) -> None:
    found = score_daily(free_of_truces(look(shared / SYRIA, RELEASE)))
    floor = FLOORS["daily verdict"]
    assert found["starts"] == floor["starts"]
    assert found["wrong by day 60"] <= floor["wrong by day 60"]
    for name in ("called by day 7", "called by day 14"):
        assert found[name] >= floor[name], (name, found[name])
