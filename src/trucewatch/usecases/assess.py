"""Assess: is violence lower than it would have been without the truce?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

import numpy as np

import trucewatch
from trucewatch.accord.cases import find_case
from trucewatch.days import DaySpan, parse_day
from trucewatch.domain.assessment import (
    AssessedDay,
    Assessment,
    ChoiceVariant,
    MadeBy,
    Measure,
    Question,
    Stretch,
)
from trucewatch.domain.breakdown import Breakdown, By, KindShare
from trucewatch.domain.check import Check
from trucewatch.domain.periods import FourPeriods
from trucewatch.domain.truce import Truce
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import InputError, QuestionError
from trucewatch.estimate.counterfactual import compiles_first
from trucewatch.panel.panel import Panel
from trucewatch.usecases.asking import (
    COMPILING,
    DEFAULT_LEVEL,
    DEFAULT_SEED,
    command,
    measure_of,
    refuse_odd,
)
from trucewatch.usecases.breakdown import breakdowns, kind_shares
from trucewatch.usecases.checks import checks
from trucewatch.usecases.choices import Frame, choices
from trucewatch.usecases.daily import day_verdicts
from trucewatch.usecases.evidence import Evidence, Progress, gather
from trucewatch.usecases.inquiry import Answer
from trucewatch.usecases.judging import Manner, Record, judge, prepare
from trucewatch.usecases.looking import Looking
from trucewatch.usecases.periods import four_periods
from trucewatch.usecases.question import Asked, agreed_fall, question
from trucewatch.usecases.reported import reported
from trucewatch.usecases.wording import (
    blind_paragraph,
    no_data_paragraph,
    other_verdicts,
    paragraph,
)


def assess(  # noqa: PLR0913 - the question has that many sides, and each has a default
    case: str | Path | Truce,
    *,
    events: str | Path | None = None,
    measure: str = "events",
    as_of: str | date | None = None,
    days: int | None = None,
    washout: int | None = None,
    level: float = DEFAULT_LEVEL,
    seed: int = DEFAULT_SEED,
    release: str | None = None,
    trust_zeros: bool = False,
    control: Sequence[str] = (),
    progress: Progress | None = None,
) -> Assessment:
    """Answer whether violence is lower than it would have been without the truce.

    Parameters
    ----------
    case
        Name of a shipped case, path of a truce file, or a truce.
    events
        A store, UCDP GED as published, a daily table, or a CSV file with the columns date and
        count; by default what is shipped with the case.
    measure
        "events", "lethal-events", "deaths" (best estimates), "deaths-low", "deaths-high" or
        "civilian-deaths".
    as_of
        Ask as of this day: nothing later is used. By default as much as the data hold of the days
        after the window, up to the window's own length (7 to 60 days).
    days
        Length of the window; by default what the truce file says.
    washout
        Days before the start that the baseline leaves out; by default what the truce file says.
    level
        Of the intervals, and of how sure a verdict must be.
    seed
        Of the draws: the same question, data and seed give the same answer.
    release
        Of UCDP GED, where neither the file nor the store leaves only one.
    trust_zeros
        Whether the source is known to have looked on every day, so that a long silence is peace.
    control
        Pairs of sides or first-level places that the truce does not touch: what moved there is
        taken to have moved here too. A place to which violence was displaced is no control.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Assessment
        With verdict "no data" when there is nothing to count but published figures to show, or
        when the source was blind on too many days.

    Raises
    ------
    TrucewatchError
        When the truce file, the events or the question cannot be used.

    Examples
    --------
    >>> answer = assess("syria-2016")
    >>> answer.observed, answer.verdict.value
    (40, 'reduced')
    """
    truce = case if isinstance(case, Truce) else find_case(case)
    asked = Asked(measure_of(measure), _day(as_of), days, washout)
    refuse_odd(level, seed)
    path = None if events is None else Path(events)
    name = case.id if isinstance(case, Truce) else str(case)
    options: dict[str, object] = {
        "--events": path,
        "--release": release,
        "--measure": asked.measure.value,
    }
    options |= {"--as-of": asked.as_of, "--days": days, "--washout": washout}
    options |= {"--level": level, "--seed": seed}
    flags = ["--trust-zeros"] if trust_zeros else []
    flags += [word for name in control for word in ("--control", name)]
    made_by = MadeBy(trucewatch.__version__, seed, command("assess", name, options, flags))
    evidence = gather(truce, path, release=release, progress=progress)
    if evidence is None:
        return _no_data(truce, asked, level, made_by)
    given = _Asking(truce, asked, evidence, level, made_by, trust_zeros, tuple(control))
    return _answer(given, progress)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What stays the same while a question is answered."""

    truce: Truce
    asked: Asked
    evidence: Evidence
    level: float
    made_by: MadeBy
    trust_zeros: bool
    control: tuple[str, ...]


def _answer(given: _Asking, progress: Progress | None) -> Assessment:
    truce, evidence = given.truce, given.evidence
    others = Panel.of(evidence.others)
    record = Record(Panel.of(evidence.figures), others, evidence.provenance.covers)
    control = _control(others, given.control)
    manner = Manner(given.level, given.made_by.seed, given.trust_zeros, control, given.control)
    ready = prepare(truce, given.asked, record, manner)
    what, source, inquiry = ready.what, ready.source, ready.inquiry
    if not ready.blind and progress is not None and compiles_first():
        progress(0.0, COMPILING)  # now that no mistake can follow
    judged = judge(ready)
    if judged.answer is None:
        return _blind(given, what, source, str(judged.blind))
    answer = judged.answer
    frame = Frame(
        ready.known,
        truce.baseline_days,
        int(truce.window.opens_within_a_day),
        {measure: agreed_fall(truce, measure) for measure in Measure},
    )
    return _told(
        given,
        answer,
        source,
        checks=checks(inquiry, answer, ready.known, ready.others),
        choices=choices(inquiry, answer, frame),
        breakdowns=breakdowns(inquiry, what, ready.others),
        kind_shares=kind_shares(inquiry, what),
        periods=four_periods(inquiry, what, ready.known, longest_baseline=truce.baseline_days),
    )


def _control(others: Panel, names: tuple[str, ...]) -> Panel | None:
    """Return the events outside the truce of these pairs of sides and places.

    Raises
    ------
    QuestionError
        When there is none of a name.
    """
    if not names:
        return None
    chosen = np.zeros(others.start.size, dtype=np.bool_)
    for name in names:
        rows = (others.labels[By.DYAD] == name) | (others.labels[By.ADMIN1] == name)
        if not rows.any():
            known = [*others.units(By.DYAD), *others.units(By.ADMIN1)]
            near = get_close_matches(name, known, n=3, cutoff=0.3) or known[:3]
            raise QuestionError(
                f"the control {name!r} is no pair of sides and no place outside the truce",
                remedy=f"give one such as {', '.join(near)}" if near else "leave it out",
            )
        chosen |= rows
    return others.where(chosen)


def _told(
    given: _Asking,
    answer: Answer,
    source: Looking,
    *,
    checks: tuple[Check, ...],
    choices: tuple[ChoiceVariant, ...],
    breakdowns: tuple[Breakdown, ...],
    kind_shares: tuple[KindShare, ...],
    periods: FourPeriods | None,
) -> Assessment:
    """Lay an answer out."""
    what, found, evidence = answer.question, answer.effect, given.evidence
    span = DaySpan(what.baseline.start, what.window.end)
    data = replace(evidence.provenance, rows=evidence.rows_used(span))
    days = day_verdicts(answer, level=given.level, seed=given.made_by.seed)
    blind = source.blind(span)
    told = Assessment(
        truce=given.truce.id,
        name=given.truce.name,
        as_of=given.asked.as_of or source.span.last,
        question=what,
        observed=answer.middle,
        expected=found.expected,
        reduction=found.reduction,
        probability=found.probability,
        verdict=found.verdict,
        text="",
        reasons=(
            *found.reasons,
            *other_verdicts(found.verdict, choices),
            *(one.reason for one in blind),
        ),
        limits=evidence.limits,
        undated_share=evidence.undated_share(span),
        data=data,
        made_by=given.made_by,
        days=_picture(answer),
        choices=choices,
        breakdowns=breakdowns,
        kind_shares=kind_shares,
        periods=periods,
        checks=checks,
        day_verdicts=days,
        blind=blind,
        observed_range=answer.range,
    )
    return replace(told, text=paragraph(told, longest_baseline=given.truce.baseline_days))


def _blind(given: _Asking, what: Question, source: Looking, reason: str) -> Assessment:
    """Say that the source was not looking: silence is not peace."""
    span = DaySpan(what.baseline.start, what.window.end)
    blind = source.blind(span)
    return Assessment(
        truce=given.truce.id,
        name=given.truce.name,
        as_of=given.asked.as_of or source.span.last,
        question=what,
        observed=None,
        expected=None,
        reduction=None,
        probability=None,
        verdict=Verdict.NO_DATA,
        text=blind_paragraph(given.truce, what, reason, blind),
        reasons=(reason, *(one.reason for one in blind)),
        limits=given.evidence.limits,
        undated_share=given.evidence.undated_share(span),
        data=replace(given.evidence.provenance, rows=given.evidence.rows_used(span)),
        made_by=given.made_by,
        blind=blind,
    )


def _picture(answer: Answer) -> tuple[AssessedDay, ...]:
    """Lay out the baseline with its fitted rates, then each day with what it would have brought.

    Events without a known day lie where the first imputation has put them.
    """
    what, forecast = answer.question, answer.forecast
    fitted, expected = forecast.baseline_bands(), forecast.daily_bands()
    days = list(DaySpan(what.baseline.start, what.window.end))
    bands = [*fitted.T.tolist(), *expected.T.tolist()]
    return tuple(
        AssessedDay(day, _stretch(day, what), count, middle, low, high)
        for day, count, (low, middle, high) in zip(days, answer.counts.tolist(), bands, strict=True)
    )


def _stretch(day: date, what: Question) -> Stretch:
    if day in what.window:
        return Stretch.WINDOW
    return Stretch.BASELINE if day in what.baseline else Stretch.WASHOUT


def _no_data(truce: Truce, asked: Asked, level: float, made_by: MadeBy) -> Assessment:
    """Say what could not be counted, and lay out what others published."""
    if not truce.figures and not truce.events_sources:
        raise QuestionError(
            f"no events are shipped with {truce.id}",
            remedy="bring them with --events: a store, UCDP GED as published, or a CSV file with "
            "the columns date and count",
        )
    what = question(truce, asked, None)
    panel = reported(truce, level=level)
    return Assessment(
        truce=truce.id,
        name=truce.name,
        as_of=asked.as_of or what.window.last,
        question=what,
        observed=None,
        expected=None,
        reduction=None,
        probability=None,
        verdict=Verdict.NO_DATA,
        text=no_data_paragraph(truce, what, panel, truce.events_sources),
        reasons=("There are no day-level events to count.",),
        limits=truce.known_limits,
        undated_share=None,
        data=None,
        made_by=made_by,
        reported=panel,
        events_sources=truce.events_sources,
    )


def _day(day: str | date | None) -> date | None:
    if isinstance(day, datetime):
        return day.date()
    try:
        return parse_day(day) if isinstance(day, str) else day
    except InputError as error:
        raise QuestionError(error.what, where="as-of", remedy=error.remedy) from error
