"""What would have moved, had one thing gone otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.cases import find_process
from trucewatch.accord.index import Index
from trucewatch.accord.what_if import parse_change, what_if
from trucewatch.domain.what_if import Change, Key, Move, WhatIf
from trucewatch.errors import InputError, QuestionError

from .process_factory import PROMISED, gate, process, step

STEPS = [
    step("signing", "agreement", done={"on": "2021-03-01"}),
    step("talks", "talks", needs={"done": "prisoners"}, done={"on": "2021-04-09"}),
    step("meeting", "meeting", needs={"done": "talks"}, done={"on": "2021-04-01"}),
    step(
        "visit",
        "meeting",
        needs={"all": [{"done": "talks"}, {"day": "2021-04-08"}]},
        done={"on": "2021-04-12"},
    ),
]
PHASES = [
    {"id": "begun", "name": "Begun", "begins": {"day": "2021-01-01"}},
    {"id": "talking", "name": "Talking", "begins": {"done": "talks"}},
]
DONE = PROMISED | {"done": {"on": "2021-04-05"}, "due": {"after": "signing", "days": "9"}}


def asked(*changes: str, as_of: str = "2021-06-01", known: str | None = None) -> WhatIf:
    given = process(
        commitments=[DONE],
        steps=STEPS,
        phases=PHASES,
        gates=[gate("way", {"calm": {"days": "3", "after": "talks"}})],
    )
    day = date.fromisoformat(known) if known else None
    texts = [parse_change(text) for text in changes]
    return what_if(Index(given), texts, date.fromisoformat(as_of), known=day)


def moves(found: WhatIf) -> dict[str, Move]:
    return {move.id: move for move in found.moves}


def test_what_waits_keeps_the_days_it_took() -> None:
    found = moves(asked("prisoners.done=2021-03-10"))
    assert (found["talks"].days, found["talks"].lag, found["talks"].via) == (-26, 4, "prisoners")
    assert str(found["talks"].would) == "2021-03-14"
    assert str(found["talking"].would) == "2021-03-14"
    assert str(found["way"].would) == "2021-03-17"
    assert found["prisoners"].state_was == "met late"
    assert found["prisoners"].state_would == "met"


def test_what_had_not_waited_stays_where_it_was() -> None:
    assert "meeting" not in moves(asked("prisoners.done=2021-03-10"))


def test_another_condition_may_bind_then() -> None:
    visit = moves(asked("prisoners.done=2021-03-10"))["visit"]
    assert (str(visit.would), visit.via, visit.lag) == ("2021-04-11", None, 3)


def test_the_critical_path() -> None:
    assert asked("prisoners.done=2021-05-10").path == ("prisoners", "talks", "visit")
    assert asked("signing.done=2021-03-02").path == ("signing",)


def test_a_deadline_moves_with_its_trigger() -> None:
    found = moves(asked("signing.done=2021-03-08"))
    assert str(found["prisoners"].due_was) == "2021-03-10"
    assert str(found["prisoners"].due_would) == "2021-03-17"
    assert "deadline would have been 2021-03-17" in asked("signing.done=2021-03-08").text


def test_never() -> None:
    found = asked("prisoners.done=never")
    assert moves(found)["talks"].would is None
    assert "Talks: would not have come." in found.text
    assert "Taken for granted" not in found.text


def test_waived_and_due() -> None:
    found = moves(asked("prisoners.waived=2021-03-20"))
    assert str(found["talks"].would) == "2021-03-24"
    due = moves(asked("prisoners.due=2021-04-30"))["prisoners"]
    assert (due.state_was, due.state_would) == ("met late", "met")


def test_a_gate_opened_by_hand() -> None:
    assert str(moves(asked("way.open=2021-04-10"))["way"].would) == "2021-04-10"


def test_what_has_not_come_could_come() -> None:
    found = asked("prisoners.done=2021-03-20", as_of="2021-03-15")
    talks = moves(found)["talks"]
    assert (talks.would, talks.possible) == (None, date(2021, 3, 20))
    assert "Talks: could have come from 20 Mar 2021 on." in found.text


def test_nothing_would_be_otherwise() -> None:
    found = asked("prisoners.done=2021-04-05")
    assert found.moves == ()
    assert found.text.endswith("Nothing would have been otherwise.")
    alone = asked("meeting.done=2021-04-02")
    assert alone.text.endswith("Nothing else would have moved.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prisoners", "is no change; write ID.KEY=DAY"),
        ("prisoners=2021-01-01", "is no change"),
        ("prisoners.state=met", "'state' cannot be changed; the keys are done, due, waived, open"),
        ("prisoners.done=tomorrow", "'tomorrow' is not a date"),
        ("prisoner.done=2021-01-01", "no 'prisoner' in the process; did you mean prisoners?"),
        ("zz.done=2021-01-01", "its ids are signing, talks"),
        ("signing.due=2021-01-01", "'signing' is a step; of a step can be changed: done"),
        ("talking.done=2021-01-01", "is a phase; of a phase can be changed: nothing"),
        ("way.open=never", "a gate needs a day"),
    ],
)
def test_what_is_no_change(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        asked(text)
    assert message in str(caught.value)


def test_no_change_at_all() -> None:
    with pytest.raises(QuestionError, match="nothing is changed"):
        asked()


def test_a_change_is_written_as_it_is_read() -> None:
    for text in ("prisoners.done=2020-04-15", "signing.done=never"):
        assert str(parse_change(text)) == text
    assert Change("a", Key.DUE, None) == parse_change(" a.due = never")


DOHA = Index(find_process("doha-2020")[0])


@given(st.integers(-170, 600))
def test_the_more_the_prisoners_move_the_more_the_talks(shift: int) -> None:
    day = date(2020, 9, 3) + timedelta(days=shift)
    found = what_if(DOHA, [Change("prisoners", Key.DONE, day)], date(2021, 8, 1))
    by_id = moves(found)
    assert ("talks" in by_id) == (shift != 0)
    if shift:
        assert by_id["talks"].days == shift
