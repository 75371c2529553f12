"""The published figures as a picture: one line for each pair of figures that can be compared."""

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from trucewatch import words
from trucewatch.domain.assessment import Assessment, ReportedComparison
from trucewatch.domain.truce import FigureUnit, PublishedFigure
from trucewatch.present.chart_style import (
    AGREED,
    INK,
    OBSERVED,
    WIDTH,
    encoded,
    finished,
    headline,
    rows,
    shortened,
)

if TYPE_CHECKING:
    import altair as alt

ROW_HEIGHT = 46
_FLOOR, _CEILING = 0.001, 1000.0
_LABEL_COLUMNS = 44
_WITH, _WITHOUT = "with interval", "without interval"
_TICKS = [digit * 10.0**power for power in range(-3, 3) for digit in (1, 2, 5)]


class _Mark(NamedTuple):
    """One line of the picture; ``low`` and ``high`` are None where there is no interval."""

    label: str
    ratio: float
    low: float | None
    high: float | None
    words: str


def reported_spec(a: Assessment) -> dict[str, Any] | None:
    """Return the panel of published figures as a Vega-Lite spec; None where none can be drawn.

    Rates during are divided by rates before and stand on a logarithmic axis; a stated change in
    percent stands at the ratio it means. What lies outside .001 to 1000 is drawn at that edge.
    """
    marks = _marks(a)
    if not marks:
        return None
    import altair as alt

    layers = [*_line(1.0, "no change", color=INK), *_agreed_line(a.question.threshold)]
    chart = alt.layer(*layers, _intervals(marks), _points(marks), _numbers(marks)).properties(
        width=WIDTH - 300,
        height=ROW_HEIGHT * len(marks),
        title=headline(_title(a), subtitle=_subtitle(a)),
        description=words.clean(a.text),
    )
    return finished(chart)


def _title(a: Assessment) -> str:
    """Return what is drawn in a few words."""
    return f"{words.clean(a.question.place)}: what others published"


def _subtitle(a: Assessment) -> list[str]:
    """Say why these figures stand in for events."""
    return [
        f"Verdict: {a.verdict.value}. Each line is what one publisher reported.",
        f"Truce days asked about: {words.span(a.question.window)}",
    ]


def _marks(a: Assessment) -> list[_Mark]:
    """Return what can be drawn, in the order of the panel; equal labels are numbered."""
    if a.reported is None:
        return []
    stated = [f for f in a.reported.alone if f.unit is FigureUnit.CHANGE_PERCENT]
    marks = [_compared(pair) for pair in a.reported.comparisons if math.isfinite(pair.ratio)]
    marks += [_stated(figure) for figure in stated]
    measures = [mark.label.splitlines()[0] for mark in marks]
    marks.sort(key=lambda mark: measures.index(mark.label.splitlines()[0]))
    seen: dict[str, int] = {}
    unique = []
    for mark in marks:
        seen[mark.label] = seen.get(mark.label, 0) + 1
        again = f" ({seen[mark.label]})" if seen[mark.label] > 1 else ""
        unique.append(mark._replace(label=mark.label + again))
    return unique


def _label(figure: PublishedFigure, periods: str) -> str:
    """Return the measure, and below it the claimant and what is compared."""
    measure, claimant = words.clean(figure.measure), words.clean(figure.claimant)
    return f"{shortened(measure, _LABEL_COLUMNS)}\n{shortened(claimant, 28)}, {periods}"


def _compared(pair: ReportedComparison) -> _Mark:
    """Return the line of two figures."""
    label = _label(pair.first, f"{pair.second.period.value} / {pair.first.period.value}")
    text = words.number(pair.ratio)
    if pair.ratio_interval is None:
        return _Mark(label, pair.ratio, None, None, text)
    low, high = pair.ratio_interval.low, pair.ratio_interval.high
    text += f" ({words.number(low)} to {words.number(high)})"
    return _Mark(label, pair.ratio, low, high, text)


def _stated(figure: PublishedFigure) -> _Mark:
    """Return the line of a stated change."""
    label = _label(figure, f"{figure.period.value}, as stated")
    return _Mark(label, 1 + figure.value / 100, None, None, words.figure(figure))


def _drawn(ratio: float) -> float:
    """Keep a ratio on the axis."""
    return min(max(ratio, _FLOOR), _CEILING)


def _x() -> "alt.X":
    """Return the axis of ratios."""
    import altair as alt

    axis = alt.Axis(
        title="later daily rate divided by the earlier one (log scale)",
        labelExpr="format(datum.value, '~r')",
        values=_TICKS,
    )
    return alt.X("ratio:Q").scale(type="log", nice=False, padding=10).axis(axis)


def _y(marks: list[_Mark]) -> "alt.Y":
    """Return one line for each mark, named by measure and claimant."""
    import altair as alt

    axis = alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelLimit=330,
        labelLineHeight=16,
        labelBaseline="middle",
        labelOffset=-8,
        ticks=False,
        domain=False,
    )
    return alt.Y("label:N").sort([mark.label for mark in marks]).axis(axis)


def _intervals(marks: list[_Mark]) -> "alt.Chart":
    """Draw the intervals."""

    values = [
        {"label": mark.label, "ratio": _drawn(mark.low), "high": _drawn(mark.high)}
        for mark in marks
        if mark.low is not None and mark.high is not None
    ]
    chart = rows(values).mark_rule(color=OBSERVED, strokeWidth=4)
    return encoded(chart, x=_x(), x2="high:Q", y=_y(marks))


def _points(marks: list[_Mark]) -> "alt.Chart":
    """Draw the ratios: full where there is an interval, hollow where there is none."""
    import altair as alt

    values = [
        {
            "label": mark.label,
            "ratio": _drawn(mark.ratio),
            "kind": _WITHOUT if mark.low is None else _WITH,
        }
        for mark in marks
    ]
    kinds = [kind for kind in (_WITH, _WITHOUT) if any(v["kind"] == kind for v in values)]
    fills = alt.Scale(domain=kinds, range=["#ffffff" if k == _WITHOUT else OBSERVED for k in kinds])
    legend = alt.Legend(title=None, orient="top", symbolType="circle", direction="horizontal")
    chart = rows(values).mark_point(size=120, stroke=OBSERVED, strokeWidth=2, opacity=1)
    return encoded(chart, x=_x(), y=_y(marks), fill=alt.Fill("kind:N").scale(fills).legend(legend))


def _numbers(marks: list[_Mark]) -> "alt.Chart":
    """Write each ratio beside its line."""
    import altair as alt

    values = [{"label": mark.label, "words": mark.words} for mark in marks]
    chart = rows(values).mark_text(align="left", fontSize=13, color=INK, dx=12)
    return encoded(chart, x=alt.value("width"), y=_y(marks), text="words:N")


def _agreed_line(threshold: float | None) -> list["alt.Chart"]:
    """Draw the agreed fall where one was agreed."""
    if threshold is None:
        return []
    name = f"agreed: {words.percent(threshold)} % fewer"
    return _line(1 - threshold, name, color=AGREED)


def _line(ratio: float, name: str, *, color: str) -> list["alt.Chart"]:
    """Draw a line over the whole height with its name above.

    "No change" is solid and named to its right, the agreed fall dashed and named to its left, so
    that the names cannot meet.
    """
    import altair as alt

    chart = rows([{"ratio": _drawn(ratio), "name": name}])
    solid = ratio == 1
    rule = chart.mark_rule(color=color, strokeWidth=1.5, strokeDash=[1, 0] if solid else [7, 4])
    text = chart.mark_text(
        align="left" if solid else "right",
        baseline="bottom",
        dx=2 if solid else -2,
        dy=-6,
        fontSize=13,
        fontWeight="bold",
        color=color,
    )
    return [encoded(rule, x=_x()), encoded(text, x=_x(), y=alt.value(0), text="name:N")]
