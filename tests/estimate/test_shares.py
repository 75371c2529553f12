from dataclasses import astuple, fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from trucewatch.errors import QuestionError
from trucewatch.estimate.calls import NOT_SURE, Call
from trucewatch.estimate.shares import Shares, shares

Ints = NDArray[np.int64]


def drawn(days: int, per_day: float, kinds: list[float], seed: int) -> Ints:
    rng = np.random.default_rng(seed)
    return np.asarray(rng.multinomial(rng.poisson(per_day, days), kinds), dtype=np.int64)


def ask(before: Ints, during: Ints, **options: int) -> Shares:
    return shares(before, during, level=0.9, seed=1, **options)


BEFORE = drawn(364, 6, [0.19, 0.51, 0.30], 1)


def test_another_form_of_violence() -> None:
    """Shelling from 19 % to 55 %, at the cost of air strikes."""
    found = ask(BEFORE, drawn(60, 5, [0.55, 0.15, 0.30], 2))
    shelling, air, other = found.kinds
    assert (shelling.call, air.call, other.call) == (Call.INCREASED, Call.REDUCED, Call.NOTHING)
    assert (shelling.reason, air.reason, other.reason) == (None, None, NOT_SURE)
    assert shelling.before.low < 0.19 < shelling.before.high
    assert shelling.during.low < 0.55 < shelling.during.high
    assert shelling.before.high < shelling.during.low
    assert shelling.rise > 0.99 > 0.01 > shelling.fall
    assert other.before.low < 0.30 < other.before.high
    assert shelling.counted_before == BEFORE[:, 0].sum()
    assert found.changed
    assert found.block_days == 60
    assert found.moved == pytest.approx(0.36, abs=0.06)
    assert found.usual is not None
    assert found.moved is not None
    assert found.usual.high < found.moved
    assert found.as_far_by_chance is not None
    assert found.as_far_by_chance < 0.01


def test_the_same_form() -> None:
    found = ask(BEFORE, drawn(60, 1, [0.19, 0.51, 0.30], 3))
    assert {kind.call for kind in found.kinds} == {Call.NOTHING}
    assert not found.changed
    assert found.as_far_by_chance is not None
    assert found.as_far_by_chance > 0.1


def test_a_burst_is_no_new_form() -> None:
    """One day of many shellings, in a war that has such days now and then."""
    before = drawn(364, 4, [0.1, 0.9], 4)
    bursty = before.copy()
    bursty[::30, 0] += 40
    during = drawn(30, 4, [0.1, 0.9], 5)
    during[::10, 0] += 40
    calm, used = ask(before, during), ask(bursty, during)
    assert calm.kinds[0].call is Call.INCREASED
    weekly = ask(bursty, during, block_days=7)
    assert weekly.block_days == 7
    assert weekly.kinds[0].rise < calm.kinds[0].rise
    assert used.kinds[0].rise < calm.kinds[0].rise


def test_two_kinds_mirror_each_other() -> None:
    one, other = ask(BEFORE[:, :2], drawn(40, 3, [0.5, 0.5], 6)).kinds
    assert one.rise == pytest.approx(other.fall, abs=1e-3)
    assert one.before.median == pytest.approx(1 - other.before.median, abs=1e-3)
    assert one.during.low == pytest.approx(1 - other.during.high, abs=1e-3)


@pytest.mark.parametrize(
    ("baseline", "window", "days"), [(364, 3, 7), (364, 30, 30), (364, 90, 60), (42, 30, 7)]
)
def test_the_length_of_the_blocks(baseline: int, window: int, days: int) -> None:
    assert ask(BEFORE[:baseline], drawn(window, 6, [0.2, 0.5, 0.3], 7)).block_days == days


@pytest.mark.parametrize("days", [0, 10])
def test_a_handful_says_nothing(days: int) -> None:
    during = np.zeros((10, 3), dtype=np.int64)
    during[:days, 0] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0][:days]
    found = ask(BEFORE, during)
    assert found.note == "Fewer than 10 in the baseline or the window."
    assert {(kind.call, kind.reason) for kind in found.kinds} == {(Call.NOTHING, found.note)}
    assert (found.moved, found.usual, found.as_far_by_chance) == (None, None, None)
    assert ask(np.zeros_like(BEFORE), BEFORE[:20]).note == found.note


def test_a_kind_that_never_occurred() -> None:
    none = np.zeros((364, 1), dtype=np.int64)
    found = ask(np.hstack([BEFORE, none]), np.hstack([BEFORE[:60], none[:60]]))
    assert found.kinds[3].call is Call.NOTHING
    assert found.kinds[3].during.high < 0.05


@given(st.permutations(range(3)))
@settings(max_examples=6)
def test_the_order_of_the_kinds_changes_nothing(order: list[int]) -> None:
    during = drawn(30, 4, [0.5, 0.2, 0.3], 8)
    one, other = ask(BEFORE, during), ask(BEFORE[:, order], during[:, order])
    assert other.kinds == tuple(one.kinds[place] for place in order)
    for name in (field.name for field in fields(Shares) if field.name != "kinds"):
        assert getattr(other, name) == getattr(one, name)


def test_the_same_seed_the_same_answer() -> None:
    during = drawn(30, 4, [0.5, 0.2, 0.3], 8)
    assert ask(BEFORE, during) == ask(BEFORE, during)


@given(
    st.lists(st.tuples(*[st.sampled_from([0, 0, 1, 5, 10**5, 10**8])] * 3), min_size=1, max_size=9),
    st.sampled_from([0, 1, 10**6]),
)
@settings(max_examples=25)
def test_nothing_breaks_it(window: list[tuple[int, int, int]], factor: int) -> None:
    found = ask(BEFORE[:60] * factor, np.array(window))
    for kind in found.kinds:
        numbers = (*astuple(kind.before), *astuple(kind.during), kind.rise, kind.fall)
        assert all(np.isfinite(n) and 0 <= n <= 1 + 1e-9 for n in numbers)
        assert kind.before.low <= kind.before.median <= kind.before.high
        assert kind.during.low <= kind.during.median <= kind.during.high


@pytest.mark.parametrize(
    ("before", "during", "options", "message"),
    [
        (BEFORE, BEFORE[:9, :2], {}, "during: 2 kinds, before: 3; give the same kinds"),
        (BEFORE[:, :1], BEFORE[:9, :1], {}, "1 kinds; shares need at least two"),
        (BEFORE[:41], BEFORE[:9], {}, "before: 41 days, during: 9; give at least 42"),
        (BEFORE, BEFORE[:0], {}, "before: 364 days, during: 0"),
        (BEFORE, -BEFORE[:9], {}, "during: -"),
        (BEFORE / 2, BEFORE[:9], {}, "before: .*whole numbers"),
        (BEFORE, BEFORE[:9], {"block_days": 61}, "block_days is 61; give 1 to 60"),
        (BEFORE, BEFORE[:9], {"block_days": 0}, "block_days is 0"),
    ],
)
def test_what_cannot_be_asked(
    before: Ints, during: Ints, options: dict[str, int], message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        ask(before, during, **options)
