"""What the reading has reached on sentences and reports that others annotated."""

from pathlib import Path

import pytest

from bench.reading_frames import event_scores, toll_scores
from bench.reading_sets import muc, plover
from bench.reading_tolls import own, scores
from tests.calibration.floors import FLOORS

FLOOR = FLOORS["reading frames"]


@pytest.mark.parametrize(("held_out", "name"), [(False, "development"), (True, "held out")])
def test_the_type_and_actor_of_events_are_found(shared: Path, held_out: bool, name: str) -> None:
    scores = event_scores(plover(shared / "data/coding", held_out=held_out))
    assert scores["F1"] >= FLOOR[f"F1 {name}"]


@pytest.mark.parametrize(("held_out", "name"), [(False, "development"), (True, "held out")])
def test_the_killed_and_injured_are_exact(shared: Path, held_out: bool, name: str) -> None:
    scores = toll_scores(muc(shared / "data/coding", held_out=held_out))
    assert scores["exact"] >= FLOOR[f"tolls {name}"]


@pytest.mark.parametrize(("held_out", "name"), [(False, "development"), (True, "held out")])
def test_the_tolls_of_our_own_reports_are_exact(held_out: bool, name: str) -> None:
    found = scores(own(held_out=held_out))
    assert found["exact"] >= FLOOR[f"own tolls {name}"]
    assert found["of those told, in the key"] >= FLOOR[f"own tolls {name}, in the key"]
