import json
from dataclasses import replace
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.accord.cases import shipped_cases
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import NOT_ASKED
from trucewatch.domain.status import MadeOf
from trucewatch.present.status import (
    declared,
    how_far,
    made_of_json,
    made_of_rows,
    slippage,
    status_json,
    status_json_text,
    status_plain,
)
from trucewatch.present.text import WIDTH
from trucewatch.usecases.process import status as asked

from .factory import HOSTILE
from .process_factory import (
    HALT,
    commitment,
    forecast,
    gate,
    guns,
    incident,
    patrols,
    ruling,
    status,
)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_golden_text(snapshot: SnapshotAssertion) -> None:
    assert status_plain(status()) == snapshot


def test_golden_json(snapshot: SnapshotAssertion) -> None:
    assert status_json(status()) == snapshot


@pytest.mark.parametrize("case", shipped_cases())
@pytest.mark.parametrize("as_of", ["2016-01-01", "2016-09-16", "2020-08-01", None])
def test_every_shipped_status_is_strict_json(case: str, as_of: str | None) -> None:
    found = asked(case, as_of=as_of)
    told = json.loads(status_json_text(found), parse_constant=lambda name: pytest.fail(name))
    assert told == status_json(found)
    assert status_plain(found).endswith("\n")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (commitment(), "110 of 200 prisoners"),
        (guns(), "now 20 guns, to be 0"),
        (patrols(), ""),
        (patrols(done_on=PartialDay(2021, 5)), "2021-05"),
    ],
)
def test_how_far_it_is(one: object, said: str) -> None:
    assert how_far(one) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ""),
        ((0, 0), "0 days"),
        ((1, 1), "1 day"),
        ((-18, -18), "18 days early"),
        ((3, 33), "3 to 33 days"),
        ((-20, -1), "1 to 20 days early"),
        ((-20, 10), "20 days early to 10 days late"),
    ],
)
def test_slippage_in_words(days: tuple[int, int] | None, said: str) -> None:
    assert slippage(commitment(slippage=days)) == said


def test_what_was_only_declared_is_called_so() -> None:
    assert declared(commitment(declared=150.0)) == ("150 prisoners were only declared.",)
    assert declared(commitment(declared=110.0)) == ()
    assert declared(commitment()) == ()
    assert declared(guns(declared=5.0)) == ("5 guns were only declared.",)
    assert declared(guns(declared=30.0)) == ()
    line = "prisoners: 150 prisoners were only declared."
    assert line in status_plain(status(commitments=(commitment(declared=150.0),)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "done on 1 Jul 2021 (3 Jun 2021 to 9 Nov 2021, 90 % interval)."),
        (
            {"high": None, "reason": "The pace varies."},
            "(3 Jun 2021 to no end in sight, 90 % interval). The pace varies.",
        ),
        (
            {"low": None, "high": None, "reason": "Only 1 report of progress."},
            "done on 1 Jul 2021. Only 1 report of progress.",
        ),
        (
            {"day": None, "low": None, "high": None, "reason": "No progress towards it is known."},
            "guns: No progress towards it is known.",
        ),
    ],
)
def test_a_forecast_in_words(changes: dict[str, object], said: str) -> None:
    text = status_plain(status(commitments=(guns(forecast=forecast(**changes)),)))
    assert said in flat(text)


def test_flags_stand_below_the_table() -> None:
    text = status_plain(status(commitments=(commitment(flags=("More than the target.",)),)))
    assert "\n  prisoners: More than the target.\n" in text


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({}, "1. The truce begins", "It can no longer open."),
        (
            {"open": True, "since": PartialDay(2021, 4), "opens_with": ()},
            "gate quiet-spring: open since Apr 2021.",
            "The shortest way",
        ),
        ({"reachable": False}, "It can no longer open.", "The shortest way"),
        (
            {"open": None, "explanation": f"Open question: the estimate {NOT_ASKED}."},
            "cannot be told. Open question: the estimate was not asked for. Ask it with --estimate",
            "The shortest way",
        ),
        ({"open": None, "explanation": "Open question: 3 to 5."}, "cannot be told", "--estimate"),
    ],
)
def test_a_gate_in_words(changes: dict[str, object], said: str, unsaid: str) -> None:
    text = flat(status_plain(status(gates=(gate(**changes),))))
    assert said in text
    assert unsaid not in text


def test_what_is_not_there_leaves_no_heading() -> None:
    text = status_plain(
        status(commitments=(), gates=(), incidents=(), next=(), phases=(), phase=None, made_of=None)
    )
    assert "No commitment had been agreed, as far as was known." in text
    for heading in ("gate", "What opens what", "incident", "phase begun", "made by"):
        assert heading not in text
    assert status_json(status(phase=None, made_of=None))["phase_since"] is None


def test_a_halt_and_a_day_of_knowledge() -> None:
    told = status_json(status(suspended=HALT, collapsed=HALT, known=date(2021, 6, 1)))
    assert told["suspended"] is told["collapsed"] is True
    assert told["suspension"] == told["collapse"] == {
        "step": "walk-out", "since": "2021-05", "reason": "A bomb in the market.",
    }  # fmt: skip
    assert told["known"] == "2021-06-01"
    assert "known         1 Jun 2021" in status_plain(status(known=date(2021, 6, 1)))


def test_a_reading_that_came_later_has_an_empty_cell() -> None:
    early = incident(id="early", rulings=(ruling(),))
    lines = status_plain(status(incidents=(incident(), early))).splitlines()
    (head,) = [line for line in lines if line.startswith("incident")]
    (line,) = [line for line in lines if line.startswith("early")]
    assert head.split() == ["incident", "day", "serious", "north", "south"]
    assert line.split()[-1] == "violation"


def test_what_it_was_made_of() -> None:
    assert made_of_rows(None) == []
    assert made_of_json(None) is None
    assert [row.label for row in made_of_rows(MadeOf("0.1.0", None, None))] == ["made by"]


def test_texts_from_outside_steer_nothing() -> None:
    said = {"name": HOSTILE, "text": HOSTILE}
    odd = status(
        **said,
        commitments=(commitment(name=HOSTILE, unit=HOSTILE, flags=(HOSTILE,), declared=500.0),),
        gates=(gate(name=HOSTILE, explanation=HOSTILE, opens_with=(HOSTILE,)),),
        incidents=(incident(name=HOSTILE),),
        next=(replace(status().next[0], text=HOSTILE),),
        phases=(replace(status().phases[0], name=HOSTILE),),
    )
    text = status_plain(odd)
    assert not any(one in text for one in ("\x1b", "\x07", "\u202e"))
    escaped = status_json_text(odd)
    assert not any(one in escaped for one in ("\x1b", "\x07", "\u202e"))
    assert json.loads(escaped)["name"] == HOSTILE


def test_sentences_are_as_wide_as_a_terminal() -> None:
    found = status(text="word " * 100, gates=(gate(explanation="word " * 100),))
    wide = [line for line in status_plain(found).splitlines() if len(line) > WIDTH]
    assert not any("word" in line for line in wide)
