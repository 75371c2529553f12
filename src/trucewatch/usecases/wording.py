"""The answer as a paragraph that a mediator can read aloud."""

from collections import Counter
from collections.abc import Sequence

from trucewatch import words
from trucewatch.domain.assessment import (
    Assessment,
    ChoiceVariant,
    Measure,
    Question,
    Reported,
    ReportedComparison,
)
from trucewatch.domain.breakdown import By
from trucewatch.domain.check import Outcome
from trucewatch.domain.periods import PeriodEffect
from trucewatch.domain.silence import BlindDays
from trucewatch.domain.truce import EventsSource, Period, Truce
from trucewatch.domain.verdict import Verdict

_SOURCES = {"ucdp-ged": "UCDP GED", "tally": "the tally"}
_VERDICTS = {
    Verdict.REDUCED: "Violence was reduced.",
    Verdict.NOT_REDUCED: "Violence was not reduced by any amount that matters.",
    Verdict.INCREASED: "Violence increased.",
    Verdict.UNDETERMINED: "Whether violence was reduced is undetermined.",
}
_CHOICES = {
    "measure": "Counting",
    "baseline": "With a baseline of",
    "washout": "With a washout of",
    "end of the window": "With a window of",
    "model": "With the model",
}
_AFTER = {
    Verdict.INCREASED: "rose above what was usual before",
    Verdict.REDUCED: "stayed below what was usual before",
}
_TOGETHER = {
    Verdict.REDUCED: "violence was reduced as well",
    Verdict.INCREASED: "violence increased",
    Verdict.NOT_REDUCED: "violence was not reduced: it was only moved in time",
    Verdict.UNDETERMINED: "it is undetermined whether violence was reduced or only moved in time",
}
_OUTCOMES = {
    Outcome.PASSES: ("passes", "pass"),
    Outcome.FAILS: ("fails", "fail"),
    Outcome.NO_VERDICT: ("gives no verdict", "give no verdict"),
}
_ELSEWHERE = {
    By.DYAD: "between sides that it does not cover",
    By.ADMIN1: "in other places",
    By.CELL: "right beside the places where they fought",
}
_NOTHING = "nothing can be said"
_MOST_UNITS = 4
_MOST_CLAIMS = 4


def paragraph(a: Assessment, *, longest_baseline: int) -> str:
    """Return what was measured, what would have been expected, and what follows."""
    sentences = [
        _observed(a),
        _expected(a),
        _probabilities(a),
        _VERDICTS[a.verdict],
        *(a.reasons[:1] if a.verdict is Verdict.UNDETERMINED else ()),
        _rests_on(a),
        _short_baseline(a, longest_baseline),
        *_around(a),
        _first_firm_day(a),
        _where(a),
        _elsewhere(a),
        _how(a),
        _checked(a),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def other_verdicts(verdict: Verdict, variants: Sequence[ChoiceVariant]) -> tuple[str, ...]:
    """Return a sentence for each choice that gives another verdict when made otherwise."""
    others: dict[tuple[str, Verdict], list[str]] = {}
    for variant in variants:
        if variant.verdict not in (None, verdict):
            others.setdefault((variant.choice, variant.verdict), []).append(variant.value)
    return tuple(
        f"{_CHOICES[choice]} {_and(values, 'or')} the verdict is {other.value}."
        for (choice, other), values in others.items()
    )


def _around(a: Assessment) -> list[str]:
    """Say what the days before and after the window show, and what is left when all count."""
    found, measure = a.periods, a.question.measure
    if found is None:
        return []
    said = []
    if found.surged:
        said.append(
            f"{_just_before(found.peak)}, violence surged: {_against(found.peak, measure)}."
        )
    if found.after and (after := _AFTER.get(found.after.verdict)):
        days = words.days(found.after.span.days)
        said.append(f"In the {days} that followed it {after}: {_against(found.after, measure)}.")
    if said and found.after and a.verdict is Verdict.REDUCED:
        left = _TOGETHER[found.together.verdict]
        said.append(
            f"Over the surge, the truce and the days after it together {left}: "
            f"{_against(found.together, measure)}."
        )
    return said


def _just_before(peak: PeriodEffect) -> str:
    if peak.span.days == 1:
        return f"On the day before it, {words.day(peak.span.start)}"
    return f"In the {words.days(peak.span.days)} before it"


def _against(one: PeriodEffect, measure: Measure) -> str:
    ends = f"{words.number(one.expected.low)} to {words.number(one.expected.high)}"
    counted = words.counted(one.observed, measure)
    return f"{counted} against {words.number(one.expected.median)} expected ({ends})"


def _rests_on(a: Assessment) -> str:
    """Say which choices decide the verdict; empty where none does."""
    if not a.depends_on:
        return ""
    others = other_verdicts(a.verdict, a.choices)
    return f"But this depends on {_and(_the(a.depends_on))}. {' '.join(others)}"


def _the(names: Sequence[str]) -> list[str]:
    return [f"the {name}" for name in names]


def _first_firm_day(a: Assessment) -> str:
    """Say when the test that looks every day had an answer."""
    first = a.first_firm_day
    if first is None:
        return ""
    day = (first.date - a.question.window.start).days + 1
    return (
        f"Looked at every day, the record allowed a firm answer ({first.verdict.value}) on day "
        f"{day}, {words.day(first.date)}."
    )


def _where(a: Assessment) -> str:
    """Name the places within the truce of which something can be said."""
    (places,) = [one for one in a.breakdowns if one.by is By.ADMIN1 and one.covered] or (None,)
    if places is None:
        return ""
    said = [one for one in places.units if one.call != _NOTHING]
    if not said:
        return "Of no single place alone can it be said."
    listed = [f"{one.name} ({one.call})" for one in said[:_MOST_UNITS]]
    more = f" and {len(said) - _MOST_UNITS} more" if len(said) > _MOST_UNITS else ""
    return f"By place it can be said of {', '.join(listed)}{more}."


def _elsewhere(a: Assessment) -> str:
    """Say whether violence rose or fell where the truce does not hold."""
    sentences = []
    for one in a.breakdowns:
        if one.total is None or one.total.call == _NOTHING:
            continue
        rose = "rose" if one.total.call == "increased" else "fell"
        sentences.append(
            f"Meanwhile violence {_ELSEWHERE[one.by]} {rose}: "
            f"{words.counted(one.total.observed, Measure.EVENTS)} "
            f"against {words.number(one.total.expected.median)} expected "
            f"({words.number(one.total.expected.low)} to "
            f"{words.number(one.total.expected.high)})."
        )
    return " ".join(sentences)


def _how(a: Assessment) -> str:
    """Say which kinds of violence took a larger or smaller share."""
    return " ".join(
        f"The share of {one.name} violence {'rose' if one.call == 'increased' else 'fell'} from "
        f"{words.percent(one.before.median)} to {words.percent(one.during.median)} %."
        for one in a.kind_shares
        if one.call != _NOTHING
    )


def _checked(a: Assessment) -> str:
    """Count how the checks came out, and tell those that fail."""
    if not a.checks:
        return ""
    count = Counter(one.outcome for one in a.checks)
    parts = [
        f"{count[outcome]} {said[count[outcome] > 1]}"
        for outcome, said in _OUTCOMES.items()
        if count[outcome]
    ]
    failed = [one.text for one in a.checks if one.outcome is Outcome.FAILS]
    return " ".join([f"Of {len(a.checks)} checks {_and(parts)}.", *failed])


def blind_paragraph(
    truce: Truce, question: Question, reason: str, blind: Sequence[BlindDays]
) -> str:
    """Say that the source was not looking, and that silence is not peace."""
    sentences = [
        f"{truce.name}, {_window(question)}: whether violence fell cannot be measured here, for "
        "silence is not peace.",
        reason,
        *(one.reason for one in blind),
    ]
    return " ".join(sentences)


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


def _observed(a: Assessment) -> str:
    source = "" if a.data is None else f"{_SOURCES.get(a.data.dataset, a.data.dataset)} "
    release = "" if a.data is None else f"{a.data.release} "
    between = ""
    if a.observed_range:
        least, most = a.observed_range
        between = f" ({least:,} to {most:,}, as the day of some is not known)"
    return (
        f"{a.name}, {_window(a.question)}: {source}{release}records "
        f"{words.counted(a.observed or 0, a.question.measure)} between the parties{between}."
    )


def _window(question: Question) -> str:
    days = question.window.days
    first = "the first day" if days == 1 else f"the first {words.days(days)}"
    return f"{first} ({words.span(question.window)})"


def _expected(a: Assessment) -> str:
    if a.expected is None or a.reduction is None:
        return ""
    low, high = words.number(a.expected.low), words.number(a.expected.high)
    return (
        f"Had the {words.days(a.question.baseline.days)} before gone on as they were, about "
        f"{words.number(a.expected.median)} would have been expected ({low} to {high}, "
        f"{words.level(a.expected)}): {words.reduction(a.reduction)}."
    )


def _probabilities(a: Assessment) -> str:
    if a.probability is None:
        return ""
    fell = words.chance(a.probability.reduced)
    text = f"The probability that violence fell is {fell}"
    agreed = a.probability.at_least_threshold
    if agreed is not None and a.question.threshold is not None:
        share = words.percent(a.question.threshold)
        text += f"; that it fell by at least the agreed {share} %, {words.chance(agreed)}"
    return f"{text}."


def _short_baseline(a: Assessment, longest: int) -> str:
    if a.question.baseline.days >= longest or a.data is None:
        return ""
    return (
        f"The baseline is only {words.days(a.question.baseline.days)}, because the data begin on "
        f"{words.day(a.data.covers.start)}."
    )


def _claim(pair: ReportedComparison) -> str:
    return (
        f"{pair.first.claimant} on {pair.first.measure}, {words.figure(pair.first)} "
        f"({words.span(pair.first.window)}) against {words.figure(pair.second)} "
        f"({words.span(pair.second.window)}), {words.change(1 - pair.ratio)} a day"
    )


def _and(names: Sequence[str], word: str = "and") -> str:
    return f" {word} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
