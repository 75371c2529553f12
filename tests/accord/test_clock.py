"""Clocks of calm days: set back, ended, and days of which nothing is known."""

from datetime import date
from typing import Any

import pytest

from trucewatch.accord.clock import Clock, clock
from trucewatch.accord.index import Index
from trucewatch.accord.view import View
from trucewatch.domain.conditions import Calm
from trucewatch.domain.process import Process

from .process_factory import gate, process, step


def incident(day: str, *, serious: bool = True, **fields: Any) -> dict[str, Any]:
    fields = {"on": day, "id": f"i{day}", "name": "A rocket", "serious": serious} | fields
    return {k: str(v).lower() if isinstance(v, bool) else v for k, v in fields.items()}


def count(first: str, last: str, value: int, **fields: Any) -> dict[str, Any]:
    return {
        "measure": "attacks",
        "claimant": "Mission",
        "first_day": first,
        "last_day": last,
        "value": str(value),
    } | fields


def run(
    given: Process,
    as_of: str,
    known: str | None = None,
    **fields: Any,
) -> Clock:
    calm = Calm(**({"days": 3, "start": date(2021, 3, 1)} | fields))
    day = date.fromisoformat(known) if known else None
    return clock(calm, View(Index(given), date.fromisoformat(as_of), day))


def test_it_counts_whole_days_at_the_end_of_the_day() -> None:
    given = process()
    assert run(given, "2021-02-28") == Clock(date(2021, 3, 1))
    assert run(given, "2021-03-02").sure == 2
    assert run(given, "2021-03-02").reached is None
    assert run(given, "2021-03-03").reached == date(2021, 3, 3)
    assert run(given, "2021-03-09").reached == date(2021, 3, 3)


def test_a_serious_incident_sets_it_back() -> None:
    given = process(incidents=[incident("2021-03-02"), incident("2021-03-04", serious=False)])
    found = run(given, "2021-03-04")
    assert (found.sure, found.set_back) == (2, (date(2021, 3, 2), "A rocket"))
    assert run(given, "2021-03-05").reached == date(2021, 3, 5)
    assert run(given, "2021-03-03", serious_resets=False).reached == date(2021, 3, 3)


def test_what_was_not_known_did_not_set_it_back() -> None:
    given = process(incidents=[incident("2021-03-02", known="2021-03-08")])
    assert run(given, "2021-03-03", known="2021-03-07").reached == date(2021, 3, 3)
    assert run(given, "2021-03-03", known="2021-03-08").reached is None


def test_an_incident_of_some_day_of_a_month_leaves_it_open() -> None:
    given = process(incidents=[incident("2021-03")])
    found = run(given, "2021-03-31")
    assert (found.sure, found.reached, found.perhaps) == (0, None, date(2021, 3, 3))
    assert len(found.unknown) == 31


def test_a_step_sets_it_going_sets_it_back_and_ends_it() -> None:
    given = process(
        steps=[
            step("start", done={"on": "2021-03-05"}),
            step("reset", done={"on": "2021-03-07"}),
            step("end", done={"on": "2021-03-09"}),
        ]
    )
    fields: dict[str, Any] = {"start": None, "after": "start", "reset_by": ("reset",)}
    found = run(given, "2021-03-20", until="end", **fields)
    assert found.start == date(2021, 3, 6)
    assert (found.ended, found.sure, found.reached) == (date(2021, 3, 9), 1, None)
    assert run(given, "2021-03-20", **fields).reached == date(2021, 3, 10)
    assert run(given, "2021-03-20", same_day=True, **fields).start == date(2021, 3, 5)
    assert run(given, "2021-03-04", **fields).start is None


LEVEL = {"measure": "attacks", "claimant": "Mission", "at_most": 5.0}


def test_a_missing_day_is_neither_calm_nor_broken() -> None:
    given = process(
        counts=[count("2021-03-01", "2021-03-01", 2), count("2021-03-03", "2021-03-03", 5)]
    )
    found = run(given, "2021-03-03", **LEVEL)
    assert (found.sure, found.possible) == (1, 3)
    assert (found.reached, found.perhaps) == (None, date(2021, 3, 3))
    assert found.unknown == (date(2021, 3, 2),)


@pytest.mark.parametrize(
    ("value", "fields", "sure", "possible"),
    [
        (4, {}, 3, 3),  # each of three days has at most the total
        (9, {}, 0, 3),  # nine in three days: none is known
        (3, {"bound": "at least"}, 0, 3),
        (3, {"bound": "at most"}, 3, 3),
    ],
)
def test_counts_of_several_days_say_what_they_can(
    value: int, fields: dict[str, str], sure: int, possible: int
) -> None:
    given = process(counts=[count("2021-03-01", "2021-03-03", value, **fields)])
    found = run(given, "2021-03-03", **LEVEL)
    assert (found.sure, found.possible) == (sure, possible)


def test_a_day_above_the_level_breaks_it_and_the_newest_count_goes_first() -> None:
    counts = [
        count("2021-03-02", "2021-03-02", 9, known="2021-03-02"),
        count("2021-03-01", "2021-03-01", 0),
        count("2021-03-03", "2021-03-03", 0),
    ]
    found = run(process(counts=counts), "2021-03-03", **LEVEL)
    assert found.set_back == (date(2021, 3, 2), "9 attacks, more than 5")
    assert found.sure == found.possible == 1
    mended = [*counts, count("2021-03-02", "2021-03-02", 4, known="2021-03-06")]
    assert run(process(counts=mended), "2021-03-03", **LEVEL).reached == date(2021, 3, 3)
    assert run(process(counts=mended), "2021-03-03", "2021-03-05", **LEVEL).reached is None


def test_the_words_of_a_clock() -> None:
    calm = {"days": "3", "start": "2021-03-01"} | {k: str(v) for k, v in LEVEL.items()}
    given = process(
        gates=[gate("way", {"calm": calm})], counts=[count("2021-03-01", "2021-03-01", 9)]
    )
    view = View(Index(given), date(2021, 3, 3))
    (leaf,) = view.met(given.gates[0].when).blocked
    assert leaf.text == (
        "3 days of calm in a row: 0 to 2 so far, 3 days to go, set back on 1 Mar 2021 by 9 "
        "attacks, more than 5, nothing is known of 2 days"
    )
