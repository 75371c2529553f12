"""How far a commitment was on a day, as far as was known on a day, at the price of a look-up.

Entries are sorted by their day once. Up to which of them everything was known is found by bisection
on the latest day of knowledge so far; only the few entries after that are looked at one by one.
"""

from bisect import bisect_right
from datetime import date
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


_BEFORE, _AFTER = date.min.toordinal(), date.max.toordinal() + 1
_Fields = tuple[float | None, int, int, float, float, int, int | None, bool]
"""Those of a :class:`Stand`: there are as many of them as reports, and tuples cost the least."""


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
        self._stands: list[_Fields] = [(self._start, 0, first, 0.0, 0.0, 0, None, False)]
        self._last = Stand._make(self._stands[0])
        self._same = (0, 0, 0, 0)

    def at(self, as_of: int, known: int) -> Stand:
        """Return where it stood at the end of a day, as far as was known at the end of another.

        Parameters
        ----------
        as_of, known
            Ordinals of days (``date.toordinal``).
        """
        same = self._same  # asked day after day, it mostly stands where it stood
        if same[0] <= as_of < same[1] and same[2] <= known < same[3]:
            return self._last
        upto = bisect_right(self._days, as_of)
        sure = min(upto, bisect_right(self._latest, known))
        while len(self._stands) <= sure:
            self._stands.append(self._after(self._stands[-1], len(self._stands) - 1))
        stand = self._stands[sure]
        seen, unseen = self._latest[sure - 1] if sure else _BEFORE, _AFTER
        for n in range(sure, upto):
            when = self._known[n]
            if when <= known:
                stand = self._after(stand, n)
                seen = max(seen, when)
            else:
                unseen = min(unseen, when)
        first = self._days[upto - 1] if upto else _BEFORE
        after = self._days[upto] if upto < len(self._days) else _AFTER
        self._same, self._last = (first, after, seen, unseen), Stand._make(stand)
        return self._last

    def _after(self, stand: _Fields, n: int) -> _Fields:
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
        return (
            level,
            entries + (days > 0),
            last + days,
            squares,
            change + step,
            span + days,
            (reached or day) if met else None,
            fell or (step < 0 and self._start is None),
        )
