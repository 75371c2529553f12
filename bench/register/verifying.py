"""Verifying a million entries, beside the time that hashing their bytes takes at least."""

import hashlib
import os
import time
from datetime import UTC, datetime

from sqlalchemy import func, select

from bench.register.fill import fill
from bench.register.place import folder
from trucewatch.register.engine import reading
from trucewatch.register.found import found
from trucewatch.register.tables import CONTENT, ENTRY
from trucewatch.register.verify import verify

MOST_SECONDS = 20.0


def run(entries: int = 1_000_000, *, jobs: int | None = None) -> list[str]:
    """Make a register, verify it; return lines of a table."""
    with folder() as place:
        register = found(place / "register", author="ana", now=datetime(2020, 5, 1, tzinfo=UTC))
        begun = time.perf_counter()
        fill(register, incidents=entries // 8 + 1, entries=entries - 1)
        made = time.perf_counter() - begun
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            checked = verify(register.engine, register.files, jobs=jobs or os.cpu_count() or 1)
            times.append(time.perf_counter() - begun)
            assert not checked.problems, checked.problems
            assert checked.entries == entries
        with reading(register.engine) as connection:
            body = connection.scalar(select(func.sum(func.length(CONTENT.c.body)))) or 0
            facts = connection.scalar(select(func.sum(func.length(ENTRY.c.facts)))) or 0
            signed = connection.scalar(select(func.count(ENTRY.c.signature)))
        register.engine.dispose()
    # Of each entry: the body and its salt; the header, about 330 bytes beside its facts; a link.
    block = b"x" * ((body + facts) // entries + 33 + 330 + 66 + 130)
    begun = time.perf_counter()
    for _ in range(entries):
        hashlib.sha256(block).hexdigest()
    limit = time.perf_counter() - begun
    best, worst = min(times), max(times)
    return [
        f"{checked.entries:,} entries, {signed:,} signatures, put down in {made:.0f} s",
        f"verified in {best:.1f} to {worst:.1f} s of three runs (at most {MOST_SECONDS:.0f});"
        f" hashing the same bytes alone on one core {limit:.1f} s",
    ]


if __name__ == "__main__":
    print("\n".join(run()))
