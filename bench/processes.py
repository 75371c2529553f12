"""Whole processes, timed from the outside, beside the bare interpreter.

python -m bench.processes [--runs N]
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))
LIMITS = {
    "trucewatch --help": 0.3,
    "trucewatch assess syria-2016": 2.5,
}
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import numba'": [sys.executable, "-c", "import numba"],
    "trucewatch --help": [TRUCEWATCH, "--help"],
    "trucewatch assess syria-2016": [TRUCEWATCH, "assess", "syria-2016"],
    "trucewatch assess doha-2020": [TRUCEWATCH, "assess", "doha-2020"],
}


def timed(command: list[str]) -> float:
    """Return the seconds a command takes in a new process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int = 7) -> None:
    """Run every command in turn, several rounds, and print what they took."""
    for command in COMMANDS.values():
        timed(command)  # compile, and fill the caches of the disk
    taken = [{name: timed(command) for name, command in COMMANDS.items()} for _ in range(runs)]
    bare = statistics.median(each["python -c pass"] for each in taken)
    print(f"{'seconds':32}{'least':>8}{'median':>8}{'most':>8}{'x bare':>8}{'limit':>8}")
    for name in COMMANDS:
        seconds = [each[name] for each in taken]
        middle = statistics.median(seconds)
        figures = (min(seconds), middle, max(seconds))
        limit = LIMITS.get(name, "")
        print(
            f"{name:32}" + "".join(f"{s:8.2f}" for s in figures) + f"{middle / bare:8.0f}{limit:>8}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    main(parser.parse_args().runs)
