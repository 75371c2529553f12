"""When something is due: on a day, or so long after what sets its clock going."""

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.days import PartialDay
from trucewatch.domain.process import Due

if TYPE_CHECKING:
    from trucewatch.accord.view import View


def deadline(due: Due | None, view: "View") -> tuple[PartialDay | None, bool]:
    """Return a deadline, and whether it is vague because its trigger is.

    Parameters
    ----------
    due
        As it was agreed.
    view
        What is asked about.

    Returns
    -------
    tuple
        None where there is no deadline, or its clock has not been set going. A trigger that is not
        known to the day is taken at its last possible day, and the deadline called vague.
    """
    if due is None or due.after is None:
        return (None if due is None else due.day), False
    day = view.answer(due.after).day
    if day is None:
        return None, False
    return PartialDay.of(later(day.last, months=due.months, days=due.days)), day.day is None


def later(day: date, *, months: int = 0, days: int = 0) -> date:
    """Return a day so many months and then days later; the month's last day is never passed.

    Examples
    --------
    >>> later(date(2020, 2, 29), months=14), later(date(2020, 2, 29), days=135)
    (datetime.date(2021, 4, 29), datetime.date(2020, 7, 13))
    >>> later(date(2020, 1, 31), months=1)
    datetime.date(2020, 2, 29)
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    in_month = min(day.day, monthrange(year, month)[1])
    return date(year, month, in_month) + timedelta(days=days)
