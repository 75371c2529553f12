"""What is assumed of a series before it is seen, and what may be assumed otherwise."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prior:
    """Log-normal priors of the hyper-parameters; of the autoregression all are equally likely.

    Attributes
    ----------
    step, step_spread
        Median of the day's change of the log rate, and standard deviation of its logarithm.
    size, size_spread
        The same of the negative binomial's size.
    """

    step: float
    step_spread: float
    size: float
    size_spread: float

    def log_density(self, grid: Floats) -> Floats:
        """Return the log prior of each row of a grid, up to a constant."""
        _, step, size = grid.T
        from_step = (np.log(step) - np.log(self.step)) / self.step_spread
        from_size = (np.log(size) - np.log(self.size)) / self.size_spread
        return np.asarray(-0.5 * (from_step**2 + from_size**2), dtype=np.float64)


COUNTED = Prior(step=0.105, step_spread=0.4, size=60.0, size_spread=1.3)
"""For events: chosen on one part of the placebo windows, see docs/benchmarks.md."""

CLUMPED = Prior(step=0.12, step_spread=0.7, size=1.0, size_spread=1.5)
"""For counts that come in clumps, such as deaths that are known by the day only."""

OTHER_PRIORS = {
    "half as much movement": replace(COUNTED, step=COUNTED.step / 2),
    "twice as much movement": replace(COUNTED, step=COUNTED.step * 2),
    "any movement": replace(COUNTED, step_spread=2 * COUNTED.step_spread),
    "more scatter": replace(COUNTED, size=COUNTED.size / 10),
    "any scatter": replace(COUNTED, size_spread=2 * COUNTED.size_spread),
}
"""Priors of events that someone else could have chosen."""
