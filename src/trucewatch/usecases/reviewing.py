"""A report under review: what was decided on each proposal, and what is written down of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from trucewatch.accord.rewriting import Written, read_written
from trucewatch.domain.entry import Entry
from trucewatch.domain.reading import Record
from trucewatch.domain.review import Decision, Entered, Fate, Lack, Outcome, Plan, Proposal, Room
from trucewatch.errors import QuestionError
from trucewatch.register.place import Register
from trucewatch.store.decisions import Decisions
from trucewatch.usecases.review_changes import changed, edited_note
from trucewatch.usecases.review_desk import Desk
from trucewatch.usecases.review_entering import (
    Done,
    enter_in_process,
    enter_in_register,
    in_register,
)
from trucewatch.usecases.review_process import process_plan
from trucewatch.usecases.review_proposals import as_read, lacking, proposals, unusable, with_note
from trucewatch.usecases.review_register import register_plan
from trucewatch.usecases.review_sorts import sort_of

_REGISTER = ("allegation", "count", "admission", "denial")


@dataclass
class Review:
    """A report with its proposals, and what was decided on each.

    Attributes
    ----------
    desk
        The report and the process file.
    path
        Of the report.
    decisions
        What was decided.
    register
        Where allegations and claims go.
    dry
        Whether entering changes nothing.
    """

    desk: Desk
    path: Path
    decisions: Decisions
    register: Register | None = None
    dry: bool = False

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Everything that the report proposes, in its order."""
        return proposals(self.desk.read)

    def proposal(self, number: int) -> Proposal:
        """Return a proposal by its number; QuestionError where there is none."""
        if not 1 <= number <= len(self.proposals):
            raise QuestionError(
                f"there is no proposal {number}", remedy=f"name 1 to {len(self.proposals)}"
            )
        return self.proposals[number - 1]

    def changes(self, number: int) -> Mapping[str, str]:
        """Return what was changed in a proposal when it was last decided on."""
        proposal = self.proposal(number)
        made = self.decisions.made.get(proposal.key)
        try:
            changed(proposal.record, made.changes if made else {}, self.desk.zone)
        except QuestionError as error:  # somebody wrote in the file
            where = f"{self.decisions.path}, proposal {number}"
            raise QuestionError(error.what, where=where, remedy=error.remedy) from error
        return made.changes if made else {}

    def record(self, number: int, changes: Mapping[str, str] | None = None) -> Record:
        """Return the record of a proposal as a person corrected it."""
        given = self.changes(number) if changes is None else changes
        return changed(self.proposal(number).record, given, self.desk.zone)

    def plan(
        self, number: int, changes: Mapping[str, str] | None = None, *, by: str = "nobody"
    ) -> Plan:
        """Return what would be written down of a proposal.

        Parameters
        ----------
        number
            Of the proposal.
        changes
            What a person sets; by default what was set when it was last decided on.
        by
            Who accepts it.

        Raises
        ------
        QuestionError
            When there is no such proposal, or a change cannot be used.
        """
        proposal = self.proposal(number)
        given = self.changes(number) if changes is None else changes
        record = self.record(number, given)
        sort = sort_of(proposal, record, given, self.proposals)
        if sort.what is None:
            return Plan(Room.NOWHERE, sort.why)
        edited = edited_note(by, proposal.record, given)
        if sort.what not in _REGISTER or "of" in given:
            return process_plan(
                self.desk,
                proposal,
                record,
                sort,
                given,
                by=by,
                others=self.proposals,
                edited=edited,
            )
        plan = register_plan(self.desk, proposal, record, sort, given)
        return with_note(plan, proposal.record, edited)

    def lacks(self, number: int, plan: Plan) -> tuple[Lack, ...]:
        """Return what is needed and not told; nothing of what is written down already."""
        return () if self.state(number) == "entered" else plan.lacks

    def state(self, number: int) -> str:
        """Return how far a proposal is: open, accepted, rejected, later or entered."""
        key = self.proposal(number).key
        if key in self.decisions.entered or number in self._there:
            return "entered"
        made = self.decisions.made.get(key)
        return made.fate.value if made else "open"

    @cached_property
    def _there(self) -> frozenset[int]:
        """Numbers of what stands in the register or in the process file already."""
        plans = {one.number: self.plan(one.number) for one in self.proposals}
        found = {
            one.number for one in self.proposals if f"[{self.desk.mark(one)};" in self.desk.texts
        }
        ids = {n: p.id for n, p in plans.items() if p.room is Room.REGISTER}
        if self.register is not None and ids:
            there = in_register(self.register, ids.values())
            found |= {number for number, key in ids.items() if key in there}
        return frozenset(found)

    def accept(
        self, number: int, *, by: str, now: datetime, changes: Mapping[str, str] | None = None
    ) -> Plan:
        """Accept a proposal; it is written down when :meth:`enter` is called.

        Parameters
        ----------
        number
            Of the proposal.
        by
            Who decides.
        now
            When; zone-aware.
        changes
            What the person sets; by default what was set before.

        Raises
        ------
        QuestionError
            When it has no place, or something that is needed is not told.
        """
        self.require_open(number)
        given = dict(self.changes(number) if changes is None else changes)
        plan = self.plan(number, given, by=by)
        if plan.room is Room.NOWHERE:
            raise QuestionError(f"proposal {number} has no place: {plan.what}")
        if plan.lacks:
            raise lacking(number, plan.lacks[0])
        self._decide(number, Fate.ACCEPTED, by, now, None, given)
        return plan

    def accept_each(self, wanted: Iterable[int], *, by: str, now: datetime) -> dict[int, str]:
        """Accept what is open and has a place; return why others are left, by their number."""
        left = {}
        for number in wanted:
            if self.state(number) == "rejected":
                left[number] = "was rejected"
            elif self.state(number) in ("open", "later"):
                try:
                    self.accept(number, by=by, now=now)
                except QuestionError as error:
                    left[number] = error.what.removeprefix(f"proposal {number} ")
        return left

    def dry_run(self) -> None:
        """Write nothing from now on: neither what is decided nor what is accepted."""
        self.dry = True
        self.decisions.path = None

    def reject(
        self,
        number: int,
        *,
        by: str,
        now: datetime,
        reason: str,
        changes: Mapping[str, str] | None = None,
    ) -> None:
        """Reject a proposal, for a reason; it is not asked about again."""
        self.require_open(number)
        given = self.changes(number) if changes is None else changes
        self._decide(number, Fate.REJECTED, by, now, reason, given)

    def leave(
        self, number: int, *, by: str, now: datetime, changes: Mapping[str, str], reason: str = ""
    ) -> None:
        """Leave a proposal for later, with what was changed so far."""
        self.require_open(number)
        self._decide(number, Fate.LATER, by, now, reason, changes)

    def require_open(self, number: int) -> None:
        """Refuse to decide on what is written down already."""
        if self.state(number) == "entered":
            raise QuestionError(
                f"proposal {number} is written down already", remedy="correct it where it stands"
            )

    def _decide(
        self,
        number: int,
        fate: Fate,
        by: str,
        now: datetime,
        reason: str | None,
        changes: Mapping[str, str],
    ) -> None:
        proposal = self.proposal(number)
        line = Decision(proposal.key, fate, by, now, reason, dict(changes))
        self.decisions.add(line, proposal=as_read(proposal.record))

    def enter(self, *, by: str, now: datetime) -> Outcome:
        """Write down everything that was accepted and is not written down yet.

        Parameters
        ----------
        by
            Who writes it down.
        now
            When; zone-aware.

        Raises
        ------
        RegisterError
            When ``by`` has no role in the register.
        StoreError
            When it cannot be written; what was decided is kept.
        """
        self._look_again()
        accepted = [one.number for one in self.proposals if self.state(one.number) == "accepted"]
        plans = {number: self.plan(number, by=self._who(number)) for number in accepted}
        refused = {n: why for n, plan in plans.items() if (why := unusable(plan))}
        for number, why in refused.items():
            plans.pop(number)
            self._open_again(number, why, by, now)
        waiting = {number: plan.room for number, plan in plans.items() if not self.named(plan)}
        entered: list[tuple[int, Plan]] = []
        alerts: tuple[Entry, ...] = ()
        text = None
        for room in (Room.REGISTER, Room.PROCESS):
            here = {n: p for n, p in plans.items() if p.room is room and n not in waiting}
            if not here:
                continue
            done, written = self._enter(room, here, by, now)
            text = written.text if written else text
            alerts += done.alerts
            refused |= done.refused
            entered += [(n, here[n]) for n in done.entered]
            self._tell(done, here, room, by, now)
        return Outcome(tuple(entered), refused, tuple(waiting.items()), alerts, text)

    def _look_again(self) -> None:
        """Read the process file as it is now: a person may have written in it meanwhile."""
        if self.desk.written is not None:
            self.desk = replace(self.desk, written=read_written(self.desk.written.path))
            self.__dict__.pop("_there", None)

    def _who(self, number: int) -> str:
        return self.decisions.made[self.proposal(number).key].by

    def named(self, plan: Plan) -> bool:
        """Whether the register or the process file that a plan needs was named."""
        there = self.register if plan.room is Room.REGISTER else self.desk.written
        return there is not None

    def _enter(
        self, room: Room, plans: Mapping[int, Plan], by: str, now: datetime
    ) -> tuple[Done, Written | None]:
        if room is Room.PROCESS:
            return enter_in_process(self.desk, plans, dry=self.dry)
        if self.dry or self.register is None:
            return Done(tuple(plans), {}), None
        done = enter_in_register(self.register, plans, report=self.path, by=by, now=now)
        return done, None

    def _tell(
        self, done: Done, plans: Mapping[int, Plan], room: Room, by: str, now: datetime
    ) -> None:
        """Write into the decisions what became of them."""
        if self.dry:
            return
        for number in done.entered:
            key = self.proposal(number).key
            self.decisions.add(Entered(key, room.value, plans[number].id, by, now))
        for number, why in done.refused.items():
            self._open_again(number, why, by, now)

    def _open_again(self, number: int, why: str, by: str, now: datetime) -> None:
        if not self.dry:
            self.leave(number, by=by, now=now, changes=self.changes(number), reason=why)
