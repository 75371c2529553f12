"""What would have moved, had one thing gone otherwise, along the critical path.

What waits for something keeps the days it took: if talks began nine days after the last prisoner
was free, they are taken to begin nine days after him again. What had not waited for its conditions
stays where it was. Deadlines, gates and phases follow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from trucewatch.accord.index import Index, Item, condition_of, refs
from trucewatch.accord.view import View
from trucewatch.accord.what_if_words import what_if_text
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import AllOf, AnyOf, Condition, Done, Reached
from trucewatch.domain.process import Commitment, Due, Evidence, Gate, Phase, Process, Step
from trucewatch.domain.what_if import Change, Key, Move, WhatIf
from trucewatch.errors import QuestionError
from trucewatch.forms.form import usable_day

_FAR = timedelta(days=3660)
"""How far after the day of the question something may come to be."""
_KEYS = {
    Step: (Key.DONE,),
    Commitment: (Key.DONE, Key.DUE, Key.WAIVED),
    Gate: (Key.OPEN,),
    Phase: (),
}


def parse_change(text: str) -> Change:
    """Read a change such as ``prisoners.done=2020-04-15`` or ``signing.done=never``.

    Raises
    ------
    QuestionError
        When it is not written so.

    Examples
    --------
    >>> parse_change("prisoners.done=2020-04-15")
    Change(ref='prisoners', key=<Key.DONE: 'done'>, day=datetime.date(2020, 4, 15))
    """
    name, equals, value = text.partition("=")
    ref, dot, key = name.strip().rpartition(".")
    if not (equals and dot and ref):
        raise QuestionError(
            f"{text!r} is no change", remedy="write ID.KEY=DAY, as in prisoners.done=2020-04-15"
        )
    if key not in list(Key):
        keys = ", ".join(Key)
        raise QuestionError(f"{text!r}: {key!r} cannot be changed", remedy=f"the keys are {keys}")
    value = value.strip()
    return Change(ref, Key(key), None if value == "never" else usable_day(value))


def what_if(
    index: Index, changes: Sequence[Change], as_of: date, *, known: date | None = None
) -> WhatIf:
    """Say what would have moved.

    Parameters
    ----------
    index
        The process.
    changes
        What is made otherwise, at least one.
    as_of
        The day of the question; what came later is left out, unless it is changed.
    known
        As far as was known on this day; None: all.

    Raises
    ------
    QuestionError
        When there is no such thing to change, or not so.
    """
    _refuse(index, changes)
    changed = index.process
    for change in changes:
        changed = _changed(changed, change)
    # What only has another deadline still follows what it waits for.
    by_hand = {change.ref for change in changes if change.key is not Key.DUE}
    before = View(index, as_of, known)
    via: dict[str, tuple[str | None, int | None]] = {}
    for ref in _in_order(index):
        if ref not in by_hand:
            changed = _followed(ref, before, changed, via)
    horizon = max([as_of, *(change.day for change in changes if change.day)])
    # What was moved to a later day can still be seen; what really came later cannot.
    after = View(Index(_cut(changed, index, before)), horizon + _FAR, known)
    moves = [_moved(ref, before, after, via) for ref in index.items]
    found = tuple(move for move in moves if move is not None)
    answer = WhatIf(
        index.process.id,
        index.process.name,
        as_of,
        known,
        tuple(changes),
        found,
        _path(found, by_hand),
        "",
    )
    return replace(answer, text=what_if_text(answer))


def _refuse(index: Index, changes: Sequence[Change]) -> None:
    """Refuse what is not there, or cannot be changed so."""
    if not changes:
        raise QuestionError("nothing is changed", remedy="write what, as prisoners.done=2020-04-15")
    for change in changes:
        if change.ref not in index.items:
            meant = get_close_matches(change.ref, index.items, n=1)
            mend = f"did you mean {meant[0]}?" if meant else f"its ids are {', '.join(index.items)}"
            raise QuestionError(f"{change}: no {change.ref!r} in the process", remedy=mend)
        item = index.items[change.ref]
        keys = _KEYS[type(item)]
        if change.key not in keys:
            kind = type(item).__name__.lower()
            can = " and ".join(key.value for key in keys) or "nothing, it follows from others"
            raise QuestionError(
                f"{change}: {change.ref!r} is a {kind}", remedy=f"of a {kind} can be changed: {can}"
            )
        if change.day is None and change.key is Key.OPEN:
            raise QuestionError(f"{change}: a gate needs a day", remedy="write a day")


def _changed(process: Process, change: Change) -> Process:
    """Return the process with one thing made otherwise by hand."""
    day = None if change.day is None else PartialDay.of(change.day)
    evidence = None if day is None else Evidence(day, date.min)
    if change.key is Key.DUE:
        return _with(process, change.ref, due=None if day is None else Due(day))
    if change.key is Key.OPEN:
        return _with(process, change.ref, when=Reached(change.day or date.max))
    if change.key is Key.WAIVED:
        return _with(process, change.ref, waived=evidence)
    return _done(process, change.ref, evidence)


def _done(process: Process, ref: str, evidence: Evidence | None) -> Process:
    """Return the process with something done on another day; its progress ends there."""
    for one in process.commitments:
        if one.id == ref:
            limit = evidence.on.last if evidence else date.max
            kept = tuple(x for x in one.progress if x.when.on.last < limit) if evidence else ()
            return _with(process, ref, done=evidence, progress=kept)
    return _with(process, ref, done=evidence)


def _with(process: Process, ref: str, **fields: object) -> Process:
    """Return the process with some fields of one item replaced."""
    groups: dict[str, tuple[Item, ...]] = {
        "steps": process.steps,
        "commitments": process.commitments,
        "gates": process.gates,
        "phases": process.phases,
    }
    new = {
        name: tuple(replace(one, **fields) if one.id == ref else one for one in group)  # type: ignore[arg-type]
        for name, group in groups.items()
        if any(one.id == ref for one in group)
    }
    return replace(process, **new)  # type: ignore[arg-type]


def _in_order(index: Index) -> Iterable[str]:
    """Return steps and commitments that wait for something, each after what it waits for."""
    done: dict[str, None] = {}

    def visit(ref: str) -> None:
        if ref in done:
            return
        for other in refs(condition_of(index.items[ref])):
            visit(other)
        done[ref] = None

    for name in index.items:
        visit(name)
    return [name for name in done if getattr(index.items[name], "needs", None) is not None]


def _followed(
    ref: str, before: View, changed: Process, via: dict[str, tuple[str | None, int | None]]
) -> Process:
    """Move one item with what it waited for, if that has moved."""
    item = before.index.items[ref]
    needs, came = condition_of(item), before.answer(ref).day
    if needs is None:
        return changed
    enabled = before.met(needs).since
    after = View(Index(_cut(changed, before.index, before)), before.as_of + _FAR, before.known)
    would = after.met(needs).since
    if enabled == would or enabled is None or came is None or came.last < enabled.last:
        return changed
    lag = (came.last - enabled.last).days
    via[ref] = (_binding(needs, after), lag)
    if would is None:
        return _done(changed, ref, None)
    return _done(changed, ref, Evidence(PartialDay.of(would.last + timedelta(days=lag)), date.min))


def _cut(changed: Process, index: Index, before: View) -> Process:
    """Take out of a changed process what had not come by the day of the question."""
    steps = tuple(
        replace(one, done=None)
        if one.done is not None
        and one.done is getattr(index.items[one.id], "done", None)
        and before.happened(one.done) is not True
        else one
        for one in changed.steps
    )
    commitments = tuple(_cut_commitment(one, index, before) for one in changed.commitments)
    return replace(changed, steps=steps, commitments=commitments)


def _cut_commitment(one: Commitment, index: Index, before: View) -> Commitment:
    original = index.items[one.id]
    kept: dict[str, None] = {}
    for key in ("done", "waived", "broken_off"):
        evidence = getattr(one, key)
        real = evidence is getattr(original, key)
        if evidence is not None and real and before.happened(evidence) is not True:
            kept[key] = None
    progress = tuple(x for x in one.progress if before.happened(x.when))
    return replace(one, progress=progress, **kept)  # type: ignore[arg-type]


def _binding(condition: Condition, view: View) -> str | None:
    """Return the id of what came last of all that a condition waits for."""
    match condition:
        case Done(ref):
            return ref
        case AllOf(parts):
            held = [part for part in parts if not view.met(part).holds] or list(parts)
            last = max(held, key=lambda part: _since(part, view, date.min))
            return _binding(last, view)
        case AnyOf(parts):
            held = [part for part in parts if view.met(part).holds] or list(parts)
            return _binding(min(held, key=lambda part: _since(part, view, date.max)), view)
    return None


def _since(condition: Condition, view: View, default: date) -> date:
    since = view.met(condition).since
    return since.last if since else default


def _moved(
    ref: str, before: View, after: View, via: dict[str, tuple[str | None, int | None]]
) -> Move | None:
    """Return how one thing would have been otherwise; None where it would not."""
    item = before.index.items[ref]
    was, would = before.answer(ref).day, after.answer(ref).day
    move = Move(ref, item.name, type(item).__name__.lower(), was, would)
    if isinstance(item, Commitment):
        old = before.commitment(item)
        new = after.commitment(next(x for x in after.index.process.commitments if x.id == ref))
        came = old.done_on is not None or new.done_on is not None
        state_was = old.state.value if came else None
        move = replace(
            move,
            due_was=old.due,
            due_would=new.due,
            state_was=state_was,
            state_would=new.state.value if came else None,
        )
    move = replace(move, possible=_possible(item, before, after))
    same = was == would and move.due_was == move.due_would and move.state_was == move.state_would
    if same and move.possible is None:
        return None
    if ref in via:
        return replace(move, via=via[ref][0], lag=via[ref][1])
    condition = condition_of(item)
    waits = condition is not None and (isinstance(item, Gate | Phase) or move.possible)
    return replace(move, via=_binding(condition, after)) if condition and waits else move


def _possible(item: Item, before: View, after: View) -> date | None:
    """Return from which day something that has not come could have come, where that is new."""
    condition = condition_of(item)
    if isinstance(item, Gate | Phase) or condition is None or after.answer(item.id).holds:
        return None
    since = after.met(condition).since
    return since.last if since and since != before.met(condition).since else None


def _path(moves: tuple[Move, ...], by_hand: set[str]) -> tuple[str, ...]:
    """Return the way from what was changed to the last thing that moved."""
    found = {move.id: move for move in moves}
    ends = [move for move in moves if move.was != move.would or move.possible]
    ways = [_way(move, found, by_hand) for move in ends]
    return max(ways, key=lambda way: (*_end(found[way[-1]]), len(way)), default=())


def _end(move: Move) -> tuple[bool, date]:
    """Return what came before what only could have come, and then the last."""
    return move.would is not None, move.would.last if move.would else move.possible or date.min


def _way(move: Move, found: dict[str, Move], by_hand: set[str]) -> tuple[str, ...]:
    """Return the way to one thing that moved, from the first it waited for."""
    way: list[str] = []
    name: str | None = move.id
    while name is not None and name not in way:
        way.append(name)
        name = found[name].via if name in found and name not in by_hand else None
    return tuple(reversed(way))
