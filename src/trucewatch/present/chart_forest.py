"""The truces of a sweep as a forest plot, with what they have in common below."""

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

from trucewatch import words
from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.sweep import PooledTruces, Sweep, SweptTruce
from trucewatch.present.chart_style import (
    EXPECTED,
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

MOST_SHOWN = 60
ROW_HEIGHT = 20
_FLOOR, _CEILING = 0.01, 100.0
_LABEL_COLUMNS = 48
_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
_TRUCE, _POOLED, _NEXT = "one truce", "on average", "one more truce"


class _Line(NamedTuple):
    """One line of the picture: a ratio with its ends, and what it is of."""

    label: str
    ratio: float
    low: float
    high: float
    kind: str


def forest_chart(s: Sweep, measure: Measure) -> dict[str, Any] | None:
    """Return the truces of one measure as a Vega-Lite spec; None where there is none to draw.

    At most 60 truces are drawn, those with the narrowest intervals, and none whose baseline holds
    too little; all others are in what stands below them. Lines are what was observed divided by
    what was expected, on a logarithmic axis; what lies outside .01 to 100 is drawn at that edge.

    Parameters
    ----------
    s
        The sweep.
    measure
        Which of its measures.
    """
    found = [one for one in s.truces if one.measure is measure and one.enough]
    lines = [*_truces(found), *_together(s, measure)]
    if not lines:
        return None
    import altair as alt

    layers = [_no_change(), _intervals(lines), _points(lines)]
    chart = alt.layer(*layers).properties(
        width=WIDTH - 320,
        height=ROW_HEIGHT * len(lines),
        title=headline(_title(s, measure), subtitle=_subtitle(s, found)),
        description=f"{_title(s, measure)}. The numbers stand in results.csv.",
    )
    return finished(chart)


def _truces(found: list[SweptTruce]) -> list[_Line]:
    """Return the truces that are drawn, in the order of their start; equal labels are numbered."""
    best = sorted(found, key=_width)[:MOST_SHOWN]
    best.sort(key=lambda one: (one.window.start if one.window else None, one.id))
    lines = []
    for number, one in enumerate(best, 1):
        if one.reduction and one.window:
            name = shortened(words.clean(one.name), _LABEL_COLUMNS - 18)
            label = f"{number}. {name}, {words.day(one.window.start)}"
            lines.append(_Line(label, *_ratio(one, one.reduction), _TRUCE))
    return lines


def _ratio(one: SweptTruce, found: Interval) -> tuple[float, float, float]:
    """Return the ratio as it was pooled; where it was not, as it was found."""
    if one.log_ratio is None or one.log_ratio_error is None:
        return (1 - found.median, 1 - found.high, 1 - found.low)
    reach = NormalDist().inv_cdf((1 + found.level) / 2) * one.log_ratio_error
    low, middle, high = (math.exp(one.log_ratio + more) for more in (-reach, 0.0, reach))
    return (middle, low, high)


def _width(one: SweptTruce) -> tuple[float, str]:
    """Return how far what is known of the log ratio reaches; the id decides between equals."""
    if one.log_ratio_error is not None:
        return (one.log_ratio_error, one.id)
    if one.reduction is None or math.isinf(one.reduction.low):
        return (math.inf, one.id)
    low, high = (max(1 - end, _FLOOR) for end in (one.reduction.high, one.reduction.low))
    return (math.log(high / low), one.id)


def _together(s: Sweep, measure: Measure) -> list[_Line]:
    """Return the lines of what the truces have in common."""
    (pooled,) = [one for one in s.pooled if one.measure is measure]
    lines = []
    for name, kind, one in (
        (f"On average over {pooled.truces}", _POOLED, pooled.reduction),
        ("One more truce of the same sort", _NEXT, pooled.prediction),
    ):
        if one:
            lines.append(_Line(name, 1 - one.median, 1 - one.high, 1 - one.low, kind))
    return lines


def _title(s: Sweep, measure: Measure) -> str:
    (pooled,) = [one for one in s.pooled if one.measure is measure]
    what = words.measure(measure)
    if pooled.reduction is None:
        return f"Truces: {what}"
    return f"{pooled.truces:,} truces, {what}: {words.reduction(pooled.reduction)} on average"


def _subtitle(s: Sweep, found: list[SweptTruce]) -> list[str]:
    some = ""
    if len(found) > MOST_SHOWN:
        some = f" Drawn are the {MOST_SHOWN} most precise of {len(found):,}."
    return [
        f"Observed divided by expected, {s.level * 100:.10g} % intervals.{some}",
        f"Source: {words.clean(s.data.dataset)} {words.clean(s.data.release)}",
    ]


def _drawn(ratio: float) -> float:
    return round(min(max(ratio, _FLOOR), _CEILING), 6)


def _x() -> "alt.X":
    import altair as alt

    axis = alt.Axis(
        title="observed divided by expected (log scale): left of 1 is fewer",
        labelExpr="format(datum.value, '~r')",
        values=_TICKS,
    )
    return alt.X("ratio:Q").scale(type="log", nice=False, padding=10).axis(axis)


def _y(lines: list[_Line]) -> "alt.Y":
    import altair as alt

    axis = alt.Axis(title=None, labelLimit=340, ticks=False, domain=False)
    return alt.Y("label:N").sort([line.label for line in lines]).axis(axis)


def _no_change() -> "alt.Chart":
    return encoded(rows([{"ratio": 1.0}]).mark_rule(color=INK, strokeWidth=1.5), x=_x())


def _intervals(lines: list[_Line]) -> "alt.Chart":
    values = [
        {"label": line.label, "ratio": _drawn(line.low), "high": _drawn(line.high)}
        for line in lines
    ]
    mark = rows(values).mark_rule(color=OBSERVED, strokeWidth=2.5)
    return encoded(mark, x=_x(), x2="high:Q", y=_y(lines))


def _points(lines: list[_Line]) -> "alt.Chart":
    """Draw the middles: dots for truces, diamonds for what they have in common."""
    import altair as alt

    values = [
        {"label": line.label, "ratio": _drawn(line.ratio), "kind": line.kind} for line in lines
    ]
    kinds = [k for k in (_TRUCE, _POOLED, _NEXT) if any(line.kind == k for line in lines)]
    shapes = {_TRUCE: "circle", _POOLED: "diamond", _NEXT: "diamond"}
    fills = {_TRUCE: OBSERVED, _POOLED: EXPECTED, _NEXT: "#ffffff"}
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    mark = rows(values).mark_point(size=110, stroke=INK, strokeWidth=1.5, opacity=1)
    return encoded(
        mark,
        x=_x(),
        y=_y(lines),
        shape=alt.Shape("kind:N")
        .scale(alt.Scale(domain=kinds, range=[shapes[k] for k in kinds]))
        .legend(legend),
        fill=alt.Fill("kind:N")
        .scale(alt.Scale(domain=kinds, range=[fills[k] for k in kinds]))
        .legend(legend),
    )


def pooled_text(one: PooledTruces) -> str:
    """Say what truces have in common, in a sentence or two."""
    what = words.measure(one.measure)
    if one.reduction is None:
        return f"{what}: {one.reason}"
    text = (
        f"{what}: on average over {one.truces:,} truces {words.reduction(one.reduction)}, "
        f"{words.level(one.reduction)}."
    )
    if one.prediction:
        text += f" One more truce of the same sort: {words.reduction(one.prediction)}."
    if one.overlapping:
        text += (
            f" {one.overlapping:,} of them share days and a country with another and are not "
            "independent, so that the interval is too narrow."
        )
    return text
