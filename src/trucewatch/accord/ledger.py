"""How far a commitment was on a day, as far as was known on a day, at the price of a look-up.

Entries are sorted by their day once. Up to which of them everything was known is found by bisection
on the latest day of knowledge so far; only the few entries after that are looked at one by one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from trucewatch.domain.process import Commitment, Progress


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a commitment stood, and what a forecast needs of the way there.

    Attributes
    ----------
    level
        The total by then, or the level; None where nothing was reported.
    entries
        How many stretches between reports there are.
    last
        Ordinal of the day of the last report.
    squares
        Sum over stretches of change squared divided by days.
    change, days
        Sums of the changes and of the days.
    reached
        Ordinal of the day from which the aim was reached without a break; None where it was not.
    fell
        Whether a total was ever lower than one before it.
    """

    level: float | None
    entries: int
    last: int
    squares: float
    change: float
    days: int
    reached: int | None
    fell: bool


class Ledger:
    """The progress of one commitment, ready to be asked about any day.

    Parameters
    ----------
    commitment
        Whose progress it is.
    aim
        The total or level at which it is met; None where it has no quantity.
    """

    __slots__ = ("_aim", "_days", "_entries", "_first", "_known", "_latest", "_stands")

    def __init__(self, commitment: Commitment, aim: float | None) -> None:
        entries = sorted(commitment.progress, key=_order)
        self._entries = entries
        self._aim = aim
        self._days = [entry.when.on.last.toordinal() for entry in entries]
        self._known = [entry.when.known.toordinal() for entry in entries]
        self._latest = _running_most(self._known)
        self._first = commitment.agreed.on.last.toordinal()
        start = commitment.start
        self._stands = [Stand(start, 0, self._first, 0.0, 0.0, 0, None, False)]
        for day, entry in zip(self._days, entries, strict=True):
            self._stands.append(self._after(self._stands[-1], day, entry))

    def at(self, as_of: int, known: int) -> Stand:
        """Return where it stood at the end of a day, as far as was known at the end of another.

        Parameters
        ----------
        as_of, known
            Ordinals of days (``date.toordinal``).
        """
        upto = bisect_right(self._days, as_of)
        sure = min(upto, bisect_right(self._latest, known))
        stand = self._stands[sure]
        for n in range(sure, upto):
            if self._known[n] <= known:
                stand = self._after(stand, self._days[n], self._entries[n])
        return stand

    def _after(self, stand: Stand, day: int, entry: Progress) -> Stand:
        """Return where it stands after one more report."""
        before = stand.level or 0.0
        level = entry.total if entry.total is not None else before + (entry.more or 0.0)
        change, days = level - before, max(day - stand.last, 0)
        # Two reports of one day are one stretch with the one before it: no pace in no time.
        squares = stand.squares + change * change / max(days, 1)
        reached = None
        if self._aim is not None and self._met(level):
            reached = stand.reached if stand.reached is not None else day
        return Stand(
            level,
            stand.entries + (days > 0),
            max(day, stand.last),
            squares,
            stand.change + change,
            stand.days + days,
            reached,
            stand.fell or (self._adds_up and change < 0),
        )

    @property
    def _adds_up(self) -> bool:
        return self._stands[0].level is None

    def _met(self, level: float) -> bool:
        start = self._stands[0].level
        assert self._aim is not None  # noqa: S101 - asked only where there is an aim
        return level <= self._aim if start is not None and start > self._aim else level >= self._aim


def _order(entry: Progress) -> tuple[int, int]:
    return entry.when.on.last.toordinal(), entry.when.known.toordinal()


def _running_most(values: Sequence[int]) -> list[int]:
    most, out = 0, []
    for value in values:
        most = max(most, value)
        out.append(most)
    return out
