"""The command ``trucewatch what-if``."""

from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.day import Day


def what_if(
    case: str,
    changes: Annotated[tuple[str, ...], Parameter(show_default=False)] = (),
    /,
    *,
    as_of: Day = None,
    known: Day = None,
    format: Literal["text", "json"] = "text",
) -> None:
    """Tell what would have moved in a peace process, had one thing gone otherwise.

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    changes
        Such as prisoners.done=2020-04-15, talks.due=2020-05-01, prisoners.waived=2020-03-20 or
        signing-gate.open=2020-03-05; a thing that never came is done=never.
    as_of
        What came after this day (YYYY-MM-DD) is left out. By default the last day of the record.
    known
        As far as was known at the end of this day. By default all that the file holds.
    format
        What is printed.
    """
    from trucewatch.present.json import text_of
    from trucewatch.present.what_if import what_if_json, what_if_plain
    from trucewatch.usecases.process import what_if as answer

    found = answer(case, changes, as_of=as_of, known=known)
    print(text_of(what_if_json(found)) if format == "json" else what_if_plain(found), end="")
