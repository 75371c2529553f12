"""Kill -9 at random moments of a write: what was acknowledged is there, and nothing half."""

import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from bench.register.place import folder
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.register.book import put
from trucewatch.register.engine import reading
from trucewatch.register.found import found
from trucewatch.register.log import Writing
from trucewatch.register.place import Register, open_place
from trucewatch.register.tables import ENTRY
from trucewatch.register.verify import verify

NOW = datetime(2020, 3, 2, tzinfo=UTC)
KILLS = 200
TOGETHER = 3
"""Entries in one transaction: all three are there, or none."""
LONGEST = 0.03
"""Seconds from the first acknowledgement to the latest kill."""


class Killed(NamedTuple):
    """What was found after all kills."""

    kills: int
    acknowledged: int
    there: int
    lost: int
    halves: int
    problems: int


def write_until_killed(directory: Path, pipe: int, round_: int) -> None:
    """Put down entries for ever, and tell of each that was kept."""
    register = open_place(directory)
    who = Writing(register.signer, "ana", NOW)
    n = 0
    while True:
        names = [f"round{round_}-{n}-{part}" for part in range(TOGETHER)]
        drafts = [Draft(EntryKind.SITE_VISIT, name, {"team": "MVT 1"}) for name in names]
        put(register, who, lambda *_, made=drafts: made)
        os.write(pipe, b".")
        n += 1


def kill(register: Register, *, kills: int = KILLS, seed: int = 1) -> Killed:
    """Start a writer and kill it, again and again; look at the register after each.

    Parameters
    ----------
    register
        Its engine must not be connected while a process is forked.
    kills
        How many.
    seed
        Of the moments.
    """
    rng = random.Random(seed)
    acknowledged = lost = halves = problems = 0
    for round_ in range(kills):
        told = _one(register.directory, round_, rng.uniform(0, LONGEST))
        acknowledged += told
        there = _there(register, f"round{round_}-")
        lost += max(0, told * TOGETHER - there)
        halves += there % TOGETHER
        problems += bool(verify(register.engine, register.files).problems)
        register.engine.dispose()
    total = _there(register, "round")
    register.engine.dispose()
    return Killed(kills, acknowledged * TOGETHER, total, lost, halves, problems)


def _one(directory: Path, round_: int, wait: float) -> int:
    """Run one writer until it is killed; return how often it was told that all is kept."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            write_until_killed(directory, theirs, round_)
        finally:
            os._exit(1)
    os.close(theirs)
    told = len(os.read(ours, 1))
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(ours, 65536):
        told += len(more)
    os.close(ours)
    return told


def _there(register: Register, name: str) -> int:
    with reading(register.engine) as connection:
        named = ENTRY.c.subject.startswith(name)
        return connection.scalar(select(func.count()).select_from(ENTRY).where(named)) or 0


def report(url: str | None = None) -> str:
    """Return one line on one store."""
    with folder() as place:
        register = found(place / "register", author="ana", now=NOW, url=url)
        register.engine.dispose()
        got = kill(register)
    name = "PostgreSQL" if url else "SQLite"
    return (
        f"{name}: {got.kills} kills, {got.acknowledged:,} entries acknowledged, {got.there:,}"
        f" there, {got.lost} lost, {got.halves} half there, {got.problems} times not whole"
    )
