"""The commands that hold a register against an accord, claims and counting units."""

from datetime import time
from pathlib import Path
from typing import Literal

from trucewatch.cli.register_options import Place, day, opened
from trucewatch.cli.whole import Whole
from trucewatch.errors import QuestionError


def judge(
    id: str,
    /,
    *,
    case: str,
    as_of: str | None = None,
    known: str | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Tell for each reading of an accord whether an incident is a violation, actor by actor.

    Parameters
    ----------
    id
        The incident.
    case
        Name of a shipped case (see: trucewatch cases), or a process file.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC), and the readings known by then.
    """
    from trucewatch.present.json import text_of
    from trucewatch.present.register_judged import judged_json, judged_text
    from trucewatch.usecases.register_judging import judge_incident

    with opened(place) as register:
        found = judge_incident(register, id, case, as_of=day(as_of), known=day(known))
    print(text_of(judged_json(found)) if place.format == "json" else judged_text(found), end="")


def claims(
    *,
    against: Path | None = None,
    measure: str = "incidents",
    since: str | None = None,
    until: str | None = None,
    level: float = 0.9,
    as_of: str | None = None,
    known: str | None = None,
    place: Place = Place(),  # noqa: B008 - frozen
) -> None:
    """Hold what each party or outlet claims against the record, and claimants against one another.

    Parameters
    ----------
    against
        A tally: a CSV file with the columns date and count. By default the register's own incidents
        that are corroborated or better, if --since and --until say on which days it was kept.
    measure
        What the record counts; only claims of this measure are held against it.
    since
        The first day on which the register was kept.
    until
        The last such day.
    level
        Of the intervals.
    as_of
        Only what had happened by the end of this day (UTC).
    known
        Only what was recorded by the end of this day (UTC).
    """
    from datetime import timedelta

    from trucewatch.days import DaySpan
    from trucewatch.present.claims import ledger_text
    from trucewatch.present.json import text_of
    from trucewatch.present.register_judged import ledger_json
    from trucewatch.usecases.register_judging import register_ledger

    first, last = day(since), day(until)
    if (first is None) != (last is None):
        raise QuestionError("one end of the days is missing", remedy="give --since and --until")
    span = DaySpan(first, last + timedelta(days=1)) if first and last else None
    with opened(place) as register:
        found = register_ledger(
            register,
            against=against,
            measure=measure,
            span=span,
            level=level,
            as_of=day(as_of),
            known=day(known),
        )
    if place.format == "json":
        print(text_of(ledger_json(found)), end="")
    else:
        print(ledger_text(found))


def count(
    file: Path,
    /,
    *,
    zone: str,
    gap: Whole = 15,
    closes: str = "00:00",
    format: Literal["text", "json"] = "text",
) -> None:
    """Count what was heard on a front, day by day: each single one, and in episodes.

    Parameters
    ----------
    file
        A CSV file with the columns time, front and what (shot, burst, explosion or projectile), and
        if it has them number, direction and until.
    zone
        The time zone whose days are counted, such as Europe/Kyiv.
    gap
        The most minutes of quiet within an episode.
    closes
        The local time (HH:MM) at which a day of reporting ends.
    format
        What is printed.
    """
    from trucewatch.present.json import text_of
    from trucewatch.present.register_judged import counted_json, counted_text
    from trucewatch.usecases.register_judging import count_observations

    try:
        ends = time.fromisoformat(closes)
    except ValueError as error:
        raise QuestionError(f"{closes!r} is no time", remedy="write HH:MM, as 19:30") from error
    found = count_observations(file, zone_name=zone, gap=gap, closes=ends)
    print(text_of(counted_json(found)) if format == "json" else counted_text(found), end="")
