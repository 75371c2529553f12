"""Which days of a question can be used when a source was silent on some, and whether enough are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trucewatch.domain.silence import SilenceKind
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import MIN_BASELINE_DAYS
from trucewatch.estimate.silence import Silence

MOST_LOST = 1 / 3
"""Where this share of the window's days is lost, or more, the answer is "no data"."""

USABLE_RULE = (
    "Days on which the source was blind, repeated itself or is not yet done are left out of the "
    "observed and of the expected alike; so are a late report and all days to which its count may "
    "belong. No data: a third or more of the window's days are lost, or fewer than "
    f"{MIN_BASELINE_DAYS} days of the baseline are left. Where a late report lies in the window, "
    "the question is asked with it left out and with it counted; no data if the verdicts differ."
)
"""The rule in plain words, for reports."""


@dataclass(frozen=True, slots=True)
class Usable:
    """What is left of a question.

    Attributes
    ----------
    window, baseline
        Which of their days can be used. Shapes: (days of the window,), (days of the baseline,).
    window_with_late
        The same for the window, late reports and the days of their low runs counted in.
    lost
        Share of the window's days that can't be used.
    no_data
        Whether too few are left for an answer.
    disputed
        Whether the window holds a late report, so that the question has to be asked with both
        masks of the window and there is no data where the verdicts differ.
    reason
        What is lost, in a sentence; None where nothing is.
    """

    window: NDArray[np.bool_]
    baseline: NDArray[np.bool_]
    window_with_late: NDArray[np.bool_]
    lost: float
    no_data: bool
    disputed: bool
    reason: str | None


def usable(found: Sequence[Silence], window: tuple[int, int], baseline: tuple[int, int]) -> Usable:
    """Return which days of a window and its baseline can be used, and whether they are enough.

    A third, because below it the lost days can't overturn what the others show: had violence on
    them been all that it was before, a fall by 80 % on the others is still one by more than half
    over the whole window.

    A late report is left out with its whole low run: what it brings belongs to one of these days,
    but not to which. It is also left out because it is high, which alone makes a window look
    quieter; so a window with one is disputed and needs both answers.

    Parameters
    ----------
    found
        What :func:`~trucewatch.estimate.silence.silent_days` found.
    window, baseline
        First day and day after the last, as offsets from the first day of the series.

    Raises
    ------
    QuestionError
        When a stretch has no day or begins before the series.

    Examples
    --------
    >>> blind = Silence(62, 2, SilenceKind.BLIND, 1e-5, "Nothing.", 62)
    >>> left = usable([blind], (60, 67), (0, 60))
    >>> left.window.tolist(), left.no_data
    ([True, True, False, False, True, True, True], False)
    >>> print(left.reason)
    2 of the window's 7 days can't be used (2 blind).
    """
    for name, (first, end) in (("window", window), ("baseline", baseline)):
        if not 0 <= first < end:
            raise QuestionError(
                f"the {name} is {first} to {end}", remedy="give first day and day after the last"
            )
    blind = [silence for silence in found if silence.kind is not SilenceKind.LATE]
    left = _mask(found, window)
    before = _mask(found, baseline)
    lost = int(np.count_nonzero(~left))
    few = np.count_nonzero(before) < MIN_BASELINE_DAYS
    disputed = any(
        silence.kind is SilenceKind.LATE and window[0] <= silence.first < window[1]
        for silence in found
    )
    return Usable(
        window=left,
        baseline=before,
        window_with_late=_mask(blind, window),
        lost=lost / left.size,
        no_data=bool(few or lost >= MOST_LOST * left.size),
        disputed=disputed,
        reason=_reason(found, window, left, before),
    )


def _mask(found: Sequence[Silence], stretch: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which days of a stretch no silence touches."""
    first, end = stretch
    days = np.ones(end - first, dtype=np.bool_)
    for silence in found:
        days[max(silence.since - first, 0) : max(silence.end - first, 0)] = False
    return days


def _reason(
    found: Sequence[Silence],
    window: tuple[int, int],
    left: NDArray[np.bool_],
    before: NDArray[np.bool_],
) -> str | None:
    """Say how many days are lost to what; a day that a late report overlaps counts once."""
    kinds: dict[int, str] = {}
    for silence in sorted(found, key=lambda one: one.kind is not SilenceKind.LATE):
        what = silence.kind.value
        for day in range(max(silence.since, window[0]), min(silence.end, window[1])):
            kinds[day] = what if day >= silence.first else "reported late"
    said = []
    if kinds:
        listed = ", ".join(
            f"{days} {what}" for what, days in sorted(Counter(kinds.values()).items())
        )
        said.append(f"{len(kinds)} of the window's {left.size} days can't be used ({listed}).")
    if not before.all():
        kept = np.count_nonzero(before)
        said.append(f"Of the baseline's {before.size} days {kept} can be used.")
    return " ".join(said) or None
