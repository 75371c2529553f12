"""A Markov chain on the model of the estimate, in a process of its own: JAX does not like forks.

    python tests/calibration/chain.py GIVEN.npz CHAINS.npy

``GIVEN.npz`` holds the counts ``y``, the ``grid`` of hyper-parameters, its ``log_prior``, the
variance of the level, ``level_variance``, and whether the counts say much of the path, ``telling``.
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


def chain(
    y: Floats, grid: Floats, log_prior: Floats, level_variance: float, *, telling: bool
) -> Floats:
    """Draw the last day's log rate with NUTS. Shape: (chains, draws).

    Where counts say little of the path, the chain moves the noise of its steps, and where they say
    much, the path itself; else it is stuck. The model is the same.
    """

    phi, step, size = (jnp.asarray(column) for column in grid.T)
    mean = float(np.log(y.mean()))

    def seen(eta: jax.Array) -> jax.Array:
        """Return the log probability of the counts in every row of the grid."""
        counts = gammaln(y[:, None] + size) - gammaln(size) + size * jnp.log(size)
        counts = counts + y[:, None] * eta
        counts -= (y[:, None] + size) * jnp.logaddexp(jnp.log(size), eta)
        return counts.sum(axis=0) + log_prior

    def of_path(level: jax.Array, path: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Sum over the grid; the path is the same in every row of it."""
        x = (path - level)[:, None]
        moved = dist.Normal(phi * x[:-1], step).log_prob(x[1:]).sum(axis=0)
        first = dist.Normal(0.0, step / jnp.sqrt(1 - phi**2)).log_prob(x[0])
        return seen(path[:, None]) + first + moved, jnp.broadcast_to(path[-1], phi.shape)

    def of_noise(level: jax.Array, noise: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Sum over the grid; the noise is that of the steps, so that it fits every row of it."""

        def move(x: jax.Array, z: jax.Array) -> tuple[jax.Array, jax.Array]:
            x = phi * x + step * z
            return x, x

        first = step / jnp.sqrt(1 - phi**2) * noise[0]
        _, rest = jax.lax.scan(move, first, noise[1:])
        eta = level + jnp.concatenate([first[None], rest])
        return seen(eta), eta[-1]

    def model() -> None:
        level = numpyro.sample("level", dist.Normal(mean, math.sqrt(level_variance)))
        if telling:
            path = numpyro.sample("path", dist.ImproperUniform(dist.constraints.real, (), y.shape))
            rows, last = of_path(level, path)
        else:
            noise = numpyro.sample("noise", dist.Normal(0, 1).expand([y.size]))
            rows, last = of_noise(level, noise)
        numpyro.factor("density", logsumexp(rows))
        numpyro.deterministic("rows", rows)
        numpyro.deterministic("last", last)

    smooth = np.log(np.convolve(y + 0.5, np.ones(3) / 3, "same") + 0.5)
    start = {"level": jnp.asarray(mean), "noise": jnp.zeros(y.size), "path": jnp.asarray(smooth)}
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
            given["y"],
            given["grid"],
            given["log_prior"],
            float(given["level_variance"]),
            telling=bool(given["telling"]),
        )
    np.save(sys.argv[2], chains)
    print(float(effective_sample_size(chains)), float(split_gelman_rubin(chains)))
