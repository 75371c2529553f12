"""The command ``trucewatch judge``."""

import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from trucewatch.cli.day import Day, today

Several = Annotated[tuple[str, ...], Parameter(negative="", show_default=False)]


def judge(  # noqa: PLR0913 - an act has that many sides, and each may be unknown
    case: str,
    /,
    *,
    day: Day = None,
    actor: str | None = None,
    act: str | None = None,
    weapon: str | None = None,
    target: str | None = None,
    place: Several = (),
    vague: Annotated[bool, Parameter(negative="", show_default=False)] = False,
    circumstance: Several = (),
    claimed: Several = (),
    known: Day = None,
    format: Literal["text", "json"] = "text",
) -> None:
    """Tell for each reading of the terms whether an act is a violation, and which rule says so.

    What is left out counts as not known: where it would decide, the answer is "undecidable".

    Parameters
    ----------
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    day
        The day of the act (YYYY-MM-DD). By default today.
    actor
        Who did it: an id of the process file, such as taliban.
    act
        What was done, in the words of its rules, such as rocket-fire.
    weapon
        With what, such as vehicle-bomb.
    target
        To whom or what, such as checkpoint.
    place
        Where, from near to far; may be given several times: the town, its district, its province.
    vague
        Say that the first place is no spot or town, so that others may lie in it.
    circumstance
        What is established, such as self-defence; may be given several times.
    claimed
        What is claimed and open; may be given several times.
    known
        The newest version of each reading that was known on this day. By default of all.
    format
        What is printed.
    """
    from trucewatch.days import parse_day
    from trucewatch.domain.rule import Act
    from trucewatch.present.json import text_of
    from trucewatch.present.rulings import rulings_json, rulings_plain
    from trucewatch.usecases.process import judge as answer
    from trucewatch.usecases.process import unspoken

    excuses: dict[str, bool | None] = dict.fromkeys(claimed)
    excuses |= dict.fromkeys(circumstance, True)
    done = Act(
        parse_day(day or today()),
        actor,
        act,
        weapon,
        target,
        places=place,
        exact=not vague,
        circumstances=excuses,
    )
    found = answer(case, done, known=known)
    for facet, word, meant in unspoken(case, done):
        mend = f"; did you mean {meant}?" if meant else ""
        where = "zone has" if facet == "place" else "rule speaks of"
        print(f"trucewatch: no {where} the {facet} {word!r}{mend}", file=sys.stderr)
    if format == "json":
        print(text_of({"rulings": rulings_json(found)}), end="")
    else:
        print(rulings_plain(found), end="")
