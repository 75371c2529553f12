"""What a window could show: as text that can be piped and pasted, and as strict JSON."""

from typing import Any, NamedTuple

from trucewatch import words
from trucewatch.domain.power import FallShown, Power, UnitPower
from trucewatch.present.figures import Row, made_by_rows, question_rows, source_rows
from trucewatch.present.json import (
    data_json,
    interval_json,
    made_by_json,
    question_json,
    rounded,
    text_of,
)
from trucewatch.present.text import columns, table, wrapped

_DIGEST = 12


class FallLine(NamedTuple):
    """How surely a fall of one size would be shown, in words."""

    fall: str
    power: str
    days: str


class PlaceLine(NamedTuple):
    """What the window could show of one place, in words."""

    name: str
    baseline: str
    expected: str
    most: str
    smallest: str


_PLACE_HEAD = PlaceLine("", "baseline", "expected", "called reduced at", "smallest fall shown")


def power_text(p: Power) -> str:
    """Return what a window could show as plain text; ends with a line feed.

    Parameters
    ----------
    p
        The answer.
    """
    rows = [*_answer_rows(p), *question_rows(p), *source_rows(p, digest=_DIGEST)]
    rows += [Row("limit", words.clean(limit)) for limit in p.limits]
    parts = [wrapped(words.clean(p.text)), table([*rows, *made_by_rows(p)]), _falls(p)]
    if p.places:
        parts.append(_places(p))
    return "\n\n".join(parts) + "\n"


def _answer_rows(p: Power) -> list[Row]:
    one, measure = p.overall, p.question.measure
    rows = []
    if one.expected:
        ends = f"{words.number(one.expected.low)} to {words.number(one.expected.high)}"
        counted = words.counted(one.expected.median, measure)
        rows.append(Row("expected", f"{counted} ({ends}); {words.level(one.expected)}"))
    rows.append(Row("called reduced at", _most(one)))
    rows.append(Row("smallest fall shown", f"{_smallest(one)}, with a power of {_share(p.wanted)}"))
    if one.most is not None:
        rows.append(Row("false alarm", words.probability(one.false_alarm)))
    return [*rows, Row("why", words.clean(one.reason))] if one.reason else rows


def _falls(p: Power) -> str:
    """Return a table of falls of several sizes."""
    days = words.days(p.question.window.days)
    head = FallLine("fall", f"power after {days}", f"days for a power of {_share(p.wanted)}")
    lines = [_fall(p, one) for one in p.overall.falls]
    return "\n".join(["How surely a fall would be shown.", *columns([head, *lines])])


def _fall(p: Power, one: FallShown) -> FallLine:
    agreed = " (agreed)" if p.agreed and one.fall == p.aim else ""
    days = f"more than {p.horizon}" if one.days_needed is None else str(one.days_needed)
    fall = f"{words.exact_percent(one.fall)} %{agreed}"
    return FallLine(fall, words.probability(one.power), days)


def _places(p: Power) -> str:
    """Return a table of places; what could show nothing says why below."""
    head = "Place by place (first-level units), each alone."
    lines = [wrapped(head), *columns([_PLACE_HEAD, *(_place(one) for one in p.places)])]
    if p.too_few:
        are = "is 1 place" if p.too_few == 1 else f"are {p.too_few} places"
        lines.append(wrapped(f"Besides, there {are} with hardly an event in the baseline."))
    return "\n".join(lines)


def _place(one: UnitPower) -> PlaceLine:
    expected = ""
    if one.expected:
        ends = f"{words.number(one.expected.low)} to {words.number(one.expected.high)}"
        expected = f"{words.number(one.expected.median)} ({ends})"
    shown = _smallest(one)
    if one.smallest is None and one.reason:
        shown = f"{shown}: {words.clean(one.reason)}"
    return PlaceLine(words.clean(one.name), words.number(one.baseline), expected, _most(one), shown)


def _most(one: UnitPower) -> str:
    if one.most is None:
        return "no count"
    return f"{words.number(one.most)} or fewer" if one.most else "only 0"


def _smallest(one: UnitPower) -> str:
    return "none" if one.smallest is None else f"{words.percent(one.smallest)} %"


def _share(value: float) -> str:
    return f"{words.percent(value)} %"


def power_json(p: Power) -> dict[str, Any]:
    """Return the answer as a dictionary that strict JSON can write; what is not known is null.

    Parameters
    ----------
    p
        The answer.
    """
    return {
        "truce": p.truce,
        "as_of": p.as_of.isoformat(),
        "question": question_json(p.question),
        "level": rounded(p.level, 4),
        "wanted": rounded(p.wanted, 4),
        "horizon": p.horizon,
        "aim": rounded(p.aim, 4),
        "agreed": p.agreed,
        "overall": _unit_json(p.overall),
        "places": [_unit_json(one) for one in p.places],
        "too_few": p.too_few,
        "text": p.text,
        "limits": list(p.limits),
        "undated_share": rounded(p.undated_share, 4),
        "data": data_json(p.data),
        "made_by": made_by_json(p.made_by),
    }


def power_json_text(p: Power) -> str:
    """Return the answer as JSON text that a terminal can show; ends with a line feed."""
    return text_of(power_json(p))


def _unit_json(one: UnitPower) -> dict[str, Any]:
    return {
        "name": one.name,
        "baseline": one.baseline,
        "expected": interval_json(one.expected, decimals=1),
        "most": one.most,
        "false_alarm": rounded(one.false_alarm, 4),
        "smallest": rounded(one.smallest, 3),
        "falls": [
            {
                "fall": rounded(fall.fall, 4),
                "power": rounded(fall.power, 4),
                "days_needed": fall.days_needed,
            }
            for fall in one.falls
        ],
        "reason": one.reason,
    }
