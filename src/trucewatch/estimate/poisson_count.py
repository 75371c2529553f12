"""The exact interval of the rate behind one count."""

import math
from dataclasses import dataclass

from trucewatch.errors import QuestionError


@dataclass(frozen=True, slots=True)
class CountInterval:
    """Bounds of the number of events that is to be expected where so many were counted."""

    low: float
    high: float
    level: float


def count_interval(count: int, *, level: float) -> CountInterval:
    """Return Garwood's exact interval of a Poisson mean.

    Parameters
    ----------
    count
        Zero or more.
    level
        Above 0 and below 1, such as 0.9.

    Raises
    ------
    QuestionError
        When the count is negative or the level is none.

    References
    ----------
    Garwood, F. (1936) Fiducial limits for the Poisson distribution. Biometrika 28: 437-442.

    Examples
    --------
    >>> found = count_interval(10, level=0.95)
    >>> round(found.low, 2), round(found.high, 2)
    (4.8, 18.39)
    """
    from scipy.special import gammainccinv, gammaincinv

    if count < 0:
        raise QuestionError(f"a count of {count}", remedy="counts are zero or more")
    if not 0 < level < 1 or math.isnan(level):
        raise QuestionError(f"a level of {level:g}", remedy="give one between 0 and 1, such as 0.9")
    tail = (1 - level) / 2
    return CountInterval(
        low=float(gammaincinv(count, tail)) if count else 0.0,
        high=float(gammainccinv(count + 1, tail)),
        level=level,
    )
