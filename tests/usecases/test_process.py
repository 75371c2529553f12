"""Known answers about the shipped processes, and questions that cannot be asked."""

from datetime import date

import pytest

from trucewatch.domain.rule import Act, Finding
from trucewatch.domain.status import CommitmentStatus, Status
from trucewatch.errors import InputError
from trucewatch.present.status import status_json
from trucewatch.usecases.process import check, judge, pam, status, statuses, timeline, what_if


def commitment(found: Status, name: str) -> CommitmentStatus:
    return next(one for one in found.commitments if one.id == name)


def test_doha_prisoners_were_due_on_10_march_and_done_177_days_later() -> None:
    one = commitment(status("doha-2020", as_of="2020-12-01"), "prisoners")
    assert (str(one.due), str(one.done_on)) == ("2020-03-10", "2020-09-03")
    assert (one.state.value, one.slippage_days) == ("met late", 177)


def test_doha_talks_were_due_on_10_march_and_begun_186_days_later() -> None:
    one = commitment(status("doha-2020", as_of="2020-12-01"), "talks")
    assert (str(one.due), str(one.done_on)) == ("2020-03-10", "2020-09-12")
    assert (one.state.value, one.slippage_days) == ("met late", 186)


def test_doha_talks_were_blocked_by_the_prisoners_on_1_august() -> None:
    for known in (None, "2020-08-01"):
        one = commitment(status("doha-2020", as_of="2020-08-01", known=known), "talks")
        assert (one.state.value, one.blocked_by) == ("blocked", ("prisoners",))


def test_doha_8600_troops_were_in_time() -> None:
    one = commitment(status("doha-2020", as_of="2020-12-01"), "troops-8600")
    assert str(one.due) == "2020-07-13"
    assert one.state.value == "met"
    assert one.slippage_days is not None
    assert one.slippage_days <= 0


def test_doha_in_the_week() -> None:
    found = status("doha-2020", as_of="2020-02-25")
    assert found.phase is not None
    assert found.phase.id == "reduction-week"
    way = next(gate for gate in found.gates if gate.id == "signing-gate")
    assert way.open is False
    assert "3 days to go" in way.explanation
    after = status("doha-2020", as_of="2020-03-01")
    assert next(gate for gate in after.gates if gate.id == "signing-gate").open is True
    assert after.phase is not None
    assert after.phase.id == "implementation"


def test_doha_what_was_known_on_27_february_of_25_february() -> None:
    then = status_json(status("doha-2020", as_of="2020-02-25", known="2020-02-27"))
    later = status_json(status("doha-2020", as_of="2020-02-25"))
    for one in (then, later):
        for key in ("known", "made_of", "text"):
            del one[key]
    assert then != later
    known = {incident["id"] for incident in then["incidents"]}
    assert known < {incident["id"] for incident in later["incidents"]}


def test_doha_was_suspended_after_the_attack_in_kabul() -> None:
    found = status("doha-2020", as_of="2019-10-01")
    assert found.suspended is not None
    assert "twelve" in str(found.suspended.reason) or "eleven" in str(found.suspended.reason)
    assert status("doha-2020", as_of="2020-02-25").suspended is None
    assert status("doha-2020", as_of="2021-12-01").collapsed is not None


def test_the_september_gate_of_syria_never_opens() -> None:
    days = statuses("syria-2016", first="2016-09-01", last="2017-06-01", hindsight=True)
    found = [gate.open for day in days for gate in day.gates]
    assert found
    assert set(found) == {False}
    assert not days[-1].gates[0].reachable


def test_donbas_was_silent_for_three_days() -> None:
    found = status("donbas-2020", as_of="2020-08-31")
    way = next(gate for gate in found.gates if gate.id == "three-silent-days")
    assert way.open is True
    assert str(way.since) == "2020-08-09"


DAY = date(2020, 2, 24)
YES, NO = Finding.VIOLATION, Finding.NOT_A_VIOLATION
ROCKET = Act(DAY, "taliban", "rocket-fire", "rocket", "foreign-base", ("Bagram", "Parwan"))
CHECKPOINT = Act(DAY, "taliban", "attack", "small-arms", "checkpoint", ("Nawa", "Helmand"))
CAR_BOMB = Act(DAY, "taliban", "bombing", "vehicle-bomb", "afghan-forces", ("Nawa", "Helmand"))
BRIGADE = Act(DAY, "taliban", "attack", "small-arms", "army-brigade", ("Nawa", "Helmand"))


@pytest.mark.parametrize(
    ("act", "milley", "mujahid"),
    [
        (ROCKET, [YES], [YES]),
        (CHECKPOINT, [NO], [NO]),
        (CAR_BOMB, [YES], [NO]),
        (BRIGADE, [NO, Finding.NO_RULE], [YES]),
    ],
    ids=["rocket", "checkpoint", "car bomb", "brigade"],
)
def test_the_two_readings(act: Act, milley: list[Finding], mujahid: list[Finding]) -> None:
    found = {one.reading: one.finding for one in judge("doha-2020", act)}
    assert found["milley"] in milley
    assert found["mujahid"] in mujahid


def test_had_the_prisoners_been_free_in_april() -> None:
    found = what_if("doha-2020", ["prisoners.done=2020-04-15"])
    talks = next(move for move in found.moves if move.id == "talks")
    assert (str(talks.would), talks.days) == ("2020-04-24", -141)
    assert found.path == ("prisoners", "talks", "intra-afghan-talks")
    assert found.made_of is not None
    assert found.made_of.command == (
        "trucewatch what-if doha-2020 --as-of 2021-09-09 prisoners.done=2020-04-15"
    )


def test_the_command_and_the_digest_of_a_status() -> None:
    made = status("doha-2020", as_of="2020-08-01", known=date(2020, 8, 2)).made_of
    assert made is not None
    assert made.command == "trucewatch status doha-2020 --as-of 2020-08-01 --known 2020-08-02"
    assert made.sha256 is not None
    assert len(made.sha256) == 64


def test_other_questions() -> None:
    assert check("syria-2016").errors == 0
    assert pam("doha-2020").years[-1].scores["with"] == 3
    assert timeline("donbas-2020", as_of="2020-09-01").rows


def test_by_default_the_last_day_of_the_record_is_meant() -> None:
    assert status("syria-2016").as_of == status("syria-2016", as_of=None).as_of
    assert status("doha-2020").as_of.year == 2021


@pytest.mark.parametrize(
    ("first", "last"), [("2020-03-02", "2020-03-01"), ("1950-01-01", "2020-01-01")]
)
def test_too_many_days_or_none(first: str, last: str) -> None:
    with pytest.raises(InputError, match="ask for 1 to 20000"):
        statuses("doha-2020", first=first, last=last)


def test_a_day_that_is_none() -> None:
    with pytest.raises(InputError, match="'2020-13-01' is not a date"):
        status("doha-2020", as_of="2020-13-01")
