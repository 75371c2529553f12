"""The counting unit: the same day in single shots and explosions, or in episodes of them.

Two observers of one front may truly report 494 and 4 for one day, because one counts every burst
and the other every exchange. A count therefore names its unit, and one can be made of another only
from the observations themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trucewatch.days import DaySpan
from trucewatch.domain.observation import Count, DayCount, Observation, Unit

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Episode:
    """What one front heard in one direction without a longer quiet.

    Attributes
    ----------
    start, end
        Of the first and the last that belongs to it.
    singles
        How many shots, bursts, explosions and projectiles it is made of.
    """

    front: str
    direction: str | None
    start: datetime
    end: datetime
    singles: int


@dataclass(frozen=True, slots=True)
class Reporting:
    """When a day of reporting ends.

    Attributes
    ----------
    closes
        What is heard from this local time on belongs to the next day; midnight for calendar days.
    """

    zone: ZoneInfo
    closes: time = MIDNIGHT

    def day(self, moment: datetime) -> date:
        """Return the day of reporting of a moment.

        Examples
        --------
        >>> kyiv = ZoneInfo("Europe/Kyiv")
        >>> evening = datetime(2021, 3, 26, 19, 45, tzinfo=kyiv)
        >>> Reporting(kyiv, time(19, 30)).day(evening).isoformat()
        '2021-03-27'
        """
        local = moment.astimezone(self.zone)
        late = self.closes != MIDNIGHT and local.time() >= self.closes
        return local.date() + timedelta(days=1) if late else local.date()


def episodes(observations: Iterable[Observation], unit: Unit) -> tuple[Episode, ...]:
    """Join observations of one front and direction with no longer quiet between them.

    What could not be given a direction is joined with what could not either.

    Parameters
    ----------
    observations
        In any order.
    unit
        With a gap; without one every observation is an episode of its own.

    Returns
    -------
    tuple of Episode
        By start, front and direction.

    Examples
    --------
    >>> from datetime import UTC
    >>> from trucewatch.domain.observation import Heard
    >>> shots = [
    ...     Observation(datetime(2021, 3, 26, 9, minute, tzinfo=UTC), "east", Heard.SHOT, 10)
    ...     for minute in (0, 5, 59)
    ... ]
    >>> [one.singles for one in episodes(shots, Unit(gap=30))]
    [20, 10]
    """
    heard: dict[tuple[str, str | None], list[Observation]] = defaultdict(list)
    for one in observations:
        if unit.counts(one.what):
            heard[one.front, one.direction].append(one)
    found = [
        episode
        for (front, direction), some in heard.items()
        for episode in _joined(front, direction, some, unit.gap)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.front, one.direction or "")))


def _joined(
    front: str, direction: str | None, some: list[Observation], gap: int | None
) -> Iterator[Episode]:
    some.sort(key=lambda one: one.time)
    start, end, singles = some[0].time, some[0].until or some[0].time, some[0].number
    for one in some[1:]:
        if gap is None or one.time - end > timedelta(minutes=gap):
            yield Episode(front, direction, start, end, singles)
            start, end, singles = one.time, one.until or one.time, one.number
        else:
            end, singles = max(end, one.until or one.time), singles + one.number
    yield Episode(front, direction, start, end, singles)


def counts(
    observations: Sequence[Observation], unit: Unit, days: DaySpan, reporting: Reporting
) -> tuple[DayCount, ...]:
    """Count observations per day and front in a unit.

    Parameters
    ----------
    observations
        In any order; what lies outside the days is left out.
    unit
        What is counted. An episode counts on the day on which it began.
    days
        The days that are counted, quiet ones as zero: they must be days on which somebody watched.
    reporting
        When a day ends.

    Returns
    -------
    tuple of DayCount
        Every day for every front that occurs among the observations, by day and front.

    Examples
    --------
    >>> from datetime import UTC
    >>> from trucewatch.domain.observation import Heard
    >>> when = datetime(2021, 3, 26, 9, tzinfo=UTC)
    >>> week = DaySpan(date(2021, 3, 26), date(2021, 3, 27))
    >>> shots = [Observation(when, "east", Heard.SHOT, 10)]
    >>> [str(one.count) for one in counts(shots, Unit(), week, Reporting(ZoneInfo("UTC")))]
    ['10 (each shot, burst, explosion and projectile)']
    """
    found: dict[tuple[date, str], int] = defaultdict(int)
    if unit.gap is None:
        for one in observations:
            if unit.counts(one.what):
                found[reporting.day(one.time), one.front] += one.number
    else:
        for episode in episodes(observations, unit):
            found[reporting.day(episode.start), episode.front] += 1
    fronts = sorted({one.front for one in observations})
    return tuple(
        DayCount(day, front, Count(found[day, front], unit)) for day in days for front in fronts
    )


def side_by_side(
    observations: Sequence[Observation],
    units: Sequence[Unit],
    days: DaySpan,
    reporting: Reporting,
) -> tuple[tuple[date, str, tuple[Count, ...]], ...]:
    """Count the same observations in several units.

    Returns
    -------
    tuple of tuple
        Day, front and a count in each unit, in the order of the units.

    Examples
    --------
    >>> side_by_side([], [Unit()], DaySpan(date(2021, 3, 26), date(2021, 3, 27)),
    ...              Reporting(ZoneInfo("UTC")))
    ()
    """
    columns = [counts(observations, unit, days, reporting) for unit in units]
    return tuple(
        (row[0].date, row[0].front, tuple(one.count for one in row))
        for row in zip(*columns, strict=True)
    )
