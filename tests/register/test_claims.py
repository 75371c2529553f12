import csv
import math
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.telling import PLACE, START
from trucewatch.days import DaySpan, parse_day
from trucewatch.domain.allegation import When
from trucewatch.domain.claim import Claim, ClaimKind
from trucewatch.domain.incident import Attribution, Character, Incident, IncidentState
from trucewatch.domain.ledger import DailyRecord, Ledger, Stands
from trucewatch.domain.truce import Bound
from trucewatch.errors import InputError
from trucewatch.present.claims import ledger_text
from trucewatch.register.claims import gaps, spreads, statements
from trucewatch.usecases.claims import claims_ledger

MARCH = date(2020, 3, 1)


def count(
    claimant: str,
    value: float | None,
    days: int = 7,
    *,
    start: date = MARCH,
    bound: Bound = Bound.EXACT,
    measure: str | None = "attacks",
) -> Claim:
    span = DaySpan(start, start + timedelta(days))
    name = f"{claimant}-{start}-{value}"
    return Claim(
        name, claimant, ClaimKind.COUNT, span.end, "u", measure, span, value, bound
    )  # fmt: skip


APRIL = [
    count("Reuters", 4500, 46, bound=Bound.AT_LEAST),
    count("ONSC", 2804, 50),
    count("Taliban", 537, 46),
]


def record(days: Mapping[date, int], length: int = 50) -> DailyRecord:
    return DailyRecord("verified", "attacks", days, DaySpan(MARCH, MARCH + timedelta(length)))


def only(ledger: Ledger) -> str:
    return ledger_text(ledger)


def test_april_2020_three_claimants_for_the_same_weeks() -> None:
    (spread,) = claims_ledger(APRIL).spreads
    assert [(row.claim.claimant, row.claim.value) for row in spread.rows] == [
        ("Reuters", 4500),
        ("ONSC", 2804),
        ("Taliban", 537),
    ]
    assert spread.by_rate
    assert spread.note == (
        "rates per day, because the spans differ: 2020-03-01 to 2020-04-15 (46 days); "
        "2020-03-01 to 2020-04-19 (50 days)"
    )
    assert spread.ratio == pytest.approx(4500 / 537)
    assert round(spread.ratio, 1) == 8.4
    assert spread.bound is Bound.AT_LEAST
    assert spread.ratio_interval is None
    assert spread.why_no_interval == 'the highest is stated as "at least"'
    assert only(claims_ledger(APRIL)).splitlines()[-6:] == [
        "attacks, side by side: rates per day, because the spans differ: "
        "2020-03-01 to 2020-04-15 (46 days); 2020-03-01 to 2020-04-19 (50 days)",
        "  Reuters: at least 4,500, at least 98 a day",
        "  ONSC: 2,804, 56 a day",
        "  Taliban: 537, 12 a day",
        "  highest to lowest: at least 8.4 times",
        '  no interval: the highest is stated as "at least"',
    ]


def test_the_published_claims_of_april_2020(shared: Path) -> None:
    path = shared / "data" / "founding_case" / "afghan_figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["bound"] in list(Bound)]
    claims = [
        Claim(
            str(n), row["claimant"], ClaimKind.COUNT, parse_day(row["end"]), row["url"],
            row["measure"],
            DaySpan(parse_day(row["start"]), parse_day(row["end"]) + timedelta(1)),
            float(row["value"]), Bound(row["bound"]),
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip
    found = {
        tuple((row.claim.value, round(row.per_day, 1)) for row in spread.rows)
        for spread in spreads(claims)
        if spread.measure == "attacks" and spread.rows[0].claim.span.start == MARCH  # type: ignore[union-attr]
    }
    assert ((4500.0, 97.8), (2804.0, 56.1)) in found


def test_the_same_days_are_compared_as_counts() -> None:
    (spread,) = claims_ledger([count("A", 40), count("B", 20)]).spreads
    assert (spread.by_rate, spread.ratio, spread.bound) == (False, 2.0, Bound.EXACT)
    assert spread.note == "counts of the same days, 2020-03-01 to 2020-03-07"
    assert spread.ratio_interval is not None
    assert spread.ratio_interval.low < 2 < spread.ratio_interval.high
    assert spread.caveat is not None
    assert spread.caveat.startswith("both are taken as Poisson counts")


def test_other_weeks_and_measures_are_not_compared() -> None:
    later = MARCH + timedelta(7)
    assert spreads([count("A", 40), count("B", 20, start=later)]) == ()
    assert spreads([count("A", 40), count("B", 20, measure="deaths")]) == ()
    assert spreads([count("A", 40, 10), count("B", 20, 7)]) == ()
    assert len(spreads([count("A", 40, 10), count("B", 20, 8)])) == 1


def test_a_chain_of_weeks_is_no_group() -> None:
    """Each is like the next, the first and the last are not like each other."""
    claims = [count(f"c{n}", 10, 20, start=MARCH + timedelta(2 * n)) for n in range(3)]
    assert [len(one.rows) for one in spreads(claims)] == [2]


@pytest.mark.parametrize(
    ("high", "low", "bound"),
    [
        (Bound.EXACT, Bound.EXACT, Bound.EXACT),
        (Bound.AT_LEAST, Bound.AT_MOST, Bound.AT_LEAST),
        (Bound.AT_LEAST, Bound.ABOUT, Bound.AT_LEAST),
        (Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST),
        (Bound.AT_LEAST, Bound.AT_LEAST, Bound.ABOUT),
        (Bound.ABOUT, Bound.EXACT, Bound.ABOUT),
    ],
)
def test_bounds_of_a_ratio(high: Bound, low: Bound, bound: Bound) -> None:
    (spread,) = claims_ledger([count("A", 40, bound=high), count("B", 20, bound=low)]).spreads
    assert spread.bound is bound
    counts = {Bound.EXACT, Bound.ABOUT}
    assert (spread.ratio_interval is not None) == ({high, low} <= counts)


def test_the_gap_of_a_claimant_over_time() -> None:
    weeks = [MARCH + timedelta(7 * n) for n in range(3)]
    days = {weeks[0]: 10, weeks[1] + timedelta(6): 5}
    claims = [count("A", 20, start=weeks[1]), count("A", 30), count("A", 4, start=weeks[2])]
    (one,) = claims_ledger(claims, [record(days)]).claimants
    assert [gap.recorded for gap in one.gaps] == [10, 5, 0]
    assert [gap.ratio for gap in one.gaps] == [3.0, 4.0, math.inf]
    assert [gap.difference for gap in one.gaps] == [20, 15, 4]
    assert one.median_ratio == 4.0
    first = one.gaps[0]
    assert first.ratio_interval is not None
    assert first.recorded_interval is not None
    assert (round(first.ratio_interval.low, 2), round(first.ratio_interval.high, 2)) == (1.58, 6.02)
    assert (round(first.recorded_interval.low, 2), round(first.recorded_interval.high, 2)) == (
        5.43,
        16.96,
    )
    text = only(claims_ledger(claims, [record(days)]))
    assert text.startswith("A, attacks: 4 times the record in the middle\n")
    assert "without bound" in text


@pytest.mark.parametrize(
    ("bound", "value", "why"),
    [
        (Bound.AT_LEAST, 30, 'stated as "at least"'),
        (Bound.AT_MOST, 30, 'stated as "at most"'),
        (Bound.EXACT, 30.5, "30.5 is no whole number"),
        (Bound.EXACT, -1, "-1 is no whole number"),
    ],
)
def test_no_interval_where_it_is_not_due(bound: Bound, value: float, why: str) -> None:
    ((gap,),) = (
        one.gaps
        for one in claims_ledger([count("A", value, bound=bound)], [record({MARCH: 10})]).claimants
    )
    assert (gap.ratio_interval, gap.why_no_interval, gap.bound) == (None, why, bound)
    assert gap.recorded_interval is not None
    assert f"no interval: {why}" in only(
        claims_ledger([count("A", value, bound=bound)], [record({MARCH: 10})])
    )


def test_about_is_taken_at_its_word() -> None:
    (one,) = claims_ledger([count("A", 30, bound=Bound.ABOUT)], [record({MARCH: 10})]).claimants
    assert one.gaps[0].caveat is not None
    assert one.gaps[0].caveat.startswith('the claim, stated as "about", is taken at its word; ')
    assert one.gaps[0].ratio_interval is not None


def test_bounds_do_not_enter_the_median() -> None:
    claims = [count("A", 30, bound=Bound.AT_LEAST)]
    assert gaps(claims, [record({MARCH: 10})])[0].median_ratio is None


def test_neither_claimed_nor_recorded() -> None:
    ledger = claims_ledger([count("A", 0)], [record({})])
    assert math.isnan(ledger.claimants[0].gaps[0].ratio or 0)
    assert ledger.claimants[0].median_ratio is None
    assert "the record holds 0 (rate 0 to 3, 90 % interval): both none" in only(ledger)
    (spread,) = claims_ledger([count("A", 0), count("B", 0)]).spreads
    assert math.isnan(spread.ratio)
    (spread,) = claims_ledger([count("A", 7), count("B", 0)]).spreads
    assert spread.ratio == math.inf


def test_what_cannot_be_compared_says_why() -> None:
    late = count("A", 5, start=MARCH + timedelta(48))
    other = count("A", 5, measure="deaths")
    found = gaps([late, other], [record({})])
    assert [one.gaps[0].why_not for one in found] == [
        "the record was kept from 2020-03-01 to 2020-04-19, "
        "the claim speaks of 2020-04-18 to 2020-04-24",
        "there is no record of deaths",
    ]
    assert "not compared: there is no record of deaths" in only(claims_ledger([other]))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: gaps([count("A", None)], []), "the claim A-2020-03-01-None of a count has no val"),
        (lambda: gaps([count("A", 1, measure=None)], []), "of a count has no measure"),
        (lambda: spreads([count("A", 1, 0)]), "speaks of no day"),
        (lambda: gaps([], [record({}), record({})]), "two records of attacks; say which"),
    ],
)
def test_what_a_ledger_refuses(make: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()  # type: ignore[operator]


def incident(name: str, state: IncidentState, **more: object) -> Incident:
    when = When(START, START + timedelta(hours=1))
    kind = Character.HOSTILE_ACT
    return Incident(name, "x", when, PLACE, "shelling", kind, state, **more)  # type: ignore[arg-type]


def said(kind: ClaimKind, about: str | None, claimant: str = "North") -> Claim:
    return Claim(f"{kind}-{about}", claimant, kind, MARCH, "u", incident=about)


@pytest.mark.parametrize(
    ("kind", "state", "stands"),
    [
        (ClaimKind.DENIAL, IncidentState.VERIFIED, Stands.CONTRADICTED),
        (ClaimKind.DENIAL, IncidentState.ATTRIBUTED, Stands.CONTRADICTED),
        (ClaimKind.DENIAL, IncidentState.REJECTED, Stands.AGREES),
        (ClaimKind.DENIAL, IncidentState.CORROBORATED, Stands.OPEN),
        (ClaimKind.ADMISSION, IncidentState.ATTRIBUTED, Stands.AGREES),
        (ClaimKind.ADMISSION, IncidentState.NOT_A_VIOLATION, Stands.CONTRADICTED),
        (ClaimKind.ADMISSION, IncidentState.UNDETERMINED, Stands.OPEN),
    ],
)
def test_denials_and_admissions(kind: ClaimKind, state: IncidentState, stands: Stands) -> None:
    (one,) = statements([said(kind, "i-1")], [incident("i-1", state)])
    assert (one.state, one.stands, one.share) == (state, stands, None)


def test_a_merged_incident_is_followed_and_attribution_shown() -> None:
    shares = Attribution({"North": 0.75, "unknown": 0.25}, "fragments")
    whole = incident("i-2", IncidentState.ATTRIBUTED, attribution=shares)
    parts = [incident("i-1", IncidentState.ALLEGED, merged_into="i-2"), whole]
    ledger = claims_ledger([said(ClaimKind.DENIAL, "i-1"), *APRIL], incidents=parts)
    (one,) = ledger.statements
    assert (one.incident, one.share, one.stands) == ("i-2", 0.75, Stands.CONTRADICTED)
    assert only(ledger).splitlines()[-1] == (
        "1 Mar 2020, North: denial of i-1, now verified and attributed, attributed to the "
        "claimant by 75 %: contradicted by the record"
    )
    (other,) = statements([said(ClaimKind.DENIAL, "i-2", "South")], parts)
    assert other.share is None


def test_incidents_that_were_merged_in_a_ring_do_not_hang() -> None:
    ring = [
        incident("i-1", IncidentState.ALLEGED, merged_into="i-2"),
        incident("i-2", IncidentState.ALLEGED, merged_into="i-1"),
    ]
    (one,) = statements([said(ClaimKind.DENIAL, "i-1")], ring)
    assert one.stands is Stands.OPEN


@pytest.mark.parametrize("about", [None, "i-9"])
def test_a_statement_about_nothing_known(about: str | None) -> None:
    (one,) = statements([said(ClaimKind.ADMISSION, about)], [])
    assert one.stands is Stands.NO_INCIDENT
    assert "of no incident in the record" in only(claims_ledger([said(ClaimKind.ADMISSION, about)]))


@given(st.lists(st.builds(count, st.sampled_from("ABC"), st.integers(0, 9), st.integers(1, 30))))
def test_rates_and_order(claims: list[Claim]) -> None:
    for spread in spreads(claims):
        rates = [row.per_day for row in spread.rows]
        assert rates == sorted(rates, reverse=True)
        assert not spread.ratio < 1
        assert spread.by_rate == (len({row.claim.span for row in spread.rows}) > 1)
    assert sum(len(one.gaps) for one in gaps(claims, [])) == len(claims)
