"""How it stands with a commitment as of a day, as far as was known on a day."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from trucewatch import words
from trucewatch.accord.deadlines import deadline
from trucewatch.accord.forecast import forecast
from trucewatch.accord.ledger import Stand
from trucewatch.days import PartialDay
from trucewatch.domain.process import Commitment
from trucewatch.domain.status import CommitmentState, CommitmentStatus, Forecast

if TYPE_CHECKING:
    from trucewatch.accord.view import View

HALF = 0.5
"""Share from which the Peace Accords Matrix's score is intermediate here."""
_OPEN = (
    CommitmentState.NOT_DUE,
    CommitmentState.IN_PROGRESS,
    CommitmentState.PARTLY_MET,
    CommitmentState.OVERDUE,
    CommitmentState.BLOCKED,
)


class _Facts(NamedTuple):
    """What is known of a commitment.

    Attributes
    ----------
    stand
        Its progress; None where it has no quantity.
    target
        The total or level that fulfils it, without what was exempted by then.
    done_on
        The day on which it was met.
    declared
        Whether anybody said anything of it.
    """

    stand: Stand | None
    target: float | None
    share: float
    done_on: PartialDay | None
    due: PartialDay | None
    blocked: tuple[str, ...]
    declared: bool


_STEADY = (
    CommitmentState.NOT_DUE,
    CommitmentState.IN_PROGRESS,
    CommitmentState.MET,
    CommitmentState.MET_LATE,
)
"""What is told of these is the same from day to day while the facts are."""


def commitment_status(one: Commitment, view: "View") -> CommitmentStatus:
    """Return how it stands with a commitment.

    What was declared changes nothing of its state: only evidence that it was done does. A deadline
    that is known to the month is in time to the end of it.

    Parameters
    ----------
    one
        The commitment.
    view
        The process as of a day and as known on a day.
    """
    due, vague = deadline(one.due, view)
    facts = _facts(one, due, view)
    state = _state(one, facts, view)
    open_still = state in _OPEN
    foreseen = _forecast(one, facts, view) if open_still else None
    hangs_on = (facts, state, foreseen, vague)
    before = view.index.told.get(one.id)
    steady = state in _STEADY and not one.declared
    if steady and before is not None and before[0] == hangs_on:
        return before[1]
    found = CommitmentStatus(
        id=one.id,
        name=one.name,
        by=one.by,
        to=one.to,
        act=one.act,
        quantity=one.quantity,
        unit=one.unit,
        start=one.start,
        done=_done(one, facts),
        declared=_declared(one, view),
        share=facts.share,
        due=due,
        state=state,
        done_on=facts.done_on,
        slippage=_slippage(state, facts, view),
        blocked_by=facts.blocked,
        forecast=foreseen,
        pam=_pam(facts),
        pace=_pace(one, facts, foreseen, view),
        flags=_flags(one, facts, state, vague),
    )
    view.index.told[one.id] = (hangs_on, found)
    return found


def _facts(one: Commitment, due: PartialDay | None, view: "View") -> _Facts:
    stand = target = None
    share = 0.0
    if one.quantity is not None:
        target = _target(one, view)
        stand = _stand(one, target, view)
        share = _share(one, stand, target)
    done_on = _done_on(one, stand, target, view)
    blocked: tuple[str, ...] = ()
    if done_on is None and one.needs is not None:
        met = view.met(one.needs)
        blocked = () if met.holds else tuple(leaf.ref for leaf in met.blocked)
    said = bool(one.declared) and any(map(view.said, one.declared))
    share = 1.0 if done_on and not stand else share
    return _Facts(stand, target, share, done_on, due, blocked, said)


def _stand(one: Commitment, target: float | None, view: "View") -> Stand:
    """Return how far it was, on the way to a target."""
    return view.index.ledger(one, target).at(view.as_of_ordinal, view.known_ordinal)


def _target(one: Commitment, view: "View") -> float | None:
    """Return the total or level that fulfils it, with the exemptions that were known."""
    if one.quantity is None or not one.exemptions:
        return one.quantity
    spared = sum(part.quantity for part in one.exemptions if view.happened(part.when))
    falls = one.start is not None and one.start > one.quantity
    return one.quantity + spared if falls else one.quantity - spared


def _share(one: Commitment, stand: Stand, target: float | None) -> float:
    """Return the done part of what has to be done."""
    if stand.level is None or target is None:
        return 0.0
    start = one.start or 0.0
    way = target - start
    return (stand.level - start) / way if way else 1.0


def _done_on(
    one: Commitment, stand: Stand | None, target: float | None, view: "View"
) -> PartialDay | None:
    """Return the day on which it was met: as its evidence says, else as its progress shows."""
    if one.done is not None and view.happened(one.done):
        return one.done.on
    if stand is None or stand.reached is None:
        return None
    days = [stand.reached]
    if target != one.quantity:  # it counts from the day on which the rest was exempted
        days += [x.when.on.last.toordinal() for x in one.exemptions if view.happened(x.when)]
        whole = _stand(one, one.quantity, view).reached
        days = [max(days) if whole is None else min(whole, max(days))]
    return PartialDay.of(date.fromordinal(max(days)))


def _state(one: Commitment, facts: _Facts, view: "View") -> CommitmentState:
    if facts.done_on is not None:
        late = facts.due is not None and facts.done_on.first > facts.due.last
        return CommitmentState.MET_LATE if late else CommitmentState.MET
    if view.happened(one.waived):
        return CommitmentState.WAIVED
    if view.happened(one.broken_off) or view.collapsed is not None:
        return CommitmentState.BROKEN_OFF
    begun = facts.share > 0
    if facts.due is not None and view.as_of > facts.due.last:
        if begun:
            return CommitmentState.PARTLY_MET
        return CommitmentState.BLOCKED if facts.blocked else CommitmentState.OVERDUE
    if begun:
        return CommitmentState.IN_PROGRESS
    return CommitmentState.BLOCKED if facts.blocked and one.due is None else CommitmentState.NOT_DUE


def _slippage(state: CommitmentState, facts: _Facts, view: "View") -> tuple[int, int] | None:
    """Return the days between the deadline and the day it was met, or by which it is late."""
    if facts.due is None:
        return None
    due = facts.due.last
    if facts.done_on is not None:
        return (facts.done_on.first - due).days, (facts.done_on.last - due).days
    if state in _OPEN and view.as_of > due:
        late = (view.as_of - due).days
        return late, late
    return None


def _forecast(one: Commitment, facts: _Facts, view: "View") -> Forecast | None:
    """Return when it will be met at this pace; None where it has no quantity or no progress."""
    stand, target = facts.stand, facts.target
    if stand is None or target is None or stand.entries == 0:
        return None
    return forecast(stand, target - (stand.level or 0.0), view.as_of_ordinal)


def _done(one: Commitment, facts: _Facts) -> float | None:
    """Return how much is done: as reported, but no less than evidence of the whole implies."""
    if facts.stand is None:
        return None
    level = facts.stand.level
    if facts.done_on is not None and facts.share < 1:
        return facts.target
    return 0.0 if level is None else level


def _declared(one: Commitment, view: "View") -> float | None:
    if not one.declared:
        return None
    said = [x.quantity for x in one.declared if x.quantity is not None and view.said(x)]
    return max(said, default=None)


def _pam(facts: _Facts) -> int:
    """Return the score of the Peace Accords Matrix; minimal becomes intermediate at one half."""
    if facts.done_on is not None:
        return 3
    if facts.share <= 0:
        return 0
    return 2 if facts.share >= HALF else 1


def _pace(one: Commitment, facts: _Facts, foreseen: Forecast | None, view: "View") -> float:
    """Return the score that knows the pace: will it be met by its deadline as it goes?"""
    if facts.done_on is not None:
        return 10.0
    if facts.share <= 0:
        return 2.5 if facts.declared else 0.0
    if facts.due is None:
        return 7.5 if facts.share >= HALF else 5.0
    if view.as_of > facts.due.last or foreseen is None or foreseen.day is None:
        return 5.0
    return 7.5 if foreseen.day <= facts.due.last else 5.0


def _flags(one: Commitment, facts: _Facts, state: CommitmentState, vague: bool) -> tuple[str, ...]:
    """Return what a reader should look at."""
    found = []
    stand = facts.stand
    if stand is not None and stand.level is not None and facts.share > 1:
        found.append(
            f"More than the target: {words.number(stand.level)} {one.unit} where "
            f"{words.number(facts.target or 0.0)} would do."
        )
    if stand is not None and stand.fell:
        found.append("A reported total is lower than one before it.")
    reported = stand is not None and stand.entries > 0 and facts.share < 1
    if one.done is not None and facts.done_on is one.done.on and reported and stand:
        level = words.number(stand.level or 0.0)
        found.append(f"Called done; the last report tells of {level} {one.unit}.")
    if vague and facts.due is not None:
        found.append("The deadline is not known to the day, because its trigger is not.")
    if state is CommitmentState.MET and facts.done_on and facts.due:
        perhaps = facts.done_on.last > facts.due.last
        found += ["Perhaps late: the day on which it was met is not known."] if perhaps else []
    return tuple(found)
