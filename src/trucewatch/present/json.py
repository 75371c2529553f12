"""The answer as strict JSON: the same keys in the same order, rounded only here.

Ends of spans are half-open: ``end`` is the day after the last. What is not known is null; so is
what JSON cannot write: a ``reduction.low`` of null beside a median means that no bound can be
given, since some draws expect nothing at all. Probabilities and shares keep four decimals,
expected counts one, rates and ratios four significant digits.
"""

import json
import math
import re
from typing import Any

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import (
    Assessment,
    ChoiceVariant,
    DayVerdict,
    MadeBy,
    Question,
    Reported,
    ReportedComparison,
)
from trucewatch.domain.breakdown import Breakdown, KindShare, UnitChange
from trucewatch.domain.daily import Provenance
from trucewatch.domain.interval import Interval
from trucewatch.domain.periods import FourPeriods, PeriodEffect
from trucewatch.domain.truce import EventsSource, PublishedFigure
from trucewatch.domain.verdict import Probability

_STEERING = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def assessment_json(a: Assessment) -> dict[str, Any]:
    """Return the answer as a dictionary that strict JSON can write.

    Parameters
    ----------
    a
        The answer.

    Returns
    -------
    dict
        ``reported`` and ``events_sources`` are there only where the answer has them.
    """
    out: dict[str, Any] = {
        "truce": a.truce,
        "as_of": a.as_of.isoformat(),
        "question": question_json(a.question),
        "observed": a.observed,
        "expected": interval_json(a.expected, decimals=1),
        "reduction": interval_json(a.reduction, decimals=4),
        "probability": _probability(a.probability),
        "verdict": a.verdict.value,
        "text": a.text,
        "reasons": list(a.reasons),
        "limits": list(a.limits),
        "observed_range": list(a.observed_range) if a.observed_range else None,
        "depends_on": list(a.depends_on),
        "periods": _periods(a.periods),
        "choices": [_choice(variant) for variant in a.choices],
        "day_by_day": [_day_verdict(day) for day in a.day_verdicts],
        "breakdowns": [_breakdown(one) for one in a.breakdowns],
        "kind_shares": [_kind_share(one) for one in a.kind_shares],
        "checks": [
            {
                "name": one.name,
                "outcome": one.outcome.value,
                "tried": one.tried,
                "against": one.against,
                "text": one.text,
            }
            for one in a.checks
        ],
        "blind": [
            {**span_json(one.span), "kind": one.kind.value, "reason": one.reason} for one in a.blind
        ],
        "undated_share": rounded(a.undated_share, 4),
        "data": data_json(a.data),
        "made_by": made_by_json(a.made_by),
    }
    if a.reported:
        out["reported"] = _reported(a.reported)
    if a.events_sources:
        out["events_sources"] = [_events_source(source) for source in a.events_sources]
    return out


def json_text(a: Assessment) -> str:
    r"""Return the answer as JSON text that a terminal can show; ends with a line feed.

    Characters that could steer a terminal or reverse a line are written as ``\uXXXX``.
    """
    return text_of(assessment_json(a))


def text_of(document: dict[str, Any]) -> str:
    r"""Return a document as JSON text that a terminal can show; ends with a line feed.

    Characters that could steer a terminal or reverse a line are written as ``\uXXXX``.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def made_by_json(made_by: MadeBy) -> dict[str, Any]:
    """Return what makes the same answer again."""
    return {"version": made_by.version, "seed": made_by.seed, "command": made_by.command}


def rounded(value: float | None, decimals: int) -> float | None:
    """Round to decimals; None where there is no finite number."""
    return None if value is None or not math.isfinite(value) else round(value, decimals) + 0.0


def _digits(value: float | None) -> float | None:
    """Round to four significant digits; None where there is no finite number."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.4g}")


def span_json(span: DaySpan) -> dict[str, Any]:
    """Return a span: its first day, and the day after the last."""
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def question_json(q: Question) -> dict[str, Any]:
    """Return what exactly was asked."""
    return {
        "measure": q.measure.value,
        "parties": list(q.parties),
        "place": q.place,
        "window": {**span_json(q.window), "days": q.window.days},
        "washout_days": q.washout_days,
        "baseline": {**span_json(q.baseline), "days": q.baseline.days},
        "threshold": rounded(q.threshold, 4),
        "control": list(q.control),
    }


def interval_json(interval: Interval | None, *, decimals: int) -> dict[str, Any] | None:
    """Return an interval, rounded; None where there is none."""
    if interval is None:
        return None
    return {
        "median": rounded(interval.median, decimals),
        "low": rounded(interval.low, decimals),
        "high": rounded(interval.high, decimals),
        "level": rounded(interval.level, 4),
    }


def _periods(found: FourPeriods | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "before": {**span_json(found.before), "usual": _digits(found.usual)},
        "surge": {
            **_period(found.surge),
            "peak": {**_period(found.peak), "chance": rounded(found.peak_chance, 4)},
            "surged": found.surged,
        },
        "truce": _period(found.truce),
        "after": _period(found.after) if found.after else None,
        "together": _period(found.together),
    }


def _period(one: PeriodEffect) -> dict[str, Any]:
    return {
        **span_json(one.span),
        "observed": one.observed,
        "expected": interval_json(one.expected, decimals=1),
        "reduction": interval_json(one.reduction, decimals=4),
        "probability": _probability(one.probability),
        "verdict": one.verdict.value,
    }


def _choice(variant: ChoiceVariant) -> dict[str, Any]:
    return {
        "choice": variant.choice,
        "value": variant.value,
        "asked": variant.asked,
        "observed": variant.observed,
        "expected": interval_json(variant.expected, decimals=1),
        "reduction": interval_json(variant.reduction, decimals=4),
        "probability": _probability(variant.probability),
        "verdict": variant.verdict.value if variant.verdict else None,
        "why_not": variant.why_not,
    }


def _day_verdict(day: DayVerdict) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "observed": day.observed,
        "fall_low": rounded(day.fall_low, 4),
        "fall_high": rounded(day.fall_high, 4),
        "verdict": day.verdict.value,
        "agreed": day.agreed,
    }


def _breakdown(one: Breakdown) -> dict[str, Any]:
    return {
        "by": one.by.value,
        "covered": one.covered,
        "units": [_unit(unit) for unit in one.units],
        "total": _unit(one.total) if one.total else None,
        "together": interval_json(one.together, decimals=4),
        "too_few": one.too_few,
    }


def _unit(unit: UnitChange) -> dict[str, Any]:
    return {
        "name": unit.name,
        "observed": unit.observed,
        "expected": interval_json(unit.expected, decimals=1),
        "reduction": interval_json(unit.reduction, decimals=4),
        "fall": rounded(unit.fall, 4),
        "rise": rounded(unit.rise, 4),
        "call": unit.call,
        "reason": unit.reason,
    }


def _kind_share(one: KindShare) -> dict[str, Any]:
    return {
        "kind": one.name,
        "before": interval_json(one.before, decimals=4),
        "during": interval_json(one.during, decimals=4),
        "rise": rounded(one.rise, 4),
        "fall": rounded(one.fall, 4),
        "call": one.call,
        "reason": one.reason,
    }


def _ratio_interval(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {
        "median": _digits(interval.median),
        "low": _digits(interval.low),
        "high": _digits(interval.high),
        "level": rounded(interval.level, 4),
    }


def _probability(p: Probability | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "reduced": rounded(p.reduced, 4),
        "increased": rounded(p.increased, 4),
        "at_least_threshold": rounded(p.at_least_threshold, 4),
    }


def data_json(data: Provenance | None) -> dict[str, Any] | None:
    """Return where the figures come from; None where there are none."""
    if data is None:
        return None
    return {
        "dataset": data.dataset,
        "release": data.release,
        "sha256": data.sha256,
        "rows": data.rows,
        "covers": span_json(data.covers),
        "citation": data.citation,
        "query": data.query,
    }


def _reported(reported: Reported) -> dict[str, Any]:
    return {
        "comparisons": [_comparison(pair) for pair in reported.comparisons],
        "alone": [_alone(one) for one in reported.alone],
    }


def _comparison(pair: ReportedComparison) -> dict[str, Any]:
    return {
        "measure": pair.first.measure,
        "claimant": pair.first.claimant,
        "first": _figure(pair.first),
        "second": _figure(pair.second),
        "per_day_first": _digits(pair.per_day_first),
        "per_day_second": _digits(pair.per_day_second),
        "ratio": _digits(pair.ratio),
        "ratio_interval": _ratio_interval(pair.ratio_interval),
        "at_least_threshold": rounded(pair.at_least_threshold, 4),
        "why_no_interval": pair.why_no_interval,
        "caveat": pair.caveat,
    }


def _alone(figure: PublishedFigure) -> dict[str, Any]:
    return {"measure": figure.measure, "claimant": figure.claimant, **_figure(figure)}


def _figure(figure: PublishedFigure) -> dict[str, Any]:
    return {
        "period": figure.period.value,
        **span_json(figure.window),
        "value": _digits_or_whole(figure.value),
        "unit": figure.unit.value,
        "bound": figure.bound.value,
        "window_stated": figure.window_stated,
        "source": figure.source,
        "note": figure.note,
    }


def _digits_or_whole(value: float) -> float | None:
    """Keep a published whole number whole: it is a record, not an estimate."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _events_source(source: EventsSource) -> dict[str, Any]:
    return {
        "dataset": source.dataset,
        "file": source.file,
        "url": source.url,
        "note": source.note,
    }
