"""The figures of an answer as labelled rows, for the terminal and the page alike."""

import math
from typing import NamedTuple

from trucewatch import words
from trucewatch.domain.assessment import Assessment, Measure
from trucewatch.domain.breakdown import Breakdown, By
from trucewatch.domain.interval import Interval
from trucewatch.domain.periods import FourPeriods, PeriodEffect
from trucewatch.domain.power import Power


class Row(NamedTuple):
    """A label and what stands beside it."""

    label: str
    value: str


def with_interval(value: Interval, measure: Measure) -> str:
    """Return an expected count with its interval."""
    ends = f"{words.number(value.low)} to {words.number(value.high)}"
    return f"{words.counted(value.median, measure)} ({ends}); {words.level(value)}"


def at_least(threshold: float) -> str:
    """Return the agreed fall in words.

    Examples
    --------
    >>> at_least(0.8)
    'at least 80 % fewer'
    """
    return f"at least {words.percent(threshold)} % fewer"


def answer_rows(a: Assessment) -> list[Row]:
    """Return the numbers and the verdict; rows without a number are left out."""
    measure = a.question.measure
    rows = [Row("observed", words.NO_DATA if a.observed is None else _seen(a, a.observed))]
    if a.expected:
        rows.append(Row("expected", with_interval(a.expected, measure)))
    if a.reduction:
        text = f"{words.reduction(a.reduction)}; {words.level(a.reduction)}"
        rows.append(Row("reduction", text))
    rows += _probability_rows(a)
    rows.append(Row("verdict", verdict(a)))
    return rows + [Row("why", words.clean(reason)) for reason in a.reasons]


def _seen(a: Assessment, observed: int) -> str:
    text = words.counted(observed, a.question.measure)
    if a.observed_range is None:
        return text
    least, most = a.observed_range
    return f"{text} ({least:,} to {most:,}, as the day of some is not known)"


def verdict(a: Assessment) -> str:
    """Return the verdict, and what it depends on."""
    if not a.depends_on:
        return a.verdict.value
    *most, last = (f"the {name}" for name in a.depends_on)
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"{a.verdict.value}; depends on {listed}"


class ChoiceLine(NamedTuple):
    """The answer with one choice made otherwise, in words."""

    choice: str
    value: str
    observed: str
    expected: str
    reduction: str
    probability: str
    verdict: str


CHOICE_HEAD = ChoiceLine("choice", "", "observed", "expected", "reduction", "P(reduced)", "verdict")


def choice_lines(a: Assessment) -> list[ChoiceLine]:
    """Return a line for each choice that was tried; the one that was asked for has a mark."""
    lines, before = [], ""
    for variant in a.choices:
        name = variant.choice if variant.choice != before else ""
        before = variant.choice
        value = f"{variant.value}{' (as asked)' if variant.asked else ''}"
        if variant.expected is None or variant.reduction is None or variant.probability is None:
            why = words.clean(variant.why_not or "")
            lines.append(ChoiceLine(name, value, "", "", "", "", f"not asked: {why}"))
            continue
        lines.append(
            ChoiceLine(
                name,
                value,
                words.number(variant.observed or 0),
                _with_ends(variant.expected),
                words.reduction(variant.reduction),
                words.probability(variant.probability.reduced),
                variant.verdict.value if variant.verdict else "",
            )
        )
    return lines


class DayLine(NamedTuple):
    """What could be said at the end of a day, in words."""

    date: str
    observed: str
    change: str
    verdict: str
    agreed: str


def day_head(a: Assessment) -> DayLine:
    """Return the names of the columns."""
    agreed = "" if a.question.threshold is None else at_least(a.question.threshold)
    return DayLine("day", "so far", "change, bounds for all days at once", "verdict", agreed)


def day_lines(a: Assessment) -> list[DayLine]:
    """Return a line for each day of the window."""
    told = {True: "yes", False: "no", None: "open"}
    return [
        DayLine(
            words.day(day.date),
            words.number(day.observed),
            _bounds(day.fall_low, day.fall_high),
            day.verdict.value,
            told[day.agreed] if a.question.threshold is not None else "",
        )
        for day in a.day_verdicts
    ]


def _bounds(low: float, high: float) -> str:
    """Return the bounds of a change in words.

    Examples
    --------
    >>> _bounds(-0.2, 0.63), _bounds(0.1, 0.63), _bounds(-math.inf, -0.1)
    ('from 20 % more to 63 % fewer', 'from 10 % fewer to 63 % fewer', '10 % more, or worse')
    """
    if math.isinf(low):
        return f"{words.change(high)}, or worse"
    return f"from {words.change(low)} to {words.change(high)}"


class PeriodLine(NamedTuple):
    """What one of the four periods brought, in words."""

    period: str
    days: str
    observed: str
    expected: str
    change: str
    verdict: str


PERIOD_HEAD = PeriodLine("period", "days", "observed", "expected", "change", "verdict")


def period_lines(found: FourPeriods) -> list[PeriodLine]:
    """Return a line for each period, and one for surge, truce and after together."""
    usual = f"{words.number(found.usual)} a day"
    first = PeriodLine("before", words.span(found.before), usual, "", "", "")
    surge, peak = _period("surge", found.surge), _period("its peak", found.peak)
    chance = f"{'a surge' if found.surged else 'no surge'}: chance {_chance(found)}"
    lines = [first, surge._replace(verdict=chance)]
    if found.peak.span != found.surge.span:
        lines.append(peak._replace(verdict=""))
    later = {"truce": found.truce, "after": found.after, "together": found.together}
    return [*lines, *(_period(name, one) for name, one in later.items() if one)]


def _chance(found: FourPeriods) -> str:
    return words.probability(found.peak_chance)


def _period(name: str, one: PeriodEffect) -> PeriodLine:
    return PeriodLine(
        name,
        words.span(one.span),
        words.number(one.observed),
        _with_ends(one.expected),
        words.reduction(one.reduction),
        one.verdict.value,
    )


def _with_ends(value: Interval) -> str:
    """Return a median with the ends of its interval."""
    return f"{words.number(value.median)} ({words.number(value.low)} to {words.number(value.high)})"


class CheckLine(NamedTuple):
    """How a check came out."""

    name: str
    outcome: str
    text: str


def check_lines(a: Assessment) -> list[CheckLine]:
    """Return a line for each check."""
    return [CheckLine(one.name, one.outcome.value, words.clean(one.text)) for one in a.checks]


class UnitLine(NamedTuple):
    """What may be said of one unit, in words."""

    name: str
    observed: str
    expected: str
    change: str
    call: str


UNIT_HEAD = UnitLine("", "observed", "expected", "change", "")
_UNITS = {
    (By.DYAD, True): "By the sides that fight",
    (By.ADMIN1, True): "By place (first-level units)",
    (By.CELL, True): "By place (H3 cells)",
    (By.KIND, True): "By kind of violence",
    (By.DYAD, False): "Pairs of sides that the truce does not cover",
    (By.ADMIN1, False): "Places where those it covers did not fight before",
    (By.CELL, False): "Cells next to those where they fought before (H3)",
}


def unit_title(one: Breakdown) -> str:
    """Return what a breakdown is about."""
    return _UNITS[one.by, one.covered]


def unit_lines(one: Breakdown) -> list[UnitLine]:
    """Return a line for each unit; the total, where there is one, comes last."""
    units = [*one.units, *([one.total] if one.total else [])]
    return [
        UnitLine(
            words.clean(unit.name),
            words.number(unit.observed),
            _with_ends(unit.expected),
            words.reduction(unit.reduction),
            unit.call if unit.reason is None else f"{unit.call}: {unit.reason}",
        )
        for unit in units
    ]


def _probability_rows(a: Assessment) -> list[Row]:
    """Return the shares of the draws."""
    if a.probability is None:
        return []
    rows = [
        Row("probability of a reduction", words.probability(a.probability.reduced)),
        Row("probability of an increase", words.probability(a.probability.increased)),
    ]
    if a.probability.at_least_threshold is not None and a.question.threshold is not None:
        label = f"probability of {at_least(a.question.threshold)}"
        rows.append(Row(label, words.probability(a.probability.at_least_threshold)))
    return rows


def question_rows(a: Assessment | Power) -> list[Row]:
    """Return what exactly was asked."""
    q = a.question
    rows = [
        Row("window", f"{words.span(q.window)} ({words.days(q.window.days)})"),
        Row("baseline", f"{words.span(q.baseline)} ({words.days(q.baseline.days)})"),
        Row("washout", f"{words.days(q.washout_days)} before the window"),
        Row("agreed fall", at_least(q.threshold) if q.threshold is not None else "none on record"),
        Row("parties", "; ".join(words.clean(party) for party in q.parties) or "all"),
        Row("place", words.clean(q.place)),
        *(Row("control", words.clean(name)) for name in q.control),
        Row("as of", words.day(a.as_of)),
    ]
    return rows if q.washout_days else [row for row in rows if row.label != "washout"]


def source_rows(a: Assessment | Power, *, digest: int = 64) -> list[Row]:
    """Return where the figures come from, with the first ``digest`` characters of the checksum."""
    if a.data is None:
        return [Row("source", words.NO_DATA)]
    name = f"{words.clean(a.data.dataset)} {words.clean(a.data.release)}"
    rows = [
        Row("source", f"{name}, {a.data.rows:,} rows"),
        Row("sha256", words.clean(a.data.sha256)[:digest]),
        Row("covers", words.span(a.data.covers)),
        Row("selection", words.clean(a.data.query)),
        Row("cite as", words.clean(a.data.citation)),
    ]
    if a.undated_share is not None:
        share = words.share(a.undated_share)
        text = f"{share} of the selected events: spread over their possible days"
        rows.append(Row("day not known", text))
    return rows


def made_by_rows(a: Assessment | Power) -> list[Row]:
    """Return what makes the same answer again."""
    return [
        Row("version", f"trucewatch {words.clean(a.made_by.version)}"),
        Row("seed", str(a.made_by.seed)),
        Row("command", words.clean(a.made_by.command)),
    ]
