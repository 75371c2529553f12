"""What would have moved, had one thing gone otherwise."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trucewatch.days import PartialDay
from trucewatch.domain.status import MadeOf


class Key(StrEnum):
    """What can be made otherwise."""

    DONE = "done"
    DUE = "due"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing made otherwise: a day, or never."""

    ref: str
    key: Key
    day: date | None

    def __str__(self) -> str:
        return f"{self.ref}.{self.key.value}={self.day or 'never'}"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that would have been otherwise.

    Attributes
    ----------
    kind
        Step, commitment, gate or phase.
    was, would
        The day on which it came; None where it did not, or would not have by the day of the
        question.
    due_was, due_would
        Deadlines of a commitment.
    state_was, state_would
        Of a commitment.
    via
        What it would have waited for last; None for what was changed by hand.
    lag
        Days between what it waited for and itself, taken over from what happened.
    possible
        From which day something that has not come could have come, where that is new.
    """

    id: str
    name: str
    kind: str
    was: PartialDay | None
    would: PartialDay | None
    due_was: PartialDay | None = None
    due_would: PartialDay | None = None
    state_was: str | None = None
    state_would: str | None = None
    via: str | None = None
    lag: int | None = None
    possible: date | None = None

    @property
    def days(self) -> int | None:
        """By how many days it would have moved; negative is earlier."""
        if self.was is None or self.would is None:
            return None
        return (self.would.last - self.was.last).days


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer.

    Attributes
    ----------
    path
        The critical path: ids from what was changed to the last thing that moved, each waiting
        for the one before it.
    """

    process: str
    name: str
    as_of: date
    known: date | None
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    path: tuple[str, ...]
    text: str
    made_of: MadeOf | None = None
