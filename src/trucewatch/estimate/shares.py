"""How: whether violence took another form, by the shares of its kinds before and in a window.

Kinds of violence come in bursts: a day of shelling is many shellings. The counts are therefore
taken in blocks of days, and within a block the kinds are Dirichlet-multinomial [1]_: each block has
shares of its own, which scatter about the common ones with a concentration that is learnt from the
blocks of the baseline. The blocks are as long as the window where the baseline has at least six
such, so that what a window's shares do without a truce is seen in the baseline itself.

Each kind against the rest is then beta-binomial, the change of its log odds has the prior of
``trucewatch.estimate.ratios`` with its centre at zero, and the kinds are called together by
``trucewatch.estimate.calls``.

References
----------
.. [1] Mosimann, J. E. (1962) On the compound multinomial distribution, the multivariate
   beta-distribution, and correlations among proportions. Biometrika 49: 65-82.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trucewatch.domain.interval import Interval
from trucewatch.errors import QuestionError
from trucewatch.estimate import ratios
from trucewatch.estimate.calls import NOT_SURE, Call, call_of, called, false_sign_rates
from trucewatch.estimate.checks import checked_counts, checked_level, checked_seed
from trucewatch.estimate.intervals import interval, tails

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MIN_DAYS = 42
MIN_BLOCKS = 6
MIN_BLOCK_DAYS = 7
MIN_WINDOW_COUNT = 10
"""With fewer in the window, or in the baseline, nothing is said of shares."""

_CONCENTRATION: Floats = np.exp(np.linspace(np.log(2.0), np.log(2000.0), 14))
_LEVELS: Floats = (np.arange(24) + 0.5) / 24  # of the quantiles that stand for a share before
_PRIOR = 0.5  # of an event in each kind, Jeffreys' prior
_DRAWS = 2000
_LEAST, _MOST = 1e-9, 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Share:
    """One kind's part of all that was counted.

    Attributes
    ----------
    counted_before, counted_during
        Its counts.
    before, during
        Its share of the baseline and of the window, without the chance of single blocks; the
        interval of ``during`` includes how far shares scatter without a truce.
    rise, fall
        Probability that the share rose, or fell; the rest is that of no change.
    false_sign
        What the larger of the two lacks to one.
    reason
        Why nothing can be said; None where something can.
    """

    counted_before: int
    counted_during: int
    before: Interval
    during: Interval
    rise: float
    fall: float
    false_sign: float
    call: Call
    reason: str | None


@dataclass(frozen=True, slots=True)
class Shares:
    """The kinds, in the order given, and what they say together.

    Attributes
    ----------
    changed
        Whether any kind is called.
    moved
        Share of the window's events that would have to be of another kind for the shares to be
        those of the baseline (total variation distance).
    usual
        What it would be in such a window with nothing changed; chance alone makes it more than
        zero.
    as_far_by_chance
        Probability that it is as large as ``moved`` with nothing changed.
    block_days
        Length of the blocks.
    note
        Why nothing can be said of any kind; None where something might.
    """

    kinds: tuple[Share, ...]
    changed: bool
    moved: float | None
    usual: Interval | None
    as_far_by_chance: float | None
    block_days: int
    note: str | None


def shares(
    before: ArrayLike,
    during: ArrayLike,
    *,
    level: float,
    seed: int,
    block_days: int | None = None,
) -> Shares:
    """Compare the shares of kinds in a window with those of the baseline.

    Parameters
    ----------
    before
        Daily counts of the baseline, oldest first, at least 42 days. Shape: (days, kinds).
    during
        Daily counts of the window. Shape: (window days, kinds), at least two kinds.
    level
        Level of the intervals; the calls follow ``trucewatch.estimate.calls.CALL_RULE``.
    seed
        Seed of ``usual`` and ``as_far_by_chance``; nothing else is drawn.
    block_days
        Length of the blocks. By default that of the window, but at least a week, and short enough
        for the baseline to have six.

    Returns
    -------
    Shares
        With ``.kinds`` and what holds of them together.

    Raises
    ------
    QuestionError
        When counts are none, their shapes do not fit or a number is out of range.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> before = rng.poisson([3.0, 1.0], (168, 2))
    >>> during = rng.poisson([1.0, 3.0], (28, 2))
    >>> found = shares(before, during, level=0.9, seed=1)
    >>> [kind.call.value for kind in found.kinds], found.block_days
    (['reduced', 'increased'], 28)
    """
    baseline = checked_counts(before, "before", 2)
    window = checked_counts(during, "during", 2)
    _check_together(baseline, window)
    checked_level(level)
    checked_seed(seed)
    days = _block_days(len(baseline), len(window), block_days)
    order = np.lexsort(np.vstack([window, baseline]))  # sums must not hang on the order given
    baseline, window = baseline[:, order], window[:, order]
    places = np.argsort(order)
    few = min(baseline.sum(), window.sum()) < MIN_WINDOW_COUNT
    note = f"Fewer than {MIN_WINDOW_COUNT} in the baseline or the window." if few else None
    # Blocks end where the baseline ends: what lies just before the window is used whole.
    blocks, window_blocks = _blocks(baseline[::-1], days), _blocks(window, days)
    weights = _concentration(blocks)
    kinds = _kinds(blocks, window_blocks, weights, level, note)
    moved = usual = chance = None
    if not few:
        moved, distances = _distances(blocks, window_blocks, weights, seed)
        usual = interval(np.quantile(distances, tails(level), method="inverted_cdf"), level)
        chance = float(np.mean(distances >= moved - 1e-12))
    return Shares(
        kinds=tuple(kinds[place] for place in places),
        changed=any(kind.call is not Call.NOTHING for kind in kinds),
        moved=moved,
        usual=usual,
        as_far_by_chance=chance,
        block_days=days,
        note=note,
    )


def _check_together(before: Ints, during: Ints) -> None:
    if before.shape[1] != during.shape[1]:
        raise QuestionError(
            f"during: {during.shape[1]} kinds, before: {before.shape[1]}",
            remedy="give the same kinds in the same order",
        )
    if before.shape[1] < 2:
        raise QuestionError(f"{before.shape[1]} kinds", remedy="shares need at least two kinds")
    if len(before) < MIN_DAYS or not len(during):
        raise QuestionError(
            f"before: {len(before)} days, during: {len(during)}",
            remedy=f"give at least {MIN_DAYS} days before the window and one in it",
        )


def _block_days(baseline: int, window: int, wanted: int | None) -> int:
    longest = baseline // MIN_BLOCKS
    if wanted is None:
        return min(max(window, MIN_BLOCK_DAYS), longest)
    if not isinstance(wanted, int | np.integer) or not 1 <= wanted <= longest:
        raise QuestionError(
            f"block_days is {wanted!r}",
            remedy=f"give 1 to {longest}, so that the baseline has {MIN_BLOCKS} blocks",
        )
    return int(wanted)


def _blocks(counts: Ints, days: int) -> Floats:
    """Sums over blocks of days; the last one may be shorter, empty ones are left out."""
    sums = np.add.reduceat(counts, np.arange(0, len(counts), days), axis=0)
    return np.asarray(sums[sums.sum(axis=1) > 0], dtype=np.float64)


def _effective(blocks: Floats) -> Floats:
    """Counts as many as independent events would tell the same. Shape: (concentrations, kinds).

    A block of n events tells as much as n (1 + a) / (n + a) independent ones, where a is the
    concentration: a single block never more than 1 + a.
    """
    size = blocks.sum(axis=1)
    worth = (1.0 + _CONCENTRATION[:, None]) / (size + _CONCENTRATION[:, None])
    return np.asarray(worth @ blocks)


def _concentration(blocks: Floats) -> Floats:
    """Posterior weights of the concentrations, flat in their logarithm beforehand.

    The common shares are put at their effective estimate and integrated out about it by Laplace's
    method; without the latter term few blocks would look alike too easily.
    """
    from scipy.special import gammaln

    effective = _effective(blocks)
    log_weights = np.empty(_CONCENTRATION.size)
    size = blocks.sum(axis=1)
    for row, a in enumerate(_CONCENTRATION):
        common = a * ratios.normalised(effective[row] + _PRIOR)
        terms = gammaln(blocks + common).sum(axis=1) - gammaln(common).sum()
        log_weights[row] = np.sum(gammaln(a) - gammaln(size + a) + terms)
        told = effective[row].sum() + _PRIOR * blocks.shape[1]
        log_weights[row] -= 0.5 * (blocks.shape[1] - 1) * np.log(told)
    return ratios.normalised(np.exp(log_weights - log_weights.max()))


def _kinds(
    blocks: Floats, window: Floats, weights: Floats, level: float, note: str | None
) -> list[Share]:
    shares_before = _shares_before(blocks)
    tables = [
        _likelihood(window[:, kind], window.sum(axis=1), shares_before[:, kind])
        for kind in range(blocks.shape[1])
    ]
    likelihood = np.array([np.tensordot(weights, t.mean(axis=1), axes=1) for t in tables])
    scale = likelihood.max(axis=1)
    # The last share follows from the others: k kinds tell as much as k - 1.
    power = 1.0 - 1.0 / len(tables)
    # And where one share changes others must, so that either all may have changed or none.
    grid = ratios.hyper(centred=True, unchanged=(0.0, 1.0))
    found = ratios.posterior(likelihood / scale[:, None], grid, power=power)
    false_sign = false_sign_rates(found.fall, found.rise)
    sure = called(false_sign, np.full(len(tables), note is None), level=level)
    out = []
    for kind, table in enumerate(tables):
        points = shares_before[:, kind]
        # The posterior of the change, given back to the shares and concentrations it came from.
        apart = found.theta[kind] / np.maximum(likelihood[kind], 1e-300)
        during = weights[:, None, None] * table * apart / points.shape[1]
        known = np.broadcast_to(weights[:, None], points.shape) / points.shape[1]
        out.append(
            Share(
                counted_before=int(blocks[:, kind].sum()),
                counted_during=int(window[:, kind].sum()),
                before=_interval_of(points, known, level),
                during=_interval_of(_moved(points), during, level),
                rise=float(found.rise[kind]),
                fall=float(found.fall[kind]),
                false_sign=float(false_sign[kind]),
                call=call_of(fell=bool(found.fall[kind] > found.rise[kind]), sure=bool(sure[kind])),
                reason=None if sure[kind] else note or NOT_SURE,
            )
        )
    return out


def _shares_before(blocks: Floats) -> Floats:
    """Quantiles of each share before. Shape: (concentrations, kinds, levels)."""
    from scipy.special import betaincinv

    one = _effective(blocks) + _PRIOR
    rest = one.sum(axis=1, keepdims=True) - one
    found = betaincinv(one[..., None], rest[..., None], _LEVELS)
    return np.asarray(np.clip(found, _LEAST, _MOST))


def _moved(before: Floats) -> Floats:
    """Shares after each change of the log odds. Shape: (*before.shape, cells)."""
    from scipy.special import expit, logit

    found = expit(logit(before)[..., None] + ratios.POINTS)
    return np.asarray(np.clip(found, _LEAST, _MOST))


def _likelihood(counts: Floats, size: Floats, before: Floats) -> Floats:
    """Beta-binomial likelihood of a kind's window. Shape: (concentrations, levels, cells)."""
    from scipy.special import gammaln

    share = _moved(before)
    one = _CONCENTRATION[:, None, None] * share
    rest = _CONCENTRATION[:, None, None] * (1.0 - share)
    logs = np.zeros(share.shape)
    a = _CONCENTRATION[:, None, None]
    for count, total in zip(counts, size, strict=True):
        logs += gammaln(one + count) - gammaln(one)
        logs += gammaln(rest + total - count) - gammaln(rest)
        logs += gammaln(a) - gammaln(a + total)
    return np.asarray(np.exp(logs - logs.max()))


def _interval_of(values: Floats, weights: Floats, level: float) -> Interval:
    """Median and central interval of weighted values."""
    order = np.argsort(values, axis=None, kind="stable")
    points, mass = values.ravel()[order], weights.ravel()[order]
    reached = (np.cumsum(mass) - mass / 2) / mass.sum()
    return interval(np.interp(tails(level), reached, points), level)


def _distances(blocks: Floats, window: Floats, weights: Floats, seed: int) -> tuple[float, Floats]:
    """How far the window's shares lie from those before, and would with nothing changed."""
    rng = np.random.default_rng(seed)
    before = ratios.normalised(blocks.sum(axis=0))
    moved = _distance(window.sum(axis=0)[None, :], before)[0]
    rows = rng.choice(weights.size, _DRAWS, p=weights)
    common = _dirichlet(_effective(blocks)[rows] + _PRIOR, rng)
    drawn = np.zeros((_DRAWS, before.size))
    for size in window.sum(axis=1).astype(np.int64):
        own = _dirichlet(_CONCENTRATION[rows, None] * common, rng)
        drawn += rng.multinomial(size, own)
    return float(moved), _distance(drawn, before)


def _dirichlet(alpha: Floats, rng: np.random.Generator) -> Floats:
    """Draw a row of shares for each row of parameters; the least keeps a row of zeros whole."""
    return ratios.normalised(np.maximum(rng.standard_gamma(alpha), 1e-300))


def _distance(counts: Floats, before: Floats) -> Floats:
    return np.asarray(np.abs(ratios.normalised(counts) - before).sum(axis=1) / 2)
