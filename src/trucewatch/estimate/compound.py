"""Deaths as sums over events: how many events, and how many die in each.

A week's deaths can hang on one strike. To treat them as counts like any other would fake certainty:
what is drawn here is first the number of events and then, for each, how many died, so that one
event with many dead widens the interval instead of moving it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import Counterfactual

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HALF_LIFE = 60.0
"""Days after which an event counts half in the distribution of deaths per event."""

_UNSEEN = 2.0  # weight of events unlike any in the baseline
_TAIL = 1.3  # exponent of their deaths: P(at least d) = d ** -1.3
_MOST = 2_000  # deaths in one of them
_LETHALITY_SD = 0.3  # how lethal a week's events are, log scale
_LEAST_WEIGHT = 1e-3
_BLOCKS = 200


def compound(
    events: Counterfactual, sizes: Sequence[int] | Ints, ages: ArrayLike, *, seed: int
) -> Counterfactual:
    """Draw how many would have died in the events that a counterfactual expects.

    The deaths of an event are drawn from the baseline's own events by the Bayesian bootstrap (Rubin
    1981), recent ones weighing more, mixed as in a Dirichlet process (Ferguson 1973) with a few
    events unlike any that was seen, whose deaths follow a power law, as the severity of attacks
    does (Clauset, Young & Gleditsch 2007). All events of a draw share one factor of lethality.

    Parameters
    ----------
    events
        What was expected of events.
    sizes
        Deaths in each event of the baseline. Shape: (events,).
    ages
        Days from each of them to the end of the baseline. Shape: (events,).
    seed
        Of the draws.

    Returns
    -------
    Counterfactual
        Of deaths, with as many draws and days.

    Raises
    ------
    QuestionError
        When there is no event in the baseline, a number of deaths is negative, or the two do not
        fit.

    References
    ----------
    Clauset, A., M. Young and K. S. Gleditsch (2007) On the frequency of severe terrorist events.
    Journal of Conflict Resolution 51: 58-87.

    Examples
    --------
    >>> from trucewatch.estimate.counterfactual import counterfactual
    >>> expected = counterfactual([3, 5, 4, 2, 6, 3, 4] * 8, 7, seed=1)
    >>> deaths = compound(expected, [1, 1, 2, 30], [10, 20, 30, 40], seed=1)
    >>> deaths.median > expected.median
    True
    """
    dead, age = np.asarray(sizes, dtype=np.int64), np.asarray(ages, dtype=np.float64)
    if dead.size == 0 or dead.shape != age.shape or (dead < 0).any():
        raise QuestionError(
            f"{dead.size} numbers of deaths with {age.size} ages",
            remedy="give the deaths in each event of the baseline, zero or more, and its age",
        )
    rng = np.random.default_rng(seed)
    weights = np.maximum(0.5 ** (age / HALF_LIFE), _LEAST_WEIGHT)
    daily = np.empty_like(events.daily)
    # Draws come ordered by hyper-parameters; each block must hold some of all.
    for block in np.array_split(rng.permutation(len(daily)), min(_BLOCKS, len(daily))):
        daily[block] = _deaths(events.daily[block], dead, weights, rng)
    factor = rng.lognormal(-(_LETHALITY_SD**2) / 2, _LETHALITY_SD, size=(len(daily), 1))
    mean = float(np.average(dead, weights=weights))
    return replace(
        events,
        daily=np.rint(daily * factor).astype(np.int64),
        intensity=None,
        baseline_rate=events.baseline_rate + np.log(max(mean, _LEAST_WEIGHT)),
    )


def _deaths(counts: Ints, sizes: Ints, weights: Floats, rng: np.random.Generator) -> Ints:
    """Sum the deaths of so many events a day, all drawn from one distribution of sizes."""
    share = np.cumsum(rng.standard_gamma(np.append(weights, _UNSEEN)))
    events = int(counts.sum())
    which = np.searchsorted(share / share[-1], rng.random(events), side="right")
    seen = np.append(sizes, 0)[np.minimum(which, sizes.size)]
    unseen = np.minimum(np.floor((1.0 - rng.random(events)) ** (-1.0 / _TAIL)), _MOST)
    deaths = np.where(which >= sizes.size, unseen, seen)
    day = np.repeat(np.arange(counts.size), counts.ravel())
    sums = np.bincount(day, deaths, counts.size)
    return np.asarray(sums.reshape(counts.shape), dtype=np.int64)
