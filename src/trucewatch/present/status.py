"""Where a process stands: as text that can be piped and pasted, and as strict JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from trucewatch import words
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import NOT_ASKED
from trucewatch.domain.status import (
    CommitmentStatus,
    Forecast,
    GateStatus,
    Halt,
    JudgedIncident,
    MadeOf,
    Status,
    StepStatus,
)
from trucewatch.present.figures import Row
from trucewatch.present.json import rounded, text_of
from trucewatch.present.text import columns, table, wrapped

_NAME = 44
_DIGEST = 12


def status_plain(s: Status) -> str:
    """Return where a process stands as plain text; ends with a line feed.

    Parameters
    ----------
    s
        The status.
    """
    parts = [
        wrapped(words.clean(s.text)),
        _commitments(s.commitments),
        _gates(s.gates),
        _next(s),
        _incidents(s.incidents),
        table([*_where(s), *made_of_rows(s.made_of)]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _where(s: Status) -> list[Row]:
    known = words.day(s.known) if s.known else "all that the file holds"
    rows = [Row("as of", words.day(s.as_of)), Row("known", known)]
    for phase in s.phases:
        if phase.begun:
            since = f", since {words.partial(phase.since)}" if phase.since else ""
            rows.append(Row("phase begun", f"{words.clean(phase.name)}{since}"))
    return rows


def made_of_rows(made: MadeOf | None) -> list[Row]:
    """Return what an answer was made of, and the command to make it again.

    Parameters
    ----------
    made
        None where it is not known.
    """
    if made is None:
        return []
    rows = [Row("made by", f"trucewatch {made.version}")]
    if made.sha256:
        rows.append(Row("process file", f"SHA-256 {made.sha256[:_DIGEST]}..."))
    return [*rows, Row("command", made.command)] if made.command else rows


def _commitments(some: Sequence[CommitmentStatus]) -> str:
    if not some:
        return "No commitment had been agreed, as far as was known."
    head = ("commitment", "state", "done", "due", "slippage", "PAM", "pace", "waits for")
    lines = [head, *(_line(one) for one in some)]
    out = columns(lines)
    notes = [
        wrapped(f"{one.id}: {words.clean(text)}", indent="  ")
        for one in some
        for text in (*declared(one), *one.flags, *_forecast(one.forecast))
    ]
    return "\n".join([*out, *notes])


def _line(one: CommitmentStatus) -> tuple[str, ...]:
    return (
        one.id,
        one.state.value,
        how_far(one),
        str(one.due or ""),
        slippage(one),
        str(one.pam),
        f"{one.pace:g}",
        ", ".join(one.blocked_by),
    )


def how_far(one: CommitmentStatus) -> str:
    """Return how much is done, or when it was.

    Parameters
    ----------
    one
        A commitment.
    """
    if one.quantity is None or one.done is None:
        return str(one.done_on or "")
    return words.how_far(one.done, one.quantity, words.clean(one.unit or ""), one.start)


def declared(one: CommitmentStatus) -> tuple[str, ...]:
    """Say how much was declared, where that is further than what is done; else nothing.

    Parameters
    ----------
    one
        A commitment.
    """
    said, done = one.declared, one.done or 0.0
    falls = one.start is not None and one.quantity is not None and one.start > one.quantity
    if said is None or not (said < done if falls else said > done):
        return ()
    return (f"{words.number(said)} {one.unit} were only declared.",)


def slippage(one: CommitmentStatus) -> str:
    """Return by how many days it is late or early.

    Parameters
    ----------
    one
        A commitment.
    """
    if one.slippage is None:
        return ""
    low, high = one.slippage
    if low == high:
        return words.days(low) if low >= 0 else f"{words.days(-low)} early"
    if high < 0:
        return f"{-high:,} to {words.days(-low)} early"
    late = words.days(high)
    return f"{low:,} to {late}" if low >= 0 else f"{words.days(-low)} early to {late} late"


def _forecast(found: Forecast | None) -> Iterable[str]:
    if found is None:
        return
    if found.day is None:
        yield found.reason or ""
        return
    text = f"At the pace so far done on {words.day(found.day)}"
    if found.low:
        high = words.day(found.high) if found.high else "no end in sight"
        text += f" ({words.day(found.low)} to {high}, {found.level * 100:g} % interval)"
    yield f"{text}. {found.reason or ''}".rstrip()


def _gates(some: Sequence[GateStatus]) -> str:
    lines = []
    for one in some:
        state = {True: "open", False: "shut", None: "cannot be told"}[one.open]
        since = f" since {words.partial(one.since)}" if one.since else ""
        lines.append(wrapped(f"gate {one.id}: {state}{since}. {words.clean(one.explanation)}"))
        if one.open is False and not one.reachable:
            lines.append("  It can no longer open.")
        elif one.open is False and one.opens_with:
            lines.append("  The shortest way to open it:")
            steps = [f"{n}. {words.clean(text)}" for n, text in enumerate(one.opens_with, 1)]
            lines += [wrapped(text, indent="       ", first="    ") for text in steps]
        elif one.open is None and NOT_ASKED in one.explanation:
            lines.append("  Ask it with --estimate, or with --events FILE for data of your own.")
    return "\n".join(lines)


def _next(s: Status) -> str:
    if not s.next:
        return ""
    lines = ["What opens what."]
    for one in s.next:
        follows = [f"then {', '.join(one.opens)}"] if one.opens else []
        follows += [f"and with more {', '.join(one.helps)}"] if one.helps else []
        line = f"{words.clean(one.text)}: {'; '.join(follows)}"
        lines.append(wrapped(line, indent="    ", first="  "))
    return "\n".join(lines)


def _incidents(some: Sequence[JudgedIncident]) -> str:
    if not some:
        return ""
    readings = list(dict.fromkeys(ruling.reading for one in some for ruling in one.rulings))
    lines = [("incident", "day", "serious", *readings)]
    for one in some:
        said = {ruling.reading: ruling.finding.value for ruling in one.rulings}
        cells = tuple(said.get(name, "") for name in readings)
        lines.append((one.id, str(one.day), "yes" if one.serious else "", *cells))
    return "\n".join(columns(lines))


def status_json(s: Status) -> dict[str, Any]:
    """Return where a process stands as a dictionary that strict JSON can write.

    Parameters
    ----------
    s
        The status. Days keep their precision: "2018-12" is a month.
    """
    return {
        "process": s.process,
        "name": s.name,
        "as_of": s.as_of.isoformat(),
        "known": _iso(s.known),
        "phase": s.phase.id if s.phase else None,
        "phase_name": s.phase.name if s.phase else None,
        "phase_since": text_or_none(s.phase.since) if s.phase else None,
        "suspended": s.suspended is not None,
        "suspension": _halt(s.suspended),
        "collapsed": s.collapsed is not None,
        "collapse": _halt(s.collapsed),
        "commitments": [_commitment_json(one) for one in s.commitments],
        "gates": [_gate_json(one) for one in s.gates],
        "next": [
            {"what": x.what, "text": x.text, "opens": list(x.opens), "helps": list(x.helps)}
            for x in s.next
        ],
        "phases": [
            {"id": x.id, "name": x.name, "begun": x.begun, "since": text_or_none(x.since)}
            for x in s.phases
        ],
        "steps": [_step_json(one) for one in s.steps],
        "incidents": [_incident_json(one) for one in s.incidents],
        "text": s.text,
        "made_of": made_of_json(s.made_of),
    }


def status_json_text(s: Status) -> str:
    """Return the status as JSON text that a terminal can show; ends with a line feed."""
    return text_of(status_json(s))


def made_of_json(made: MadeOf | None) -> dict[str, Any] | None:
    """Return what an answer was made of.

    Parameters
    ----------
    made
        None where it is not known.
    """
    if made is None:
        return None
    return {"version": made.version, "sha256": made.sha256, "command": made.command}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def text_or_none(day: PartialDay | None) -> str | None:
    """Return a day as precise as it is known, or None.

    Examples
    --------
    >>> text_or_none(PartialDay(2018, 12)), text_or_none(None)
    ('2018-12', None)
    """
    return str(day) if day else None


def _halt(halt: Halt | None) -> dict[str, Any] | None:
    if halt is None:
        return None
    return {"step": halt.step, "since": str(halt.since), "reason": halt.reason}


def _commitment_json(one: CommitmentStatus) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "by": list(one.by),
        "to": list(one.to),
        "act": one.act,
        "quantity": one.quantity,
        "done": one.done,
        "unit": one.unit,
        "start": one.start,
        "declared": one.declared,
        "share": rounded(one.share, 4),
        "due": text_or_none(one.due),
        "state": one.state.value,
        "done_on": text_or_none(one.done_on),
        "slippage_days": one.slippage_days,
        "slippage_range": list(one.slippage) if one.slippage else None,
        "blocked_by": list(one.blocked_by),
        "forecast": _forecast_json(one.forecast),
        "pam": one.pam,
        "pace": one.pace,
        "flags": list(one.flags),
    }


def _forecast_json(found: Forecast | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "day": _iso(found.day),
        "low": _iso(found.low),
        "high": _iso(found.high),
        "level": found.level,
        "reason": found.reason,
    }


def _gate_json(one: GateStatus) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "open": one.open,
        "since": text_or_none(one.since),
        "blocked_by": list(one.blocked_by),
        "explanation": one.explanation,
        "opens_with": list(one.opens_with),
        "reachable": one.reachable,
    }


def _step_json(one: StepStatus) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "name": one.name,
        "declared": [{"by": actor, "on": str(day)} for actor, day in one.declared],
        "done_on": text_or_none(one.done_on),
        "blocked_by": list(one.blocked_by),
    }


def _incident_json(one: JudgedIncident) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "day": str(one.day),
        "serious": one.serious,
        "rulings": [
            {"reading": x.reading, "finding": x.finding.value, "rule": x.rule} for x in one.rulings
        ],
    }
