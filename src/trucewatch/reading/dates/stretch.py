"""Stretches of the calendar: what a date means before it is put into a zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trucewatch.domain.reading import Granularity

FIRST_YEAR, LAST_YEAR = 500, 9000
"""Years outside are no dates of news, and centuries from them no dates at all."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` up to but not including ``end``, in local time; None: open or not known.

    ``days`` is the length of a duration, ``other`` are other readings.
    """

    start: datetime | None
    end: datetime | None
    granularity: Granularity
    days: float | None = None
    other: tuple[tuple[datetime | None, datetime | None], ...] = ()

    def or_else(self, *others: "Stretch") -> "Stretch":
        """Return it with other readings beside it; the same one is none."""
        mine = (self.start, self.end)
        more = tuple((o.start, o.end) for o in others if (o.start, o.end) != mine)
        return Stretch(self.start, self.end, self.granularity, self.days, self.other + more)


def midnight(day: date) -> datetime:
    """Return the instant with which a day begins."""
    return datetime(day.year, day.month, day.day)


def of_day(day: date) -> Stretch:
    """Return one day."""
    return Stretch(midnight(day), midnight(day + timedelta(days=1)), Granularity.DAY)


def of_days(first: date, after: date, granularity: Granularity) -> Stretch:
    """Return whole days, the last of them left out."""
    return Stretch(midnight(first), midnight(after), granularity)


def of_week(day: date) -> Stretch:
    """Return the week of a day, from Monday on."""
    monday = day - timedelta(days=day.weekday())
    return of_days(monday, monday + timedelta(days=7), Granularity.WEEK)


def of_months(year: int, month: int, count: int, granularity: Granularity) -> Stretch:
    """Return ``count`` months from the first of one on; months may run over the year's ends."""
    first = _first(year, month)
    return of_days(first, _first(first.year, first.month + count), granularity)


def of_month(year: int, month: int) -> Stretch:
    """Return one month."""
    return of_months(year, month, 1, Granularity.MONTH)


def of_quarter(year: int, quarter: int) -> Stretch:
    """Return one quarter of a calendar year."""
    return of_months(year, 3 * quarter - 2, 3, Granularity.QUARTER)


def of_year(year: int) -> Stretch:
    """Return one year."""
    return of_months(year, 1, 12, Granularity.YEAR)


def shifted(day: date, months: int) -> date:
    """Return the day so many months on; the last of the month where there is no such day.

    Examples
    --------
    >>> shifted(date(2020, 3, 31), -1)
    datetime.date(2020, 2, 29)
    """
    first = _first(day.year, day.month + months)
    last = _first(first.year, first.month + 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _first(year: int, month: int) -> date:
    years, month = divmod(month - 1, 12)
    return date(year + years, month + 1, 1)
