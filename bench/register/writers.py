"""Twenty processes that write at once: all of what they were told is kept must be there."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.register.place import folder
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.register.book import put
from trucewatch.register.found import found
from trucewatch.register.log import Writing
from trucewatch.register.place import open_place
from trucewatch.register.verify import verify

NOW = datetime(2020, 3, 2, tzinfo=UTC)
PROCESSES, ENTRIES = 20, 500


def write(directory: Path, name: str, entries: int) -> None:
    """Put down entries one by one, each in a transaction of its own; print how many were kept."""
    register = open_place(directory)
    who = Writing(register.signer, "ana", NOW)
    kept = 0
    for n in range(entries):
        told = Draft(EntryKind.SITE_VISIT, f"{name}-{n}", {"team": name, "found": "craters"})
        kept += len(put(register, who, lambda *_, one=told: [one]))
    register.engine.dispose()
    print(kept)


def at_once(directory: Path, *, processes: int, entries: int) -> tuple[int, float]:
    """Run the processes; return how many entries they were told are kept, and the seconds."""
    run = [sys.executable, "-m", "bench.register.writers", str(directory)]
    begun = time.perf_counter()
    running = [
        subprocess.Popen([*run, f"writer{n}", str(entries)], stdout=subprocess.PIPE, text=True)
        for n in range(processes)
    ]
    kept = [int(one.communicate()[0] or 0) for one in running]
    return sum(kept), time.perf_counter() - begun


def report(url: str | None = None) -> str:
    """Return one line on one store."""
    with folder() as place:
        register = found(place / "register", author="ana", now=NOW, url=url)
        kept, seconds = at_once(register.directory, processes=PROCESSES, entries=ENTRIES)
        checked = verify(register.engine, register.files)
        register.engine.dispose()
    whole = "chain whole" if not checked.problems else f"broken: {checked.problems[0]}"
    name = "PostgreSQL" if url else "SQLite"
    return (
        f"{name}: {kept:,} of {PROCESSES * ENTRIES:,} acknowledged, {checked.entries - 1:,} there,"
        f" {whole}; {seconds:.0f} s, {kept / seconds:,.0f} a second"
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
