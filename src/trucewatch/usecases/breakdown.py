"""Where, by whom and how: the same question for every dyad, place and kind, judged together."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.breakdown import Breakdown, By, KindShare, UnitChange
from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import counterfactual
from trucewatch.estimate.displacement import displacement
from trucewatch.estimate.pooling import Unit, pool
from trucewatch.estimate.shares import shares
from trucewatch.panel.cells import described, next_to
from trucewatch.panel.panel import Panel
from trucewatch.usecases.inquiry import Inquiry

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FEWEST = 5
"""Units with fewer events in the baseline are not looked at one by one."""

_DRAWS = 500


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit: what it showed and what it would have shown."""

    name: str
    observed: int
    intensity: Floats


def breakdowns(inquiry: Inquiry, what: Question, others: Panel) -> tuple[Breakdown, ...]:
    """Tell dyads, places and kinds apart, within the truce and outside of it.

    Events are counted, whatever the measure of the question; those without a known day are left
    out here. Units are pooled, so that small ones borrow strength and few of the calls are wrong.

    Parameters
    ----------
    inquiry, what
        The events that the truce is about, and the question.
    others
        All other events of the same source and countries.
    """
    found = []
    for by in By:
        units, few = _units(inquiry, inquiry.panel, what, by)
        if len(units) > 1:
            found.append(_pooled(inquiry, by, units, few))
    for by in (By.DYAD, By.ADMIN1, By.CELL):
        outside = _outside(inquiry.panel, others, what, by)
        units, few = _units(inquiry, outside, what, by)
        if units:
            found.append(_displaced(inquiry, by, units, few))
    return tuple(found)


def kind_shares(inquiry: Inquiry, what: Question) -> tuple[KindShare, ...]:
    """Tell whether the shares of the kinds of violence changed; empty where there is but one."""
    names = inquiry.panel.within(_days(what)).units(By.KIND)
    if len(names) < 2:
        return ()
    before, during = (
        np.column_stack(
            [inquiry.panel.of_unit(By.KIND, name).counts(Measure.EVENTS, span) for name in names]
        )
        for span in (what.baseline, what.window)
    )
    try:
        found = shares(before, during, level=inquiry.level, seed=inquiry.seed)
    except QuestionError:
        return ()
    return tuple(
        KindShare(name, one.before, one.during, one.rise, one.fall, one.call.value, one.reason)
        for name, one in zip(names, found.kinds, strict=True)
    )


def _days(what: Question) -> DaySpan:
    """Return the days that a question is about, the washout among them."""
    return DaySpan(what.baseline.start, what.window.end)


def _outside(covered: Panel, others: Panel, what: Question, by: By) -> Panel:
    """Return the other events in units that the truce does not touch; of cells, those next to it.

    Sides are not touched that it does not cover; places, where those it covers did not fight in
    the baseline. What they did in the window must not decide what is looked at.
    """
    touched = covered if by is By.DYAD else covered.within(what.baseline)
    own = set(touched.units(by))
    names = set(others.units(by)) - own
    if by is By.CELL:
        names &= next_to(own)
    return others.where(np.isin(others.labels[by], np.array(sorted(names), dtype=object)))


def _units(inquiry: Inquiry, panel: Panel, what: Question, by: By) -> tuple[list[_Unit], int]:
    """Return the units with enough events in the baseline, then all others as one; and how many.

    Which units stand alone must not hang on the window: those that happened to show something in
    it would look as if they had risen.
    """
    found, few = [], []
    for name in panel.within(_days(what)).units(by):
        own = panel.of_unit(by, name)
        enough = own.counts(Measure.EVENTS, what.baseline).sum() >= FEWEST
        called = described(name) if by is By.CELL else name
        unit = _unit(inquiry, own, what, called) if enough else None
        if unit is None:
            few.append(name)
        else:
            found.append(unit)
    rest = panel.where(np.isin(panel.labels[by], np.array(few, dtype=object)))
    together = _unit(inquiry, rest, what, f"{len(few)} more") if few else None
    return found + ([together] if together else []), len(few)


def _unit(inquiry: Inquiry, panel: Panel, what: Question, name: str) -> _Unit | None:
    """Draw what a unit's window would have brought; None where its record is too even for it."""
    before = panel.counts(Measure.EVENTS, what.baseline)
    used = inquiry.marks(what.window)
    try:
        forecast = counterfactual(
            before,
            what.window.days,
            level=inquiry.level,
            # From what the unit shows, not from its name: another name changes nothing.
            seed=inquiry.seed + zlib.crc32(before.tobytes()),
            draws=_DRAWS,
            gap=what.washout_days,
            missing=~inquiry.marks(what.baseline),
        )
    except QuestionError:
        return None
    intensity = forecast.on_days(used).intensity
    seen = int(panel.counts(Measure.EVENTS, what.window)[used].sum())
    return _Unit(name, seen, np.zeros(_DRAWS) if intensity is None else _summed(intensity, what))


def _summed(intensity: Floats, what: Question) -> Floats:
    return np.asarray(intensity[:, what.washout_days :].sum(axis=1), dtype=np.float64)


def _pooled(inquiry: Inquiry, by: By, units: list[_Unit], few: int) -> Breakdown:
    found = pool(
        [unit.observed for unit in units],
        np.array([unit.intensity for unit in units]),
        level=inquiry.level,
        seed=inquiry.seed,
    )
    return Breakdown(
        by,
        covered=True,
        units=_changes(units, found.units),
        total=None,
        together=None if found.overall is None else _reduction(found.overall.ratio),
        too_few=few,
    )


def _displaced(inquiry: Inquiry, by: By, units: list[_Unit], few: int) -> Breakdown:
    found = displacement(
        [unit.observed for unit in units],
        np.array([unit.intensity for unit in units]),
        level=inquiry.level,
        seed=inquiry.seed,
    )
    overall = found.units.overall
    return Breakdown(
        by,
        covered=False,
        units=_changes(units, found.units.units),
        total=_change("all of them", found.total),
        together=None if overall is None else _reduction(overall.ratio),
        too_few=few,
    )


def _changes(units: Sequence[_Unit], found: Sequence[Unit]) -> tuple[UnitChange, ...]:
    """Put names to what was found, those with the most expected first."""
    changes = [_change(unit.name, one) for unit, one in zip(units, found, strict=True)]
    return tuple(sorted(changes, key=lambda one: (-one.expected.median, -one.observed, one.name)))


def _change(name: str, found: Unit) -> UnitChange:
    return UnitChange(
        name,
        found.observed,
        found.expected,
        _reduction(found.ratio),
        found.fall,
        found.rise,
        found.call.value,
        found.reason,
    )


def _reduction(ratio: Interval) -> Interval:
    return Interval(1 - ratio.median, 1 - ratio.high, 1 - ratio.low, ratio.level)
