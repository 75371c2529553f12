import json
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.assessment import Assessment, Reported, Stretch
from trucewatch.domain.interval import Interval
from trucewatch.present.chart import assessment_chart
from trucewatch.present.render import render_png, render_svg

from .factory import comparison, doha, figure, hostile, syria, undetermined

SVG = "{http://www.w3.org/2000/svg}"


def spec_of(a: Assessment) -> dict[str, Any]:
    spec = assessment_chart(a)
    assert spec is not None
    return spec


@pytest.mark.parametrize("make", [syria, doha])
def test_golden(make: type[Assessment], snapshot: SnapshotAssertion) -> None:
    assert json.dumps(spec_of(make()), indent=1, sort_keys=True) == snapshot


def test_at_most_ninety_days_before_are_shown() -> None:
    text = json.dumps(spec_of(syria(baseline=180)))
    assert '"2015-11-29"' in text
    assert '"2015-11-28"' not in text


def test_the_title_is_the_answer() -> None:
    spec = spec_of(syria())
    assert spec["title"]["text"] == ["Syria, 7 days of truce: 40 events against 79 expected"]
    assert spec["title"]["subtitle"][0].startswith("Verdict: reduced. 49 % fewer (25 to 66)")


def test_a_long_place_is_broken_into_lines() -> None:
    a = syria()
    question = replace(a.question, place="Homs Governorate, " * 12)
    lines = spec_of(replace(a, question=question))["title"]["text"]
    assert max(map(len, lines)) <= 76


def test_days_without_a_baseline_and_without_a_source() -> None:
    a = syria(washout=0)
    window = tuple(day for day in a.days if day.stretch is Stretch.WINDOW)
    spec = spec_of(replace(a, days=window, data=None))
    assert "usual level" not in json.dumps(spec)
    assert render_png(spec)


def test_nothing_to_draw() -> None:
    a = replace(syria(), days=())
    assert assessment_chart(a) is None
    alone = Reported((), (figure(),))
    assert assessment_chart(replace(a, reported=alone)) is None


def test_ratios_off_the_axis_are_drawn_at_its_edge() -> None:
    none_later = replace(comparison(), ratio=0.0, ratio_interval=Interval(0.0, 0.0, 0.02, 0.95))
    none_before = replace(comparison(), ratio=float("inf"))
    reported = Reported((none_later, none_later, none_before), ())
    spec = spec_of(replace(doha(), reported=reported))
    values = [row for layer in spec["layer"] for row in values_of(layer)]
    assert min(row["ratio"] for row in values if "ratio" in row) == 0.001
    labels = {row["label"] for row in values if "label" in row}
    assert {label.endswith("(2)") for label in labels} == {True, False}
    assert render_png(spec)


def values_of(layer: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = layer["data"]["values"]
    return rows


def test_without_an_agreed_fall_there_is_no_line_for_it() -> None:
    a = doha()
    spec = spec_of(replace(a, question=replace(a.question, threshold=None)))
    assert "agreed" not in json.dumps(spec)


@pytest.mark.parametrize("make", [syria, undetermined, doha, hostile])
def test_the_svg_parses_and_names_itself(make: type[Assessment]) -> None:
    svg = render_svg(spec_of(make()))
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert description.text
    assert root.find(f".//{SVG}script") is None
    assert root.find(f".//{SVG}image") is None
    assert svg == render_svg(spec_of(make()))


def test_the_svg_fits_a_page_and_names_a_plain_title() -> None:
    root = ElementTree.fromstring(render_svg(spec_of(syria())))  # noqa: S314
    assert 700 < float(root.get("width", "0")) <= 900
    plain = {**spec_of(syria()), "title": {"text": "one <line>"}}
    assert "<title id=" in render_svg(plain)
    assert "one &lt;line&gt;" in render_svg(plain)


@pytest.mark.parametrize("make", [syria, doha])
def test_the_png_is_a_picture_at_the_scale(make: type[Assessment]) -> None:
    small, large = (render_png(spec_of(make()), scale) for scale in (1, 2))
    assert small.startswith(b"\x89PNG\r\n\x1a\n")
    (width, height), (wide, high) = (struct.unpack(">II", p[16:24]) for p in (small, large))
    assert 600 < width <= 900
    assert abs(wide - 2 * width) <= 2
    assert abs(high - 2 * height) <= 2


def test_charts_do_not_hold_up_the_start() -> None:
    code = "import sys, trucewatch.present.outputs; sys.exit('altair' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_label_stands_where_there_is_room() -> None:
    a = syria(washout=0)
    few = tuple(day for day in a.days if day.date >= date(2016, 2, 25))
    last = spec_of(replace(a, days=few))["layer"][-1]["mark"]
    assert last["align"] == "left"
    assert spec_of(syria())["layer"][-1]["mark"]["align"] == "right"
