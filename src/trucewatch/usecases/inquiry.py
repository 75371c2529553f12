"""One set of events, to which questions can be put: what they differ in is the question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.truce import Holiday
from trucewatch.errors import QuestionError
from trucewatch.estimate.columns import (
    SEASON_DAYS,
    Columns,
    control,
    holiday,
    islamic_holidays,
    season,
    together,
    weekday,
)
from trucewatch.estimate.compound import compound
from trucewatch.estimate.counterfactual import MAX_DAILY_COUNT, Counterfactual, counterfactual
from trucewatch.estimate.effect import Effect, effect
from trucewatch.estimate.priors import COUNTED, Prior
from trucewatch.panel.panel import Panel

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

DRAWS = 4_000
IMPUTATIONS = 8
"""How often the events without a known day are placed on their possible days."""

_FEW_UNDATED = 0.25
"""Up to this share of them in the baseline, all imputations look where the first found weight."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of the model are used.

    Attributes
    ----------
    weekday, season, holidays
        Known effects; a season needs a baseline of two years, holidays a truce file with some.
    undated
        Whether events without a known day are placed on their possible days, or left out.
    control
        Whether a control series is used where there is one.
    prior
        What is assumed of movement and scatter.
    """

    weekday: bool = True
    season: bool = True
    holidays: bool = True
    undated: bool = True
    control: bool = True
    prior: Prior = COUNTED


EVERY_PART = Parts()


@dataclass(frozen=True)
class Answer:
    """One run of the model.

    Attributes
    ----------
    forecast
        Its draws are those of all imputations, one after the other.
    observed
        What was counted on each day of the window, a row for each imputation. Shape: (m, days).
    counts
        Of every day from the start of the baseline to the end of the window, by the first
        imputation.
    used
        Which days of the window count. Shape: (days,).
    """

    question: Question
    forecast: Counterfactual
    observed: Ints
    counts: Ints
    used: Marks
    effect: Effect

    @cached_property
    def totals(self) -> Ints:
        """What was counted in the window, by each imputation. Shape: (m,)."""
        return np.asarray(self.observed[:, self.used].sum(axis=1), dtype=np.int64)

    @property
    def middle(self) -> int:
        """Median of the totals; a whole number."""
        return int(np.quantile(self.totals, 0.5, method="inverted_cdf"))

    @property
    def range(self) -> tuple[int, int] | None:
        """Least and most of the totals; None where all imputations agree."""
        least, most = int(self.totals.min()), int(self.totals.max())
        return (least, most) if least < most else None


@dataclass(frozen=True, slots=True)
class _Run:
    """One imputation: where the events lie, and which points of the grid need a look."""

    placed: Panel
    turn: int
    draws: int
    points: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The events and all that stays the same from one question to the next.

    Attributes
    ----------
    panel
        Of the events that the truce is about.
    holidays
        That may move the daily rate.
    usable
        Days on which the source was looking, or None where it looked on all. Shape: (days,).
    first_day
        Of ``usable``.
    control
        Events that the truce does not touch: what moved there is taken to have moved here too.
    """

    panel: Panel
    level: float
    seed: int
    holidays: Sequence[Holiday] = ()
    usable: Marks | None = None
    first_day: date = date(1970, 1, 1)
    control: Panel | None = None

    def run(
        self,
        what: Question,
        parts: Parts = EVERY_PART,
        *,
        used: Marks | None = None,
        imputations: int = IMPUTATIONS,
    ) -> Answer:
        """Learn from the baseline, run through the window and compare.

        Parameters
        ----------
        what
            The question.
        parts
            Of the model.
        used
            Which days of the window count; by default those on which the source was looking.
        imputations
            How many, where the days of some events are not known.

        Raises
        ------
        QuestionError
            When the counts are none that a record of events can have.
        """
        span = DaySpan(what.baseline.start, what.window.end)
        window = slice(-what.window.days, None)
        used = self.marks(what.window) if used is None else used
        forecasts, counted = [], []
        for placed, forecast in self._runs(what, parts, imputations, DRAWS):
            forecasts.append(forecast)
            counted.append(placed.counts(what.measure, span))
        seen = np.array(counted)
        _refuse_wild(seen.max(axis=0), span)
        return self._answer(what, _stacked(forecasts), seen[:, window], seen[0], used)

    def forecast(
        self,
        what: Question,
        parts: Parts = EVERY_PART,
        *,
        imputations: int = IMPUTATIONS,
        draws: int = DRAWS,
    ) -> Counterfactual:
        """Learn from the baseline and run through the window, whatever was counted in it.

        Parameters
        ----------
        what
            The question.
        parts
            Of the model.
        imputations
            How many, where the days of some events are not known.
        draws
            How many, over all imputations.
        """
        return _stacked([one for _, one in self._runs(what, parts, imputations, draws)])

    def baseline_total(self, what: Question) -> int:
        """Return what was counted in the baseline on the days on which the source was looking."""
        counts = self.panel.counts(what.measure, what.baseline)
        return int(counts[self.marks(what.baseline)].sum())

    def part(self, answer: Answer, days: Marks) -> Answer:
        """Judge only some of the window's days by the same draws. Shape of ``days``: (days,)."""
        return self._answer(answer.question, answer.forecast, answer.observed, answer.counts, days)

    def _answer(
        self, what: Question, forecast: Counterfactual, observed: Ints, counts: Ints, used: Marks
    ) -> Answer:
        """Compare what was counted on the days used with the draws of these days."""
        totals = observed[:, used].sum(axis=1)
        found = effect(
            np.repeat(totals, DRAWS // totals.size) if totals.size > 1 else int(totals[0]),
            forecast.total(used),
            level=self.level,
            baseline_total=self.baseline_total(what),
            threshold=what.threshold,
        )
        return Answer(what, forecast, observed, counts, used, found)

    def has_undated(self, what: Question) -> bool:
        """Whether some event of the question has no known day."""
        span = DaySpan(what.baseline.start, what.window.end)
        return not self.panel.within(span).dated.all()

    def has_season(self, what: Question) -> bool:
        """Whether the baseline is long enough to tell seasons."""
        return what.baseline.days >= SEASON_DAYS

    def _runs(
        self, what: Question, parts: Parts, imputations: int, draws: int
    ) -> Iterator[tuple[Panel, Counterfactual]]:
        """Run the model once for each time that the events without a known day are placed."""
        span = DaySpan(what.baseline.start, what.window.end)
        inside = self.panel.within(span)
        unknown = parts.undated and not inside.dated.all()
        times = imputations if unknown else 1
        share = inside.undated_share(what.baseline) or 0.0
        points = None
        for turn in range(times):
            placed = _placed(inside, self.seed + turn) if unknown else inside.where(inside.dated)
            run = _Run(placed, turn, draws // times, points)
            forecast = self._forecast(run, what, span, parts)
            points = forecast.points if share <= _FEW_UNDATED else None
            yield placed, forecast

    def _forecast(self, run: _Run, what: Question, span: DaySpan, parts: Parts) -> Counterfactual:
        """Draw what the window would have brought, the events lying where they were placed."""
        placed, seed = run.placed, self.seed + run.turn
        counted = Measure.EVENTS if what.measure.of_deaths else what.measure
        missing = ~self.marks(what.baseline)
        forecast = counterfactual(
            placed.counts(counted, what.baseline),
            what.window.days,
            level=self.level,
            seed=seed,
            draws=run.draws,
            gap=what.washout_days,
            columns=self._columns(span, what.baseline, parts),
            missing=missing if missing.any() else None,
            prior=parts.prior,
            points=run.points,
        )
        if not what.measure.of_deaths:
            return forecast
        sizes, days = self.panel.within(what.baseline).per_event(what.measure)
        ages = np.maximum((what.baseline.end - date(1970, 1, 1)).days - days, 0)
        return compound(forecast, sizes, ages, seed=seed)

    def _columns(self, span: DaySpan, baseline: DaySpan, parts: Parts) -> Columns:
        columns = []
        if parts.weekday:
            columns.append(weekday(span))
        if parts.season and baseline.days >= SEASON_DAYS:
            columns.append(season(span))
        if parts.holidays:
            columns += [holiday(span, name, days) for name, days in self._holidays(span) if days]
        if parts.control and self.control is not None:
            columns.append(control(self.control.counts(Measure.EVENTS, span)))
        return together(span.days, columns)

    def _holidays(self, span: DaySpan) -> list[tuple[str, Sequence[date]]]:
        if not self.holidays:
            return []
        moving = islamic_holidays(span) if any(h.moving for h in self.holidays) else {}
        return [
            (h.name, moving[h.name] if h.moving else [day for day in h.days if day in span])
            for h in self.holidays
        ]

    def marks(self, span: DaySpan) -> Marks:
        """Return on which days of a span the source was looking."""
        if self.usable is None:
            return np.ones(span.days, dtype=np.bool_)
        first = (span.start - self.first_day).days
        return self.usable[first : first + span.days]


def _refuse_wild(counts: Ints, span: DaySpan) -> None:
    """Refuse a day with more than a record of events can hold, wherever it lies."""
    if counts.max() > MAX_DAILY_COUNT:
        day = list(span)[int(np.argmax(counts))]
        raise QuestionError(
            f"{counts.max()} on {day} is not a daily count",
            remedy=f"give whole numbers from 0 to {MAX_DAILY_COUNT}",
        )


def _placed(panel: Panel, seed: int) -> Panel:
    """Return the rows with every event on one of its possible days."""
    return panel.placed(np.random.default_rng(seed))


def _stacked(forecasts: Sequence[Counterfactual]) -> Counterfactual:
    """Put the draws of all imputations into one; the picture of the baseline is the first's."""
    if len(forecasts) == 1:
        return forecasts[0]
    drawn = [f.intensity for f in forecasts if f.intensity is not None]
    return replace(
        forecasts[0],
        daily=np.concatenate([f.daily for f in forecasts]),
        intensity=np.concatenate(drawn) if drawn else None,
    )
