"""Where and by whom: what a truce changed in each of several units, judged together.

A unit is a dyad, a province, a cell of a map, a kind of violence. Few events fall into each, and
some unit always looks quiet. The units therefore tell each other how large changes are and how far
they differ, and what is called is chosen so that few of the calls are wrong.

For each unit, ``observed ~ Poisson(exp(theta) * intensity)``: the intensity is what the window
would have brought without the truce, known by draws, and ``exp(theta)`` is the ratio that is
wanted. How the ratios hang together stands in ``trucewatch.estimate.ratios``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate import ratios
from trucewatch.estimate.calls import NOT_SURE, Bools, Call, call_of, called, false_sign_rates
from trucewatch.estimate.checks import (
    checked_counts,
    checked_level,
    checked_numbers,
    checked_seed,
)
from trucewatch.estimate.intervals import interval, tails

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MIN_DRAWS = 100
HARDLY_MOVED = 0.9
"""A unit whose own count leaves more of the prior's standard deviation than this tells nothing."""

ONE_UNIT = "With fewer than two units there is nothing to pool."
HARDLY_MOVES = "The count hardly moves what is assumed of any unit beforehand."
NONE_IS_NO_SURPRISE = "Too little was expected: even none at all would have been no surprise."

_LEAST_INTENSITY = 1e-9


@dataclass(frozen=True, slots=True)
class Unit:
    """What may be said of one unit.

    Attributes
    ----------
    observed
        The count of the window.
    expected
        Of the count without the truce.
    ratio
        Rate of the window divided by the rate that it would have had.
    fall, rise
        Probability that the ratio is below, or above, one; the rest is that of no change.
    fall_by_threshold
        Probability of a fall by at least the given share; None where none was given.
    false_sign
        Local false sign rate: what the larger of ``fall`` and ``rise`` lacks to one.
    reason
        Why nothing can be said; None where something can.
    """

    observed: int
    expected: Interval
    ratio: Interval
    fall: float
    rise: float
    fall_by_threshold: float | None
    false_sign: float
    call: Call
    reason: str | None


@dataclass(frozen=True, slots=True)
class Overall:
    """What the units have in common.

    Attributes
    ----------
    ratio
        The middle of the units' ratios: the exponential of the mean of their logs.
    fall, rise
        Probability that it is below, or above, one; the rest is that no unit changed.
    unchanged
        Expected share of the units that did not change.
    spread
        Standard deviation of the units' log ratios.
    differ
        Probability that the units differ: that the spread is above
        :data:`trucewatch.estimate.ratios.SMALL_SPREAD`.
    differ_before
        The same before the counts were seen.
    """

    ratio: Interval
    fall: float
    rise: float
    unchanged: float
    spread: Interval
    differ: float
    differ_before: float


@dataclass(frozen=True, eq=False)
class Pooled:
    """What may be said of several units.

    Attributes
    ----------
    units
        In the order in which they were given.
    overall
        None for fewer than two units.
    note
        Why there is nothing overall; None where there is.
    level
        Of the intervals, and by the rule in ``trucewatch.estimate.calls`` of the calls.
    """

    units: tuple[Unit, ...]
    overall: Overall | None
    note: str | None
    level: float
    _likelihood: Floats
    _posterior: ratios.Posterior
    _order: Ints
    _seed: int

    def draws(self, number: int = 1000) -> Floats:
        """Draw the ratios of all units together, for sums and differences of several.

        Returns
        -------
        array
            Shape: (number, units).

        Raises
        ------
        QuestionError
            When ``number`` is not from 1 to a million.

        Examples
        --------
        >>> rng = np.random.default_rng(1)
        >>> found = pool([4, 30], rng.gamma(50, 0.6, (2, 400)), level=0.9, seed=1)
        >>> ratio = found.draws()
        >>> ratio.shape, bool(np.mean(ratio[:, 0] < ratio[:, 1]) > 0.95)
        ((1000, 2), True)
        """
        if not isinstance(number, int | np.integer) or not 1 <= number <= 1_000_000:
            raise QuestionError(f"{number!r} draws", remedy="give 1 to 1000000")
        rng = np.random.default_rng(self._seed)
        grid = self._posterior.hyper
        points = rng.choice(self._posterior.weights.size, number, p=self._posterior.weights)
        kinds, where = np.unique(points, return_inverse=True)
        out = np.empty((number, self._order.size))
        for row, unit in enumerate(self._order):  # as they were ordered, not as they were given
            chances = np.cumsum(self._likelihood[row] * grid.masses[kinds], axis=1)
            wanted = rng.random(number) * chances[where, -1]
            cell = np.empty(number, dtype=np.int64)
            for kind in range(kinds.size):
                mine = where == kind
                cell[mine] = np.searchsorted(chances[kind], wanted[mine], side="right")
            cell = np.minimum(cell, ratios.POINTS.size - 1)
            out[:, unit] = np.exp(ratios.EDGES[cell] + ratios.STEP * rng.random(number))
        return out


def pool(
    observed: ArrayLike,
    intensity: ArrayLike,
    *,
    level: float,
    seed: int,
    threshold: float | None = None,
) -> Pooled:
    """Compare the counts of several units with what each would have shown, the units together.

    The likelihood of a unit's log ratio is the mean over its draws; the posterior of every unit is
    summed over a grid, so that only the expected counts (and :meth:`Pooled.draws`) are drawn. The
    order of the units changes nothing.

    Parameters
    ----------
    observed
        Count of each unit in the window. Shape: (units,).
    intensity
        Draws of the Poisson mean that each unit's window would have had without the truce, bursts
        and drift included; those of one unit are independent of another's. Shape: (units, draws),
        at least 100 draws.
    level
        Level of the intervals; the calls follow ``trucewatch.estimate.calls.CALL_RULE``.
    seed
        Seed of the expected counts.
    threshold
        A fall as a share, such as 0.8, the probability of which is wanted.

    Returns
    -------
    Pooled
        With ``.units``, ``.overall`` and ``.draws(number)``.

    Raises
    ------
    QuestionError
        When counts or draws are none, their shapes do not fit or a number is out of range.

    References
    ----------
    Efron, B. (2010) Large-scale inference. Cambridge University Press, chapters 1 and 2.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> intensity = rng.gamma(50, np.array([[0.6], [0.6], [0.02]]), (3, 400))
    >>> found = pool([4, 33, 1], intensity, level=0.9, seed=1)
    >>> [unit.call.value for unit in found.units]
    ['reduced', 'nothing can be said', 'nothing can be said']
    >>> found.units[2].reason
    'Too little was expected: even none at all would have been no surprise.'
    """
    counts = checked_counts(observed, "observed", 1)
    given = checked_numbers(intensity, "intensity", 2)
    _check_together(counts, given, threshold)
    checked_level(level)
    checked_seed(seed)
    order = _own_order(counts, given)
    counts, given = counts[order], np.maximum(given[order], _LEAST_INTENSITY)
    likelihood = ratio_likelihood(counts, given)
    enough = counts.size > 1
    found = ratios.posterior(likelihood, ratios.hyper(centred=False) if enough else _alone())
    units = _units(counts, given, likelihood, found, level=level, seed=seed, threshold=threshold)
    places = np.argsort(order)
    return Pooled(
        units=tuple(units[place] for place in places),
        overall=_overall(found, level) if enough else None,
        note=None if enough else ONE_UNIT,
        level=level,
        _likelihood=likelihood,
        _posterior=found,
        _order=order,
        _seed=seed,
    )


def ratio_likelihood(observed: Ints, intensity: Floats) -> Floats:
    """Return the likelihood of each unit's log ratio on the grid, the largest of a draw being one.

    Parameters
    ----------
    observed
        Shape: (units,).
    intensity
        Above zero. Shape: (units, draws).

    Returns
    -------
    array
        Shape: (units, cells).

    Examples
    --------
    >>> table = ratio_likelihood(np.array([8]), np.full((1, 100), 4.0))
    >>> bool(abs(ratios.POINTS[table[0].argmax()] - np.log(2)) < ratios.STEP)
    True
    """
    out = np.empty((observed.size, ratios.POINTS.size))
    rate = np.exp(ratios.POINTS)
    for unit, (count, mean) in enumerate(zip(observed, intensity, strict=True)):
        logs = -np.multiply.outer(rate, mean)
        logs += count * np.log(mean)
        logs += (count * ratios.POINTS)[:, None]
        logs -= logs.max()
        out[unit] = np.exp(logs, out=logs).mean(axis=1)
    return out


def _alone() -> ratios.Hyper:
    """Return the prior of a single unit: did it fall or rise, not which unit of many did."""
    return ratios.hyper(centred=False, unchanged=(0.0,))


def _check_together(observed: Ints, intensity: Floats, threshold: float | None) -> None:
    if len(intensity) != observed.size:
        raise QuestionError(
            f"intensity: {len(intensity)} units, observed: {observed.size}",
            remedy="give one row of draws for each unit",
        )
    if intensity.shape[1] < MIN_DRAWS:
        raise QuestionError(
            f"intensity: {intensity.shape[1]} draws", remedy=f"give at least {MIN_DRAWS}"
        )
    if threshold is not None and not 0 < threshold < 1:
        raise QuestionError(
            f"the threshold is {threshold}", remedy="give one between 0 and 1, such as 0.8"
        )


def _own_order(observed: Ints, intensity: Floats) -> Ints:
    """Order units by what they show, so that sums and draws do not hang on the order given."""
    rows = [(int(count), *mean.tolist()) for count, mean in zip(observed, intensity, strict=True)]
    return np.array(sorted(range(len(rows)), key=rows.__getitem__), dtype=np.int64)


def _units(
    observed: Ints,
    intensity: Floats,
    likelihood: Floats,
    found: ratios.Posterior,
    *,
    level: float,
    seed: int,
    threshold: float | None,
) -> list[Unit]:
    fall, rise = found.fall, found.rise
    false_sign = false_sign_rates(fall, rise)
    reasons = _reasons(intensity, likelihood, found.hyper, fall > rise, level)
    eligible = np.array([reason is None for reason in reasons], dtype=np.bool_)
    sure = called(false_sign, eligible, level=level)
    by_threshold = None if threshold is None else ratios.below(found.theta, np.log1p(-threshold))
    log_ratio = ratios.quantiles(found.theta, tails(level))
    return [
        Unit(
            observed=int(observed[u]),
            expected=_expected(intensity[u], level, seed),
            ratio=interval(np.exp(log_ratio[u]), level),
            fall=float(fall[u]),
            rise=float(rise[u]),
            fall_by_threshold=None if by_threshold is None else float(by_threshold[u]),
            false_sign=float(false_sign[u]),
            call=call_of(fell=bool(fall[u] > rise[u]), sure=bool(sure[u])),
            reason=None if sure[u] else reasons[u] or NOT_SURE,
        )
        for u in range(observed.size)
    ]


def _reasons(
    intensity: Floats, likelihood: Floats, grid: ratios.Hyper, fell: Bools, level: float
) -> list[str | None]:
    """Why a unit's own count can tell nothing, whatever the others lend it."""
    prior = grid.changed
    alone = ratios.spread_of(ratios.normalised(likelihood * prior))
    unmoved = alone > HARDLY_MOVED * ratios.spread_of(prior[None, :])
    chance_of_none = np.exp(-intensity).mean(axis=1)
    unseen = fell & (chance_of_none > (1.0 - level) / 2)
    texts = np.select([unseen, unmoved], [NONE_IS_NO_SURPRISE, HARDLY_MOVES], default="")
    return [str(text) or None for text in texts]


def _expected(intensity: Floats, level: float, seed: int) -> Interval:
    """Median and interval of Poisson draws; each unit has the same stream, only for its own."""
    draws = np.random.default_rng(seed).poisson(intensity)
    found = np.quantile(draws, tails(level), method="inverted_cdf")
    return interval(found, level)


def _overall(found: ratios.Posterior, level: float) -> Overall:
    grid, weights = found.hyper, found.weights
    differ = grid.spread > ratios.SMALL_SPREAD
    return Overall(
        ratio=interval(np.exp(_grid_quantiles(grid.middle, weights, level)), level),
        fall=float(weights[grid.middle < 0].sum()),
        rise=float(weights[grid.middle > 0].sum()),
        unchanged=float(weights @ grid.unchanged),
        spread=interval(_grid_quantiles(grid.spread, weights, level), level),
        differ=float(weights[differ].sum()),
        differ_before=float(grid.prior[differ].sum()),
    )


def _grid_quantiles(values: Floats, weights: Floats, level: float) -> Floats:
    """Quantiles of a weighted grid; half of a point's weight lies on either side of it."""
    points, where = np.unique(values, return_inverse=True)
    mass = np.bincount(where, weights)
    return np.asarray(np.interp(tails(level), np.cumsum(mass) - mass / 2, points))
