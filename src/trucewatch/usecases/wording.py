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
        _rests_on_last_days(found.verdict, question, washouts),
        _short_baseline(truce, question, data),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def other_verdicts(verdict: Verdict, washouts: Sequence[WashoutVariant]) -> tuple[str, ...]:
    """Return a sentence for each other verdict that other washouts give."""
    others: dict[Verdict, list[str]] = {}
    for variant in washouts:
        if variant.verdict is not verdict:
            others.setdefault(variant.verdict, []).append(str(variant.washout_days))
    return tuple(
        f"With a washout of {_and(lengths, 'or')} day{'' if lengths == ['1'] else 's'} the verdict "
        f"is {other.value}."
        for other, lengths in others.items()
    )


def _rests_on_last_days(
    verdict: Verdict, question: Question, washouts: Sequence[WashoutVariant]
) -> str:
    """Say where another washout would give another verdict; empty where none does."""
    others = other_verdicts(verdict, washouts)
    if not others:
        return ""
    first = next(variant for variant in washouts if variant.verdict is not verdict)
    return (
        "But this rests on the days just before the start. "
        f"{' '.join(others)} With {words.days(first.washout_days)}, about "
        f"{words.counted(first.expected.median, question.measure)} would have been expected: "
        f"{words.reduction(first.reduction)}."
    )


def no_data_paragraph(
    truce: Truce, question: Question, reported: Reported, sources: Sequence[EventsSource]
) -> str:
    """Say that nothing was there to count, what to bring, and what others published."""
    sentences = [
        f"{truce.name}, {_window(question)}: whether violence fell cannot be measured here, as no "
        "day-level events are shipped."
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
        they = "These" if claims else "What others published"
        sentences.append(
            f"{they} are claims; measures and claimants are kept apart, never averaged."
        )
    return " ".join(sentences)


def _observed(truce: Truce, question: Question, observed: int, data: Provenance) -> str:
    source = _SOURCES.get(data.dataset, data.dataset)
    return (
        f"{truce.name}, {_window(question)}: {source} {data.release} records "
        f"{words.counted(observed, question.measure)} between the parties."
    )


def _window(question: Question) -> str:
    days = question.window.days
    first = "the first day" if days == 1 else f"the first {words.days(days)}"
    return f"{first} ({words.span(question.window)})"


def _expected(question: Question, found: Effect) -> str:
    low, high = words.number(found.expected.low), words.number(found.expected.high)
    return (
        f"Had the {words.days(question.baseline.days)} before gone on as they were, about "
        f"{words.number(found.expected.median)} would have been expected ({low} to {high}, "
        f"{words.level(found.expected)}): {words.reduction(found.reduction)}."
    )


def _probabilities(question: Question, found: Effect) -> str:
    fell = words.chance(found.probability.reduced)
    text = f"The probability that violence fell is {fell}"
    agreed = found.probability.at_least_threshold
    if agreed is not None and question.threshold is not None:
        share = words.percent(question.threshold)
        text += f"; that it fell by at least the agreed {share} %, {words.chance(agreed)}"
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


def _and(names: Sequence[str], word: str = "and") -> str:
    return f" {word} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
