"""Series for the tests of silence: without any, and with some put in."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def drawn(
    seed: int,
    days: int = 187,
    steps: tuple[float, ...] = (0.03, 0.06, 0.12, 0.24),
    phis: tuple[float, ...] = (0.95, 0.98, 0.995),
) -> Counts:
    """Draw a series that nobody silenced: negative binomial about an autoregression."""
    rng = np.random.default_rng(seed)
    phi, step = rng.choice(phis), rng.choice(steps)
    size, mean = np.exp(rng.uniform(np.log((0.3, 0.05)), np.log((10, 300))))
    x = rng.normal(0, step / np.sqrt(1 - phi**2))
    counts = np.empty(days, dtype=np.int64)
    for day in range(days):
        x = phi * x + rng.normal(0, step)
        counts[day] = rng.poisson(min(rng.gamma(size, np.exp(x) * mean / size), 1e6))
    return counts


def steady(seed: int, mean: float, days: int) -> Counts:
    """Draw a series without waves."""
    return np.random.default_rng(seed).poisson(mean, days)


@st.composite
def streams(draw: st.DrawFn) -> Counts:
    """Some streams of one source, with days of nothing, sameness and surges put into them."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    shape = draw(st.integers(1, 4)), draw(st.integers(1, 220))
    mean = np.exp(rng.uniform(-2, 4, (shape[0], 1)))
    size = draw(st.sampled_from([0.3, 1.0, 10.0, 1000.0]))
    counts = rng.poisson(rng.gamma(size, 1 / size, shape) * mean)
    for _ in range(draw(st.integers(0, 5))):
        first, days = draw(st.integers(0, shape[1] - 1)), draw(st.integers(1, 60))
        part = counts[:, first : first + days]
        match draw(st.sampled_from(["nothing", "same", "surge"])):
            case "nothing":
                part[:] = 0
            case "same":
                part[:] = part[:, :1]
            case "surge":
                part[:, :1] = part[:, :1] * 20 + 5
    return counts
