"""Where a big process stands: one day, and a whole year of days, beside a look at every entry.

A made-up process of 1,000 commitments with 100 reports of progress each, drawn with a seed: the
deadlines spread over two years, a third of them set going by another commitment, every fourth
waiting for one, reports known up to a month after their day. To compare with: one pass over all
entries in plain Python that counts those seen by the day of the question; a year is 365 of them.
Seconds are those of the processor: nothing here waits for anything.

    python -m bench.process
"""

import random
import time
from datetime import date, timedelta
from statistics import median

from trucewatch.accord.index import Index
from trucewatch.accord.status import status_of
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import Done, Reached
from trucewatch.domain.process import (
    Actor,
    ActorKind,
    Commitment,
    Due,
    Evidence,
    Phase,
    Process,
    Progress,
)

COMMITMENTS, ENTRIES = 1000, 100
START = date(2020, 1, 1)
MOST_DAY_MS, MOST_YEAR_S = 200.0, 5.0


def made_up(commitments: int = COMMITMENTS, entries: int = ENTRIES, *, seed: int = 1) -> Process:
    """Return a process of so many commitments with so many reports of progress each."""
    rng = random.Random(seed)
    some = tuple(_commitment(n, entries, rng) for n in range(commitments))
    actors = (Actor("one", "One", ActorKind.STATE), Actor("two", "Two", ActorKind.ARMED_GROUP))
    phases = (Phase("begun", "Begun", Reached(START)),)
    return Process("big", "Big", "UTC", actors, ("one", "two"), commitments=some, phases=phases)


def _commitment(n: int, entries: int, rng: random.Random) -> Commitment:
    due = Due(PartialDay.of(START + timedelta(days=rng.randrange(60, 730))))
    if n % 3 == 1:
        due = Due(after=f"c{n - 1}", days=rng.randrange(10, 200))
    days = sorted(rng.randrange(365) for _ in range(entries))
    return Commitment(
        id=f"c{n}",
        name=f"Commitment {n}",
        by=("one",),
        to=("two",),
        act="Prisoner Release",
        agreed=Evidence(PartialDay.of(START), START),
        quantity=float(rng.randrange(entries * 5, entries * 15)),
        unit="prisoners",
        due=due,
        needs=Done(f"c{n - 1}") if n % 4 == 3 else None,
        progress=tuple(_progress(START + timedelta(days=day), rng) for day in days),
    )


def _progress(day: date, rng: random.Random) -> Progress:
    known = day + timedelta(days=rng.randrange(30))
    return Progress(Evidence(PartialDay.of(day), known), more=float(rng.randrange(20)))


def looked_at(process: Process, day: date) -> int:
    """Look at every entry once: how many had happened and were known."""
    return sum(
        entry.when.on.last <= day and entry.when.known <= day
        for one in process.commitments
        for entry in one.progress
    )


def run() -> list[str]:
    """Measure, and return the lines of a table."""
    process = made_up()
    days = [START + timedelta(days=n) for n in range(365)]
    index = Index(process)
    status_of(index, days[0], known=days[0])
    alone = []
    for day in days[::30]:
        begun = time.process_time()
        status_of(Index(process), day, known=day)
        alone.append(time.process_time() - begun)
    begun = time.process_time()
    for day in days:
        status_of(index, day, known=day)
    year = time.process_time() - begun
    begun = time.process_time()
    for day in days[::30]:
        looked_at(process, day)
    look = (time.process_time() - begun) / len(days[::30])
    one = 1000 * median(alone)
    met = one <= MOST_DAY_MS and year <= MOST_YEAR_S
    return [
        f"{COMMITMENTS:,} commitments, {COMMITMENTS * ENTRIES:,} reports of progress",
        "",
        f"one day                   {one:7.1f} ms   (making ready included)",
        f"a year of days            {year:7.2f} s    ({1000 * year / 365:.1f} ms a day)",
        f"a look at every entry     {1000 * look:7.1f} ms   (a year of them {365 * look:.2f} s)",
        f"limits: {MOST_DAY_MS:.0f} ms and {MOST_YEAR_S:.0f} s: {'met' if met else 'missed'}",
    ]


def main() -> None:
    """Run from the command line."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
