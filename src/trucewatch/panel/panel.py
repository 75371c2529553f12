"""Daily figures in columns, so that they can be split and summed many times over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.errors import QuestionError

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

LABELS = ("dyad", "kind", "admin1", "cell", "source_office")
"""What figures can be split by."""

_COLUMNS = {
    Measure.EVENTS: "events",
    Measure.LETHAL_EVENTS: "lethal_events",
    Measure.DEATHS: "deaths_best",
    Measure.DEATHS_LOW: "deaths_low",
    Measure.DEATHS_HIGH: "deaths_high",
    Measure.CIVILIAN_DEATHS: "deaths_civilians",
}
_SUMMED_UP = 7  # days from which on a row is a summary of several events
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures in columns; a row is a figure.

    Attributes
    ----------
    start, last
        First and last possible day of each row, as days since 1970-01-01. Shapes: (rows,).
    labels
        For each name in ``LABELS`` what the row belongs to; None where that is not known. Shapes:
        (rows,).
    values
        For each measure the count of each row; a measure that some row does not count is not in
        it. Shapes: (rows,).
    """

    start: Ints
    last: Ints
    labels: Mapping[str, NDArray[np.object_]]
    values: Mapping[Measure, Ints]

    @classmethod
    def of(cls, figures: Iterable[DailyFigure]) -> "Panel":
        """Lay out figures in columns."""
        rows = list(figures)
        labels = {
            name: np.array([getattr(row, name) for row in rows], dtype=object) for name in LABELS
        }
        values = {}
        for measure, column in _COLUMNS.items():
            counts = [getattr(row, column) for row in rows]
            if None not in counts:
                values[measure] = np.array(counts, dtype=np.int64)
        return cls(_days(row.date for row in rows), _days(row.last for row in rows), labels, values)

    @property
    def dated(self) -> Marks:
        """Which rows have a known day."""
        return np.asarray(self.start == self.last)

    def where(self, rows: Marks) -> "Panel":
        """Return some of the rows."""
        return Panel(
            self.start[rows],
            self.last[rows],
            {name: label[rows] for name, label in self.labels.items()},
            {measure: value[rows] for measure, value in self.values.items()},
        )

    def within(self, span: DaySpan) -> "Panel":
        """Return the rows that can have happened on some of these days."""
        first, end = _offset(span.start), _offset(span.end)
        return self.where((self.last >= first) & (self.start < end))

    def units(self, label: str) -> tuple[str, ...]:
        """Return the names under a label, sorted; rows without one are not among them."""
        return tuple(sorted({name for name in self.labels[label] if name is not None}))

    def of_unit(self, label: str, name: str) -> "Panel":
        """Return the rows with this name under a label."""
        return self.where(self.labels[label] == name)

    def column(self, measure: Measure) -> Ints:
        """Return the counts of a measure.

        Raises
        ------
        QuestionError
            When some row does not count it.
        """
        if measure not in self.values:
            raise QuestionError(
                f"the figures do not count {measure.value.replace('-', ' ')}",
                remedy="ask for events, or bring a table that counts them",
            )
        return self.values[measure]

    def counts(self, measure: Measure, span: DaySpan) -> Ints:
        """Return what was counted on each day, of the rows whose day is known. Shape: (days,)."""
        rows = self.dated
        return _summed(self.start[rows], self.column(measure)[rows], span)

    def placed(self, rng: np.random.Generator) -> "Panel":
        """Return the rows with every event on one of its possible days, all alike.

        A row that holds several events becomes a row for each; what it counts is shared out over
        them as evenly as whole numbers allow.
        """
        known, unknown = self.where(self.dated), self.where(~self.dated)
        events = unknown.column(Measure.EVENTS)
        owner = _owner(events)
        length = (unknown.last - unknown.start + 1)[owner]
        days = unknown.start[owner] + np.floor(rng.random(owner.size) * length).astype(np.int64)
        every = np.concatenate([known.start, days])
        return Panel(
            every,
            every,
            {
                name: np.concatenate([label, unknown.labels[name][owner]])
                for name, label in known.labels.items()
            },
            {
                measure: np.concatenate([value, _shared(unknown.values[measure], events)])
                for measure, value in known.values.items()
            },
        )

    def imputed(self, measure: Measure, span: DaySpan, rng: np.random.Generator) -> Ints:
        """Return the counts with one draw of the days that are not known. Shape: (days,).

        The draws of two measures from generators of the same seed place the same events on the
        same days.
        """
        return self.placed(rng).counts(measure, span)

    def per_event(self, measure: Measure) -> tuple[Ints, Ints]:
        """Return the count of each event and the day it starts. Shapes: (events,), (events,).

        What a source sums up over more than a week is no single event; it is left out.
        """
        short = self.where(self.last - self.start < _SUMMED_UP)
        events = short.column(Measure.EVENTS)
        return _shared(short.column(measure), events), short.start[_owner(events)]

    def undated_share(self, span: DaySpan) -> float | None:
        """Return which share of the events that may fall on these days has no known day."""
        inside = self.within(span)
        events = inside.column(Measure.EVENTS)
        return float(events[~inside.dated].sum() / events.sum()) if events.sum() else None


def _owner(events: Ints) -> Ints:
    """Return the row of each event; a row of none has one place, lest its deaths be lost."""
    return np.repeat(np.arange(events.size), np.maximum(events, 1))


def _shared(values: Ints, events: Ints) -> Ints:
    """Share the value of each row out over its events, as evenly as whole numbers allow."""
    owner, places = _owner(events), np.maximum(events, 1)
    place = np.arange(owner.size) - np.repeat(np.cumsum(places) - places, places)
    even, more = np.divmod(values, places)
    return np.asarray(even[owner] + (place < more[owner]), dtype=np.int64)


def _summed(days: Ints, values: Ints, span: DaySpan) -> Ints:
    """Add values up by day; days outside the span fall away."""
    offset = days - _offset(span.start)
    inside = (offset >= 0) & (offset < span.days)
    sums = np.bincount(offset[inside], values[inside], span.days)
    return np.asarray(np.rint(sums), dtype=np.int64)


def _offset(day: date) -> int:
    return (day - _EPOCH).days


def _days(dates: Iterable[date]) -> Ints:
    return np.array([_offset(day) for day in dates], dtype=np.int64)
