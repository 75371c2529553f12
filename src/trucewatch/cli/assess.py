"""The command ``trucewatch assess``."""

import sys
from os.path import realpath
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.whole import Whole
from trucewatch.errors import QuestionError


def assess(  # noqa: PLR0913 - the question has that many sides, and each has a default
    case: str,
    /,
    *,
    events: Path | None = None,
    measure: Literal[
        "events", "lethal-events", "deaths", "deaths-low", "deaths-high", "civilian-deaths"
    ] = "events",
    as_of: Annotated[str | None, Parameter(allow_leading_hyphen=False)] = None,
    days: Whole | None = None,
    washout: Whole | None = None,
    level: float = 0.9,
    seed: Whole = 20200222,
    release: str | None = None,
    trust_zeros: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    control: Annotated[tuple[str, ...], Parameter(negative="", show_default=False)] = (),
    format: Literal["text", "json"] = "text",
    out: Path | None = None,
) -> None:
    """Answer whether violence is lower than it would have been without the truce.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a truce file.
    events
        A store made by trucewatch collect, UCDP GED as published (CSV, zip or Parquet), a table
        made by trucewatch tabulate, or a CSV file with the columns date and count (and, if you
        have them, deaths, place and party). By default what is shipped with the case.
    measure
        What is counted; deaths are best estimates, deaths-low and deaths-high the others.
    as_of
        Ask as of this day (YYYY-MM-DD): nothing later is used.
    days
        Length of the window from the start of the truce. By default what the truce file says.
    washout
        Days before the start that the baseline leaves out. By default what the truce file says.
    level
        Of the intervals, and of how sure a verdict must be.
    seed
        Of the random draws: the same seed gives the same answer.
    release
        Release of UCDP GED, such as 26.1, where the file or store leaves it open.
    trust_zeros
        Say that the source is known to have looked on every day, so that a long silence is peace.
    control
        A pair of sides or a first-level place that the truce does not touch, named as in the data;
        what moved there is taken to have moved here too. May be given several times. A place to
        which violence was displaced is no control.
    format
        What is printed.
    out
        Also write result.json, the daily table, the chart and report.html into this directory.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.present.json import json_text
    from trucewatch.present.text import assessment_text
    from trucewatch.usecases.asking import COMPILING
    from trucewatch.usecases.assess import assess as answer

    if out is not None:
        _refuse_own_events(events, out)
    with progress(at_once=[COMPILING]) as tell:
        found = answer(
            case,
            events=events,
            measure=measure,
            as_of=as_of,
            days=days,
            washout=washout,
            level=level,
            seed=seed,
            release=release,
            trust_zeros=trust_zeros,
            control=control,
            progress=tell,
        )
    if out is not None:
        from trucewatch.estimate.effect import VERDICT_RULE
        from trucewatch.present.outputs import write_outputs

        written = write_outputs(found, out, verdict_rule=VERDICT_RULE)
        print(f"trucewatch: wrote {len(written)} files to {out}", file=sys.stderr)
    print(json_text(found) if format == "json" else assessment_text(found), end="")


def _refuse_own_events(events: Path | None, out: Path) -> None:
    """Refuse to put an answer in the place of the events it is made of."""
    from trucewatch.present.outputs import NAMES

    if events is not None and any(realpath(out / name) == realpath(events) for name in NAMES):
        raise QuestionError(
            f"{events} would be overwritten by the answer", remedy="name another --out"
        )
