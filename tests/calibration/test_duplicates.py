"""Likely duplicates are found among real events, on years that nothing was learnt from."""

from pathlib import Path

import pytest

from bench.duplicates import measure, measured_set

from .floors import FLOORS

pytestmark = pytest.mark.slow
FLOOR = FLOORS["duplicates"]


@pytest.mark.parametrize("seed", [2, 3])
def test_precision_and_recall(shared: Path, seed: int) -> None:
    data = shared / "data"
    given = measured_set(
        data / "ged" / "syria_ged_2016_2019.parquet",
        data / "founding_case" / "afghan_incidents.csv",
        seed,
    )
    found = measure(given)
    assert found.true_pairs >= FLOOR["true pairs"]
    assert found.precision >= FLOOR["precision"]
    assert found.recall >= FLOOR["recall"]
