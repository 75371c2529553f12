"""What a proposal becomes: an allegation, a claim, a step, a commitment, or nothing yet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trucewatch.domain.process import StepKind
from trucewatch.domain.reading import Modality, Record, RecordKind
from trucewatch.domain.review import Proposal
from trucewatch.register.kinds import kind_told, kinds

UNTOLD_KIND = "attack"
"""The kind of act where a report tells of no means."""

_BY_TAG = {
    "truce agreed": StepKind.AGREEMENT,
    "truce extended": StepKind.AGREEMENT,
    "truce begun": StepKind.TRUCE,
    "truce held": StepKind.TRUCE,
    "truce ended": StepKind.DECISION,
    "talks opened": StepKind.TALKS,
    "talks held": StepKind.TALKS,
    "talks called off": StepKind.SUSPENSION,
    "talks resumed": StepKind.RESUMPTION,
    "agreement signed": StepKind.AGREEMENT,
    "agreement reached": StepKind.AGREEMENT,
    "delegation met": StepKind.MEETING,
    "prisoners released": StepKind.ACTION,
    "troops withdrawn": StepKind.ACTION,
    "access granted": StepKind.ACTION,
}
_BY_TYPE = {
    "AGREE": StepKind.AGREEMENT,
    "CONSULT": StepKind.MEETING,
    "SUPPORT": StepKind.ACTION,
    "CONCEDE": StepKind.DECISION,
    "COOPERATE": StepKind.ACTION,
    "AID": StepKind.ACTION,
    "RETREAT": StepKind.ACTION,
    "REQUEST": StepKind.ANNOUNCEMENT,
    "ACCUSE": StepKind.ANNOUNCEMENT,
    "REJECT": StepKind.DECISION,
    "THREATEN": StepKind.ANNOUNCEMENT,
    "PROTEST": StepKind.ACTION,
    "SANCTION": StepKind.DECISION,
    "MOBILIZE": StepKind.ACTION,
    "COERCE": StepKind.ACTION,
}
_ADMITS = re.compile(r"\b(admit|acknowledge|claim(s|ed|ing)? responsibility|concede)", re.I)
_DENIES = re.compile(r"\b(den(y|ies|ied|ying)|disown|reject(s|ed|ing)? (the )?(claim|accus))", re.I)
_UNDONE = {
    Modality.POSSIBLE: "is told as possible, not as done",
    Modality.DEMANDED: "is asked for, not done",
    Modality.THREATENED: "is threatened, not done",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """What a proposal becomes.

    Attributes
    ----------
    what
        allegation, count, admission, denial, step, commitment; None: nothing, for the reason
        ``why``.
    kind
        Of the act or the step.
    """

    what: str | None
    kind: str = ""
    why: str = ""


def sort_of(
    proposal: Proposal, record: Record, changes: Mapping[str, str], others: Sequence[Proposal]
) -> Sort:
    """Return what a proposal becomes.

    Parameters
    ----------
    proposal
        The proposal.
    record
        Its record, as a person corrected it.
    changes
        What the person set.
    others
        All proposals of the report.
    """
    if record.negated:
        return Sort(None, why="the report says that it did not happen")
    if record.modality in _UNDONE:
        return Sort(None, why=f"it {_UNDONE[record.modality]}")
    if "type" in changes:
        return _chosen(changes["type"])
    if record.kind is RecordKind.STATEMENT:
        return _statement(record)
    if record.kind is RecordKind.COMMITMENT:
        return Sort("commitment")
    if record.kind is RecordKind.CONDITION:
        if "of" in changes:
            return Sort("step", StepKind.ANNOUNCEMENT)
        why = "a condition has no entry of its own: a commitment told beside it names it"
        return Sort(None, why=f"{why}; of=ID puts it under a step or a commitment")
    if record.kind is RecordKind.TRUCE:
        return Sort("step", StepKind.TRUCE)
    return _event(proposal, record, others)


def _chosen(name: str) -> Sort:
    if name in kinds():
        return Sort("allegation", name)
    return Sort("step", name) if name in list(StepKind) else Sort(name)


def _statement(record: Record) -> Sort:
    if _DENIES.search(record.quote):
        return Sort("denial")
    if _ADMITS.search(record.quote):
        return Sort("admission")
    return Sort("step", StepKind.ANNOUNCEMENT)


def _event(proposal: Proposal, record: Record, others: Sequence[Proposal]) -> Sort:
    happened = record.modality is Modality.HAPPENED
    told = kind_told(record.quote)
    if record.type == "ASSAULT" or (record.type == "COERCE" and told in ("detention", "abduction")):
        if happened:
            return Sort("allegation", told or UNTOLD_KIND)
        if record.modality is Modality.HABITUAL and (record.killed or record.injured):
            return Sort("count")
        return Sort(None, why="violence that is not told as done is no allegation")
    if record.modality is Modality.HABITUAL:
        return Sort(None, why="it is told as a habit, of no day")
    if not happened:
        twin = next(
            (
                one.number
                for one in others
                if one.record.kind is RecordKind.COMMITMENT and one.key.span == proposal.key.span
            ),
            None,
        )
        if twin is not None:
            return Sort(None, why=f"it is the commitment of proposal {twin}")
    if record.type == "REJECT" and _DENIES.search(record.quote):
        return Sort("denial")
    step = _BY_TAG.get(record.process or "") or _BY_TYPE.get(record.type or "")
    if step is None:
        return Sort(None, why="no kind of step is known for it; choose one with type=KIND")
    return Sort("step", step)
