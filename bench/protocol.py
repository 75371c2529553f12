"""Which weeks are foretold: protocol P1, its denser twin for injected effects, and the subset.

P1: forecast origins at day 180, 200, 220, ...; baseline the 180 days before; window the next 7
days; windows with fewer than 10 events in the baseline are skipped. Effects are injected at origins
every 10 days, into the windows that expect 10 or more events by a rule no model has a part in: 7
times the mean of the baseline's last 28 days. Slow peers get a subset of P1, drawn with a seed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan

WINDOW, RECENT = 7, 28

Counts = NDArray[np.int64]
Unit = tuple[str, ...]
"""What is counted together, its place last: (dyad, governorate) or (governorate,)."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How windows are laid over a series.

    Attributes
    ----------
    span
        The days of every series.
    baseline
        Days before the window.
    step
        Days from one forecast origin to the next.
    finer
        The same where effects are injected; divides ``step``.
    fewest_events
        A unit with fewer in the whole span is no series.
    fewest_in_baseline
        A window with fewer events before it is skipped.
    many
        Effects are injected where at least so many events are expected.
    """

    span: DaySpan
    baseline: int = 180
    step: int = 20
    finer: int = 10
    fewest_events: int = 150
    fewest_in_baseline: int = 10
    many: float = 10.0


P1 = Protocol(DaySpan(date(2016, 1, 1), date(2019, 11, 30)))


@dataclass(frozen=True, slots=True)
class Window:
    """One week to foretell.

    Attributes
    ----------
    unit
        Whose events.
    span
        The days of the window.
    baseline
        Daily counts before it.
    total
        Its events, or deaths.
    coarse
        Whether its origin is one of P1's.
    """

    unit: Unit
    span: DaySpan
    baseline: Counts
    total: int
    coarse: bool

    @property
    def expects(self) -> float:
        """How many events the last four weeks let expect, without any model."""
        return float(self.baseline[-RECENT:].mean()) * WINDOW


def windows(series: Mapping[Unit, Counts], protocol: Protocol) -> Iterator[Window]:
    """Yield the windows of every series, at the finer step."""
    for unit, counts in series.items():
        for origin in range(protocol.baseline, counts.size - WINDOW + 1, protocol.finer):
            baseline = counts[origin - protocol.baseline : origin]
            if baseline.sum() >= protocol.fewest_in_baseline:
                day = protocol.span.start + timedelta(days=origin)
                total = int(counts[origin : origin + WINDOW].sum())
                coarse = (origin - protocol.baseline) % protocol.step == 0
                yield Window(unit, DaySpan(day, day + timedelta(WINDOW)), baseline, total, coarse)


def subset(
    given: Sequence[Window], many: float, *, loud: int = 64, quiet: int = 24, seed: int = 1
) -> list[Window]:
    """Pick windows of P1 at random, a fixed number with many events expected and with few.

    Examples
    --------
    >>> day = DaySpan(date(2016, 1, 1), date(2016, 1, 8))
    >>> weeks = [Window((str(n),), day, np.full(28, n), n, True) for n in range(9)]
    >>> [week.unit for week in subset(weeks, 28, loud=2, quiet=1)]
    [('3',), ('5',), ('8',)]
    """
    rng = np.random.default_rng(seed)
    of_p1 = [n for n, window in enumerate(given) if window.coarse]
    rows = []
    for size, wanted in ((loud, True), (quiet, False)):
        there = [n for n in of_p1 if (given[n].expects >= many) is wanted]
        rows += rng.choice(there, min(size, len(there)), replace=False).tolist()
    return [given[n] for n in sorted(rows)]
