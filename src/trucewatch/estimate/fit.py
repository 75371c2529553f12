"""Whether a baseline looks like one that its own model would make (posterior predictive fit)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.estimate.counterfactual import Counterfactual

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

REPLICATES = 1000


@dataclass(frozen=True, slots=True)
class Statistic:
    """One property of a baseline beside those of the baselines that the model makes.

    Attributes
    ----------
    observed
        Of the baseline itself.
    low, high
        Of the middle 90 % of the baselines that the model makes.
    chance
        How often one that the model makes is as far out, on either side.
    """

    name: str
    observed: float
    low: float
    high: float
    chance: float


def predictive_fit(
    counts: ArrayLike, forecast: Counterfactual, *, seed: int, missing: ArrayLike | None = None
) -> tuple[Statistic, ...]:
    """Compare a baseline with baselines drawn from the posterior of each of its days.

    The same data are used to fit and to judge, so that chances lie nearer to one half than they
    should (Gelman, Meng & Stern 1996, Statistica Sinica 6: 733-760): a poor fit that is found is
    one, a small one can be missed.

    Parameters
    ----------
    counts
        The baseline that the forecast learnt from. Shape: (n,).
    forecast
        From :func:`trucewatch.estimate.counterfactual.counterfactual`.
    seed
        Seed of the draws.
    missing
        Which days are not known. Shape: (n,).

    Returns
    -------
    tuple of Statistic
        Quiet days (share of days with none), busiest day, scatter (variance over mean), swing
        (correlation of one day with the next) and week (with the same weekday a week later).

    Examples
    --------
    >>> from trucewatch.estimate.counterfactual import counterfactual
    >>> counts = np.random.default_rng(1).poisson(5, 120)
    >>> found = predictive_fit(counts, counterfactual(counts, 7, seed=1), seed=1)
    >>> [one.name for one in found if one.chance < 0.01]
    []
    """
    values = np.asarray(counts, dtype=np.int64)
    known = np.ones(values.size, bool) if missing is None else ~np.asarray(missing, bool)
    replicates = forecast.replicates(REPLICATES, seed)
    return tuple(
        _statistic(name, of(values[np.newaxis], known)[0], of(replicates, known))
        for name, of in _STATISTICS.items()
    )


def _statistic(name: str, observed: float, made: Floats) -> Statistic:
    low, high = np.quantile(made, (0.05, 0.95))
    above = (1 + np.sum(made >= observed)) / (1 + made.size)
    below = (1 + np.sum(made <= observed)) / (1 + made.size)
    return Statistic(
        name, float(observed), float(low), float(high), float(min(1, 2 * min(above, below)))
    )


def _quiet(counts: Ints, known: NDArray[np.bool_]) -> Floats:
    return np.asarray((counts[:, known] == 0).mean(axis=1))


def _busiest(counts: Ints, known: NDArray[np.bool_]) -> Floats:
    return np.asarray(counts[:, known].max(axis=1), dtype=np.float64)


def _scatter(counts: Ints, known: NDArray[np.bool_]) -> Floats:
    return np.asarray(counts[:, known].var(axis=1) / (counts[:, known].mean(axis=1) + 1e-9))


def _correlation(counts: Ints, known: NDArray[np.bool_], lag: int) -> Floats:
    pairs = known[lag:] & known[:-lag]
    away = counts - counts[:, known].mean(axis=1, keepdims=True)
    together = (away[:, lag:] * away[:, :-lag])[:, pairs].sum(axis=1)
    return np.asarray(together / ((away[:, known] ** 2).sum(axis=1) + 1e-9))


_STATISTICS: dict[str, Callable[[Ints, NDArray[np.bool_]], Floats]] = {
    "quiet days": _quiet,
    "busiest day": _busiest,
    "scatter": _scatter,
    "swing": lambda counts, known: _correlation(counts, known, 1),
    "week": lambda counts, known: _correlation(counts, known, 7),
}
