"""The command ``trucewatch status``."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.day import Day, today


def status(
    case: str,
    /,
    *,
    as_of: Day = None,
    known: Day = None,
    estimate: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    events: Path | None = None,
    format: Literal["text", "json"] = "text",
) -> None:
    """Tell where a peace process stands: phase, commitments, gates, and what opens what.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    as_of
        At the end of this day (YYYY-MM-DD) in the world. By default today.
    known
        As far as was known at the end of this day. By default all that the file holds.
    estimate
        Also ask the estimate, for conditions that want its verdict; that takes seconds.
    events
        For the estimate: a store, UCDP GED, a daily table or a tally. By default what is shipped.
    format
        What is printed.
    """
    from trucewatch.present.status import status_json_text, status_plain
    from trucewatch.usecases.process import status as answer

    found = answer(case, as_of=as_of or today(), known=known, estimate=estimate, events=events)
    print(status_json_text(found) if format == "json" else status_plain(found), end="")
