"""The answer with every choice made otherwise, as a picture: one line for each choice."""

from typing import TYPE_CHECKING, Any

from trucewatch import words
from trucewatch.domain.assessment import Assessment, ChoiceVariant
from trucewatch.domain.verdict import Verdict
from trucewatch.present.chart_style import (
    EXPECTED,
    FITTED,
    INK,
    OBSERVED,
    TRUCE,
    WIDTH,
    encoded,
    finished,
    headline,
    rows,
    shortened,
)

if TYPE_CHECKING:
    import altair as alt

ROW_HEIGHT = 24
_FLOOR, _CEILING = 0.01, 100.0
_LABEL_COLUMNS = 52
_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50, 100]
_FILLS = {
    Verdict.REDUCED: OBSERVED,
    Verdict.NOT_REDUCED: FITTED,
    Verdict.INCREASED: EXPECTED,
    Verdict.UNDETERMINED: "#ffffff",
}


def choices_chart(a: Assessment) -> dict[str, Any] | None:
    """Return the choices of an answer as a Vega-Lite spec; None where there are none.

    Each line is what was observed divided by what was expected, with its interval, on a
    logarithmic axis; what lies outside .01 to 100 is drawn at that edge. Choices that could not be
    made are left to the table.
    """
    variants = [one for one in a.choices if one.reduction is not None]
    if not variants:
        return None
    import altair as alt

    labels = [_label(one) for one in variants]
    layers = [
        *_asked(variants, labels),
        _no_change(),
        _intervals(variants, labels),
        _points(variants, labels),
    ]
    chart = alt.layer(*layers).properties(
        width=WIDTH - 320,
        height=ROW_HEIGHT * len(variants),
        title=headline(_title(a), subtitle=_subtitle(a)),
        description=" ".join(words.clean(reason) for reason in a.reasons),
    )
    return finished(chart)


def _title(a: Assessment) -> str:
    depends = f"depends on {len(a.depends_on)} of the choices" if a.depends_on else "stands"
    return f"{words.clean(a.question.place)}: the verdict ({a.verdict.value}) {depends}"


def _subtitle(a: Assessment) -> list[str]:
    level = words.level(a.expected) if a.expected else ""
    return [
        "Each line is the same question with one choice made otherwise; shaded: as asked.",
        f"{words.span(a.question.window)}. Lines: {level}.",
    ]


def _label(one: ChoiceVariant) -> str:
    return shortened(words.clean(f"{one.choice}: {one.value}"), _LABEL_COLUMNS)


def _drawn(ratio: float) -> float:
    return min(max(ratio, _FLOOR), _CEILING)


def _x() -> "alt.X":
    import altair as alt

    axis = alt.Axis(
        title="observed divided by expected (log scale): left of 1 is fewer",
        labelExpr="format(datum.value, '~r')",
        values=_TICKS,
    )
    return alt.X("ratio:Q").scale(type="log", nice=False, padding=10).axis(axis)


def _y(labels: list[str]) -> "alt.Y":
    import altair as alt

    axis = alt.Axis(title=None, labelLimit=340, ticks=False, domain=False)
    return alt.Y("label:N").sort(labels).axis(axis)


def _asked(variants: list[ChoiceVariant], labels: list[str]) -> list["alt.Chart"]:
    """Shade the lines of the question itself."""
    import altair as alt

    values = [{"label": label} for one, label in zip(variants, labels, strict=True) if one.asked]
    if not values:
        return []
    mark = rows(values).mark_bar(color=TRUCE, height=ROW_HEIGHT - 4)
    return [encoded(mark, x=alt.value(0), x2=alt.value("width"), y=_y(labels))]


def _no_change() -> "alt.Chart":
    return encoded(rows([{"ratio": 1.0}]).mark_rule(color=INK, strokeWidth=1.5), x=_x())


def _intervals(variants: list[ChoiceVariant], labels: list[str]) -> "alt.Chart":
    values = [
        {
            "label": label,
            "ratio": _drawn(1 - one.reduction.high),
            "high": _drawn(1 - one.reduction.low),
        }
        for one, label in zip(variants, labels, strict=True)
        if one.reduction
    ]
    mark = rows(values).mark_rule(color=OBSERVED, strokeWidth=3)
    return encoded(mark, x=_x(), x2="high:Q", y=_y(labels))


def _points(variants: list[ChoiceVariant], labels: list[str]) -> "alt.Chart":
    """Draw the middles, each in the colour of its verdict; undetermined ones are hollow."""
    import altair as alt

    values = [
        {
            "label": label,
            "ratio": _drawn(1 - one.reduction.median),
            "verdict": one.verdict.value,
        }
        for one, label in zip(variants, labels, strict=True)
        if one.reduction and one.verdict
    ]
    there = [one for one in _FILLS if any(value["verdict"] == one.value for value in values)]
    fills = alt.Scale(domain=[one.value for one in there], range=[_FILLS[one] for one in there])
    legend = alt.Legend(title=None, orient="top", symbolType="circle", direction="horizontal")
    mark = rows(values).mark_point(size=90, stroke=OBSERVED, strokeWidth=2, opacity=1)
    fill = alt.Fill("verdict:N").scale(fills).legend(legend)
    return encoded(mark, x=_x(), y=_y(labels), fill=fill)
