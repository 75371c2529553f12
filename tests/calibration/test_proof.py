"""What the proof (bench/proof.py) has shown must stay true."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.models import ALONE, OURS
from bench.proof import Foretold, detection, foretell, free, held_out, placebo
from bench.protocol import P1, Window, windows
from bench.units import CAR, car, syria

from .floors import FLOORS, within

pytestmark = pytest.mark.slow

SYRIA, RELEASE = "data/ged/syria_ged_2016_2019.parquet", "652.1601.1911"


@pytest.fixture(scope="module")
def given(shared: Path) -> Sequence[Window]:
    return list(windows(syria(shared / SYRIA, RELEASE, P1), P1))


def test_falls_are_found_more_often_than_by_simple_models(given: Sequence[Window]) -> None:
    loud = foretell([window for window in given if window.expects >= P1.many])
    for name, some in (("falls", loud), ("falls without truces", loud.where(free))):
        floor = FLOORS[name]
        assert len(some.windows) == floor["windows"]
        found = detection(some)
        simple = [one for other, one in found.items() if other not in (OURS, ALONE)]
        for fall, (share, least) in enumerate(zip(found[OURS].shares, floor["found"], strict=True)):
            assert share >= least, (name, fall, share)
            assert all(share > one.shares[fall] for one in simple)


def test_weeks_in_which_nothing_was_agreed(given: Sequence[Window]) -> None:
    """All of them, and those of units that nothing was chosen on."""
    weeks = foretell([window for window in given if window.coarse])
    found = hold(weeks, "placebo as asked")
    most = FLOORS["placebo as asked"]["CRPS of the Gaussian's"]
    assert found[OURS]["CRPS"] <= most * found["Gaussian"]["CRPS"]
    hold(weeks.where(lambda window: held_out(window.unit)), "placebo held out")


def test_weeks_of_another_war(shared: Path) -> None:
    path = shared / "data" / "ged" / "car_GEDEvent_v23_1.geojson"
    elsewhere = [one for one in windows(car(path), CAR) if one.coarse]
    hold(foretell(elsewhere, muslim=False), "placebo elsewhere")


def hold(given: Foretold, name: str) -> dict[str, dict[str, float]]:
    """Hold the model to its floors, and above simple ones."""
    floor = FLOORS[name]
    assert len(given.windows) == floor["windows"]
    found = placebo(given)
    ours = found[OURS]
    for column in ("covers 0.9", "covers 0.5", "PIT"):
        assert within(ours[column], floor[column]), (column, ours[column])
    assert ours["below 5 %"] <= floor["below 5 %"]
    assert ours["CRPS"] <= floor["CRPS"]
    simple = [theirs for other, theirs in found.items() if other not in (OURS, ALONE)]
    assert all(ours["CRPS"] < theirs["CRPS"] for theirs in simple)
    return found
