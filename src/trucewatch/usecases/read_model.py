"""A language model beside the rules: what it proposes is checked, and stands beside theirs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from trucewatch.domain.reading import Read, Record, Rejected
from trucewatch.errors import ModelError
from trucewatch.reading.actors import actor_list
from trucewatch.reading.merging import contradictions
from trucewatch.reading.model_answer import MOST, proposals, supported
from trucewatch.reading.model_request import (
    TO_A_MACHINE,
    Part,
    answer_schema,
    for_a_model,
    messages,
    parts,
)
from trucewatch.reading.model_support import Support

ASKING = "asking the model"
NO_ANSWER = "gave no answer"
"""Behind the model's name: how a note begins that tells of it."""
MOST_PARTS = 100
"""Parts of a report that a model is asked about: a book would keep it busy for days."""

Progress = Callable[[float, str], None]


class Model(Protocol):
    """What can be asked: an endpoint, or anything else with a name that answers in words."""

    @property
    def name(self) -> str:
        """What its records are told apart by."""

    def ask(self, messages: Sequence[dict[str, str]], schema: dict[str, Any]) -> str:
        """Return the answer, or raise ModelError."""


def with_model(found: Read, model: Model, progress: Progress | None = None) -> Read:
    """Return what the rules read with what a model proposes beside it.

    Parameters
    ----------
    found
        What the rules read. Nothing of it changes, whatever the model does.
    model
        The model.
    progress
        Told how far the work is, from 0 to 1.

    Returns
    -------
    Read
        With the records of both in the order of the text, each with its origin, and those that
        the text does not bear out rejected.
    """
    tell = progress or (lambda _done, _label: None)
    document = for_a_model(found.document, found.sentences)
    beside = _Beside(replace(found, document=document), f"model {model.name}")
    every = parts(document)
    asked = every[:MOST_PARTS]
    if len(every) > MOST_PARTS:
        beside.notes.append(f"{beside.origin} is asked about {MOST_PARTS} of {len(every):,} parts")
    for number, part in enumerate(asked, 1):
        tell((number - 1) / len(asked), ASKING)
        request = messages(document, part, number, len(asked), beside.actors)
        where = f" on part {number} of {len(asked)}" if len(asked) > 1 else ""
        try:
            answer = model.ask(request, answer_schema())
        except ModelError as error:
            # Each part would wait as long for nothing.
            beside.notes.append(f"{beside.origin} {NO_ANSWER}{where}: {error}")
            break
        beside.take(answer, part, where)
    tell(1.0, ASKING)
    return beside.together(found)


class _Beside:
    """What a model proposes, while it is asked part by part."""

    def __init__(self, seen: Read, origin: str) -> None:
        known = actor_list().actors
        self.origin = origin
        self.actors = {one.actor for one in seen.actors if one.actor and one.actor in known}
        self.notes: list[str] = []
        self._support = Support(seen)
        self._kept: list[Record] = []
        self._rejected: list[Rejected] = []
        self._proposed = 0
        unsent = sum(mark.rule == TO_A_MACHINE for mark in seen.document.marked)
        if unsent:
            self.notes.append(f"{_counted(unsent, 'sentence')} to machines, not shown to {origin}")

    def take(self, answer: str, part: Part, where: str) -> None:
        """Check what a model answers about a part, and keep what the text bears out."""
        try:
            said = proposals(answer)
        except ModelError as error:
            self.notes.append(f"{self.origin} {NO_ANSWER} that can be used{where}: {error}")
            return
        some = said[: max(0, MOST - self._proposed)]
        self._proposed += len(said)
        kept, rejected = supported(some, part, self._support, self.origin)
        self._kept += kept
        self._rejected += rejected

    def together(self, found: Read) -> Read:
        """Return what the rules read with what was kept beside it."""
        records = sorted((*found.records, *self._kept), key=lambda r: (r.span, r.kind, r.origin))
        notes = [*self.notes, *(f"{self.origin}: {note}" for note in contradictions(self._kept))]
        rejected = self._rejected
        if self._proposed > MOST:
            more = _counted(self._proposed - MOST, "record")
            rejected = [*rejected, Rejected(self.origin, more, f"more than {MOST} are not read")]
        if rejected:
            notes.append(
                f"of {_counted(self._proposed, 'record')} that {self.origin} proposes "
                f"{len(self._kept)} stand on the text; the others are rejected, with the reason"
            )
        return replace(
            found, records=tuple(records), notes=(*found.notes, *notes), rejected=tuple(rejected)
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
