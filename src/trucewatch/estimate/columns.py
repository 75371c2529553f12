"""Known effects on the daily rate: weekday, season, holidays that move, a control series.

Each is a few columns beside the latent rate, with a prior that is centred on no effect. What the
baseline cannot tell (a holiday that did not occur in it) then widens the interval of a window that
has it, and does not move its middle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.days import DaySpan
from trucewatch.errors import QuestionError

Floats = NDArray[np.float64]

WEEKDAY_SD = 0.1
HOLIDAY_SD = 0.25
SEASON_SD = 0.3
CONTROL_SD = 0.5
"""Prior standard deviations of an effect on the log rate."""

SEASON_DAYS = 730
"""A baseline of fewer days cannot tell a season from a trend."""

_HARMONICS = 2
_SMOOTHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Columns:
    """Known effects: a row for each day of baseline, washout and window.

    Attributes
    ----------
    values
        Shape: (days, k).
    sd
        Prior standard deviation of each coefficient. Shape: (k,).
    names
        Of the parts that the columns stand for, such as "weekday".
    """

    values: Floats
    sd: Floats
    names: tuple[str, ...]

    def beside(self, other: "Columns") -> "Columns":
        """Join two sets of columns.

        Raises
        ------
        QuestionError
            When they are not about equally many days.
        """
        if len(self.values) != len(other.values):
            raise QuestionError(
                f"columns of {len(self.values)} and of {len(other.values)} days do not fit"
            )
        return Columns(
            np.hstack([self.values, other.values]),
            np.concatenate([self.sd, other.sd]),
            self.names + other.names,
        )


def none(days: int) -> Columns:
    """Return no columns for so many days."""
    return Columns(np.empty((days, 0)), np.empty(0), ())


def weekday(span: DaySpan) -> Columns:
    """Return six contrasts between weekdays; their prior treats all seven alike.

    Examples
    --------
    >>> weekday(DaySpan(date(2016, 2, 1), date(2016, 3, 1))).values.shape
    (29, 6)
    """
    contrasts = np.linalg.qr(np.hstack([np.ones((7, 1)), np.eye(7)[:, :6]]))[0][:, 1:]
    values = contrasts[[day.weekday() for day in span]]
    return Columns(values, np.full(6, WEEKDAY_SD), ("weekday",))


def season(span: DaySpan) -> Columns:
    """Return two harmonics of the year.

    Examples
    --------
    >>> season(DaySpan(date(2016, 2, 1), date(2016, 3, 1))).values.shape
    (29, 4)
    """
    turn = np.array([2 * np.pi * (day.timetuple().tm_yday - 1) / 365.25 for day in span])
    waves = [wave(k * turn) for k in range(1, _HARMONICS + 1) for wave in (np.sin, np.cos)]
    sd = np.repeat(SEASON_SD / np.arange(1, _HARMONICS + 1), 2)
    return Columns(np.column_stack(waves), sd, ("season",))


def holiday(span: DaySpan, name: str, days: Iterable[date]) -> Columns:
    """Return one column that is 1 on the holiday and 0 on other days.

    Examples
    --------
    >>> eid = holiday(DaySpan(date(2016, 7, 5), date(2016, 7, 8)), "Eid", [date(2016, 7, 6)])
    >>> eid.values.ravel().tolist()
    [0.0, 1.0, 0.0]
    """
    kept = set(days)
    values = np.array([[float(day in kept)] for day in span])
    return Columns(values, np.array([HOLIDAY_SD]), (name,))


def control(counts: ArrayLike) -> Columns:
    """Return the log of a smoothed control series, centred: what moved elsewhere moves here too.

    Parameters
    ----------
    counts
        Daily counts of dyads or places that the truce does not touch, for every day of baseline,
        washout and window. Shape: (days,).

    Raises
    ------
    QuestionError
        When there is no event in it: it says nothing.

    Notes
    -----
    The moving sum over a week is centred; at either end it is over the days there are.
    """
    values = np.asarray(counts, dtype=np.float64)
    if not values.any():
        raise QuestionError("the control series holds no event", remedy="name another control")
    kernel = np.ones(_SMOOTHED_DAYS)
    sums = np.convolve(values, kernel, "same") + 0.5
    log = np.log(sums / np.convolve(np.ones_like(values), kernel, "same"))
    return Columns((log - log.mean())[:, np.newaxis], np.array([CONTROL_SD]), ("control",))


def together(days: int, parts: Iterable[Columns]) -> Columns:
    """Join the columns of several parts; of none, no columns for so many days."""
    return reduce(Columns.beside, parts, none(days))


def islamic_holidays(span: DaySpan) -> dict[str, tuple[date, ...]]:
    """Return the days of Ramadan and both Eids within a span, by the Umm al-Qura calendar.

    Eid al-Fitr is taken as 1 to 3 Shawwal and Eid al-Adha as 10 to 13 Dhu al-Hijja. Where the new
    moon is sighted, a country's own day can be one earlier or later.

    Raises
    ------
    QuestionError
        When the calendar does not reach the span (it knows 1924 to 2077).

    Examples
    --------
    >>> found = islamic_holidays(DaySpan(date(2020, 5, 20), date(2020, 6, 1)))
    >>> [str(day) for day in found["Eid al-Fitr"]]
    ['2020-05-24', '2020-05-25', '2020-05-26']
    """
    from hijridate import Gregorian

    found: dict[str, list[date]] = {"Ramadan": [], "Eid al-Fitr": [], "Eid al-Adha": []}
    for day in span:
        try:
            hijri = Gregorian.fromdate(day).to_hijri()
        except OverflowError as error:
            raise QuestionError(
                f"the calendar of Ramadan and the Eids does not know {day}",
                remedy="leave these holidays out of the truce file",
            ) from error
        if hijri.month == 9:
            found["Ramadan"].append(day)
        elif hijri.month == 10 and hijri.day <= 3:
            found["Eid al-Fitr"].append(day)
        elif hijri.month == 12 and 10 <= hijri.day <= 13:
            found["Eid al-Adha"].append(day)
    return {name: tuple(days) for name, days in found.items()}
