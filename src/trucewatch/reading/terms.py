"""The terms of a truce: from when, until when and how long, as its sentences tell them."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta

from trucewatch.days import later
from trucewatch.domain.reading import DateMention, Granularity
from trucewatch.reading.parsed import Parsed

_STARTS = re.compile(
    r"\b(?:beg[aiu]n\w*|start\w*|commenc\w+|effect|force|effective|from|tak\w+ hold|as of|since|"
    r"midnight|place|silent)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:stop|halt|cease|suspend|hold (?:their |its )?fire|lay down)\b[^.;]{0,60}?"
    r"\b(?:at|from|on|by)\s+$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:until|till|through|end\w*|expir\w+|laps\w+|r[au]n\w* out|be over|"
    r"up to)\W+(?:\w+\W+){0,3}$|"
    r"\b(?:extend|renew|prolong)\w*\b[^.;]{0,60}\bto\s+$",
    re.IGNORECASE,
)
_BEFORE_TRUCE = re.compile(
    r"[\s,\-\"“”‘’']*(?:[\w-]+[\s\-\"“”‘’']+){0,4}?"
    r"(?:truce|cease-?fire|armistice|pause|lull|cessation|halt|reduction|phase)",
    re.IGNORECASE,
)
_OF_AN_ACT = re.compile(r"\s+(?:after|before)\b", re.IGNORECASE)
_NOTICE = re.compile(r"[’']?s?\s+(?:notice|ultimatum|deadline|warning)\b", re.IGNORECASE)
_OLD = re.compile(r"[\s-]*old\b", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|last\w*|of|lasting|within)\s+(?:(?:an?|the|another|initial|further|at|least|first|next"
    r"|period|of|up|to)\s+){0,4}$",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"(?:truce|cease-?fire|armistice|pause|lull|hostilities|fighting|fire|firing|last\w*|run|hold|"
    r"stop|halt|suspend\w*|operations?|offensive|strikes|extend\w*|renew\w*|prolong\w*|observe|"
    r"effect|force)\b.{0,40}$",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"(?:force|place|effect|hold\w*|held|observ\w+|kept|keeping)(?:\W+[^.;]{0,24})?$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:truce|cease-?fire|armistice|pause|lull|hostilities)\W+(?:\w+\W+){0,2}?(?:at|on|by)?\W*$",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agree\w*|announc\w+|declar\w+|sign\w*|accept\w*|reach\w*|broker\w*|welcom\w+)\b",
    re.IGNORECASE,
)
"""With a day that is past they tell when this was done, not when the truce begins."""
_UNTIL = re.compile(r"(?:until|till|through)\b", re.IGNORECASE)
_SINCE = re.compile(r"since\b", re.IGNORECASE)
_FROM = re.compile(r"(?:from|starting|beginning)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:until|till|to|through)\b", re.IGNORECASE)
_TO_LAST = re.compile(r"\b(?:and|to|will|would|should|may|can)\s+$")
_MONTHS = re.compile(r"\bmonths?\b|-month", re.IGNORECASE)
_LAST = re.compile(r"last\w*\s", re.IGNORECASE)
_EXACT = frozenset({Granularity.INSTANT, Granularity.DAY})
_MONTH = 365.2425 / 12
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Terms:
    """When a truce begins and ends, while more is told of it.

    Attributes
    ----------
    start, end, days, months
        As told; months keep what "two months" is, which has no one number of days.
    sure
        Whether the start is told as one: a day that only stands beside gives way to it.
    over
        Whether the truce has ended: then its length counts back from its end.
    """

    start: datetime | None = None
    end: datetime | None = None
    days: float | None = None
    months: int | None = None
    sure: bool = False
    over: bool = False

    def add(self, parsed: Parsed, dates: Sequence[DateMention], now: datetime | None) -> bool:
        """Take start, end and length from the dates of a sentence; return whether there was any.

        Parameters
        ----------
        parsed, dates
            The sentence, and those of its dates that belong to this truce.
        now
            The start of the day of publication.
        """
        held = (self.start, self.end, self.days)
        for mention in dates:
            first = max(parsed.words.start[0], mention.span.start - 80)
            before = parsed.text[first : mention.span.start]
            after = parsed.text[mention.span.end : mention.span.end + 60]
            length = mention.granularity is Granularity.DURATION or _lasts(mention, before)
            if _OF_AN_ACT.match(after):
                continue  # "a day after the army declared one"
            if mention.days and length:
                self._lasts_for(mention, before, after)
            elif mention.granularity in _EXACT:
                self._place(mention, before, now)
        return held != (self.start, self.end, self.days)

    def done(self, start: datetime | None) -> bool:
        """Take when the fighting stopped, where no start is told; return whether that is new.

        Parameters
        ----------
        start
            Of the act that stopped it, if it is told.
        """
        if start is None or self.start is not None:
            return False
        self.start = start
        return True

    def called_off(self, end: datetime | None) -> None:
        """Take the end of the day on which it was called off.

        Parameters
        ----------
        end
            Of the act that ended it, if it is told.
        """
        self.end = self.end or end

    def whole(self) -> tuple[datetime | None, datetime | None, float | None]:
        """Return start, end and days, each also where it follows from the two others."""
        start, end, days = self.start, self.end, self.days
        if start is not None and end is not None and end <= start:
            start, end = (None, end) if self.over else (start, None)
        if start is None and end is not None and days is not None and self.over:
            start = later(end, -days)
        if start is not None and end is None and days is not None:
            end = _after_months(start, self.months) if self.months else later(start, days)
        if start is not None and end is not None and (days is None or self.months):
            days = float((end - start).days) if end > start else days
        return start, end, days

    def _lasts_for(self, mention: DateMention, before: str, after: str) -> None:
        if self.days is None and _is_length(mention, before, after):
            self.days = mention.days
            if mention.days and _MONTHS.search(mention.text):
                self.months = round(mention.days / _MONTH)

    def _place(self, mention: DateMention, before: str, now: datetime | None) -> None:
        """Decide whether a date is the start of a truce, its end, or neither."""
        if mention.start and _FROM.match(mention.text) and _TO.search(mention.text):
            self._starts(mention.start)
            self._ends(mention.end)
        elif mention.start and mention.end and mention.end - mention.start > _DAY:
            self.start, self.end = self.start or mention.start, self.end or mention.end
        elif mention.start is None or _ENDS.search(before) or _UNTIL.match(mention.text):
            self._ends(mention.end if mention.start is None else _end(mention))
        elif _SINCE.match(mention.text):
            if _IN_FORCE.search(before):
                self._starts(mention.start)
        elif _STARTS.search(before) or _FROM.match(mention.text):
            self._starts(mention.start)
        elif now is not None and _STOPS.search(before):
            timed = mention.granularity is Granularity.INSTANT
            if timed or mention.start >= now - _DAY:
                self._starts(mention.start)
        elif now is not None and mention.start >= now - _DAY and _BEHIND.search(before):
            done = mention.start <= now and _AGREED.search(before)
            self.start = self.start or (None if done else mention.start)

    def _starts(self, start: datetime) -> None:
        if self.start is None or not self.sure:
            self.start, self.sure = start, True

    def _ends(self, end: datetime | None) -> None:
        """Take an end; one at the start is that of what was before: "lapses on Friday"."""
        before = self.start is not None and self.end is not None and self.end <= self.start
        if self.end is None or before:
            self.end = end


def _lasts(mention: DateMention, before: str) -> bool:
    """Whether "last 60 days" is a verb here: "and last 60 days", "will last two weeks"."""
    return _LAST.match(mention.text) is not None and _TO_LAST.search(before) is not None


def _is_length(mention: DateMention, before: str, after: str) -> bool:
    if _OLD.match(after) or mention.text.endswith("-old"):
        return False  # "their six-day-old truce" tells since when it is
    if _NOTICE.match(after):
        return False
    close = _BEFORE_TRUCE.match(after) is not None
    told = _FOR.search(before) is not None and _KEEPS.search(before) is not None
    return close or told or _LAST.match(mention.text) is not None


def _end(mention: DateMention) -> datetime | None:
    return mention.start if mention.granularity is Granularity.INSTANT else mention.end


def _after_months(start: datetime, months: int) -> datetime | None:
    """Return the same day some months later, or the last of its month; None beyond the years."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    if year > MAXYEAR:
        return None
    return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))
