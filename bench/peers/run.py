"""Let one peer foretell a week after each of many baselines; runs in the peers' own environment.

    python bench/peers/run.py NAME BASELINES.npz DRAWS.npz

The first file holds ``baselines`` (windows, days); the second gets ``draws`` of each window's total
(windows, draws) and the ``seconds`` each window took on the processor, imports left out. What is
done is kept each minute, and a run that was killed goes on from there. No peer is shown a day of
the window. Knows nothing of Trucewatch, so that neither environment needs what the other needs.
"""

import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

WINDOW, DRAWS, CHAINS = 7, 4000, 4
KEPT_EACH = 60.0
"""Seconds between two times that what is done is kept."""

Floats = NDArray[np.float64]
Peer = Callable[[Floats, int], Floats]
"""Takes a baseline and a seed, gives draws of the window's total."""


def local_level() -> Peer:
    """Gaussian local level of statsmodels, maximum likelihood, on the counts."""
    return lambda baseline, seed: _local_level(baseline, seed).sum(axis=0)


def log_local_level() -> Peer:
    """Gaussian local level of statsmodels on log(1 + count), each day's draw turned back."""
    return lambda baseline, seed: np.expm1(_local_level(np.log1p(baseline), seed)).sum(axis=0)


def _local_level(values: Floats, seed: int) -> Floats:
    """Simulate the days after a series, the state drawn too. Shape: (days, draws)."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    fitted = UnobservedComponents(values, "local level").fit(disp=False)
    simulated = fitted.simulate(WINDOW, anchor="end", repetitions=DRAWS, rng=seed)
    return np.asarray(simulated, dtype=float).reshape(WINDOW, DRAWS)


def causal_impact() -> Peer:
    """tfcausalimpact as it comes: local level, variational fit; its predictive distribution."""
    import pandas as pd
    import tensorflow as tf
    from causalimpact import CausalImpact
    from causalimpact.misc import maybe_unstandardize

    def draw(baseline: Floats, seed: int) -> Floats:
        tf.random.set_seed(seed)
        n = baseline.size
        # It wants the window's days too, for the effect; the forecast does not look at them.
        data = pd.DataFrame({"y": np.append(baseline, np.zeros(WINDOW))})
        impact = CausalImpact(data, [0, n - 1], [n, n + WINDOW - 1])
        sample = np.squeeze(impact.posterior_dist.sample(DRAWS, seed=seed).numpy())
        return np.asarray(maybe_unstandardize(sample, impact.mu_sig), dtype=float).sum(axis=1)

    return draw


def interrupted_time_series() -> Peer:
    """CausalPy's interrupted time series with a linear trend, four chains of PyMC."""
    import causalpy
    import pandas as pd

    def draw(baseline: Floats, seed: int) -> Floats:
        n = baseline.size
        days = np.arange(n + WINDOW)
        data = pd.DataFrame({"y": np.append(baseline, np.zeros(WINDOW)), "t": days}, index=days)
        chains = {"draws": DRAWS // CHAINS, "chains": CHAINS, "cores": 1, "progressbar": False}
        model = causalpy.pymc_models.LinearRegression(sample_kwargs=chains | {"random_seed": seed})
        found = causalpy.InterruptedTimeSeries(data, n, formula="y ~ 1 + t", model=model)
        # Its own band leaves the noise of single days out; this is its predictive distribution.
        drawn = found.model.predict(X=found.post_design["X"], out_of_sample=True)
        days_drawn = drawn["posterior_predictive"]["y_hat"]
        return np.asarray(days_drawn.sum("obs_ind"), dtype=float).ravel()

    return draw


PEERS: dict[str, Callable[[], Peer]] = {
    "local level": local_level,
    "local level of log1p": log_local_level,
    "tfcausalimpact": causal_impact,
    "CausalPy": interrupted_time_series,
}


def run(name: str, baselines: Floats, file: Path) -> None:
    """Write the draws and the seconds of every window; the first fit only warms up."""
    peer = PEERS[name]()
    peer(baselines[0], 0)
    draws, seconds = _done(file)
    kept = time.monotonic()
    for n in range(len(seconds), len(baselines)):
        start = time.process_time()
        draws.append(peer(baselines[n], n))
        seconds.append(time.process_time() - start)
        print(f"{name}: {n + 1} of {len(baselines)}, {seconds[n]:.1f} s", file=sys.stderr)
        if time.monotonic() - kept > KEPT_EACH:
            _keep(file, draws, seconds)
            kept = time.monotonic()
    _keep(file, draws, seconds)


def _done(file: Path) -> tuple[list[Floats], list[float]]:
    if not file.exists():
        return [], []
    with np.load(file) as kept:
        return list(kept["draws"]), list(kept["seconds"])


def _keep(file: Path, draws: list[Floats], seconds: list[float]) -> None:
    whole = file.with_suffix(".whole.npz")
    np.savez(whole, draws=np.stack(draws), seconds=np.array(seconds))
    whole.replace(file)


def main() -> None:
    """Run from the command line."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    name, asked, answer = sys.argv[1:]
    with np.load(asked) as file:
        baselines = file["baselines"].astype(float)
    run(name, baselines, Path(answer))


if __name__ == "__main__":
    main()
