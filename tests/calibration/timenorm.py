"""How many values of a set of time phrases are right: each phrase with the day it was told on.

The set gives the phrases of each article in their order, without the sentences around them, and a
value in TIMEX3. Each article becomes a document of one phrase a line, so that what is scored is
what ``read`` does; the value of a phrase is that of the mention that covers most of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from trucewatch.domain.reading import DateMention, Document, Granularity, Sentence, Span
from trucewatch.reading.dates.clocks import zone_of
from trucewatch.reading.dates.mentions import dates
from trucewatch.reading.dates.stretch import (
    Stretch,
    midnight,
    of_day,
    of_month,
    of_months,
    of_quarter,
    of_year,
)

ZONE = "America/New_York"
"""The set's news is told there: its "5 p.m. EST" is 17:00."""
REFERENCES = {
    "PAST_REF": "vague-past",
    "PRESENT_REF": "vague-present",
    "FUTURE_REF": "vague-future",
}
_UNITS = {
    "D": 1,
    "W": 7,
    "M": 30.436875,
    "Q": 91.310625,
    "Y": 365.2425,
    "E": 3652.425,
    "L": 365242.5,
}
_TIMES = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
_PARTS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30)}
_SETS = {"XXXX-XX-XX": 1, "XXXX": 365.2425}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True)
class Scored:
    """One phrase: what it should be, what it was read as, whether that is the same."""

    phrase: str
    published: date
    value: str
    found: DateMention | None
    right: bool


def articles(path: Path) -> Iterator[list[tuple[str, str, str]]]:
    """Yield the rows of each article: the day it was told on first."""
    rows: list[tuple[str, str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3:
            rows.append((fields[0], fields[1], fields[2]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def scored(path: Path) -> list[Scored]:
    """Return every phrase of a set with how it was read."""
    found = []
    for rows in articles(path):
        day = date.fromisoformat(rows[0][2][:10])
        found += _article(day, rows[1:])
    return found


def _article(day: date, rows: list[tuple[str, str, str]]) -> list[Scored]:
    text = "\n".join(phrase for phrase, _, _ in rows)
    document = Document(text, None, None, "", day, ZONE)
    spans, place = [], 0
    for phrase, _, _ in rows:
        spans.append(Span(place, place + len(phrase)))
        place += len(phrase) + 1
    mentions = dates(document, [Sentence(span) for span in spans])
    out = []
    for (phrase, _, value), span in zip(rows, spans, strict=True):
        inside = [m for m in mentions if m.span.within(span)]
        best = max(inside, key=lambda m: m.span.end - m.span.start, default=None)
        out.append(Scored(phrase, day, value, best, best is not None and same(best, value)))
    return out


def same(found: DateMention, value: str) -> bool:
    """Whether a mention has the value: the same ends, the same length, or the same side.

    Where the set leaves open which week or quarter of a year it is, one of that year is right.
    """
    if value in REFERENCES:
        return found.rule == REFERENCES[value]
    if value in _SETS:
        return found.rule == "set" and found.days == _SETS[value]
    if value.startswith("P"):
        return _same_length(found, value)
    wanted = stretch(value)
    if wanted is None or found.start is None or found.end is None:
        return False
    begins, ends = (m.replace(tzinfo=None) for m in (found.start, found.end))
    if isinstance(wanted, tuple):
        grain = Granularity.WEEK if "W" in value else Granularity.QUARTER
        return found.granularity is grain and wanted[0] <= begins + timedelta(days=3) < wanted[1]
    if found.granularity is Granularity.INSTANT:
        return wanted.start in (begins, _as_told(found.text, found.start))
    return (begins, ends) == (wanted.start, wanted.end)


def _as_told(text: str, at: datetime) -> datetime:
    """Return an instant as the clock shows it in the zone that the text tells, if it tells one."""
    words = text.split()
    ends = (" ".join(words[n : n + size]) for size in (1, 2, 3) for n in range(len(words)))
    zone = next((found for end in ends if (found := zone_of(end.strip("(),.")))), None)
    return at.astimezone(zone).replace(tzinfo=None) if zone else at.replace(tzinfo=None)


def _same_length(found: DateMention, value: str) -> bool:
    if found.granularity is not Granularity.DURATION and not found.rule.startswith("set"):
        return False
    days = length(value)
    if days is None:
        return found.days is None
    return found.days is not None and abs(found.days - days) <= 1e-4 * days


def length(value: str) -> float | None:
    """Return the days of a TIMEX3 duration; None where it is left open."""
    day_part, _, time_part = value[1:].partition("T")
    days = 0.0
    for part, units in ((day_part, _UNITS), (time_part, _TIMES)):
        for count, unit in re.findall(r"([\d.]+|X+)([A-Z])", part):
            if count.startswith("X") or unit not in units:
                return None
            days += float(count) * units[unit]
    return days or None


def stretch(value: str) -> Stretch | tuple[datetime, datetime] | None:
    """Return the ends of a TIMEX3 date; of a week or quarter left open those of its year."""
    value = value.removesuffix("-XX-XX")
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        first = monday + timedelta(days=5 if m[3] else 0)
        return Stretch(midnight(first), midnight(monday + timedelta(days=7)), Granularity.WEEK)
    if m := re.fullmatch(r"(\d{4})-(?:WXX|QX)", value):
        return datetime(int(m[1]), 1, 1), datetime(int(m[1]) + 1, 1, 1)
    if m := re.fullmatch(r"(\d{4})-(?:Q(\d)|H(\d)|(SP|SU|FA|WI))", value):
        year = int(m[1])
        if m[2]:
            return of_quarter(year, int(m[2]))
        first_month = 6 * int(m[3]) - 5 if m[3] else _SEASONS[m[4]]
        return of_months(year, first_month, 6 if m[3] else 3, Granularity.QUARTER)
    if m := re.fullmatch(r"(\d{2,3})(X*)", value):
        years = 10 ** (4 - len(m[1]))
        return of_months(int(m[1]) * years, 1, 12 * years, Granularity.DECADE)
    return _plain(value)


def _plain(value: str) -> Stretch | None:
    if m := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value):
        if m[3]:
            return of_day(date(int(m[1]), int(m[2]), int(m[3])))
        return of_month(int(m[1]), int(m[2])) if m[2] else of_year(int(m[1]))
    if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(MO|AF|EV|NI)", value):
        first, last = _PARTS[m[2]]
        at = midnight(date.fromisoformat(m[1]))
        ends = at + timedelta(hours=first), at + timedelta(hours=last)
        return Stretch(*ends, Granularity.DAY)
    if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?", value):
        at = midnight(date.fromisoformat(m[1])) + timedelta(hours=int(m[2]), minutes=int(m[3] or 0))
        return Stretch(at, at, Granularity.INSTANT)
    return None
