"""Checks of an answer: would the same method find a change where there is none to find?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.breakdown import By
from trucewatch.domain.check import Check, Outcome
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import MIN_BASELINE_DAYS
from trucewatch.estimate.effect import MIN_BASELINE_COUNT
from trucewatch.estimate.fit import predictive_fit
from trucewatch.estimate.priors import OTHER_PRIORS
from trucewatch.panel.panel import Panel
from trucewatch.usecases.inquiry import EVERY_PART, Answer, Inquiry

FEWEST_FOLDS = 5
MOST_FOLDS = 12
RARE = 0.05
"""A check fails when what it finds has at most this chance where the answer is sound."""

LARGE = 0.05
"""Offices and places with a smaller share of the events are not left out one by one."""

_MOST_LEFT_OUT = 8
_IMPUTATIONS = 2
_CHANGED = (Verdict.REDUCED, Verdict.INCREASED)


def checks(inquiry: Inquiry, answer: Answer, covers: DaySpan, others: Panel) -> tuple[Check, ...]:
    """Check an answer in six ways.

    Parameters
    ----------
    inquiry, answer
        The events, and what was found.
    covers
        The days that may be looked at.
    others
        All other events of the same source and countries.

    Returns
    -------
    tuple of Check
        Placebo in time, placebo in place, without one office, without one place, other priors,
        and posterior predictive fit.
    """
    return (
        placebo_in_time(inquiry, answer.question, covers),
        placebo_in_place(inquiry, answer, others),
        without_one(inquiry, answer, "source_office", "reporting office"),
        without_one(inquiry, answer, By.ADMIN1, "place"),
        other_priors(inquiry, answer),
        fit(inquiry, answer),
    )


def placebo_in_time(inquiry: Inquiry, what: Question, covers: DaySpan) -> Check:
    """Pretend that the truce began earlier, again and again: how often is a change called?

    The pretended windows are as long as the real one, do not touch each other, and end with the
    baseline; each has a baseline of its own before it.
    """
    name = "placebo in time"
    called = []
    for earlier in _earlier(what, covers):
        try:
            called.append(inquiry.run(earlier, imputations=_IMPUTATIONS).effect.verdict)
        except QuestionError:
            continue
    if len(called) < FEWEST_FOLDS:
        return _none(
            name, len(called), f"only {_times(len(called))} could a start be pretended before it"
        )
    wrong = sum(verdict in _CHANGED for verdict in called)
    text = (
        f"Pretending an earlier start {len(called)} times, a change was called {_times(wrong)}, "
        f"where about {(1 - inquiry.level) * len(called):.1f} are chance."
    )
    return Check(name, _outcome(wrong, len(called), 1 - inquiry.level), len(called), wrong, text)


def _earlier(what: Question, covers: DaySpan) -> Iterator[Question]:
    """Yield the question about pretended starts, the latest first."""
    end = what.baseline.end
    for _ in range(MOST_FOLDS):
        start = end - timedelta(days=what.window.days)
        until = start - timedelta(days=what.washout_days)
        first = max(until - timedelta(days=what.baseline.days), covers.start)
        if (until - first).days < MIN_BASELINE_DAYS:
            return
        yield replace(what, window=DaySpan(start, end), baseline=DaySpan(first, until))
        end = start


def placebo_in_place(inquiry: Inquiry, answer: Answer, others: Panel) -> Check:
    """Ask of those whom the truce does not cover: if they fell too, it may not be the truce."""
    name = "placebo in place"
    what = replace(answer.question, measure=Measure.EVENTS, threshold=None)
    fell = []
    for panel in _uncovered(inquiry.panel, others):
        if panel.counts(Measure.EVENTS, what.baseline).sum() < MIN_BASELINE_COUNT:
            continue
        try:
            found = replace(inquiry, panel=panel).run(
                what, replace(EVERY_PART, undated=False), used=answer.used
            )
        except QuestionError:
            continue
        fell.append(found.effect.verdict is Verdict.REDUCED)
    if len(fell) < FEWEST_FOLDS:
        return _none(
            name, len(fell), f"only {len(fell)} pairs of sides that it does not cover have a record"
        )
    chance = (1 - inquiry.level) / 2
    text = (
        f"Of {len(fell)} pairs of sides that it does not cover, {sum(fell)} fell in the same days, "
        f"where about {chance * len(fell):.1f} are chance."
    )
    return Check(name, _outcome(sum(fell), len(fell), chance), len(fell), sum(fell), text)


def _uncovered(covered: Panel, others: Panel) -> Iterator[Panel]:
    own = set(covered.units(By.DYAD))
    for name in others.units(By.DYAD):
        if name not in own:
            yield others.of_unit(By.DYAD, name)


def without_one(inquiry: Inquiry, answer: Answer, label: str, called: str) -> Check:
    """Leave out each large office or place in turn: does the verdict hang on one of them?"""
    name = f"without one {called}"
    what, verdict = answer.question, answer.effect.verdict
    large = _large(inquiry.panel, label, DaySpan(what.baseline.start, what.window.end))
    if len(large) < 2:
        return _none(name, 0, f"fewer than two have {LARGE:.0%} of the events".replace("%", " %"))
    others = {}
    for unit in large:
        rest = inquiry.panel.where(inquiry.panel.labels[label] != unit)
        try:
            found = replace(inquiry, panel=rest).run(
                what, used=answer.used, imputations=_IMPUTATIONS
            )
        except QuestionError:
            continue
        if found.effect.verdict is not verdict:
            others[unit] = found.effect.verdict.value
    return _all_alike(name, "Without", len(large), others, verdict)


def _large(panel: Panel, label: str, span: DaySpan) -> list[str]:
    """Return the units with a share of the events worth leaving out, the largest first."""
    inside = panel.within(span)
    events = inside.column(Measure.EVENTS)
    shares = {
        name: float(events[inside.labels[label] == name].sum() / max(events.sum(), 1))
        for name in inside.units(label)
    }
    large = sorted((-share, name) for name, share in shares.items() if share >= LARGE)
    return [name for _, name in large[:_MOST_LEFT_OUT]]


def other_priors(inquiry: Inquiry, answer: Answer) -> Check:
    """Ask with priors that someone else could have chosen."""
    verdict = answer.effect.verdict
    others = {}
    for name, prior in OTHER_PRIORS.items():
        found = inquiry.run(
            answer.question,
            replace(EVERY_PART, prior=prior),
            used=answer.used,
            imputations=_IMPUTATIONS,
        )
        if found.effect.verdict is not verdict:
            others[name] = found.effect.verdict.value
    return _all_alike("other priors", "With", len(OTHER_PRIORS), others, verdict)


def fit(inquiry: Inquiry, answer: Answer) -> Check:
    """Compare the baseline with baselines that the model makes; of deaths, their events."""
    name, what = "posterior predictive fit", answer.question
    if what.measure.of_deaths:
        what = replace(what, measure=Measure.EVENTS, threshold=None)
        answer = inquiry.run(what, used=answer.used, imputations=_IMPUTATIONS)
    found = predictive_fit(
        answer.counts[: what.baseline.days],
        answer.forecast,
        seed=inquiry.seed,
        missing=~inquiry.marks(what.baseline),
    )
    odd = [one for one in found if one.chance * len(found) <= RARE]
    if not odd:
        names = ", ".join(one.name for one in found)
        text = f"The baseline looks like one that the model makes ({names})."
        return Check(name, Outcome.PASSES, len(found), 0, text)
    seen = "; ".join(
        f"{one.name} {one.observed:.2g}, where the model makes {one.low:.2g} to {one.high:.2g}"
        for one in odd
    )
    text = f"The baseline does not look like one that the model makes: {seen}."
    return Check(name, Outcome.FAILS, len(found), len(odd), text)


def _all_alike(name: str, lead: str, tried: int, others: dict[str, str], verdict: Verdict) -> Check:
    """Pass where every try gives the same verdict; else say what gives another."""
    if not others:
        text = f"{lead} any of the {tried} tried the verdict stays {verdict.value}."
        return Check(name, Outcome.PASSES, tried, 0, text)
    text = " ".join(
        f"{lead} {_either(units)} the verdict is {other}." for other, units in _by(others).items()
    )
    return Check(name, Outcome.FAILS, tried, len(others), text)


def _by(others: dict[str, str]) -> dict[str, list[str]]:
    """Return what gave each verdict."""
    found: dict[str, list[str]] = {}
    for unit, verdict in others.items():
        found.setdefault(verdict, []).append(unit)
    return found


def _either(names: list[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _outcome(against: int, tried: int, chance: float) -> Outcome:
    """Fail where so many are too rare to be chance."""
    from scipy.special import bdtrc

    rare = against > 0 and float(bdtrc(against - 1, tried, chance)) <= RARE
    return Outcome.FAILS if rare else Outcome.PASSES


def _none(name: str, tried: int, why: str) -> Check:
    return Check(name, Outcome.NO_VERDICT, tried, 0, f"{why[0].upper()}{why[1:]}.")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
