"""The compiled kernel: Laplace approximation of a count series' latent log rate.

For one series ``y`` of ``n`` daily counts and one set of hyper-parameters the model is::

    y[t]  ~ NegativeBinomial(mean = exp(eta[t]), size = r)
    eta   = columns @ beta + x
    x[t]  = phi * x[t-1] + Normal(0, s),   stationary
    beta  ~ Normal(m, 1 / p),              independent; the first column is the level, all ones

The log posterior of (x, beta) is concave: the count likelihood is log-concave in the log rate and
the prior is Gaussian. Newton's method finds its mode; the precision of x alone is tridiagonal, so
a step costs O(n k^2), and the k columns enter as a border that a Schur complement removes. The
Gaussian at the mode gives the evidence of the hyper-parameters (Tierney & Kadane 1986) and, over a
grid of them, nested approximations in the manner of Rue, Martino & Chopin (2009).

A count likelihood leans: the mode of a log rate lies above its mean. The third derivatives at the
mode give the first correction of the means, and the skewness of the last log rate (Tierney, Kass &
Kadane 1989; the "simplified Laplace" of Rue, Martino & Chopin 2009).
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Model(NamedTuple):
    """One series, its columns and the prior of their coefficients.

    Attributes
    ----------
    y
        Daily counts as floats; a negative one is not known. Shape: (n,).
    columns
        Known effects, the level first. Shape: (n, k).
    mean, precision
        Of the coefficients' prior. Shapes: (k,).
    """

    y: Floats
    columns: Floats
    mean: Floats
    precision: Floats


class Theta(NamedTuple):
    """Hyper-parameters: coefficient and step of the autoregression, size of the counts' noise."""

    phi: float
    step: float
    size: float


class Point(NamedTuple):
    """Where the search stands; ``eta`` follows from the other two."""

    x: Floats
    beta: Floats
    eta: Floats


class Work(NamedTuple):
    """Factors of the precision matrix at a point, and the Newton direction from there.

    Attributes
    ----------
    weight, pivot
        Curvature of the likelihood, and the pivots of the tridiagonal elimination. Shapes: (n,).
    along_x, along_beta
        The direction; before it is found, the slope. Shapes: (n,), (k,).
    border
        Solution of the tridiagonal system for each weighted column. Shape: (n, k).
    schur
        Cholesky factor of the Schur complement. Shape: (k, k).
    """

    weight: Floats
    pivot: Floats
    along_x: Floats
    along_beta: Floats
    border: Floats
    schur: Floats


class Fits(NamedTuple):
    """The approximation at every row of a grid; g rows, k columns, n days.

    Attributes
    ----------
    evidence
        Log evidence of the hyper-parameters. Shape: (g,).
    mean, covariance
        Of the last x and the coefficients, in this order. Shapes: (g, k + 1), (g, k + 1, k + 1).
    skewness
        Of the last x plus the level. Shape: (g,).
    rate, spread
        Mean and variance of each day's log rate. Shapes: (g, n).
    """

    evidence: Floats
    mean: Floats
    covariance: Floats
    skewness: Floats
    rate: Floats
    spread: Floats


_MAX_STEPS = 60
_TOLERANCE = 1e-8
_SMALLEST_STEP = 1e-6
_REACH = 8.0  # standard deviations within which a quantile is looked for
_BISECTIONS = 40
_MOST_SKEWNESS = 0.9  # beyond it the correction would fold the distribution over


def _compiled(function: Callable[..., object]) -> Any:  # noqa: ANN401 - what is made has no type
    """Compile a function and keep what was made; only compile it where nothing can be kept."""
    try:
        return njit(cache=True)(function)
    except RuntimeError:  # neither the package nor the user's folder can be written
        return njit(function)


@_compiled
def _log_rate(model: Model, x: Floats, beta: Floats, eta: Floats) -> None:
    """Fill in the log rate of every day."""
    n, k = model.columns.shape
    for t in range(n):
        total = x[t]
        for j in range(k):
            total += model.columns[t, j] * beta[j]
        eta[t] = total


@_compiled
def _log_joint(model: Model, at: Point, theta: Theta) -> float:
    """Log likelihood plus log prior, up to terms that neither x nor beta touches."""
    phi, s, r = theta
    total = 0.0
    for j in range(at.beta.size):
        total -= 0.5 * model.precision[j] * (at.beta[j] - model.mean[j]) ** 2
    total -= 0.5 * (1.0 - phi * phi) * at.x[0] * at.x[0] / (s * s)
    log_r = math.log(r)
    for t in range(model.y.size):
        if model.y[t] >= 0.0:
            # log(r + exp(eta)) without overflow
            high = max(at.eta[t], log_r)
            log_sum = high + math.log(math.exp(at.eta[t] - high) + math.exp(log_r - high))
            total += model.y[t] * at.eta[t] - (model.y[t] + r) * log_sum
        if t > 0:
            step = at.x[t] - phi * at.x[t - 1]
            total -= 0.5 * step * step / (s * s)
    return float(total)


@_compiled
def _slopes(model: Model, at: Point, theta: Theta, work: Work) -> None:
    """Fill in slope, curvature and the diagonal of the precision at a point."""
    phi, s, r = theta
    n, k = model.columns.shape
    off = -phi / (s * s)
    for j in range(k):
        work.along_beta[j] = -model.precision[j] * (at.beta[j] - model.mean[j])
    for t in range(n):
        p = 1.0 / (1.0 + r * math.exp(-at.eta[t]))
        known = model.y[t] >= 0.0
        score = model.y[t] - (model.y[t] + r) * p if known else 0.0
        work.weight[t] = (model.y[t] + r) * p * (1.0 - p) if known else 0.0
        diagonal = (1.0 + phi * phi) / (s * s) if 0 < t < n - 1 else 1.0 / (s * s)
        work.pivot[t] = diagonal + work.weight[t]
        slope = score - diagonal * at.x[t]
        if t > 0:
            slope -= off * at.x[t - 1]
        if t < n - 1:
            slope -= off * at.x[t + 1]
        work.along_x[t] = slope
        for j in range(k):
            work.along_beta[j] += model.columns[t, j] * score
            work.border[t, j] = work.weight[t] * model.columns[t, j]


@_compiled
def _factorise(  # noqa: C901 - loops, one after the other
    model: Model, theta: Theta, work: Work
) -> float:
    """Eliminate forward, solve for the border, factor the Schur complement; log determinant."""
    n, k = model.columns.shape
    off = -theta.phi / (theta.step * theta.step)
    log_det = 0.0
    for t in range(n):
        if t > 0:
            factor = off / work.pivot[t - 1]
            work.pivot[t] -= factor * off
            for j in range(k):
                work.border[t, j] -= factor * work.border[t - 1, j]
        log_det += math.log(work.pivot[t])
    for t in range(n - 1, -1, -1):
        for j in range(k):
            if t < n - 1:
                work.border[t, j] -= off * work.border[t + 1, j]
            work.border[t, j] /= work.pivot[t]
    work.schur[:] = 0.0
    for i in range(k):
        work.schur[i, i] = model.precision[i]
    for t in range(n):
        for i in range(k):
            weighted = work.weight[t] * model.columns[t, i]
            if weighted != 0.0:
                for j in range(i + 1):
                    work.schur[i, j] += weighted * (model.columns[t, j] - work.border[t, j])
    return float(log_det + _cholesky(work.schur))


@_compiled
def _cholesky(a: Floats) -> float:
    """Replace a matrix by its lower Cholesky factor; returns its log determinant."""
    k = a.shape[0]
    log_det = 0.0
    for j in range(k):
        for i in range(j):
            a[j, j] -= a[j, i] * a[j, i]
        a[j, j] = math.sqrt(a[j, j])
        log_det += 2.0 * math.log(a[j, j])
        for i in range(j + 1, k):
            for m in range(j):
                a[i, j] -= a[i, m] * a[j, m]
            a[i, j] /= a[j, j]
            a[j, i] = 0.0
    return log_det


@_compiled
def _solve(  # noqa: C901 - loops, one after the other
    model: Model, theta: Theta, work: Work, right_x: Floats, right_beta: Floats
) -> None:
    """Turn a right-hand side into the solution of the whole system, in place."""
    n, k = model.columns.shape
    off = -theta.phi / (theta.step * theta.step)
    for t in range(1, n):
        right_x[t] -= off / work.pivot[t - 1] * right_x[t - 1]
    for t in range(n - 1, -1, -1):
        if t < n - 1:
            right_x[t] -= off * right_x[t + 1]
        right_x[t] /= work.pivot[t]
    for t in range(n):
        for j in range(k):
            right_beta[j] -= work.weight[t] * model.columns[t, j] * right_x[t]
    for j in range(k):
        for i in range(j):
            right_beta[j] -= work.schur[j, i] * right_beta[i]
        right_beta[j] /= work.schur[j, j]
    for j in range(k - 1, -1, -1):
        for i in range(j + 1, k):
            right_beta[j] -= work.schur[i, j] * right_beta[i]
        right_beta[j] /= work.schur[j, j]
    for t in range(n):
        for j in range(k):
            right_x[t] -= work.border[t, j] * right_beta[j]


@_compiled
def _direction(model: Model, at: Point, theta: Theta, work: Work) -> tuple[float, float]:
    """Find the Newton direction; returns the log determinant and the decrement."""
    _slopes(model, at, theta, work)
    slope_x, slope_beta = work.along_x.copy(), work.along_beta.copy()
    log_det = _factorise(model, theta, work)
    _solve(model, theta, work, work.along_x, work.along_beta)
    decrement = 0.0
    for t in range(slope_x.size):
        decrement += slope_x[t] * work.along_x[t]
    for j in range(slope_beta.size):
        decrement += slope_beta[j] * work.along_beta[j]
    return log_det, decrement


@_compiled
def _find_mode(model: Model, at: Point, theta: Theta, work: Work) -> tuple[float, float]:
    """Move a point to the mode, in place; returns the joint density and log determinant there."""
    trial = Point(np.empty_like(at.x), np.empty_like(at.beta), np.empty_like(at.eta))
    value = _log_joint(model, at, theta)
    log_det, decrement = _direction(model, at, theta, work)
    for _ in range(_MAX_STEPS):
        if decrement < _TOLERANCE:
            break
        size = 1.0
        while True:
            trial.x[:] = at.x + size * work.along_x
            trial.beta[:] = at.beta + size * work.along_beta
            _log_rate(model, trial.x, trial.beta, trial.eta)
            new_value = _log_joint(model, trial, theta)
            if new_value >= value or size < _SMALLEST_STEP:
                break
            size *= 0.5
        at.x[:], at.beta[:], at.eta[:] = trial.x, trial.beta, trial.eta
        value = new_value
        log_det, decrement = _direction(model, at, theta, work)
    return value, log_det


@_compiled
def _inverse(model: Model, theta: Theta, work: Work, covariance: Floats, spread: Floats) -> None:
    """Fill in the covariance of (last x, beta) and the variance of every day's log rate."""
    n, k = model.columns.shape
    unit_x, unit_beta = np.empty(n), np.empty(k)
    for i in range(k + 1):
        unit_x[:], unit_beta[:] = 0.0, 0.0
        if i == 0:
            unit_x[n - 1] = 1.0
        else:
            unit_beta[i - 1] = 1.0
        _solve(model, theta, work, unit_x, unit_beta)
        covariance[i, 0] = unit_x[n - 1]
        covariance[i, 1:] = unit_beta
    off = -theta.phi / (theta.step * theta.step)
    variance = 0.0
    for t in range(n - 1, -1, -1):
        variance = 1.0 / work.pivot[t] + (off / work.pivot[t]) ** 2 * variance
        spread[t] = variance
        for i in range(k):
            for j in range(k):
                spread[t] += (
                    (model.columns[t, i] - work.border[t, i])
                    * covariance[i + 1, j + 1]
                    * (model.columns[t, j] - work.border[t, j])
                )


@_compiled
def _third(model: Model, at: Point, size: float) -> Floats:
    """Return the third derivative of each day's log likelihood by its log rate."""
    out = np.zeros(model.y.size)
    for t in range(model.y.size):
        if model.y[t] < 0.0:
            continue
        p = 1.0 / (1.0 + size * math.exp(-at.eta[t]))
        out[t] = -(model.y[t] + size) * p * (1.0 - p) * (1.0 - 2.0 * p)
    return out


@_compiled
def _shift(
    model: Model, theta: Theta, work: Work, third: Floats, spread: Floats
) -> tuple[Floats, Floats]:
    """Return how far the means of x and beta lie from the mode."""
    x, beta = 0.5 * third * spread, np.zeros(model.mean.size)
    for t in range(x.size):
        for j in range(beta.size):
            beta[j] += model.columns[t, j] * x[t]
    _solve(model, theta, work, x, beta)
    return x, beta


@_compiled
def _lean(model: Model, theta: Theta, work: Work, third: Floats) -> float:
    """Return the skewness of the last x plus the level."""
    n, k = model.columns.shape
    x, beta = np.zeros(n), np.zeros(k)
    x[n - 1], beta[0] = 1.0, 1.0
    _solve(model, theta, work, x, beta)
    total = 0.0
    for t in range(n):
        reach = x[t]
        for j in range(k):
            reach += model.columns[t, j] * beta[j]
        total += third[t] * reach**3
    skewness = total / (x[n - 1] + beta[0]) ** 1.5
    return float(min(max(skewness, -_MOST_SKEWNESS), _MOST_SKEWNESS))


@_compiled
def _constant(y: Floats, r: float) -> float:
    """Terms of the log likelihood that only r touches."""
    total = 0.0
    for count in y:
        if count >= 0.0:
            total += math.lgamma(count + r) - math.lgamma(r) - math.lgamma(count + 1.0)
            total += r * math.log(r)
    return total


@_compiled
def laplace_grid(model: Model, grid: Floats) -> Fits:
    """Laplace approximation of one series at every row of a hyper-parameter grid.

    Parameters
    ----------
    model
        At least two days.
    grid
        Hyper-parameters (phi, step, size), neighbours in neighbouring rows. Shape: (g, 3).

    Returns
    -------
    Fits
        Of every row.
    """
    (n, k), g = model.columns.shape, grid.shape[0]
    evidence, skewness = np.empty(g), np.empty(g)
    mean, covariance = np.empty((g, k + 1)), np.empty((g, k + 1, k + 1))
    rate, spread = np.empty((g, n)), np.empty((g, n))
    at = Point(np.zeros(n), model.mean.copy(), np.empty(n))
    _log_rate(model, at.x, at.beta, at.eta)
    work = Work(
        np.empty(n), np.empty(n), np.empty(n), np.empty(k), np.empty((n, k)), np.empty((k, k))
    )
    log_precision = np.log(model.precision).sum()
    for row in range(g):
        theta = Theta(grid[row, 0], grid[row, 1], grid[row, 2])
        value, log_det = _find_mode(model, at, theta, work)
        log_prior = -2.0 * n * math.log(theta.step) + math.log(1.0 - theta.phi**2) + log_precision
        constant = _constant(model.y, theta.size)
        evidence[row] = value + constant + 0.5 * (log_prior - log_det)
        _inverse(model, theta, work, covariance[row], spread[row])
        third = _third(model, at, theta.size)
        skewness[row] = _lean(model, theta, work, third)
        shift_x, shift_beta = _shift(model, theta, work, third, spread[row])
        mean[row, 0] = at.x[n - 1] + shift_x[n - 1]
        mean[row, 1:] = at.beta + shift_beta
        _log_rate(model, at.x + shift_x, at.beta + shift_beta, rate[row])
    return Fits(evidence, mean, covariance, skewness, rate, spread)


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
