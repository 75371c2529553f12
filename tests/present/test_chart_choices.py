from dataclasses import replace
from typing import Any

from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.verdict import Verdict
from trucewatch.present.chart_choices import choices_chart
from trucewatch.present.render import render_svg

from .factory import HOSTILE, syria, undetermined, variant


def layer(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the values of the layer that has this key."""
    return next(one["data"]["values"] for one in spec["layer"] if key in one["data"]["values"][0])


def test_golden(snapshot: SnapshotAssertion) -> None:
    assert choices_chart(syria()) == snapshot


def test_no_choices_make_no_chart() -> None:
    assert choices_chart(undetermined()) is None


def test_every_verdict_has_its_colour_and_bounds_stay_on_the_axis() -> None:
    variants = (
        variant("a", median=10, fall=1.0, low=float("-inf"), asked=True),
        *(
            variant(v.value, median=10, fall=0.1, verdict=v)
            for v in Verdict
            if v is not Verdict.NO_DATA
        ),
    )
    spec = choices_chart(replace(syria(), choices=variants))
    assert spec is not None
    points, lines = layer(spec, "verdict"), layer(spec, "high")
    assert points[0]["ratio"] == 0.01
    assert lines[0]["high"] == 100
    assert {one["verdict"] for one in points} == {v.value for v in Verdict} - {"no data"}


def test_what_could_not_be_asked_is_left_to_the_table() -> None:
    asked = variant("1 day", median=10, fall=0.5)
    spec = choices_chart(
        replace(syria(), choices=(asked, replace(asked, value="9", reduction=None, verdict=None)))
    )
    assert spec is not None
    assert [one["label"] for one in layer(spec, "verdict")] == ["washout: 1 day"]


def test_texts_from_outside_are_drawn_as_text() -> None:
    a = syria()
    odd = replace(a, question=replace(a.question, place=HOSTILE))
    spec = choices_chart(odd)
    assert spec is not None
    svg = render_svg(spec, "choices")
    assert "<script" not in svg
    assert 'id="trucewatch-choices-title"' in svg
