"""The events of many countries at once, as columns and never as objects."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from trucewatch.domain.assessment import Measure
from trucewatch.panel.figures import KINDS
from trucewatch.panel.panel import LABELS, Panel

_UNIT = ("country", "date_start", "date_end", "dyad_id", "dyad", "violence_type", "admin1")
_SUMS = {
    Measure.EVENTS: nw.len(),
    Measure.LETHAL_EVENTS: (nw.col("deaths_best") > 0).cast(nw.Int64).sum(),
    Measure.DEATHS: nw.col("deaths_best").sum(),
    Measure.DEATHS_LOW: nw.col("deaths_low").sum(),
    Measure.DEATHS_HIGH: nw.col("deaths_high").sum(),
    Measure.CIVILIAN_DEATHS: nw.col("deaths_civilians").sum(),
}


def country_panels(events: Any) -> dict[str, Panel]:  # noqa: ANN401 - any engine's table
    """Count the events of every country per day, dyad, kind and first-level unit.

    Cells and reporting offices are not told apart. The rows stand in the order of
    :func:`trucewatch.panel.figures.daily_figures`.

    Parameters
    ----------
    events
        A table with the columns of :class:`~trucewatch.domain.event.Event`, as any engine that
        narwhals knows without data in memory, such as a DuckDB relation.

    Returns
    -------
    dict of Panel
        By country.
    """
    sums = {measure.value: expression for measure, expression in _SUMS.items()}
    counted = nw.from_native(events).group_by(*_UNIT).agg(**sums)
    columns = _filled(counted.select(*_UNIT, *sums).to_native().fetchnumpy())
    order = _order(columns)
    sorted_columns = {name: values[order] for name, values in columns.items()}
    # Rows are sorted by country first, so that each country is one stretch of them.
    names, first = np.unique(sorted_columns["country"].astype(str), return_index=True)
    edges = pairwise([*first, order.size])
    return {
        str(name): _panel({n: values[start:end] for n, values in sorted_columns.items()})
        for name, (start, end) in zip(names, edges, strict=True)
    }


def _filled(columns: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Return the columns with None where a text is not known."""
    out: dict[str, NDArray[Any]] = {}
    for name, values in columns.items():
        plain = np.ma.getdata(values).copy()
        if plain.dtype == object:
            plain[np.ma.getmaskarray(values)] = None
        out[name] = plain
    return out


def _order(columns: Mapping[str, NDArray[Any]]) -> NDArray[np.intp]:
    """Sort by country, days, dyad, kind and place; what is not known first."""
    return np.lexsort([_codes(columns[name]) for name in reversed(_UNIT)])


def _codes(values: NDArray[Any]) -> NDArray[np.int64]:
    """Number the values of a column in their order."""
    if values.dtype != object:
        return np.asarray(values.astype(np.int64))
    names = sorted({value for value in values.tolist() if value is not None})
    place = {name: n + 1 for n, name in enumerate(names)}
    return np.array([place.get(value, 0) for value in values.tolist()], dtype=np.int64)


def _days(values: NDArray[Any]) -> NDArray[np.int64]:
    return np.asarray(values.astype("datetime64[D]").astype(np.int64))


def _panel(columns: Mapping[str, NDArray[Any]]) -> Panel:
    rows = columns["country"].size
    known = {
        "dyad": columns["dyad"],
        "kind": np.array([KINDS[number] for number in columns["violence_type"]], dtype=object),
        "admin1": columns["admin1"],
    }
    nothing = np.full(rows, None, dtype=object)
    return Panel(
        _days(columns["date_start"]),
        _days(columns["date_end"]),
        {name: known.get(name, nothing) for name in LABELS},
        {measure: columns[measure.value].astype(np.int64) for measure in _SUMS},
    )
