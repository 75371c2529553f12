"""Implementation in the shape of the Peace Accords Matrix."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PamYear:
    """One accord and year.

    Attributes
    ----------
    count
        Years since the accord's first, from 0.
    scores
        0 to 3 by the stem of each provision that the accord has; the others it does not have.
    """

    year: int
    count: int
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PamTable:
    """One accord, year by year.

    Attributes
    ----------
    stems
        Of every provision of the matrix, in the order of the columns.
    left_out
        Ids of commitments that belong to no provision of the matrix.
    """

    accord: str
    name: str
    stems: tuple[str, ...]
    years: tuple[PamYear, ...]
    left_out: tuple[str, ...]
