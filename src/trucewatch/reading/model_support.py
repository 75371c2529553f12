"""What a report bears out of what a language model says of it: quotes, names, numbers, times."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Literal

from trucewatch import words
from trucewatch.days import later, zone
from trucewatch.domain.reading import DateMention, Granularity, Read, Span
from trucewatch.reading.actors import actor_list
from trucewatch.reading.folded import Folded
from trucewatch.reading.frames import frames
from trucewatch.reading.lexicon import lexicon
from trucewatch.reading.parsed import parse
from trucewatch.reading.text import FIRST_NEWS, LAST_NEWS
from trucewatch.reading.tolls import tolls

SHORTEST = 3
"""Words of a quote: fewer stand in any text."""
_NEAR = 1000
"""Characters around a quote that are looked at, where a sentence does not end."""
_LENGTHS = 20
_NAMED = frozenset({"name", "surname", "capital"})
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_WORDS = "|".join(sorted((*lexicon().numbers, *_TIMES), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<point>\.\d+)?(?![,.]?\d|\w|-[a-z])"
    rf"(?:[ -](?P<times>{'|'.join(_TIMES)})s?\b)?"
    rf"|\b(?:{_WORDS})(?:(?:-|\s+(?:and\s+)?)(?:{_WORDS}))*\b(?!-[a-z]+-)",
    re.IGNORECASE,
)

_NOBODY = re.compile(r"\b(?:no|none|nobody|zero|without|0)\b", re.IGNORECASE)


class UnsupportedError(Exception):
    """What is said is not borne out by the text; the message says what."""


class Support:
    """What a report holds.

    Parameters
    ----------
    found
        What the rules read; what is marked in its document bears nothing out.
    """

    def __init__(self, found: Read) -> None:
        document = found.document
        self.text = document.text
        self._folded = Folded(document.text)
        self._marks = [mark for mark in document.marked if mark.rule != "control"]
        self._mark_ends = [mark.span.end for mark in self._marks]
        self._sentences = found.sentences
        self._starts = [sentence.span.start for sentence in found.sentences]
        self._dates = found.dates
        self._zone = zone(document.zone)
        self._published = document.published
        known = actor_list().actors
        ids = {mention.actor for mention in found.actors if mention.actor in known}
        acted = {known[one].acts_for(document.published) for one in ids if one}
        self._ids = {one for one in ids | acted if one}
        self._told = self._times_told()

    def place_of(self, quote: str, inside: Span) -> tuple[Span, str]:
        """Return where a quote stands, and a remark where it stands in more than one place.

        Raises
        ------
        UnsupportedError
            When it stands nowhere, is too short, or stands only in what is marked.
        """
        if len(quote.split()) < SHORTEST:
            raise UnsupportedError(f"its quote has fewer than {SHORTEST} words")
        free = [p for p in self._folded.places(quote, inside) if self._mark_on(p) is None]
        if free:
            return free[0], f", first of {len(free)} places" if len(free) > 1 else ""
        for place in self._folded.places(quote, Span(0, len(self.text))):
            if why := self._mark_on(place):
                raise UnsupportedError(f"its quote is no part of the report: {why}")
        raise UnsupportedError("its quote is not in the text word for word")

    def _mark_on(self, span: Span) -> str | None:
        """Return why a stretch is marked, or None; marks stand in order, none inside another."""
        number = bisect_right(self._mark_ends, span.start)
        if number < len(self._marks) and self._marks[number].span.start < span.end:
            return self._marks[number].why
        return None

    def words_of(self, what: str, told: str | None) -> str | None:
        """Return words as the text writes them, or raise UnsupportedError."""
        if told is None:
            return None
        for place in self._folded.places(told, Span(0, len(self.text)), any_case=True):
            if self._mark_on(place) is None:
                return words.clean(place.of(self.text))
        raise UnsupportedError(f"its {what} is not named in the text")

    def actors(self, what: str, told: Sequence[str]) -> tuple[str, ...]:
        """Return actors as ids of the list, or as the words of the text; or raise."""
        return tuple(dict.fromkeys(self._actor(what, one) for one in told))

    def _actor(self, what: str, told: str) -> str:
        known = actor_list()
        if told in known.actors:
            if told in self._ids:
                return told
            self.words_of(what, known.actors[told].name)
            return told
        one = _of_list(told)
        if one in self._ids:
            return one
        found = self.words_of(what, told)
        if found is None or not any(piece.isalnum() for piece in found):
            raise UnsupportedError(f"its {what} is no name")
        return found

    def count(self, what: Literal["killed", "injured"], number: int, span: Span) -> None:
        """Raise UnsupportedError where no sentence of a quote tells this number of people."""
        for inside in self._around(span):
            if not number and _NOBODY.search(self.text, inside.start, inside.end):
                return
            if number in _numbers(self.text, inside, [d.span for d in self._dates_in(inside)]):
                return
            known = actor_list()
            tagger, says = frames().tagger, frames().says
            parsed = parse(self.text, inside.start, inside.end, tagger, known, says)
            told = [toll.people for toll in tolls(parsed, known) if toll.kind == what]
            if any(number in (people.least, people.most) for people in told):
                return
        raise UnsupportedError(f"{number:,} {what} is not told in the sentence of its quote")

    def quantity(self, number: float | None, span: Span) -> float | None:
        """Return a quantity that a sentence of the quote tells, or raise UnsupportedError."""
        if number is None:
            return None
        for inside in self._around(span):
            dates = self._dates_in(inside)
            lengths = [date for date in dates if date.granularity is Granularity.DURATION]
            days = [date.span for date in dates if date not in lengths]
            if number in _numbers(self.text, inside, days):
                return number
            if any(number == date.days for date in lengths):
                return number
        raise UnsupportedError(f"the quantity {number:g} is not told in the sentence of its quote")

    def unit(self, told: str | None) -> str | None:
        """Return the unit of a quantity in the words of the text, or raise UnsupportedError."""
        return told if told == "days" else self.words_of("unit", told)

    def _around(self, span: Span) -> list[Span]:
        """Return the sentences of a quote; of one without end what is near."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end - 1)
        near = Span(span.start - _NEAR, span.end + _NEAR)
        found = [one.span for one in self._sentences[first:last] if one.span.end > span.start]
        return [Span(max(one.start, near.start), min(one.end, near.end)) for one in found]

    def _dates_in(self, span: Span) -> list[DateMention]:
        return [one for one in self._dates if _touch(one.span, span)]

    def times(
        self, start: str | None, end: str | None, modality: str
    ) -> tuple[datetime | None, datetime | None]:
        """Return from when to when, in the zone of the document, or raise UnsupportedError."""
        first, last = self._time("start", start), self._time("end", end)
        if first and last and last <= first:
            raise UnsupportedError("it ends before it starts")
        if self._published is None:
            if any(one and not self._resolved(one) for one in (first, last)):
                raise UnsupportedError("its time is not told, and no day of publication is given")
        elif first and modality == "happened":
            now = datetime.combine(self._published, time(), self._zone) + timedelta(days=1)
            if first >= now:
                raise UnsupportedError("is told as past and dated after publication")
        return first, last

    def own_times(self, *times: datetime | None) -> str:
        """Return a remark where a time is within no date of the report and no length from one."""
        own = [at for at in times if at and not any(a <= at <= b for a, b in self._told)]
        return ", its time is its own" if own else ""

    def _times_told(self) -> list[tuple[datetime, datetime]]:
        """Return the stretches of time that the report tells, and those a told length later."""
        told = [(one.start, one.end or one.start) for one in self._dates if one.start]
        if self._published is not None:
            day = datetime.combine(self._published, time(), self._zone)
            told.append((day, day + timedelta(days=1)))
        told = list(dict.fromkeys(told))
        lengths = sorted({one.days for one in self._dates if one.days})[:_LENGTHS]
        moved = [(later(a, days), later(b, days)) for a, b in told for days in lengths]
        return told + [(a, b) for a, b in moved if a and b]

    def _time(self, what: str, told: str | None) -> datetime | None:
        if told is None:
            return None
        try:
            at = datetime.fromisoformat(told)
            at = at.replace(tzinfo=self._zone) if at.tzinfo is None else at.astimezone(self._zone)
        except (ValueError, OverflowError) as error:
            raise UnsupportedError(f"its {what} is no time as ISO 8601 writes it") from error
        if not FIRST_NEWS <= at.year <= LAST_NEWS:
            raise UnsupportedError(f"its {what} is no time of news")
        return at

    def _resolved(self, at: datetime) -> bool:
        """Whether the text itself gives a time, without the day of publication."""
        return any(
            one.start is not None and one.start <= at <= (one.end or one.start)
            for one in self._dates
        )


def _touch(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def _of_list(told: str) -> str | None:
    """Return the id of the actor that a name is a name of, if it is one of the list."""
    known = actor_list()
    found = frames().tagger.words(told, 0, len(told))
    first = 1 if found.low[:1] == ("the",) else 0
    hits = known.find(found, told)
    whole = [hit for hit in hits if hit.first <= first and hit.last == len(found.low)]
    return whole[0].actor if whole and whole[0].how in _NAMED else None


def _numbers(text: str, inside: Span, without: Sequence[Span]) -> set[float]:
    """Return the numbers of a stretch, in figures and in words, but not those of some spans."""
    found = set()
    for hit in _NUMBER.finditer(text, inside.start):
        place = Span(*hit.span())
        if place.start >= inside.end:
            break
        if not place.within(inside) or any(_touch(one, place) for one in without):
            continue
        if hit["digits"]:
            value = float(hit["digits"].replace(",", "") + (hit["point"] or ""))
            found.add(value * _TIMES.get((hit["times"] or "").lower(), 1))
        else:
            found.add(float(_in_words(hit.group().lower())))
    return found


def _in_words(told: str) -> int:
    """Return a number in words.

    Examples
    --------
    >>> _in_words("two hundred and fifty-one"), _in_words("two dozen"), _in_words("three thousand")
    (251, 24, 3000)
    """
    total = current = 0
    for word in re.findall(r"[a-z]+", told):
        times = _TIMES.get(word)
        if times is None:
            current += lexicon().numbers.get(word, 0)
        elif times > 100:
            total, current = total + max(current, 1) * times, 0
        else:
            current = max(current, 1) * times
    return total + current
