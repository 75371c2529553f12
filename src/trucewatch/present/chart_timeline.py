"""A process in time as a picture: phases, steps, gates, and commitments with due and done."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from trucewatch import words
from trucewatch.domain.timeline import Group, Mark, MarkKind, Timeline, TimelineRow
from trucewatch.present.chart_style import (
    AGREED,
    EXPECTED,
    INK,
    OBSERVED,
    OBSERVED_BEFORE,
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
MOST_ROWS = 120
_LABEL_COLUMNS = 50
_ROOM = 76
_BARS = {
    MarkKind.PHASE: OBSERVED_BEFORE,
    MarkKind.HALT: "#8a8a8a",
    MarkKind.TERM: TRUCE,
    MarkKind.LATE: "#e8a87c",
    MarkKind.FORECAST: "#f2efe9",
}
_POINTS = {
    MarkKind.DONE: ("circle", OBSERVED),
    MarkKind.DECLARED: ("circle", "#ffffff"),
    MarkKind.OPENED: ("diamond", EXPECTED),
}


def timeline_chart(t: Timeline) -> dict[str, Any]:
    """Return a timeline as a Vega-Lite spec.

    At most 120 lines are drawn; the table has all of them. A day that is not known lies in the
    middle of the days that it can mean, with a line from the first to the last of them.

    Parameters
    ----------
    t
        The process laid out in time.
    """
    import altair as alt

    lines = _lines(t.rows[:MOST_ROWS])
    labels = [label for label, _ in lines]
    layers = [
        _bars(lines, labels),
        _today(t.as_of),
        _spans(lines, labels),
        _dues(lines, labels),
        _points(lines, labels),
    ]
    known = f", as known on {words.day(t.known)}" if t.known and t.known != t.as_of else ""
    chart = alt.layer(*layers).properties(
        width=WIDTH - 280,
        height=ROW_HEIGHT * len(labels),
        title=headline(
            words.clean(t.name),
            subtitle=[
                f"At the end of {words.day(t.as_of)} (upright line){known}.",
                "Short upright lines are deadlines; hollow dots were only declared.",
            ],
        ),
        description=words.clean(t.text),
    )
    spec = finished(chart)
    # Where a reader's machine has wider letters than ours, long names need room on the left.
    spec["config"]["padding"] = {"left": _ROOM, "top": 16, "right": 16, "bottom": 16}
    return spec


def _lines(some: Sequence[TimelineRow]) -> list[tuple[str, TimelineRow | None]]:
    """Return the lines with their labels, headings between them; equal labels are numbered."""
    out: list[tuple[str, TimelineRow | None]] = []
    used: set[str] = set()
    for group in Group:
        inside = [row for row in some if row.group is group]
        if inside:
            used.add(group.value.upper())
            out.append((group.value.upper(), None))
        for row in inside:
            note = words.clean(row.note)
            name = shortened(words.clean(row.name), _LABEL_COLUMNS - len(note))
            label = first = f"{name} ({note})" if note else name
            number = 2
            while label in used:
                label, number = f"{first} {number}", number + 1
            used.add(label)
            out.append((label, row))
    return out


_Lines = list[tuple[str, TimelineRow | None]]


def _marks(lines: _Lines, kinds: Iterable[MarkKind]) -> list[tuple[str, Mark]]:
    wanted = set(kinds)
    return [(y, mark) for y, row in lines if row for mark in row.marks if mark.kind in wanted]


def _x(field: str = "first:T") -> "alt.X":
    import altair as alt

    axis = alt.Axis(title=None, grid=True, orient="top", labelOverlap=True, tickCount=8)
    return alt.X(field).scale(type="utc", padding=12).axis(axis)


def _y(labels: list[str]) -> "alt.Y":
    import altair as alt

    heads = str([group.value.upper() for group in Group])
    bold = {"test": f"indexof({heads}, datum.value) >= 0", "value": "bold"}
    axis = alt.Axis(
        title=None,
        labelLimit=380,
        ticks=False,
        domain=False,
        labelFontWeight=cast("Any", {"condition": bold, "value": "normal"}),
    )
    return alt.Y("label:N").sort(labels).scale(domain=labels).axis(axis)


def _iso(day: date) -> str:
    return day.isoformat()


def _end(day: date) -> str:
    """Return the end of a day, which is where the next one begins."""
    return _iso(date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())))


def _bars(lines: _Lines, labels: list[str]) -> "alt.Chart":
    import altair as alt

    there = [kind for kind in _BARS if _marks(lines, [kind])]
    values = [
        {
            "label": label,
            "first": _iso(mark.first),
            "after": _end(mark.last),
            "kind": mark.kind.value,
        }
        for label, mark in _marks(lines, _BARS)
    ]
    scale = alt.Scale(domain=[k.value for k in there], range=[_BARS[k] for k in there])
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square")
    mark = rows(values).mark_bar(height=ROW_HEIGHT - 10, stroke="#8b98a5", strokeWidth=0.5)
    color = alt.Color("kind:N").scale(scale).legend(legend)
    return encoded(mark, x=_x(), x2="after:T", y=_y(labels), color=color)


def _today(as_of: date) -> "alt.Chart":
    return encoded(rows([{"first": _end(as_of)}]).mark_rule(color=INK, strokeWidth=1.5), x=_x())


def _spans(lines: _Lines, labels: list[str]) -> "alt.Chart":
    """Draw the days on which something may have been, where its day is not known."""
    values = [
        {"label": label, "first": _iso(mark.first), "after": _iso(mark.last)}
        for label, mark in _marks(lines, _POINTS)
        if mark.last > mark.first
    ]
    mark = rows(values).mark_rule(color=INK, strokeWidth=1.5)
    return encoded(mark, x=_x(), x2="after:T", y=_y(labels))


def _dues(lines: _Lines, labels: list[str]) -> "alt.Chart":
    values = [
        {"label": label, "first": _end(mark.last)} for label, mark in _marks(lines, [MarkKind.DUE])
    ]
    mark = rows(values).mark_tick(color=AGREED, thickness=3, height=ROW_HEIGHT - 4)
    return encoded(mark, x=_x(), y=_y(labels))


def _points(lines: _Lines, labels: list[str]) -> "alt.Chart":
    import altair as alt

    found = _marks(lines, _POINTS)
    there = [kind for kind in _POINTS if any(mark.kind is kind for _, mark in found)]
    values = [
        {
            "label": label,
            "first": _iso(date.fromordinal((mark.first.toordinal() + mark.last.toordinal()) // 2)),
            "point": mark.kind.value,
        }
        for label, mark in found
    ]
    domain = [kind.value for kind in there]
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    shape = alt.Scale(domain=domain, range=[_POINTS[kind][0] for kind in there])
    fill = alt.Scale(domain=domain, range=[_POINTS[kind][1] for kind in there])
    mark = rows(values).mark_point(size=80, stroke=INK, strokeWidth=1.5, opacity=1)
    return encoded(
        mark,
        x=_x(),
        y=_y(labels),
        shape=alt.Shape("point:N").scale(shape).legend(legend),
        fill=alt.Fill("point:N").scale(fill).legend(legend),
    )
