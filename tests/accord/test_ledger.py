"""How far a commitment was: the look-up against going through every report."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.ledger import Ledger, Stand
from trucewatch.days import PartialDay
from trucewatch.domain.process import Commitment, Evidence, Progress

START = date(2021, 1, 1)


def entry(day: int, late: int, total: float | None, more: float | None) -> Progress:
    on = START + timedelta(days=day)
    return Progress(Evidence(PartialDay.of(on), on + timedelta(days=late)), total, more)


def commitment(entries: tuple[Progress, ...], start: float | None = None) -> Commitment:
    agreed = Evidence(PartialDay.of(START), START)
    return Commitment("c", "C", ("a",), (), "X", agreed, 50.0, "things", start, progress=entries)


ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(0, 30),
        st.integers(0, 20),
        st.one_of(st.none(), st.integers(0, 80).map(float)),
        st.integers(0, 20).map(float),
    ).map(lambda one: one if one.total is None else Progress(one.when, one.total, None)),
    max_size=12,
).map(tuple)


def level(entries: tuple[Progress, ...], as_of: date, known: date) -> float | None:
    """The level by going through every report."""
    seen = [x for x in entries if x.when.on.last <= as_of and x.when.known <= known]
    found: float | None = None
    for one in sorted(seen, key=lambda x: (x.when.on.last, x.when.known)):
        found = one.total if one.total is not None else (found or 0.0) + (one.more or 0.0)
    return found


@given(ENTRIES, st.lists(st.tuples(st.integers(-1, 40), st.integers(-1, 60)), max_size=6))
def test_the_level_is_that_of_every_report_seen(
    entries: tuple[Progress, ...], days: list[tuple[int, int]]
) -> None:
    ledger = Ledger(commitment(entries), 50.0)
    for ago, seen in days:
        as_of, known = START + timedelta(days=ago), START + timedelta(days=seen)
        found = ledger.at(as_of.toordinal(), known.toordinal())
        order = {(x.when.on.last, x.when.known) for x in entries}
        if len(order) == len(entries):
            assert found.level == level(entries, as_of, known)


@given(ENTRIES)
def test_asking_in_any_order_gives_the_same(entries: tuple[Progress, ...]) -> None:
    asked = [(START.toordinal() + n, START.toordinal() + m) for n in (5, 15, 31) for m in (6, 40)]
    forth = Ledger(commitment(entries), 50.0)
    back = Ledger(commitment(entries), 50.0)
    one = [forth.at(*days) for days in asked]
    assert one == [back.at(*days) for days in reversed(asked)][::-1]


def stand(*entries: Progress, start: float | None = None, aim: float = 50.0) -> Stand:
    return Ledger(commitment(entries, start), aim).at(date.max.toordinal(), date.max.toordinal())


def test_the_day_from_which_the_aim_was_reached_for_good() -> None:
    reached = stand(entry(3, 0, 50, None), entry(5, 0, 40, None), entry(9, 0, 55, None))
    assert reached.reached == (START + timedelta(days=9)).toordinal()
    assert reached.fell
    assert stand(entry(3, 0, 50, None), entry(5, 0, 40, None)).reached is None


def test_a_level_that_has_to_fall() -> None:
    found = stand(entry(3, 0, 80, None), entry(6, 0, 40, None), start=100.0)
    assert (found.level, found.change, found.days, found.entries) == (40, -60, 6, 2)
    assert found.reached == (START + timedelta(days=6)).toordinal()
    assert not found.fell
    rises = stand(entry(3, 0, 80, None), start=10.0, aim=50.0)
    assert rises.reached is not None


def test_two_reports_of_one_day_are_one_stretch() -> None:
    found = stand(entry(4, 0, None, 10), entry(4, 1, None, 5))
    assert (found.level, found.entries, found.days) == (15, 1, 4)


def test_no_report_is_no_level() -> None:
    assert stand().level is None
    assert stand(start=100.0).level == 100.0
