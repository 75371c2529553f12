"""Collecting a file of the size of UCDP GED 26.1, beside what DuckDB alone takes for it.

Both turn the same CSV file into Parquet, each run in a process of its own, in turns; DuckDB as a
user would call it, with its own settings and guesses. At most twice DuckDB's time and 1.5 GB of
memory is the target. The file is invented (see synthetic_ged.py) and made when it is not there.

    python -m bench.collect [--repeat N]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
FILE = HERE / "data" / "synthetic_ged.csv"
MOST_TIMES, MOST_MEMORY_MB = 2.0, 1500

PROGRAMS = {
    "DuckDB": (
        "import sys, duckdb; duckdb.execute('SET enable_progress_bar = false');"
        "duckdb.execute('COPY (FROM read_csv($a)) TO ' + repr(sys.argv[2] + '/x.parquet'),"
        " {'a': sys.argv[1]})"
    ),
    "trucewatch": (
        "import sys; from trucewatch.usecases.collect import collect;"
        "collect('ucdp-ged', sys.argv[1], release='synthetic', store=sys.argv[2])"
    ),
}


def measure(program: str) -> tuple[float, float]:
    """Run a program in a process of its own; return its seconds and its peak memory in MB."""
    with tempfile.TemporaryDirectory(dir=FILE.parent) as out:
        begun = time.perf_counter()
        run = subprocess.Popen([sys.executable, "-c", program, str(FILE), out])
        _, status, used = os.wait4(run.pid, 0)
        seconds = time.perf_counter() - begun
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"the run failed with status {run.returncode}: {program}")
    return seconds, used.ru_maxrss * 1024 / 1e6


def run(repeat: int = 5) -> list[str]:
    """Measure, and return the lines of a table."""
    if not FILE.exists():
        subprocess.run([sys.executable, HERE / "synthetic_ged.py", "--out", FILE], check=True)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in PROGRAMS}
    measure(PROGRAMS["DuckDB"])  # reads the file into the cache of the system
    for _ in range(repeat):
        for name, program in PROGRAMS.items():
            taken[name].append(measure(program))
    lines = [f"CSV of {FILE.stat().st_size} bytes to Parquet, median of {repeat} runs in turns"]
    times, memory = {}, {}
    for name, figures in taken.items():
        times[name] = median(seconds for seconds, _ in figures)
        memory[name] = max(peak for _, peak in figures)
        lines.append(f"{name:12} {times[name]:6.2f} s   peak {memory[name]:5.0f} MB")
    ratio = times["trucewatch"] / times["DuckDB"]
    met = ratio <= MOST_TIMES and memory["trucewatch"] <= MOST_MEMORY_MB
    target = f"target: at most {MOST_TIMES:.1f} and {MOST_MEMORY_MB} MB"
    return [*lines, f"ratio        {ratio:6.2f}     ({target}: {'met' if met else 'missed'})"]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    print("\n".join(run(parser.parse_args().repeat)))


if __name__ == "__main__":
    main()
