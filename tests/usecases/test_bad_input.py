"""What is no record of events gets a clear refusal, never a sure number, from the file on."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from trucewatch.errors import InputError
from trucewatch.usecases.assess import assess

from .truces import START, truce

FIRST = START - timedelta(days=60)
Rows = list[tuple[date, str]]


def record(days: int = 67) -> Rows:
    return [(FIRST + timedelta(days=n), str(3 + n % 4)) for n in range(days)]


def with_count(day: int, count: str) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows[:day], (rows[day][0], count), *rows[day + 1 :]]


MISTAKES: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "constant": (
        lambda rows: [(day, "4") for day, _ in rows],
        "the baseline is 4 on every one of 60 days; a record of events is never so even",
    ),
    "short": (lambda rows: rows[33:], "the baseline is too short: 27 days before 2016-02-27"),
    "past the data": (lambda rows: rows[:60], "the window 2016-02-27 to 2016-03-04 is not within"),
    "negative": (with_count(9, "-1"), "line 11: count: '-1' is not a count"),
    "fractional": (with_count(9, "1.5"), "line 11: count: '1.5' is not a count"),
    "not a number": (with_count(9, "NaN"), "line 11: count: 'NaN' is not a count"),
    "boundless": (with_count(9, "inf"), "line 11: count: 'inf' is not a count"),
    "a million before": (with_count(9, "1000000"), "1000000 on day 10 of the baseline is not a"),
    "a million within": (with_count(63, "1000000"), "1000000 on 2016-03-01 is not a daily count"),
    "a million every day": (
        lambda rows: [(day, f"100000{n}") for n, (day, _) in enumerate(rows)],
        "is not a daily count; give whole numbers from 0 to 100000",
    ),
    "a day twice": (lambda rows: [*rows[:5], *rows[4:]], "line 7: is about 2016-01-02 again"),
    "a day left out": (lambda rows: [*rows[:5], *rows[6:]], "has no row for 2016-01-03"),
    "nothing": (lambda rows: [], "has no row under its header"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_is_refused(tmp_path: Path, mistake: str) -> None:
    change, said = MISTAKES[mistake]
    with pytest.raises(InputError) as caught:
        ask(tmp_path, change(record()))
    assert said in str(caught.value)


def test_without_a_mistake_it_is_answered(tmp_path: Path) -> None:
    assert ask(tmp_path, record()) > 0


def ask(folder: Path, rows: Rows) -> int:
    path = folder / "desk.csv"
    lines = ["date,count", *(f"{day},{count}" for day, count in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return assess(truce(first_days=7), events=path).observed or 0
