"""What the truces of a sweep have in common."""

from collections.abc import Mapping, Sequence
from datetime import date

from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.sweep import PooledTruces, SweptTruce
from trucewatch.estimate.meta import meta


def pooled(
    found: Sequence[SweptTruce],
    measure: Measure,
    countries: Mapping[str, tuple[str, ...]],
    level: float,
) -> PooledTruces:
    """Pool the truces of which there is a ratio and enough of a baseline."""
    if measure.of_deaths:
        why = "Deaths come in clumps and have no rate that could be pooled; ask for events."
        return PooledTruces(measure, 0, None, None, None, None, 0, why)
    own = [
        one for one in found if one.measure is measure and one.enough and one.log_ratio is not None
    ]
    overlapping = _overlapping(own, countries)
    if len(own) < 2:
        why = f"Only {len(own)} of the truces can be pooled; at least two are needed."
        return PooledTruces(measure, len(own), None, None, None, None, overlapping, why)
    estimates = [one.log_ratio or 0.0 for one in own]
    errors = [one.log_ratio_error or 0.0 for one in own]
    effect = meta(estimates, errors, level=level)
    return PooledTruces(
        measure,
        len(own),
        _reduction(effect.ratio),
        effect.prediction and _reduction(effect.prediction),
        effect.spread,
        effect.inconsistent,
        overlapping,
        None,
    )


def _overlapping(found: Sequence[SweptTruce], countries: Mapping[str, tuple[str, ...]]) -> int:
    """Count the truces that share days and a country with another."""
    shared: set[str] = set()
    running: list[tuple[date, str]] = []
    spans = sorted((one.window.start, one.window.end, one.id) for one in found if one.window)
    for start, end, name in spans:
        running = [(last, other) for last, other in running if last > start]
        for _, other in running:
            if set(countries[other]) & set(countries[name]):
                shared |= {other, name}
        running.append((end, name))
    return len(shared)


def _reduction(ratio: Interval) -> Interval:
    return Interval(1 - ratio.median, 1 - ratio.high, 1 - ratio.low, ratio.level)
