"""The events of every country in memory, from which each truce of a sweep takes its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.breakdown import By
from trucewatch.domain.truce import Selection, Truce
from trucewatch.errors import QuestionError
from trucewatch.panel.panel import Panel
from trucewatch.panel.series import refuse_unknown
from trucewatch.usecases.judging import Record
from trucewatch.usecases.question import MAX_WASHOUT_DAYS

LOOKED_BEFORE_DAYS = 365
"""So many days before the baseline are looked through for silences of the source."""


@dataclass(frozen=True, slots=True)
class World:
    """What a sweep asks of.

    Attributes
    ----------
    countries
        The events of each.
    covers
        The days of the record.
    """

    countries: Mapping[str, Panel]
    covers: DaySpan
    _units: dict[tuple[str, By], frozenset[str]] = field(default_factory=dict, repr=False)

    def countries_of(self, selection: Selection) -> tuple[str, ...]:
        """Return the countries that a selection is about: those in which it has all its names.

        Raises
        ------
        QuestionError
            When a name does not occur: a misspelt one must not pass for silence.
        """
        refuse_unknown("country", selection.countries, self.countries)
        found = selection.countries or tuple(sorted(self.countries))
        for by, what, names in (
            (By.DYAD, "dyad", selection.dyads),
            (By.ADMIN1, "admin1", selection.admin1),
        ):
            if names:
                refuse_unknown(what, names, set().union(*(self._names(c, by) for c in found)))
                found = tuple(c for c in found if set(names) & self._names(c, by))
        return found

    def record(self, truce: Truce) -> Record:
        """Return the events around a truce, those that it is about and all others.

        Raises
        ------
        QuestionError
            When the truce is about none.
        """
        selection = truce.data["ucdp-ged"]
        covers = self._around(truce)
        inside, outside = [], []
        for country in self.countries_of(selection):
            panel = self.countries[country].within(covers)
            chosen = _chosen(panel, selection)
            inside.append(panel.where(chosen))
            outside.append(panel.where(~chosen))
        if not any(panel.start.size for panel in inside):
            raise QuestionError(
                "there is no event of the selection in the years around it",
                remedy=f"the record covers {self.covers.start} to {self.covers.last}",
            )
        return Record(_joined(inside), _joined(outside), covers)

    def _names(self, country: str, by: By) -> frozenset[str]:
        key = (country, by)
        if key not in self._units:
            self._units[key] = frozenset(self.countries[country].units(by))
        return self._units[key]

    def _around(self, truce: Truce) -> DaySpan:
        """Return the days of the record from a good while before the baseline on.

        All of them where the truce lies outside, so that it is said what they are.
        """
        if truce.window.first_whole_day not in self.covers:
            return self.covers
        back = timedelta(truce.baseline_days + MAX_WASHOUT_DAYS + LOOKED_BEFORE_DAYS)
        first = max(truce.window.first_whole_day, date.min + back)
        return DaySpan(max(self.covers.start, first - back), self.covers.end)


def _chosen(panel: Panel, selection: Selection) -> NDArray[np.bool_]:
    rows = np.ones(panel.start.size, dtype=np.bool_)
    for by, names in ((By.DYAD, selection.dyads), (By.ADMIN1, selection.admin1)):
        if names:
            rows &= np.isin(panel.labels[by], np.array(names, dtype=object))
    return rows


def _joined(panels: Sequence[Panel]) -> Panel:
    if len(panels) == 1:
        return panels[0]
    return Panel(
        np.concatenate([panel.start for panel in panels]),
        np.concatenate([panel.last for panel in panels]),
        {
            name: np.concatenate([panel.labels[name] for panel in panels])
            for name in panels[0].labels
        },
        {
            measure: np.concatenate([panel.values[measure] for panel in panels])
            for measure in panels[0].values
        },
    )
