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
    expected, low, found = _outlook(stand, rest)
    if found.day is None or as_of < low:
        return found
    if expected <= as_of:
        would, silent = date.fromordinal(ceil(expected)), date.fromordinal(stand.last)
        reason = f"At the pace so far it would have been done on {words.day(would)}, but nothing "
        reason += f"has been reported since {words.day(silent)}."
        return Forecast(None, None, None, LEVEL, reason)
    return found._replace(low=date.fromordinal(as_of + 1))


@lru_cache(maxsize=16_384)
def _outlook(stand: Stand, rest: float) -> tuple[float, int, Forecast]:
    """Return the ordinals of the middle and of the lower end, and both as days with the upper."""
    rate = pace(stand)
    if rate * rest <= 0:
        nothing = "No progress towards it is known."
        return inf, _FARTHEST, Forecast(None, None, None, LEVEL, nothing)
    expected = stand.last + rest / rate
    if stand.entries < FEWEST:
        told = f"{stand.entries} report{'s' * (stand.entries != 1)} of progress"
        reason = f"Only {told}: at this pace, but how surely cannot be said."
        return expected, ceil(expected), Forecast(_day(expected), None, None, LEVEL, reason)
    low, high = _ends(stand, abs(rate), abs(rest))
    endless = "The pace varies so much that no end is in sight."
    found = Forecast(
        _day(expected),
        _day(stand.last + low),
        _day(stand.last + high),
        LEVEL,
        None if isfinite(high) else endless,
    )
    return expected, ceil(stand.last + low), found


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


def _day(ordinal: float) -> date | None:
    """Return a day; None where it is too far to be one."""
    return date.fromordinal(ceil(ordinal)) if ordinal < _FARTHEST else None
