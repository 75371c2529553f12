"""All files of an answer in one directory: written beside it first, then moved into place."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from trucewatch.domain.assessment import Assessment
from trucewatch.present.chart import assessment_chart
from trucewatch.present.chart_choices import choices_chart
from trucewatch.present.json import json_text
from trucewatch.present.render import render_png, render_svg
from trucewatch.present.report import report_html
from trucewatch.present.tables import put_csv, put_parquet, unwritable

NAMES = (
    "result.json",
    "daily.csv",
    "daily.parquet",
    "chart.svg",
    "chart.png",
    "choices.svg",
    "choices.png",
    "report.html",
)


def write_outputs(a: Assessment, directory: Path, *, verdict_rule: str | None = None) -> list[Path]:
    """Write the answer as JSON, tables, charts and report.

    Parameters
    ----------
    a
        The answer.
    directory
        Where to; made if it is not there. Files of these names are replaced, and a chart of an
        earlier answer is taken away where this one has none; other files are left alone.
    verdict_rule
        The rule that gave the verdict, in plain words, for the report.

    Returns
    -------
    list of Path
        What was written, in the order of ``NAMES``.

    Raises
    ------
    StoreError
        When the directory cannot be written; the files that were there before are kept.
    """
    with unwritable(directory):
        directory.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".trucewatch-", dir=directory))
        try:
            _write(a, draft, verdict_rule=verdict_rule)
            return _move(draft, directory)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _write(a: Assessment, draft: Path, *, verdict_rule: str | None) -> None:
    """Write every file of the answer into an empty directory."""
    chart = _picture(assessment_chart(a), draft, "chart")
    choices = _picture(choices_chart(a), draft, "choices")
    _text(draft / "result.json", json_text(a))
    page = report_html(a, chart, choices_svg=choices, verdict_rule=verdict_rule)
    _text(draft / "report.html", page)
    put_csv(a, draft / "daily.csv")
    put_parquet(a, draft / "daily.parquet")


def _picture(spec: dict[str, Any] | None, draft: Path, name: str) -> str | None:
    """Write a chart as SVG and PNG, where there is one, and return the SVG."""
    if spec is None:
        return None
    svg = render_svg(spec, name)
    _text(draft / f"{name}.svg", svg + "\n")
    (draft / f"{name}.png").write_bytes(render_png(spec))
    return svg


def _text(path: Path, text: str) -> None:
    """Write a text the same way on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def _move(draft: Path, directory: Path) -> list[Path]:
    """Move what was written into place, and take away what this answer does not have."""
    for name in NAMES:
        if (directory / name).is_dir():
            raise IsADirectoryError(21, "a directory stands where a file belongs", name)
    written = []
    for name in NAMES:
        if (draft / name).exists():
            written.append((draft / name).replace(directory / name))
        else:
            (directory / name).unlink(missing_ok=True)
    return written
