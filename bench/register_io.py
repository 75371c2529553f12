"""In and out of the register: 10,000 rows imported and exported, beside Python's csv module.

The rows are invented. Each program runs in a process of its own, in turns. At most 10 seconds for
an import is the target. ``--ged`` adds precision and recall of the likely duplicates.

    python -m bench.register_io [--rows N] [--repeat N] [--ged FILE] [--incidents FILE]
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from openpyxl import Workbook

from bench import duplicates

MOST_SECONDS = 10.0
HEADER = ["No", "Date", "Village", "Lat", "Lon", "Type", "Story", "By", "Dead"]
WORDS = "shells fell on the market road near mill bridge school at dawn two men were hurt".split()  # noqa: SIM905
MAPPING = """\
name: bench
zone: Asia/Kabul
row: No
columns: {when: Date, where.name: Village, where.latitude: Lat, where.longitude: Lon, kind: Type,
          text: Story, accused: By, killed.civilians: Dead}
constants: {source: S-1, source_kind: own team, made: 2027-01-01}
dates: ["%d/%m/%Y %H:%M"]
"""
READ = (
    "import sys; from pathlib import Path\n"
    "from trucewatch.register.intake import import_file\n"
    "from trucewatch.register.mapping import read_mapping\n"
    "found = import_file(Path(sys.argv[1]), read_mapping(sys.argv[2]))\n"
)
PROGRAMS = {
    "csv module alone": (
        "csv",
        "import csv, sys\nrows = list(csv.DictReader(open(sys.argv[1], newline='')))\n"
        "assert rows\n",
    ),
    "import of CSV": ("csv", f"{READ}assert len(found.allegations) > 9 * len(found.rejects) > 0\n"),
    "import of XLSX": (
        "xlsx",
        f"{READ}assert len(found.allegations) > 9 * len(found.rejects) > 0\n",
    ),
    "import and export of a data package, searched for leaks": (
        "csv",
        f"{READ}from trucewatch.domain.label import Label\n"
        "from trucewatch.register.export import Format, export\n"
        "from trucewatch.register.out.stamp import Stamp\n"
        "told = found.allegations\n"
        "assert export(told, told, Stamp(Label.MISSION), Format.PACKAGE)\n",
    ),
}


def rows(number: int, seed: int = 1) -> list[list[str]]:
    """Return invented reports; one in fifty has a mistake."""
    rng = random.Random(seed)
    found = []
    for n in range(number):
        day = date(2026, 1, 1) + timedelta(days=rng.randrange(365))
        when = f"{day:%d/%m/%Y} {rng.randrange(24):02}:{rng.randrange(60):02}"
        latitude = "north" if n % 50 == 49 else f"{rng.uniform(34, 36):.5f}"
        story = " ".join(rng.choices(WORDS, k=30))
        place = f"Village {rng.randrange(400)}"
        kind = rng.choice(["shelling", "ambush"])
        longitude, dead = f"{rng.uniform(68, 70):.5f}", str(rng.randrange(6))
        found.append([str(n), when, place, latitude, longitude, kind, story, "North", dead])
    return found


def run(number: int = 10_000, repeat: int = 3) -> list[str]:
    """Measure, and return the lines of a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, rows(number))
        taken: dict[str, list[float]] = {program: [] for program in PROGRAMS}
        for _ in range(repeat):
            for program, (ending, code) in PROGRAMS.items():
                begun = time.perf_counter()
                files = [str(folder / f"reports.{ending}"), str(folder / "mapping.yaml")]
                subprocess.run([sys.executable, "-c", code, *files], check=True)
                taken[program].append(time.perf_counter() - begun)
    seconds = {program: median(times) for program, times in taken.items()}
    lines = [f"{number:,} rows, median of {repeat} runs in turns, start of Python included"]
    lines += [f"{program:56} {time_:6.2f} s" for program, time_ in seconds.items()]
    slowest = max(seconds["import of CSV"], seconds["import of XLSX"])
    met = "met" if slowest <= MOST_SECONDS else "missed"
    return [*lines, f"target: an import in at most {MOST_SECONDS:.0f} s: {met}"]


def _write(folder: Path, reports: list[list[str]]) -> None:
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *reports])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Reports")
    for row in [HEADER, *reports]:
        sheet.append(row)
    book.save(folder / "reports.xlsx")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--ged", type=Path)
    parser.add_argument("--incidents", type=Path)
    given = parser.parse_args()
    print("\n".join(run(given.rows, given.repeat)))
    if given.ged is not None:
        duplicates.report(given.ged, given.incidents)


if __name__ == "__main__":
    main()
