"""What a proposal becomes in a process file: a step, a commitment, or a part of one that is there.

What somebody says stands under ``declared``, what is told as done under ``done``, and a month
stays a month. Words of the report stand in the note, with their place in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trucewatch import words
from trucewatch.days import PartialDay
from trucewatch.domain.process import Commitment, Process, Step, StepKind
from trucewatch.domain.reading import Granularity, Modality, Record, RecordKind
from trucewatch.domain.review import Lack, Plan, Proposal, Room
from trucewatch.reading.actors import slug
from trucewatch.usecases.review_desk import Desk, called, conditions_beside
from trucewatch.usecases.review_proposals import by_model
from trucewatch.usecases.review_sorts import Sort

_ACTS = {
    "prisoners released": "Prisoner Release",
    "troops withdrawn": "Withdrawal of Troops",
    "truce agreed": "Cease Fire",
    "truce extended": "Cease Fire",
    "truce held": "Cease Fire",
}
"""Provisions of the Peace Accords Matrix, by our own tags."""
_WITH_REASON = (StepKind.SUSPENSION, StepKind.RESUMPTION, StepKind.COLLAPSE)
_LONGEST_NAME = 80
_ALIKE = 3
_DAYS = ("on", "since")


@dataclass
class _Draft:
    """A plan while it is made."""

    desk: Desk
    proposal: Proposal
    record: Record
    changes: Mapping[str, str]
    by: str
    others: Sequence[Proposal]
    edited: str
    actors: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    lacks: list[Lack] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def ids(self, names: Sequence[str]) -> list[str]:
        """Return the ids of actors; those who are none are told and left out."""
        found: list[str] = []
        for name in names:
            one = self.desk.actor(name)
            if one is None:
                self.assumed.append(f"{words.clean(name)!r} is no actor that is known: left out")
                continue
            key, entry = one
            if entry is not None:
                self.actors[key] = entry
            if key not in found:
                found.append(key)
        return found

    def needed(self, names: Sequence[str], name: str, why: str) -> list[str]:
        """Return the ids of actors of whom at least one must be there."""
        found = self.ids(names)
        if not found:
            self.lacks.append(Lack(name, why))
        return found

    @property
    def quoted(self) -> str:
        """The words of the report, in quotation marks; of a statement, what is said as well."""
        said = self.record.kind is RecordKind.STATEMENT
        return f"“{(self.desk.sentence if said else self.desk.quote)(self.proposal)}”"

    @property
    def said(self) -> str:
        """What is said: the words, or their sentence where they only tell who says it."""
        quote, sentence = self.desk.quote(self.proposal), self.desk.sentence(self.proposal)
        bare = self.record.kind is RecordKind.STATEMENT and 2 * len(quote) < len(sentence)
        return sentence if bare else quote

    def evidence(self, key: str, day: PartialDay | None, *beside: str) -> dict[str, Any]:
        """Return evidence: the day, the report as its source, and where in it in a note."""
        on = {key: str(day)} if day else {}
        if day and day.first > self.desk.published:
            self.lacks.append(Lack("on", f"{day} lies after the day of publication"))
        told = (by_model(self.proposal.record), self.edited or f"accepted by {self.by}")
        made = f"[{self.desk.mark(self.proposal)}; {'; '.join(filter(None, told))}]"
        note = " ".join(part for part in (self.changes.get("note"), *beside, made) if part)
        return {**on, "sources": [self.desk.source_id], "note": note}

    def told(self, *beside: str) -> dict[str, Any]:
        """Return evidence of something said or promised: of the report's day where none is told."""
        start, end = self.record.start, self.record.end
        dated = self.record.kind is RecordKind.STATEMENT or {"on", "start"} & set(self.changes)
        day = self.desk.partial(start, end) if dated and start and end else None
        if day is None or day.first > self.desk.published:
            day = PartialDay.of(self.desk.published)
            self.assumed.append(f"on which day is not told: it is put on {day}, the report's day")
        return self.evidence("on", day, *beside)

    def happened(self) -> dict[str, Any]:
        """Return evidence of something that is told as done."""
        start, end = self.record.start, self.record.end
        if start is not None and end is None:
            return self.evidence("since", self._since(start), self.quoted)
        if start is None or end is None:
            self.lacks.append(Lack("on", "the day is not told"))
            return self.evidence("on", None, self.quoted)
        day = self.desk.partial(start, end)
        if day is None:
            what = f"between {start.date()} and {end.date()}, in no one day, month or year"
            self.lacks.append(Lack("on", f"it was {what}"))
        return self.evidence("on", day, self.quoted)

    def _since(self, start: datetime) -> PartialDay:
        """Return a beginning as exactly as it was told: since December is no day."""
        given = self.changes.get("start", "")
        if given and "T" not in given:
            return PartialDay.parse(given)
        day = start.astimezone(self.desk.zone).date()
        told = {one.granularity for one in self.desk.read.dates if one.start == start}
        if Granularity.YEAR in told:
            return PartialDay(day.year)
        exact = given or day.day > 1 or told & {Granularity.DAY, Granularity.INSTANT}
        return PartialDay.of(day) if exact else PartialDay(day.year, day.month)

    def plan(self, what: str, name: str, fields: Mapping[str, Any], under: str | None) -> Plan:
        """Return what was made."""
        return Plan(
            Room.PROCESS,
            what,
            name,
            fields,
            under,
            tuple(self.actors.values()),
            tuple(dict.fromkeys(self.lacks)),
            tuple(dict.fromkeys(self.assumed)),
        )


def process_plan(
    desk: Desk,
    proposal: Proposal,
    record: Record,
    sort: Sort,
    changes: Mapping[str, str],
    *,
    by: str,
    others: Sequence[Proposal],
    edited: str = "",
) -> Plan:
    """Return the entry of the process file that a proposal becomes.

    Parameters
    ----------
    desk
        The report, and the file.
    proposal
        As it was read.
    record
        Its record, as a person corrected it.
    sort
        What it becomes.
    changes
        What the person set.
    by
        Who accepts it.
    others
        All proposals of the report.
    edited
        Who changed what, in words; empty where nothing was changed.
    """
    draft = _Draft(desk, proposal, record, changes, by, others, edited)
    if "of" in changes:
        return _under(draft, changes["of"])
    return _commitment(draft) if sort.what == "commitment" else _step(draft, StepKind(sort.kind))


def _id(draft: _Draft, word: str) -> str:
    """Return an id made of the report, the place of the words and what it is."""
    key = draft.proposal.key
    nth = f"-{key.nth}" if key.nth else ""
    made = f"{slug(word)[:24]}-{key.report[:8]}-{key.span.start}-{key.span.end}{nth}"
    chosen = draft.changes.get("id", made)
    if draft.desk.written and chosen in ids_of(draft.desk.written.process):
        draft.lacks.append(Lack("id", f"the file has the id {chosen} already"))
    return chosen


def _step(draft: _Draft, kind: StepKind) -> Plan:
    record, changes = draft.record, draft.changes
    word = record.process or (record.type or kind.value).lower()
    said = record.kind is RecordKind.STATEMENT
    who = record.speaker if said else (*record.actor, *record.recipient)
    fields: dict[str, Any] = {"id": _id(draft, f"{'said' if said else word}"), "kind": kind.value}
    fields["name"] = changes.get("name", _step_name(draft, word, who, said=said))
    actors = draft.ids(who)
    if actors:
        fields["actors"] = actors
    if record.place:
        fields["place"] = words.clean(record.place)
    if kind in _WITH_REASON:
        fields["reason"] = changes.get("reason", draft.desk.sentence(draft.proposal))
        draft.assumed += (
            [] if "reason" in changes else ["its reason is taken to stand in its words"]
        )
    if record.killed or record.injured or (record.quantity and not record.start):
        draft.assumed.append("its numbers stand in its words alone")
    if kind is StepKind.SUSPENSION:
        draft.assumed.append("the process counts as suspended from then on, until it is resumed")
    if said:
        fields["done"] = draft.told(draft.quoted)
    elif record.modality is Modality.HAPPENED:
        fields["done"] = draft.happened()
    else:
        fields["declared"] = [_declared(draft)]
    draft.assumed += _alike(draft, kind, actors, (fields.get("done") or {}).get("on"))
    return draft.plan("step", fields["id"], fields, None)


def _step_name(draft: _Draft, word: str, who: Sequence[str], *, said: bool) -> str:
    names = ", ".join(dict.fromkeys(called(one) for one in who))
    if said:
        return _short(f"{names or 'Somebody'}: {draft.said}")
    told = word[:1].upper() + word[1:]
    return _short(f"{told} ({names})" if names else told)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1].rstrip()}…"


def _declared(draft: _Draft) -> dict[str, Any]:
    """Return that somebody said so: the speaker, else who does it."""
    record = draft.record
    who = record.speaker or record.claimed_by or record.actor
    by = draft.needed(who, "speaker", "nobody is named who says so")
    told = draft.told(*_times(record))
    on = {"on": told.pop("on")}
    return {**on, "by": by, "says": draft.said, **told}


def _commitment(draft: _Draft) -> Plan:
    record, changes = draft.record, draft.changes
    word = record.process or (record.type or "commitment").lower()
    act = changes.get("act", _ACTS.get(record.process or "", word))
    conditions = conditions_beside(draft.proposal, draft.others)
    beside = [draft.quoted, *(f"Condition: “{draft.desk.quote(one)}”" for one in conditions)]
    beside += _times(record)
    who = record.actor or record.speaker
    names = ", ".join(called(one) for one in who)
    fields: dict[str, Any] = {
        "id": _id(draft, word),
        "name": changes.get("name", _short(f"{act[:1].upper()}{act[1:]} ({names})")),
        "by": draft.needed(who, "actor", "nobody is named who has to do it"),
    }
    to = draft.ids(record.recipient)
    if to:
        fields["to"] = to
    fields["act"] = act
    fields["agreed"] = draft.told(*beside)
    fields |= _quantity(draft)
    if "due" in changes:
        fields["due"] = changes["due"]
    elif record.start or record.end:
        draft.assumed.append("a day is told with it; if it is the deadline, say so with due=DAY")
    draft.assumed += _alike(draft, act, fields["by"], None)
    return draft.plan("commitment", fields["id"], fields, None)


def _times(record: Record) -> list[str]:
    """Return in words for when it was told, of what is said or promised."""
    if record.kind is RecordKind.STATEMENT or not (record.start or record.end):
        return []
    ends = [at.isoformat(timespec="minutes") if at else "…" for at in (record.start, record.end)]
    return [f"Told for {ends[0]} to {ends[1]}."]


def ids_of(process: Process) -> set[str]:
    """Return the ids that conditions may name: what shares one set of them.

    Parameters
    ----------
    process
        As its file tells it.
    """
    lists = (process.steps, process.commitments, process.gates, process.phases, process.incidents)
    return {one.id for items in lists for one in items}


def _alike(draft: _Draft, what: str, who: Sequence[str], on: str | None) -> list[str]:
    """Tell of entries in the file that may say the same."""
    process = draft.desk.written.process if draft.desk.written else None
    day = PartialDay.parse(on) if on else None
    found: list[Step | Commitment] = []
    for step in process.steps if process and day else ():
        then = step.done.on if step.done else None
        near = then is not None and day and then.first <= day.last and day.first <= then.last
        if near and step.kind == what and (not who or set(who) & set(step.actors)):
            found.append(step)
    found += [
        one
        for one in (process.commitments if process else ())
        if one.act == what and set(who) & set(one.by)
    ]
    return [
        f"the file may tell it already: {one.id} ({one.name}); of={one.id} puts it there"
        for one in found[:_ALIKE]
    ]


def _quantity(draft: _Draft) -> dict[str, str]:
    record = draft.record
    if record.quantity is None:
        return {}
    if not record.unit or record.quantity == 0:
        draft.assumed.append(f"{record.quantity:g} of what is not told: left out; say unit=...")
        return {}
    return {"quantity": f"{record.quantity:.12g}", "unit": words.clean(record.unit)}


def _under(draft: _Draft, key: str) -> Plan:
    """Return a part of a step or a commitment that stands in the file."""
    written = draft.desk.written
    steps: Sequence[Step | Commitment] = ()
    if written is not None:
        steps = (*written.process.steps, *written.process.commitments)
    one = next((item for item in steps if item.id == key), None)
    name = f"{draft.desk.mark(draft.proposal)} under {key}"
    if one is None:
        why = f"the process file has no step or commitment {words.clean(key)!r}"
        draft.lacks.append(Lack("of", why))
        return draft.plan("declared", name, {}, key)
    record = draft.record
    if record.kind in (RecordKind.STATEMENT, RecordKind.CONDITION) or (
        record.modality is not Modality.HAPPENED
    ):
        return draft.plan("declared", name, _declared(draft), key)
    told = draft.happened()
    if isinstance(one, Commitment) and one.quantity is not None:
        if record.quantity is None:
            draft.lacks.append(Lack("quantity", f"how many {one.unit} is not told"))
        elif record.unit != one.unit:
            draft.assumed.append(f"it is counted in {one.unit}, as the commitment is")
        on: dict[str, Any] = {part: told.pop(part) for part in _DAYS if part in told}
        more = f"{record.quantity or 0:.12g}"
        return draft.plan("progress", name, {**on, "more": more, **told}, key)
    if one.done is not None:
        draft.lacks.append(Lack("of", f"{key} is told as done in the file already"))
    return draft.plan("done", name, told, key)
