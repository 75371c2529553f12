"""Where a process stands: what is listed, and what opens what."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.cases import find_process, shipped_cases
from trucewatch.accord.index import Index
from trucewatch.accord.status import status_of
from trucewatch.domain.status import Status

from .process_factory import PROMISED, gate, process, step

PHASES = [
    {"id": "begun", "name": "Begun", "begins": {"day": "2021-01-01"}},
    {"id": "signed", "name": "Signed", "begins": {"done": "signing"}},
    {"id": "talking", "name": "Talking", "begins": {"done": "talks"}},
]
STEPS = [
    step(
        "signing",
        "agreement",
        needs={"done": "way"},
        done={"on": "2021-03-01"},
        declared=[
            {"on": "2021-02-10", "by": ["north"], "says": "will sign"},
        ],
    ),
    step("talks", "talks", needs={"all": [{"done": "prisoners"}, {"done": "signing"}]}),
]
GATES = [
    gate("way", {"calm": {"days": "7", "start": "2021-02-20"}}),
    gate("other", {"any": [{"done": "talks"}, {"day": "2021-06-01"}]})
    | {"agreed": {"on": "2021-03-02"}},
]


def at(day: str, known: str | None = None) -> Status:
    given = process(commitments=[PROMISED], steps=STEPS, gates=GATES, phases=PHASES)
    when = date.fromisoformat(known) if known else None
    return status_of(Index(given), date.fromisoformat(day), known=when)


def test_the_phase_is_the_last_that_has_begun() -> None:
    phases = [at(day).phase for day in ("2020-12-31", "2021-02-15", "2021-03-01")]
    assert [phase.id if phase else None for phase in phases] == [None, "begun", "signed"]
    assert "no phase has begun" in at("2020-12-31").text


def test_only_what_was_agreed_or_heard_of_is_listed() -> None:
    early = at("2021-02-05")
    assert (early.commitments, [one.id for one in early.gates], early.steps) == ((), ["way"], ())
    later = at("2021-03-02")
    assert [one.id for one in later.commitments] == ["prisoners"]
    assert [one.id for one in later.gates] == ["way", "other"]
    assert [one.id for one in later.steps] == ["signing"]
    assert at("2021-03-02", known="2021-02-28").commitments == ()


def test_gates() -> None:
    way = at("2021-02-24").gates[0]
    assert (way.open, way.since, way.blocked_by) == (False, None, ("7 calm days",))
    assert way.explanation == "Missing: 7 days of calm in a row: 5 so far, 2 days to go."
    way = at("2021-03-02").gates[0]
    assert (way.open, str(way.since), way.opens_with) == (True, "2021-02-26", ())
    other = at("2021-03-02").gates[1]
    assert other.blocked_by == ("talks", "2021-06-01")
    assert other.opens_with == ("1 Jun 2021 comes",)


def test_what_opens_what() -> None:
    found = {one.what: (one.opens, one.helps) for one in at("2021-03-02").next}
    assert found["talks"] == ((), ("other",))
    early = {one.what: (one.opens, one.helps) for one in at("2021-02-15").next}
    assert early["way"] == (("signing",), ())
    assert early["signing"] == (("signed",), ())


def test_the_paragraph() -> None:
    text = at("2021-03-15", known="2021-03-16").text
    assert text == (
        "Process of the hills: at the end of 15 Mar 2021, as known on 16 Mar 2021, the phase is: "
        "Signed, since 1 Mar 2021. Other: shut. Missing: Talks; 1 Jun 2021 comes. Release of "
        "prisoners: overdue, 5 days late by then. Of 1 commitment: 1 overdue."
    )


CASES = {name: Index(find_process(name)[0]) for name in shipped_cases()}


@given(
    st.sampled_from(shipped_cases()),
    st.dates(date(2014, 1, 1), date(2023, 1, 1)),
    st.dates(date(2014, 1, 1), date(2023, 1, 1)),
)
def test_whatever_is_asked_of_the_shipped_cases_can_be_told(
    name: str, as_of: date, known: date
) -> None:
    found = status_of(CASES[name], as_of, known=known)
    for one in found.commitments:
        assert one.pam in (0, 1, 2, 3)
        assert one.pace in (0, 2.5, 5, 7.5, 10)
        assert (one.pam == 3) == (one.pace == 10)
    for gate_ in found.gates:
        assert bool(gate_.open) == (gate_.blocked_by == ())
        assert gate_.open or gate_.opens_with
        assert not gate_.since or gate_.since.last <= as_of


@given(
    st.sampled_from(shipped_cases()),
    st.dates(date(2015, 1, 1), date(2022, 1, 1)),
    st.integers(0, 400),
)
def test_an_open_gate_stays_open_and_a_begun_phase_begun(name: str, day: date, more: int) -> None:
    """With the same knowledge, for all that does not ask the estimate."""
    later = date.fromordinal(day.toordinal() + more)
    early, late = status_of(CASES[name], day), status_of(CASES[name], later)
    still = {one.id for one in late.gates if one.open}
    assert {one.id for one in early.gates if one.open} <= still
    assert {one.id for one in early.phases if one.begun} <= {x.id for x in late.phases if x.begun}
