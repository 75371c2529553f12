"""The series that are foretold: Syria from UCDP GED, the Central African Republic from GeoJSON.

Events that last at most one day count on the day they start; others are left out. Syria: every dyad
and governorate, and every governorate. Central African Republic: events are fewer and less finely
placed, so every dyad and every prefecture.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

from bench.protocol import Counts, Protocol, Unit
from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.truce import Selection
from trucewatch.panel.figures import daily_figures
from trucewatch.panel.series import daily_series
from trucewatch.usecases.events import open_events

CAR = Protocol(
    DaySpan(date(1991, 1, 1), date(2023, 1, 1)), baseline=365, fewest_events=60, many=3.0
)
"""Nowhere there do four weeks let expect 10 events; effects are injected where they expect 3."""


def syria(path: Path, release: str | None, protocol: Protocol) -> dict[Unit, Counts]:
    """Return the series of events of a file or store of UCDP GED with Syria, 2016 to 2019."""
    return {
        unit: daily_series(figures, Measure.EVENTS, protocol.span).counts
        for unit, figures in syria_figures(path, release, protocol).items()
    }


def syria_figures(
    path: Path, release: str | None, protocol: Protocol
) -> dict[Unit, list[DailyFigure]]:
    """Return the daily figures of the units with enough events."""
    with open_events(path, release=release) as (events, _):
        figures = daily_figures(events, Selection())
    units: dict[Unit, list[DailyFigure]] = defaultdict(list)
    for figure in figures:
        if figure.admin1 is not None:
            units[(str(figure.dyad), figure.admin1)].append(figure)
            units[(figure.admin1,)].append(figure)
    counted = {
        unit: daily_series(units[unit], Measure.EVENTS, protocol.span).counts
        for unit in sorted(units)
    }
    return {unit: units[unit] for unit in with_enough(counted, protocol)}


def car(path: Path, protocol: Protocol = CAR) -> dict[Unit, Counts]:
    """Return the series of UCDP GED as GeoJSON, here of the Central African Republic."""
    units: dict[Unit, Counts] = defaultdict(lambda: np.zeros(protocol.span.days, dtype=np.int64))
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        event = feature["properties"]
        first, last = (date.fromisoformat(event[f"date_{end}"][:10]) for end in ("start", "end"))
        if first in protocol.span and (last - first).days <= 1:
            for name in filter(None, (event["dyad_name"], event["adm_1"])):
                units[(name,)][(first - protocol.span.start).days] += 1
    return with_enough({unit: units[unit] for unit in sorted(units)}, protocol)


def with_enough(series: Mapping[Unit, Counts], protocol: Protocol) -> dict[Unit, Counts]:
    """Keep the units with enough events."""
    return {
        unit: counts for unit, counts in series.items() if counts.sum() >= protocol.fewest_events
    }
