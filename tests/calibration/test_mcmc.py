"""The approximation against full Markov chain Monte Carlo on the same model (NumPyro's NUTS).

The chain samples path and level; the hyper-parameters, which are few and discrete, are summed out.
What is compared is the log rate on the last day of the baseline: all that a forecast starts from.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from trucewatch.estimate.columns import none
from trucewatch.estimate.posterior import LEVEL_VARIANCE, Posterior, posterior
from trucewatch.estimate.priors import COUNTED

from .floors import FLOORS

pytestmark = pytest.mark.slow

Floats = NDArray[np.float64]

CHAIN = Path(__file__).with_name("chain.py")
RNG = np.random.default_rng(7)
SERIES = {
    "a few a month": RNG.poisson(0.15, 60),
    "steady": RNG.poisson(5, 60),
    "rising at the end": np.concatenate([RNG.poisson(1, 55), RNG.poisson(9, 5)]),
    "thirty a day, moving": RNG.poisson(30 * np.exp(np.cumsum(RNG.normal(0, 0.12, 60)))),
    "twenty a day, scattered": RNG.negative_binomial(2, 2 / 22, 60),
}
TELLING = {"thirty a day, moving"}  # whose counts say much of the path
FEWEST_INDEPENDENT = 2_000  # draws a chain must be worth, for its bounds to be known to .05


def chain(
    y: Floats, found: Posterior, folder: Path, *, telling: bool
) -> tuple[Floats, float, float]:
    """Run the chains; returns their draws, what they are worth, and how far they differ."""
    given, chains = folder / "given.npz", folder / "chains.npy"
    log_prior = COUNTED.log_density(found.grid)
    prior = {"log_prior": log_prior, "level_variance": LEVEL_VARIANCE}
    np.savez(given, y=y, grid=found.grid, telling=telling, **prior)
    said = subprocess.run(
        [sys.executable, CHAIN, given, chains], capture_output=True, text=True, check=True
    )
    worth, differ = said.stdout.split()
    return np.load(chains), float(worth), float(differ)


@pytest.mark.parametrize("name", SERIES)
def test_the_bounds_are_those_of_the_chain(name: str, tmp_path: Path) -> None:
    y = SERIES[name].astype(float)
    found = posterior(y, none(y.size), COUNTED)
    _, x, coefficients = found.sample(200_000, np.random.default_rng(1))
    ours = x + coefficients[:, 0]
    theirs, worth, differ = chain(y, found, tmp_path, telling=name in TELLING)
    assert worth >= FEWEST_INDEPENDENT
    assert differ < 1.02
    bounds = np.quantile(ours, (0.05, 0.95)) - np.quantile(theirs, (0.05, 0.95))
    difference = float(np.abs(bounds / theirs.std()).max())
    print(f"{name}: {difference:.3f}")  # pytest -s
    assert difference <= FLOORS["chain"]["largest difference"]
