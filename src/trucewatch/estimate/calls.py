"""Of which units of many something may be said: the false sign rate of all that is called."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CALL_RULE = (
    "The false sign rate of a unit is the probability that it did not change, or went the other "
    "way. Units are called, the surest first, for as long as the mean of their false sign rates "
    "is at most (1 - level) / 2, .05 at a level of .9, and none whose own is above 1 - level."
)
"""The rule of the calls in plain words, for reports."""

NOT_SURE = "Neither a fall nor a rise is sure enough."


class Call(StrEnum):
    """What may be said of one unit."""

    REDUCED = "reduced"
    INCREASED = "increased"
    NOTHING = "nothing can be said"


def false_sign_rates(fall: Floats, rise: Floats) -> Floats:
    """Return the local false sign rate of each unit: that its likelier sign is wrong [1]_.

    Parameters
    ----------
    fall, rise
        Probability of either; what is missing to one is that of no change. Shape: (units,).

    References
    ----------
    .. [1] Stephens, M. (2017) False discovery rates: a new deal. Biostatistics 18: 275-294.

    Examples
    --------
    >>> false_sign_rates(np.array([0.875, 0.25]), np.array([0.125, 0.25]))
    array([0.125, 0.75 ])
    """
    return np.asarray(1.0 - np.maximum(fall, rise))


def called(false_sign: Floats, eligible: Bools, *, level: float) -> Bools:
    """Return which units are called: the largest set whose mean false sign rate is small enough.

    The mean is the posterior expectation of the share of wrong signs among the called [1]_. Alone
    it would let many sure units carry one that is a toss-up, so that no unit is called whose own
    sign is less sure than ``level``. Units that are equally sure are called together or not at all.

    Parameters
    ----------
    false_sign
        Local false sign rates. Shape: (units,).
    eligible
        Of which units something may be said at all. Shape: (units,).
    level
        The mean is at most ``(1 - level) / 2``.

    References
    ----------
    .. [1] Newton, M. A., A. Noueiry, D. Sarkar and P. Ahlquist (2004) Detecting differential gene
       expression with a semiparametric hierarchical mixture method. Biostatistics 5: 155-176.

    Examples
    --------
    >>> called(np.array([0.01, 0.08, 0.08, 0.4]), np.ones(4, dtype=bool), level=0.9)
    array([ True, False, False, False])
    >>> called(np.array([0.01, 0.08, 0.3, 0.4]), np.ones(4, dtype=bool), level=0.9)
    array([ True,  True, False, False])
    """
    candidates = eligible & (false_sign <= 1.0 - level)
    rates = np.sort(false_sign[candidates])
    means = np.cumsum(rates) / np.arange(1, rates.size + 1)
    last_of_equals = np.append(np.diff(rates) > 0, np.ones(min(rates.size, 1), dtype=bool))
    small = last_of_equals & (means <= (1.0 - level) / 2)
    return np.asarray(candidates & (false_sign <= rates[small].max(initial=-1.0)))


def call_of(*, fell: bool, sure: bool) -> Call:
    """Return the call of a unit of which something may be said (``sure``) or not.

    Examples
    --------
    >>> call_of(fell=True, sure=True).value
    'reduced'
    """
    if not sure:
        return Call.NOTHING
    return Call.REDUCED if fell else Call.INCREASED
