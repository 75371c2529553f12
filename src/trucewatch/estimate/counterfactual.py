"""What a window would have brought had the time before it gone on.

The estimand, written down: let ``Y`` be the number that a window would have shown without the
truce, given the baseline. ``counterfactual`` returns draws from the posterior predictive
distribution of ``Y``; they are counts, they include the noise of a single window, and the reduction
is ``1 - observed / Y``, draw by draw (``trucewatch.estimate.effect``).
"""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MIN_BASELINE_DAYS = 28
MAX_DAILY_COUNT = 100_000
MAX_WINDOW_DAYS = 3_660

# Hyper-parameters. The prior over the grid is flat; each axis is spaced evenly on its natural scale
# and was chosen on the placebo windows that docs/benchmarks.md names.
_PHI = (0.95, 0.98, 0.995)  # one day to the next: half-lives of two weeks, five weeks, five months
_STEP = (0.03, 0.06, 0.12, 0.24, 0.48)  # sd of a day's change of the log rate
_SIZE = (0.1, 0.3, 1.0, 3.0, 10.0, 100.0)  # of the negative binomial; the last is almost Poisson
_LEVEL_VARIANCE = 4.0  # of the log level about the baseline's own mean: hardly a constraint
_LEAST_RATE = 1e-300
_MAX_RATE = 1e7  # a draw's daily rate is cut here, so that its count fits an integer


@dataclass(frozen=True)
class Counterfactual:
    """Posterior predictive draws of a window.

    Attributes
    ----------
    daily
        Counts per draw and day, from the day after the baseline: first the washout, then the
        window. Shape: (draws, gap + days).
    gap
        Washout days between baseline and window.
    level
        The level of ``interval`` when none is given.
    baseline_days
        Length of the baseline.
    baseline_rate, baseline_spread, weights
        The posterior of each baseline day's log rate, a mixture of normal distributions: means,
        variances and weights. Shapes: (g, n), (g, n), (g,); n is 1 where all days are alike.
    """

    daily: Ints
    gap: int
    level: float
    baseline_days: int
    baseline_rate: Floats
    baseline_spread: Floats
    weights: Floats

    @cached_property
    def draws(self) -> Ints:
        """Total of the window in each draw. Shape: (draws,)."""
        return np.asarray(self.daily[:, self.gap :].sum(axis=1), dtype=np.int64)

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


def counterfactual(
    counts: ArrayLike,
    days: int,
    *,
    level: float = 0.9,
    seed: int,
    draws: int = 4000,
    gap: int = 0,
) -> Counterfactual:
    """Draw what the ``days`` after a baseline would have brought had nothing changed.

    Daily counts are negative binomial around a latent log rate that moves as a first-order
    autoregression; the posterior is a Laplace approximation at each point of a grid of
    hyper-parameters, weighted by evidence (Rue, Martino & Chopin 2009). A baseline without a single
    event is answered exactly: a Poisson rate with Jeffreys' prior.

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

    Returns
    -------
    Counterfactual
        With ``.draws`` (integers, shape (draws,)), ``.median`` and ``.interval(level)``.

    Raises
    ------
    QuestionError
        When the counts are no counts, the baseline is too short or a number is out of range.

    Examples
    --------
    >>> expected = counterfactual([3, 5, 4, 2, 6, 3, 4] * 8, 7, seed=1)
    >>> expected.draws.shape, bool(expected.draws.min() >= 0)
    ((4000,), True)
    >>> low, high = expected.interval()
    >>> low < expected.median < high
    True
    """
    baseline = _checked_counts(counts)
    for name, value, least, most in (
        ("days", days, 1, MAX_WINDOW_DAYS),
        ("draws", draws, 100, 1_000_000),
        ("gap", gap, 0, MAX_WINDOW_DAYS),
        ("seed", seed, 0, 2**63),
    ):
        if not isinstance(value, int | np.integer) or not least <= value <= most:
            raise QuestionError(f"{name} is {value!r}", remedy=f"give {least} to {most}")
    _tails(level)
    rng = np.random.default_rng(seed)
    if not baseline.any():
        return _after_silence(baseline.size, days, level=level, draws=draws, gap=gap, rng=rng)
    return _after_counts(baseline, days, level=level, draws=draws, gap=gap, rng=rng)


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
    days: int,
    *,
    level: float,
    draws: int,
    gap: int,
    rng: np.random.Generator,
) -> Counterfactual:
    from trucewatch.estimate.kernel import laplace_grid

    grid = _grid()
    table, rate, spread = laplace_grid(
        baseline, grid, float(np.log(baseline.mean())), _LEVEL_VARIANCE
    )
    weights = np.exp(table[:, 0] - table[:, 0].max())
    weights /= weights.sum()
    rows = np.repeat(np.arange(len(grid)), rng.multinomial(draws, weights))
    daily = _simulate(table[rows], grid[rows], gap + days, rng)
    return Counterfactual(daily, gap, level, baseline.size, rate, spread, weights)


def _simulate(table: Floats, grid: Floats, days: int, rng: np.random.Generator) -> Ints:
    """Run each draw's rate forward from the last baseline day and draw its counts."""
    phi, step, size = grid.T
    _, last, log_level, last_var, covariance, level_var = table.T
    level_sd = np.sqrt(level_var)
    z = rng.standard_normal(len(grid))
    rest = np.sqrt(np.maximum(last_var - covariance**2 / level_var, 0.0))
    x = last + covariance / level_sd * z + rest * rng.standard_normal(len(grid))
    log_level = log_level + level_sd * z
    daily = np.empty((len(grid), days), dtype=np.int64)
    for day in range(days):
        x = phi * x + step * rng.standard_normal(len(grid))
        rate = np.exp(np.minimum(log_level + x, np.log(_MAX_RATE)))
        daily[:, day] = rng.poisson(
            np.minimum(rng.standard_gamma(size) / size * rate, 100 * _MAX_RATE)
        )
    return daily


def _after_silence(
    n: int, days: int, *, level: float, draws: int, gap: int, rng: np.random.Generator
) -> Counterfactual:
    """Exact: a Poisson rate with Jeffreys' prior after n days without an event is Gamma(1/2, n)."""
    rate = rng.standard_gamma(0.5, size=(draws, 1)) / n
    daily = rng.poisson(rate, size=(draws, gap + days)).astype(np.int64)
    points, point = np.log(np.maximum(rate, _LEAST_RATE)), np.full_like(rate, 1e-12)
    return Counterfactual(daily, gap, level, n, points, point, np.full(draws, 1 / draws))


def _checked_counts(counts: ArrayLike) -> Floats:
    try:
        values = np.asarray(counts, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise QuestionError(f"the counts are not numbers ({error})") from error
    if values.ndim != 1:
        raise QuestionError(f"the counts have {values.ndim} dimensions", remedy="give one series")
    if values.size < MIN_BASELINE_DAYS:
        raise QuestionError(
            f"the baseline has {values.size} days",
            remedy=f"at least {MIN_BASELINE_DAYS} days before the window are needed",
        )
    odd = ~((values >= 0) & (values <= MAX_DAILY_COUNT) & (values == np.floor(values)))
    if odd.any():
        day = int(np.argmax(odd))
        raise QuestionError(
            f"{values[day]} on day {day + 1} of the baseline is not a daily count",
            remedy=f"give whole numbers from 0 to {MAX_DAILY_COUNT}",
        )
    return values


def _tails(level: float) -> tuple[float, float]:
    if not 0 < level < 1:
        raise QuestionError(f"the level is {level}", remedy="give one between 0 and 1, such as 0.9")
    return (1 - level) / 2, (1 + level) / 2


@cache
def _grid() -> Floats:
    """Rows of (phi, s, r), ordered so that neighbours are alike. Shape: (g, 3)."""
    return np.array([(phi, step, size) for size, phi, step in product(_SIZE, _PHI, _STEP)])
