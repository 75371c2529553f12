"""Claims against the record: how far each claimant is from it, and from the others.

Nothing is averaged. A claim is only held against a record of the same measure that was kept on all
its days; claims of several claimants are set side by side where they speak of the same days, or
nearly, and then as rates per day.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from trucewatch.days import DaySpan
from trucewatch.domain.claim import Claim, ClaimKind
from trucewatch.domain.incident import Incident, IncidentState
from trucewatch.domain.ledger import (
    ClaimantGaps,
    DailyRecord,
    Gap,
    Spread,
    SpreadRow,
    Stands,
    Statement,
)
from trucewatch.domain.truce import Bound
from trucewatch.errors import InputError

SHARED_DAYS = 0.8
"""Share of the days of either that two spans must have in common to be of the same time."""

_UPHELD = {IncidentState.VERIFIED, IncidentState.ATTRIBUTED}
_DROPPED = {IncidentState.REJECTED, IncidentState.NOT_A_VIOLATION}


def gaps(claims: Sequence[Claim], records: Sequence[DailyRecord]) -> tuple[ClaimantGaps, ...]:
    """Hold every claim of a count against the record of the same measure.

    Parameters
    ----------
    claims
        Of any kind; denials and admissions are passed over.
    records
        One for each measure at most.

    Returns
    -------
    tuple of ClaimantGaps
        By claimant and measure, in order of appearance; gaps in the order of the days.

    Raises
    ------
    InputError
        When a claim of a count has no value, measure or span, or two records have one measure.

    Examples
    --------
    >>> gaps((), ())
    ()
    """
    kept: dict[str, DailyRecord] = {}
    for record in records:
        if kept.setdefault(record.measure, record) is not record:
            raise InputError(
                f"two records of {record.measure}", remedy="say which of them claims are held to"
            )
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in counted(claims):
        told[claim.claimant, claim.measure or ""].append(claim)
    return tuple(
        _claimant(claimant, measure, some, kept.get(measure))
        for (claimant, measure), some in told.items()
    )


def counted(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of a count; raise InputError for one that lacks what a count needs."""
    found = [claim for claim in claims if claim.kind is ClaimKind.COUNT]
    for claim in found:
        for name in ("measure", "span", "value"):
            if getattr(claim, name) is None:
                raise InputError(f"the claim {claim.id} of a count has no {name}")
        if claim.span and not claim.span.days:
            raise InputError(f"the claim {claim.id} speaks of no day")
    return found


def why_no_interval(claim: Claim) -> str | None:
    """Say why a claim cannot be taken for a count; None if it can.

    Examples
    --------
    >>> from datetime import date
    >>> span = DaySpan(date(2020, 3, 1), date(2020, 4, 16))
    >>> claim = Claim("c", "X", ClaimKind.COUNT, date(2020, 5, 1), "u", "attacks", span, 4500.0,
    ...               Bound.AT_LEAST)
    >>> why_no_interval(claim)
    'stated as "at least"'
    """
    if claim.bound in (Bound.AT_LEAST, Bound.AT_MOST):
        return f'stated as "{claim.bound.value}"'
    value = claim.value or 0.0
    if value < 0 or value != int(value):
        return f"{value:g} is no whole number"
    return None


def _claimant(
    claimant: str, measure: str, claims: list[Claim], record: DailyRecord | None
) -> ClaimantGaps:
    found = tuple(_gap(claim, record) for claim in sorted(claims, key=_by_days))
    ratios = [
        one.ratio
        for one in found
        if one.ratio is not None and one.bound in (Bound.EXACT, Bound.ABOUT)
        if not math.isnan(one.ratio)
    ]
    return ClaimantGaps(claimant, measure, found, median(ratios) if ratios else None)


def _by_days(claim: Claim) -> tuple[DaySpan, str]:
    return claim.span or DaySpan(claim.made, claim.made), claim.id


def _gap(claim: Claim, record: DailyRecord | None) -> Gap:
    value, span = claim.value or 0.0, claim.span or DaySpan(claim.made, claim.made)
    why_not = _why_not(claim, span, record)
    if record is None or why_not:
        return Gap(claim, None, None, None, claim.bound, why_not=why_not)
    recorded = record.over(span)
    ratio = value / recorded if recorded else (math.inf if value else math.nan)
    about = 'the claim, stated as "about", is taken at its word'
    return Gap(
        claim,
        recorded,
        ratio,
        value - recorded,
        claim.bound,
        why_no_interval=why_no_interval(claim),
        caveat=about if claim.bound is Bound.ABOUT else None,
    )


def _why_not(claim: Claim, span: DaySpan, record: DailyRecord | None) -> str | None:
    if record is None:
        return f"there is no record of {claim.measure}"
    if not record.covers.covers(span):
        return f"the record was kept from {record.covers}, the claim speaks of {span}"
    return None


def spreads(claims: Sequence[Claim]) -> tuple[Spread, ...]:
    """Set side by side what different claimants claim of one measure for the same time.

    Parameters
    ----------
    claims
        Of any kind; only counts are set side by side.

    Returns
    -------
    tuple of Spread
        By measure and days. Claims of the same days are compared as counts. Spans that have at
        least four fifths of their days in common are compared as rates per day, and the note says
        so; others are not compared at all.

    Examples
    --------
    >>> spreads(())
    ()
    """
    measures: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(counted(claims), key=_by_days):
        measures[claim.measure or ""].append(claim)
    return tuple(
        _spread(measure, group)
        for measure in sorted(measures)
        for group in _same_time(measures[measure])
        if len({claim.claimant for claim in group}) > 1
    )


def _same_time(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Put claims together whose spans are each like all the others of the group."""
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if all(_alike(claim, other) for other in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    yield from groups


def _alike(first: Claim, second: Claim) -> bool:
    one, other = first.span, second.span
    if one is None or other is None:
        return False
    shared = (min(one.end, other.end) - max(one.start, other.start)).days
    either = (max(one.end, other.end) - min(one.start, other.start)).days
    return shared >= SHARED_DAYS * either


def _spread(measure: str, claims: list[Claim]) -> Spread:
    spans = sorted({claim.span for claim in claims if claim.span})
    rows = sorted(
        (SpreadRow(claim, (claim.value or 0.0) / _days(claim)) for claim in claims),
        key=lambda row: (-row.per_day, row.claim.id),
    )
    high, low = rows[0], rows[-1]
    ratio = high.per_day / low.per_day if low.per_day else math.inf
    if len(spans) == 1:
        note = f"counts of the same days, {spans[0]}"
    else:
        listed = "; ".join(f"{span} ({span.days} days)" for span in spans)
        note = f"rates per day, because the spans differ: {listed}"
    return Spread(
        measure,
        tuple(rows),
        len(spans) > 1,
        ratio if high.per_day else math.nan,
        _bound_of_ratio(high.claim.bound, low.claim.bound),
        note,
        why_no_interval=_told(high.claim, low.claim),
    )


def _days(claim: Claim) -> int:
    return claim.span.days if claim.span else 1


def _told(high: Claim, low: Claim) -> str | None:
    """Say which of two figures is no count."""
    reasons = {"highest": why_no_interval(high), "lowest": why_no_interval(low)}
    said = [f"the {which} is {why}" for which, why in reasons.items() if why]
    return ", ".join(said) or None


def _bound_of_ratio(high: Bound, low: Bound) -> Bound:
    """Return how exactly a ratio is known of which both sides may be bounds.

    Examples
    --------
    >>> _bound_of_ratio(Bound.AT_LEAST, Bound.EXACT).value
    'at least'
    """
    more = high is Bound.AT_LEAST or low is Bound.AT_MOST
    less = high is Bound.AT_MOST or low is Bound.AT_LEAST
    if more != less:
        return Bound.AT_LEAST if more else Bound.AT_MOST
    return Bound.ABOUT if more or Bound.ABOUT in (high, low) else Bound.EXACT


def statements(claims: Iterable[Claim], incidents: Iterable[Incident]) -> tuple[Statement, ...]:
    """List denials and admissions beside the state of what they speak of.

    Parameters
    ----------
    claims
        Of any kind; counts are passed over.
    incidents
        As they stand. Of one that was merged, the incident it became part of is looked at.

    Returns
    -------
    tuple of Statement
        By the day on which they were said.

    Examples
    --------
    >>> statements((), ())
    ()
    """
    known = {incident.id: incident for incident in incidents}
    said = [claim for claim in claims if claim.kind is not ClaimKind.COUNT]
    return tuple(_statement(claim, known) for claim in sorted(said, key=lambda c: (c.made, c.id)))


def _statement(claim: Claim, known: dict[str, Incident]) -> Statement:
    incident, seen = known.get(claim.incident or ""), set[str]()
    while incident and incident.merged_into in known and incident.id not in seen:
        seen.add(incident.id)
        incident = known[incident.merged_into or ""]
    if incident is None:
        return Statement(claim, None, None, None, Stands.NO_INCIDENT)
    share = incident.attribution.shares.get(claim.claimant) if incident.attribution else None
    return Statement(claim, incident.id, incident.state, share, _stands(claim, incident.state))


def _stands(claim: Claim, state: IncidentState) -> Stands:
    denied = claim.kind is ClaimKind.DENIAL
    if state in _UPHELD:
        return Stands.CONTRADICTED if denied else Stands.AGREES
    if state in _DROPPED:
        return Stands.AGREES if denied else Stands.CONTRADICTED
    return Stands.OPEN
