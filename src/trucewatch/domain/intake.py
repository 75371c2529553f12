"""What came of taking in a file of events."""

from dataclasses import dataclass
from typing import Literal

from trucewatch.domain.daily import Provenance

Level = Literal["rejected", "warning"]
"""Whether a row was left out, or kept with a remark."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that was found wrong in a file.

    Attributes
    ----------
    level
        Whether the row was left out.
    row
        Its number, the first under the header being 1; None for the file as a whole.
    field, value
        The column by its name in the file, and what stood there; None for the row as a whole.
    reason
        What is wrong with it.
    """

    level: Level
    row: int | None
    field: str | None
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """The account of a file: every row of it was kept or rejected.

    Attributes
    ----------
    provenance
        Where the events come from; ``provenance.rows`` is how many were kept.
    bytes
        Size of the file that was read.
    rejected, warnings
        Rows that were not kept; and remarks on the file or on rows that were.
    deaths_best
        Best estimates of deaths, summed over the rows that were kept.
    published_events, published_deaths
        What the source says they should be; None where it is not known.
    messages
        The remarks on the file as a whole, one line each.
    """

    provenance: Provenance
    bytes: int
    rejected: int
    warnings: int
    deaths_best: int
    published_events: int | None
    published_deaths: int | None
    messages: tuple[str, ...]

    @property
    def as_published(self) -> bool | None:
        """Whether rows and deaths are those the source published; None if it is not known."""
        if self.published_events is None or self.published_deaths is None:
            return None
        found = (self.provenance.rows + self.rejected, self.deaths_best)
        return found == (self.published_events, self.published_deaths)
