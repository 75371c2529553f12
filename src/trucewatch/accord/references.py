"""Which ids a process file names, and whether each stands for something."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from trucewatch.accord.condition_form import ConditionForm
from trucewatch.accord.process_form import EvidenceForm, ProcessForm
from trucewatch.forms.problems import Problem
from trucewatch.forms.yaml_lines import KeyPath

STEPS, ANY = ("steps",), ("steps", "commitments", "gates", "phases")
_WORDS = {
    "actors": "an actor",
    "sources": "a source",
    "zones": "a zone",
    "truces": "a truce",
    "steps": "a step",
    "commitments": "a commitment",
    "gates": "a gate",
    "phases": "a phase",
}


class Named(NamedTuple):
    """An id that is named somewhere, and the lists it may stand in."""

    path: KeyPath
    id: str
    lists: tuple[str, ...]


def reference_problems(form: ProcessForm) -> Iterator[Problem]:
    """Find ids that stand for nothing, and say which was probably meant."""
    known = {key: [one.id for one in getattr(form, key)] for key in _WORDS}
    for path, name, lists in named(form):
        ids = [one for key in lists for one in known[key]]
        if name in ids:
            continue
        meant = get_close_matches(name, ids, n=1)
        wanted = " or ".join(_WORDS[key] for key in lists)
        what = f"{_shown(path)}: {name!r} is not the id of {wanted}"
        elsewhere = [_WORDS[key] for key, some in known.items() if name in some]
        if elsewhere:
            what += f"; it is {elsewhere[0]}"
        mend = f"did you mean {meant[0]}?" if meant else f"add it under {lists[0]}, or correct it"
        yield Problem(path, what, mend)


def _shown(path: KeyPath) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def named(form: ProcessForm) -> Iterator[Named]:
    """Return every id that is named anywhere."""
    for key in ("parties", "mediators", "guarantors", "observers"):
        yield from _each((key,), getattr(form, key), ("actors",))
    for key in ("actors", "incidents", "counts", "zones", "phases"):
        for index, one in enumerate(getattr(form, key)):
            yield from _each((key, index, "sources"), one.sources, ("sources",))
    yield from _in_roles(form)
    yield from _in_steps(form)
    yield from _in_commitments(form)
    yield from _in_readings(form)
    for index, incident in enumerate(form.incidents):
        if incident.actor is not None:
            yield Named(("incidents", index, "actor"), incident.actor, ("actors",))
    for index, gate in enumerate(form.gates):
        yield from _in_evidence(("gates", index), {"agreed": gate.agreed})
        yield from _in_condition(("gates", index, "when"), gate.when)
    for index, phase in enumerate(form.phases):
        yield from _in_condition(("phases", index, "begins"), phase.begins)


def _in_roles(form: ProcessForm) -> Iterator[Named]:
    for index, actor in enumerate(form.actors):
        for number, role in enumerate(actor.roles):
            path: KeyPath = ("actors", index, "roles", number)
            yield from _each((*path, "sources"), role.sources, ("sources",))
            if role.of is not None:
                yield Named((*path, "of"), role.of, ("actors",))


def _each(path: KeyPath, ids: Iterable[str], lists: tuple[str, ...]) -> Iterator[Named]:
    for number, name in enumerate(ids):
        yield Named((*path, number), name, lists)


def _in_steps(form: ProcessForm) -> Iterator[Named]:
    for index, step in enumerate(form.steps):
        path: KeyPath = ("steps", index)
        yield from _each((*path, "actors"), step.actors, ("actors",))
        yield from _in_sayings(path, step.declared)
        yield from _in_evidence(path, {"done": step.done})
        if step.needs:
            yield from _in_condition((*path, "needs"), step.needs)


def _in_commitments(form: ProcessForm) -> Iterator[Named]:
    for index, one in enumerate(form.commitments):
        path: KeyPath = ("commitments", index)
        for key in ("by", "to"):
            yield from _each((*path, key), getattr(one, key), ("actors",))
        yield from _in_sayings(path, one.declared)
        keys = ("agreed", "done", "waived", "broken_off")
        yield from _in_evidence(path, {key: getattr(one, key) for key in keys})
        for key in ("progress", "exemptions"):
            for number, part in enumerate(getattr(one, key)):
                yield from _each((*path, key, number, "sources"), part.sources, ("sources",))
        if one.due and one.due.after is not None:
            yield Named((*path, "due", "after"), one.due.after, ANY)
        if one.needs:
            yield from _in_condition((*path, "needs"), one.needs)


def _in_sayings(path: KeyPath, sayings: Iterable[EvidenceForm]) -> Iterator[Named]:
    for number, saying in enumerate(sayings):
        yield from _each((*path, "declared", number, "by"), getattr(saying, "by", ()), ("actors",))
        yield from _each((*path, "declared", number, "sources"), saying.sources, ("sources",))


def _in_evidence(path: KeyPath, parts: Mapping[str, EvidenceForm | None]) -> Iterator[Named]:
    for key, one in parts.items():
        if one is not None:
            yield from _each((*path, key, "sources"), one.sources, ("sources",))


def _in_readings(form: ProcessForm) -> Iterator[Named]:
    for index, reading in enumerate(form.readings):
        if reading.holder is not None:
            yield Named(("readings", index, "holder"), reading.holder, ("actors",))
        for number, rule in enumerate(reading.rules):
            path = ("readings", index, "rules", number)
            for key, lists in (("actors", "actors"), ("zones", "zones"), ("outside", "zones")):
                yield from _each((*path, key), getattr(rule, key), (lists,))
            yield from _each((*path, "sources"), rule.sources, ("sources",))


def _in_condition(path: KeyPath, condition: ConditionForm) -> Iterator[Named]:
    for below, name, lists in walk(condition):
        yield Named((*path, *below), name, lists)
    yield from _actors_in(path, condition)


def _actors_in(path: KeyPath, condition: ConditionForm) -> Iterator[Named]:
    if condition.declared is not None:
        yield from _each((*path, "declared", "by"), condition.declared.by, ("actors",))
    if condition.estimated is not None:
        name = condition.estimated.truce
        yield Named((*path, "estimated", "truce"), name, ("truces",))
    for key in ("all", "any"):
        for number, part in enumerate(getattr(condition, key)):
            yield from _actors_in((*path, key, number), part)


def walk(condition: ConditionForm) -> Iterator[Named]:
    """Return the ids of what a condition waits for, with their paths below it."""
    if condition.done is not None:
        yield Named(("done",), condition.done, ANY)
    if condition.declared is not None:
        yield Named(("declared", "what"), condition.declared.what, ("steps", "commitments"))
    if condition.calm is not None:
        for key in ("after", "until"):
            name = getattr(condition.calm, key)
            if name is not None:
                yield Named(("calm", key), name, STEPS)
        yield from _each(("calm", "reset_by"), condition.calm.reset_by, STEPS)
    for key in ("all", "any"):
        for number, part in enumerate(getattr(condition, key)):
            for path, name, lists in walk(part):
                yield Named((key, number, *path), name, lists)
