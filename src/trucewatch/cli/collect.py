"""The commands that fill the archive: ``trucewatch collect`` and ``trucewatch issues``."""

from __future__ import annotations

import csv
import json
import shlex
import sys
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from trucewatch.usecases.collect import Collected, Issues

_STORE = Path("trucewatch-store")


def collect(
    dataset: str, file: Path, /, *, release: str | None = None, store: Path = _STORE
) -> None:
    """Take a published file of events into the archive.

    The same file twice changes nothing, and whatever goes wrong leaves the archive as it was.

    Parameters
    ----------
    dataset
        Short name of the data set: ucdp-ged.
    file
        The file as published: CSV, a zip with one CSV file in it, or Parquet.
    release
        Its release, such as 26.1, where neither the name nor the digest of the file tells.
    store
        Directory of the archive; made if need be.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.usecases.collect import collect as take_in

    with progress() as tell:
        collected = take_in(dataset, file, release=release, store=store, progress=tell)
    print(_summary(collected, store))


def issues(
    *,
    store: Path = _STORE,
    dataset: str = "ucdp-ged",
    release: str | None = None,
    level: Literal["rejected", "warning"] | None = None,
    format: Literal["text", "csv", "json"] = "text",
) -> None:
    """List what was found wrong in a collected file: row, field, value and reason.

    Parameters
    ----------
    store
        Directory of the archive.
    dataset
        Short name of the data set.
    release
        Which release, where the store holds several.
    level
        Only rows that were rejected, or only remarks on the file and the rows that were kept.
    format
        What is printed.
    """
    from trucewatch.usecases.collect import issues as find

    found = find(dataset, release=release, level=level, store=store)
    {"text": _print_text, "csv": _print_csv, "json": _print_json}[format](found)


def _summary(collected: Collected, store: Path) -> str:
    intake = collected.intake
    origin = intake.provenance
    named = ["--release", origin.release, *([] if store == _STORE else ["--store", str(store)])]
    see = shlex.join(["trucewatch", "issues", *named])
    ask = ["trucewatch", "assess", "CASE", "--events", str(store), *named[:2]]
    nothing_wrong = intake.rejected == intake.warnings == 0
    state = "collected" if collected.changed else "was collected before; nothing was changed"
    lines = [
        f"{origin.dataset} {origin.release}: {state}",
        f"kept          {origin.rows} events, {origin.covers}",
        f"rejected      {intake.rejected} rows",
        f"warnings      {intake.warnings}" + ("" if nothing_wrong else f"  (see: {see})"),
        f"deaths        {intake.deaths_best} (best estimates)",
        f"as published  {_as_published(collected)}",
        f"SHA-256       {origin.sha256}",
        f"in            {collected.path}",
        *(f"note          {message}" for message in intake.messages),
        f"next          {shlex.join(ask)}  (see: trucewatch cases)",
    ]
    return "\n".join(lines)


def _as_published(collected: Collected) -> str:
    intake = collected.intake
    if intake.as_published is None:
        return "not known: no totals have been published for this release"
    published = f"{intake.published_events} events, {intake.published_deaths} deaths"
    return f"{'yes' if intake.as_published else 'no'}: {published}"


def _print_text(issues: Issues) -> None:
    title = f"{issues.dataset} {issues.release}"
    print(f"{title}: {len(issues.found)} found" if issues.found else f"{title}: nothing found")
    for issue in issues.found:
        row = "file" if issue.row is None else f"row {issue.row}"
        value = "" if issue.value is None else repr(issue.value)
        print(f"{issue.level:8}  {row:>10}  {issue.field or '':17}  {value:16}  {issue.reason}")


def _print_csv(issues: Issues) -> None:
    from trucewatch.domain.intake import Issue
    from trucewatch.present.tables import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["dataset", "release", *(field.name for field in fields(Issue))])
    for issue in issues.found:
        cells = (issues.dataset, issues.release, *astuple(issue))
        writer.writerow([safe_cell(cell) for cell in cells])


def _print_json(issues: Issues) -> None:
    print(json.dumps(asdict(issues), indent=2, ensure_ascii=False))
