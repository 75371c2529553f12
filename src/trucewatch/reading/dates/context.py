"""What a date is resolved against: the day of publication, the tense, what was told before."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from trucewatch.domain.reading import Granularity, Span
from trucewatch.reading.dates.stretch import Stretch
from trucewatch.reading.dates.tense import Tense, tense_of_date


@dataclass(slots=True)
class Context:
    """Against what a date is resolved.

    Attributes
    ----------
    published
        None: relative dates stay unresolved.
    told
        The tense of the clause that the date stands in, where it has been looked for.
    last
        The last date that was told, to which "a day earlier" and "the next day" go back.
    last_day, last_act
        The last day that was told, and the last one not after publication: a year told in
        between is not what "a day earlier" goes back to.
    told_at
        Where in the text the last day was told.
    quarter
        The last quarter that was told, to which "a year earlier" goes back.
    before
        How exact the date before this one was.
    zone
        In which a clock time was told, where that is told, too.
    text, sentence, start, end
        The text, the sentence in it, and the match in that.
    """

    published: date | None
    told: Tense | None = None
    last: Stretch | None = None
    last_day: date | None = None
    last_act: date | None = None
    told_at: int = -1
    quarter: Stretch | None = None
    before: Granularity = Granularity.UNKNOWN
    zone: tzinfo | None = None
    text: str = ""
    sentence: Span = Span(0, 0)  # noqa: RUF009 - it cannot be changed
    start: int = 0
    end: int = 0

    @property
    def tense(self) -> Tense:
        """The tense of the clause that the date stands in: most dates do without."""
        if self.told is None:
            inside = self.sentence
            self.told = tense_of_date(self.text, inside.start, inside.end, self.start, self.end)
        return self.told

    @property
    def looks_ahead(self) -> bool:
        """Whether the clause tells of what is to come."""
        return self.tense is Tense.FUTURE

    @property
    def day(self) -> date | None:
        """The day that the last date began, else the day of publication."""
        if self.last is not None and self.last.start is not None:
            return self.last.start.date()
        return self.published

    def day_before(self) -> date | None:
        """Return the day from which one earlier or later is counted; None: no day is told."""
        last = self.last
        day = self.last_day
        if last is not None and last.start is not None and last.granularity not in _COARSE:
            day = last_of(last)
        if day and self.published and day > self.published and self.tense is Tense.PAST:
            return self.last_act or self.published
        return day


_COARSE = frozenset(
    (
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.DECADE,
        Granularity.CENTURY,
    )
)


def last_of(stretch: Stretch) -> date | None:
    """Return the day that a stretch begins on; midnight ends its day.

    Examples
    --------
    >>> from datetime import datetime
    >>> at = datetime(2020, 2, 22)
    >>> last_of(Stretch(at, at, Granularity.INSTANT))
    datetime.date(2020, 2, 21)
    """
    if stretch.start is None:
        return None
    if stretch.granularity is Granularity.INSTANT:
        return (stretch.start - timedelta(minutes=1)).date()
    return stretch.start.date()


class Unresolved(Exception):  # noqa: N818 - nothing is wrong, it only cannot be told
    """A date that needs the day of publication, which is not known."""


def published(context: Context) -> date:
    """Return the day of publication; raise Unresolved where it is not known."""
    if context.published is None:
        raise Unresolved
    return context.published
