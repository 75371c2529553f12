"""What a check of the record came to, and what a published root stands for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayRoot:
    """The Merkle root over all entries that were recorded by the end of a day.

    Attributes
    ----------
    entries
        How many they are.
    root
        In hexadecimal.
    """

    day: date
    entries: int
    root: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A state that an incident was in.

    Attributes
    ----------
    entered, left
        In UTC as they stand in the log; ``left`` is None where it is there still.
    hours
        In between, up to the asked time where it is there still.
    """

    state: str
    entered: str
    left: str | None
    hours: float
