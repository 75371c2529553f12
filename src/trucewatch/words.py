"""Numbers, spans and outside texts in words: the one place where answers are rounded for people.

Nothing here decides anything. A probability is never written as 0, 1 or 100 %, and a text that
came from outside loses the characters that could steer a terminal or reverse a line.
"""

import math
import re
from datetime import date
from urllib.parse import urlsplit

from trucewatch.days import DaySpan, PartialDay
from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.truce import Bound, FigureUnit, PublishedFigure

NO_DATA = "no data"
_MEASURES = {
    Measure.EVENTS: "events",
    Measure.LETHAL_EVENTS: "events with a death",
    Measure.DEATHS: "deaths",
    Measure.DEATHS_LOW: "deaths (low estimate)",
    Measure.DEATHS_HIGH: "deaths (high estimate)",
    Measure.CIVILIAN_DEATHS: "deaths of civilians",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# Controls (C0, DEL, C1), line separators, marks that reverse text, tags and lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    r"""Return the text on one line, without characters that could steer what shows it.

    Examples
    --------
    >>> clean("red\x1b[31m alert\nnow")
    'red [31m alert now'
    """
    return " ".join(_UNSAFE.sub(" ", text).split())


def web_address(text: str) -> str | None:
    """Return the text if it is an http or https address that may become a link, else None.

    Examples
    --------
    >>> web_address("https://ucdp.uu.se"), web_address("javascript:alert(1)")
    ('https://ucdp.uu.se', None)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    plain = text == clean(text) and " " not in text
    return text if plain and parts.scheme in {"http", "https"} and parts.hostname else None


def number(value: float) -> str:
    """Return a number as short as it can be read: whole from 10 on, else two significant digits.

    Examples
    --------
    >>> number(1234.4), number(79.0), number(4.53), number(3.0), number(0.0412)
    ('1,234', '79', '4.5', '3', '0.041')
    """
    if not math.isfinite(value):
        return "without bound"
    if value == int(value) or abs(value) >= 10:
        return f"{round(value):,}"
    return f"{float(f'{value:.2g}'):.10g}"


def counted(value: float, measure: Measure) -> str:
    """Return a count with its unit, in the singular where there is one.

    Examples
    --------
    >>> counted(1, Measure.EVENTS), counted(40, Measure.DEATHS_LOW)
    ('1 event', '40 deaths (low estimate)')
    """
    what = _MEASURES[measure]
    return f"{number(value)} {what.replace('s', '', 1) if value == 1 else what}"


def measure(what: Measure) -> str:
    """Return what is counted, in words.

    Examples
    --------
    >>> measure(Measure.CIVILIAN_DEATHS)
    'deaths of civilians'
    """
    return _MEASURES[what]


def probability(value: float) -> str:
    """Return a probability to three digits, never as certainty.

    Examples
    --------
    >>> probability(0.993), probability(0.99996), probability(0.0)
    ('.993', 'more than .999', 'less than .001')
    """
    if value > 0.999:
        return "more than .999"
    if value < 0.001:
        return "less than .001"
    return f"{value:.3f}".removeprefix("0")


def chance(value: float) -> str:
    """Return a probability in percent, to be read aloud; never as certainty.

    Examples
    --------
    >>> chance(0.983), chance(0.9996), chance(0.004)
    ('98 %', 'more than 99 %', 'less than 1 %')
    """
    if value >= 0.995:
        return "more than 99 %"
    return "less than 1 %" if value < 0.005 else f"{round(value * 100)} %"


def percent(share: float) -> str:
    """Return the size of a share in percent, without sign; 100 only where it is exactly that.

    Examples
    --------
    >>> percent(0.494), percent(-0.24), percent(0.998), percent(1.0)
    ('49', '24', '99.8', '100')
    """
    size = abs(share) * 100
    if 99.5 <= size < 100:
        return f"{min(math.floor(size * 10) / 10, 99.9):.1f}"
    return f"{round(size):,}"


def exact_percent(share: float) -> str:
    """Return a share that somebody stated in percent, with every digit it was stated with.

    Examples
    --------
    >>> exact_percent(0.8), exact_percent(0.125)
    ('80', '12.5')
    """
    return f"{share * 100:.10g}"


def share(value: float) -> str:
    """Return a share in percent.

    Examples
    --------
    >>> share(0.061), share(0.0), share(0.002)
    ('6 %', '0 %', 'under 1 %')
    """
    return "under 1 %" if 0 < value < 0.005 else f"{percent(value)} %"


def change(share: float) -> str:
    """Return a reduction in words.

    Examples
    --------
    >>> change(0.49), change(-0.24), change(0.001)
    ('49 % fewer', '24 % more', 'no change')
    """
    if math.isinf(share):
        return "a rise without bound"
    if percent(share) == "0":
        return "no change"
    return f"{percent(share)} % {'fewer' if share > 0 else 'more'}"


def reduction(interval: Interval) -> str:
    """Return a reduction with its interval; the side is said at each end where the sides differ.

    Examples
    --------
    >>> reduction(Interval(0.49, 0.25, 0.66, 0.9))
    '49 % fewer (25 to 66)'
    >>> reduction(Interval(0.24, -0.47, 0.59, 0.9))
    '24 % fewer (from 47 % more to 59 % fewer)'
    """
    low, high = interval.low, interval.high
    if math.isfinite(low) and (low > 0) == (interval.median > 0) == (high > 0):
        small, large = sorted((abs(low), abs(high)))
        return f"{change(interval.median)} ({percent(small)} to {percent(large)})"
    return f"{change(interval.median)} (from {change(low)} to {change(high)})"


def level(interval: Interval) -> str:
    """Return how much of the draws an interval holds: what was asked for, never rounded to 100.

    Examples
    --------
    >>> level(Interval(79, 53, 118, 0.9)), level(Interval(79, 5, 300, 0.9999))
    ('90 % interval', '99.99 % interval')
    """
    return f"{interval.level * 100:.10g} % interval"


def day(value: date) -> str:
    """Return a day the same way in every locale.

    Examples
    --------
    >>> day(date(2016, 2, 27))
    '27 Feb 2016'
    """
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def partial(value: PartialDay) -> str:
    """Return a date as precisely as it is known.

    Examples
    --------
    >>> partial(PartialDay(2018, 12)), partial(PartialDay(2018)), partial(PartialDay(2020, 2, 29))
    ('Dec 2018', '2018', '29 Feb 2020')
    """
    if value.month is None:
        return str(value.year)
    return day(value.first) if value.day else f"{_MONTHS[value.month - 1]} {value.year}"


def span(value: DaySpan) -> str:
    """Return a span by its first and last day.

    Examples
    --------
    >>> span(DaySpan(date(2016, 2, 27), date(2016, 3, 5)))
    '27 Feb to 4 Mar 2016'
    """
    if value.days == 0:
        return "no days"
    if value.days == 1:
        return day(value.start)
    first = day(value.start)
    if value.start.year == value.last.year:
        first = first.rsplit(" ", 1)[0]
    return f"{first} to {day(value.last)}"


def days(count: int) -> str:
    """Return a number of days.

    Examples
    --------
    >>> days(1), days(180)
    ('1 day', '180 days')
    """
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def how_far(done: float, quantity: float, unit: str, start: float | None) -> str:
    """Return how far a quantity has come, or a level that started somewhere.

    Examples
    --------
    >>> how_far(4000, 5000, "prisoners", None), how_far(12000, 8600, "troops", 13000)
    ('4,000 of 5,000 prisoners', 'now 12,000 troops, to be 8,600')
    """
    if start is not None:
        return f"now {number(done)} {unit}, to be {number(quantity)}"
    return f"{number(done)} of {number(quantity)} {unit}"


def bounded(bound: Bound, text: str) -> str:
    """Return a figure with the word that says how exactly it was stated.

    Examples
    --------
    >>> bounded(Bound.AT_LEAST, "70 a day"), bounded(Bound.EXACT, "18")
    ('at least 70 a day', '18')
    """
    return text if bound is Bound.EXACT else f"{bound.value} {text}"


def figure(value: PublishedFigure) -> str:
    """Return a published figure as it was stated."""
    if value.unit is FigureUnit.CHANGE_PERCENT:
        return bounded(value.bound, change(-value.value / 100))
    unit = " a day" if value.unit is FigureUnit.PER_DAY else ""
    return bounded(value.bound, f"{number(value.value)}{unit}")
