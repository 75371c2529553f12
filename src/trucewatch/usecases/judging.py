"""One question put to the record: is the source fit to answer it, and what does the model say?"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Question
from trucewatch.domain.truce import Truce
from trucewatch.panel.panel import Panel
from trucewatch.usecases.inquiry import Answer, Inquiry
from trucewatch.usecases.looking import Looking, looking
from trucewatch.usecases.periods import after
from trucewatch.usecases.question import Asked, question

_DISPUTED = "With the late report counted in, the verdict would be another."


@dataclass(frozen=True, slots=True)
class Record:
    """What there is to count.

    Attributes
    ----------
    panel
        Of the events that the truce is about.
    others
        All other events of the same source and countries.
    covers
        The days of the record.
    """

    panel: Panel
    others: Panel
    covers: DaySpan


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question is to be answered.

    Attributes
    ----------
    trust_zeros
        Whether the source is known to have looked on every day.
    control, control_names
        Events that the truce does not touch, and what they are called.
    """

    level: float
    seed: int
    trust_zeros: bool = False
    control: Panel | None = None
    control_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question that is settled, and the record made ready for it.

    Attributes
    ----------
    known
        The days that may be looked at.
    others
        All other events of the same source and countries, none of them later.
    blind
        Why the source cannot answer; None where it can.
    """

    what: Question
    known: DaySpan
    others: Panel
    source: Looking
    inquiry: Inquiry
    blind: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a question.

    Attributes
    ----------
    answer
        None where the source was blind.
    blind
        Why there is no answer.
    """

    answer: Answer | None
    blind: str | None


def prepare(truce: Truce, asked: Asked, record: Record, manner: Manner) -> Prepared:
    """Settle the question and look for days on which the source was blind.

    Raises
    ------
    QuestionError
        When the record cannot answer it.
    """
    what = question(truce, asked, record.covers)
    what = replace(what, control=manner.control_names)
    record.panel.column(what.measure)
    known = _known(asked, what, record.covers)
    panel, others = record.panel.within(known), record.others.within(known)
    source = looking(panel, others, known, trust_zeros=manner.trust_zeros)
    usable = source.usable(what)
    inquiry = Inquiry(
        panel,
        manner.level,
        manner.seed,
        truce.holidays,
        source.days(),
        source.span.start,
        manner.control,
    )
    blind = str(usable.reason) if usable.no_data else None
    return Prepared(what, known, others, source, inquiry, blind)


def judge(prepared: Prepared) -> Judged:
    """Put the question; a late report that decides it leaves it without an answer."""
    if prepared.blind:
        return Judged(None, prepared.blind)
    what, inquiry = prepared.what, prepared.inquiry
    usable = prepared.source.usable(what)
    answer = inquiry.run(what, used=usable.window)
    if usable.disputed:
        other = inquiry.run(what, used=usable.window_with_late)
        if other.effect.verdict is not answer.effect.verdict:
            return Judged(None, f"{usable.reason} {_DISPUTED}")
    return Judged(answer, None)


def _known(asked: Asked, what: Question, covers: DaySpan) -> DaySpan:
    """Return the days that are looked at: up to the day as of which it is asked, or a while on."""
    end = covers.end
    if asked.as_of is not None and asked.as_of < date.max:
        end = min(end, asked.as_of + timedelta(days=1))
    follows = after(what.window, end)
    return DaySpan(covers.start, follows.end if follows else what.window.end)
