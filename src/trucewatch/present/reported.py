"""The panel of published figures, laid out once for the terminal and the page."""

from dataclasses import dataclass
from typing import NamedTuple

from trucewatch import words
from trucewatch.domain.assessment import Reported, ReportedComparison
from trucewatch.domain.truce import PublishedFigure

NONE = "none"


class Cell(NamedTuple):
    """A figure in words and the number of the note that holds its source."""

    text: str
    note: int


class Note(NamedTuple):
    """What stands behind a figure: when, as stated, and the address of the publication."""

    number: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """Two figures of one claimant, ready to print; ``remark`` says what its interval lacks."""

    claimant: str
    first: Cell
    second: Cell
    ratio: str
    interval: str
    at_least: str
    remark: str | None


@dataclass(frozen=True, slots=True)
class AloneLine:
    """A figure that nothing can be compared with."""

    claimant: str
    figure: Cell


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """All that was published on one measure."""

    measure: str
    comparisons: tuple[ComparisonLine, ...]
    alone: tuple[AloneLine, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The published figures by measure and claimant, with their notes."""

    groups: tuple[MeasureGroup, ...]
    notes: tuple[Note, ...]


def panel(reported: Reported) -> Panel:
    """Lay out the published figures: measures and claimants in the order they come in."""
    pairs, alone = reported.comparisons, reported.alone
    measures = dict.fromkeys([pair.first.measure for pair in pairs] + [f.measure for f in alone])
    numbers: dict[PublishedFigure, int] = {}
    groups = tuple(
        MeasureGroup(
            measure=words.clean(measure),
            comparisons=tuple(
                _comparison_line(pair, numbers)
                for pair in _by_claimant([p for p in pairs if p.first.measure == measure])
            ),
            alone=tuple(
                AloneLine(words.clean(one.claimant), _cell(_dated(one), one, numbers))
                for one in alone
                if one.measure == measure
            ),
        )
        for measure in measures
    )
    return Panel(groups, tuple(_note(one, number) for one, number in numbers.items()))


def _by_claimant(pairs: list[ReportedComparison]) -> list[ReportedComparison]:
    """Put the comparisons of one claimant together, claimants in order of appearance."""
    order = list(dict.fromkeys(pair.first.claimant for pair in pairs))
    return sorted(pairs, key=lambda pair: order.index(pair.first.claimant))


def _cell(text: str, figure: PublishedFigure, numbers: dict[PublishedFigure, int]) -> Cell:
    """Give a figure the number of its note."""
    return Cell(text, numbers.setdefault(figure, len(numbers) + 1))


def _dated(figure: PublishedFigure) -> str:
    """Return a figure as it was stated and the days it speaks of."""
    return f"{words.figure(figure)}, {figure.period.value}, {words.span(figure.window)}"


def rate(figure: PublishedFigure, per_day: float) -> str:
    """Return a published figure as a daily rate, with the word for how exactly it was stated."""
    return words.bounded(figure.bound, f"{words.number(per_day)} a day")


def ratio_interval(pair: ReportedComparison) -> str:
    """Return the interval of a ratio with its level."""
    if pair.ratio_interval is None:
        return NONE
    low, high, level = (
        words.number(pair.ratio_interval.low),
        words.number(pair.ratio_interval.high),
        f"{pair.ratio_interval.level * 100:g}",
    )
    return f"{low} to {high} ({level} %)"


def _comparison_line(
    pair: ReportedComparison, numbers: dict[PublishedFigure, int]
) -> ComparisonLine:
    """Put two figures side by side."""
    sure = pair.at_least_threshold
    return ComparisonLine(
        claimant=words.clean(pair.first.claimant),
        first=_cell(rate(pair.first, pair.per_day_first), pair.first, numbers),
        second=_cell(rate(pair.second, pair.per_day_second), pair.second, numbers),
        ratio=words.number(pair.ratio),
        interval=ratio_interval(pair),
        at_least=NONE if sure is None else words.probability(sure),
        remark=_remark(pair),
    )


def _remark(pair: ReportedComparison) -> str | None:
    """Say why there is no interval, or what it assumes."""
    if pair.why_no_interval:
        return f"no interval: {words.clean(pair.why_no_interval)}"
    return words.clean(pair.caveat) if pair.caveat else None


def _note(figure: PublishedFigure, number: int) -> Note:
    """Say when a figure speaks of and what it is as stated."""
    stated = "" if figure.window_stated else " (our reading: the source does not state the days)"
    text = f"{figure.period.value}, {words.span(figure.window)}{stated}: {words.figure(figure)}"
    if figure.note:
        text += f"; {words.clean(figure.note)}"
    return Note(number, text, words.clean(figure.source))
