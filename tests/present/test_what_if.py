import json
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.what_if import Change, Key
from trucewatch.present.json import text_of
from trucewatch.present.what_if import what_if_json, what_if_plain

from .factory import HOSTILE
from .process_factory import move, what_if


def head(text: str) -> list[str]:
    return text.split("\n\n")[1].splitlines()[0].split()


def test_golden_text(snapshot: SnapshotAssertion) -> None:
    assert what_if_plain(what_if()) == snapshot


def test_golden_json(snapshot: SnapshotAssertion) -> None:
    assert what_if_json(what_if()) == snapshot


def test_a_column_without_anything_in_it_is_left_out() -> None:
    text = what_if_plain(what_if(moves=(move(),)))
    assert head(text) == ["was", "would", "be", "days", "after"]
    state = move(state_was="met late", state_would="met", via=None, lag=None)
    assert head(what_if_plain(what_if(moves=(state,)))) == [
        "was", "would", "be", "days", "state", "would", "be",
    ]  # fmt: skip


def test_nothing_that_moved_makes_no_table() -> None:
    text = what_if_plain(what_if(moves=(), path=(), made_of=None))
    assert text == "Peace process of the hills: suppose prisoners.done=2021-04-15.\n"


@pytest.mark.parametrize("known", [None, date(2021, 6, 1)])
def test_it_is_strict_json(known: date | None) -> None:
    never = (Change("prisoners", Key.DONE, None),)
    told = json.loads(text_of(what_if_json(what_if(known=known, changes=never))))
    assert told["known"] == (None if known is None else "2021-06-01")
    assert told["changes"] == ["prisoners.done=never"]


def test_texts_from_outside_steer_nothing() -> None:
    odd = what_if(name=HOSTILE, text=HOSTILE, moves=(move(name=HOSTILE),))
    for text in (what_if_plain(odd), text_of(what_if_json(odd))):
        assert not any(one in text for one in ("\x1b", "\x07", "\u202e"))
