"""Write accepted proposals down: in the register in one transaction, in the file at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from trucewatch.accord.insertion import Insertion
from trucewatch.accord.rewriting import Written, grown, put_in_place
from trucewatch.domain.entry import Draft, Entry, EntryKind
from trucewatch.domain.process import Commitment, Step
from trucewatch.domain.review import Plan
from trucewatch.errors import RegisterError, TruceFileError
from trucewatch.register.adding import drafts
from trucewatch.register.asking import one
from trucewatch.register.book import put
from trucewatch.register.engine import reading
from trucewatch.register.keeping import require_person
from trucewatch.register.log import Writing
from trucewatch.register.place import Register
from trucewatch.register.tables import ALLEGATION, AROUND
from trucewatch.usecases.register_adding import add_file
from trucewatch.usecases.review_desk import Desk

Plans = Mapping[int, Plan]
"""What is to be written down, by the number of the proposal."""

_KINDS = {"allegation": EntryKind.ALLEGATION_ADDED, "claim": EntryKind.CLAIM_MADE}
_LISTS = {"step": "steps", "commitment": "commitments"}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of plans in one room.

    Attributes
    ----------
    entered
        Numbers of what stands there now.
    refused
        Why others do not.
    alerts
        Red lines that were crossed.
    """

    entered: tuple[int, ...]
    refused: Mapping[int, str]
    alerts: tuple[Entry, ...] = ()


def enter_in_register(
    register: Register, plans: Plans, *, report: Path | None, by: str, now: datetime
) -> Done:
    """Put allegations and claims down in one transaction; what is there already stays as it is.

    Parameters
    ----------
    register
        The register.
    plans
        For the register.
    report
        The file of the report, which is kept beside the allegations.
    by
        Who puts them down.
    now
        The time to record; zone-aware.

    Raises
    ------
    RegisterError
        When ``by`` has no role.
    StoreError
        When the register cannot be written; then nothing of it is.
    """
    refused: dict[int, str] = {}
    if report is not None and any(plan.what == "allegation" for plan in plans.values()):
        add_file(register, report, by=by, now=now)
    propose = _propose(plans, by, refused)
    made = put(register, Writing(register.signer, by, now), propose)
    alerts = tuple(entry for entry in made if entry.kind is EntryKind.RED_LINE_ALERT)
    return Done(tuple(n for n in plans if n not in refused), refused, alerts)


def _propose(
    plans: Plans, by: str, refused: dict[int, str]
) -> Callable[[Connection, int], list[Draft]]:
    def propose(connection: Connection, seq: int) -> list[Draft]:
        require_person(connection, by)
        made: list[Draft] = []
        refused.clear()
        for number, plan in plans.items():
            if _is_there(connection, plan.id):
                continue
            try:
                made += drafts(
                    connection,
                    seq + len(made),
                    _KINDS[plan.what],
                    plan.fields,
                    where=f"proposal {number}",
                )
            except RegisterError as error:
                refused[number] = str(error)
        return made

    return propose


def _is_there(connection: Connection, key: str) -> bool:
    return any(one(connection, table, key) is not None for table in (ALLEGATION, AROUND))


def in_register(register: Register, ids: Iterable[str]) -> set[str]:
    """Return which of these ids the register has.

    Parameters
    ----------
    register
        The register.
    ids
        Of allegations and claims.
    """
    with reading(register.engine) as connection:
        return {key for key in ids if _is_there(connection, key)}


def enter_in_process(desk: Desk, plans: Plans, *, dry: bool = False) -> tuple[Done, Written]:
    """Put steps, commitments and parts of them into the process file, all at once.

    Where the whole would not pass the check, those are left out and told that are to blame.

    Parameters
    ----------
    desk
        With the process file.
    plans
        For the process file.
    dry
        Change nothing on the disk.

    Raises
    ------
    StoreError
        When the file cannot be written; it is then as it was.
    """
    assert desk.written is not None  # noqa: S101 - the caller has seen to it
    refused: dict[int, str] = {}
    taken = _usable(desk, {}, plans, refused)
    new = _grown(desk, taken)
    if not dry and new is not desk.written:
        put_in_place(desk.written, new)
    return Done(tuple(n for n in plans if n not in refused), refused), new


def _usable(desk: Desk, taken: Plans, more: Plans, refused: dict[int, str]) -> Plans:
    """Return what can be put in together; what fails is halved until who is to blame is found."""
    try:
        _grown(desk, {**taken, **more})
    except TruceFileError as error:
        numbers = list(more)
        if len(numbers) == 1:
            refused[numbers[0]] = str(error)
            return taken
        half = len(numbers) // 2
        for part in (numbers[:half], numbers[half:]):
            taken = _usable(desk, taken, {number: more[number] for number in part}, refused)
        return taken
    return {**taken, **more}


def _grown(desk: Desk, plans: Plans) -> Written:
    assert desk.written is not None  # noqa: S101
    if not plans:
        return desk.written
    return grown(desk.written, insertions(desk, plans.values()))


def insertions(desk: Desk, plans: Iterable[Plan]) -> Sequence[Insertion]:
    """Return what is put into the process file: the source, new actors, then the entries.

    Parameters
    ----------
    desk
        With the process file.
    plans
        For the process file.
    """
    source = desk.source_entry
    found = [Insertion((), "sources", source)] if source else []
    listed = list(plans)
    actors = {entry["id"]: entry for plan in listed for entry in plan.actors}
    found += [Insertion((), "actors", entry) for entry in actors.values()]
    for plan in listed:
        if plan.under is None:
            found.append(Insertion((), _LISTS[plan.what], plan.fields))
        else:
            path = _place(desk, plan.under)
            found.append(Insertion(path, plan.what, plan.fields, plan.what != "done"))
    return found


def _place(desk: Desk, key: str) -> tuple[str, int]:
    """Return where a step or a commitment stands in the file."""
    assert desk.written is not None  # noqa: S101
    process = desk.written.process
    lists: dict[str, Sequence[Step | Commitment]] = {
        "steps": process.steps,
        "commitments": process.commitments,
    }
    for name, items in lists.items():
        for index, item in enumerate(items):
            if item.id == key:
                return name, index
    raise TruceFileError(f"there is no step or commitment {key!r}", where=str(desk.written.path))
