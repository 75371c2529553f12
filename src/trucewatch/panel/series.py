"""Daily figures turned into one series of numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError
from trucewatch.panel.panel import Panel


@dataclass(frozen=True, slots=True)
class DailySeries:
    """One number a day.

    Attributes
    ----------
    span
        The days.
    counts
        Of the measure. Shape: (span.days,).
    undated
        Events that started on these days but may have happened over several; not counted.
    """

    span: DaySpan
    counts: NDArray[np.int64]
    undated: int

    def part(self, span: DaySpan) -> NDArray[np.int64]:
        """Return the counts of some of the days.

        Raises
        ------
        QuestionError
            When some of them are not days of the series.
        """
        if not self.span.covers(span):
            raise QuestionError(f"{span} is not within {self.span}")
        first = (span.start - self.span.start).days
        return self.counts[first : first + span.days]


def select_figures(figures: Sequence[DailyFigure], selection: Selection) -> tuple[DailyFigure, ...]:
    """Return the figures of the selected dyads and places.

    Raises
    ------
    QuestionError
        When a name does not occur, or the selection asks for what daily figures do not tell.
    """
    untold = [name for name in ("conflicts", "violence_types") if getattr(selection, name)]
    if untold:
        raise QuestionError(
            f"a daily table does not tell {' and '.join(untold)}",
            remedy="select by dyads in the truce file, or bring the events themselves",
        )
    dyads = {f.dyad: f.dyad_id for f in figures if f.dyad}
    known = [*dyads, *(str(number) for number in dyads.values())]
    refuse_unknown("dyad", selection.dyads, known)
    refuse_unknown("admin1", selection.admin1, {f.admin1 for f in figures if f.admin1})
    return tuple(
        figure
        for figure in figures
        if not selection.dyads or {figure.dyad, str(figure.dyad_id)} & set(selection.dyads)
        if not selection.admin1 or figure.admin1 in selection.admin1
    )


def daily_series(figures: Iterable[DailyFigure], measure: Measure, span: DaySpan) -> DailySeries:
    """Add up the figures of events that last at most one day, on the day they start.

    A day without a figure is a zero.

    Raises
    ------
    QuestionError
        When the figures do not count the measure.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2016, 2, 27)
    >>> figure = DailyFigure(day, day, events=3)
    >>> span = DaySpan(day, date(2016, 3, 1))
    >>> daily_series([figure, figure], Measure.EVENTS, span).counts
    array([6, 0, 0])
    """
    panel = Panel.of(figure for figure in figures if figure.date in span)
    short = panel.last - panel.start <= 1
    on_start = replace(panel.where(short), last=panel.start[short])
    undated = int(panel.column(Measure.EVENTS)[~short].sum())
    return DailySeries(span, on_start.counts(measure, span), undated)


def refuse_unknown(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    """Refuse a name that does not occur: a misspelt name must not pass for silence.

    Raises
    ------
    QuestionError
        When a name that is asked for is not known.
    """
    there = set(known)
    for name in asked:
        if name not in there:
            near = get_close_matches(name, sorted(there), n=1, cutoff=0.8)
            raise QuestionError(
                f"no event has the {what} {name!r}",
                remedy=f"did you mean {near[0]!r}?" if near else "check the selection",
            )
