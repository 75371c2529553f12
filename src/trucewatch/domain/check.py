"""Checks of an answer: each passes, fails, or gives no verdict with the reason."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a check says."""

    PASSES = "passes"
    FAILS = "fails"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True, slots=True)
class Check:
    """One check of an answer.

    Attributes
    ----------
    name
        What was checked, such as "placebo in time".
    tried, against
        How many tries it took, and how many of them speak against the answer.
    text
        What was found, or why there is no verdict; one sentence.
    """

    name: str
    outcome: Outcome
    tried: int
    against: int
    text: str
