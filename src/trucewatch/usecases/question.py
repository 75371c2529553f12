"""What exactly is asked: window, washout and baseline in whole days."""

from dataclasses import dataclass
from datetime import date, timedelta

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Measure, Question
from trucewatch.domain.truce import Truce
from trucewatch.errors import QuestionError
from trucewatch.estimate.counterfactual import MAX_WINDOW_DAYS, MIN_BASELINE_DAYS

MAX_WASHOUT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person may choose; None leaves it to the truce file and the data.

    Attributes
    ----------
    as_of
        The day as of which it is asked; nothing later is used.
    days
        Length of the window from the start of the truce.
    washout
        Days before the start that the baseline leaves out; a day on which the truce starts after
        midnight is left out besides.
    """

    measure: Measure = Measure.EVENTS
    as_of: date | None = None
    days: int | None = None
    washout: int | None = None


def question(truce: Truce, asked: Asked, covers: DaySpan | None) -> Question:
    """Settle window, washout and baseline.

    Parameters
    ----------
    truce, asked
        The truce, and what was asked about it.
    covers
        The days the data cover; None where there are no data, which settles what would be asked.

    Returns
    -------
    Question
        Its window starts on the truce's first whole day. It ends after the days asked for (else
        the truce file's ``first_days``), with the truce, after ``as_of`` and, where nothing else
        is said, with the data.

    Raises
    ------
    QuestionError
        When the data do not cover the window, the baseline is too short or the choices make no
        sense.
    """
    window = _window(truce, asked, covers)
    washout = truce.washout_days if asked.washout is None else asked.washout
    if not 0 <= washout <= MAX_WASHOUT_DAYS:
        raise QuestionError(
            f"the washout is {washout} days", remedy=f"give 0 to {MAX_WASHOUT_DAYS}"
        )
    washout += truce.window.opens_within_a_day
    return Question(
        measure=asked.measure,
        parties=tuple(party.name for party in truce.parties),
        place=str(truce.place),
        window=window,
        washout_days=washout,
        baseline=baseline(window, washout, longest=truce.baseline_days, covers=covers),
        threshold=agreed_fall(truce, asked.measure),
    )


def agreed_fall(truce: Truce, measure: Measure) -> float | None:
    """Return the agreed fall if it is one of this measure: whoever agreed on attacks meant events.

    A fall of "deaths" is one of deaths by any estimate, a fall of "civilian deaths" one of those;
    any other is one of events.
    """
    agreed = truce.threshold
    if agreed is None:
        return None
    of_civilians = agreed.measure == "civilian deaths"
    meant = {
        Measure.CIVILIAN_DEATHS: of_civilians,
        Measure.EVENTS: agreed.measure != "deaths" and not of_civilians,
        Measure.LETHAL_EVENTS: agreed.measure != "deaths" and not of_civilians,
    }
    return agreed.fall if meant.get(measure, agreed.measure == "deaths") else None


def baseline(window: DaySpan, washout: int, *, longest: int, covers: DaySpan | None) -> DaySpan:
    """Return the days before a window and its washout, as many as the data cover.

    Raises
    ------
    QuestionError
        When there are fewer than the model needs.
    """
    end = window.start - timedelta(days=washout)
    start = end - timedelta(days=longest)
    if covers is not None:
        start = max(start, covers.start)
    if (end - start).days < MIN_BASELINE_DAYS:
        raise QuestionError(
            f"the baseline is too short: {max((end - start).days, 0)} days before {end}, and at "
            f"least {MIN_BASELINE_DAYS} are needed",
            remedy=f"let baseline_days in the truce file be at least {MIN_BASELINE_DAYS}"
            if longest < MIN_BASELINE_DAYS
            else f"bring data from {end - timedelta(days=MIN_BASELINE_DAYS)} or earlier",
        )
    return DaySpan(start, end)


def _window(truce: Truce, asked: Asked, covers: DaySpan | None) -> DaySpan:
    start, truce_end = truce.window.first_whole_day, truce.window.day_after_last
    if truce_end and truce_end <= start:
        raise QuestionError(
            "the truce holds no whole day", remedy="daily figures cannot tell of it"
        )
    if asked.as_of is not None and asked.as_of < start:
        raise QuestionError(
            f"on {asked.as_of} the truce had not begun: its first whole day is {start}",
            remedy="give a later --as-of",
        )
    if asked.days is not None and not 1 <= asked.days <= MAX_WINDOW_DAYS:
        raise QuestionError(f"a window of {asked.days} days", remedy=f"give 1 to {MAX_WINDOW_DAYS}")
    if asked.days and truce_end and start + timedelta(days=asked.days) > truce_end:
        raise QuestionError(
            f"the truce ends after {(truce_end - start).days} days; {asked.days} were asked for"
        )
    length = asked.days or truce.first_days
    ends = [truce_end, length and start + timedelta(days=length)]
    if asked.as_of and asked.as_of < date.max:
        ends.append(asked.as_of + timedelta(days=1))
    if covers is not None and start in covers and not asked.as_of and not asked.days:
        ends.append(covers.end)
    known = [end for end in ends if end]
    if not known:
        raise QuestionError("the truce is open-ended", remedy="give --as-of or --days")
    window = DaySpan(start, min(known))
    _refuse_outside(window, covers)
    return window


def _refuse_outside(window: DaySpan, covers: DaySpan | None) -> None:
    if covers is None or covers.covers(window):
        return
    inside = window.start in covers
    raise QuestionError(
        f"the window {window} is not within the data, which cover {covers}",
        remedy=f"ask with --as-of {covers.last}" if inside else "bring data that cover it",
    )
