"""A number with its interval."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A central interval: ``level`` of the draws lie in [low, high].

    ``low`` may be minus infinity for a reduction: some draws expect nothing at all.
    """

    median: float
    low: float
    high: float
    level: float
