"""The dialogue of ``trucewatch review``: one proposal after the other, answers line by line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from trucewatch import words
from trucewatch.domain.review import Plan, Room
from trucewatch.errors import QuestionError
from trucewatch.present.review import KEYS, help_text, paragraph_text, proposal_text
from trucewatch.usecases.review_changes import FIELDS, as_written, parse_change
from trucewatch.usecases.reviewing import Review

_UNDO = "undo"
_DAYS = ("on", "start", "end")
_REPORT = "report"


class _StopError(Exception):
    """The person wants to stop, or no more answers come."""


@dataclass
class Dialogue:
    """A person goes through the proposals of a report.

    Attributes
    ----------
    answers
        Where the person's lines come from: a terminal, a pipe, a file.
    out
        Where proposals and questions are shown.
    now
        Tells the time.
    colour
        Whether to show words in colour.
    """

    review: Review
    by: str
    answers: TextIO
    out: TextIO
    now: Callable[[], datetime]
    colour: bool = False
    changes: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        """Ask about everything that is open, until all is decided or the person stops."""
        number = self._next(0)
        try:
            while number is not None:
                self.changes = dict(self.review.changes(number))
                number = self._about(number)
            self._say("That was the last one.")
        except _StopError:
            self._say("")

    def _next(self, after: int) -> int | None:
        """Return the next proposal that is open; None where there is none."""
        rest = range(after + 1, len(self.review.proposals) + 1)
        return next((n for n in rest if self.review.state(n) in ("open", "later")), None)

    def _about(self, number: int) -> int | None:
        """Ask about one proposal until it is decided; return the one to go on with."""
        self._show(number)
        while True:
            key, _, rest = self._ask("> ").partition(" ")
            key, rest = key.casefold(), rest.strip()
            try:
                if key in ("b", "n"):
                    return self._elsewhere(number, key)
                if self._decided(number, key, rest):
                    return self._next(number)
            except QuestionError as error:
                self._say(str(error))

    def _decided(self, number: int, key: str, rest: str) -> bool:
        """Do what a key says; return whether the proposal is decided by it."""
        if key == "a":
            return self._accept(number)
        if key == "r":
            return self._reject(number, rest)
        if key == "s":
            self.review.leave(number, by=self.by, now=self.now(), changes=self.changes)
            return True
        if key == "e":
            self._edit(number, rest)
        elif key == "c":
            self._say(paragraph_text(self.review, number))
        elif key == "?":
            self._say(help_text())
        elif key:
            self._say(f"{key!r} is no answer; ? tells them")
        return False

    def _elsewhere(self, number: int, key: str) -> int | None:
        """Go back, or on, and decide nothing."""
        if key == "b" and number == 1:
            raise QuestionError("this is the first one")
        if self.changes != self.review.changes(number):
            self._say(f"what was edited in proposal {number} is not kept; a or s keeps it")
        return number - 1 if key == "b" else self._next(number)

    def _accept(self, number: int) -> bool:
        self.review.require_open(number)
        plan = self._complete(number)
        if plan is None:
            self._show(number)
            return False
        changes = self.changes
        plan = self.review.accept(number, by=self.by, now=self.now(), changes=changes)
        if not self.review.named(plan):
            self._say(f"accepted; it waits until a {plan.room.value} is named")
        return True

    def _complete(self, number: int) -> Plan | None:
        """Ask for what is needed and not told; None where the person does not say it."""
        while True:
            plan = self.review.plan(number, self.changes, by=self.by)
            if plan.room is Room.NOWHERE or not plan.lacks:
                return plan
            lack = plan.lacks[0]
            self._say(f"{lack.why[:1].upper()}{lack.why[1:]}.")
            value = self._ask(f"{lack.field} ({FIELDS[lack.field]}; empty to go back): ")
            if not value:
                return None
            self._change(number, f"{lack.field}={value}")

    def _change(self, number: int, text: str) -> None:
        """Take one change in, if the whole can be used with it; else say why not."""
        try:
            name, value = parse_change(text)
            if name in _DAYS and value == _REPORT:
                value = str(self.review.desk.published)
            self.review.plan(number, {**self.changes, name: value}, by=self.by)
        except QuestionError as error:
            self._say(str(error))
            return
        was = as_written(self.review.proposal(number).record, name)
        self.changes[name] = value
        self._say(f"{name}: {was} -> {value}")

    def _reject(self, number: int, reason: str) -> bool:
        self.review.require_open(number)
        reason = reason or self._ask("why (empty to go back): ")
        if not reason:
            return False
        now, changes = self.now(), self.changes
        self.review.reject(number, by=self.by, now=now, reason=reason, changes=changes)
        return True

    def _edit(self, number: int, rest: str) -> None:
        self.review.require_open(number)
        text = rest or self._ask("field=value (? for the fields, empty when done): ")
        while text:
            if text == "?":
                self._say(help_text())
            elif text == _UNDO:
                self.changes.clear()
                self._say("as it was read")
            else:
                self._change(number, text)
            text = "" if rest else self._ask("field=value: ")
        self._show(number)

    def _show(self, number: int) -> None:
        shown = proposal_text(self.review, number, self.changes, by=self.by, colour=self.colour)
        self._say(f"\n{shown}\n\n{KEYS}")

    def _say(self, text: str) -> None:
        self.out.write(text + "\n")
        self.out.flush()

    def _ask(self, question: str) -> str:
        """Return the next line of the person, cleaned; no more lines mean to stop."""
        self.out.write(question)
        self.out.flush()
        line = self.answers.readline()
        answer = words.clean(line)
        if not line or answer in ("q", "quit"):
            raise _StopError
        return answer
