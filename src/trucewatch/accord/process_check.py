"""The consistency of a process file: every error, and what asks for a second look."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from operator import itemgetter

from trucewatch import words
from trucewatch.accord.index import HALTS, Index, condition_of
from trucewatch.accord.near_misses import near_misses
from trucewatch.accord.process_file import KIND, build, refuse_truce
from trucewatch.accord.process_form import ProcessForm
from trucewatch.accord.process_problems import contradictions, evidence_of
from trucewatch.accord.provisions import provisions
from trucewatch.accord.references import named
from trucewatch.accord.status import status_of
from trucewatch.accord.view import View
from trucewatch.domain.file_check import FileCheck, FileFinding, Weight
from trucewatch.domain.process import StepKind
from trucewatch.errors import TruceFileError
from trucewatch.forms.problems import Problem, line_of
from trucewatch.forms.written_file import try_form
from trucewatch.forms.yaml_lines import KeyPath


def check_process(text: str, *, where: str) -> FileCheck:
    r"""Return everything that is wrong or odd in a process file.

    Parameters
    ----------
    text
        The YAML text.
    where
        Its name.

    Examples
    --------
    >>> found = check_process("id: kabul\nnmae: A process\n", where="process.yaml")
    >>> found.errors, found.findings[-1].remedy
    (5, 'did you mean name?')
    """
    try:
        refuse_truce(text, where=where)
        form, problems, lines = try_form(text, ProcessForm, where=where, kind=KIND)
    except TruceFileError as error:
        line = str(error.where or "").rpartition("line ")[2]
        at = int(line) if line.isdigit() else 1
        return FileCheck(where, (FileFinding(Weight.ERROR, at, error.what, error.remedy),))
    if form is not None:
        problems = [*contradictions(form)]
    if form is None or problems:
        return FileCheck(where, _findings(problems, lines, Weight.ERROR))
    return FileCheck(where, _findings([*_odd(form)], lines, Weight.WARNING))


def _findings(
    problems: list[Problem], lines: Mapping[KeyPath, int], weight: Weight
) -> tuple[FileFinding, ...]:
    found = [FileFinding(weight, line_of(x.path, lines), x.what, x.remedy) for x in problems]
    return tuple(sorted(found, key=lambda one: one.line))


def _odd(form: ProcessForm) -> Iterator[Problem]:
    """Find what a file may hold but a person should look at."""
    yield from _unsourced(form)
    yield from _unused(form)
    yield from _early_deadlines(form)
    yield from _halts(form)
    yield from _acts(form)
    yield from near_misses(form)
    index = Index(build(form))
    view = View(index, index.last_day)
    yield from _before_conditions(form, view)
    yield from _gates(form, index)
    yield from _flags(form, view)


def _unsourced(form: ProcessForm) -> Iterator[Problem]:
    for path, name, one, happened in evidence_of(form):
        if happened and not one.sources:
            yield Problem(path, f"{name}: no source says so", "name one under sources")
    for index, count in enumerate(form.counts):
        if not count.sources:
            yield Problem(("counts", index), f"counts[{index}]: no source says so", "name one")


def _unused(form: ProcessForm) -> Iterator[Problem]:
    used = {one.id for one in named(form)}
    for key in ("sources", "actors", "zones", "truces"):
        for index, one in enumerate(getattr(form, key)):
            belongs = key == "actors" and one.roles  # a person stands for the side he speaks for
            if one.id not in used and not belongs:
                what = f"{key}[{index}]: nothing in the file names {one.id!r}"
                yield Problem((key, index), what, "take it out, or name it where it belongs")


def _early_deadlines(form: ProcessForm) -> Iterator[Problem]:
    """Find deadlines that lie before what they wait for is due, or before they were agreed."""
    dues = {one.id: one.due.on for one in form.commitments if one.due and one.due.on}
    for index, one in enumerate(form.commitments):
        if one.due is None or one.due.on is None:
            continue
        path: KeyPath = ("commitments", index, "due")
        if one.due.on.last < one.agreed.first.first:
            what = f"commitments[{index}].due: {one.due.on} is before it was agreed"
            yield Problem(path, f"{what}, {one.agreed.first}", "look at both dates")
        waits = one.needs.done if one.needs else None
        if waits in dues and one.due.on.last < dues[waits].first:
            what = f"commitments[{index}].due: {one.due.on} is before {waits!r} is due"
            yield Problem(path, f"{what}, {dues[waits]}, and it waits for that")


def _acts(form: ProcessForm) -> Iterator[Problem]:
    """Find acts that were probably meant to be provisions of the Peace Accords Matrix."""
    names = {name.casefold(): name for name in provisions()}
    for index, one in enumerate(form.commitments):
        close = get_close_matches(one.act.casefold(), names, n=1, cutoff=0.8)
        if close and close[0] != one.act.casefold():
            what = f"commitments[{index}].act: {one.act!r} is no provision of the Peace Accords"
            mend = f"did you mean {names[close[0]]}?"
            yield Problem(("commitments", index, "act"), f"{what} Matrix", mend)


def _halts(form: ProcessForm) -> Iterator[Problem]:
    """Find resumptions of what was not suspended."""
    steps = [
        (one.done.first.last, n, one)
        for n, one in enumerate(form.steps)
        if one.done and one.kind in HALTS
    ]
    suspended = False
    for _, index, step in sorted(steps, key=itemgetter(0, 1)):
        if step.kind is StepKind.RESUMPTION and not suspended:
            what = f"steps[{index}]: {step.id!r} resumes what was not suspended"
            yield Problem(("steps", index), what, "write down the suspension before it")
        suspended = step.kind is not StepKind.RESUMPTION


def _before_conditions(form: ProcessForm, view: View) -> Iterator[Problem]:
    """Find what came though it is said to wait for something that had not come."""
    for key in ("steps", "commitments"):
        for index, one in enumerate(getattr(form, key)):
            item = view.index.items[one.id]
            needs, day = condition_of(item), view.answer(one.id).day
            if needs is None or day is None:
                continue
            met = view.met(needs)
            if met.holds and (met.since is None or met.since.first <= day.last):
                continue
            if met.holds is None:
                continue
            since = words.partial(met.since) if met.since else "never in the file"
            what = f"{key}[{index}]: {one.id!r} came on {day}, what it waits for {since}"
            yield Problem((key, index), what, "look at needs and at both dates")


def _gates(form: ProcessForm, index: Index) -> Iterator[Problem]:
    """Find gates that can no longer open."""
    status = status_of(index, index.last_day)
    for number, gate in enumerate(status.gates):
        if not gate.open and not gate.reachable:
            what = f"gates[{number}]: {gate.id!r} can no longer open. {gate.explanation}"
            yield Problem(("gates", number), what)


def _flags(form: ProcessForm, view: View) -> Iterator[Problem]:
    for index, one in enumerate(view.index.process.commitments):
        for flag in view.commitment(one).flags:
            what = f"commitments[{index}]: {one.id!r}. {flag}"
            yield Problem(("commitments", index), what)
