"""What the proof (bench/proof.py) has shown must stay true."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.models import OURS
from bench.proof import Foretold, detection, foretell, free, held_out, placebo
from bench.protocol import P1, Window, windows
from bench.units import CAR, car, syria

from .floors import FLOORS, within

pytestmark = pytest.mark.slow

SYRIA, RELEASE = "data/ged/syria_ged_2016_2019.parquet", "652.1601.1911"


@pytest.fixture(scope="module")
def given(shared: Path) -> Sequence[Window]:
    return list(windows(syria(shared / SYRIA, RELEASE, P1), P1))


@pytest.fixture(scope="module")
def loud(given: Sequence[Window]) -> Foretold:
    return foretell([window for window in given if window.expects >= P1.many])


@pytest.mark.parametrize("name", ["falls", "falls without truces"])
def test_falls_are_found_more_often_than_by_simple_models(loud: Foretold, name: str) -> None:
    some = loud.where(free) if name.endswith("truces") else loud
    floor = FLOORS[name]
    assert len(some.windows) == floor["windows"]
    found = detection(some)
    for fall, (share, least) in enumerate(zip(found[OURS].shares, floor["found"], strict=True)):
        assert share >= least, (fall, share)
        assert all(share > one.shares[fall] for other, one in found.items() if other != OURS)


def test_weeks_of_units_that_nothing_was_chosen_on(given: Sequence[Window]) -> None:
    hold([one for one in given if one.coarse and held_out(one.unit)], "placebo held out")


def test_weeks_of_another_war(shared: Path) -> None:
    path = shared / "data" / "ged" / "car_GEDEvent_v23_1.geojson"
    hold([one for one in windows(car(path), CAR) if one.coarse], "placebo elsewhere")


def hold(given: Sequence[Window], name: str) -> None:
    """Hold the model to its floors, and above simple ones."""
    floor = FLOORS[name]
    assert len(given) == floor["windows"]
    found = placebo(foretell(given))
    ours = found.pop(OURS)
    for column in ("covers 0.9", "covers 0.5", "PIT"):
        assert within(ours[column], floor[column]), (column, ours[column])
    assert ours["below 5 %"] <= floor["below 5 %"]
    assert ours["CRPS"] <= floor["CRPS"]
    assert all(ours["CRPS"] < theirs["CRPS"] for theirs in found.values())
