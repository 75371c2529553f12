"""A process as of a day and as known on a day: whether its conditions hold, and what is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from trucewatch import words
from trucewatch.accord.clock import Clock, clock
from trucewatch.accord.commitments import commitment_status
from trucewatch.accord.index import Index
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import (
    NOT_ASKED,
    AllOf,
    AnyOf,
    Calm,
    Condition,
    Declared,
    Done,
    Estimated,
    Reached,
)
from trucewatch.domain.process import Commitment, Evidence, Gate, Phase, Saying, Step, StepKind
from trucewatch.domain.status import CommitmentStatus, Halt


class Told(NamedTuple):
    """What the estimate says of a condition: whether it holds (None: cannot be told), and why."""

    holds: bool | None
    text: str


Ask = Callable[[Estimated, date], Told]
"""Asks the estimate about a condition as of a day."""


def unasked(condition: Estimated, as_of: date) -> Told:
    """Say that nobody asked the estimate."""
    return Told(None, f"the estimate of {condition.truce} {NOT_ASKED}")


class Leaf(NamedTuple):
    """One thing that is missing.

    Attributes
    ----------
    ref
        Its id, or what it is in a word.
    text
        What would have to happen.
    lost
        Whether it can no longer happen, as far as was known.
    """

    ref: str
    text: str
    lost: bool = False


class Answer(NamedTuple):
    """Whether something was so (None: cannot be told), and since when."""

    holds: bool | None
    day: PartialDay | None


@dataclass(frozen=True, slots=True)
class Met:
    """Whether a condition holds.

    Attributes
    ----------
    holds
        None where it cannot be told.
    since
        The day on which it came to hold, as precisely as is known.
    blocked
        What it waits for itself.
    needs
        The shortest list of things that would make it hold, in order, with what they wait for.
    """

    holds: bool | None
    since: PartialDay | None
    blocked: tuple[Leaf, ...] = ()
    needs: tuple[Leaf, ...] = ()


class View:
    """What is asked about, as of a day and as known on a day.

    Parameters
    ----------
    index
        The process, made ready.
    as_of
        At the end of this day in the world.
    known
        As far as was known at the end of this day; None: all that the file holds.
    ask
        Asks the estimate.
    """

    def __init__(
        self, index: Index, as_of: date, known: date | None = None, ask: Ask = unasked
    ) -> None:
        self.index = index
        self.as_of = as_of
        self.known = known
        self._known_day = known or date.max
        self.as_of_ordinal = as_of.toordinal()
        self.known_ordinal = self._known_day.toordinal()
        self.ask = ask
        self._answers: dict[str, Answer] = {}
        self._commitments: dict[str, CommitmentStatus] = {}
        self._met: dict[Condition, Met] = {}
        self.collapsed, self.suspended = self._halts()

    def seen(self, evidence: Evidence) -> bool:
        """Whether it could be known."""
        return evidence.known <= self._known_day

    def happened(self, evidence: Evidence | None) -> bool | None:
        """Whether it surely was so by the day of the question; None where its day is too vague."""
        if evidence is None or not self.seen(evidence):
            return False
        if evidence.on.last <= self.as_of:
            return True
        return None if evidence.on.first <= self.as_of else False

    def agreed(self, one: Commitment | Gate) -> bool:
        """Whether it had been agreed on by the day of the question, and that could be known."""
        when = one.agreed
        if when is None:
            return True
        return when.known <= self._known_day and when.on.first <= self.as_of

    def heard_of(self, item: Step | Commitment) -> bool:
        """Whether it had come, been agreed or been declared by then, and that could be known."""
        came = item.agreed if isinstance(item, Commitment) else item.done
        return self.happened(came) is not False or any(map(self.said, item.declared))

    def said(self, saying: Saying) -> bool:
        """Whether it surely had been said, and could be known."""
        return self.happened(saying.when) is True

    def answer(self, ref: str) -> Answer:
        """Say whether a step was taken, a commitment met, a gate open or a phase begun."""
        found = self._answers.get(ref)
        if found is None:
            found = self._answers[ref] = self._asked(ref)
        return found

    def _asked(self, ref: str) -> Answer:
        item = self.index.items[ref]
        if isinstance(item, Step):
            held = self.happened(item.done)
            return Answer(held, item.done.on if held and item.done else None)
        if isinstance(item, Commitment):
            return self._fulfilled(item)
        met = self.met(item.when if isinstance(item, Gate) else item.begins)
        return Answer(met.holds, met.since)

    def _fulfilled(self, one: Commitment) -> Answer:
        """Say whether a commitment is met or waived, and since when."""
        first = self.commitment(one).done_on
        if one.waived is not None and self.happened(one.waived):
            first = one.waived.on if first is None else min(first, one.waived.on, key=_last)
        return Answer(first is not None, first)

    def commitment(self, one: Commitment) -> CommitmentStatus:
        """Return how it stands with a commitment."""
        found = self._commitments.get(one.id)
        if found is None:
            found = self._commitments[one.id] = commitment_status(one, self)
        return found

    def _halts(self) -> tuple[Halt | None, Halt | None]:
        """Return the collapse and the suspension that hold, if any."""
        collapsed = suspended = None
        for step in self.index.halts:
            if self.happened(step.done) is not True or step.done is None:
                continue
            halt = Halt(step.id, step.done.on, step.reason)
            if step.kind is StepKind.COLLAPSE:
                collapsed, suspended = halt, None
            elif step.kind is StepKind.SUSPENSION:
                suspended = halt
            else:
                collapsed = suspended = None
        return collapsed, suspended

    def met(self, condition: Condition) -> Met:
        """Say whether a condition holds, since when, and what is missing if it does not."""
        if condition not in self._met:
            self._met[condition] = _METHODS[type(condition)](condition, self)
        return self._met[condition]


def _done(condition: Done, view: View) -> Met:
    held, day = view.answer(condition.ref)
    if held:
        return Met(True, day)
    item = view.index.items[condition.ref]
    if isinstance(item, Gate | Phase):
        inner = view.met(item.when if isinstance(item, Gate) else item.begins)
        lost = bool(inner.needs) and any(leaf.lost for leaf in inner.needs)
        return Met(held, None, (Leaf(item.id, item.name, lost),), inner.needs)
    own = Leaf(item.id, _wanted(item, view), _lost(item, view))
    first = view.met(item.needs).needs if item.needs else ()
    return Met(held, None, (own,), _once([*first, own]))


def _wanted(item: Step | Commitment, view: View) -> str:
    """Say what would have to be done, and how far it is."""
    if isinstance(item, Step):
        return item.name
    status = view.commitment(item)
    if status.quantity is None or status.done is None:
        return item.name
    return f"{item.name} ({_far(status.done, status.quantity, str(item.unit), item.start)})"


_far = lru_cache(maxsize=4096)(words.how_far)
"""Day after day the same is far from done in the same way."""


def _lost(item: Step | Commitment, view: View) -> bool:
    """Whether it can no longer be done, as far as was known."""
    if view.collapsed is not None:
        return True
    return isinstance(item, Commitment) and view.happened(item.broken_off) is True


def _declared(condition: Declared, view: View) -> Met:
    item = view.index.items[condition.ref]
    said: dict[str, PartialDay] = {}
    for saying in sorted(getattr(item, "declared", ()), key=lambda one: one.when.on.last):
        if view.said(saying):
            for actor in saying.by:
                said.setdefault(actor, saying.when.on)
    missing = [actor for actor in condition.by if actor not in said]
    if not missing:
        return Met(True, max((said[actor] for actor in condition.by), key=_last))
    names = {actor.id: actor.name for actor in view.index.process.actors}
    lost = view.collapsed is not None
    leaves = tuple(
        Leaf(f"declared by {actor}", f"{names[actor]} declares: {item.name}", lost)
        for actor in missing
    )
    return Met(False, None, leaves, leaves)


def _reached(condition: Reached, view: View) -> Met:
    if condition.day <= view.as_of:
        return Met(True, PartialDay.of(condition.day))
    leaves = (Leaf(condition.day.isoformat(), f"{words.day(condition.day)} comes"),)
    return Met(False, None, leaves, leaves)


def _calm(condition: Calm, view: View) -> Met:
    found = clock(condition, view)
    if found.reached:
        return Met(True, PartialDay.of(found.reached))
    perhaps = found.perhaps is not None
    over = (found.ended is not None or view.collapsed is not None) and not perhaps
    leaves = (Leaf(f"{condition.days} calm days", clock_text(condition, found, view), over),)
    first: tuple[Leaf, ...] = ()
    if condition.after is not None and found.start is None:
        first = view.met(Done(condition.after)).needs
    return Met(None if perhaps else False, None, leaves, _once([*first, *leaves]))


def clock_text(condition: Calm, found: Clock, view: View) -> str:
    """Say where a clock stands, and how far it has to run.

    Parameters
    ----------
    condition
        What it waits for.
    found
        The clock.
    view
        What is asked about.
    """
    wanted = f"{words.days(condition.days)} of calm in a row"
    if found.start is None:
        waits = view.index.items[condition.after].name if condition.after else "its start"
        return f"{wanted}; the clock waits for: {waits}"
    if found.start > view.as_of:
        return f"{wanted}, from {words.day(found.start)} on"
    run = words.number(found.sure)
    if found.possible > found.sure:
        run += f" to {words.number(found.possible)}"
    parts = [f"{wanted}: {run} so far"]
    if found.ended:
        parts.append(f"ended for good on {words.day(found.ended)}")
    else:
        parts.append(f"{words.days(condition.days - found.sure)} to go")
    if found.set_back:
        day, why = found.set_back
        parts.append(f"set back on {words.day(day)} by {why}")
    if found.unknown:
        parts.append(f"nothing is known of {words.days(len(found.unknown))}")
    return ", ".join(parts)


def _estimated(condition: Estimated, view: View) -> Met:
    told = view.ask(condition, view.as_of)
    if told.holds:
        return Met(True, None)
    leaves = (Leaf(f"estimate of {condition.truce}", told.text),)
    return Met(told.holds, None, leaves, leaves)


def _all(condition: AllOf, view: View) -> Met:
    parts = [view.met(part) for part in condition.parts]
    blocked = _once(leaf for part in parts if not part.holds for leaf in part.blocked)
    needs = _once(leaf for part in parts if not part.holds for leaf in part.needs)
    if any(part.holds is False for part in parts):
        return Met(False, None, blocked, needs)
    if any(part.holds is None for part in parts):
        return Met(None, None, blocked, needs)
    days = [part.since for part in parts if part.since]
    return Met(True, max(days, key=_last, default=None))


def _any(condition: AnyOf, view: View) -> Met:
    parts = [view.met(part) for part in condition.parts]
    held = [part for part in parts if part.holds]
    if held:
        days = [part.since for part in held if part.since]
        return Met(True, min(days, key=_last, default=None))
    best = min(parts, key=lambda part: (any(leaf.lost for leaf in part.needs), len(part.needs)))
    blocked = _once(leaf for part in parts for leaf in part.blocked)
    holds = None if any(part.holds is None for part in parts) else False
    return Met(holds, None, blocked, best.needs)


def _last(day: PartialDay) -> date:
    return day.last


def _once(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Return each thing once, in order."""
    return tuple({leaf.ref: leaf for leaf in leaves}.values())


_METHODS: dict[type, Callable[..., Met]] = {
    Done: _done,
    Declared: _declared,
    Reached: _reached,
    Calm: _calm,
    Estimated: _estimated,
    AllOf: _all,
    AnyOf: _any,
}
