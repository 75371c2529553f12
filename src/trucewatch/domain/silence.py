"""Days on which a source was blind or late: they are no peace."""

from dataclasses import dataclass
from enum import StrEnum

from trucewatch.days import DaySpan


class SilenceKind(StrEnum):
    """Why a day's figure can't be taken at its word.

    The rules that give them stand in ``trucewatch.estimate.silence``.
    """

    BLIND = "blind"
    NOT_YET_CODED = "not yet coded"
    REPEATED = "repeated"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class BlindDays:
    """Days about which a source says nothing that can be used.

    Attributes
    ----------
    span
        The days.
    kind
        What is wrong with them.
    reason
        Why it is thought so, in a sentence a reader can follow.

    Examples
    --------
    >>> from datetime import date
    >>> span = DaySpan(date(2026, 2, 1), date(2026, 2, 9))
    >>> BlindDays(span, SilenceKind.BLIND, "Nothing at all on 8 days.").kind.value
    'blind'
    """

    span: DaySpan
    kind: SilenceKind
    reason: str
