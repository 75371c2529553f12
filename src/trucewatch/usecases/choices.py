"""The same question with every reasonable choice made otherwise, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from trucewatch import words
from trucewatch.days import DaySpan
from trucewatch.domain.assessment import ChoiceVariant, Measure, Question
from trucewatch.errors import QuestionError
from trucewatch.estimate.effect import Effect
from trucewatch.usecases.inquiry import EVERY_PART, Answer, Inquiry, Parts
from trucewatch.usecases.question import baseline
from trucewatch.usecases.years import against_years, earlier_years

WASHOUTS = (0, 1, 2, 3, 7)
BASELINES = (28, 90, 180, 365)
_IMPUTATIONS = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What bounds the choices.

    Attributes
    ----------
    covers
        The days that may be looked at: those of the data, up to the day as of which it is asked.
    longest_baseline
        In days, as the truce file has it.
    shortest_washout
        1 where the truce opens within a day, else 0.
    agreed_fall
        Of each measure; None where none was agreed.
    """

    covers: DaySpan
    longest_baseline: int
    shortest_washout: int
    agreed_fall: dict[Measure, float | None]


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice made otherwise."""

    name: str
    value: str
    question: Question | QuestionError
    parts: Parts = EVERY_PART


def choices(inquiry: Inquiry, given: Answer, frame: Frame) -> tuple[ChoiceVariant, ...]:
    """Ask again with every choice made otherwise.

    Measures, baselines, washouts, the last day of the window and the parts of the model are
    changed one at a time. What cannot be asked stands there with the reason.
    """
    found = []
    for choice in (
        *_measures(given.question, frame),
        *_washouts(given.question, frame),
        *_baselines(given.question, frame),
        *_ends(given.question, frame),
        *_parts(inquiry, given.question),
    ):
        found.append(_variant(inquiry, given, choice))
    last = max(n for n, one in enumerate(found) if one.choice == "baseline")
    found.insert(last + 1, _years(inquiry, given, frame))
    return tuple(found)


def _years(inquiry: Inquiry, given: Answer, frame: Frame) -> ChoiceVariant:
    """Take the same weeks of earlier years as the baseline."""
    years = earlier_years(given.question.window, frame.covers)
    value = "the same weeks of earlier years"
    try:
        found = against_years(inquiry, given, years)
    except QuestionError as error:
        return _not_asked("baseline", value, error)
    return _answered("baseline", value, given.middle, found, asked=False)


def _variant(inquiry: Inquiry, given: Answer, choice: _Choice) -> ChoiceVariant:
    """Answer one choice; a question that cannot be asked keeps its reason."""
    try:
        if isinstance(choice.question, QuestionError):
            raise choice.question
        asked = choice.question == given.question and choice.parts == EVERY_PART
        answer = (
            given if asked else inquiry.run(choice.question, choice.parts, imputations=_IMPUTATIONS)
        )
    except QuestionError as error:
        return _not_asked(choice.name, choice.value, error)
    return _answered(choice.name, choice.value, answer.middle, answer.effect, asked=asked)


def _not_asked(name: str, value: str, error: QuestionError) -> ChoiceVariant:
    return ChoiceVariant(name, value, False, None, None, None, None, None, error.what)


def _answered(name: str, value: str, observed: int, found: Effect, *, asked: bool) -> ChoiceVariant:
    return ChoiceVariant(
        name,
        value,
        asked,
        observed,
        found.expected,
        found.reduction,
        found.probability,
        found.verdict,
    )


def _measures(what: Question, frame: Frame) -> Iterator[_Choice]:
    for measure in Measure:
        other = replace(what, measure=measure, threshold=frame.agreed_fall[measure])
        yield _Choice("measure", words.measure(measure), other)


def _washouts(what: Question, frame: Frame) -> Iterator[_Choice]:
    tried = {max(length, frame.shortest_washout) for length in WASHOUTS}
    for length in sorted({*tried, what.washout_days}):
        yield _Choice(
            "washout",
            words.days(length),
            _with_baseline(what, frame, length, frame.longest_baseline),
        )


def _baselines(what: Question, frame: Frame) -> Iterator[_Choice]:
    for length in sorted({*BASELINES, what.baseline.days}):
        question = _with_baseline(what, frame, what.washout_days, length)
        if isinstance(question, Question) and question.baseline.days < length:
            question = QuestionError(
                f"the data reach back only {question.baseline.days} days from there"
            )
        yield _Choice("baseline", words.days(length), question)


def _with_baseline(
    what: Question, frame: Frame, washout: int, longest: int
) -> Question | QuestionError:
    try:
        before = baseline(what.window, washout, longest=longest, covers=frame.covers)
    except QuestionError as error:
        return error
    return replace(what, washout_days=washout, baseline=before)


def _ends(what: Question, frame: Frame) -> Iterator[_Choice]:
    """Ask about a day less and a day more: sources do not agree on which day was the last."""
    for more in (-1, 0, 1):
        days = what.window.days + more
        if days < 1:
            continue
        longer = replace(
            what, window=DaySpan(what.window.start, what.window.end + timedelta(days=more))
        )
        beyond = QuestionError(f"the data end before {longer.window.end}")
        yield _Choice(
            "end of the window",
            words.days(days),
            longer if frame.covers.covers(longer.window) else beyond,
        )


def _parts(inquiry: Inquiry, what: Question) -> Iterator[_Choice]:
    """Leave out each part of the model that plays a part in it."""
    yield _Choice("model", "all parts", what)
    yield _Choice("model", "without weekdays", what, replace(EVERY_PART, weekday=False))
    if inquiry.holidays:
        yield _Choice("model", "without holidays", what, replace(EVERY_PART, holidays=False))
    if inquiry.control is not None:
        yield _Choice("model", "without the control", what, replace(EVERY_PART, control=False))
    if inquiry.has_season(what):
        yield _Choice("model", "without seasons", what, replace(EVERY_PART, season=False))
    if inquiry.has_undated(what):
        label = "only events with a known day"
        yield _Choice("model", label, what, replace(EVERY_PART, undated=False))
