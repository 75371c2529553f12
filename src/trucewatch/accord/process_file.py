"""Process files: a peace process written as data by a person, read into :class:`Process`."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from trucewatch.accord.condition_form import ConditionForm
from trucewatch.accord.process_form import (
    ActorForm,
    CommitmentForm,
    CountForm,
    EvidenceForm,
    IncidentForm,
    ProcessForm,
    ReadingForm,
    SayingForm,
    StepForm,
    ZoneForm,
)
from trucewatch.accord.process_problems import contradictions
from trucewatch.days import DaySpan, PartialDay
from trucewatch.domain.conditions import (
    AllOf,
    AnyOf,
    Calm,
    Condition,
    Declared,
    Done,
    Estimated,
    Reached,
)
from trucewatch.domain.process import (
    Actor,
    Commitment,
    Count,
    Due,
    Evidence,
    Exemption,
    Gate,
    Phase,
    Process,
    Progress,
    RecordedIncident,
    Role,
    Saying,
    Source,
    Step,
)
from trucewatch.domain.rule import Act, Reading, Rule, Spot, Zone
from trucewatch.errors import TruceFileError
from trucewatch.forms.problems import truce_file_error
from trucewatch.forms.written_file import parse_form, read_text

KIND = "a process file"
MOST_BYTES = 10_000_000

_Published = Mapping[str, PartialDay]


def read_process(path: Path | str) -> Process:
    """Read a process file.

    Parameters
    ----------
    path
        A YAML file in UTF-8 of at most 10 MB.

    Returns
    -------
    Process
        As the file tells it.

    Raises
    ------
    TruceFileError
        When it cannot be read, is not well formed, or contradicts itself; the message names the
        line.

    Examples
    --------
    >>> from trucewatch.accord.cases import process_file
    >>> read_process(process_file("doha-2020")).parties
    ('united-states', 'taliban')
    """
    return parse_process(read_text(path, most=MOST_BYTES), where=str(path))


def parse_process(text: str, *, where: str) -> Process:
    r"""Read a process file that is already in memory.

    Parameters
    ----------
    text
        The YAML text.
    where
        Its name in messages.

    Raises
    ------
    TruceFileError
        When it is not well formed or contradicts itself; the message names the line.

    Examples
    --------
    >>> parse_process("id: kabul\nnmae: A process\n", where="process.yaml")
    Traceback (most recent call last):
        ...
    trucewatch.errors.TruceFileError: process.yaml, line 1: zone is missing (and 4 more)
    """
    refuse_truce(text, where=where)
    form, lines = parse_form(text, ProcessForm, where=where, kind=KIND)
    if problems := [*contradictions(form)]:
        raise truce_file_error(problems, lines, where=where)
    return build(form)


def refuse_truce(text: str, *, where: str) -> None:
    """Say it in one sentence where a truce file is given for a process file.

    Parameters
    ----------
    text
        The YAML text.
    where
        Its name in messages.

    Raises
    ------
    TruceFileError
        When it is one.
    """
    keys = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    if {"start", "kind"} <= keys and not keys & {"actors", "phases"}:
        raise TruceFileError(
            "is a truce file, which tells of one window only",
            where=where,
            remedy="write a process file that names it under truces",
        )


def process_schema() -> dict[str, Any]:
    """Return the JSON Schema of a process file, for editors that help with writing one.

    Examples
    --------
    >>> process_schema()["properties"]["zone"]["description"]
    'The time zone whose days are meant.'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ProcessForm.model_json_schema(),
        "title": "Process file",
    }


def build(form: ProcessForm) -> Process:
    """Turn a form that holds no contradiction into the process it tells of."""
    published = {source.id: source.published for source in form.sources}
    return Process(
        id=form.id,
        name=form.name,
        zone=form.zone.key,
        actors=tuple(_actor(one) for one in form.actors),
        parties=form.parties,
        mediators=form.mediators,
        guarantors=form.guarantors,
        observers=form.observers,
        truces=tuple((one.id, one.file) for one in form.truces),
        sources=tuple(Source(**dict(one)) for one in form.sources),
        steps=tuple(_step(one, published) for one in form.steps),
        commitments=tuple(_commitment(one, published) for one in form.commitments),
        zones=tuple(_zone(one) for one in form.zones),
        readings=tuple(_reading(one) for one in form.readings),
        incidents=tuple(_incident(one, published) for one in form.incidents),
        counts=tuple(_count(one, published) for one in form.counts),
        gates=tuple(
            Gate(one.id, one.name, _condition(one.when), _maybe(one.agreed, published))
            for one in form.gates
        ),
        phases=tuple(
            Phase(one.id, one.name, _condition(one.begins), one.sources) for one in form.phases
        ),
    )


def _actor(form: ActorForm) -> Actor:
    roles = tuple(Role(**dict(role)) for role in form.roles)
    return Actor(form.id, form.name, form.kind, form.aliases, roles, form.sources)


def _known(given: date | None, sources: Iterable[str], published: _Published, last: date) -> date:
    """Return when it could be known: as given, else with its earliest source, else at once."""
    if given is not None:
        return given
    return min((published[source].last for source in sources), default=last)


def _evidence(form: EvidenceForm, published: _Published) -> Evidence:
    ended = form.until or form.first
    last = form.first.last if form.since is not None else ended.last
    return Evidence(
        on=form.first,
        known=_known(form.known, form.sources, published, last),
        sources=form.sources,
        until=form.until,
        ongoing=form.since is not None,
        note=form.note,
    )


def _maybe(form: EvidenceForm | None, published: _Published) -> Evidence | None:
    return None if form is None else _evidence(form, published)


def _sayings(forms: Iterable[SayingForm], published: _Published) -> tuple[Saying, ...]:
    return tuple(
        Saying(form.by, form.says, _evidence(form, published), form.quantity) for form in forms
    )


def _step(form: StepForm, published: _Published) -> Step:
    return Step(
        id=form.id,
        kind=form.kind,
        name=form.name,
        actors=form.actors,
        place=form.place,
        reason=form.reason,
        needs=_condition(form.needs) if form.needs else None,
        declared=_sayings(form.declared, published),
        done=_maybe(form.done, published),
    )


def _commitment(form: CommitmentForm, published: _Published) -> Commitment:
    due = form.due
    return Commitment(
        id=form.id,
        name=form.name,
        by=form.by,
        to=form.to,
        act=form.act,
        agreed=_evidence(form.agreed, published),
        quantity=form.quantity,
        unit=form.unit,
        start=form.start,
        due=Due(due.on, due.after, due.days, due.months) if due else None,
        needs=_condition(form.needs) if form.needs else None,
        exemptions=tuple(
            Exemption(one.quantity, one.reason, _evidence(one, published))
            for one in form.exemptions
        ),
        declared=_sayings(form.declared, published),
        progress=tuple(
            Progress(_evidence(one, published), one.total, one.more) for one in form.progress
        ),
        done=_maybe(form.done, published),
        waived=_maybe(form.waived, published),
        broken_off=_maybe(form.broken_off, published),
    )


def _zone(form: ZoneForm) -> Zone:
    spots = tuple(Spot(one.latitude, one.longitude, one.km) for one in form.spots)
    return Zone(form.id, form.name, form.places, form.areas, spots, form.sources)


def _reading(form: ReadingForm) -> Reading:
    rules = tuple(Rule(**dict(rule)) for rule in form.rules)
    return Reading(**(dict(form) | {"rules": rules}))


def _incident(form: IncidentForm, published: _Published) -> RecordedIncident:
    circumstances: dict[str, bool | None] = dict.fromkeys(form.claimed)
    circumstances |= dict.fromkeys(form.circumstances, True)
    act = Act(
        day=form.first.first,
        actor=form.actor,
        act=form.act,
        weapon=form.weapon,
        target=form.target,
        places=form.places,
        exact=form.exact,
        circumstances=circumstances,
        last=form.first.last,
    )
    return RecordedIncident(form.id, form.name, act, _evidence(form, published), form.serious)


def _count(form: CountForm, published: _Published) -> Count:
    return Count(
        measure=form.measure,
        claimant=form.claimant,
        span=DaySpan(form.first_day, form.last_day + timedelta(days=1)),
        value=form.value,
        known=_known(form.known, form.sources, published, form.last_day),
        bound=form.bound,
        sources=form.sources,
    )


def _condition(form: ConditionForm) -> Condition:
    """Return the one condition that a form holds."""
    if form.done is not None:
        return Done(form.done)
    if form.declared is not None:
        return Declared(form.declared.what, form.declared.by)
    if form.day is not None:
        return Reached(form.day)
    if form.calm is not None:
        return Calm(**dict(form.calm))
    if form.estimated is not None:
        return Estimated(**dict(form.estimated))
    if form.all:
        return AllOf(tuple(_condition(part) for part in form.all))
    return AnyOf(tuple(_condition(part) for part in form.any))
