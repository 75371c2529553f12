"""Rulings on an incident, claims, and counts in two units: as text and as strict JSON."""

import math
from typing import Any

from trucewatch import words
from trucewatch.domain.interval import Interval
from trucewatch.domain.ledger import Gap, Ledger
from trucewatch.domain.rule import Ruling
from trucewatch.present.rulings import rulings_json, rulings_plain
from trucewatch.present.text import columns
from trucewatch.usecases.register_judging import Counted, Judged


def judged_text(found: Judged) -> str:
    """Return what each reading says of an incident, for each actor; ends with a line feed.

    Parameters
    ----------
    found
        An incident with its rulings.
    """
    one = found.incident
    parts = [f"{one.id} ({words.clean(one.title)}) under the terms of {found.process}\n"]
    for actor, id_, share, rulings in found.actors:
        named = "" if id_ or actor == "unknown" else "; not an actor of the process file"
        parts.append(f"\n{words.clean(actor)}, share {share:.2f}{named}\n{_told(rulings)}")
    return "".join(parts)


def _told(rulings: tuple[Ruling, ...]) -> str:
    return "".join(f"  {line}\n" for line in rulings_plain(rulings).splitlines())


def judged_json(found: Judged) -> dict[str, Any]:
    """Return the same as a dictionary that strict JSON can write.

    Parameters
    ----------
    found
        An incident with its rulings.
    """
    return {
        "incident": found.incident.id,
        "process": found.process,
        "actors": [
            {"actor": actor, "id": id_, "share": share, "rulings": rulings_json(rulings)}
            for actor, id_, share, rulings in found.actors
        ],
    }


def counted_text(found: Counted) -> str:
    """Return days and fronts with a count in each unit; ends with a line feed.

    Parameters
    ----------
    found
        The same observations in two units.
    """
    head = ("day", "front", "single", "episodes")
    lines = [
        (day.isoformat(), words.clean(front), *(f"{count.value:,}" for count in counts))
        for day, front, counts in found.rows
    ]
    single, episode = found.units
    told = (
        f"single: {single}. episodes: {episode}, of one front and direction. Days of {found.zone}"
        f", closing at {found.closes:%H:%M}. Counts of unlike units are never added.\n"
    )
    return "\n".join(columns([head, *lines])) + "\n" + told


def counted_json(found: Counted) -> dict[str, Any]:
    """Return the same as a dictionary that strict JSON can write.

    Parameters
    ----------
    found
        The same observations in two units.
    """
    return {
        "zone": found.zone,
        "closes": f"{found.closes:%H:%M}",
        "units": [str(unit) for unit in found.units],
        "rows": [
            {"date": day.isoformat(), "front": front, "counts": [one.value for one in counts]}
            for day, front, counts in found.rows
        ],
    }


def ledger_json(found: Ledger) -> dict[str, Any]:
    """Return a ledger of claims as a dictionary that strict JSON can write.

    Parameters
    ----------
    found
        Claims held against the record and against one another.
    """
    return {
        "level": found.level,
        "claimants": [
            {
                "claimant": one.claimant,
                "measure": one.measure,
                "median_ratio": _number(one.median_ratio),
                "gaps": [_gap(gap) for gap in one.gaps],
            }
            for one in found.claimants
        ],
        "spreads": [
            {
                "measure": one.measure,
                "claims": [
                    {"id": row.claim.id, "claimant": row.claim.claimant, "per_day": row.per_day}
                    for row in one.rows
                ],
                "ratio": _number(one.ratio),
                "bound": one.bound.value,
                "by_rate": one.by_rate,
                "note": one.note,
                "interval": _interval(one.ratio_interval),
                "why_no_interval": one.why_no_interval,
                "caveat": one.caveat,
            }
            for one in found.spreads
        ],
        "statements": [
            {
                "claim": one.claim.id,
                "claimant": one.claim.claimant,
                "kind": one.claim.kind.value,
                "incident": one.incident,
                "state": one.state.value if one.state else None,
                "share": one.share,
                "stands": one.stands.value,
            }
            for one in found.statements
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    span = gap.claim.span
    return {
        "claim": gap.claim.id,
        "start": span.start.isoformat() if span else None,
        "end": span.end.isoformat() if span else None,
        "value": gap.claim.value,
        "bound": gap.bound.value,
        "recorded": gap.recorded,
        "ratio": _number(gap.ratio),
        "difference": _number(gap.difference),
        "interval": _interval(gap.ratio_interval),
        "why_not": gap.why_not,
        "why_no_interval": gap.why_no_interval,
        "caveat": gap.caveat,
    }


def _interval(found: Interval | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"low": _number(found.low), "high": _number(found.high), "level": found.level}


def _number(value: float | None) -> float | None:
    """Return a number that JSON can write: None where there is no bound or nothing to divide by."""
    return None if value is None or not math.isfinite(value) else round(value, 4)
