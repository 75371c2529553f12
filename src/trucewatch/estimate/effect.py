"""How far the observed lies from what would have happened otherwise, and what may be said of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.domain.interval import Interval
from trucewatch.domain.verdict import Probability, Verdict
from trucewatch.errors import QuestionError

SMALLEST_FALL = 0.2
"""A fall by less than this share is too small to call a reduction in violence."""

MIN_BASELINE_COUNT = 10
"""With fewer in the baseline nothing is said: a war can't be learnt from a handful."""

VERDICT_RULE = (
    "Let p be (1 + level) / 2, .95 at a level of .9. Increased: the probability of an increase is "
    "at least p. Reduced: the probability of a reduction is at least p. Not reduced: the "
    f"probability of a fall by {SMALLEST_FALL:.0%} or more is at most 1 - p. Undetermined: none of "
    f"these, or fewer than {MIN_BASELINE_COUNT} in the baseline. No data: there was nothing to "
    "count from."
).replace("%", " %")
"""The rule of the verdict in plain words, for reports."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the truce days show against the draws of what they would have brought otherwise.

    Attributes
    ----------
    expected
        Of the window's total without the truce.
    reduction
        Share by which the observed is lower; negative where it is higher.
    reasons
        Why the verdict is what it is, where it is not plain from the numbers.
    enough
        Whether the baseline holds enough to say anything.
    """

    expected: Interval
    reduction: Interval
    probability: Probability
    verdict: Verdict
    reasons: tuple[str, ...]
    enough: bool


def effect(
    observed: int | NDArray[np.int64],
    draws: NDArray[np.int64],
    *,
    level: float,
    baseline_total: int,
    threshold: float | None = None,
) -> Effect:
    """Compare what was observed with draws of what would have been.

    The estimand is ``1 - observed / Y``, taken draw by draw, where ``Y`` is the total the same days
    would have brought had the time before gone on. A draw that expects nothing gives no change if
    nothing was observed, and a rise without bound (minus infinity) if something was. Quantiles are
    of the inverted empirical distribution, so that an end of an interval is always a value that a
    draw can have.

    Parameters
    ----------
    observed
        Total of the window; where the days of some events are not known, one total for each draw,
        as they were placed in it. Shape: () or (draws,).
    draws
        Totals without the truce. Shape: (draws,).
    level
        Of the intervals, and of how sure a verdict must be.
    baseline_total
        Total of the baseline; with fewer than 10 the verdict is undetermined.
    threshold
        The agreed fall as a share, if there is one.

    Raises
    ------
    QuestionError
        When ``observed`` is negative.

    Examples
    --------
    >>> found = effect(40, np.array([70, 80, 90] * 100), level=0.9, baseline_total=600)
    >>> found.reduction.median, found.verdict.value
    (0.5, 'reduced')
    """
    seen = np.asarray(observed, dtype=np.int64)
    if (seen < 0).any():
        raise QuestionError(f"{seen.min()} were observed", remedy="give a count, zero or more")
    probability = Probability(
        reduced=float(np.mean(draws > seen)),
        increased=float(np.mean(draws < seen)),
        at_least_threshold=None if threshold is None else _share_falling(seen, draws, threshold),
    )
    verdict, reasons = _verdict(seen, draws, probability, level, baseline_total)
    return Effect(
        expected=_interval(draws.astype(np.float64), level),
        reduction=_interval(reductions(seen, draws), level),
        probability=probability,
        verdict=verdict,
        reasons=reasons,
        enough=too_few(baseline_total) is None,
    )


def reductions(observed: int | NDArray[np.int64], draws: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return ``1 - observed / draw`` for each draw; minus infinity where only the draw is zero.

    Examples
    --------
    >>> reductions(2, np.array([4, 2, 0])), reductions(0, np.array([4, 0]))
    (array([ 0.5,  0. , -inf]), array([1., 0.]))
    """
    something = draws > 0
    nothing = np.where(np.asarray(observed) > 0, -np.inf, 0.0)
    shares = np.divide(observed, draws, out=np.zeros(draws.shape), where=something)
    return np.asarray(np.where(something, 1.0 - shares, nothing), dtype=np.float64)


def too_few(baseline_total: int) -> str | None:
    """Return why nothing is said where the baseline holds so little; None where it holds enough.

    Examples
    --------
    >>> too_few(7), too_few(10)
    ('The baseline holds only 7; at least 10 are needed.', None)
    """
    if baseline_total >= MIN_BASELINE_COUNT:
        return None
    return f"The baseline holds only {baseline_total}; at least {MIN_BASELINE_COUNT} are needed."


def _share_falling(observed: NDArray[np.int64], draws: NDArray[np.int64], fall: float) -> float:
    """Share of the draws against which the fall is at least this, without rounding errors.

    Where nothing was expected nothing can have fallen.
    """
    fell = (draws > 0) & (observed <= (1.0 - fall) * draws + 1e-9)
    return float(np.mean(fell))


def _interval(values: NDArray[np.float64], level: float) -> Interval:
    tails = ((1 - level) / 2, 0.5, (1 + level) / 2)
    low, median, high = (float(v) for v in np.quantile(values, tails, method="inverted_cdf"))
    return Interval(median=median, low=low, high=high, level=level)


def _verdict(
    observed: NDArray[np.int64],
    draws: NDArray[np.int64],
    probability: Probability,
    level: float,
    baseline_total: int,
) -> tuple[Verdict, tuple[str, ...]]:
    few = too_few(baseline_total)
    if few:
        return Verdict.UNDETERMINED, (few,)
    sure = (1 + level) / 2
    fell = _share_falling(observed, draws, SMALLEST_FALL)
    if probability.increased >= sure:
        return Verdict.INCREASED, ()
    if probability.reduced >= sure:
        return Verdict.REDUCED, ()
    if fell <= 1 - sure:
        small = f"A fall by {SMALLEST_FALL * 100:.0f} % or more is all but ruled out."
        return Verdict.NOT_REDUCED, (small,)
    wanted = f"{sure:g}".removeprefix("0")
    unsure = f"Neither a reduction nor its absence reaches a probability of {wanted}."
    return Verdict.UNDETERMINED, (unsure,)
