"""What a language model answered, made into records that the text bears out; the rest is rejected.

The answer is text from outside, and nothing in it is believed: a quote stands in the report word
for word, and its place is found here; numbers stand in its sentence, names in the report.
"""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from trucewatch import words
from trucewatch.domain.reading import Modality, People, Record, RecordKind, Rejected, Span
from trucewatch.errors import ModelError
from trucewatch.reading.model_request import Part, asked, process_tags
from trucewatch.reading.model_support import Support, UnsupportedError

MOST = 500
"""Records that are taken from one report."""
_SAID = 300
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)\n?\s*```", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)

_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Names = Annotated[list[_Name], Field(max_length=20)]
_Count = Annotated[int, Field(ge=0, le=10_000_000)]
_Time = Annotated[str, Field(max_length=40)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class _Range(_Form):
    min: _Count
    max: _Count | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "_Range":
        if self.max is None and self.min == 0:
            raise ValueError("tells no number")
        if self.max is not None and self.max < self.min:
            raise ValueError("the most is less than the least")
        return self


class Said(_Form):
    """One record as a model says it; ``span``, ``rule`` and ``origin`` are never taken from it."""

    kind: Literal["event", "statement", "commitment", "condition", "truce", "process"]
    quote: Annotated[str, Field(min_length=1, max_length=1500)]
    type: str | None = None
    process: str | None = None
    actor: _Names = []
    recipient: _Names = []
    speaker: _Names = []
    claimed_by: _Names = []
    start: _Time | None = None
    end: _Time | None = None
    place: _Name | None = None
    killed: _Range | None = None
    injured: _Range | None = None
    quantity: Annotated[float, Field(ge=0, le=1e12)] | None = None
    unit: Annotated[str, Field(max_length=50)] | None = None
    modality: Literal["happened", "planned", "possible", "demanded", "threatened", "habitual"] = (
        "happened"
    )
    negated: bool = False
    span: Any = None
    rule: Any = None
    origin: Any = None

    @model_validator(mode="after")
    def _whole(self) -> "Said":
        if self.type is not None and self.type not in asked().types:
            raise ValueError("its type is none of the types")
        if self.process is not None and self.process not in process_tags():
            raise ValueError("its process is none of the tags")
        needed = {"event": self.type, "process": self.process, "statement": self.speaker}
        lacking = {"event": "type", "process": "process tag", "statement": "speaker"}
        if self.kind in needed and not needed[self.kind]:
            raise ValueError(f"a record of this kind needs a {lacking[self.kind]}")
        return self


def proposals(answer: str) -> list[object]:
    """Return the records of an answer, unchecked.

    Parameters
    ----------
    answer
        The words of the model: a JSON object with ``records``, also inside a code fence.

    Raises
    ------
    ModelError
        When it is no such object.

    Examples
    --------
    >>> proposals('```json\\n{"records": []}\\n```')
    []
    """
    text = _THOUGHT.sub("", answer, count=1)
    fenced = _FENCE.search(text)
    text = fenced.group(1) if fenced and not text.lstrip().startswith(("{", "[")) else text
    try:
        made = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ModelError("answered no JSON") from error
    found = made.get("records") if isinstance(made, dict) else made
    if not isinstance(found, list):
        raise ModelError("answered JSON without a list of records")
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def supported(
    proposed: Sequence[object], part: Part, support: Support, origin: str
) -> tuple[list[Record], list[Rejected]]:
    """Return the records that the text bears out, and the others with the reason.

    Parameters
    ----------
    proposed
        What the model said, unchecked.
    part
        The part of the report that it was asked about.
    support
        What the text holds.
    origin
        Of the records.

    Examples
    --------
    >>> from trucewatch.domain.reading import Document, Read, Sentence
    >>> from trucewatch.reading.model_request import parts
    >>> text = "Rebels killed nine people."
    >>> report = Document(text, None, None, "", None, "UTC")
    >>> found = Read(report, (Sentence(Span(0, 26)),), (), (), ())
    >>> said = {"kind": "event", "type": "ASSAULT", "quote": "killed nine people"}
    >>> more = [said | {"killed": {"min": n, "max": n}} for n in (9, 500)]
    >>> kept, rejected = supported(more, parts(report)[0], Support(found), "model m")
    >>> kept[0].killed, rejected[0].why
    (People(least=9, most=9), '500 killed is not told in the sentence of its quote')
    """
    kept: list[Record] = []
    rejected: list[Rejected] = []
    for raw in proposed:
        try:
            record = _record(raw, part, support, origin)
            if any(record == other for other in kept):
                raise UnsupportedError("is proposed twice")
        except UnsupportedError as error:
            rejected.append(Rejected(origin, _shown(raw), str(error)))
        else:
            kept.append(record)
    return kept, rejected


def _record(raw: object, part: Part, support: Support, origin: str) -> Record:
    try:
        said = Said.model_validate(raw)
    except ValidationError as error:
        raise UnsupportedError(_first(error)) from error
    span, remark = support.place_of(said.quote, part.span)
    start, end = support.times(said.start, said.end, said.modality)
    return Record(
        RecordKind(said.kind),
        span,
        span.of(support.text),
        origin + remark + support.own_times(start, end),
        said.type,
        said.process,
        support.actors("actor", said.actor),
        support.actors("recipient", said.recipient),
        support.actors("speaker", said.speaker),
        start,
        end,
        support.words_of("place", said.place),
        _people("killed", said.killed, span, support),
        _people("injured", said.injured, span, support),
        support.quantity(said.quantity, span),
        support.unit(said.unit),
        Modality(said.modality),
        said.negated,
        support.actors("claimant", said.claimed_by),
        origin,
    )


def _people(
    what: Literal["killed", "injured"], told: _Range | None, span: Span, support: Support
) -> People | None:
    if told is None:
        return None
    for number in {told.max} if told.min == 0 else {told.min, told.max}:
        if number is not None:
            support.count(what, number, span)
    return People(told.min, told.max)


def _first(error: ValidationError) -> str:
    """Return the first of what is wrong, in one line and without what was given."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    return words.clean(f"{where}: {what}" if where else what)[:_SAID]


def _shown(raw: object) -> str:
    try:
        text = words.clean(json.dumps(raw, ensure_ascii=False))
    except RecursionError:
        text = "…"
    return text if len(text) <= _SAID else f"{text[: _SAID - 1]}…"
