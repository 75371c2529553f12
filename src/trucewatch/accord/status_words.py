"""Where a process stands, as a paragraph that can be read aloud."""

from collections import Counter
from dataclasses import replace
from itertools import islice

from trucewatch import words
from trucewatch.accord.index import Index
from trucewatch.domain.status import CommitmentState, CommitmentStatus, GateStatus, Status

_TOLD = (
    CommitmentState.OVERDUE,
    CommitmentState.BLOCKED,
    CommitmentState.PARTLY_MET,
    CommitmentState.IN_PROGRESS,
)
_MOST = 4


def status_text(status: Status, index: Index) -> Status:
    """Return the status with its paragraph.

    Parameters
    ----------
    status
        Numbers and states.
    index
        Gives the names of what is blocked by what.
    """
    sentences = [_where(status), _halt(status)]
    sentences += [_gate(gate) for gate in status.gates if not gate.open][:_MOST]
    sentences += _commitments(status, index)
    return replace(status, text=" ".join(sentence for sentence in sentences if sentence))


def _where(s: Status) -> str:
    text = f"{s.name}: at the end of {words.day(s.as_of)}"
    if s.known is not None and s.known != s.as_of:
        text += f", as known on {words.day(s.known)}"
    if s.phase is None:
        return f"{text}, no phase has begun."
    since = f", since {words.partial(s.phase.since)}" if s.phase.since else ""
    return f"{text}, the phase is: {s.phase.name}{since}."


def _halt(s: Status) -> str:
    for halt, what in ((s.collapsed, "collapsed"), (s.suspended, "has been suspended since")):
        if halt is not None:
            when = words.partial(halt.since)
            when = f" on {when}" if what == "collapsed" else f" {when}"
            return f"The process {what}{when}: {(halt.reason or '').rstrip('.')}."
    return ""


def _gate(gate: GateStatus) -> str:
    state = "cannot be told" if gate.open is None else "shut"
    text = f"{gate.name}: {state}. {gate.explanation}"
    return text if gate.reachable else f"{text} It can no longer open."


def _commitments(s: Status, index: Index) -> list[str]:
    """Tell of what is late or on its way, and count the rest."""
    told = (one for state in _TOLD for one in s.commitments if one.state is state)
    text = [_commitment(one, index) for one in islice(told, _MOST)]
    found = Counter(one.state for one in s.commitments)
    counted = [f"{found[state]:,} {state.value}" for state in CommitmentState if found[state]]
    if not counted:
        return text
    many = f"{len(s.commitments):,} commitment{'s' * (len(s.commitments) != 1)}"
    return [*text, f"Of {many}: {', '.join(counted)}."]


def _commitment(one: CommitmentStatus, index: Index) -> str:
    text = f"{one.name}: {one.state.value}"
    if one.quantity is not None and one.done is not None and one.share > 0:
        text += f", {words.how_far(one.done, one.quantity, str(one.unit), one.start)}"
    if one.slippage_days is not None and one.slippage_days > 0:
        text += f", {words.days(one.slippage_days)} late by then"
    if one.blocked_by:
        names = [index.items[x].name if x in index.items else x for x in one.blocked_by]
        text += f", waits for: {', '.join(names)}"
    return f"{text}."
