"""Events turned into daily figures, by whatever engine holds them."""

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw

from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.panel.cells import cell_of
from trucewatch.panel.series import refuse_unknown

KINDS = {1: "state-based", 2: "non-state", 3: "one-sided"}
"""UCDP's types of organised violence."""

_VAGUEST = 3  # UCDP's precision of a place: beyond a district it names no cell
_SUMS = ("events", "lethal_events", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
_UNIT = ("date_start", "date_end", "dyad_id", "dyad", "violence_type", "admin1")
_PLACE = ("where_precision", "latitude", "longitude")

Key = tuple[Any, ...]


def daily_figures(
    events: Any,  # noqa: ANN401 - any engine's table
    selection: Selection,
    *,
    by_office: bool = False,
) -> tuple[DailyFigure, ...]:
    """Count the selected events per day, dyad, kind of violence and place.

    An event that may have happened on several days counts in a row from the first of them to the
    last, apart from those whose day is known.

    Parameters
    ----------
    events
        A table with the columns of :class:`~trucewatch.domain.event.Event`, as any engine that
        narwhals knows without data in memory, such as a DuckDB relation.
    selection
        Which events.
    by_office
        Whether to tell apart who reported them.

    Returns
    -------
    tuple of DailyFigure
        Sorted by day, dyad, kind and place; days without an event have no row.

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
    ...     'A - B' AS dyad, 1 AS violence_type, 'Homs' AS admin1, 1 AS where_precision,
    ...     34.7 AS latitude, 36.7 AS longitude, 1 AS deaths_low, 2 AS deaths_best,
    ...     3 AS deaths_high, 0 AS deaths_civilians''')
    >>> daily_figures(events, Selection())[0].deaths_best
    2
    """
    frame = nw.from_native(events)
    for condition in _conditions(frame, selection):
        frame = frame.filter(condition)
    unit = [*_UNIT, *(["source_office"] if by_office else [])]
    counted = frame.group_by(*unit, *_PLACE).agg(
        events=nw.len(),
        lethal_events=(nw.col("deaths_best") > 0).cast(nw.Int64).sum(),
        **{name: nw.col(name).sum() for name in _SUMS[2:]},
    )
    rows = counted.select(*unit, *_PLACE, *_SUMS).to_native().fetchall()
    return _figures(rows, len(unit))


def countries(events: Any, selection: Selection) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """Return the countries in which the selected events happened, sorted."""
    frame = nw.from_native(events)
    for condition in _conditions(frame, selection):
        frame = frame.filter(condition)
    return tuple(
        sorted(name for (name,) in frame.select("country").unique().to_native().fetchall())
    )


def _figures(rows: Sequence[Key], width: int) -> tuple[DailyFigure, ...]:
    """Add up the rows of one unit and cell; places within a cell are not told apart."""
    cells: dict[Key, str | None] = {}
    totals: dict[Key, Counter[str]] = {}
    for row in rows:
        place = row[width : width + len(_PLACE)]
        if place not in cells:
            cells[place] = _cell(*place)
        counts = (int(value) for value in row[width + len(_PLACE) :])
        totals.setdefault((*row[:width], cells[place]), Counter()).update(
            dict(zip(_SUMS, counts, strict=True))
        )
    return tuple(_figure(key, totals[key]) for key in sorted(totals, key=_order))


def _figure(key: Key, counts: Counter[str]) -> DailyFigure:
    start, last, dyad_id, dyad, violence_type, admin1, *office, cell = key
    kind = KINDS.get(violence_type)
    events, lethal, low, best, high, civilians = (counts[name] for name in _SUMS)
    return DailyFigure(
        start,
        last,
        dyad_id,
        dyad,
        kind,
        admin1,
        cell,
        events,
        lethal,
        low,
        best,
        high,
        civilians,
        *office,
    )


def _order(key: Key) -> tuple[tuple[bool, Any], ...]:
    """Sort what is not known first."""
    return tuple((value is not None, value) for value in key)


def _cell(precision: int, latitude: float, longitude: float) -> str | None:
    return None if precision > _VAGUEST else cell_of(latitude, longitude)


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
