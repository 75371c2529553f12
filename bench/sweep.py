"""Two thousand truces in an invented file of the size of UCDP GED 26.1, whole process.

The command is run in a process of its own, as a user would, and beside it reading the file alone;
memory is the largest sum over all its processes of what each holds for itself (proportional set
size), looked at five times a second. At most 60 seconds and 1.5 GB are the target.

    python -m bench.sweep [--truces N]
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np

HERE = Path(__file__).parent
FILE = HERE / "data" / "synthetic_ged.csv"
TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))
MOST_SECONDS, MOST_MEMORY_MB = 60.0, 1500.0
LENGTHS = (3, 7, 14, 30)
FIRST, LAST = date(2000, 1, 1), date(2025, 10, 1)

READING = (
    "import sys; from pathlib import Path; from trucewatch.panel.countries import country_panels;"
    "from trucewatch.usecases.events import open_events\n"
    "with open_events(Path(sys.argv[1]), release='synthetic') as (events, _):\n"
    "    print(len(country_panels(events)))\n"
)


def truces(path: Path, number: int, *, seed: int = 1) -> None:
    """Write a table of truces between pairs of sides with many events, on days drawn at random."""
    busy = duckdb.sql(
        f"SELECT country, dyad_name, count(*) AS n FROM read_csv('{FILE}') "  # noqa: S608
        "GROUP BY ALL HAVING n >= 300 ORDER BY ALL"
    ).fetchall()
    rng = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "start", "days", "country", "dyad"])
        for n in range(number):
            country, dyad, _ = busy[int(rng.integers(len(busy)))]
            day = FIRST + timedelta(days=int(rng.integers((LAST - FIRST).days)))
            writer.writerow([f"t{n}", day, int(rng.choice(LENGTHS)), country, dyad])


def measured(command: Sequence[str]) -> tuple[float, float, float]:
    """Run a command; return its seconds, those of the processor, and its memory in MB."""
    before = os.times()
    begun = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while run.poll() is None:
        peak = max(peak, _held(run.pid))
        time.sleep(0.2)
    seconds = time.perf_counter() - begun
    after = os.times()
    if run.returncode:
        raise SystemExit(f"the run failed with status {run.returncode}: {command}")
    used = after.children_user + after.children_system
    return seconds, used - before.children_user - before.children_system, peak


def _held(pid: int) -> float:
    """Return the proportional set sizes of a process and all below it, in MB."""
    total, todo = 0.0, [pid]
    while todo:
        one = todo.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            total += sum(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:"))
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
            todo += [int(child) for child in children.split()]
        except OSError:  # it has ended meanwhile
            continue
    return total / 1000


def run(number: int = 2000) -> list[str]:
    """Measure, and return the lines of a table."""
    if not FILE.exists():
        subprocess.run([sys.executable, HERE / "synthetic_ged.py", "--out", FILE], check=True)
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder, "truces.csv"), Path(folder, "out")
        truces(table, number)
        reading = measured([sys.executable, "-c", READING, str(FILE)])
        words = ["sweep", str(table), "--events", str(FILE), "--release", "synthetic"]
        found = measured([TRUCEWATCH, *words, "--out", str(out)])
    lines = [f"{number} truces, {os.cpu_count()} cores", ""]
    for name, (seconds, used, peak) in (("reading alone", reading), ("trucewatch sweep", found)):
        lines.append(f"{name:18}{seconds:7.1f} s{used:8.1f} s of the processor{peak:7.0f} MB")
    met = found[0] <= MOST_SECONDS and found[2] <= MOST_MEMORY_MB
    target = f"target: at most {MOST_SECONDS:.0f} s and {MOST_MEMORY_MB:.0f} MB"
    return [*lines, f"{target}: {'met' if met else 'missed'}"]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truces", type=int, default=2000)
    print("\n".join(run(parser.parse_args().truces)))


if __name__ == "__main__":
    main()
