"""The command ``trucewatch power``."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.whole import Whole


def power(  # noqa: PLR0913 - the question has that many sides, and each has a default
    case: str,
    /,
    *,
    events: Path | None = None,
    measure: Literal["events", "lethal-events"] = "events",
    days: Whole | None = None,
    washout: Whole | None = None,
    fall: float | None = None,
    level: float = 0.9,
    seed: Whole = 20200222,
    release: str | None = None,
    trust_zeros: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    format: Literal["text", "json"] = "text",
) -> None:
    """Tell which fall in violence a window could show, overall and by place, before it starts.

    Nothing from the start of the truce on is used, even where it is known.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a truce file.
    events
        A store made by trucewatch collect, UCDP GED as published (CSV, zip or Parquet), a table
        made by trucewatch tabulate, or a CSV file with the columns date and count. They may end up
        to 60 days before the start. By default what is shipped with the case.
    measure
        What is counted.
    days
        Length of the window, up to 60. By default what the truce file says.
    washout
        Days before the start that the baseline leaves out. By default what the truce file says.
    fall
        Ask how many days would show a fall by this share, such as 0.5. By default the agreed one.
    level
        Of the verdict that the window will get.
    seed
        Of the random draws: the same seed gives the same answer.
    release
        Release of UCDP GED, such as 26.1, where the file or store leaves it open.
    trust_zeros
        Say that the source is known to have looked on every day, so that a long silence is peace.
    format
        What is printed.
    """
    from trucewatch.cli.progress import progress
    from trucewatch.present.power import power_json_text, power_text
    from trucewatch.usecases.asking import COMPILING
    from trucewatch.usecases.power import power as answer

    with progress(at_once=[COMPILING]) as tell:
        found = answer(
            case,
            events=events,
            measure=measure,
            days=days,
            washout=washout,
            level=level,
            fall=fall,
            seed=seed,
            release=release,
            trust_zeros=trust_zeros,
            progress=tell,
        )
    print(power_json_text(found) if format == "json" else power_text(found), end="")
