"""How far a commitment was on a day, as far as was known on a day, at the price of a look-up.

Entries are sorted by their day once. Up to which of them everything was known is found by bisection
on the latest day of knowledge so far; only the few entries after that are looked at one by one.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from trucewatch.domain.process import Commitment


class Stand(NamedTuple):
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

    def __init__(self, commitment: Commitment, aim: float | None) -> None:
        self._aim = aim
        self._start = commitment.start
        self._falls = self._start is not None and aim is not None and self._start > aim
        order = sorted(
            (one.when.on.last.toordinal(), one.when.known.toordinal(), n, one)
            for n, one in enumerate(commitment.progress)
        )
        self._days = [day for day, _, _, _ in order]
        self._known = [known for _, known, _, _ in order]
        self._changes = [(one.total, one.more or 0.0) for _, _, _, one in order]
        self._latest = list(accumulate(self._known, max))
        first = commitment.agreed.on.last.toordinal()
        self._stands = [Stand(self._start, 0, first, 0.0, 0.0, 0, None, False)]
        self._last: tuple[tuple[int, list[int]], Stand] = ((-1, []), self._stands[0])

    def at(self, as_of: int, known: int) -> Stand:
        """Return where it stood at the end of a day, as far as was known at the end of another.

        Parameters
        ----------
        as_of, known
            Ordinals of days (``date.toordinal``).
        """
        upto = bisect_right(self._days, as_of)
        sure = min(upto, bisect_right(self._latest, known))
        while len(self._stands) <= sure:
            self._stands.append(self._after(self._stands[-1], len(self._stands) - 1))
        if sure == upto:
            return self._stands[sure]
        late = [n for n in range(sure, upto) if self._known[n] <= known]
        # Asked day after day, the same few reports are seen again and again.
        if self._last[0] != (sure, late):
            stand = self._stands[sure]
            for n in late:
                stand = self._after(stand, n)
            self._last = ((sure, late), stand)
        return self._last[1]

    def _after(self, stand: Stand, n: int) -> Stand:
        """Return where it stands after one more report."""
        level, entries, last, squares, change, span, reached, fell = stand
        (total, more), day = self._changes[n], self._days[n]
        before = level or 0.0
        level = before + more if total is None else total
        step, days = level - before, day - last if day > last else 0
        # Two reports of one day are one stretch with the one before it: no pace in no time.
        squares += step * step / (days or 1)
        aim = self._aim
        met = aim is not None and (level <= aim if self._falls else level >= aim)
        return Stand(
            level,
            entries + (days > 0),
            last + days,
            squares,
            change + step,
            span + days,
            (reached or day) if met else None,
            fell or (step < 0 and self._start is None),
        )
