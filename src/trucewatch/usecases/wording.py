"""The answer as a paragraph that a mediator can read aloud."""

from collections.abc import Sequence

from trucewatch import words
from trucewatch.domain.assessment import (
    Question,
    Reported,
    ReportedComparison,
    Verdict,
    WashoutVariant,
)
from trucewatch.domain.daily import Provenance
from trucewatch.domain.truce import EventsSource, Period, Truce
from trucewatch.estimate.effect import Effect

_SOURCES = {"ucdp-ged": "UCDP GED", "tally": "the tally"}
_VERDICTS = {
    Verdict.REDUCED: "Violence was reduced.",
    Verdict.NOT_REDUCED: "Violence was not reduced by any amount that matters.",
    Verdict.INCREASED: "Violence increased.",
    Verdict.UNDETERMINED: "Whether violence was reduced is undetermined.",
}
_MOST_CLAIMS = 4


def paragraph(
    truce: Truce,
    question: Question,
    observed: int,
    found: Effect,
    data: Provenance,
    washouts: Sequence[WashoutVariant],
) -> str:
    """Return what was measured, what would have been expected, and what follows."""
    sentences = [
        _observed(truce, question, observed, data),
        _expected(question, found),
        _probabilities(question, found),
        _VERDICTS[found.verdict],
        *(found.reasons if found.verdict is Verdict.UNDETERMINED else ()),
        _short_baseline(truce, question, data),
        depends_on_washout(found.verdict, question, washouts),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def depends_on_washout(
    verdict: Verdict, question: Question, washouts: Sequence[WashoutVariant]
) -> str:
    """Say where another washout would give another verdict; empty where none does."""
    other = [variant for variant in washouts if variant.verdict is not verdict]
    if not other:
        return ""
    first = other[0]
    given = f"a washout of {words.days(question.washout_days)}" if question.washout_days else "none"
    lengths = _and([words.days(variant.washout_days) for variant in other])
    return (
        f"This depends on the days just before the start: with a washout of {lengths} instead of "
        f"{given} the verdict is not the same. With {words.days(first.washout_days)} about "
        f"{words.counted(first.expected.median, question.measure)} would have been expected, "
        f"which is {words.reduction(first.reduction)}: {first.verdict.value}."
    )


def no_data_paragraph(
    truce: Truce, question: Question, reported: Reported, sources: Sequence[EventsSource]
) -> str:
    """Say that nothing was there to count, what to bring, and what others published."""
    sentences = [
        f"Whether violence fell in {_what(truce, question)} cannot be measured here: no day-level "
        "events are shipped for it."
    ]
    if sources:
        sentences.append(f"Bring {sources[0].file} from {sources[0].url} to measure it.")
    claims = [
        _claim(pair)
        for pair in reported.comparisons
        if (pair.first.period, pair.second.period) == (Period.BEFORE, Period.DURING)
    ]
    if claims:
        some = "Meanwhile, what others published"
        if len(claims) > _MOST_CLAIMS:
            some += f" (the first {_MOST_CLAIMS} of {len(claims)} comparisons)"
        sentences.append(f"{some}: {'; '.join(claims[:_MOST_CLAIMS])}.")
    if reported.comparisons or reported.alone:
        sentences.append("These are claims; measures and claimants are kept apart, never averaged.")
    return " ".join(sentences)


def _what(truce: Truce, question: Question) -> str:
    days = words.days(question.window.days)
    return f"the first {days} of the truce ({truce.name}, {words.span(question.window)})"


def _observed(truce: Truce, question: Question, observed: int, data: Provenance) -> str:
    source = _SOURCES.get(data.dataset, data.dataset)
    sides = _and(question.parties)
    return (
        f"In {_what(truce, question)}, {source} {data.release} records "
        f"{words.counted(observed, question.measure)} in {question.place} in the violence between "
        f"{sides}."
    )


def _expected(question: Question, found: Effect) -> str:
    noun = words.counted(found.expected.median, question.measure)
    low, high = words.number(found.expected.low), words.number(found.expected.high)
    return (
        f"Had the {words.days(question.baseline.days)} before it gone on, about {noun} would have "
        f"been expected ({low} to {high}, {words.level(found.expected)}): "
        f"{words.reduction(found.reduction)}."
    )


def _probabilities(question: Question, found: Effect) -> str:
    text = f"The probability that violence fell is {words.probability(found.probability.reduced)}"
    agreed = found.probability.at_least_threshold
    if agreed is not None and question.threshold is not None:
        share = words.percent(question.threshold)
        text += f", and that it fell by at least the agreed {share} %, {words.probability(agreed)}"
    return f"{text}."


def _short_baseline(truce: Truce, question: Question, data: Provenance) -> str:
    if question.baseline.days >= truce.baseline_days:
        return ""
    return (
        f"The baseline is only {words.days(question.baseline.days)}, because the data begin on "
        f"{words.day(data.covers.start)}."
    )


def _claim(pair: ReportedComparison) -> str:
    return (
        f"{pair.first.claimant} on {pair.first.measure}, {words.figure(pair.first)} "
        f"({words.span(pair.first.window)}) against {words.figure(pair.second)} "
        f"({words.span(pair.second.window)}), {words.change(1 - pair.ratio)} a day"
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
