"""The figures of an answer as labelled rows, for the terminal and the page alike."""

from typing import NamedTuple

from trucewatch import words
from trucewatch.domain.assessment import Assessment, Interval, Measure


class Row(NamedTuple):
    """A label and what stands beside it."""

    label: str
    value: str


def with_interval(value: Interval, measure: Measure) -> str:
    """Return an expected count with its interval."""
    ends = f"{words.number(value.low)} to {words.number(value.high)}"
    return f"{words.counted(value.median, measure)} ({ends}); {words.level(value)}"


def at_least(threshold: float) -> str:
    """Return the agreed fall in words.

    Examples
    --------
    >>> at_least(0.8)
    'at least 80 % fewer'
    """
    return f"at least {words.percent(threshold)} % fewer"


def answer_rows(a: Assessment) -> list[Row]:
    """Return the numbers and the verdict; rows without a number are left out."""
    measure = a.question.measure
    rows = [
        Row("observed", words.NO_DATA if a.observed is None else words.counted(a.observed, measure))
    ]
    if a.expected:
        rows.append(Row("expected", with_interval(a.expected, measure)))
    if a.reduction:
        text = f"{words.reduction(a.reduction)}; {words.level(a.reduction)}"
        rows.append(Row("reduction", text))
    rows += _probability_rows(a)
    rows.append(Row("verdict", verdict(a)))
    return rows + [Row("why", words.clean(reason)) for reason in a.reasons]


def verdict(a: Assessment) -> str:
    """Return the verdict, and whether it stands with other washouts."""
    return f"{a.verdict.value}{'; depends on the washout' if a.depends_on_washout else ''}"


class WashoutLine(NamedTuple):
    """The answer with another washout, in words."""

    washout: str
    expected: str
    reduction: str
    probability: str
    verdict: str


WASHOUT_HEAD = WashoutLine("washout", "expected", "reduction", "P(reduced)", "verdict")


def washout_lines(a: Assessment) -> list[WashoutLine]:
    """Return a line for each washout that was tried."""
    return [
        WashoutLine(
            words.days(variant.washout_days) if variant.washout_days else "none",
            f"{words.number(variant.expected.median)} "
            f"({words.number(variant.expected.low)} to {words.number(variant.expected.high)})",
            words.reduction(variant.reduction),
            words.probability(variant.probability.reduced),
            variant.verdict.value,
        )
        for variant in a.washouts
    ]


def _probability_rows(a: Assessment) -> list[Row]:
    """Return the shares of the draws."""
    if a.probability is None:
        return []
    rows = [
        Row("probability of a reduction", words.probability(a.probability.reduced)),
        Row("probability of an increase", words.probability(a.probability.increased)),
    ]
    if a.probability.at_least_threshold is not None and a.question.threshold is not None:
        label = f"probability of {at_least(a.question.threshold)}"
        rows.append(Row(label, words.probability(a.probability.at_least_threshold)))
    return rows


def question_rows(a: Assessment) -> list[Row]:
    """Return what exactly was asked."""
    q = a.question
    rows = [
        Row("window", f"{words.span(q.window)} ({words.days(q.window.days)})"),
        Row("baseline", f"{words.span(q.baseline)} ({words.days(q.baseline.days)})"),
        Row("washout", f"{words.days(q.washout_days)} before the window"),
        Row("agreed fall", at_least(q.threshold) if q.threshold is not None else "none on record"),
        Row("parties", "; ".join(words.clean(party) for party in q.parties) or "all"),
        Row("place", words.clean(q.place)),
        Row("as of", words.day(a.as_of)),
    ]
    return rows if q.washout_days else [row for row in rows if row.label != "washout"]


def source_rows(a: Assessment, *, digest: int = 64) -> list[Row]:
    """Return where the figures come from, with the first ``digest`` characters of the checksum."""
    if a.data is None:
        return [Row("source", words.NO_DATA)]
    name = f"{words.clean(a.data.dataset)} {words.clean(a.data.release)}"
    rows = [
        Row("source", f"{name}, {a.data.rows:,} rows"),
        Row("sha256", words.clean(a.data.sha256)[:digest]),
        Row("covers", words.span(a.data.covers)),
        Row("selection", words.clean(a.data.query)),
        Row("cite as", words.clean(a.data.citation)),
    ]
    if a.undated_share is not None:
        text = f"{words.share(a.undated_share)} of the selected events: no single day is known"
        rows.append(Row("left out", text))
    return rows


def made_by_rows(a: Assessment) -> list[Row]:
    """Return what makes the same answer again."""
    return [
        Row("version", f"trucewatch {words.clean(a.made_by.version)}"),
        Row("seed", str(a.made_by.seed)),
        Row("command", words.clean(a.made_by.command)),
    ]
