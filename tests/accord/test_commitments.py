"""The states of a commitment, its slippage, its scores and its flags."""

from datetime import date
from typing import Any

import pytest

from trucewatch.accord.index import Index
from trucewatch.accord.view import View
from trucewatch.days import PartialDay
from trucewatch.domain.status import CommitmentStatus

from .process_factory import PROMISED, process, promised, step


def status(
    as_of: str,
    known: str | None = None,
    steps: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> CommitmentStatus:
    one = {key: value for key, value in (PROMISED | fields).items() if value is not None}
    given = process(commitments=[one], steps=steps or [])
    day = date.fromisoformat(known) if known else None
    return View(Index(given), date.fromisoformat(as_of), day).commitment(given.commitments[0])


SOME: list[dict[str, Any]] = [{"on": "2021-03-04", "total": "40"}]
ALL: list[dict[str, Any]] = [*SOME, {"on": "2021-03-09", "more": "60"}]


@pytest.mark.parametrize(
    ("as_of", "fields", "state", "slippage"),
    [
        ("2021-03-05", {}, "not due", None),
        ("2021-03-10", {}, "not due", None),
        ("2021-03-11", {}, "overdue", 1),
        ("2021-03-05", {"progress": SOME}, "in progress", None),
        ("2021-03-12", {"progress": SOME}, "partly met", 2),
        ("2021-03-12", {"progress": ALL}, "met", -1),
        ("2021-03-08", {"progress": ALL}, "in progress", None),
        ("2021-03-30", {"done": {"on": "2021-03-10"}}, "met", 0),
        ("2021-03-30", {"done": {"on": "2021-03-12"}}, "met late", 2),
        ("2021-03-11", {"done": {"on": "2021-03-12"}}, "overdue", 1),
        ("2021-03-30", {"needs": {"done": "talks"}}, "blocked", 20),
        ("2021-03-09", {"needs": {"done": "talks"}}, "not due", None),
        ("2021-03-30", {"needs": {"done": "talks"}, "progress": SOME}, "partly met", 20),
        ("2021-03-05", {"needs": {"done": "talks"}, "due": None}, "blocked", None),
        ("2021-03-05", {"due": None}, "not due", None),
        ("2021-03-30", {"waived": {"on": "2021-03-05", "reason": "x"}}, "waived", None),
        ("2021-03-04", {"waived": {"on": "2021-03-05", "reason": "x"}}, "not due", None),
        ("2021-03-30", {"broken_off": {"on": "2021-03-05", "reason": "x"}}, "broken off", None),
        (
            "2021-03-30",
            {"done": {"on": "2021-03-09"}, "broken_off": {"on": "2021-03-15", "reason": "x"}},
            "met",
            -1,
        ),
    ],
)
def test_states(as_of: str, fields: dict[str, Any], state: str, slippage: int | None) -> None:
    found = status(as_of, steps=[step("talks")], **fields)
    assert (found.state.value, found.slippage_days) == (state, slippage)


def test_saying_is_not_doing() -> None:
    said = [{"on": "2021-03-05", "by": ["south"], "says": "all are free", "quantity": "100"}]
    found = status("2021-03-30", declared=said)
    assert (found.state.value, found.done, found.declared) == ("overdue", 0.0, 100.0)
    assert (found.pam, found.pace) == (0, 2.5)
    assert status("2021-03-30", known="2021-03-04", declared=said).declared is None


def test_what_is_known_decides() -> None:
    done = {"on": "2021-03-09", "known": "2021-03-20"}
    assert status("2021-03-15", known="2021-03-19", done=done).state.value == "overdue"
    assert status("2021-03-15", known="2021-03-20", done=done).state.value == "met"


def test_exemptions_bring_the_aim_nearer() -> None:
    seven = [{"quantity": "7", "reason": "contested", "on": "2021-03-20"}]
    progress = [{"on": "2021-03-08", "total": "95"}]
    found = status("2021-03-30", progress=progress, exemptions=seven)
    assert (found.state.value, found.done_on) == ("met late", PartialDay(2021, 3, 20))
    assert status("2021-03-19", progress=progress, exemptions=seven).state.value == "partly met"
    full = [*progress, {"on": "2021-03-09", "total": "100"}]
    early = status("2021-03-30", progress=full, exemptions=seven)
    assert (early.state.value, early.done_on) == ("met", PartialDay(2021, 3, 9))


def test_a_level_down_to_a_level() -> None:
    fields = {"quantity": "8600", "unit": "troops", "start": "13000", "due": "2021-07-13"}
    progress = [{"on": "2021-05-01", "total": "10800"}]
    found = status("2021-06-01", progress=progress, **fields)
    assert (found.share, found.done, found.pam) == (0.5, 10800.0, 2)
    last = [*progress, {"on": "2021-07-10", "total": "8500"}]
    assert status("2021-08-01", progress=last, **fields).state.value == "met"
    spared = [{"quantity": "400", "reason": "guards", "on": "2021-03-02"}]
    near = [{"on": "2021-05-01", "total": "9000"}]
    assert status("2021-06-01", progress=near, exemptions=spared, **fields).state.value == "met"


def test_deadlines_that_come_after_something() -> None:
    signing = step("signing", done={"on": "2020-02-29"})
    later = {"after": "signing", "days": "135"}
    assert status("2021-03-05", steps=[signing], due=later).due == PartialDay(2020, 7, 13)
    months = {"after": "signing", "months": "14"}
    assert status("2021-03-05", steps=[signing], due=months).due == PartialDay(2021, 4, 29)
    waiting = status("2021-03-05", steps=[step("signing")], due=later)
    assert (waiting.due, waiting.state.value) == (None, "not due")
    vague = status("2021-03-05", steps=[step("signing", done={"on": "2020-02"})], due=later)
    assert vague.due == PartialDay(2020, 7, 13)
    assert vague.flags == ("The deadline is not known to the day, because its trigger is not.",)


def test_a_deadline_of_a_month_is_in_time_to_its_end() -> None:
    assert status("2021-04-30", due="2021-04").state.value == "not due"
    assert status("2021-05-01", due="2021-04").slippage_days == 1


def test_a_day_of_a_month_leaves_the_slippage_open() -> None:
    found = status("2021-06-01", done={"on": "2021-03"})
    assert (found.state.value, found.slippage, found.slippage_days) == ("met", (-9, 21), None)
    assert found.flags == ("Perhaps late: the day on which it was met is not known.",)
    assert status("2021-06-01", done={"on": "2021-04"}).state.value == "met late"


def test_scores() -> None:
    few = [{"on": "2021-03-04", "total": "10"}]
    assert [
        (x.pam, x.pace)
        for x in (
            status("2021-03-05", progress=few),
            status("2021-03-05", progress=[{"on": "2021-03-04", "total": "60"}]),
            status("2021-03-30", progress=[{"on": "2021-03-04", "total": "60"}]),
            status("2021-03-30", done={"on": "2021-03-10"}),
            status("2021-03-05"),
            status("2021-03-05", progress=few, due=None),
        )
    ] == [(1, 5.0), (2, 7.5), (2, 5.0), (3, 10.0), (0, 0.0), (1, 5.0)]


def test_flags() -> None:
    over = status("2021-03-30", progress=[{"on": "2021-03-04", "total": "120"}])
    assert over.flags == ("More than the target: 120 prisoners where 100 would do.",)
    assert over.state.value == "met"
    fell = status("2021-03-09", progress=[*SOME, {"on": "2021-03-06", "total": "30"}])
    assert "A reported total is lower than one before it." in fell.flags
    called = status("2021-03-30", progress=SOME, done={"on": "2021-03-09"})
    assert called.flags == ("Called done; the last report tells of 40 prisoners.",)
    assert called.done == 100.0


def test_a_matter_of_yes_or_no() -> None:
    fields: dict[str, Any] = {"quantity": None, "unit": None}
    found = status("2021-03-30", done={"on": "2021-03-09"}, **fields)
    assert (found.state.value, found.done, found.share) == ("met", None, 1.0)
    assert status("2021-03-30", **fields).state.value == "overdue"


def test_a_collapse_breaks_off_what_is_open() -> None:
    end = step("end", "collapse", reason="war", done={"on": "2021-03-20"})
    assert status("2021-03-30", steps=[end]).state.value == "broken off"
    assert status("2021-03-30", steps=[end], progress=ALL).state.value == "met"


def test_the_forecast_is_of_what_is_open() -> None:
    reports = [{"on": f"2021-03-0{n}", "total": str(10 * n)} for n in range(2, 7)]
    found = status("2021-03-06", progress=reports)
    assert found.forecast is not None
    assert found.forecast.day == date(2021, 3, 10)
    assert status("2021-03-06").forecast is None
    assert promised(progress=reports).commitments[0].progress[0].total == 20.0
