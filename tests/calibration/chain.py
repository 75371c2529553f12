"""A Markov chain on the model of the estimate, in a process of its own: JAX does not like forks.

    python tests/calibration/chain.py GIVEN.npz CHAINS.npy

``GIVEN.npz`` holds the counts ``y``, the ``grid`` of hyper-parameters, its ``log_prior`` and the
variance of the level, ``level_variance``.
"""

import math
import sys

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from jax.scipy.special import gammaln, logsumexp
from numpy.typing import NDArray
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS, init_to_value

Floats = NDArray[np.float64]

DRAWS = 3_000


def chain(y: Floats, grid: Floats, log_prior: Floats, level_variance: float) -> Floats:
    """Draw the last day's log rate with NUTS. Shape: (chains, draws)."""

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
        level = numpyro.sample("level", dist.Normal(mean, math.sqrt(level_variance)))
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


if __name__ == "__main__":
    with np.load(sys.argv[1]) as given:
        chains = chain(
            given["y"], given["grid"], given["log_prior"], float(given["level_variance"])
        )
    np.save(sys.argv[2], chains)
    print(float(effective_sample_size(chains)), float(split_gelman_rubin(chains)))
