"""On which days the source was looking: silence is not peace."""

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
from trucewatch.usecases.evidence import Evidence

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


def looking(evidence: Evidence, span: DaySpan, *, trust_zeros: bool) -> Looking:
    """Look for days on which the source was blind or late.

    Parameters
    ----------
    evidence
        What there is to count; its dyads are the streams of the source.
    span
        The days to look through; nothing later is used.
    trust_zeros
        Whether the source is known to have looked on every day: nothing is looked for then.
    """
    if trust_zeros:
        return Looking(span, ())
    every = Panel.of((*evidence.figures, *evidence.others))
    names = every.units("dyad") or (_ALL,)
    streams = [_stream(every, name, span) for name in names]
    bound = set(Panel.of(evidence.figures).units("dyad")) or {_ALL}
    return Looking(span, silent_days(streams, names=names, bound=[name in bound for name in names]))


def _stream(panel: Panel, name: str, span: DaySpan) -> NDArray[np.int64]:
    own = panel if name == _ALL else panel.of_unit("dyad", name)
    return own.counts(Measure.EVENTS, span)
