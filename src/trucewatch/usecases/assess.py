"""Assess: is violence lower than it would have been without the truce?"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import trucewatch
from trucewatch.accord.cases import find_case
from trucewatch.days import DaySpan, parse_day
from trucewatch.domain.assessment import (
    AssessedDay,
    Assessment,
    MadeBy,
    Measure,
    Question,
    Stretch,
    Verdict,
    WashoutVariant,
)
from trucewatch.domain.truce import Truce
from trucewatch.errors import InputError, QuestionError
from trucewatch.estimate.counterfactual import Counterfactual, compiles_first, counterfactual
from trucewatch.estimate.effect import Effect, effect
from trucewatch.panel.series import DailySeries, daily_series
from trucewatch.usecases.evidence import Evidence, Progress, gather
from trucewatch.usecases.question import Asked, baseline, question
from trucewatch.usecases.reported import reported
from trucewatch.usecases.wording import no_data_paragraph, other_verdicts, paragraph

DEFAULT_SEED = 20200222
DEFAULT_LEVEL = 0.9
MAX_SEED = 2**63
COMPILING = "compiling the model, once per installation"
"""What ``progress`` is told when the first estimate has to wait for the compiler."""

WASHOUTS = (0, 1, 2, 3, 7)
"""Washouts that are tried beside the one that was asked for."""


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
        Ask as of this day: nothing later is used. By default the last day of the window.
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
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Assessment
        With verdict "no data" when there is nothing to count but published figures to show.

    Raises
    ------
    TrucewatchError
        When the truce file, the events or the question cannot be used.

    Examples
    --------
    >>> answer = assess("syria-2016", seed=1)
    >>> answer.observed, answer.verdict.value
    (40, 'reduced')
    """
    truce = case if isinstance(case, Truce) else find_case(case)
    asked = Asked(_measure(measure), _day(as_of), days, washout)
    if not 0 < level < 1:
        raise QuestionError(f"the level is {level}", remedy="give one between 0 and 1, such as 0.9")
    if not 0 <= seed <= MAX_SEED:
        raise QuestionError(f"the seed is {seed}", remedy=f"give 0 to {MAX_SEED}")
    path = None if events is None else Path(events)
    name = case.id if isinstance(case, Truce) else str(case)
    options: dict[str, object] = {
        "--events": path,
        "--release": release,
        "--measure": asked.measure.value,
    }
    options |= {"--as-of": asked.as_of, "--days": days, "--washout": washout}
    options |= {"--level": level, "--seed": seed}
    made_by = MadeBy(trucewatch.__version__, seed, _command(name, options))
    evidence = gather(truce, path, release=release, progress=progress)
    if evidence is None:
        return _no_data(truce, asked, level, made_by)
    return _answer(truce, asked, evidence, level, made_by, progress)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One run of the model."""

    question: Question
    forecast: Counterfactual
    effect: Effect


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """One series, to which the same question can be put with several washouts."""

    series: DailySeries
    longest_baseline: int
    shortest_washout: int
    level: float
    seed: int

    def run(self, what: Question) -> _Answer:
        """Learn from the baseline, run through the window and compare."""
        before = self.series.part(what.baseline)
        forecast = counterfactual(
            before, what.window.days, level=self.level, seed=self.seed, gap=what.washout_days
        )
        found = effect(
            int(self.series.part(what.window).sum()),
            forecast.draws,
            level=self.level,
            baseline_total=int(before.sum()),
            threshold=what.threshold,
        )
        return _Answer(what, forecast, found)

    def with_washout(self, what: Question, length: int) -> Question | None:
        """Return the question with another washout; None where too short a baseline is left."""
        try:
            before = baseline(
                what.window, length, longest=self.longest_baseline, covers=self.series.span
            )
        except QuestionError:
            return None
        return replace(what, washout_days=length, baseline=before)

    def washouts(self, given: _Answer) -> tuple[WashoutVariant, ...]:
        """Ask again with every washout that leaves a baseline long enough."""
        answers = []
        tried = {max(length, self.shortest_washout) for length in WASHOUTS}
        for length in sorted({*tried, given.question.washout_days}):
            what = self.with_washout(given.question, length)
            if what is not None:
                answers.append(given if what == given.question else self.run(what))
        return tuple(_variant(answer) for answer in answers)


def _variant(answer: _Answer) -> WashoutVariant:
    found = answer.effect
    return WashoutVariant(
        answer.question.washout_days,
        answer.question.baseline,
        found.expected,
        found.reduction,
        found.probability,
        found.verdict,
    )


def _answer(
    truce: Truce,
    asked: Asked,
    evidence: Evidence,
    level: float,
    made_by: MadeBy,
    progress: Progress | None,
) -> Assessment:
    covers = evidence.provenance.covers
    what = question(truce, asked, covers)
    series = daily_series(evidence.figures, what.measure, DaySpan(covers.start, what.window.end))
    shortest = int(truce.window.opens_within_a_day)
    inquiry = _Inquiry(series, truce.baseline_days, shortest, level, made_by.seed)
    if progress is not None and compiles_first():  # now that no mistake can follow
        progress(0.0, COMPILING)
    given = inquiry.run(what)
    found, washouts = given.effect, inquiry.washouts(given)
    span = DaySpan(what.baseline.start, what.window.end)
    observed = int(series.part(what.window).sum())
    data = replace(evidence.provenance, rows=evidence.rows_used(span))
    return Assessment(
        truce=truce.id,
        name=truce.name,
        as_of=asked.as_of or what.window.last,
        question=what,
        observed=observed,
        expected=found.expected,
        reduction=found.reduction,
        probability=found.probability,
        verdict=found.verdict,
        text=paragraph(truce, what, observed, found, data, washouts),
        reasons=(*found.reasons, *other_verdicts(found.verdict, washouts)),
        limits=evidence.limits,
        undated_share=evidence.undated_share(span),
        data=data,
        made_by=made_by,
        days=_picture(series, given),
        washouts=washouts,
    )


def _picture(series: DailySeries, answer: _Answer) -> tuple[AssessedDay, ...]:
    """Lay out the baseline with its fitted rates, then each day with what it would have brought."""
    what, forecast = answer.question, answer.forecast
    fitted, expected = forecast.baseline_bands(), forecast.daily_bands()
    days = list(DaySpan(what.baseline.start, what.window.end))
    bands = [*fitted.T.tolist(), *expected.T.tolist()]
    counts = series.part(DaySpan(days[0], what.window.end)).tolist()
    return tuple(
        AssessedDay(day, _stretch(day, what), count, middle, low, high)
        for day, count, (low, middle, high) in zip(days, counts, bands, strict=True)
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


def _measure(text: str) -> Measure:
    try:
        return Measure(text)
    except ValueError as error:
        known = " or ".join(measure.value for measure in Measure)
        raise QuestionError(f"the measure is {text!r}", remedy=f"give {known}") from error


def _day(day: str | date | None) -> date | None:
    if isinstance(day, datetime):
        return day.date()
    try:
        return parse_day(day) if isinstance(day, str) else day
    except InputError as error:
        raise QuestionError(error.what, where="as-of", remedy=error.remedy) from error


def _command(case: str, options: Mapping[str, object]) -> str:
    """Return the command that makes the same answer again."""
    words = ["trucewatch", "assess", case]
    for name, value in options.items():
        if value is not None:
            words += [name, str(value)]
    return shlex.join(words)
