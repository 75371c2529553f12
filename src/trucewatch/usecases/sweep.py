"""Sweep: the same question about many truces, on all cores, and what they have in common."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import trucewatch
from trucewatch.datasets.truce_table import TableRow, read_truce_table
from trucewatch.domain.assessment import MadeBy, Measure
from trucewatch.domain.daily import COUNTING_RULE, Provenance
from trucewatch.domain.sweep import Sweep
from trucewatch.errors import QuestionError
from trucewatch.store.journal import Journal
from trucewatch.usecases.asking import (
    DEFAULT_LEVEL,
    DEFAULT_SEED,
    command,
    measure_of,
    refuse_odd,
)
from trucewatch.usecases.evidence import Progress
from trucewatch.usecases.judging import Manner
from trucewatch.usecases.pooled import pooled
from trucewatch.usecases.swept import ask, swept
from trucewatch.usecases.world import World

JOURNAL = "results.jsonl"
READING, ASKING = "reading the events", "asking about the truces"
MOST_JOBS = 1024

_CHUNK = 8


@dataclass(frozen=True, slots=True)
class _Work:
    """What every worker has: the events, and how to ask."""

    world: World
    manner: Manner


_Task = tuple[TableRow, Measure]


def sweep(  # noqa: PLR0913 - the question has that many sides, and each has a default
    truces: str | Path,
    *,
    events: str | Path,
    out: str | Path,
    measures: Sequence[str] = ("events",),
    level: float = DEFAULT_LEVEL,
    seed: int = DEFAULT_SEED,
    release: str | None = None,
    trust_zeros: bool = False,
    jobs: int | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Sweep:
    """Ask about every truce of a table, and pool what was found.

    What is finished is written down at once in ``results.jsonl`` in ``out``; a sweep that was
    killed goes on from there. The same input gives the same result whatever the number of jobs.
    Each truce is asked about as :func:`trucewatch.assess` does, without choices and checks;
    silences of the source are looked for from a year before the baseline on.

    Parameters
    ----------
    truces
        A CSV file with the columns id, start (YYYY-MM-DD) and days, and at least one of country,
        dyad and admin1; see docs/sweep.md.
    events
        A store or UCDP GED as published.
    out
        Directory for the results; made if it is not there.
    measures
        What is counted, as for ``assess``.
    level
        Of the intervals, and of how sure a verdict must be.
    seed
        Of the draws.
    release
        Of UCDP GED, where neither the file nor the store leaves only one.
    trust_zeros
        Whether the source is known to have looked on every day.
    jobs
        How many processes; by default one for each core.
    fresh
        Forget what was finished before.
    progress
        Is told a fraction from 0 to 1 and what is being done.

    Returns
    -------
    Sweep
        A row for each truce and measure, and what the truces have in common.

    Raises
    ------
    TrucewatchError
        When the table, the events or the directory cannot be used; a single row that cannot be
        used is kept with its reason.

    Examples
    --------
    >>> sweep("truces.csv", events="ged261-csv.zip", out="out/sweep")  # doctest: +SKIP
    """
    chosen = tuple(dict.fromkeys(measure_of(name) for name in measures))
    refuse_odd(level, seed)
    if not chosen:
        raise QuestionError("no measure was named", remedy="give at least one, such as events")
    if jobs is not None and not 1 <= jobs <= MOST_JOBS:
        raise QuestionError(f"{jobs} jobs", remedy=f"give 1 to {MOST_JOBS}")
    table = read_truce_table(Path(truces))
    directory, tell = Path(out), progress or _silent
    options: dict[str, object] = {"--events": Path(events), "--out": directory}
    options |= {"--release": release, "--level": level, "--seed": seed}
    flags = [word for measure in chosen for word in ("--measure", measure.value)]
    flags += ["--trust-zeros"] if trust_zeros else []
    made_by = MadeBy(trucewatch.__version__, seed, command("sweep", str(truces), options, flags))
    world, data = _world(Path(events), release, tell)
    work = _Work(world, Manner(level, seed, trust_zeros))
    tasks = [(row, measure) for row in table.rows for measure in chosen]
    with Journal(
        directory / JOURNAL, _about(table.sha256, data, chosen, work.manner), fresh=fresh
    ) as journal:
        resumed = len(journal.lines)
        _run(tasks, work, journal, jobs or os.cpu_count() or 1, tell)
        found = tuple(swept(line, level) for line in journal.lines)
    usable = {one.id for one in found if not one.refused}
    countries = {
        row.id: world.countries_of(row.truce.data["ucdp-ged"])
        for row in table.rows
        if row.truce and row.id in usable
    }
    together = tuple(pooled(found, measure, countries, level) for measure in chosen)
    return Sweep(found, together, level, data, made_by, resumed)


def _silent(_: float, __: str) -> None:
    """Tell nobody."""


def _about(
    table: str, data: Provenance, measures: Sequence[Measure], manner: Manner
) -> dict[str, Any]:
    """Return what the results hang on; of other results nothing may be kept."""
    asked = [table, data.dataset, data.release, data.sha256, *(one.value for one in measures)]
    asked += [str(manner.level), str(manner.seed), str(manner.trust_zeros), trucewatch.__version__]
    digest = hashlib.sha256(json.dumps(asked).encode("utf-8")).hexdigest()
    return {"trucewatch": "sweep", "digest": digest}


def _world(path: Path, release: str | None, tell: Progress) -> tuple[World, Provenance]:
    """Read the events once."""
    from trucewatch.panel.countries import country_panels
    from trucewatch.usecases.events import open_events

    tell(0.0, READING)
    with open_events(path, release=release, progress=lambda done, _: tell(done, READING)) as opened:
        events, provenance = opened
        countries = country_panels(events)
    query = f"{COUNTING_RULE}; a selection for each truce"
    return World(countries, provenance.covers), replace(provenance, query=query)


def _run(tasks: Sequence[_Task], work: _Work, journal: Journal, jobs: int, tell: Progress) -> None:
    """Do what is not done yet; results come in the order of the tasks."""
    done = len(journal.lines)
    tell(done / len(tasks), ASKING)
    for line in _lines(tasks[done:], work, jobs):
        journal.add(line)
        done += 1
        tell(done / len(tasks), ASKING)


def _lines(tasks: Sequence[_Task], work: _Work, jobs: int) -> Iterator[dict[str, Any]]:
    if jobs == 1 or len(tasks) <= _CHUNK:
        for row, measure in tasks:
            yield ask(row, measure, work.world, work.manner)
        return
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), initializer=_start, initargs=(work,))
    try:
        yield from pool.map(_ask, tasks, chunksize=_CHUNK)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_given: list[_Work] = []


def _start(work: _Work) -> None:
    """Give a worker what it works on, once."""
    _given[:] = [work]


def _ask(task: _Task) -> dict[str, Any]:
    row, measure = task
    return ask(row, measure, _given[0].world, _given[0].manner)
