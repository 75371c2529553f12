"""What the reading has reached on whole reports of our own, annotated before they were read."""

import pytest

from bench.reading_articles import Count, articles, scores
from tests.calibration.floors import FLOORS

FLOOR = FLOORS["reading articles"]


@pytest.fixture(scope="module", params=["development", "held_out"])
def reached(request: pytest.FixtureRequest) -> tuple[str, dict[str, Count]]:
    return request.param, scores(articles(request.param))


def test_nothing_that_is_marked_is_coded(reached: tuple[str, dict[str, Count]]) -> None:
    part, found = reached
    assert found["promos coded"].right <= FLOOR[part]["promos coded"]


@pytest.mark.parametrize(
    "what",
    [
        "marked",
        "dates",
        "truces",
        "processes",
        "tolls",
        "statements",
        "commitments",
        "conditions",
    ],
)
def test_what_was_to_be_told_is_told(reached: tuple[str, dict[str, Count]], what: str) -> None:
    part, found = reached
    assert found[what].recall >= FLOOR[part][what]


def test_the_type_and_actor_of_events(reached: tuple[str, dict[str, Count]]) -> None:
    part, found = reached
    assert found["events"].recall >= FLOOR[part]["events"]


@pytest.mark.parametrize("what", ["events", "statements", "commitments", "conditions"])
def test_little_is_told_that_nobody_annotated(
    reached: tuple[str, dict[str, Count]], what: str
) -> None:
    part, found = reached
    assert found[what].f1 >= FLOOR[part][f"{what} F1"]


def test_how_many_were_counted(reached: tuple[str, dict[str, Count]]) -> None:
    """A report less would make every share above look better or worse than it is.

    Times are only asked of events that are told.
    """
    part, found = reached
    counted = {name: count.wanted for name, count in found.items() if name != "times"}
    assert counted == FLOOR[part]["wanted"]
