"""One truce of a sweep: asked about, written down as a line, and read back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from trucewatch.datasets.truce_table import TableRow
from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.sweep import SweptTruce
from trucewatch.domain.truce import Truce
from trucewatch.domain.verdict import Probability, Verdict
from trucewatch.errors import InputError
from trucewatch.estimate.meta import log_ratio
from trucewatch.usecases.inquiry import Answer
from trucewatch.usecases.judging import Manner, judge, prepare
from trucewatch.usecases.question import Asked
from trucewatch.usecases.world import World


def ask(row: TableRow, measure: Measure, world: World, manner: Manner) -> dict[str, Any]:
    """Ask about one truce and return what is written down."""
    out: dict[str, Any] = {"id": row.id, "name": row.id, "measure": measure.value}
    if row.truce is None:
        return out | {"refused": True, "reason": row.refused}
    out["name"] = row.truce.name
    try:
        return out | {"refused": False} | _asked(row.truce, measure, world, manner)
    except InputError as error:
        return out | {"refused": True, "reason": str(error)}


def _asked(truce: Truce, measure: Measure, world: World, manner: Manner) -> dict[str, Any]:
    ready = prepare(truce, Asked(measure), world.record(truce), manner)
    judged = judge(ready)
    window = {"start": str(ready.what.window.start), "end": str(ready.what.window.end)}
    out = {"window": window, "baseline_days": ready.what.baseline.days}
    if judged.answer is None:
        return out | {"verdict": Verdict.NO_DATA.value, "reason": judged.blind}
    return out | _told(judged.answer)


def _told(answer: Answer) -> dict[str, Any]:
    found = answer.effect
    mean, error = None, None
    if answer.forecast.intensity is not None:
        means = answer.forecast.intensity[:, answer.forecast.gap :][:, answer.used].sum(axis=1)
        mean, error = log_ratio(answer.middle, means)
    return {
        "observed": answer.middle,
        "expected": _ends(found.expected),
        "reduction": _ends(found.reduction),
        "reduced": found.probability.reduced,
        "increased": found.probability.increased,
        "at_least_threshold": found.probability.at_least_threshold,
        "verdict": found.verdict.value,
        "log_ratio": _rounded(mean),
        "log_ratio_error": _rounded(error),
        "reason": " ".join(found.reasons) or None,
        "enough": found.enough,
    }


def _ends(interval: Interval) -> list[float | None]:
    """Return median and ends; None where there is no bound."""
    ends = (interval.median, interval.low, interval.high)
    return [_rounded(end) if np.isfinite(end) else None for end in ends]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def swept(line: Mapping[str, Any], level: float) -> SweptTruce:
    """Read back what was written down."""
    window = line.get("window")
    return SweptTruce(
        id=line["id"],
        name=line["name"],
        measure=Measure(line["measure"]),
        window=window and DaySpan(*(date.fromisoformat(window[end]) for end in ("start", "end"))),
        baseline_days=line.get("baseline_days"),
        observed=line.get("observed"),
        expected=_interval(line.get("expected"), level),
        reduction=_interval(line.get("reduction"), level),
        probability=_probability(line),
        verdict=Verdict(line["verdict"]) if "verdict" in line else None,
        log_ratio=line.get("log_ratio"),
        log_ratio_error=line.get("log_ratio_error"),
        reason=line.get("reason"),
        refused=line["refused"],
        enough=line.get("enough", False),
    )


def _interval(ends: Sequence[float | None] | None, level: float) -> Interval | None:
    if ends is None:
        return None
    median, low, high = (float("-inf") if end is None else end for end in ends)
    return Interval(median, low, high, level)


def _probability(line: Mapping[str, Any]) -> Probability | None:
    if "reduced" not in line:
        return None
    return Probability(line["reduced"], line["increased"], line["at_least_threshold"])
