"""The claims ledger: what each claimant says, against the record, with intervals where due."""

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.domain.claim import Claim
from trucewatch.domain.incident import Incident
from trucewatch.domain.interval import Interval
from trucewatch.domain.ledger import ClaimantGaps, DailyRecord, Gap, Ledger, Spread
from trucewatch.domain.truce import Bound
from trucewatch.estimate.poisson_count import count_interval
from trucewatch.estimate.poisson_ratio import rate_ratio
from trucewatch.register.claims import gaps, spreads, statements

_APART = (
    "both are taken as Poisson counts made apart from each other; where they are of the same "
    "events the interval is too wide, where events come in clusters too narrow"
)


def claims_ledger(
    claims: Sequence[Claim],
    records: Sequence[DailyRecord] = (),
    incidents: Sequence[Incident] = (),
    *,
    level: float = 0.9,
) -> Ledger:
    """Hold claims against the record and against one another.

    Parameters
    ----------
    claims
        Counts, denials and admissions.
    records
        What the record holds, day by day, one for each measure at most.
    incidents
        As they stand, for denials and admissions.
    level
        Of the intervals.

    Returns
    -------
    Ledger
        The gap of each claimant over time, claimants side by side, and what was denied or admitted.
        A figure stated as "at least" or "at most" has no interval, and says so.

    Raises
    ------
    InputError
        When a claim lacks what its kind needs, or the level is not between 0 and 1.

    Examples
    --------
    >>> from datetime import date
    >>> from trucewatch.days import DaySpan
    >>> from trucewatch.domain.claim import ClaimKind
    >>> week = DaySpan(date(2020, 3, 1), date(2020, 3, 8))
    >>> claim = Claim("c-1", "Army", ClaimKind.COUNT, week.end, "its page", "attacks", week, 21.0)
    >>> record = DailyRecord("verified", "attacks", {date(2020, 3, 2): 7}, week)
    >>> (gap,) = claims_ledger([claim], [record]).claimants[0].gaps
    >>> gap.ratio, gap.difference, round(gap.ratio_interval.low, 2)
    (3.0, 14.0, 1.39)
    """
    return Ledger(
        claimants=tuple(_with_intervals(one, level) for one in gaps(claims, records)),
        spreads=tuple(_spread(one, level) for one in spreads(claims)),
        statements=statements(claims, incidents),
        level=level,
    )


def _with_intervals(one: ClaimantGaps, level: float) -> ClaimantGaps:
    return replace(one, gaps=tuple(_gap(gap, level) for gap in one.gaps))


def _gap(gap: Gap, level: float) -> Gap:
    """Add the interval of the record, and that of the ratio where it is due."""
    if gap.recorded is None or gap.claim.span is None:
        return gap
    garwood = count_interval(gap.recorded, level=level)
    recorded = Interval(float(gap.recorded), garwood.low, garwood.high, level)
    if gap.why_no_interval:
        return replace(gap, recorded_interval=recorded)
    days = gap.claim.span.days
    exact = rate_ratio(gap.recorded, days, int(gap.claim.value or 0), days, level=level)
    return replace(
        gap,
        recorded_interval=recorded,
        ratio_interval=Interval(exact.ratio, exact.low, exact.high, level),
        caveat="; ".join(filter(None, (gap.caveat, _APART))),
    )


def _spread(spread: Spread, level: float) -> Spread:
    """Add the interval of the highest divided by the lowest, where both are counts."""
    high, low = spread.rows[0].claim, spread.rows[-1].claim
    if spread.why_no_interval or high.span is None or low.span is None:
        return spread
    exact = rate_ratio(
        int(low.value or 0), low.span.days, int(high.value or 0), high.span.days, level=level
    )
    about = Bound.ABOUT in (high.bound, low.bound)
    caveat = 'a figure stated as "about" is taken at its word; ' if about else ""
    return replace(
        spread,
        ratio_interval=Interval(exact.ratio, exact.low, exact.high, level),
        caveat=caveat + _APART,
    )
