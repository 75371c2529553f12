"""One estimate after another in one process, beside drawing as many numbers and nothing else.

python -m bench.series [--series N]
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from trucewatch.estimate.counterfactual import counterfactual

DAYS, WINDOW, DRAWS = 180, 7, 4000
LIMIT = 15.0


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main(series: int = 200) -> None:
    """Time estimates of simulated series from one event a month to 300 a day."""
    rng = np.random.default_rng(1)
    rates = np.geomspace(0.03, 300, series)
    counts = [rng.negative_binomial(2, 2 / (2 + rate), DAYS) for rate in rates]
    counterfactual(counts[0], WINDOW, seed=0)
    ours = [milliseconds(lambda y=y: counterfactual(y, WINDOW, seed=1)) for y in counts]
    draws = [
        milliseconds(lambda: rng.poisson(rng.standard_gamma(1.0, (DRAWS, WINDOW)))) for _ in counts
    ]
    print(f"{'milliseconds a series':32}{'least':>8}{'median':>8}{'most':>8}{'limit':>8}")
    for name, taken, limit in (("Trucewatch", ours, LIMIT), ("its draws alone", draws, "")):
        figures = (min(taken), statistics.median(taken), max(taken))
        print(f"{name:32}" + "".join(f"{ms:8.2f}" for ms in figures) + f"{limit:>8}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=200)
    main(parser.parse_args().series)
