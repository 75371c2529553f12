"""The proposals of a report, numbered, and the words by which some of them are meant."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trucewatch import words
from trucewatch.domain.reading import RULES, Read, Record, Span
from trucewatch.domain.review import Key, Lack, Plan, Proposal, Room
from trucewatch.errors import QuestionError
from trucewatch.usecases.review_changes import as_written

_AS_READ = (
    "process", "actor", "recipient", "speaker", "start", "end", "place", "killed", "injured",
    "quantity", "unit", "modality", "negated", "claimed_by",
)  # fmt: skip


def proposals(found: Read) -> tuple[Proposal, ...]:
    """Return everything that a report proposes, numbered, each with its sentences.

    Parameters
    ----------
    found
        What was read out of a report.

    Examples
    --------
    >>> from trucewatch.usecases.read import read
    >>> proposals(read("Talks began on Monday.", published="2020-02-21"))[0].number
    1
    """
    seen = Counter[tuple[Span, str]]()
    made: dict[int, Proposal] = {}
    sentences = sorted(one.span for one in found.sentences)
    ends = [one.end for one in sentences]
    # Those of the rules are counted first, so that a model changes none of their keys.
    for number, record in sorted(enumerate(found.records, 1), key=lambda it: it[1].origin != RULES):
        nth = seen[record.span, record.kind.value]
        seen[record.span, record.kind.value] += 1
        key = Key(found.document.sha256, record.span, record.kind.value, record.rule, nth)
        made[number] = Proposal(number, key, record, _around(record.span, sentences, ends))
    return tuple(made[number] for number in sorted(made))


def _around(span: Span, sentences: Sequence[Span], ends: Sequence[int]) -> Span:
    """Return the stretch from the first to the last sentence that a span touches."""
    start, end = span.start, span.end
    for one in sentences[bisect_right(ends, span.start) :]:
        if one.start >= span.end:
            break
        start, end = min(start, one.start), max(end, one.end)
    return Span(start, end)


def numbers(text: str, most: int) -> list[int]:
    """Read which proposals are meant: all, or numbers and stretches of them.

    Parameters
    ----------
    text
        Such as ``all`` or ``1,3-5``.
    most
        How many there are.

    Raises
    ------
    QuestionError
        When it is neither, or there is no such proposal.

    Examples
    --------
    >>> numbers("1,3-5", 9), numbers("all", 2)
    ([1, 3, 4, 5], [1, 2])
    """
    if text.strip() == "all":
        return list(range(1, most + 1))
    found: list[int] = []
    for part in text.split(","):
        low, sign, high = (one.strip() for one in part.partition("-"))
        ends = [low, high] if sign else [low, low]
        if not all(one.isascii() and one.isdecimal() and len(one) < 8 for one in ends):
            raise QuestionError(f"{part!r} names no proposals", remedy="write all, or 1,3-5")
        first, last = map(int, ends)
        if not 1 <= first <= last <= most:
            raise QuestionError(f"{part!r} is not within the proposals 1 to {most}")
        found += range(first, last + 1)
    return list(dict.fromkeys(found))


def as_read(record: Record) -> dict[str, str]:
    """Return a record as it was read, for the file of decisions.

    Parameters
    ----------
    record
        As the rules made it.
    """
    told = {name: as_written(record, name) for name in _AS_READ}
    told = {name: text for name, text in told.items() if text not in ("none", "no")}
    if record.type:
        told["type"] = record.type
    return {**told, "quote": record.quote, "origin": record.origin}


def with_note(plan: Plan, record: Record, edited: str) -> Plan:
    """Return a plan of the register that tells of the model that proposed it, and of edits.

    Parameters
    ----------
    plan
        What would be written down.
    record
        As it was read.
    edited
        Who changed what, in words; empty where nothing was changed.
    """
    told = "; ".join(filter(None, (by_model(record), edited)))
    if not told:
        return plan
    name = "text" if plan.what == "allegation" else "note"
    text = f"{plan.fields[name]} [{told[:1].upper()}{told[1:]}]"
    return replace(plan, fields={**plan.fields, name: text})


def by_model(record: Record) -> str:
    """Return in words that a model proposed a record; empty where the rules did."""
    return "" if record.origin == RULES else f"proposed by {words.clean(record.origin)}"


def unusable(plan: Plan) -> str | None:
    """Return why an accepted proposal cannot be written down any more; None where it can.

    Parameters
    ----------
    plan
        What would be written down of it.
    """
    if plan.room is Room.NOWHERE:
        return plan.what
    return f"lacks {plan.lacks[0].field}: {plan.lacks[0].why}" if plan.lacks else None


def lacking(number: int, lack: Lack) -> QuestionError:
    """Return the error for what a person has to say first.

    Parameters
    ----------
    number
        Of the proposal.
    lack
        What is needed and not told.
    """
    return QuestionError(
        f"proposal {number} lacks {lack.field}: {lack.why}", remedy=f"say {lack.field}=..."
    )
