"""Events turned into daily figures, and daily figures into one series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError

COUNTING_RULE = "events that last at most one day, counted on the day they start"
"""Which events have a day, in words; the others are ``undated_events``."""

_UNIT = ("date", "dyad_id", "dyad", "admin1")
_DEATHS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")


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


def daily_figures(events: Any, selection: Selection) -> tuple[DailyFigure, ...]:  # noqa: ANN401
    """Count the selected events per day, dyad and first-level administrative unit.

    An event that lasts at most one day (``date_end - date_start`` is 0 or 1) counts on the day it
    starts; others go to ``undated_events``, and none of their deaths are counted.

    Parameters
    ----------
    events
        A table with the columns of :class:`~trucewatch.domain.event.Event`, as any engine that
        narwhals knows without data in memory, such as a DuckDB relation.
    selection
        Which events.

    Returns
    -------
    tuple of DailyFigure
        Sorted by day, dyad and place; days without an event have no row.

    Raises
    ------
    QuestionError
        When a name in the selection does not occur in the events: a misspelt name must not pass
        for silence.

    Examples
    --------
    >>> import duckdb
    >>> events = duckdb.sql('''
    ...     SELECT DATE '2016-02-27' AS date_start, DATE '2016-02-27' AS date_end, 1 AS dyad_id,
    ...     'A - B' AS dyad, 'Homs' AS admin1, 1 AS deaths_low, 2 AS deaths_best,
    ...     3 AS deaths_high, 0 AS deaths_civilians''')
    >>> daily_figures(events, Selection())[0].deaths_best
    2
    """
    frame = nw.from_native(events)
    for condition in _conditions(frame, selection):
        frame = frame.filter(condition)
    dated = nw.col("date_end") <= nw.col("date_start").dt.offset_by("1d")
    frame = frame.with_columns(dated=dated).rename({"date_start": "date"})
    counted = (
        frame.group_by(*_UNIT)
        .agg(
            events=nw.col("dated").cast(nw.Int64).sum(),
            undated_events=(~nw.col("dated")).cast(nw.Int64).sum(),
            **{c: nw.when("dated").then(nw.col(c)).otherwise(0).sum() for c in _DEATHS},
        )
        .select(*_UNIT, "events", *_DEATHS, "undated_events")
        .sort(*_UNIT)
    )
    return tuple(
        DailyFigure(day, dyad_id, dyad, admin1, *(int(number) for number in numbers))
        for day, dyad_id, dyad, admin1, *numbers in counted.to_native().fetchall()
    )


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
    _refuse_unknown("dyad", selection.dyads, known)
    _refuse_unknown("admin1", selection.admin1, {f.admin1 for f in figures if f.admin1})
    return tuple(
        figure
        for figure in figures
        if not selection.dyads or {figure.dyad, str(figure.dyad_id)} & set(selection.dyads)
        if not selection.admin1 or figure.admin1 in selection.admin1
    )


def daily_series(figures: Iterable[DailyFigure], measure: Measure, span: DaySpan) -> DailySeries:
    """Add up daily figures; a day without a figure is a zero.

    Raises
    ------
    QuestionError
        When deaths are asked for and the figures do not count them.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2016, 2, 27)
    >>> figure = DailyFigure(day, None, None, None, 3, None, None, None, None, 0)
    >>> span = DaySpan(day, date(2016, 3, 1))
    >>> daily_series([figure, figure], Measure.EVENTS, span).counts
    array([6, 0, 0])
    """
    counts = np.zeros(span.days, dtype=np.int64)
    undated = 0
    for figure in figures:
        if figure.date in span:
            counts[(figure.date - span.start).days] += _value(figure, measure)
            undated += figure.undated_events
    return DailySeries(span, counts, undated)


def _value(figure: DailyFigure, measure: Measure) -> int:
    value = figure.events if measure is Measure.EVENTS else figure.deaths_best
    if value is None:
        raise QuestionError(
            f"the figures of {figure.date} do not count deaths",
            remedy="ask for events, or bring a table that counts deaths",
        )
    return value


def _conditions(frame: Any, selection: Selection) -> list[nw.Expr]:  # noqa: ANN401
    """One condition for each field of the selection that is not empty."""
    conditions = []
    for field, columns in (
        ("countries", ("country", "country_id")),
        ("conflicts", ("conflict", "conflict_id")),
        ("dyads", ("dyad", "dyad_id")),
        ("admin1", ("admin1",)),
    ):
        asked = getattr(selection, field)
        if asked:
            rows = frame.select(*columns).unique().to_native().fetchall()
            _refuse_unknown(columns[0], asked, {str(value) for row in rows for value in row})
            conditions.append(reduce(or_, (_is_one_of(column, asked) for column in columns)))
    if selection.violence_types:
        conditions.append(nw.col("violence_type").is_in(list(selection.violence_types)))
    return conditions


def _is_one_of(column: str, asked: Sequence[str]) -> nw.Expr:
    return nw.col(column).cast(nw.String).is_in(list(asked))


def _refuse_unknown(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    there = set(known)
    for name in asked:
        if name not in there:
            near = get_close_matches(name, sorted(there), n=1, cutoff=0.5)
            raise QuestionError(
                f"no event has the {what} {name!r}",
                remedy=f"did you mean {near[0]!r}?" if near else "check the truce file's selection",
            )
