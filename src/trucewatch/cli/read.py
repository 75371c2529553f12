"""The command ``trucewatch read``."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.day import Day
from trucewatch.cli.whole import Whole
from trucewatch.errors import QuestionError

if TYPE_CHECKING:
    from trucewatch.domain.reading import Read
    from trucewatch.usecases.endpoint import Endpoint


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """A language model to be asked, too.

    Attributes
    ----------
    model
        A language model, as its server knows it, that proposes records beside those of the rules.
        By default none is asked, and nothing leaves this machine.
    endpoint
        Its address, as OpenAI's endpoints speak, such as http://127.0.0.1:8080/v1: the report is
        sent there.
    key_variable
        The environment variable that holds the key. By default none is sent.
    timeout
        Seconds that one answer may take.
    allow_http
        Send the report, and the key, in the clear to another machine.
    """

    model: str | None = None
    endpoint: str | None = None
    key_variable: str | None = None
    timeout: float | None = None
    allow_http: Annotated[bool, Parameter(negative=())] = False


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
    asked: Asked | None = None,
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
        How many processes a batch takes. By default one for each core, with a model one.
    asked
        A language model to be asked, too.
    """
    model = model_of(asked) if asked else None
    if batch is not None:
        _batch(file, batch, out, published, zone, jobs, model)
        return
    if file is None or out is not None:
        raise QuestionError(
            "no report is named" if file is None else "--out is of a batch",
            remedy="name a file, or - for standard input, or --batch DIR --out FILE.parquet",
        )
    from trucewatch.cli.progress import progress
    from trucewatch.present.read import read_html, read_json_text, read_text
    from trucewatch.reading.source import LARGEST
    from trucewatch.usecases.read import read as read_report

    # One byte more than is read tells that there is more, however much comes.
    given = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else Path(file)
    with progress() as tell:
        found = read_report(given, published=published, zone=zone, model=model, progress=tell)
    if model:
        _tell_of(model, found)
    if format == "text":
        print(read_text(found, colour=sys.stdout.isatty()), end="")
    else:
        print(read_json_text(found) if format == "json" else read_html(found), end="")


def model_of(asked: Asked) -> "Endpoint | None":
    """Return the model that is to be asked, if one is named."""
    if asked.model is None and asked.endpoint is None:
        if asked != Asked():
            raise QuestionError(
                "no model is named", remedy="name one with --model NAME --endpoint URL"
            )
        return None
    if asked.model is None or asked.endpoint is None:
        lacking = "model" if asked.model is None else "endpoint"
        raise QuestionError(
            f"a model is asked by its name and address, and --{lacking} is missing",
            remedy="give --model NAME --endpoint URL",
        )
    from trucewatch.usecases.endpoint import TIMEOUT, Endpoint

    return Endpoint(
        asked.endpoint,
        name=asked.model,
        key_variable=asked.key_variable,
        timeout=TIMEOUT if asked.timeout is None else asked.timeout,
        allow_http=asked.allow_http,
    )


def _tell_of(model: "Endpoint", found: "Read") -> None:
    """Say on standard error, too, where a model did not answer."""
    from trucewatch.usecases.read_model import NO_ANSWER

    for note in found.notes:
        if note.startswith(f"model {model.name} {NO_ANSWER}"):
            print(f"trucewatch: {note}", file=sys.stderr)


def _batch(
    file: str | None,
    folder: Path,
    out: Path | None,
    published: str | None,
    zone: str,
    jobs: int | None,
    model: "Endpoint | None",
) -> None:
    if file is not None or out is None:
        raise QuestionError(
            "a batch takes a folder and a file to write",
            remedy="use --batch DIR --out FILE.parquet",
        )
    from trucewatch.cli.progress import progress
    from trucewatch.usecases.read_batch import read_batch

    day = published
    with progress() as tell:
        done = read_batch(
            folder, out=out, published=day, zone=zone, jobs=jobs, model=model, progress=tell
        )
    refused = f", {done.failed} could not be read (see column error)" if done.failed else ""
    silent = f", {done.unanswered} without an answer of the model (see column notes)"
    told = refused + (silent if done.unanswered else "")
    print(f"{out}: {done.records} records from {done.files} files{told}")
