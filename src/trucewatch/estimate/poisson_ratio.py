"""Two counts over two stretches of days: how their rates compare.

Both functions take the counts as Poisson. Counts of attacks or deaths come in clusters, so what
they return is exact for the counts as such and too sure as a statement on what lies behind them.
"""

import math
from dataclasses import dataclass

from trucewatch.errors import QuestionError


@dataclass(frozen=True, slots=True)
class RateRatio:
    """A second rate divided by a first, with its interval.

    Attributes
    ----------
    ratio
        Infinite where only the first count is zero, not a number where both are.
    low, high
        The interval: zero below where the second count is zero, infinite above where the first is.
    level
        The least probability with which such an interval holds the true ratio.
    """

    ratio: float
    low: float
    high: float
    level: float


def rate_ratio(
    first: int, first_days: int, second: int, second_days: int, *, level: float
) -> RateRatio:
    """Return the ratio of two Poisson rates with its exact conditional interval.

    Given the sum of both counts, the second is binomial with a share that depends on the ratio
    alone [1]_; the limits are the Clopper-Pearson limits of that share [2]_, turned into ratios.

    Parameters
    ----------
    first, first_days, second, second_days
        The two counts, zero or more, each with the days over which it was counted.
    level
        Above 0 and below 1, such as 0.9.

    Raises
    ------
    QuestionError
        When a count is negative, a stretch has no day, or the level is none.

    References
    ----------
    .. [1] Przyborowski, J. and H. Wilenski (1940) Homogeneity of results in testing samples from
       Poisson series. Biometrika 31: 313-323.
    .. [2] Clopper, C. J. and E. S. Pearson (1934) The use of confidence or fiducial limits
       illustrated in the case of the binomial. Biometrika 26: 404-413.

    Examples
    --------
    >>> fall = rate_ratio(300, 4, 18, 4, level=0.95)
    >>> round(fall.ratio, 3), round(fall.low, 3), round(fall.high, 3)
    (0.06, 0.035, 0.096)
    """
    _check(first, first_days, second, second_days)
    if not 0 < level < 1:
        raise QuestionError(f"a level of {level:g}", remedy="give one between 0 and 1, such as 0.9")
    tail = (1 - level) / 2
    per_day = first_days / second_days
    return RateRatio(
        ratio=_ratio(second, first) * per_day,
        low=_lower_odds(second, first, tail) * per_day,
        high=per_day / lower if (lower := _lower_odds(first, second, tail)) else math.inf,
        level=level,
    )


def probability_fall(
    first: int, first_days: int, second: int, second_days: int, *, fall: float
) -> float:
    """Return the probability that the second rate is lower by at least this share of the first.

    Both rates have Jeffreys' prior, so that each has a gamma posterior of its own with half an
    event added to the count; the share of one gamma variable in the sum of two is a beta
    variable, whose distribution function is the answer. Nothing is drawn.

    Parameters
    ----------
    first, first_days, second, second_days
        As in :func:`rate_ratio`.
    fall
        From 0 (any fall at all) to 1; 0.8 asks for at least 80 % less.

    Raises
    ------
    QuestionError
        When a count is negative, a stretch has no day, or the fall is not from 0 to 1.

    References
    ----------
    Jeffreys, H. (1946) An invariant form for the prior probability in estimation problems.
    Proceedings of the Royal Society A 186: 453-461.

    Examples
    --------
    >>> round(probability_fall(300, 4, 18, 4, fall=0.9), 3)
    0.988
    """
    from scipy.special import betainc

    _check(first, first_days, second, second_days)
    if not 0 <= fall <= 1:
        raise QuestionError(f"a fall of {fall:g}", remedy="give a share from 0 to 1, such as 0.8")
    kept = (1 - fall) * second_days
    return float(betainc(second + 0.5, first + 0.5, kept / (first_days + kept)))


def _check(first: int, first_days: int, second: int, second_days: int) -> None:
    """Refuse what cannot be a count or a number of days."""
    if min(first, second) < 0:
        raise QuestionError(f"a count of {min(first, second)}", remedy="counts are zero or more")
    if min(first_days, second_days) < 1:
        raise QuestionError(
            f"a count over {min(first_days, second_days)} days", remedy="give at least one day"
        )


def _ratio(second: int, first: int) -> float:
    """Divide two counts, the first of which may be zero."""
    if first:
        return second / first
    return math.inf if second else math.nan


def _lower_odds(successes: int, failures: int, tail: float) -> float:
    """Return the odds at the lower Clopper-Pearson limit; the upper one mirrors it.

    The share and what is missing from it to one are found apart, for neither may be rounded off
    by the other.
    """
    from scipy.special import betainccinv, betaincinv

    if not successes:
        return 0.0
    share = betaincinv(successes, failures + 1, tail)
    rest = betainccinv(failures + 1, successes, tail)
    return float(share / rest)
