"""The approximation against full Markov chain Monte Carlo on the same model (NumPyro's NUTS).

The chain samples path and level; the hyper-parameters, which are few and discrete, are summed out.
What is compared is the log rate on the last day of the baseline: all that a forecast starts from.

Where the counts are many, a chain that moves the noise of the steps is stuck: that side is held by
the comparison with importance sampling in tests/estimate/test_exact.py.
"""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from trucewatch.estimate.columns import none
from trucewatch.estimate.posterior import COUNTED, LEVEL_VARIANCE, posterior

from .floors import FLOORS

pytestmark = pytest.mark.slow

Floats = NDArray[np.float64]

DRAWS = 3_000
RNG = np.random.default_rng(7)
SERIES = {
    "a few a month": RNG.poisson(0.15, 60),
    "steady": RNG.poisson(5, 60),
    "rising at the end": np.concatenate([RNG.poisson(1, 55), RNG.poisson(9, 5)]),
}
FEWEST_INDEPENDENT = 2_000  # draws a chain must be worth, for its bounds to be known to .05


def chain(y: Floats, grid: Floats, log_prior: Floats) -> Floats:
    """Draw the last day's log rate with NUTS."""
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist
    from jax.scipy.special import gammaln, logsumexp
    from numpyro.infer import MCMC, NUTS, init_to_value

    phi, step, size = (jnp.asarray(column) for column in grid.T)
    mean = float(np.log(y.mean()))

    def density(level: jax.Array, noise: jax.Array) -> jax.Array:
        """Sum over the grid; the noise is that of the steps, so that it fits every row of it."""

        def move(x: jax.Array, z: jax.Array) -> tuple[jax.Array, jax.Array]:
            x = phi * x + step * z
            return x, x

        first = step / jnp.sqrt(1 - phi**2) * noise[0]
        _, rest = jax.lax.scan(move, first, noise[1:])
        eta = level + jnp.concatenate([first[None], rest])
        counts = gammaln(y[:, None] + size) - gammaln(size) + size * jnp.log(size)
        counts = counts + y[:, None] * eta
        counts -= (y[:, None] + size) * jnp.logaddexp(jnp.log(size), eta)
        return counts.sum(axis=0) + log_prior, eta[-1]

    def model() -> None:
        level = numpyro.sample("level", dist.Normal(mean, math.sqrt(LEVEL_VARIANCE)))
        noise = numpyro.sample("noise", dist.Normal(0, 1).expand([y.size]))
        rows, last = density(level, noise)
        numpyro.factor("density", logsumexp(rows))
        numpyro.deterministic("rows", rows)
        numpyro.deterministic("last", last)

    start = {"level": jnp.asarray(mean), "noise": jnp.zeros(y.size)}
    sampler = MCMC(
        NUTS(model, init_strategy=init_to_value(values=start)),
        num_warmup=1_000,
        num_samples=DRAWS,
        num_chains=2,
        chain_method="sequential",
        progress_bar=False,
    )
    sampler.run(jax.random.PRNGKey(1))
    drawn = sampler.get_samples(group_by_chain=True)
    rows, last = np.asarray(drawn["rows"]), np.asarray(drawn["last"])
    noise = np.random.default_rng(1).gumbel(size=rows.shape)
    chosen = np.argmax(rows + noise, axis=-1)[..., np.newaxis]
    return np.asarray(np.take_along_axis(last, chosen, axis=-1)[..., 0])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", SERIES)
def test_the_bounds_are_those_of_the_chain(name: str) -> None:
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

    y = SERIES[name].astype(float)
    found = posterior(y, none(y.size), COUNTED)
    _, x, coefficients = found.sample(200_000, np.random.default_rng(1))
    ours = x + coefficients[:, 0]
    chains = chain(y, found.grid, COUNTED.log_density(found.grid))
    assert effective_sample_size(chains) >= FEWEST_INDEPENDENT
    assert split_gelman_rubin(chains) < 1.02
    theirs = chains.ravel()
    bounds = np.quantile(ours, (0.05, 0.95)) - np.quantile(theirs, (0.05, 0.95))
    assert np.abs(bounds / theirs.std()).max() <= FLOORS["chain"]["largest difference"]
