"""A sweep as text, and as files: a table, a summary, and a forest plot for each measure."""

import csv
import json
from pathlib import Path
from typing import Any

from trucewatch import words
from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.sweep import PooledTruces, Sweep, SweptTruce
from trucewatch.domain.verdict import Verdict
from trucewatch.present.chart_forest import forest_chart, pooled_text
from trucewatch.present.json import data_json, interval_json, made_by_json, rounded
from trucewatch.present.render import render_png, render_svg
from trucewatch.present.tables import safe_cell, unwritable
from trucewatch.present.text import columns, wrapped

COLUMNS = (
    "id", "name", "measure", "start", "end", "baseline_days", "observed",
    "expected", "expected_low", "expected_high", "reduction", "reduction_low", "reduction_high",
    "probability_reduced", "probability_increased", "probability_at_least_fall", "verdict",
    "log_ratio", "log_ratio_error", "refused", "reason",
)  # fmt: skip


def sweep_text(s: Sweep) -> str:
    """Return how many truces got which verdict, and what they have in common."""
    head = ["", *(verdict.value for verdict in Verdict), "refused"]
    table = [[words.measure(one.measure), *_counts(s, one.measure)] for one in s.pooled]
    parts = ["\n".join(columns([head, *table]))]
    parts += [wrapped(pooled_text(one)) for one in s.pooled]
    if s.resumed:
        parts.append(f"{s.resumed:,} of {len(s.truces):,} had been finished before.")
    return "\n\n".join(parts) + "\n"


def _counts(s: Sweep, measure: Measure) -> list[str]:
    counts = [s.count(measure, verdict) for verdict in Verdict]
    return [f"{count:,}" for count in (*counts, s.refused(measure))]


def write_sweep(s: Sweep, directory: Path) -> list[Path]:
    """Write results.csv, summary.json, summary.md, and a forest plot for each measure.

    Raises
    ------
    StoreError
        When the directory cannot be written.
    """
    with unwritable(directory):
        written = [directory / "results.csv", directory / "summary.json", directory / "summary.md"]
        _table(s, written[0])
        _text(written[1], json.dumps(sweep_json(s), indent=2, allow_nan=False) + "\n")
        _text(written[2], _markdown(s))
        for one in s.pooled:
            spec = forest_chart(s, one.measure)
            if spec:
                name = directory / f"forest-{one.measure.value}"
                _text(name.with_suffix(".svg"), render_svg(spec, "forest") + "\n")
                name.with_suffix(".png").write_bytes(render_png(spec))
                written += [name.with_suffix(".svg"), name.with_suffix(".png")]
    return written


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _table(s: Sweep, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in s.truces:
            writer.writerow([safe_cell(value) for value in _cells(one)])


def _cells(one: SweptTruce) -> list[Any]:
    window, p = one.window, one.probability
    return [
        words.clean(one.id),
        words.clean(one.name),
        one.measure.value,
        window and window.start,
        window and window.end,
        one.baseline_days,
        one.observed,
        *_ends(one.expected),
        *_ends(one.reduction),
        p and rounded(p.reduced, 4),
        p and rounded(p.increased, 4),
        p and rounded(p.at_least_threshold, 4),
        one.verdict and one.verdict.value,
        one.log_ratio,
        one.log_ratio_error,
        "yes" if one.refused else "no",
        words.clean(one.reason or ""),
    ]


def _ends(value: Interval | None) -> tuple[float | None, float | None, float | None]:
    if value is None:
        return (None, None, None)
    return (rounded(value.median, 4), rounded(value.low, 4), rounded(value.high, 4))


def sweep_json(s: Sweep) -> dict[str, Any]:
    """Return the summary as a dictionary that strict JSON can write."""
    return {
        "rows": len(s.truces),
        "level": s.level,
        "measures": [_measure_json(s, one) for one in s.pooled],
        "data": data_json(s.data),
        "made_by": made_by_json(s.made_by),
    }


def _measure_json(s: Sweep, one: PooledTruces) -> dict[str, Any]:
    return {
        "measure": one.measure.value,
        "verdicts": {verdict.value: s.count(one.measure, verdict) for verdict in Verdict},
        "refused": s.refused(one.measure),
        "pooled": {
            "truces": one.truces,
            "reduction": interval_json(one.reduction, decimals=4),
            "prediction": interval_json(one.prediction, decimals=4),
            "spread": rounded(one.spread, 4),
            "inconsistent": rounded(one.inconsistent, 4),
            "overlapping": one.overlapping,
            "reason": one.reason,
        },
    }


def _markdown(s: Sweep) -> str:
    """Return the summary as Markdown."""
    head = ["measure", *(verdict.value for verdict in Verdict), "refused"]
    lines = ["# Truces", "", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for one in s.pooled:
        cells = [words.measure(one.measure), *_counts(s, one.measure)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *(f"- {pooled_text(one)}" for one in s.pooled), ""]
    source = f"{words.clean(s.data.dataset)} {words.clean(s.data.release)}"
    lines += [f"Source: {source}, SHA-256 {s.data.sha256}. {words.clean(s.data.citation)}", ""]
    lines += [f"Made by Trucewatch {s.made_by.version}:", "", f"    {s.made_by.command}", ""]
    return "\n".join(lines)
