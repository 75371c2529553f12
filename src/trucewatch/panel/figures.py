"""Events turned into daily figures, by whatever engine holds them."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.panel.series import refuse_unknown

_UNIT = ("date", "dyad_id", "dyad", "admin1")
_DEATHS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")


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
            refuse_unknown(columns[0], asked, {str(value) for row in rows for value in row})
            conditions.append(reduce(or_, (_is_one_of(column, asked) for column in columns)))
    if selection.violence_types:
        conditions.append(nw.col("violence_type").is_in(list(selection.violence_types)))
    return conditions


def _is_one_of(column: str, asked: Sequence[str]) -> nw.Expr:
    return nw.col(column).cast(nw.String).is_in(list(asked))
