"""The claims ledger as text."""

from collections.abc import Iterator

from trucewatch import words
from trucewatch.domain.claim import Claim
from trucewatch.domain.interval import Interval
from trucewatch.domain.ledger import Gap, Ledger, Spread, Statement
from trucewatch.domain.truce import Bound


def ledger_text(ledger: Ledger) -> str:
    """Return the ledger as text: each claimant's gap over time, claimants side by side, statements.

    Examples
    --------
    >>> ledger_text(Ledger((), (), (), 0.9))
    'no claims'
    """
    lines: list[str] = []
    for one in ledger.claimants:
        middle = one.median_ratio
        told = "" if middle is None else f": {words.number(middle)} times the record in the middle"
        lines.append(f"{words.clean(one.claimant)}, {words.clean(one.measure)}{told}")
        lines += [f"  {line}" for gap in one.gaps for line in _gap(gap)]
    for spread in ledger.spreads:
        lines += _spread(spread)
    lines += [_statement(one) for one in ledger.statements]
    return "\n".join(lines) or "no claims"


def _gap(gap: Gap) -> Iterator[str]:
    days = words.span(gap.claim.span) if gap.claim.span else ""
    claimed = f"{days}: claims {_value(gap.claim)}"
    if gap.why_not:
        yield f"{claimed}; not compared: {gap.why_not}"
        return
    recorded = words.number(gap.recorded or 0)
    if gap.recorded_interval:
        recorded += f" (rate {_range(gap.recorded_interval)})"
    times = _times(gap.ratio, gap.bound, gap.ratio_interval)
    yield f"{claimed}, the record holds {recorded}: {times}"
    if gap.why_no_interval:
        yield f"  no interval: {gap.why_no_interval}"


def _spread(spread: Spread) -> Iterator[str]:
    yield f"{words.clean(spread.measure)}, side by side: {spread.note}"
    for row in spread.rows:
        rate = words.bounded(row.claim.bound, f"{words.number(row.per_day)} a day")
        yield f"  {words.clean(row.claim.claimant)}: {_value(row.claim)}, {rate}"
    times = _times(spread.ratio, spread.bound, spread.ratio_interval)
    yield f"  highest to lowest: {times}"
    if spread.why_no_interval:
        yield f"  no interval: {spread.why_no_interval}"


def _statement(one: Statement) -> str:
    what = f"{one.claim.kind.value} of {words.clean(one.claim.incident or 'no incident')}"
    state = f", now {one.state.value}" if one.state else ""
    share = "" if one.share is None else f", attributed to the claimant by {words.share(one.share)}"
    made = words.day(one.claim.made)
    return f"{made}, {words.clean(one.claim.claimant)}: {what}{state}{share}: {one.stands.value}"


def _value(claim: Claim) -> str:
    return words.bounded(claim.bound, words.number(claim.value or 0))


def _range(interval: Interval) -> str:
    low, high = words.number(interval.low), words.number(interval.high)
    return f"{low} to {high}, {words.level(interval)}"


def _times(ratio: float | None, bound: Bound, interval: Interval | None) -> str:
    if ratio is None or ratio != ratio:
        return "both none"
    told = words.bounded(bound, f"{words.number(ratio)} times")
    return f"{told} ({_range(interval)})" if interval else told
