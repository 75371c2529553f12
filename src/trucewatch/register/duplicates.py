"""Likely duplicates: pairs of allegations that may tell of one event, with the reasons.

Nothing is merged here: a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trucewatch.domain.allegation import Allegation
from trucewatch.errors import InputError
from trucewatch.register.compared import compared, model


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison found.

    Attributes
    ----------
    what
        What was compared, such as place.
    said
        What was found, in words.
    weight
        How much it speaks for one event, in bits: above zero for, below zero against.
    """

    what: str
    said: str
    weight: float

    def __str__(self) -> str:
        return f"{self.what}: {self.said} ({self.weight:+.1f})"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two allegations that may tell of one event; a person decides.

    Attributes
    ----------
    probability
        As the model has it; it is right for allegations like those it was learnt from.
    reasons
        One for each comparison that could be made, those that say most in front.
    """

    first: str
    second: str
    probability: float
    reasons: tuple[Reason, ...]


def duplicates(
    allegations: Sequence[Allegation], *, least: float | None = None
) -> tuple[Proposal, ...]:
    """Return the pairs of allegations that are likely to tell of one event.

    Parameters
    ----------
    allegations
        In any order.
    least
        The probability from which on a pair is proposed; None takes that of the model.

    Returns
    -------
    tuple of Proposal
        The likeliest first. The same allegations give the same proposals.

    Raises
    ------
    InputError
        When splink is not installed, or two allegations have one id.

    Examples
    --------
    >>> duplicates(())
    ()
    """
    if len({one.id for one in allegations}) < len(allegations):
        raise InputError("two allegations have one id", remedy="give each its own")
    floor = model().least if least is None else least
    found = [_proposal(row) for row in compared(allegations) if row["match_probability"] >= floor]
    return tuple(sorted(found, key=lambda one: (-one.probability, one.first, one.second)))


def _proposal(row: Mapping[str, Any]) -> Proposal:
    reasons = []
    for number, (what, comparison) in enumerate(model().comparisons.items()):
        level = row[f"gamma_c{number}"]
        if level >= 0:
            found = comparison.levels[len(comparison.levels) - 1 - level]
            reasons.append(Reason(what, found.said, found.weight))
    reasons.sort(key=lambda one: -abs(one.weight))
    first, second = sorted((row["unique_id_l"], row["unique_id_r"]))
    return Proposal(first, second, float(row["match_probability"]), tuple(reasons))
