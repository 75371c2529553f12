"""Run every benchmark: ``python -m bench [--ged FILE --release R] [--car FILE]
[--incidents FILE] [--coding FOLDER] [--peers]``."""

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    collect,
    daily_verdict,
    duplicates,
    leaks,
    placebo,
    process,
    processes,
    proof,
    reading,
    reading_articles,
    reading_frames,
    register_io,
    series,
    sweep,
)
from bench.register import __main__ as register


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ged", type=Path, help="UCDP GED with Syria, 2016 to 2019, for P1")
    parser.add_argument("--release", help="its release")
    parser.add_argument("--car", type=Path, help="UCDP GED as GeoJSON, another war for the proof")
    parser.add_argument("--incidents", type=Path, help="a table of incidents, for duplicates")
    parser.add_argument("--coding", type=Path, help="a folder with sentences that others coded")
    parser.add_argument("--peers", action="store_true", help="ask other people's models too")
    given = parser.parse_args()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )
    print("\n## Whole processes\n")
    processes.main()
    print("\n## One estimate after another\n")
    series.main()
    print("\n## Where a big process stands\n")
    print("\n".join(process.run()))
    print("\n## Collecting a file of the size of UCDP GED 26.1\n")
    print("\n".join(collect.run()))
    print("\n## A sweep over two thousand truces\n")
    print("\n".join(sweep.run()))
    print("\n## The record of the register\n")
    for line in register.run(register.PARTS):
        print(line)
    print("\n## In and out of the register\n")
    print("\n".join(register_io.run()))
    if given.ged is not None:
        duplicates.report(given.ged, given.incidents)
        print("\n".join(leaks.run(given.ged)))
    print("\n## Reading the news\n")
    print("\n".join(reading.run()))
    reading_articles.main()
    if given.coding is not None:
        reading_frames.main(given.coding)
    print("\n## Placebo windows, protocol P1\n")
    if given.ged is None:
        print("left out: name the file of events with --ged")
    else:
        placebo.report(given.ged, given.release)
        print("\n## The daily verdict\n")
        daily_verdict.report(given.ged, given.release)
        print("\n## The proof")
        proof.report(given.ged, given.release, given.car, peers=given.peers)


if __name__ == "__main__":
    main()
