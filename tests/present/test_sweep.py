import csv
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.sweep import PooledTruces, Sweep, SweptTruce
from trucewatch.domain.verdict import Probability, Verdict
from trucewatch.errors import StoreError
from trucewatch.present.chart_forest import MOST_SHOWN, forest_chart
from trucewatch.present.render import render_svg
from trucewatch.present.sweep import sweep_json, sweep_text, write_sweep

from .factory import HOSTILE, span, syria

INF = float("-inf")


def swept(
    name: str = "a",
    *,
    start: date = date(2016, 2, 27),
    measure: Measure = Measure.EVENTS,
    reduction: tuple[float, float, float] = (0.5, 0.25, 0.66),
    log_ratio: tuple[float, float] | None = (-0.69, 0.2),
    verdict: Verdict = Verdict.REDUCED,
    reason: str | None = None,
) -> SweptTruce:
    mean, error = log_ratio or (None, None)
    return SweptTruce(
        id=name,
        name=f"Truce {name}",
        measure=measure,
        window=span(start, 7),
        baseline_days=180,
        observed=40,
        expected=Interval(80.0, 53.0, 118.0, 0.9),
        reduction=Interval(*reduction, 0.9),
        probability=Probability(0.99312, 0.00612, None),
        verdict=verdict,
        log_ratio=mean,
        log_ratio_error=error,
        reason=reason,
        refused=False,
        enough=True,
    )


def refused(name: str = "r", *, measure: Measure = Measure.EVENTS) -> SweptTruce:
    nothing = dict.fromkeys(
        ("window", "baseline_days", "observed", "expected", "reduction", "probability", "verdict",
         "log_ratio", "log_ratio_error")
    )  # fmt: skip
    why = "t.csv, line 3: start: '1 June' is not a date; write it as YYYY-MM-DD"
    return SweptTruce(
        id=name, name=name, measure=measure, reason=why, refused=True, enough=False, **nothing
    )


POOLED = PooledTruces(
    measure=Measure.EVENTS,
    truces=2,
    reduction=Interval(0.45, 0.2, 0.6, 0.9),
    prediction=Interval(0.45, -0.1, 0.7, 0.9),
    spread=0.1234567,
    inconsistent=0.25,
    overlapping=0,
    reason=None,
)
NOT_POOLED = replace(POOLED, reduction=None, prediction=None, reason="Only 1 of the truces.")


def sweep(*truces: SweptTruce, pooled: PooledTruces = POOLED, resumed: int = 0) -> Sweep:
    rows = truces or (
        swept("a"),
        swept("b", reduction=(0.1, -0.5, 0.4), log_ratio=None, verdict=Verdict.UNDETERMINED),
        refused(),
    )
    a = syria()
    return Sweep(rows, (pooled,), 0.9, a.data, a.made_by, resumed)


def layer(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the values of the layer that has this key."""
    return next(one["data"]["values"] for one in spec["layer"] if key in one["data"]["values"][0])


def test_golden_text(snapshot: SnapshotAssertion) -> None:
    assert sweep_text(sweep(resumed=1)) == snapshot


def test_golden_json(snapshot: SnapshotAssertion) -> None:
    assert sweep_json(sweep()) == snapshot


def test_golden_chart(snapshot: SnapshotAssertion) -> None:
    assert forest_chart(sweep(), Measure.EVENTS) == snapshot


def test_golden_files(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    written = write_sweep(sweep(), tmp_path)
    assert [path.name for path in written] == [
        "results.csv", "summary.json", "summary.md", "forest-events.svg", "forest-events.png",
    ]  # fmt: skip
    assert (tmp_path / "results.csv").read_text(encoding="utf-8") == snapshot
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == snapshot
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["rows"] == 3


def test_what_is_not_pooled_says_why() -> None:
    assert "events: Only 1 of the truces." in sweep_text(sweep(pooled=NOT_POOLED))
    told = sweep_json(sweep(pooled=NOT_POOLED))["measures"][0]["pooled"]
    assert (told["reduction"], told["reason"]) == (None, "Only 1 of the truces.")


def test_overlap_is_told() -> None:
    text = " ".join(sweep_text(sweep(pooled=replace(POOLED, overlapping=2))).split())
    assert "2 of them share days and a country with another" in text


def test_an_average_without_a_forecast_of_one_more_says_so_little() -> None:
    assert "One more truce" not in sweep_text(sweep(pooled=replace(POOLED, prediction=None)))


def test_nothing_to_draw_makes_no_chart(tmp_path: Path) -> None:
    nothing = sweep(refused(), pooled=NOT_POOLED)
    assert forest_chart(nothing, Measure.EVENTS) is None
    assert len(write_sweep(nothing, tmp_path)) == 3


def test_the_most_precise_are_drawn_in_the_order_of_their_start() -> None:
    many = [
        swept(f"t{n:03}", start=date(2016, 1, 1 + n % 28), log_ratio=(-0.5, 0.1 + n / 100))
        for n in range(MOST_SHOWN + 5)
    ]
    unbounded = swept("unbounded", reduction=(0.0, INF, 1.0), log_ratio=None)
    spec = forest_chart(sweep(*many, unbounded), Measure.EVENTS)
    assert spec is not None
    labels = [one["label"] for one in layer(spec, "kind")]
    assert len(labels) == MOST_SHOWN + 2
    assert not any("t064" in label or "unbounded" in label for label in labels)
    days = [label.rpartition(", ")[2] for label in labels[:-2]]
    assert days == sorted(days, key=lambda day: int(day.split()[0]))
    assert f"Drawn are the {MOST_SHOWN} most precise of {MOST_SHOWN + 6}." in str(spec["title"])


def test_a_ratio_is_drawn_as_it_was_pooled_and_stays_on_the_axis() -> None:
    spec = forest_chart(
        sweep(
            swept("a", log_ratio=(math.log(0.5), 0.1)),
            swept("b", start=date(2016, 3, 1), reduction=(1.0, INF, 1.0), log_ratio=None),
        ),
        Measure.EVENTS,
    )
    assert spec is not None
    points, lines = layer(spec, "kind"), layer(spec, "high")
    assert points[0]["ratio"] == pytest.approx(0.5)
    assert lines[0]["ratio"] == pytest.approx(0.5 * math.exp(-0.1645), abs=1e-3)
    assert (points[1]["ratio"], lines[1]["high"]) == (0.01, 100)
    assert [one["kind"] for one in points] == ["one truce"] * 2 + ["on average", "one more truce"]


def test_texts_from_outside_are_harmless(tmp_path: Path) -> None:
    odd = replace(swept(HOSTILE), name=HOSTILE, reason="=1+1\x07")
    write_sweep(sweep(odd, swept("b")), tmp_path)
    with (tmp_path / "results.csv").open(encoding="utf-8", newline="") as file:
        (_, row, _) = csv.reader(file)
    assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    assert "\x1b" not in "".join(row)
    svg = (tmp_path / "forest-events.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert "\x1b" not in svg


def test_pictures_are_the_same_each_time() -> None:
    spec = forest_chart(sweep(), Measure.EVENTS)
    assert spec is not None
    assert render_svg(spec, "forest") == render_svg(spec, "forest")


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "results.csv").mkdir()
    with pytest.raises(StoreError):
        write_sweep(sweep(), tmp_path)
