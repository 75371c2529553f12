"""What could be said on each day, by a test that may be looked at every day."""

from datetime import timedelta

import numpy as np

from trucewatch.domain.assessment import DayVerdict
from trucewatch.domain.verdict import Verdict
from trucewatch.estimate.effect import SMALLEST_FALL
from trucewatch.estimate.sequential import HORIZON, confidence_sequence
from trucewatch.usecases.inquiry import Answer


def day_verdicts(answer: Answer, *, level: float, seed: int) -> tuple[DayVerdict, ...]:
    """Return the verdict of each day of the window, up to the horizon of the test.

    Of deaths nothing is said: they come in clumps, and one strike can undo what was said before.
    Days on which the source was not looking count neither in the record nor in what was expected.
    """
    forecast = answer.forecast
    if forecast.intensity is None:
        return ()
    what, days = answer.question, min(answer.question.window.days, HORIZON)
    # Events without a known day lie where the first imputation has put them.
    counts = np.where(answer.used, answer.observed[0], 0)[:days]
    agreed = None if what.threshold is None else 1 - what.threshold
    little = 1 - SMALLEST_FALL
    left = confidence_sequence(
        counts,
        forecast.on_days(answer.used),
        level=level,
        seed=seed,
        ratios=[little, *([] if agreed is None else [agreed])],
    )
    return tuple(
        DayVerdict(
            what.window.start + timedelta(days=day),
            int(counts[: day + 1].sum()),
            1 - float(left.high[day]),
            1 - float(left.low[day]),
            _verdict(float(left.low[day]), float(left.high[day]), little),
            _agreed(float(left.low[day]), float(left.high[day]), agreed),
        )
        for day in range(days)
    )


def _verdict(low: float, high: float, little: float) -> Verdict:
    if low >= 1:
        return Verdict.INCREASED
    if high <= 1:
        return Verdict.REDUCED
    return Verdict.NOT_REDUCED if low >= little else Verdict.UNDETERMINED


def _agreed(low: float, high: float, agreed: float | None) -> bool | None:
    if agreed is None:
        return None
    if high <= agreed:
        return True
    return False if low >= agreed else None
