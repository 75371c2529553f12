"""The effect of several truces together: random effects, honest for few of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate import ratios
from trucewatch.estimate.checks import checked_level
from trucewatch.estimate.pooling import ratio_likelihood

Floats = NDArray[np.float64]

_PRIOR_SD = 2.0
_MOST_DRAWS = 1000
_LEAST_INTENSITY = 1e-9
_STEPS = 200


@dataclass(frozen=True, slots=True)
class MetaEffect:
    """What several truces have in common.

    Attributes
    ----------
    ratio
        Rate of the windows divided by the rate they would have had, on average over truces.
    prediction
        Of the ratio of one more truce of the same sort; None for fewer than three truces.
    spread
        Standard deviation between the truces' log ratios (tau).
    inconsistent
        Share of the variance of the estimates that lies between the truces (I squared).
    """

    ratio: Interval
    prediction: Interval | None
    spread: float
    inconsistent: float


def log_ratio(observed: int, intensity: ArrayLike) -> tuple[float, float]:
    """Return mean and standard deviation of a window's log ratio, after a weak prior.

    The likelihood is Poisson about the ratio times each draw's mean, averaged over the draws; the
    prior of the log ratio is normal about zero with standard deviation 2, so that a window without
    an event has a finite one.

    Parameters
    ----------
    observed
        Count of the window.
    intensity
        Draws of the mean it would have had. Shape: (draws,).

    Examples
    --------
    >>> mean, sd = log_ratio(10, np.full(100, 20.0))
    >>> round(mean, 1), round(sd, 1)
    (-0.7, 0.3)
    """
    draws = np.asarray(intensity, dtype=np.float64)
    draws = np.maximum(draws[:: max(1, draws.size // _MOST_DRAWS)], _LEAST_INTENSITY)
    likelihood = ratio_likelihood(np.array([observed]), draws[np.newaxis])[0]
    weights = likelihood * np.exp(-0.5 * (ratios.POINTS / _PRIOR_SD) ** 2)
    weights /= weights.sum()
    mean = float(weights @ ratios.POINTS)
    return mean, float(np.sqrt(weights @ (ratios.POINTS - mean) ** 2))


def meta(estimates: ArrayLike, errors: ArrayLike, *, level: float) -> MetaEffect:
    """Pool log ratios of several truces.

    The variance between them is Paule and Mandel's [1]_; the interval is that of Hartung, Knapp,
    Sidik and Jonkman, which keeps its level with few truces [2]_, and is never made narrower than
    the usual one by truces that happen to agree [3]_; the prediction interval is that of [4]_.

    Parameters
    ----------
    estimates, errors
        Log ratios and their standard errors. Shapes: (truces,).
    level
        Of the intervals.

    Raises
    ------
    QuestionError
        When there are fewer than two, their numbers do not fit, or an error is not above zero.

    References
    ----------
    .. [1] Paule, R. C. and J. Mandel (1982) Consensus values and weighting factors. Journal of
       Research of the National Bureau of Standards 87: 377-385.
    .. [2] IntHout, J., J. P. A. Ioannidis and G. F. Borm (2014) The Hartung-Knapp-Sidik-Jonkman
       method for random effects meta-analysis is straightforward and considerably outperforms the
       standard DerSimonian-Laird method. BMC Medical Research Methodology 14: 25.
    .. [3] Röver, C., G. Knapp and T. Friede (2015) Hartung-Knapp-Sidik-Jonkman approach and its
       modification for random-effects meta-analysis with few studies. BMC Medical Research
       Methodology 15: 99.
    .. [4] Higgins, J. P. T., S. G. Thompson and D. J. Spiegelhalter (2009) A re-evaluation of
       random-effects meta-analysis. Journal of the Royal Statistical Society A 172: 137-159.

    Examples
    --------
    >>> found = meta([-0.7, -0.2, -0.5], [0.2, 0.2, 0.2], level=0.9)
    >>> found.ratio.low < 0.63 < found.ratio.high, found.prediction.high > found.ratio.high
    (True, True)
    """
    from scipy.special import stdtrit

    y, se = np.asarray(estimates, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    _refuse(y, se)
    checked_level(level)
    variance = _between(y, se**2)
    weights = 1 / (se**2 + variance)
    mean = float(weights @ y / weights.sum())
    scale = max(1.0, float(weights @ (y - mean) ** 2 / (y.size - 1)))
    error = np.sqrt(scale / weights.sum())
    reach = stdtrit(y.size - 1, (1 + level) / 2) * error
    prediction = None
    if y.size > 2:
        wide = stdtrit(y.size - 2, (1 + level) / 2) * np.sqrt(variance + 1 / weights.sum())
        prediction = _ratio(mean, max(wide, reach), level)
    return MetaEffect(
        _ratio(mean, reach, level), prediction, float(np.sqrt(variance)), _inconsistent(y, se)
    )


def _refuse(y: Floats, se: Floats) -> None:
    if y.ndim != 1 or y.shape != se.shape:
        raise QuestionError(f"{y.shape} estimates and {se.shape} errors do not fit")
    if y.size < 2:
        raise QuestionError("there are fewer than two truces", remedy="nothing can be pooled")
    if not (np.isfinite(y).all() and np.isfinite(se).all() and (se > 0).all()):
        raise QuestionError("an estimate or its error is no number above zero")


def _between(y: Floats, variances: Floats) -> float:
    """Return the variance at which the weighted squares are as many as there are truces, less one.

    The squares fall as the variance grows, so that it is found by bisection.
    """

    def squares(tau2: float) -> float:
        weights = 1 / (variances + tau2)
        mean = weights @ y / weights.sum()
        return float(weights @ (y - mean) ** 2)

    if squares(0.0) <= y.size - 1:
        return 0.0
    low, high = 0.0, float(((y - y.mean()) ** 2).sum())
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if squares(middle) > y.size - 1:
            low = middle
        else:
            high = middle
    return high


def _inconsistent(y: Floats, se: Floats) -> float:
    weights = se**-2.0
    squares = float(weights @ (y - weights @ y / weights.sum()) ** 2)
    return max(0.0, 1 - (y.size - 1) / squares) if squares > 0 else 0.0


def _ratio(mean: float, reach: float, level: float) -> Interval:
    low, middle, high = np.exp([mean - reach, mean, mean + reach])
    return Interval(float(middle), float(low), float(high), level)
