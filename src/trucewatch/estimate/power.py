"""What a window could show, before it starts: the power of the verdict.

The verdict "reduced" is a rule on one number: of ``Y``, what the window would have brought, enough
must lie above what is observed. So there is a critical count, the most that can be observed and
still be called reduced. If violence truly fell by the share ``f``, what is observed is Poisson
about ``(1 - f) M`` in each draw, where ``M`` is the mean that the window has in it. Power is the
share of such windows at or below the critical count, averaged over the draws: what is not known
of the rate, and of how it moves, is in it (O'Hagan, Stevens & Campbell call it assurance). Nothing
is simulated beyond the draws there are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import Counterfactual
from trucewatch.estimate.effect import too_few
from trucewatch.estimate.intervals import interval, tails

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WANTED = 0.8
"""The power that is wanted of a window, as is usual."""

_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Design:
    """What windows of one day, two days and so on could show.

    Attributes
    ----------
    most
        The most that may be observed and still be called reduced; -1 where not even nothing
        observed would be. Shape: (days,).
    means
        In each draw the mean of what the first days of the window would bring. Shape:
        (draws, days).
    totals
        In each draw what the first days of the window bring without the truce. Shape:
        (draws, days).
    level
        Of the verdict.
    """

    most: Ints
    means: Floats
    totals: Ints
    level: float

    def expected(self, days: int) -> Interval:
        """Return what a window would bring without the truce."""
        ends = tails(self.level)
        found = np.quantile(self.totals[:, days - 1], ends, method="inverted_cdf")
        return interval(found, self.level)

    def power(self, days: int, fall: float) -> float:
        """Return the probability that a window is called reduced if violence falls by a share.

        Parameters
        ----------
        days
            Length of the window, from 1 to those of the design.
        fall
            From 0, which gives the false alarms, to 1.
        """
        from scipy.special import pdtr

        most = int(self.most[days - 1])
        return (
            float(np.mean(pdtr(most, (1 - fall) * self.means[:, days - 1]))) if most >= 0 else 0.0
        )

    def smallest_fall(self, days: int, wanted: float = WANTED) -> float | None:
        """Return the smallest fall that a window shows with the power that is wanted.

        It is found by bisection, power rising with the fall, and is at most .001 too large.

        Returns
        -------
        float or None
            None where not even a window without an event would be called reduced.
        """
        if self.power(days, 1.0) < wanted:
            return None
        low, high = 0.0, 1.0
        while high - low > _TOLERANCE:
            middle = (low + high) / 2
            if self.power(days, middle) >= wanted:
                high = middle
            else:
                low = middle
        return high

    def days_needed(self, fall: float, wanted: float = WANTED) -> int | None:
        """Return the length of the shortest window that shows a fall with the power wanted.

        Returns
        -------
        int or None
            None where no window of the design does.
        """
        lengths = range(1, self.most.size + 1)
        return next((days for days in lengths if self.power(days, fall) >= wanted), None)


def design(forecast: Counterfactual, *, level: float, baseline_total: int) -> Design:
    """Return what windows up to the length of a forecast could show.

    Parameters
    ----------
    forecast
        What the longest window would bring.
    level
        Of the verdict.
    baseline_total
        Total of the baseline; with fewer than 10 no window can be called reduced.

    Raises
    ------
    QuestionError
        When the forecast is one of deaths.

    References
    ----------
    O'Hagan, A., J. W. Stevens and M. J. Campbell (2005) Assurance in clinical trial design.
    Pharmaceutical Statistics 4: 187-201.

    Examples
    --------
    >>> from trucewatch.estimate.counterfactual import counterfactual
    >>> counts = [3, 5, 4, 2, 6, 3, 4] * 8
    >>> found = design(counterfactual(counts, 14, seed=1), level=0.9, baseline_total=sum(counts))
    >>> round(found.power(7, 0.0), 1), found.power(7, 1.0), found.power(7, 0.75) > 0.8
    (0.0, 1.0, True)
    """
    if forecast.intensity is None:
        raise QuestionError(
            "deaths come in clumps, and what a window could show of them is not worked out",
            remedy="ask for events or lethal-events",
        )
    totals = np.cumsum(forecast.daily[:, forecast.gap :], axis=1)
    most = np.array([critical_count(total, level=level) for total in totals.T], dtype=np.int64)
    if too_few(baseline_total):
        most = np.full_like(most, -1)
    means = np.cumsum(forecast.intensity[:, forecast.gap :], axis=1)
    return Design(most, means, np.asarray(totals, dtype=np.int64), level)


def critical_count(draws: Ints, *, level: float) -> int:
    """Return the most that may be observed and still be called reduced; -1 where nothing may.

    Parameters
    ----------
    draws
        Totals without the truce. Shape: (draws,).
    level
        Of the verdict.

    Examples
    --------
    >>> critical_count(np.arange(51, 151), level=0.9), critical_count(np.zeros(9), level=0.9)
    (55, -1)
    """
    # As many draws must lie above; the shares are formed as the verdict forms them.
    shares = np.arange(draws.size + 1) / draws.size
    above = int(np.searchsorted(shares, (1 + level) / 2))
    return int(np.sort(draws)[draws.size - above]) - 1
