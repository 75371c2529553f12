"""Power: what could the record of a truce show, told before it starts?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import trucewatch
from trucewatch.accord.cases import find_case
from trucewatch.days import DaySpan
from trucewatch.domain.assessment import MadeBy, Measure, Question
from trucewatch.domain.breakdown import By
from trucewatch.domain.daily import DailyFigure
from trucewatch.domain.power import FallShown, Power, UnitPower
from trucewatch.domain.truce import Truce
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import compiles_first
from trucewatch.estimate.effect import too_few
from trucewatch.estimate.power import WANTED, Design, design
from trucewatch.estimate.sequential import HORIZON
from trucewatch.panel.panel import Panel
from trucewatch.usecases.asking import (
    COMPILING,
    DEFAULT_LEVEL,
    DEFAULT_SEED,
    command,
    measure_of,
    refuse_odd,
)
from trucewatch.usecases.breakdown import FEWEST
from trucewatch.usecases.evidence import Evidence, Progress, gather
from trucewatch.usecases.inquiry import DRAWS, IMPUTATIONS, Inquiry
from trucewatch.usecases.looking import looking
from trucewatch.usecases.power_wording import power_paragraph
from trucewatch.usecases.question import Asked, baseline, question

FALLS = (0.25, 0.5, 0.75)
"""Always told of, whatever was agreed."""

MAX_GAP_DAYS = 60
"""Data that end longer before the start say too little about it."""

ALL = "all events"

_PLACE_DRAWS, _PLACE_IMPUTATIONS = 1_000, 2
_TAKEN_FOR_GRANTED = (
    "It is taken for granted that the source will look on every day of the window, and that the "
    "days before the start go on as they were."
)


def power(  # noqa: PLR0913 - the question has that many sides, and each has a default
    case: str | Path | Truce,
    *,
    events: str | Path | None = None,
    measure: str = "events",
    days: int | None = None,
    washout: int | None = None,
    level: float = DEFAULT_LEVEL,
    fall: float | None = None,
    seed: int = DEFAULT_SEED,
    release: str | None = None,
    trust_zeros: bool = False,
    progress: Progress | None = None,
) -> Power:
    """Tell which fall in violence a window could show, overall and by place, before it starts.

    Nothing from the start of the truce on is used, even where it is known. Each place is taken
    alone, as if the truce were only about it; unlike in the breakdowns of an assessment nothing is
    pooled, so a place can show a little more there than is said here.

    Parameters
    ----------
    case
        Name of a shipped case, path of a truce file, or a truce.
    events
        A store, UCDP GED as published, a daily table, or a CSV file with the columns date and
        count; by default what is shipped with the case. They may end up to 60 days before the
        start.
    measure
        "events" or "lethal-events".
    days
        Length of the window, up to 60; by default what the truce file says.
    washout
        Days before the start that the baseline leaves out; by default what the truce file says.
    level
        Of the verdict that the window will get.
    fall
        Ask how many days would show a fall by this share; by default the agreed one.
    seed
        Of the draws: the same question, data and seed give the same answer.
    release
        Of UCDP GED, where neither the file nor the store leaves only one.
    trust_zeros
        Whether the source is known to have looked on every day, so that a long silence is peace.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Power
        Numbers, and one paragraph that can be read aloud.

    Raises
    ------
    TrucewatchError
        When the truce file, the events or the question cannot be used.

    Examples
    --------
    >>> found = power("syria-2016", days=14)
    >>> found.overall.smallest < 0.75, found.as_of.isoformat()
    (True, '2016-02-26')
    """
    truce = case if isinstance(case, Truce) else find_case(case)
    asked = Asked(_counted(measure), None, days, washout)
    refuse_odd(level, seed)
    if fall is not None and not 0 < fall < 1:
        remedy = f"give a share, such as {fall / 100:g} for {fall:g} %" if 1 <= fall < 100 else None
        raise QuestionError(
            f"the fall is {fall:g}", remedy=remedy or "give a share between 0 and 1, such as 0.5"
        )
    path = None if events is None else Path(events)
    name = case.id if isinstance(case, Truce) else str(case)
    options: dict[str, object] = {
        "--events": path,
        "--release": release,
        "--measure": asked.measure.value,
    }
    options |= {"--days": days, "--washout": washout, "--fall": fall}
    options |= {"--level": level, "--seed": seed}
    again = command("power", name, options, ["--trust-zeros"] if trust_zeros else [])
    evidence = gather(truce, path, release=release, progress=progress)
    if evidence is None:
        raise _no_events(truce)
    what = _planned(truce, asked, evidence.provenance.covers)
    known = _before(evidence, what)
    inquiry = _inquiry(truce, known, what, level=level, seed=seed, trust_zeros=trust_zeros)
    if progress is not None and compiles_first():  # now that no mistake can follow
        progress(0.0, COMPILING)
    made_by = MadeBy(trucewatch.__version__, seed, again)
    return _told(truce, known, _Plan(inquiry, what, _horizon(truce, what), fall), made_by)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stays the same from place to place; ``fall`` is the one that was asked about."""

    inquiry: Inquiry
    what: Question
    horizon: int
    fall: float | None

    @property
    def aim(self) -> float | None:
        return self.what.threshold if self.fall is None else self.fall

    @property
    def longest(self) -> Question:
        """The question of the longest window."""
        start = self.what.window.start
        return replace(self.what, window=DaySpan(start, start + timedelta(days=self.horizon)))

    def falls(self) -> list[float]:
        more = (self.what.threshold, self.fall)
        return sorted({*FALLS, *(fall for fall in more if fall is not None)})


def _told(truce: Truce, known: Evidence, plan: _Plan, made_by: MadeBy) -> Power:
    """Work everything out and lay it out."""
    what = plan.what
    overall = _unit(plan, plan.inquiry, ALL, draws=DRAWS, imputations=IMPUTATIONS)
    places, few = _places(plan)
    told = Power(
        truce=truce.id,
        name=truce.name,
        as_of=min(known.provenance.covers.end, what.window.start) - timedelta(days=1),
        question=what,
        level=plan.inquiry.level,
        wanted=WANTED,
        horizon=plan.horizon,
        aim=plan.aim,
        agreed=plan.aim is not None and plan.aim == what.threshold,
        overall=overall,
        places=places,
        too_few=few,
        text="",
        limits=(*known.limits, _TAKEN_FOR_GRANTED),
        undated_share=known.undated_share(what.baseline),
        data=replace(known.provenance, rows=known.rows_used(what.baseline)),
        made_by=made_by,
    )
    return replace(told, text=power_paragraph(told))


def _counted(text: str) -> Measure:
    """Return a measure that counts events."""
    measure = measure_of(text)
    if measure.of_deaths:
        raise QuestionError(
            f"what a window could show of {text} is not worked out: one strike can hold most of "
            "them",
            remedy="ask for events or lethal-events",
        )
    return measure


def _no_events(truce: Truce) -> QuestionError:
    """Return the error that says which events to bring."""
    wanted = "a store, UCDP GED as published, or a CSV file with the columns date and count"
    for source in truce.events_sources[:1]:
        wanted = f"get {source.file} from {source.url}"
    return QuestionError(
        f"no events are shipped with {truce.id}", remedy=f"bring them with --events: {wanted}"
    )


def _planned(truce: Truce, asked: Asked, covers: DaySpan) -> Question:
    """Settle what will be asked; the washout takes in the days that the data do not reach."""
    if asked.days is None and truce.first_days is None and truce.window.end is None:
        raise QuestionError("the truce is open-ended", remedy="give --days")
    what = question(truce, asked, None)
    start = what.window.start
    if what.window.days > HORIZON:
        raise QuestionError(
            f"a window of {what.window.days} days: a baseline says little about days so far ahead",
            remedy=f"give --days 1 to {HORIZON}",
        )
    gap = max(what.washout_days, (start - covers.end).days)
    if gap > max(what.washout_days, MAX_GAP_DAYS):
        raise QuestionError(
            f"the data end on {covers.last}, {gap} days before the truce",
            remedy=f"bring data up to {start - timedelta(days=MAX_GAP_DAYS + 1)} or later",
        )
    before = baseline(what.window, gap, longest=truce.baseline_days, covers=covers)
    return replace(what, washout_days=gap, baseline=before)


def _before(evidence: Evidence, what: Question) -> Evidence:
    """Leave out every event that may have happened from the start on: nobody could know of it."""

    def earlier(figures: Iterable[DailyFigure]) -> tuple[DailyFigure, ...]:
        return tuple(figure for figure in figures if figure.last < what.window.start)

    return replace(evidence, figures=earlier(evidence.figures), others=earlier(evidence.others))


def _inquiry(
    truce: Truce, known: Evidence, what: Question, *, level: float, seed: int, trust_zeros: bool
) -> Inquiry:
    """Set the model up, unless the source was blind on too many days."""
    panel = Panel.of(known.figures)
    panel.column(what.measure)
    covers = known.provenance.covers
    end = min(covers.end, what.window.start)
    source = looking(
        panel, Panel.of(known.others), DaySpan(covers.start, end), trust_zeros=trust_zeros
    )
    usable = source.usable(what)
    if usable.no_data:
        raise QuestionError(
            f"the source was blind on too many days: {usable.reason}",
            remedy="bring another source, or --trust-zeros if it is known to have looked",
        )
    return Inquiry(panel, level, seed, truce.holidays, source.days(), covers.start)


def _horizon(truce: Truce, what: Question) -> int:
    """Return the longest window to try: no truce shows more days than it has."""
    end = truce.window.day_after_last
    return HORIZON if end is None else min(HORIZON, (end - what.window.start).days)


def _places(plan: _Plan) -> tuple[tuple[UnitPower, ...], int]:
    """Take each place alone; and say how many have hardly an event in the baseline."""
    panel, found, few = plan.inquiry.panel, [], 0
    names = panel.units(By.ADMIN1)
    for name in names if len(names) > 1 else ():
        own = replace(plan.inquiry, panel=panel.of_unit(By.ADMIN1, name))
        if own.baseline_total(plan.what) < FEWEST:
            few += 1
        else:
            found.append(_unit(plan, own, name, draws=_PLACE_DRAWS, imputations=_PLACE_IMPUTATIONS))
    return tuple(sorted(found, key=_rank)), few


def _rank(one: UnitPower) -> tuple[float, int, str]:
    return (2.0 if one.smallest is None else one.smallest, -one.baseline, one.name)


def _unit(plan: _Plan, inquiry: Inquiry, name: str, *, draws: int, imputations: int) -> UnitPower:
    """Tell what the window could show of some events."""
    total = inquiry.baseline_total(plan.what)
    reason = too_few(total)
    if reason:
        return _nothing(plan, name, total, reason)
    try:
        forecast = inquiry.forecast(plan.longest, imputations=imputations, draws=draws)
    except QuestionError as error:
        if name == ALL:
            raise
        return _nothing(plan, name, total, f"{error.what[0].upper()}{error.what[1:]}.")
    found = design(forecast, level=inquiry.level, baseline_total=total)
    return _shown(plan, name, total, found)


def _shown(plan: _Plan, name: str, total: int, found: Design) -> UnitPower:
    days = plan.what.window.days
    most = int(found.most[days - 1])
    silent = f"Even {'a day' if days == 1 else f'{days} days'} without any event could be chance."
    return UnitPower(
        name,
        total,
        found.expected(days),
        most if most >= 0 else None,
        found.power(days, 0.0),
        found.smallest_fall(days),
        tuple(
            FallShown(fall, found.power(days, fall), found.days_needed(fall))
            for fall in plan.falls()
        ),
        silent if most < 0 else None,
    )


def _nothing(plan: _Plan, name: str, total: int, reason: str) -> UnitPower:
    falls = tuple(FallShown(fall, 0.0, None) for fall in plan.falls())
    return UnitPower(name, total, None, None, 0.0, None, falls, reason)
