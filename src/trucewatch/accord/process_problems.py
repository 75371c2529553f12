"""What contradicts itself in a process file, though each value is well formed."""

from collections import Counter
from collections.abc import Iterator, Mapping

from trucewatch.accord.process_form import CommitmentForm, EvidenceForm, ProcessForm
from trucewatch.accord.references import reference_problems, walk
from trucewatch.days import PartialDay
from trucewatch.domain.process import StepKind
from trucewatch.forms.problems import Problem
from trucewatch.forms.yaml_lines import KeyPath

_WITH_REASON = (StepKind.SUSPENSION, StepKind.RESUMPTION, StepKind.COLLAPSE)


def contradictions(form: ProcessForm) -> Iterator[Problem]:
    """Find what does not go together in a process file.

    Parameters
    ----------
    form
        The file; each value for itself is well formed.

    Yields
    ------
    Problem
        With the place, the value and the mend.
    """
    yield from _twice_used(form)
    yield from reference_problems(form)
    yield from _cycles(form)
    yield from _steps(form)
    yield from _commitments(form)
    yield from _dates(form)
    yield from _counts(form)


def _twice_used(form: ProcessForm) -> Iterator[Problem]:
    """Find ids that stand for two things; what conditions may name has one set of ids."""
    for keys in (
        ("actors",),
        ("sources",),
        ("zones",),
        ("truces",),
        ("steps", "commitments", "gates", "phases", "incidents"),
    ):
        used = Counter[str]()
        for key in keys:
            for index, one in enumerate(getattr(form, key)):
                used[one.id] += 1
                if used[one.id] > 1:
                    what = f"{key}[{index}].id: another has the id {one.id!r}"
                    yield Problem((key, index, "id"), what, "give each its own")
    yield from _twice_read(form)


def _twice_read(form: ProcessForm) -> Iterator[Problem]:
    """Find readings with one id and one version, and rules of a reading with one id."""
    versions = Counter[tuple[str, int]]()
    for index, reading in enumerate(form.readings):
        versions[reading.id, reading.version] += 1
        if versions[reading.id, reading.version] > 1:
            what = f"readings[{index}]: version {reading.version} of {reading.id!r} stands twice"
            yield Problem(("readings", index, "id"), what, "give each version its own number")
        rules = Counter(rule.id for rule in reading.rules)
        for number, rule in enumerate(reading.rules):
            if rules[rule.id] > 1:
                path = ("readings", index, "rules", number, "id")
                what = f"readings[{index}].rules[{number}].id: {rule.id!r} stands twice"
                yield Problem(path, what, "give each rule its own id")
                break


def _cycles(form: ProcessForm) -> Iterator[Problem]:
    """Find things that wait for themselves, and print the way round."""
    waits: dict[str, list[str]] = {}
    paths: dict[str, KeyPath] = {}
    for key in ("steps", "commitments", "gates", "phases"):
        for index, one in enumerate(getattr(form, key)):
            paths.setdefault(one.id, (key, index))
            waits.setdefault(one.id, []).extend(_waits_for(one))
    seen: set[str] = set()
    for start in waits:
        found = _way_round(start, waits, seen, [])
        if found:
            way = " -> ".join(found)
            what = f"{paths[found[0]][0]}: these wait for each other: {way}"
            yield Problem(paths[found[0]], what, "take one of them out of the circle")
            return


def _waits_for(one: object) -> list[str]:
    """Return the ids that something waits for, or that its deadline comes after."""
    condition = next(
        (c for c in (getattr(one, key, None) for key in ("needs", "when", "begins")) if c), None
    )
    # What was merely declared is no waiting: a party can say that it will do what it waits for.
    named = walk(condition) if condition else ()
    found = [ref for path, ref, _ in named if "declared" not in path]
    due = one.due if isinstance(one, CommitmentForm) else None
    return [*found, due.after] if due and due.after else found


def _way_round(
    name: str, waits: Mapping[str, list[str]], seen: set[str], way: list[str]
) -> list[str] | None:
    """Return a way from a name back to itself, by depth first."""
    if name in way:
        return [*way[way.index(name) :], name]
    if name in seen:
        return None
    way.append(name)
    for other in waits.get(name, ()):
        if found := _way_round(other, waits, seen, way):
            return found
    way.pop()
    seen.add(name)
    return None


def _steps(form: ProcessForm) -> Iterator[Problem]:
    for index, step in enumerate(form.steps):
        if step.kind in _WITH_REASON and not step.reason:
            what = f"steps[{index}]: a {step.kind.value} without a reason"
            yield Problem(("steps", index, "kind"), what, "write reason: and why")


def _commitments(form: ProcessForm) -> Iterator[Problem]:
    """Find quantities without units, two units for one quantity, and levels without an aim."""
    for index, one in enumerate(form.commitments):
        name, path = f"commitments[{index}]", ("commitments", index)
        if (one.quantity is None) != (one.unit is None):
            key = "quantity" if one.unit is None else "unit"
            what = f"{name}: quantity and unit belong together; only {key} is there"
            yield Problem((*path, key), what, "write both, such as quantity: 5000, unit: prisoners")
        spared = sum(part.quantity for part in one.exemptions)
        way = abs((one.quantity or 0.0) - (one.start or 0.0))
        if one.quantity is not None and one.start is None and one.quantity == 0:
            what = f"{name}.quantity: nothing at all was promised"
            yield Problem((*path, "quantity"), what, "for a level to reach, write start: as well")
        elif one.exemptions and spared >= way:
            what = f"{name}.exemptions: {spared:g} of {way:g} {one.unit} leave nothing to be done"
            yield Problem((*path, "exemptions"), what, "look at the numbers, or write waived:")
        if one.start is not None and one.start == one.quantity:
            what = f"{name}.start: the level is {one.start:g} already, as it is to become"
            yield Problem((*path, "start"), what, "leave start out if things are added up")
        if one.quantity is None and (one.progress or one.exemptions or one.start is not None):
            key = "progress" if one.progress else "exemptions" if one.exemptions else "start"
            what = f"{name}.{key}: there is no quantity to measure it by"
            yield Problem((*path, key), what, "write quantity: and unit:")
        for number, step in enumerate(one.progress):
            if step.unit is not None and step.unit != one.unit:
                what = (
                    f"{name}.progress[{number}].unit: {step.unit!r}, but the quantity is in "
                    f"{one.unit!r}"
                )
                where = (*path, "progress", number, "unit")
                yield Problem(where, what, "count in one unit, or write two commitments")
            if step.more is not None and one.start is not None:
                what = f"{name}.progress[{number}].more: of a level only the total can be told"
                yield Problem((*path, "progress", number, "more"), what, "write total:")


def _dates(form: ProcessForm) -> Iterator[Problem]:
    """Find dates that cannot be: an end before its start, news before the event."""
    published = {source.id: source.published for source in form.sources}
    for path, name, one, happened in evidence_of(form):
        if one.until is not None and one.until.last < one.first.first:
            what = f"{name}.until: {one.until} is before the first day, {one.first}"
            yield Problem((*path, "until"), what, "look at both dates")
        if not happened:
            continue
        if one.known is not None and one.known < one.first.first:
            what = f"{name}.known: {one.known} is before it happened, {one.first}"
            yield Problem((*path, "known"), what, "look at both dates")
        early = _too_early(one, published)
        if early is not None:
            what = (
                f"{name}.sources: {early!r} was published {published[early]}, before it happened, "
                f"{one.first}"
            )
            mend = "what was only said belongs under declared; else look at both dates"
            yield Problem((*path, "sources"), what, mend)
    for index, actor in enumerate(form.actors):
        for number, role in enumerate(actor.roles):
            if role.since and role.until and role.until.last < role.since.first:
                what = f"actors[{index}].roles[{number}].until: {role.until} is before its start"
                yield Problem(("actors", index, "roles", number, "until"), what)


def _too_early(one: EvidenceForm, published: Mapping[str, PartialDay]) -> str | None:
    """Return a source that was published before what it is evidence of."""
    for source in one.sources:
        if source in published and published[source].last < one.first.first:
            return source
    return None


def evidence_of(
    form: ProcessForm,
) -> Iterator[tuple[tuple[str | int, ...], str, EvidenceForm, bool]]:
    """Return everything that has a day, with its path and name, and whether it happened then.

    Yields
    ------
    tuple
        Path, name in messages, the form, and whether it tells of what was done; if not, of what
        was said.
    """
    for index, step in enumerate(form.steps):
        yield from _said_and_done("steps", index, step.declared, {"done": step.done})
    for index, one in enumerate(form.commitments):
        done = {key: getattr(one, key) for key in ("agreed", "done", "waived", "broken_off")}
        yield from _said_and_done("commitments", index, one.declared, done)
        for number, stand in enumerate(one.progress):
            name = f"commitments[{index}].progress[{number}]"
            yield ("commitments", index, "progress", number), name, stand, True
        for number, part in enumerate(one.exemptions):
            name = f"commitments[{index}].exemptions[{number}]"
            yield ("commitments", index, "exemptions", number), name, part, False
    for index, gate in enumerate(form.gates):
        yield from _said_and_done("gates", index, (), {"agreed": gate.agreed})
    for index, incident in enumerate(form.incidents):
        yield ("incidents", index), f"incidents[{index}]", incident, True


def _said_and_done(
    key: str,
    index: int,
    said: tuple[EvidenceForm, ...],
    done: Mapping[str, EvidenceForm | None],
) -> Iterator[tuple[tuple[str | int, ...], str, EvidenceForm, bool]]:
    for number, saying in enumerate(said):
        name = f"{key}[{index}].declared[{number}]"
        yield (key, index, "declared", number), name, saying, True
    for what, one in done.items():
        if one is not None:
            yield (key, index, what), f"{key}[{index}].{what}", one, True


def _counts(form: ProcessForm) -> Iterator[Problem]:
    for index, count in enumerate(form.counts):
        if count.last_day < count.first_day:
            what = f"counts[{index}].last_day: {count.last_day} is before {count.first_day}"
            yield Problem(("counts", index, "last_day"), what, "look at both dates")
        elif (known := count.known) is not None and known < count.first_day:
            what = f"counts[{index}].known: {known} is before the first day, {count.first_day}"
            yield Problem(("counts", index, "known"), what, "look at both dates")
