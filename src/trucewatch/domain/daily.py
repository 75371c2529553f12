"""The daily table: what was counted, per day, dyad, kind and place."""

import datetime as dt
from dataclasses import dataclass

from trucewatch.days import DaySpan

COUNTING_RULE = (
    "events counted on the day they start, each with the last day on which it may have happened"
)
"""What a row of a daily table holds, in words."""


@dataclass(frozen=True, slots=True)
class DailyFigure:
    """Some events, alike in all that is asked of them; a daily table has a row for each.

    Attributes
    ----------
    date, last
        First and last local day on which each of them can have happened; the same where the day
        is known.
    dyad_id, dyad
        The source's number and name of the two sides; None where the source has no parties.
    kind
        What kind of violence or weapon, as the source calls it; None where it does not say.
    admin1
        First-level administrative unit; None where the source gives none.
    cell
        H3 cell at resolution 4, about 1,800 square kilometres; None where the place is vaguer than
        a district, or not known.
    events, lethal_events
        All of them, and those with at least one death by the best estimate.
    deaths_low, deaths_best, deaths_high, deaths_civilians
        Deaths in them; None where the source does not count them.
    source_office
        Who reported them; only filled where it was asked for, and no column of a daily table.
    """

    date: dt.date
    last: dt.date
    dyad_id: int | None = None
    dyad: str | None = None
    kind: str | None = None
    admin1: str | None = None
    cell: str | None = None
    events: int = 0
    lethal_events: int | None = None
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    deaths_civilians: int | None = None
    source_office: str | None = None

    @property
    def dated(self) -> bool:
        """Whether the day is known."""
        return self.last == self.date


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
