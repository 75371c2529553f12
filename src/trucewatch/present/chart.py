"""The picture of an answer: what was counted each day against what would have been expected.

Where there are no days, the published figures are drawn instead, and where there are none of
those either there is no picture. Nothing is computed here; the spec holds all its data.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trucewatch import words
from trucewatch.domain.assessment import AssessedDay, Assessment, Stretch
from trucewatch.present.chart_reported import reported_spec
from trucewatch.present.chart_style import (
    EXPECTED,
    FITTED,
    INK,
    OBSERVED,
    OBSERVED_BEFORE,
    TRUCE,
    WASHOUT,
    WIDTH,
    encoded,
    finished,
    headline,
    rows,
)
from trucewatch.present.figures import verdict

if TYPE_CHECKING:
    import altair as alt

HEIGHT = 340
SHOWN_BEFORE = timedelta(days=90)
FITTED_NAME = "usual level before the truce"
EXPECTED_NAME = "expected without the truce"
_DAY_LABEL = (
    "utcFormat(datum.value, "
    "utcdate(datum.value) == 1 && utcmonth(datum.value) == 0 ? '%-d %b %Y' : '%-d %b')"
)
_STYLES = {FITTED_NAME: (FITTED, [1, 0]), EXPECTED_NAME: (EXPECTED, [7, 4])}


def assessment_chart(a: Assessment) -> dict[str, Any] | None:
    """Return the chart of an answer as a Vega-Lite spec.

    Parameters
    ----------
    a
        The answer.

    Returns
    -------
    dict or None
        The daily counts with the expected level, from at most 90 days before the window; the
        published figures where there are no days; None where there is nothing to draw.
    """
    if a.days:
        return _daily_spec(a)
    return reported_spec(a)


def _daily_spec(a: Assessment) -> dict[str, Any]:
    """Lay the daily picture in layers, the shaded stretches first."""
    import altair as alt

    shown = [day for day in a.days if day.date >= a.question.window.start - SHOWN_BEFORE]
    levels = _levels(shown)
    layers = [
        *_shades(a),
        *(_band(name, part, filled=True) for name, part in levels.items()),
        _bars(shown, a),
        *(_band(name, part, filled=False) for name, part in levels.items()),
        _lines(levels, a),
        _start_line(a),
        _start_label(a, left=2 * a.question.window.days < len(shown)),
    ]
    chart = alt.layer(*layers).properties(
        width=WIDTH,
        height=HEIGHT,
        title=headline(_title(a), subtitle=_subtitle(a)),
        description=words.clean(a.text),
    )
    return finished(chart)


def _title(a: Assessment) -> str:
    """Return the answer in a few words."""
    q = a.question
    lead = f"{words.clean(q.place)}, {words.days(q.window.days)} of truce"
    if a.observed is None or a.expected is None:
        return f"{lead}: {a.verdict.value}"
    counted = words.counted(a.observed, q.measure)
    return f"{lead}: {counted} against {words.number(a.expected.median)} expected"


def _subtitle(a: Assessment) -> list[str]:
    """Return the verdict with its numbers, and the source."""
    text = f"Verdict: {verdict(a)}"
    if a.reduction and a.probability:
        sure = words.probability(a.probability.reduced)
        text += f". {words.reduction(a.reduction)}; probability of a reduction {sure}"
    source = (
        f". Source: {words.clean(a.data.dataset)} {words.clean(a.data.release)}" if a.data else ""
    )
    return [text, f"{words.span(a.question.window)}{source}"]


def _band_name(a: Assessment) -> str:
    """Say what the band around a level is."""
    return f" (band: {words.level(a.expected)})" if a.expected else ""


def _at(day: date, *, after: int = 0) -> str:
    """Write a day as the instant at which it starts; the scale is UTC, so no zone can move it."""
    return (day + timedelta(days=after)).isoformat()


def _x() -> "alt.X":
    """Return the axis of days; ticks that stand on the first of a year name the year."""
    import altair as alt

    axis = alt.Axis(
        labelExpr=_DAY_LABEL,
        title="day",
        labelFlush=False,
        labelOverlap=True,
        tickCount=10,
        grid=False,
    )
    return alt.X("from:T").scale(type="utc", nice=False).axis(axis)


def _y(field: str, title: str | None = None) -> "alt.Y":
    """Return the axis of counts; it starts at zero."""
    import altair as alt

    y = alt.Y(f"{field}:Q").scale(domainMin=0, nice=True)
    return y.axis(alt.Axis(title=title, tickMinStep=1, tickCount=6)) if title else y


def _shades(a: Assessment) -> list["alt.Chart"]:
    """Shade the truce days, and mark the days left out before them."""
    window, washout = a.question.window, a.question.washout_days
    shades = [_shade(_at(window.start), _at(window.end), color=TRUCE)]
    if washout:
        shades.append(_shade(_at(window.start, after=-washout), _at(window.start), color=WASHOUT))
    return shades


def _shade(start: str, end: str, *, color: str) -> "alt.Chart":
    """Shade a stretch over the whole height."""

    mark = rows([{"from": start, "to": end}]).mark_rect(color=color, opacity=1)
    return encoded(mark, x=_x(), x2="to:T")


def _bars(days: list[AssessedDay], a: Assessment) -> "alt.Chart":
    """Draw what was counted: dark on truce days, pale before, white where it is left out."""
    import altair as alt

    measure = a.question.measure.value
    names = {
        Stretch.BASELINE: f"{measure} before the truce",
        Stretch.WASHOUT: "left out of the comparison",
        Stretch.WINDOW: f"{measure} on truce days",
    }
    fills = {
        Stretch.BASELINE: OBSERVED_BEFORE,
        Stretch.WASHOUT: "#ffffff",
        Stretch.WINDOW: OBSERVED,
    }
    there = [stretch for stretch in fills if any(day.stretch is stretch for day in days)]
    scale = alt.Scale(domain=[names[s] for s in there], range=[fills[s] for s in there])
    values = [
        {
            "from": f"{_at(day.date)}T01:30:00Z",
            "to": f"{_at(day.date)}T22:30:00Z",
            "observed": day.observed,
            "counted": names[day.stretch],
        }
        for day in days
    ]
    return encoded(
        rows(values).mark_rect(stroke=OBSERVED, strokeWidth=0.5),
        x=_x(),
        x2="to:T",
        y=_y("observed", f"{measure} per day"),
        y2=alt.Y2Datum(0),
        fill=alt.Fill("counted:N").scale(scale).legend(_legend(symbol="square")),
    )


def _legend(*, symbol: str) -> "alt.Legend":
    """Return a legend above the picture."""
    import altair as alt

    return alt.Legend(title=None, orient="top", direction="horizontal", symbolType=symbol)


def _levels(days: list[AssessedDay]) -> dict[str, list[AssessedDay]]:
    """Part the days into those with a fitted level and those with one that would have been."""
    parts = {
        FITTED_NAME: [day for day in days if day.stretch is Stretch.BASELINE],
        EXPECTED_NAME: [day for day in days if day.stretch is not Stretch.BASELINE],
    }
    return {name: part for name, part in parts.items() if part}


def _steps(days: list[AssessedDay], *, name: str) -> list[dict[str, Any]]:
    """Return the level of each day as a step that lasts to the end of the last day."""
    values = [
        {
            "from": _at(day.date),
            "expected": day.expected,
            "low": day.low,
            "high": day.high,
            "level": name,
        }
        for day in days
    ]
    return [*values, {**values[-1], "from": _at(days[-1].date, after=1)}]


def _band(name: str, days: list[AssessedDay], *, filled: bool) -> "alt.Chart":
    """Draw the interval around a level: its area below the bars, its edges above them."""
    color, _ = _STYLES[name]
    style = {"fill": color, "opacity": 0.3} if filled else {"fill": None, "stroke": color}
    mark = rows(_steps(days, name=name)).mark_area(interpolate="step-after", **style)
    return encoded(mark, x=_x(), y=_y("low"), y2="high:Q")


def _lines(levels: dict[str, list[AssessedDay]], a: Assessment) -> "alt.Chart":
    """Draw the levels: solid where it was fitted, dashed where it tells what would have been."""
    import altair as alt

    names = {name: f"{name}{_band_name(a)}" for name in levels}
    values = [step for name, days in levels.items() for step in _steps(days, name=names[name])]
    colors = alt.Scale(domain=[*names.values()], range=[_STYLES[name][0] for name in names])
    dashes = alt.Scale(domain=[*names.values()], range=[_STYLES[name][1] for name in names])
    legend = _legend(symbol="stroke")
    return encoded(
        rows(values).mark_line(interpolate="step-after", strokeWidth=2.5),
        x=_x(),
        y=_y("expected"),
        stroke=alt.Stroke("level:N").scale(colors).legend(legend),
        strokeDash=alt.StrokeDash("level:N").scale(dashes).legend(legend),
    )


def _start_line(a: Assessment) -> "alt.Chart":
    """Draw the first truce day's midnight."""

    mark = rows([{"from": _at(a.question.window.start)}]).mark_rule(color=INK, strokeWidth=1.5)
    return encoded(mark, x=_x())


def _start_label(a: Assessment, *, left: bool) -> "alt.Chart":
    """Name the line above the bars, on the side where there is more room."""
    import altair as alt

    start = a.question.window.start
    mark = rows([{"from": _at(start), "label": f"truce days from {words.day(start)}"}]).mark_text(
        align="right" if left else "left",
        baseline="bottom",
        dx=-5 if left else 0,
        dy=-6,
        color=INK,
        fontWeight="bold",
        fontSize=13,
    )
    return encoded(mark, x=_x(), y=alt.value(0), text="label:N")
