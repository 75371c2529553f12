"""On which days the source was looking: silence is not peace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.silence import BlindDays
from trucewatch.estimate.silence import Silence, silent_days
from trucewatch.estimate.usable import Usable, usable
from trucewatch.panel.panel import Panel

Ints = NDArray[np.int64]

_ALL = "all events"


@dataclass(frozen=True, slots=True)
class Looking:
    """What was found out about a source.

    Attributes
    ----------
    span
        The days that were looked through.
    found
        Its silences, as offsets into the span.
    """

    span: DaySpan
    found: tuple[Silence, ...]

    def usable(self, what: Question) -> Usable:
        """Return which days of a question can be used."""
        return usable(self.found, self._offsets(what.window), self._offsets(what.baseline))

    def days(self) -> NDArray[np.bool_] | None:
        """Return on which days the source was looking; None where it was on all."""
        if not self.found:
            return None
        looked = np.ones(self.span.days, dtype=np.bool_)
        for silence in self.found:
            looked[silence.since : silence.end] = False
        return looked

    def blind(self, span: DaySpan) -> tuple[BlindDays, ...]:
        """Return the silences that touch a span, with their dates."""
        dated = (
            BlindDays(
                DaySpan(self._day(silence.first), self._day(silence.end)),
                silence.kind,
                silence.reason,
            )
            for silence in self.found
        )
        return tuple(
            one for one in dated if one.span.start < span.end and one.span.end > span.start
        )

    def _day(self, offset: int) -> date:
        return self.span.start + timedelta(days=offset)

    def _offsets(self, span: DaySpan) -> tuple[int, int]:
        first = (span.start - self.span.start).days
        return first, first + span.days


def looking(covered: Panel, others: Panel, span: DaySpan, *, trust_zeros: bool) -> Looking:
    """Look for days on which the source was blind or late.

    Parameters
    ----------
    covered, others
        The events that the truce is about, and all others of the same source; its dyads are the
        streams of the source.
    span
        The days to look through; nothing later is used.
    trust_zeros
        Whether the source is known to have looked on every day: nothing is looked for then.
    """
    if trust_zeros:
        return Looking(span, ())
    panels = (covered.within(span), others.within(span))
    bound = set(panels[0].units("dyad"))
    names = sorted(bound.union(panels[1].units("dyad")))
    if not names:
        return Looking(span, silent_days([_all(panels, span)], names=[_ALL], bound=[True]))
    streams = _streams(panels, {name: n for n, name in enumerate(names)}, span)
    return Looking(span, silent_days(streams, names=names, bound=[one in bound for one in names]))


def _all(panels: Iterable[Panel], span: DaySpan) -> Ints:
    return np.asarray(sum(panel.counts(Measure.EVENTS, span) for panel in panels), dtype=np.int64)


def _streams(panels: Iterable[Panel], places: Mapping[str, int], span: DaySpan) -> Ints:
    """Count the events of each dyad per day; those without a known day are in none."""
    out = np.zeros((len(places), span.days), dtype=np.int64)
    first = (span.start - date(1970, 1, 1)).days
    for panel in panels:
        rows = panel.where(panel.dated)
        owner = np.array([places.get(name, -1) for name in rows.labels["dyad"]], dtype=np.int64)
        named = owner >= 0
        np.add.at(
            out,
            (owner[named], rows.start[named] - first),
            rows.column(Measure.EVENTS)[named],
        )
    return out
