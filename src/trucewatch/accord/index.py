"""A process made ready to be asked about any day: everything by its id, progress sorted once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from trucewatch.accord.ledger import Ledger
from trucewatch.domain.conditions import AllOf, AnyOf, Condition, Declared, Done, Reached
from trucewatch.domain.process import (
    Commitment,
    Count,
    Gate,
    Phase,
    Process,
    RecordedIncident,
    Step,
    StepKind,
)
from trucewatch.domain.status import CommitmentStatus

HALTS = (StepKind.SUSPENSION, StepKind.RESUMPTION, StepKind.COLLAPSE)
Item = Step | Commitment | Gate | Phase


class Index:
    """What is looked up again and again.

    Parameters
    ----------
    process
        That is asked about.

    Attributes
    ----------
    items
        Steps, commitments, gates and phases by id.
    counts
        By measure and claimant.
    told
        What was last told of each commitment, and what that hung on.
    halts
        Suspensions, resumptions and collapses, in the order of their days.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self.items: dict[str, Item] = {}
        for group in (process.steps, process.commitments, process.gates, process.phases):
            self.items.update({one.id: one for one in group})
        self._ledgers: dict[tuple[str, float | None], Ledger] = {}
        self.told: dict[str, tuple[object, CommitmentStatus]] = {}
        self.serious: tuple[RecordedIncident, ...] = tuple(
            one for one in process.incidents if one.serious
        )
        self.counts: dict[tuple[str, str], list[Count]] = defaultdict(list)
        for count in process.counts:
            self.counts[count.measure, count.claimant].append(count)
        self.halts = sorted(
            (step for step in process.steps if step.kind in HALTS and step.done is not None),
            key=lambda step: step.done.on.last if step.done else date.max,
        )

    def ledger(self, commitment: Commitment, target: float | None) -> Ledger:
        """Return the progress of a commitment towards a target; it is sorted once."""
        key = (commitment.id, target)
        found = self._ledgers.get(key)
        if found is None:
            found = self._ledgers[key] = Ledger(commitment, target)
        return found

    @property
    def last_day(self) -> date:
        """The last day on which something happened or became known."""
        return max(_days(self.process))


def _days(process: Process) -> list[date]:
    """Return every day that is named as one on which something was so or became known."""
    found = [date.min]
    for step in process.steps:
        found += [one.when.known for one in step.declared]
        found += [step.done.known, step.done.on.last] if step.done else []
    for one in process.commitments:
        found += [saying.when.known for saying in one.declared]
        found += [stand.when.known for stand in one.progress]
        ends = (one.agreed, one.done, one.waived, one.broken_off)
        found += [day for end in ends if end for day in (end.known, end.on.last)]
    found += [incident.when.known for incident in process.incidents]
    found += [count.known for count in process.counts]
    return found


def condition_of(item: Item) -> Condition | None:
    """Return what something waits for."""
    if isinstance(item, Gate):
        return item.when
    return item.begins if isinstance(item, Phase) else item.needs


def refs(condition: Condition | None) -> Iterable[str]:
    """Return the ids that a condition waits for."""
    match condition:
        case Done(name):
            yield name
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from refs(part)
        case None | Declared() | Reached():
            return
        case _:
            ends = (getattr(condition, key, None) for key in ("after", "until"))
            yield from (end for end in ends if end is not None)
            yield from getattr(condition, "reset_by", ())
