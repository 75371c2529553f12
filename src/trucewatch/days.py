"""Days, spans of days and zones.

Two ideas that must not be confused:

* a :class:`Moment window <Window>` is cut out of time: it starts and ends at zone-aware instants;
* a :class:`DaySpan` is cut out of the calendar: it counts whole local days, which is what daily
  data can speak about.

Both are half-open: the start belongs to them, the end does not.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trucewatch.errors import InputError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads weeks such as 2016-W09-1


@lru_cache(maxsize=600)  # the library keeps but eight
def zone(name: str) -> ZoneInfo:
    """Return the time zone of this IANA name.

    Raises
    ------
    InputError
        When there is no zone of this name.

    Examples
    --------
    >>> zone("Asia/Kabul").key
    'Asia/Kabul'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"unknown time zone {name!r}",
            remedy="use an IANA name such as Asia/Damascus or Asia/Kabul",
        ) from error


def parse_day(text: str) -> date:
    """Return the day that an ISO date names.

    Raises
    ------
    InputError
        When the text is not a date as YYYY-MM-DD.

    Examples
    --------
    >>> parse_day("2016-02-27")
    datetime.date(2016, 2, 27)
    """
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    raise InputError(f"{text!r} is not a date", remedy="write a date as YYYY-MM-DD")


def later(at: datetime, days: float) -> datetime | None:
    """Return the moment so many days later, or None beyond the calendar.

    Examples
    --------
    >>> later(datetime(2020, 2, 22), 7), later(datetime(2020, 2, 22), 1e12)
    (datetime.datetime(2020, 2, 29, 0, 0), None)
    """
    try:
        return at + timedelta(days=days)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True, order=True)
class PartialDay:
    """A date as precise as its source: a year, a month or a day.

    Attributes
    ----------
    year, month, day
        ``month`` and ``day`` are None where the source does not say.

    Examples
    --------
    >>> PartialDay.parse("2018-12").first, str(PartialDay.parse("2018-12"))
    (datetime.date(2018, 12, 1), '2018-12')
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDay":
        """Read "2018", "2018-12" or "2018-12-31"; raise InputError for anything else."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths == [4, 2, 2][: len(parts)] and all(part.isdecimal() for part in parts):
            numbers = [int(part) for part in parts]
            parse_day("-".join([*parts, "01", "01"][:3]))
            return cls(*numbers)
        raise InputError(f"{text!r} is not a date", remedy="write YYYY, YYYY-MM or YYYY-MM-DD")

    @property
    def first(self) -> date:
        """The first day it can mean."""
        if self.month and self.day:
            return date(self.year, self.month, self.day)
        return date(self.year, self.month or 1, 1)

    @property
    def after(self) -> date:
        """The day after the last day it can mean."""
        if self.day:
            return self.first + timedelta(days=1)
        if self.month:
            return (self.first + timedelta(days=32)).replace(day=1)
        return date(self.year + 1, 1, 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        if self.month and self.day:
            return date(self.year, self.month, self.day)
        return self.after - timedelta(days=1)

    @classmethod
    def of(cls, day: date) -> "PartialDay":
        """Return a day as a date that is known to the day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{n:02d}" for n in (self.month, self.day) if n)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class DaySpan:
    """Whole days from ``start`` up to but not including ``end``.

    Examples
    --------
    >>> week = DaySpan(date(2016, 2, 27), date(2016, 3, 5))
    >>> week.days, date(2016, 3, 5) in week
    (7, False)
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InputError(f"a span of days ends on {self.end}, before its start {self.start}")

    @property
    def days(self) -> int:
        """How many days there are in it."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """The last day in it."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    def covers(self, other: "DaySpan") -> bool:
        """Whether every day of ``other`` is a day of this span."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return f"{self.start} to {self.last}" if self.days > 1 else f"{self.start}"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time from ``start`` up to but not including ``end``; open-ended if None.

    Both instants are zone-aware; ``zone`` is the zone whose calendar days are counted.
    """

    start: datetime
    end: datetime | None
    zone: ZoneInfo

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment is not None and moment.tzinfo is None:
                raise InputError(f"{moment} has no time zone")
        if self.end is not None and self.end <= self.start:
            raise InputError(f"the end, {self.end}, is not after the start, {self.start}")

    @property
    def first_whole_day(self) -> date:
        """The first local day that lies wholly inside."""
        day = self.start.astimezone(self.zone).date()
        return day + timedelta(days=1) if self.opens_within_a_day else day

    @property
    def opens_within_a_day(self) -> bool:
        """Whether its first day is half outside: it had begun before the start."""
        day = self.start.astimezone(self.zone).date()
        # Clocks change at midnight in Damascus, Beirut or Havana: a day may start at 1 o'clock,
        # or its midnight may come twice.
        begins = datetime.combine(day, time(0), self.zone)
        return begins.astimezone(UTC) < self.start.astimezone(UTC)

    @property
    def day_after_last(self) -> date | None:
        """The day after the last local day that lies wholly inside; None if open-ended."""
        return self.end.astimezone(self.zone).date() if self.end is not None else None
