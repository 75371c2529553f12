"""Tests the report's own date: weekdays, weeks and cited dates that do not fit it.

A report that is printed again, or that has lost its year, looks like news of another year. What it
says itself gives it away: the 22nd of February 2020 was a Saturday, that of 2019 a Friday.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trucewatch.domain.reading import DateMention, Document, Sentence, Span
from trucewatch.reading.dates.explicit import month_of
from trucewatch.reading.dates.lexicon import words
from trucewatch.reading.dates.mentions import dates as dates_of

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_MONTH = re.compile(r"\b([A-Z][a-z]{2,8})\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_RUNS = re.compile(
    rf"\b({'|'.join(_DAYS)})(?:[- ](?:to|through|until)[- ]|[-–—])({'|'.join(_DAYS)})\b", re.I
)
_HEAD = 300
_WEEK = 7
_REACH = 12
"""Years around the stated one that are looked through for one that fits."""


def doubts(document: Document, dates: Sequence[DateMention]) -> tuple[str, ...]:
    """Return what speaks against the day of publication, one line each.

    Parameters
    ----------
    document
        With its day of publication; without one there is nothing to test.
    dates
        That stand in it.

    Examples
    --------
    >>> from trucewatch.reading.sentences import sentences
    >>> from trucewatch.reading.text import document
    >>> read = document("The truce began on Friday, Feb. 22.", published=date(2020, 2, 28))
    >>> doubts(read, dates_of(read, sentences(read)))
    ('“Friday, Feb. 22” is a Saturday in 2020, but a Friday in 2019: the year may be wrong',)
    """
    if document.published is None:
        return ()
    found = [*_weekdays(dates), *_weeks(document, dates), *_stamps(document, document.published)]
    return tuple(dict.fromkeys(found))


def _weekdays(dates: Sequence[DateMention]) -> Iterator[str]:
    """Tell of days whose weekday is told too, and is another one."""
    for mention in dates:
        told, month = _WEEKDAY.search(mention.text), _month(mention.text)
        if told is None or month is None or mention.start is None or "range" in mention.rule:
            continue
        day = mention.start.date()
        wanted = _DAYS.index(told.group(1).capitalize())
        if day.month == month and day.weekday() != wanted:
            yield _misfit(mention.text, day, wanted, told_year=bool(_YEAR.search(mention.text)))


def _misfit(text: str, day: date, wanted: int, *, told_year: bool) -> str:
    said = f"“{text}” is a {_DAYS[day.weekday()]} in {day.year}"
    fitting = _fitting(day, wanted)
    if told_year or fitting is None:
        return f"{said} and no {_DAYS[wanted]}: one of them is wrong"
    return f"{said}, but a {_DAYS[wanted]} in {fitting}: the year may be wrong"


def _weeks(document: Document, dates: Sequence[DateMention]) -> Iterator[str]:
    """Tell of weeks without a year that begin on another day than the report or its series says."""
    for mention in dates:
        if not _is_week(mention) or _YEAR.search(mention.text) or mention.start is None:
            continue
        day = mention.start.date()
        begins, why = _week_begins(document.text)
        if begins is not None and day.weekday() != begins:
            fits = _fitting(day, begins)
            year = f": it fits {fits}" if fits else ""
            yield (
                f"“{mention.text}” begins on a {_DAYS[day.weekday()]} in {day.year}, but {why} "
                f"on a {_DAYS[begins]}{year}, so the year may be wrong"
            )
        elif begins is None and mention.span.start < _HEAD and not _tells_year(document, day.year):
            yield f"no year is told with “{mention.text}”: {day.year} is that of publication"


def _is_week(mention: DateMention) -> bool:
    if mention.start is None or mention.end is None or "range" not in mention.rule:
        return False
    return (mention.end.date() - mention.start.date()).days == _WEEK


def _week_begins(text: str) -> tuple[int | None, str]:
    """Return the weekday on which the weeks of a report begin, and who says so."""
    runs = _RUNS.search(text)
    if runs:
        first, last = (_DAYS.index(runs.group(n).capitalize()) for n in (1, 2))
        if (last - first) % _WEEK == _WEEK - 1:
            return first, "by its own words its week begins"
    for row in _series():
        if re.search(row["pattern"], text):
            return int(row["begins"]), "weeks of this series begin"
    return None, ""


def _tells_year(document: Document, year: int) -> bool:
    return str(year) in document.text


def _stamps(document: Document, published: date) -> Iterator[str]:
    """Tell of a day of publication in the text that is another one."""
    for mark in document.marked:
        if mark.rule != "stamp":
            continue
        for mention in dates_of(document, [Sentence(mark.span)]):
            if mention.start is None or not _YEAR.search(mention.text):
                continue
            stamped = mention.start.date()
            if abs(stamped - published) > timedelta(days=1):
                yield f"the text says “{_line(document, mark.span)}”, not {published}"


def _line(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())[:80]


def _fitting(day: date, wanted: int) -> int | None:
    """Return the year nearest to that of a day in which it is the wanted weekday; earlier first."""
    for apart in range(1, _REACH):
        for year in (day.year - apart, day.year + apart):
            try:
                if datetime(year, day.month, day.day).weekday() == wanted:
                    return year
            except ValueError:
                continue
    return None


def _month(text: str) -> int | None:
    for word in _MONTH.findall(text):
        if word.casefold() in words()["months"]:
            return month_of(word)
    return None


@cache
def _series() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("series.yaml")
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))
