"""What the same weeks of earlier years let expect: a baseline that no season can mislead."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.errors import QuestionError

Ints = NDArray[np.int64]

FEWEST_YEARS = 3
_MOST = 2**53


def same_weeks(totals: ArrayLike, *, draws: int, seed: int) -> Ints:
    """Draw what a window would have brought if it were one more of these years.

    The logs of the totals (plus one half) are normal about a mean that is not known, with a
    variance that is not known: their predictive distribution is Student's t with as many degrees of
    freedom as there are years, less one (Gelman et al. 2003, Bayesian data analysis, section 3.2).
    That three years say little shows in its tails. Each draw's mean gives a Poisson count, so that
    the noise of a single window is in it even where the totals are all alike.

    Parameters
    ----------
    totals
        Of the window's weeks in each earlier year. Shape: (years,), at least 3.
    draws
        How many.
    seed
        Seed of the draws.

    Returns
    -------
    array
        Totals. Shape: (draws,).

    Raises
    ------
    QuestionError
        When there are fewer than three years, or a total is negative.

    Examples
    --------
    >>> drawn = same_weeks([40, 55, 48, 51], draws=1000, seed=1)
    >>> bool(35 < np.median(drawn) < 60)
    True
    """
    values = np.asarray(totals, dtype=np.float64)
    if values.ndim != 1 or values.size < FEWEST_YEARS:
        raise QuestionError(
            f"{values.size} earlier years",
            remedy=f"at least {FEWEST_YEARS} are needed to tell how much years differ",
        )
    if not (values >= 0).all():
        raise QuestionError(f"{values.min()} in one year", remedy="give counts, zero or more")
    rng = np.random.default_rng(seed)
    logs = np.log(values + 0.5)
    scale = logs.std(ddof=1) * np.sqrt(1 + 1 / values.size)
    log_rate = logs.mean() + scale * rng.standard_t(values.size - 1, draws)
    rate = np.exp(np.clip(log_rate, -700, 30)) - 0.5
    return np.asarray(np.minimum(rng.poisson(np.maximum(rate, 1e-9)), _MOST), dtype=np.int64)
