"""The approximation against full Markov chain Monte Carlo on the same model (NumPyro's NUTS).

The chain samples path and level; the hyper-parameters, which are few and discrete, are summed out.
What is compared is the log rate on the last day of the baseline: all that a forecast starts from.

Where the counts are many, a chain that moves the noise of the steps is stuck: that side is held by
the comparison with importance sampling in tests/estimate/test_exact.py.
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
}
FEWEST_INDEPENDENT = 2_000  # draws a chain must be worth, for its bounds to be known to .05


def chain(y: Floats, found: Posterior, folder: Path) -> tuple[Floats, float, float]:
    """Run the chains; returns their draws, what they are worth, and how far they differ."""
    given, chains = folder / "given.npz", folder / "chains.npy"
    log_prior = COUNTED.log_density(found.grid)
    np.savez(given, y=y, grid=found.grid, log_prior=log_prior, level_variance=LEVEL_VARIANCE)
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
    theirs, worth, differ = chain(y, found, tmp_path)
    assert worth >= FEWEST_INDEPENDENT
    assert differ < 1.02
    bounds = np.quantile(ours, (0.05, 0.95)) - np.quantile(theirs, (0.05, 0.95))
    assert np.abs(bounds / theirs.std()).max() <= FLOORS["chain"]["largest difference"]
