"""What may be given to the estimates of several units, refused in one line where it may not."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST = 10**9
"""No count, and no expected count, may be larger."""

_SHAPES = {1: "one row, a number per unit", 2: "a table of two dimensions"}


def checked_numbers(values: ArrayLike, name: str, dimensions: int) -> Floats:
    """Return finite numbers from zero to :data:`MOST` in an array of so many dimensions.

    Raises
    ------
    QuestionError
        When they are no such numbers or the array has another shape.

    Examples
    --------
    >>> checked_numbers([1, 2.5], "intensity", 1)
    array([1. , 2.5])
    """
    try:
        given = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise QuestionError(f"{name}: no numbers ({error})", remedy="give numbers") from error
    if given.ndim != dimensions:
        raise QuestionError(
            f"{name}: {given.ndim} dimensions", remedy=f"give {_SHAPES[dimensions]}"
        )
    _refuse(~((given >= 0) & (given <= MOST)), given, name, "numbers")
    return given


def checked_counts(values: ArrayLike, name: str, dimensions: int) -> Ints:
    """Return whole numbers, otherwise as :func:`checked_numbers`.

    Raises
    ------
    QuestionError
        As there, or when a number is no whole one.

    Examples
    --------
    >>> checked_counts([3, 0], "observed", 1)
    array([3, 0])
    """
    given = checked_numbers(values, name, dimensions)
    _refuse(given != np.floor(given), given, name, "whole numbers")
    return given.astype(np.int64)


def checked_level(level: float) -> float:
    """Return the level of an interval, above 0 and below 1.

    Raises
    ------
    QuestionError
        When it is none.

    Examples
    --------
    >>> checked_level(0.9)
    0.9
    """
    if not 0 < level < 1:
        raise QuestionError(f"the level is {level}", remedy="give one between 0 and 1, such as 0.9")
    return level


def checked_seed(seed: int) -> int:
    """Return the seed of draws: a whole number, zero or more.

    Raises
    ------
    QuestionError
        When it is none.

    Examples
    --------
    >>> checked_seed(1)
    1
    """
    if not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise QuestionError(f"seed is {seed!r}", remedy=f"give 0 to {2**63 - 1}")
    return int(seed)


def _refuse(odd: NDArray[np.bool_], given: Floats, name: str, wanted: str) -> None:
    if odd.any():
        first = tuple(int(i) for i in np.argwhere(odd)[0])
        place = ", ".join(str(i + 1) for i in first)
        raise QuestionError(
            f"{name}: {given[first]:g} at {place}", remedy=f"give {wanted} from 0 to {MOST}"
        )
