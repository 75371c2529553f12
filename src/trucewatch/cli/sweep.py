"""The command ``trucewatch sweep``."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.whole import Whole
from trucewatch.errors import QuestionError

Measure = Literal[
    "events", "lethal-events", "deaths", "deaths-low", "deaths-high", "civilian-deaths"
]


def sweep(  # noqa: PLR0913 - the question has that many sides, and each has a default
    truces: Path,
    /,
    *,
    events: Path,
    out: Path,
    measure: Annotated[tuple[Measure, ...], Parameter(negative="", show_default="events")] = (
        "events",
    ),
    level: float = 0.9,
    seed: Whole = 20200222,
    release: str | None = None,
    trust_zeros: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    jobs: Whole | None = None,
    fresh: Annotated[bool, Parameter(negative="", show_default=False)] = False,
) -> None:
    """Ask about every truce of a table on all cores, and pool what was found.

    A sweep that was killed goes on where it was. See docs/sweep.md for the columns.

    Parameters
    ----------
    truces
        A CSV file with the columns id, start (YYYY-MM-DD) and days, and at least one of country,
        dyad and admin1.
    events
        A store made by trucewatch collect, or UCDP GED as published (CSV, zip or Parquet).
    out
        Directory for results.csv, summary.json, summary.md, the forest plots, and results.jsonl,
        from which a sweep goes on.
    measure
        What is counted. May be given several times.
    level
        Of the intervals, and of how sure a verdict must be.
    seed
        Of the random draws: the same seed gives the same answer.
    release
        Release of UCDP GED, such as 26.1, where the file or store leaves it open.
    trust_zeros
        Say that the source is known to have looked on every day, so that a long silence is peace.
    jobs
        How many processes. By default one for each core.
    fresh
        Forget what was finished before and begin anew.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.present.sweep import sweep_text, write_sweep
    from trucewatch.usecases.sweep import ASKING
    from trucewatch.usecases.sweep import sweep as answer

    with progress(at_once=[ASKING]) as tell:
        found = answer(
            truces,
            events=events,
            out=out,
            measures=measure,
            level=level,
            seed=seed,
            release=release,
            trust_zeros=trust_zeros,
            jobs=jobs,
            fresh=fresh,
            progress=tell,
        )
    written = write_sweep(found, out)
    print(f"trucewatch: wrote {len(written)} files to {out}", file=sys.stderr)
    print(sweep_text(found), end="")
    if all(one.refused for one in found.truces):
        first = found.truces[0].reason or ""
        raise QuestionError(
            f"none of the {len(found.truces)} rows could be used", remedy=f"the first: {first}"
        )
