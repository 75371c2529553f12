"""Whether the record is what was written: chain, signatures, contents, files and tables.

It needs nothing but the register itself. A long log is checked by several processes; each reads
its own part.
"""

import gc
import json
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select, text

from trucewatch.domain.entry import EntryKind
from trucewatch.register.chain import (
    BRINGS_KEY,
    UNNAMED,
    UNREADABLE,
    Known,
    Problem,
    Span,
    check_span,
)
from trucewatch.register.compare import GROUPS, differing
from trucewatch.register.engine import DATABASE_ERRORS, is_sqlite, open_engine
from trucewatch.register.files import digest_of_file, kept, kept_at
from trucewatch.register.tables import ENTRY, HEAD

SMALL = 20_000
"""A log of fewer entries is checked by one process: starting others would take longer."""

_PART = 100_000

Progress = Callable[[float, str], None]


class Verified(NamedTuple):
    """What a check came to.

    Attributes
    ----------
    signatures
        How many were checked by themselves; those that the same key signed over are not counted.
    strays
        Files in the folder that no entry speaks of, such as those of an entry cut short.
    problems
        The first bad entry comes first; empty where all is as it was written.
    """

    entries: int
    signatures: int
    erased: int
    files: int
    strays: int
    head: str
    problems: tuple[Problem, ...]


class Task(NamedTuple):
    """One part of the work; ``group`` is None for a part of the chain."""

    first: int
    last: int
    group: str | None


def verify(
    engine: Engine, files: Path, *, jobs: int = 1, progress: Progress | None = None
) -> Verified:
    """Check everything.

    Parameters
    ----------
    engine
        The register's database.
    files
        The folder of its files.
    jobs
        How many processes, for a long log.
    progress
        Is told a fraction from 0 to 1 and what is being done.
    """
    tell = progress or (lambda *_: None)
    try:
        return _verify(engine, files, jobs, tell)
    except DATABASE_ERRORS:
        return _verify_damaged(engine, files, tell)


def _verify_damaged(engine: Engine, files: Path, progress: Progress) -> Verified:
    """Read once more, texts that are not UTF-8 too, to name what was damaged."""
    again = open_engine(engine.url.render_as_string(hide_password=False), tolerant=True)
    try:
        return _verify(again, files, 1, progress, damaged=True)
    except DATABASE_ERRORS as error:
        said = " ".join(str(getattr(error, "orig", error)).split())
        problem = Problem(UNNAMED, f"the database cannot be read: {said}")
        return Verified(0, 0, 0, 0, 0, "", (problem,))
    finally:
        again.dispose()


def _verify(
    engine: Engine, files: Path, jobs: int, progress: Progress, *, damaged: bool = False
) -> Verified:
    with engine.connect() as connection, connection.begin():
        head = connection.execute(select(HEAD)).one()
        problems = list(_wrong_head(connection, head.seq, head.hash))
        if head.id != 1:
            problems.append(Problem(head.seq, "the register was moved away from this database"))
        known = _known(connection, head.seq)
        named = _files(connection)
    done: list[Span] = []
    tasks = _tasks(head.seq)
    several = jobs if head.seq > SMALL else 1
    for span in _spans(engine, tasks, known, several, damaged=damaged):
        done.append(span)
        progress(len(done) / len(tasks), "checking")
    problems += [span.problem for span in done if span.problem]
    there = set(kept(files)) if files.is_dir() else set()
    problems += _wrong_files(files, named, there, known.erased)
    return Verified(
        entries=head.seq,
        signatures=sum(span.signatures for span in done),
        erased=len(known.erased),
        files=len(there & set(named)),
        strays=len(there - set(named)),
        head=head.hash,
        problems=tuple(sorted(problems)),
    )


def _wrong_head(connection: Connection, seq: int, hashed: str) -> Iterator[Problem]:
    """Compare the head with the last entry."""
    query = select(ENTRY.c.seq, ENTRY.c.hash).order_by(ENTRY.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    if last is None:
        yield Problem(1, "the log is empty")
    elif last.seq != seq:
        yield Problem(min(seq, last.seq) + 1, f"the head says that the log ends with entry {seq}")
    elif last.hash != hashed:
        yield Problem(seq, "the head has another hash")


def _known(connection: Connection, last: int) -> Known:
    facts = select(ENTRY.c.seq, ENTRY.c.kind, ENTRY.c.subject, ENTRY.c.facts)
    keys: dict[str, int] = {}
    for row in connection.execute(facts.where(ENTRY.c.kind.in_(BRINGS_KEY))):
        made = row.kind == EntryKind.REGISTER_MADE
        keys.setdefault(_fact(row.facts, "key") if made else row.subject, row.seq)
    erased = connection.execute(facts.where(ENTRY.c.kind == EntryKind.ERASED))
    gone = (_fact(row.facts, "entry") for row in erased)
    return Known(last, keys, frozenset(int(seq) for seq in gone if seq.isdigit()))


def _fact(facts: str, name: str) -> str:
    """Return one fact; what cannot be read will be found by its hash."""
    try:
        return str(json.loads(facts)[name])
    except UNREADABLE:
        return ""


def _tasks(last: int) -> list[Task]:
    tables = [Task(1, last, group) for group in GROUPS]
    return [*tables, *(Task(n, min(n + _PART - 1, last), None) for n in range(1, last + 1, _PART))]


def _spans(
    engine: Engine, tasks: list[Task], known: Known, jobs: int, *, damaged: bool
) -> Iterator[Span]:
    if jobs == 1:
        for task in tasks:
            try:
                yield run_task(engine, task, known)
            except DATABASE_ERRORS as error:
                if not damaged:
                    raise
                yield Span(0, 0, Problem(UNNAMED, f"a part cannot be read: {error.args[0]}"))
        yield integrity(engine)
        return
    url = engine.url.render_as_string(hide_password=False)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        futures: list[Future[Span]] = [pool.submit(_run_alone, url, t, known) for t in tasks]
        futures.append(pool.submit(_integrity_alone, url))
        for future in as_completed(futures):
            yield future.result()


def run_task(engine: Engine, task: Task, known: Known) -> Span:
    """Do one part of the work in one transaction."""
    with engine.connect() as connection, connection.begin():
        if task.group is None:
            return check_span(connection, task.first, task.last, known)
        return Span(0, 0, differing(connection, task.group))


def _run_alone(url: str, task: Task, known: Known) -> Span:
    gc.disable()  # nothing here goes in circles, and looking for it takes a third of the time
    engine = open_engine(url)
    try:
        return run_task(engine, task, known)
    finally:
        engine.dispose()


def integrity(engine: Engine) -> Span:
    """Ask SQLite whether its file is whole: indexes and free pages too."""
    if not is_sqlite(engine):
        return Span(0, 0, None)
    with engine.connect() as connection, connection.begin():
        said = connection.scalar(text("PRAGMA integrity_check(1)"))
    return Span(
        0, 0, None if said == "ok" else Problem(UNNAMED, f"the database file is damaged: {said}")
    )


def _integrity_alone(url: str) -> Span:
    engine = open_engine(url)
    try:
        return integrity(engine)
    finally:
        engine.dispose()


def _files(connection: Connection) -> dict[str, int]:
    """Return the digests that the log speaks of, with the entry that brought each."""
    query = select(ENTRY.c.subject, ENTRY.c.seq).where(ENTRY.c.kind == EntryKind.FILE_ADDED)
    return {row.subject: row.seq for row in connection.execute(query.order_by(ENTRY.c.seq.desc()))}


def _wrong_files(
    folder: Path, named: dict[str, int], there: set[str], erased: frozenset[int]
) -> Iterator[Problem]:
    for digest, seq in named.items():
        if seq in erased:
            if digest in there:
                yield Problem(seq, f"the file {digest[:16]} was erased and is there again")
        elif digest not in there:
            yield Problem(seq, f"the file {digest[:16]} is missing")
        elif digest_of_file(kept_at(folder, digest)) != digest:
            yield Problem(seq, f"the file {digest[:16]} is not the one that was added")
