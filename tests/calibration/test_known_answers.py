"""Truces in Syria whose outcome is known: the answer must lie in the band that the record gives.

The bands are those of contemporary reports: the Syrian Observatory for Human Rights and AFP on the
truces of February and September 2016, the UN Secretary-General on the de-escalation of May 2017 and
on Idlib in September 2019.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from trucewatch.accord.cases import find_case
from trucewatch.days import Window, zone
from trucewatch.domain.assessment import Assessment
from trucewatch.domain.check import Outcome
from trucewatch.domain.truce import Selection
from trucewatch.domain.verdict import Verdict
from trucewatch.usecases.assess import assess

pytestmark = pytest.mark.slow

ZONE = zone("Asia/Damascus")
PARTIES = "Government of Syria - Syrian insurgents"


def ask(shared: Path, start: datetime, days: int, **selected: tuple[str, ...]) -> Assessment:
    window = Window(start.replace(tzinfo=ZONE), None, ZONE)
    case = replace(
        find_case("syria-2016"),
        window=window,
        first_days=days,
        data={"ucdp-ged": Selection(**selected)},
    )
    events = shared / "data/ged/syria_ged_2016_2019.parquet"
    return assess(case, events=events, release="652.1601.1911")


def test_the_cessation_of_february_2016(shared: Path) -> None:
    found = ask(shared, datetime(2016, 2, 27), 7, dyads=(PARTIES,))
    assert found.verdict is Verdict.REDUCED
    assert found.reduction is not None
    assert 0.3 <= found.reduction.median <= 0.7
    assert found.blind == ()


def test_the_islamic_state_was_no_party_to_it(shared: Path) -> None:
    found = ask(shared, datetime(2016, 2, 27), 7, dyads=("Government of Syria - IS",))
    assert found.verdict in (Verdict.NOT_REDUCED, Verdict.INCREASED)
    assert found.reduction is not None
    assert found.reduction.median < 0


def test_the_week_of_september_2016_cannot_be_told(shared: Path) -> None:
    found = ask(shared, datetime(2016, 9, 13), 7, dyads=(PARTIES,))
    assert found.verdict is Verdict.UNDETERMINED
    after = ask(shared, datetime(2016, 9, 20), 28, dyads=(PARTIES,))
    assert after.verdict is not Verdict.REDUCED
    assert after.reduction is not None
    assert after.reduction.median < 0


def test_the_de_escalation_of_may_2017(shared: Path) -> None:
    found = ask(shared, datetime(2017, 5, 6), 28, dyads=(PARTIES,))
    assert found.verdict is Verdict.REDUCED


def test_idlib_in_september_2019(shared: Path) -> None:
    idlib = {"dyads": (PARTIES,), "admin1": ("Idlib Governorate",)}
    found = ask(shared, datetime(2019, 8, 31), 14, **idlib)
    assert found.verdict is Verdict.REDUCED
    assert found.reduction is not None
    assert found.reduction.median > 0.6
    assert found.first_firm_day is not None
    assert found.first_firm_day.verdict is Verdict.REDUCED


def test_the_pause_of_october_2019_reduced_nothing(shared: Path) -> None:
    north_east = ("Al Hasakah Governorate", "Ar Raqqah Governorate")
    found = ask(shared, datetime(2019, 10, 17), 6, countries=("Syria",), admin1=north_east)
    assert found.verdict is not Verdict.REDUCED


def test_earlier_years_are_a_baseline_where_there_are_three(shared: Path) -> None:
    found = ask(shared, datetime(2019, 8, 31), 14, dyads=(PARTIES,))
    (years,) = [v for v in found.choices if v.value == "the same weeks of earlier years"]
    assert years.expected is not None
    assert years.expected.high > 3 * years.expected.median  # three years say little


def test_the_checks_of_a_truce_in_a_long_record_have_verdicts(shared: Path) -> None:
    found = ask(shared, datetime(2019, 8, 31), 14, dyads=(PARTIES,))
    outcomes = {one.name: one.outcome for one in found.checks}
    assert Outcome.NO_VERDICT not in {
        outcomes["placebo in time"],
        outcomes["without one reporting office"],
    }
