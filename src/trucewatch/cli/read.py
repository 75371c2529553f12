"""The command ``trucewatch read``."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.day import Day
from trucewatch.cli.whole import Whole
from trucewatch.errors import QuestionError


def read(
    file: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    /,
    *,
    published: Day = None,
    zone: str = "UTC",
    format: Literal["text", "json", "html"] = "text",
    batch: Path | None = None,
    out: Path | None = None,
    jobs: Whole | None = None,
) -> None:
    """Read a report and propose what belongs in the record: nothing is accepted by itself.

    Parameters
    ----------
    file
        Plain text or HTML; - reads standard input.
    published
        The day of publication (YYYY-MM-DD) in the zone. By default what the page declares of
        itself; without one, dates told relative to it stay unresolved.
    zone
        IANA name of the zone of the place that is reported on, such as Asia/Kabul.
    format
        What is printed: text, with the spans in colour on a terminal; json; html, a page with the
        article and what is proposed beside it.
    batch
        Read every report of this folder instead, on all cores.
    out
        The Parquet file of a batch, a row for each record. By default what was read is printed.
    jobs
        How many processes a batch takes. By default one for each core.
    """
    if batch is not None:
        _batch(file, batch, out, published, zone, jobs)
        return
    if file is None or out is not None:
        raise QuestionError(
            "no report is named" if file is None else "--out is of a batch",
            remedy="name a file, or - for standard input, or --batch DIR --out FILE.parquet",
        )
    from trucewatch.present.read import read_html, read_json_text, read_text
    from trucewatch.usecases.read import read as read_report

    given = sys.stdin.buffer.read() if file == "-" else Path(file)
    found = read_report(given, published=published, zone=zone)
    if format == "text":
        print(read_text(found, colour=sys.stdout.isatty()), end="")
    else:
        print(read_json_text(found) if format == "json" else read_html(found), end="")


def _batch(
    file: str | None,
    folder: Path,
    out: Path | None,
    published: str | None,
    zone: str,
    jobs: int | None,
) -> None:
    if file is not None or out is None:
        raise QuestionError(
            "a batch takes a folder and a file to write",
            remedy="use --batch DIR --out FILE.parquet",
        )
    from trucewatch.cli.progress import progress
    from trucewatch.usecases.read_batch import read_batch

    with progress() as tell:
        done = read_batch(folder, out=out, published=published, zone=zone, jobs=jobs, progress=tell)
    refused = f", {done.failed} could not be read (see column error)" if done.failed else ""
    print(f"{out}: {done.records} records from {done.files} files{refused}")
