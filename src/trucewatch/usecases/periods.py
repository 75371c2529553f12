"""The four periods: before, surge, truce and after, against one baseline."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Question
from trucewatch.domain.periods import FourPeriods, PeriodEffect
from trucewatch.errors import QuestionError
from trucewatch.estimate.surge import Surge
from trucewatch.estimate.surge import surge as surge_of
from trucewatch.usecases.inquiry import Answer, Inquiry
from trucewatch.usecases.question import baseline

SURGE_DAYS = 3
"""Looked at for a surge where the question has no washout."""

MIN_AFTER_DAYS, MAX_AFTER_DAYS = 7, 60


def after(window: DaySpan, end: date) -> DaySpan | None:
    """Return the days that follow a window: as many as it has, but at least 7 and at most 60.

    Parameters
    ----------
    window
        The window.
    end
        The day after the last that may be looked at.

    Returns
    -------
    DaySpan or None
        None where the window's end is the last that may be looked at.

    Examples
    --------
    >>> print(after(DaySpan(date(2020, 2, 22), date(2020, 2, 29)), date(2020, 3, 3)))
    2020-02-29 to 2020-03-02
    """
    days = min(max(window.days, MIN_AFTER_DAYS), MAX_AFTER_DAYS)
    last = min(window.end + timedelta(days=days), end)
    return DaySpan(window.end, last) if window.end < last else None


def four_periods(
    inquiry: Inquiry, what: Question, covers: DaySpan, *, longest_baseline: int
) -> FourPeriods | None:
    """Hold the surge, the truce and the days after it against a baseline before them all.

    A surge that stands in the baseline makes any truce look better, and days after the truce that
    make up for it undo it. So the model learns from the days before the surge, and is run through
    all that follow.

    Parameters
    ----------
    inquiry, what
        The events, and the question.
    covers
        The days that may be looked at.
    longest_baseline
        In days.

    Returns
    -------
    FourPeriods or None
        None where the baseline before the surge is too short, or its record too even.
    """
    surge_days = what.washout_days or SURGE_DAYS
    follows = after(what.window, covers.end)
    end = follows.end if follows else what.window.end
    try:
        learnt = baseline(what.window, surge_days, longest=longest_baseline, covers=covers)
        all_days = DaySpan(learnt.end, end)
        answer = inquiry.run(replace(what, window=all_days, baseline=learnt, washout_days=0))
    except QuestionError:
        return None
    surge = DaySpan(learnt.end, what.window.start)
    found = _peak(answer, surge.days)
    before = inquiry.panel.counts(what.measure, learnt)[inquiry.marks(learnt)]
    return FourPeriods(
        before=learnt,
        usual=float(before.mean()),
        surge=_effect(inquiry, answer, surge),
        peak=_effect(inquiry, answer, DaySpan(surge.end - timedelta(days=found.days), surge.end)),
        peak_chance=found.chance,
        truce=_effect(inquiry, answer, what.window),
        after=_effect(inquiry, answer, follows) if follows else None,
        together=_effect(inquiry, answer, all_days),
    )


def _effect(inquiry: Inquiry, answer: Answer, span: DaySpan) -> PeriodEffect:
    """Judge some of the days that an answer is about, those on which the source was looking."""
    first = (span.start - answer.question.window.start).days
    days = np.zeros(answer.used.size, dtype=np.bool_)
    days[first : first + span.days] = True
    part = inquiry.part(answer, days & answer.used)
    found = part.effect
    return PeriodEffect(
        span, part.middle, found.expected, found.reduction, found.probability, found.verdict
    )


def _peak(answer: Answer, days: int) -> Surge:
    """Look for the surge; events without a known day lie where each imputation put them."""
    used = answer.used[:days]
    drawn = np.array_split(answer.forecast.daily[:, :days], len(answer.observed))
    found = [
        surge_of(counts[:days] * used, draws * used)
        for counts, draws in zip(answer.observed, drawn, strict=True)
    ]
    return Surge(found[0].days, float(np.mean([one.chance for one in found])))
