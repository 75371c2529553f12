"""When a commitment will be met if it goes on as it did, and how sure that is.

Progress is taken as a process whose increments over separate stretches of time are independent,
with mean ``m`` a day and variance ``s²`` a day. What is done in the next ``T`` days differs from
``mT``, the mean being estimated over ``E`` days so far, with variance ``s²(T + T²/E)``. The days
for which the rest ``R`` lies within ``t`` standard deviations of ``mT`` are the interval: the roots
of a quadratic, as in Fieller's theorem (Fieller 1954, Some problems in interval estimation, Journal
of the Royal Statistical Society B 16: 175-185). The upper root may not exist: no end is in sight.
"""

from datetime import date
from functools import lru_cache
from math import ceil, inf, isfinite, sqrt

from trucewatch import words
from trucewatch.accord.ledger import Stand
from trucewatch.domain.status import Forecast

LEVEL = 0.9
FEWEST = 3
"""Stretches between reports from which an interval is given."""
_FARTHEST = date(2200, 1, 1).toordinal()


def pace(stand: Stand) -> float:
    """Return the change a day so far; 0 where nothing was reported.

    Parameters
    ----------
    stand
        Where the commitment stands.
    """
    return stand.change / stand.days if stand.days else 0.0


def forecast(stand: Stand, rest: float, as_of: int) -> Forecast:
    """Return when the rest will be done.

    Parameters
    ----------
    stand
        Where the commitment stands.
    rest
        What is left to be done, signed as the change is: negative for a level that has to fall.
    as_of
        Ordinal of the day of the question; what is not done by then is done later.

    Examples
    --------
    >>> from trucewatch.accord.ledger import Stand
    >>> stand = Stand(50.0, 5, 737500, 60.0, 50.0, 50, None, False)
    >>> found = forecast(stand, 50.0, 737500)
    >>> found.day.toordinal() - 737500, found.low < found.day < found.high
    (50, True)
    """
    rate = pace(stand)
    if rate * rest <= 0:
        return Forecast(None, None, None, LEVEL, "No progress towards it is known.")
    expected = stand.last + rest / rate
    if expected <= as_of:
        would, silent = date.fromordinal(ceil(expected)), date.fromordinal(stand.last)
        reason = f"At the pace so far it would have been done on {words.day(would)}, but nothing "
        reason += f"has been reported since {words.day(silent)}."
        return Forecast(None, None, None, LEVEL, reason)
    middle = _day(expected, as_of)
    if stand.entries < FEWEST:
        told = f"{stand.entries} report{'s' * (stand.entries != 1)} of progress"
        reason = f"Only {told}: at this pace, but how surely cannot be said."
        return Forecast(middle, None, None, LEVEL, reason)
    low, high = _ends(stand, abs(rate), abs(rest))
    endless = "The pace varies so much that no end is in sight."
    return Forecast(
        middle,
        _day(stand.last + low, as_of),
        _day(stand.last + high, as_of) if isfinite(high) else None,
        LEVEL,
        None if isfinite(high) else endless,
    )


def _ends(stand: Stand, rate: float, rest: float) -> tuple[float, float]:
    """Return the ends of the interval, in days after the last report."""
    freedom = stand.entries - 1
    spread = max(stand.squares - rate * rate * stand.days, 0.0) / freedom
    width = _quantile(freedom) ** 2 * spread
    a = rate * rate - width / stand.days
    b = 2 * rate * rest + width
    root = sqrt(max(b * b - 4 * a * rest * rest, 0.0))
    low = 2 * rest * rest / (b + root)
    return low, (b + root) / (2 * a) if a > 0 else inf


@lru_cache(maxsize=4096)
def _quantile(freedom: int) -> float:
    """Return the quantile of Student's t for both ends of the interval."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def _day(ordinal: float, as_of: int) -> date | None:
    """Return a day after the day of the question; None where it is too far to be a day."""
    day = max(ceil(ordinal), as_of + 1)
    return date.fromordinal(day) if day < _FARTHEST else None
