"""What can be said, and how sure it is."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said; the rule that gives it stands in ``trucewatch.estimate.effect``."""

    REDUCED = "reduced"
    NOT_REDUCED = "not reduced"
    INCREASED = "increased"
    UNDETERMINED = "undetermined"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True)
class Probability:
    """Shares of the draws.

    Attributes
    ----------
    reduced
        That more would have been expected than was observed.
    increased
        That less would have been expected than was observed.
    at_least_threshold
        That the fall is at least the agreed one; None where none was agreed.
    """

    reduced: float
    increased: float
    at_least_threshold: float | None
