"""A process laid out in time, from its status."""

from collections.abc import Iterator
from datetime import date, timedelta

from trucewatch import words
from trucewatch.accord.index import Index
from trucewatch.days import PartialDay
from trucewatch.domain.process import Commitment, Step, StepKind
from trucewatch.domain.status import (
    CommitmentState,
    CommitmentStatus,
    GateStatus,
    Status,
    StepStatus,
)
from trucewatch.domain.timeline import Group, Mark, MarkKind, Timeline, TimelineRow

_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=366)


def timeline_of(index: Index, status: Status) -> Timeline:
    """Lay a process out in time.

    Parameters
    ----------
    index
        The process.
    status
        Where it stands; nothing that was not known or had not come by then is shown.

    Examples
    --------
    >>> from trucewatch.accord.cases import find_process
    >>> from trucewatch.accord.status import status_of
    >>> doha = Index(find_process("doha-2020")[0])
    >>> found = timeline_of(doha, status_of(doha, date(2020, 3, 15)))
    >>> [row.id for row in found.rows if row.group is Group.PHASES]
    ['us-taliban-negotiations', 'reduction-week', 'implementation', 'suspended']
    """
    rows = [
        *_phases(index, status),
        *(_step(one, index, status) for one in status.steps),
        *(_gate(one) for one in status.gates),
        *(_commitment(one, index, status) for one in status.commitments),
    ]
    return Timeline(
        status.process, status.name, status.as_of, status.known, tuple(rows), status.text
    )


def _phases(index: Index, status: Status) -> Iterator[TimelineRow]:
    """Lay out each phase to the begin of the next one, and what was suspended."""
    begun = [one for one in status.phases if one.begun and one.since]
    for number, one in enumerate(begun):
        starts = [x.since.first - _DAY for x in begun[number + 1 :] if x.since]
        end = max(min(starts, default=status.as_of), one.since.first if one.since else date.min)
        first = one.since.first if one.since else end
        note = "now" if status.phase and one.id == status.phase.id else ""
        marks = (Mark(MarkKind.PHASE, first, end),)
        yield TimelineRow(Group.PHASES, one.id, one.name, note, marks)
    halts = tuple(_halts(index, status))
    if halts:
        note = "collapsed" if status.collapsed else "now" if status.suspended else ""
        yield TimelineRow(Group.PHASES, "suspended", "Suspended or collapsed", note, halts)


def _halts(index: Index, status: Status) -> Iterator[Mark]:
    """Return the stretches in which the process was suspended or had collapsed."""
    known = {one.id: one.done_on for one in status.steps}
    since: date | None = None
    for step in index.halts:
        day = known.get(step.id)
        if day is None:
            continue
        if step.kind is StepKind.RESUMPTION:
            if since is not None:
                yield Mark(MarkKind.HALT, since, max(since, day.first - _DAY))
            since = None
        elif since is None:
            since = day.first
    if since is not None:
        yield Mark(MarkKind.HALT, since, status.as_of)


def _step(one: StepStatus, index: Index, status: Status) -> TimelineRow:
    marks = [Mark(MarkKind.DECLARED, day.first, day.last) for _, day in one.declared]
    item = index.items[one.id]
    if one.done_on is not None:
        marks += _lasted(item, status) if isinstance(item, Step) else []
        marks.append(Mark(MarkKind.DONE, one.done_on.first, one.done_on.last))
    note = one.kind.value if one.done_on else f"{one.kind.value}, not yet"
    return TimelineRow(Group.STEPS, one.id, one.name, note, tuple(marks))


def _lasted(step: Step, status: Status) -> list[Mark]:
    """Return the stretch of something that lasted."""
    done = step.done
    if done is None or (done.until is None and not done.ongoing):
        return []
    end = status.as_of if done.until is None else min(done.until.last, status.as_of)
    return [Mark(MarkKind.PHASE, done.on.first, max(end, done.on.first))]


def _gate(one: GateStatus) -> TimelineRow:
    marks: tuple[Mark, ...] = ()
    if one.open and one.since:
        marks = (Mark(MarkKind.OPENED, one.since.first, one.since.last),)
    note = {True: "open", False: "shut", None: "cannot be told"}[one.open]
    return TimelineRow(Group.GATES, one.id, one.name, note, marks)


def _commitment(one: CommitmentStatus, index: Index, status: Status) -> TimelineRow:
    item = index.items[one.id]
    agreed = item.agreed.on.first if isinstance(item, Commitment) else status.as_of
    end = one.done_on.last if one.done_on else status.as_of
    term = one.due.last if one.due else max(end, agreed)
    marks = [Mark(MarkKind.TERM, min(agreed, term), term)]
    if one.due and one.slippage and one.slippage[1] > 0:
        marks.append(Mark(MarkKind.LATE, one.due.after, max(end, one.due.after)))
    if one.forecast and one.forecast.day:
        # An end decades away would leave no room for all the rest; the table has it.
        most = max(one.forecast.day, status.as_of + _FARTHEST)
        last = min(one.forecast.high or most, most) if one.forecast.low else one.forecast.day
        marks.append(Mark(MarkKind.FORECAST, one.forecast.low or one.forecast.day, last))
    if one.due:
        marks.append(Mark(MarkKind.DUE, one.due.last, one.due.last))
    marks += [Mark(MarkKind.DONE, day.first, day.last) for day in _given(one.done_on)]
    note = one.state.value
    if one.slippage_days:
        late = "" if one.state is CommitmentState.MET_LATE else " late"
        side = late if one.slippage_days > 0 else " early"
        note += f", {words.days(abs(one.slippage_days))}{side}"
    return TimelineRow(Group.COMMITMENTS, one.id, one.name, note, tuple(marks))


def _given(day: PartialDay | None) -> list[PartialDay]:
    return [] if day is None else [day]
