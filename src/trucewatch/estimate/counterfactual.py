"""What a window would have brought had the time before it gone on.

The estimand, written down: let ``Y`` be the number that a window would have shown without the
truce, given the baseline. ``counterfactual`` returns draws from the posterior predictive
distribution of ``Y``; they are counts, they include the noise of a single window, and the reduction
is ``1 - observed / Y``, draw by draw (``trucewatch.estimate.effect``).
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError
from trucewatch.estimate.columns import Columns, none
from trucewatch.estimate.priors import COUNTED, Prior

if TYPE_CHECKING:
    from trucewatch.estimate.posterior import Posterior

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MIN_BASELINE_DAYS = 28
MAX_DAILY_COUNT = 100_000
MAX_WINDOW_DAYS = 3_660

_LEAST_RATE = 1e-300
_POISSON = 1e9  # a negative binomial of this size is Poisson
_MAX_RATE = 1e7  # a draw's daily rate is cut here, so that its count fits an integer


@dataclass(frozen=True)
class Counterfactual:
    """Posterior predictive draws of a window.

    Attributes
    ----------
    daily
        Counts per draw and day, from the day after the baseline: first the washout, then the
        window. Shape: (draws, gap + days).
    intensity
        The mean of each of these counts in its draw, over-dispersion included: the count is
        Poisson about it. None for sums over events, such as deaths. Shape: (draws, gap + days).
    gap
        Washout days between baseline and window.
    level
        The level of ``interval`` when none is given.
    baseline_days
        Length of the baseline.
    baseline_rate, baseline_spread, weights, sizes
        The posterior of each baseline day's log rate, a mixture of normal distributions: means,
        variances and weights, with the size of the negative binomial in each. Shapes: (g, n),
        (g, n), (g,), (g,); n is 1 where all days are alike.
    points
        Points of the grid of hyper-parameters that hold nearly all of the weight; None where the
        answer is exact. Shape: (h, 3).
    """

    daily: Ints
    intensity: Floats | None
    gap: int
    level: float
    baseline_days: int
    baseline_rate: Floats
    baseline_spread: Floats
    weights: Floats
    sizes: Floats
    points: Floats | None = None

    @cached_property
    def draws(self) -> Ints:
        """Total of the window in each draw. Shape: (draws,)."""
        return self.total()

    def total(self, days: ArrayLike | None = None) -> Ints:
        """Total of some of the window's days in each draw; of all, where none are named.

        Parameters
        ----------
        days
            Which days count. Shape: (days,).
        """
        window = self.daily[:, self.gap :]
        used = window if days is None else window[:, np.asarray(days, dtype=bool)]
        return np.asarray(used.sum(axis=1), dtype=np.int64)

    def on_days(self, days: ArrayLike) -> "Counterfactual":
        """Return the same with nothing expected on the window's other days.

        Parameters
        ----------
        days
            Which days of the window count. Shape: (days,).
        """
        kept = np.concatenate([np.ones(self.gap, bool), np.asarray(days, bool)])
        intensity = None if self.intensity is None else self.intensity * kept
        return replace(self, daily=self.daily * kept, intensity=intensity)

    @property
    def median(self) -> int:
        """Median of the window's total."""
        return int(np.quantile(self.draws, 0.5, method="inverted_cdf"))

    def interval(self, level: float | None = None) -> tuple[int, int]:
        """Central interval of the window's total; both bounds belong to it.

        Raises
        ------
        QuestionError
            When ``level`` is not between 0 and 1.
        """
        low, high = np.quantile(self.draws, _tails(level or self.level), method="inverted_cdf")
        return int(low), int(high)

    def daily_bands(self, level: float | None = None) -> Ints:
        """Low, median and high of each day after the baseline. Shape: (3, gap + days)."""
        low, high = _tails(level or self.level)
        bands = np.quantile(self.daily, (low, 0.5, high), axis=0, method="inverted_cdf")
        return np.asarray(bands, dtype=np.int64)

    def baseline_bands(self, level: float | None = None) -> Floats:
        """Low, median and high of each baseline day's rate. Shape: (3, n)."""
        from trucewatch.estimate.kernel import mixture_quantile

        low, high = _tails(level or self.level)
        rows = [
            mixture_quantile(self.baseline_rate, self.baseline_spread, self.weights, q)
            for q in (low, 0.5, high)
        ]
        bands = np.broadcast_to(np.exp(np.array(rows)), (3, self.baseline_days))
        return np.asarray(bands, dtype=np.float64)

    def replicates(self, number: int, seed: int) -> Ints:
        """Draw baselines as the model would make them, each day's rate from its posterior.

        Returns
        -------
        array
            Shape: (number, n).
        """
        rng = np.random.default_rng(seed)
        row = rng.choice(self.weights.size, number, p=self.weights / self.weights.sum())
        z = rng.standard_normal((number, self.baseline_rate.shape[1]))
        rate = np.exp(self.baseline_rate[row] + np.sqrt(self.baseline_spread[row]) * z)
        rate = np.broadcast_to(rate, (number, self.baseline_days))
        size = self.sizes[row, np.newaxis]
        noise = rng.standard_gamma(np.broadcast_to(size, rate.shape)) / size
        return np.asarray(rng.poisson(np.minimum(noise * rate, _MAX_RATE)), dtype=np.int64)


def counterfactual(  # noqa: PLR0913 - one series, and all that is known of it
    counts: ArrayLike,
    days: int,
    *,
    level: float = 0.9,
    seed: int,
    draws: int = 4000,
    gap: int = 0,
    columns: Columns | None = None,
    missing: ArrayLike | None = None,
    prior: Prior = COUNTED,
    points: Floats | None = None,
) -> Counterfactual:
    """Draw what the ``days`` after a baseline would have brought had nothing changed.

    Daily counts are negative binomial around a latent log rate that moves as a first-order
    autoregression beside known effects; the posterior is a Laplace approximation at each point of
    a grid of hyper-parameters, weighted by prior and evidence (Rue, Martino & Chopin 2009). From
    the last day of the baseline on, the noise of the autoregression is centred so that it leaves
    the mean of the rate where it is: not knowing what comes is no reason to expect more of it. A
    baseline without a single event is answered exactly: a Poisson rate with Jeffreys' prior.

    Parameters
    ----------
    counts
        The baseline: events per day, oldest first. Shape: (n,), n at least 28.
    days
        Length of the window, in days.
    level
        Level of the central interval.
    seed
        Seed of the draws; the same seed gives the same draws.
    draws
        How many draws.
    gap
        Washout: days between the baseline and the window.
    columns
        Known effects, a row for each day of baseline, washout and window.
    missing
        Which days of the baseline are not known; their counts are not looked at. Shape: (n,).
    prior
        What is assumed of movement and scatter; ``trucewatch.estimate.priors.CLUMPED`` where a few
        days can hold most of what is counted, as with deaths that are known by the day only.
    points
        Look only at these points of the grid of hyper-parameters, which takes a third of the time:
        the ``points`` of a series that hardly differs. Shape: (h, 3).

    Returns
    -------
    Counterfactual
        With ``.draws`` (integers, shape (draws,)), ``.median`` and ``.interval(level)``.

    Raises
    ------
    QuestionError
        When the counts are no counts or the same every day, the baseline is too short, the columns
        do not fit or a number is out of range.

    Examples
    --------
    >>> expected = counterfactual([3, 5, 4, 2, 6, 3, 4] * 8, 7, seed=1)
    >>> expected.draws.shape, bool(expected.draws.min() >= 0)
    ((4000,), True)
    >>> low, high = expected.interval()
    >>> low < expected.median < high
    True
    """
    baseline = _checked_counts(counts, missing)
    for name, value, least, most in (
        ("days", days, 1, MAX_WINDOW_DAYS),
        ("draws", draws, 100, 1_000_000),
        ("gap", gap, 0, MAX_WINDOW_DAYS),
        ("seed", seed, 0, 2**63),
    ):
        if not isinstance(value, int | np.integer) or not least <= value <= most:
            raise QuestionError(f"{name} is {value!r}", remedy=f"give {least} to {most}")
    _tails(level)
    if columns is None:
        columns = none(baseline.size + gap + days)
    if len(columns.values) != baseline.size + gap + days:
        raise QuestionError(
            f"the columns have {len(columns.values)} days, baseline, washout and window "
            f"{baseline.size + gap + days}"
        )
    rng = np.random.default_rng(seed)
    if (baseline > 0).any():
        from trucewatch.estimate.posterior import posterior

        fitted = posterior(baseline, columns, prior, points)
        return _after_counts(baseline, columns, fitted, gap=gap, level=level, draws=draws, rng=rng)
    return _after_silence(baseline, days, level=level, draws=draws, gap=gap, rng=rng)


def compiles_first() -> bool:
    """Whether the next estimate has to compile the kernel first (once per installation).

    The compiler keeps what it made beside the module, or in the user's cache folder, and makes it
    anew when the module is newer.
    """
    from trucewatch.estimate import kernel

    made = Path(kernel.laplace_grid.stats.cache_path or ".").glob("kernel.laplace_grid-*.nbi")
    source = Path(kernel.__file__).stat().st_mtime
    return not any(index.stat().st_mtime >= source for index in made)


def _after_counts(
    baseline: Floats,
    columns: Columns,
    found: "Posterior",
    *,
    gap: int,
    level: float,
    draws: int,
    rng: np.random.Generator,
) -> Counterfactual:
    after = columns.values[baseline.size :]
    theta, x, coefficients = found.sample(draws, rng)
    known = coefficients[:, :1] + coefficients[:, 1:] @ after.T
    intensity = _intensity(theta, x, known, rng)
    fits = found.fits
    return Counterfactual(
        rng.poisson(intensity).astype(np.int64),
        intensity,
        gap,
        level,
        baseline.size,
        fits.rate,
        fits.spread,
        found.weights,
        found.grid[:, 2],
        found.heavy(),
    )


def _intensity(theta: Floats, x: Floats, known: Floats, rng: np.random.Generator) -> Floats:
    """Run each draw's rate forward from the last baseline day, with each day's own noise."""
    phi, step, size = theta.T
    out = np.empty(known.shape)
    for day in range(known.shape[1]):
        x = phi * x + step * rng.standard_normal(x.size) - step**2 / 2
        rate = np.exp(np.minimum(known[:, day] + x, np.log(_MAX_RATE)))
        out[:, day] = np.minimum(rng.standard_gamma(size) / size * rate, 100 * _MAX_RATE)
    return out


def _after_silence(
    baseline: Floats, days: int, *, level: float, draws: int, gap: int, rng: np.random.Generator
) -> Counterfactual:
    """Exact: a Poisson rate with Jeffreys' prior after n days without an event is Gamma(1/2, n)."""
    rate = rng.standard_gamma(0.5, size=(draws, 1)) / (baseline >= 0).sum()
    intensity = np.repeat(rate, gap + days, axis=1)
    daily = rng.poisson(intensity).astype(np.int64)
    points, point = np.log(np.maximum(rate, _LEAST_RATE)), np.full_like(rate, 1e-12)
    weights = np.full(draws, 1 / draws)
    sizes = np.full(draws, _POISSON)
    return Counterfactual(
        daily, intensity, gap, level, baseline.size, points, point, weights, sizes
    )


def _checked_counts(counts: ArrayLike, missing: ArrayLike | None) -> Floats:
    """Return the baseline, with -1 on days that are not known."""
    try:
        values = np.asarray(counts, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise QuestionError(f"the counts are not numbers ({error})") from error
    if values.ndim != 1:
        raise QuestionError(f"the counts have {values.ndim} dimensions", remedy="give one series")
    unknown = np.zeros(values.size, bool) if missing is None else np.asarray(missing, bool)
    if unknown.shape != values.shape:
        raise QuestionError(f"{values.size} counts, and {unknown.size} marks of missing days")
    known = values[~unknown]
    if known.size < MIN_BASELINE_DAYS:
        raise QuestionError(
            f"the baseline has {known.size} days",
            remedy=f"at least {MIN_BASELINE_DAYS} days before the window are needed",
        )
    odd = ~((values >= 0) & (values <= MAX_DAILY_COUNT) & (values == np.floor(values))) & ~unknown
    if odd.any():
        day = int(np.argmax(odd))
        raise QuestionError(
            f"{values[day]:.12g} on day {day + 1} of the baseline is not a daily count",
            remedy=f"give whole numbers from 0 to {MAX_DAILY_COUNT}",
        )
    if known[0] and (known == known[0]).all():
        raise QuestionError(
            f"the baseline is {known[0]:g} on every one of {known.size} days",
            remedy="a record of events is never so even: check where the counts come from",
        )
    return np.where(unknown, -1.0, values)


def _tails(level: float) -> tuple[float, float]:
    if not 0 < level < 1:
        raise QuestionError(f"the level is {level}", remedy="give one between 0 and 1, such as 0.9")
    return (1 - level) / 2, (1 + level) / 2
