"""Silence is not peace: days on which a source was blind, late, repeating itself or not yet done.

All rules look at what a source shows as a whole, never at one stream alone: a party that falls
silent while others are still reported is what a truce looks like; a source that falls silent is
not. docs/silence.md tells the rules with their reasons.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.domain.silence import SilenceKind
from trucewatch.errors import QuestionError
from trucewatch.estimate.silence_late import LateDay, late_days
from trucewatch.estimate.silence_rate import last_days, rate_before_silence
from trucewatch.words import clean, number

FALL = 0.95
"""A silence must be improbable even had the violence of all streams fallen by this share."""

FALL_UNBOUND = 0.8
"""The same for the streams that no truce binds."""

RARE_SILENCE = 1e-3
"""So improbable must a silence be, even after such a fall, to be no peace."""

RARE_REPEAT = 1e-6
"""So improbable must equal figures in a row be: very much so, since any day may start a row."""

LEAST_REPEATED = 5
"""Smaller figures are often the same by themselves."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Consecutive days that can't be taken at their word.

    Attributes
    ----------
    first
        The first of them, as an offset from the first day of the series.
    days
        How many they are.
    kind
        What is wrong with them.
    probability
        Of days like these under the supposition that the reason names.
    reason
        Sentences a reader can follow.
    since
        The first day to which their count may belong: earlier than ``first`` for a late day,
        ``first`` itself for all others.
    """

    first: int
    days: int
    kind: SilenceKind
    probability: float
    reason: str
    since: int

    @property
    def end(self) -> int:
        """The day after the last, as an offset."""
        return self.first + self.days


def silent_days(
    streams: ArrayLike,
    *,
    names: Sequence[str] | None = None,
    bound: Sequence[bool] | None = None,
) -> tuple[Silence, ...]:
    """Return the days on which a source was blind, late, repeating itself or not yet done.

    Parameters
    ----------
    streams
        Counts of one source per day, such as one stream a dyad. Shape: (streams, days).
    names
        Of the streams, for the reasons.
    bound
        Whether a truce may have silenced a stream. Those that none binds are supposed to fall
        less; where nothing is said, all may have been silenced.

    Returns
    -------
    tuple of Silence
        In the order of the days; no day is in two of them.

    Raises
    ------
    QuestionError
        When the streams are no counts, or there is not one name or one bound a stream.

    Examples
    --------
    >>> war = [14, 17, 15, 12, 19, 16, 15] * 8
    >>> found = silent_days([war + [0] * 14 + [15] * 3], names=["The ministry"])
    >>> [(silence.first, silence.days, silence.kind.value) for silence in found]
    [(56, 14, 'blind')]
    >>> print(found[0].reason)
    The ministry shows nothing on these 14 days, after about 15 a day. Even had violence fallen by \
95 %, the probability of such a silence would be less than 1 in 10,000: peace and silence can't \
be told apart.
    """
    counts = _checked(streams)
    _one_each("names", names, len(counts))
    _one_each("bounds", bound, len(counts))
    free = np.zeros(len(counts), np.bool_) if bound is None else ~np.asarray(bound, np.bool_)
    who = _who(names, len(counts))
    found = [*_blind(counts, free, who), *_repeated(counts, who)]
    total = counts.sum(axis=0)
    found += [_late(late, who) for late in late_days(total, _days_of(found, total.size))]
    return tuple(sorted(found, key=lambda silence: silence.first))


def _blind(counts: NDArray[np.int64], free: NDArray[np.bool_], who: str) -> Iterator[Silence]:
    """Yield the runs of nothing at all that even a great fall would hardly bring."""
    total = counts.sum(axis=0)
    runs = _runs(total == 0)
    supposed = [(total, FALL, "violence")]
    if free.any():
        others = "the violence that no truce binds"
        supposed.append((counts[free].sum(axis=0), FALL_UNBOUND, others))
    for first, end in runs:
        usual = _days_before(first, end - first, runs)
        rates = [(rate_before_silence(values[usual]), fall, of) for values, fall, of in supposed]
        told = [(r.nothing(end - first, fall), r.mean, fall, of) for r, fall, of in rates if r]
        if told and min(told)[0] < RARE_SILENCE:
            probability, mean, fall, of = min(told)
            kind = SilenceKind.NOT_YET_CODED if end == total.size else SilenceKind.BLIND
            reason = (
                f"{who} nothing on {_these(end - first)}, after about {number(mean)} a day"
                f"{'' if fall == FALL else ' where no truce binds'}. Even had {of} fallen by "
                f"{fall * 100:.0f} %, the probability of such a silence would be "
                f"{_odds(probability)}: {_why(kind, len(counts))}."
            )
            yield Silence(first, end - first, kind, probability, reason, first)


def _why(kind: SilenceKind, streams: int) -> str:
    if kind is SilenceKind.NOT_YET_CODED:
        return "these last days are not yet coded, or were not reported"
    if streams == 1:
        return "peace and silence can't be told apart"
    return "the source itself was silent"


def _days_before(first: int, days: int, runs: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Return the days that tell what was usual before a run of zeros.

    Earlier runs at least as long may be blind as well and are left out. Which they are does not
    depend on how high the counts are: a war ten times as violent is never less surely silent.
    """
    usable = np.ones(first, dtype=np.bool_)
    for start, stop in runs:
        if stop <= first and stop - start >= days:
            usable[start:stop] = False
    return last_days(usable)


def _repeated(counts: NDArray[np.int64], who: str) -> Iterator[Silence]:
    """Yield the days on which all streams show the day before once more.

    Two independent counts are equal at most as often as the likeliest value comes up, which for a
    Poisson distribution is its whole mean; a burstier one repeats itself less.
    """
    total = counts.sum(axis=0)
    same = np.r_[False, (counts[:, 1:] == counts[:, :-1]).all(axis=0)]
    for first, end in _runs(same & (total >= LEAST_REPEATED)):
        value = int(total[first])
        probability = _likeliest(value) ** (end - first)
        if probability < RARE_REPEAT:
            reason = (
                f"{who} {number(value)} again and again, on {_these(end - first)} the same as "
                f"on the day before. Had they been counted, the probability would be "
                f"{_odds(probability)}: a figure was repeated."
            )
            yield Silence(first, end - first, SilenceKind.REPEATED, probability, reason, first)


def _likeliest(mean: int) -> float:
    """Return the Poisson probability of a whole mean."""
    return math.exp(mean * math.log(mean) - mean - math.lgamma(mean + 1))


def _late(late: LateDay, who: str) -> Silence:
    reason = (
        f"{who} {number(late.observed)} on this day, where about {number(late.usual)} were usual, "
        f"after days that brought about {number(late.missing)} fewer than usual. Had nothing "
        f"changed, the probability of such a day would be {_odds(late.probability)}: some of its "
        "count belongs to earlier days."
    )
    return Silence(late.day, 1, SilenceKind.LATE, late.probability, reason, late.since)


def _runs(days: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches of true days as (first, day after the last)."""
    edges = np.flatnonzero(np.diff(np.r_[False, days, False]))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]


def _days_of(found: Iterable[Silence], size: int) -> NDArray[np.bool_]:
    days = np.zeros(size, dtype=np.bool_)
    for silence in found:
        days[silence.first : silence.end] = True
    return days


def _who(names: Sequence[str] | None, streams: int) -> str:
    """Return subject and verb of a reason."""
    if names is not None and streams <= 3:
        named = [clean(name) for name in names]
        listed = " and ".join([", ".join(named[:-1]), named[-1]]) if streams > 1 else named[0]
        return f"{listed} together show" if streams > 1 else f"{listed} shows"
    return "The source shows" if streams == 1 else f"All {streams} streams together show"


def _these(days: int) -> str:
    return "this day" if days == 1 else f"these {days} days"


def _odds(probability: float) -> str:
    """Return a small probability as "less than 1 in" the greatest power of ten that holds."""
    for power in (6, 5, 4):
        if probability < 10.0**-power:
            return f"less than 1 in {10**power:,}"
    return "less than 1 in 1,000"


def _one_each(what: str, given: Sequence[object] | None, streams: int) -> None:
    if given is not None and len(given) != streams:
        raise QuestionError(
            f"{len(given)} {what} for {streams} streams", remedy="give one for each stream"
        )


def _checked(streams: ArrayLike) -> NDArray[np.int64]:
    try:
        values = np.asarray(streams, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise QuestionError(f"the streams are not numbers ({error})") from error
    if values.ndim != 2 or not len(values):
        raise QuestionError(
            f"the streams have the shape {values.shape}", remedy="give (streams, days)"
        )
    odd = ~((values >= 0) & (values < 2**53) & (values == np.floor(values)))
    if odd.any():
        stream, day = np.argwhere(odd)[0]
        raise QuestionError(
            f"{values[stream, day]} on day {day + 1} of stream {stream + 1} is not a daily count",
            remedy="give whole numbers from 0 on",
        )
    return values.astype(np.int64)
