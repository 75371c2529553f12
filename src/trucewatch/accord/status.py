"""Where a process stands as of a day, as far as was known on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from trucewatch import words
from trucewatch.accord.index import Index, refs
from trucewatch.accord.rules import judge
from trucewatch.accord.status_words import status_text
from trucewatch.accord.view import Ask, Leaf, Met, View, unasked
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import Condition
from trucewatch.domain.process import Gate, Phase, Step
from trucewatch.domain.status import (
    GateStatus,
    JudgedIncident,
    Next,
    PhaseStatus,
    Status,
    StepStatus,
)


def status_of(
    index: Index, as_of: date, *, known: date | None = None, ask: Ask = unasked
) -> Status:
    """Return where a process stands.

    Parameters
    ----------
    index
        The process, made ready to be asked about many days.
    as_of
        At the end of this day in the world.
    known
        As far as was known at the end of this day; None: all that the process holds.
    ask
        Asks the estimate for conditions that want its verdict.

    Examples
    --------
    >>> from trucewatch.accord.cases import process_file
    >>> from trucewatch.accord.process_file import read_process
    >>> doha = Index(read_process(process_file("doha-2020")))
    >>> status_of(doha, date(2020, 2, 25)).phase.id
    'reduction-week'
    """
    view = View(index, as_of, known, ask)
    process = index.process
    phases = tuple(_phase(one, view) for one in process.phases)
    status = Status(
        process=process.id,
        name=process.name,
        as_of=as_of,
        known=known,
        phase=next((one for one in reversed(phases) if one.begun), None),
        suspended=view.suspended,
        collapsed=view.collapsed,
        phases=phases,
        steps=tuple(_step(one, view) for one in process.steps if view.heard_of(one)),
        commitments=tuple(view.commitment(one) for one in process.commitments if view.agreed(one)),
        gates=tuple(_gate(one, view) for one in process.gates if view.agreed(one)),
        incidents=_incidents(view),
        next=_next(view),
        text="",
    )
    return status_text(status, index)


def _phase(one: Phase, view: View) -> PhaseStatus:
    met = view.met(one.begins)
    return PhaseStatus(one.id, one.name, met.holds, met.since)


def _step(one: Step, view: View) -> StepStatus:
    said: dict[str, PartialDay] = {}
    for saying in sorted(one.declared, key=lambda x: x.when.on.last):
        if view.said(saying):
            for actor in saying.by:
                said.setdefault(actor, saying.when.on)
    done = one.done.on if one.done and view.happened(one.done) else None
    blocked: tuple[str, ...] = ()
    if done is None and one.needs is not None:
        met = view.met(one.needs)
        blocked = () if met.holds else tuple(leaf.ref for leaf in met.blocked)
    return StepStatus(one.id, one.kind, one.name, tuple(said.items()), done, blocked)


def _gate(one: Gate, view: View) -> GateStatus:
    met = view.met(one.when)
    blocked = [leaf.ref for leaf in met.blocked]
    if not met.holds:
        blocked += [halt.step for halt in (view.collapsed, view.suspended) if halt]
    return GateStatus(
        one.id,
        one.name,
        met.holds,
        met.since,
        tuple(blocked),
        _explained(met, view),
        tuple(leaf.text for leaf in met.needs),
        bool(met.holds) or not any(leaf.lost for leaf in met.needs),
    )


def _explained(met: Met, view: View) -> str:
    """Say why a gate is open or shut."""
    if met.holds:
        return "Every condition holds."
    missing = "; ".join(leaf.text for leaf in met.blocked)
    lead = "Open question" if met.holds is None else "Missing"
    text = f"{lead}: {missing}."
    if view.collapsed is not None:
        text += f" The process collapsed on {words.partial(view.collapsed.since)}."
    elif view.suspended is not None:
        text += f" The process has been suspended since {words.partial(view.suspended.since)}."
    return text


def _incidents(view: View) -> tuple[JudgedIncident, ...]:
    """Return the incidents that had happened and were known, with what each reading says."""
    process = view.index.process
    return tuple(
        JudgedIncident(
            one.id,
            one.name,
            one.when.on,
            one.serious,
            judge(process.readings, process.zones, one.act, known=view.known),
        )
        for one in process.incidents
        if view.happened(one.when)
    )


def _next(view: View) -> tuple[Next, ...]:
    """Return what things wait for, and what would follow from each."""
    leaves: dict[str, Leaf] = {}
    alone: dict[str, list[str]] = defaultdict(list)
    more: dict[str, list[str]] = defaultdict(list)
    for name, missing in _waiting(view):
        for leaf in missing:
            leaves[leaf.ref] = leaf
            (alone if len(missing) == 1 else more)[leaf.ref].append(name)
    return tuple(
        Next(ref, leaf.text, tuple(alone[ref]), tuple(more[ref]))
        for ref, leaf in leaves.items()
        if not leaf.lost
    )


def _waiting(view: View) -> Iterable[tuple[str, tuple[Leaf, ...]]]:
    """Return what has not come yet, and what it waits for itself."""
    process = view.index.process
    waits: list[tuple[str, Condition | None]] = []
    waits += [(x.id, x.needs) for x in process.steps if x.needs and view.heard_of(x)]
    waits += [(x.id, x.needs) for x in process.commitments if x.needs and view.agreed(x)]
    waits += [(one.id, one.when) for one in process.gates if view.agreed(one)]
    waits += [(one.id, one.begins) for one in process.phases if _heard_of(one.begins, view)]
    for name, condition in waits:
        if condition is not None and not view.answer(name).holds:
            met = view.met(condition)
            if not met.holds and met.blocked:
                yield name, met.blocked


def _heard_of(condition: Condition, view: View) -> bool:
    """Whether everything that a phase waits for had been heard of by then."""
    items = [view.index.items[ref] for ref in refs(condition)]
    return all(
        view.agreed(one) if isinstance(one, Gate) else view.heard_of(one)
        for one in items
        if not isinstance(one, Phase)
    )
