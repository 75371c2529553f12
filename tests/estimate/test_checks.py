import numpy as np
import pytest

from trucewatch.errors import QuestionError
from trucewatch.estimate.checks import (
    MOST,
    checked_counts,
    checked_level,
    checked_numbers,
    checked_seed,
)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, -1], "observed: -1 at 2; give whole numbers|observed: -1 at 2; give numbers"),
        ([0.5], "observed: 0.5 at 1; give whole numbers from 0 to 1000000000"),
        ([np.nan], "observed: nan at 1"),
        ([np.inf], "observed: inf at 1"),
        ([MOST + 1], "at 1; give numbers from 0"),
        (["many"], "observed: no numbers"),
        ([[1]], "observed: 2 dimensions; give one row"),
        (3, "observed: 0 dimensions"),
    ],
)
def test_what_is_no_count(values: object, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        checked_counts(values, "observed", 1)  # type: ignore[arg-type]


def test_the_place_in_a_table() -> None:
    with pytest.raises(QuestionError, match=r"intensity: -2 at 1, 2; give numbers"):
        checked_numbers([[1, -2]], "intensity", 2)


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, 90.0, float("nan")])
def test_what_is_no_level(level: float) -> None:
    with pytest.raises(QuestionError, match="give one between 0 and 1"):
        checked_level(level)


@pytest.mark.parametrize("seed", [-1, 1.5, 2**63, "x"])
def test_what_is_no_seed(seed: object) -> None:
    with pytest.raises(QuestionError, match="seed is"):
        checked_seed(seed)  # type: ignore[arg-type]


def test_what_is_right_is_given_back() -> None:
    assert checked_counts([1.0, 0], "observed", 1).tolist() == [1, 0]
    assert checked_counts([], "observed", 1).shape == (0,)
    assert checked_numbers([[0.5]], "intensity", 2).tolist() == [[0.5]]
    assert (checked_level(0.9), checked_seed(np.int64(3))) == (0.9, 3)
