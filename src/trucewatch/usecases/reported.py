"""The panel of published figures: what others counted before, in and after the truce.

A figure is only ever compared with one of the same claimant and the same measure, and nothing is
averaged or added up.
"""

import math
from collections.abc import Callable

from trucewatch.domain.assessment import Reported, ReportedComparison
from trucewatch.domain.interval import Interval
from trucewatch.domain.truce import (
    Bound,
    FigureUnit,
    Period,
    PublishedFigure,
    Threshold,
    Truce,
)
from trucewatch.estimate.poisson_ratio import probability_fall, rate_ratio


def reported(truce: Truce, *, level: float) -> Reported:
    """Set the published figures of a truce side by side.

    Each figure from before the truce is compared with each from the truce and after it that has
    the same claimant and measure. A change in percent, and a figure without a partner, stand
    alone.

    Parameters
    ----------
    truce
        With the figures that its file holds.
    level
        Of the intervals, such as 0.9.

    Returns
    -------
    Reported
        Comparisons and lone figures, both in the order of the file. Intervals are exact for
        Poisson counts; counts of attacks or deaths come in clusters, so that the intervals are
        too narrow for what lies behind the counts.

    Raises
    ------
    QuestionError
        When the level is not between 0 and 1.

    Examples
    --------
    >>> from trucewatch.accord.cases import find_case
    >>> panel = reported(find_case("doha-2020"), level=0.9)
    >>> panel.comparisons[0].first.claimant, panel.comparisons[0].ratio
    ('Pajhwok', 0.06)
    """
    rates = [one for one in truce.figures if one.unit is not FigureUnit.CHANGE_PERCENT]
    pairs = [
        (first, second)
        for first in rates
        for second in rates
        if first.period is Period.BEFORE
        and second.period is not Period.BEFORE
        and (first.claimant, first.measure) == (second.claimant, second.measure)
    ]
    return Reported(
        comparisons=tuple(_compare(*pair, truce.threshold, level) for pair in pairs),
        alone=tuple(one for one in truce.figures if not any(one in pair for pair in pairs)),
    )


def _compare(
    first: PublishedFigure, second: PublishedFigure, threshold: Threshold | None, level: float
) -> ReportedComparison:
    """Set two figures side by side, with an interval where both are counts."""
    why_not = _told(first, second, _why_no_count)
    before, after = _per_day(first), _per_day(second)
    interval = sure = caveat = None
    if not why_not:
        counts = (int(first.value), first.window.days, int(second.value), second.window.days)
        exact = rate_ratio(*counts, level=level)
        interval = Interval(exact.ratio, exact.low, exact.high, level)
        sure = probability_fall(*counts, fall=threshold.fall) if threshold else None
        vague = _told(first, second, _why_rough)
        caveat = f"taken at its word for the interval: {vague}" if vague else None
    return ReportedComparison(
        first=first,
        second=second,
        per_day_first=before,
        per_day_second=after,
        ratio=_ratio(after, before),
        ratio_interval=interval,
        at_least_threshold=sure,
        why_no_interval=why_not,
        caveat=caveat,
    )


def _per_day(figure: PublishedFigure) -> float:
    """Return a figure as a rate per day."""
    return figure.value if figure.unit is FigureUnit.PER_DAY else figure.value / figure.window.days


def _ratio(second: float, first: float) -> float:
    """Divide two rates, the first of which may be zero."""
    if first:
        return second / first
    return math.inf if second else math.nan


def _told(
    first: PublishedFigure, second: PublishedFigure, why: Callable[[PublishedFigure], str | None]
) -> str | None:
    """Say in plain words what is the matter with either figure; None where nothing is."""
    earlier, later = why(first), why(second)
    if earlier == later:
        return f"both figures are {earlier}" if earlier else None
    told = {"earlier": earlier, "later": later}
    return ", ".join(f"the {which} figure is {how}" for which, how in told.items() if how)


def _why_no_count(figure: PublishedFigure) -> str | None:
    """Say why a figure cannot be taken for a count; None if it can."""
    if figure.unit is FigureUnit.PER_DAY:
        return "given per day, not as a count"
    if figure.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return f'given as "{figure.bound.value}"'
    return None


def _why_rough(figure: PublishedFigure) -> str | None:
    """Say that a count was not stated exactly."""
    return 'given as "about"' if figure.bound is Bound.ABOUT else None
