"""The compiled kernel: Laplace approximation of a count series' latent log rate.

For one series ``y`` of ``n`` daily counts and one set of hyper-parameters the model is::

    y[t]   ~ NegativeBinomial(mean = exp(level + x[t]), size = r)
    x[t]   = phi * x[t-1] + Normal(0, s),   stationary
    level  ~ Normal(m, v)

The log posterior of (x, level) is concave: the count likelihood is log-concave in the log rate and
the prior is Gaussian. Newton's method finds its mode; the precision of x alone is tridiagonal, so
a step costs O(n), and the level enters as a border that a Schur complement removes. The Gaussian at
the mode gives the evidence of the hyper-parameters (Tierney & Kadane 1986) and, over a grid of
them, nested approximations in the manner of Rue, Martino & Chopin (2009).
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Theta = tuple[float, float, float, float, float]
"""phi, s, r, m and v of the model above."""
Step = tuple[float, float, float, float, float, float]
"""Change of the level; log determinant; Schur complement; last pivot; last border; decrement."""

_MAX_STEPS = 60
_TOLERANCE = 1e-8
_SMALLEST_STEP = 1e-6
_REACH = 8.0  # standard deviations within which a quantile is looked for
_BISECTIONS = 40


def _compiled(function: Callable[..., object]) -> Any:  # noqa: ANN401 - what is made has no type
    """Compile a function and keep what was made; only compile it where nothing can be kept."""
    try:
        return njit(cache=True)(function)
    except RuntimeError:  # neither the package nor the user's folder can be written
        return njit(function)


@_compiled
def _log_joint(y: Floats, x: Floats, level: float, theta: Theta) -> float:
    """Log likelihood plus log prior, up to terms that no hyper-parameter but r and s touches."""
    phi, s, r, m, v = theta
    total = -0.5 * (level - m) ** 2 / v
    total -= 0.5 * (1.0 - phi * phi) * x[0] * x[0] / (s * s)
    for t in range(y.size):
        eta = level + x[t]
        # log(r + exp(eta)) without overflow
        high = max(eta, math.log(r))
        log_sum = high + math.log(math.exp(eta - high) + math.exp(math.log(r) - high))
        total += y[t] * eta - (y[t] + r) * log_sum
        if t > 0:
            step = x[t] - phi * x[t - 1]
            total -= 0.5 * step * step / (s * s)
    return float(total)


@_compiled
def _slopes(y: Floats, x: Floats, level: float, theta: Theta, work: Floats) -> float:
    """Fill in gradient, weight and diagonal at a point; returns the slope along the level."""
    phi, s, r, m, v = theta
    weight, pivot, gradient = work[2], work[3], work[4]
    n = y.size
    q_off = -phi / (s * s)
    along_level = -(level - m) / v
    for t in range(n):
        p = 1.0 / (1.0 + r * math.exp(-(level + x[t])))
        score = y[t] - (y[t] + r) * p
        weight[t] = (y[t] + r) * p * (1.0 - p)
        q_diag = (1.0 + phi * phi) / (s * s) if 0 < t < n - 1 else 1.0 / (s * s)
        pivot[t] = q_diag + weight[t]
        gradient[t] = score - q_diag * x[t]
        if t > 0:
            gradient[t] -= q_off * x[t - 1]
        if t < n - 1:
            gradient[t] -= q_off * x[t + 1]
        along_level += score
    return along_level


@_compiled
def _newton_step(y: Floats, x: Floats, level: float, theta: Theta, work: Floats) -> Step:
    """One Newton direction by forward elimination, back substitution and a Schur complement.

    ``work`` has five rows of length n: direction, border, weight, pivot, gradient. On return row 0
    holds the direction of x and row 1 the solution of the border system.
    """
    along_level = _slopes(y, x, level, theta, work)
    direction, border, weight, pivot, gradient = work[0], work[1], work[2], work[3], work[4]
    n = y.size
    q_off = -theta[0] / (theta[1] * theta[1])
    log_det = 0.0
    direction[:] = gradient
    border[:] = weight
    for t in range(n):
        if t > 0:
            factor = q_off / pivot[t - 1]
            pivot[t] -= factor * q_off
            direction[t] -= factor * direction[t - 1]
            border[t] -= factor * border[t - 1]
        log_det += math.log(pivot[t])
    for t in range(n - 1, -1, -1):
        if t < n - 1:
            direction[t] -= q_off * direction[t + 1]
            border[t] -= q_off * border[t + 1]
        direction[t] /= pivot[t]
        border[t] /= pivot[t]
    schur = 1.0 / theta[4]
    right = along_level
    for t in range(n):
        schur += weight[t] * (1.0 - border[t])
        right -= weight[t] * direction[t]
    d_level = right / schur
    decrement = d_level * along_level
    for t in range(n):
        direction[t] -= border[t] * d_level
        decrement += direction[t] * gradient[t]
    return d_level, log_det + math.log(schur), schur, pivot[n - 1], border[n - 1], decrement


@_compiled
def _find_mode(
    y: Floats, x: Floats, start: float, theta: Theta, work: Floats
) -> tuple[float, float, Step]:
    """Move ``x`` (in place) and the level to the mode; returns level, value and step there."""
    level = start
    value = _log_joint(y, x, level, theta)
    trial = np.empty(y.size)
    step = _newton_step(y, x, level, theta, work)
    for _ in range(_MAX_STEPS):
        if step[5] < _TOLERANCE:
            break
        size = 1.0
        while True:
            trial[:] = x + size * work[0]
            new_value = _log_joint(y, trial, level + size * step[0], theta)
            if new_value >= value or size < _SMALLEST_STEP:
                break
            size *= 0.5
        level += size * step[0]
        x[:] = trial
        value = new_value
        step = _newton_step(y, x, level, theta, work)
    return level, value, step


@_compiled
def _log_rates(
    x: Floats, level: float, theta: Theta, schur: float, work: Floats, rate: Floats, spread: Floats
) -> None:
    """Fill in mode and variance of each day's log rate from the factors of the last step."""
    border, pivot = work[1], work[3]
    q_off = -theta[0] / (theta[1] * theta[1])
    variance = 0.0
    for t in range(x.size - 1, -1, -1):
        variance = 1.0 / pivot[t] + (q_off / pivot[t]) ** 2 * variance
        rate[t] = level + x[t]
        spread[t] = variance + (1.0 - border[t]) ** 2 / schur


@_compiled
def _constant(y: Floats, r: float) -> float:
    """Terms of the log likelihood that only r touches."""
    total = y.size * r * math.log(r)
    for count in y:
        total += math.lgamma(count + r) - math.lgamma(r) - math.lgamma(count + 1.0)
    return total


@_compiled
def laplace_grid(y: Floats, grid: Floats, m: float, v: float) -> tuple[Floats, Floats, Floats]:
    """Laplace approximation of one series at every row of a hyper-parameter grid.

    Parameters
    ----------
    y
        Daily counts as floats, at least two. Shape: (n,).
    grid
        Hyper-parameters (phi, s, r), neighbours in neighbouring rows. Shape: (g, 3).
    m, v
        Mean and variance of the level's prior (natural log of events per day).

    Returns
    -------
    table, rate, spread
        ``table`` has a row per grid row: log evidence; mode of the last x; mode of the level;
        variance of the last x; their covariance; variance of the level. Shape: (g, 6).
        ``rate`` and ``spread`` hold mode and variance of level + x, the log rate of each day.
        Shape: (g, n).
    """
    n, g = y.size, grid.shape[0]
    table = np.empty((g, 6))
    rate = np.empty((g, n))
    spread = np.empty((g, n))
    x = np.zeros(n)
    work = np.empty((5, n))
    level = m
    constant, last_r = 0.0, -1.0
    for k in range(g):
        theta = (grid[k, 0], grid[k, 1], grid[k, 2], m, v)
        phi, s, r = grid[k]
        if r != last_r:
            constant, last_r = _constant(y, r), r
        level, value, step = _find_mode(y, x, level, theta, work)
        log_det_prior = -2.0 * n * math.log(s) + math.log(1.0 - phi * phi) - math.log(v)
        _, log_det, schur, last_pivot, border_last, _ = step
        table[k, 0] = value + constant + 0.5 * (log_det_prior - log_det)
        table[k, 1] = x[n - 1]
        table[k, 2] = level
        table[k, 3] = 1.0 / last_pivot + border_last * border_last / schur
        table[k, 4] = -border_last / schur
        table[k, 5] = 1.0 / schur
        _log_rates(x, level, theta, schur, work, rate[k], spread[k])
    return table, rate, spread


@_compiled
def mixture_quantile(mean: Floats, variance: Floats, weights: Floats, q: float) -> Floats:
    """Quantile of a mixture of normal distributions for each day, by bisection.

    Parameters
    ----------
    mean, variance
        Of each component and day. Shape: (g, n).
    weights
        Of the components; they sum to one. Shape: (g,).
    q
        Which quantile, between 0 and 1.

    Returns
    -------
    array
        Shape: (n,).
    """
    g, n = mean.shape
    out = np.empty(n)
    for t in range(n):
        left, right = np.inf, -np.inf
        for k in range(g):
            reach = _REACH * math.sqrt(variance[k, t])
            left = min(left, mean[k, t] - reach)
            right = max(right, mean[k, t] + reach)
        for _ in range(_BISECTIONS):
            middle = 0.5 * (left + right)
            below = 0.0
            for k in range(g):
                z = (middle - mean[k, t]) / math.sqrt(2.0 * variance[k, t])
                below += weights[k] * 0.5 * (1.0 + math.erf(z))
            if below < q:
                left = middle
            else:
                right = middle
        out[t] = 0.5 * (left + right)
    return out
