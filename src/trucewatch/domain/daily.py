"""The daily table: what was counted, per day, dyad and first-level administrative unit."""

from dataclasses import dataclass
from datetime import date

from trucewatch.days import DaySpan

COUNTING_RULE = "events that last at most one day, counted on the day they start"
"""Which events a daily figure counts, in words."""


@dataclass(frozen=True, slots=True)
class DailyFigure:
    """One row of a daily table; its fields are the table's columns, in this order.

    Attributes
    ----------
    date
        The local day.
    dyad_id, dyad
        The source's number and name of the two sides; None where the table has no parties.
    admin1
        First-level administrative unit; None where the source gives none.
    events
        Events that last at most one day and started on this one.
    deaths_low, deaths_best, deaths_high, deaths_civilians
        Deaths in those events; None where the table does not count them.
    undated_events
        Events that started on this day but may have happened over several; not in ``events``.
    """

    date: date
    dyad_id: int | None
    dyad: str | None
    admin1: str | None
    events: int
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    deaths_civilians: int | None
    undated_events: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where figures come from, so that anyone can make them again.

    Attributes
    ----------
    dataset
        Short name of the data set, such as "ucdp-ged".
    release
        The release of it; past years change between releases.
    sha256
        Of the file that was read, in hexadecimal.
    rows
        Rows of that file that were used.
    covers
        The days on which the source was looking; a day without an event in here is a zero.
    citation
        How the source asks to be cited.
    query
        What was done to the rows, in words a reader can repeat.
    """

    dataset: str
    release: str
    sha256: str
    rows: int
    covers: DaySpan
    citation: str
    query: str
