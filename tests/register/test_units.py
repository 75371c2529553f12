import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.days import DaySpan
from trucewatch.domain.observation import Count, Heard, Observation, Unit
from trucewatch.errors import InputError
from trucewatch.register.units import Reporting, counts, episodes, side_by_side

KYIV = ZoneInfo("Europe/Kyiv")
DAY = DaySpan(date(2021, 3, 26), date(2021, 3, 27))
EVERY, EXCHANGES = Unit(), Unit(gap=30)


def loud_day(singles: int, exchanges: int, seed: int) -> list[Observation]:
    """One front, and so many exchanges of fire, in turns of direction, made of so many singles."""
    rng = random.Random(seed)
    parts = [singles // exchanges + (n < singles % exchanges) for n in range(exchanges)]
    heard = []
    for n, part in enumerate(parts):
        moment = datetime(2021, 3, 26, 0, 5, tzinfo=KYIV) + timedelta(hours=24 / exchanges * n)
        while part:
            number = min(part, rng.randint(1, 6))
            what = rng.choice(list(Heard))
            direction = ("W-E", "E-W")[n % 2]
            heard.append(Observation(moment, "Donetsk", what, number, direction))
            moment += timedelta(seconds=rng.randint(1, 20))
            part -= number
    rng.shuffle(heard)
    return heard


@pytest.mark.parametrize(("singles", "exchanges"), [(494, 4), (1021, 21)])
def test_the_same_day_in_both_units(singles: int, exchanges: int) -> None:
    """What two observers of one front reported of 26 March and 2 April 2021, on made-up days."""
    heard = loud_day(singles, exchanges, seed=7)
    ((day, front, both),) = side_by_side(heard, [EVERY, EXCHANGES], DAY, Reporting(KYIV))
    assert (day, front) == (date(2021, 3, 26), "Donetsk")
    assert [one.value for one in both] == [singles, exchanges]
    assert [str(one) for one in both] == [
        f"{singles} (each shot, burst, explosion and projectile)",
        f"{exchanges} (episodes, at most 30 min of quiet)",
    ]


def test_unlike_units_cannot_be_added() -> None:
    with pytest.raises(InputError, match=r"4 \(episodes, at most 30 min of quiet\) and 494 \(each"):
        Count(4, EXCHANGES) + Count(494, EVERY)
    with pytest.raises(InputError, match="are of unlike units; count both in one unit"):
        Count(4, EXCHANGES) + Count(4, Unit(gap=31))
    assert Count(4, EXCHANGES) + Count(1, EXCHANGES) == Count(5, EXCHANGES)


def at(minute: float, direction: str | None = None, **more: object) -> Observation:
    moment = datetime(2021, 3, 26, 10, tzinfo=UTC) + timedelta(minutes=minute)
    return Observation(moment, "east", Heard.SHOT, 1, direction, **more)  # type: ignore[arg-type]


def test_quiet_of_exactly_the_gap_is_still_one_episode() -> None:
    assert len(episodes([at(0), at(30)], EXCHANGES)) == 1
    assert len(episodes([at(0), at(30.01)], EXCHANGES)) == 2


def test_what_lasts_keeps_an_episode_alive() -> None:
    long = at(0, until=at(45).time)
    (one,) = episodes([long, at(70), at(10)], EXCHANGES)
    assert (one.singles, one.end) == (3, at(70).time)


def test_directions_and_fronts_are_apart() -> None:
    other = Observation(at(0).time, "west", Heard.SHOT)
    found = episodes([at(0, "W-E"), at(1, "E-W"), at(2), at(3), other], EXCHANGES)
    assert [(one.front, one.direction, one.singles) for one in found] == [
        ("east", "W-E", 1),
        ("west", None, 1),
        ("east", "E-W", 1),
        ("east", None, 2),
    ]


def test_without_a_gap_every_observation_stands_alone() -> None:
    assert len(episodes([at(0), at(0)], EVERY)) == 2


def test_some_kinds_only() -> None:
    heard = [at(0), Observation(at(1).time, "east", Heard.EXPLOSION, 3)]
    bangs = Unit(what=(Heard.EXPLOSION, Heard.BURST))
    (day,) = counts(heard, bangs, DAY, Reporting(KYIV))
    assert str(day.count) == "3 (each burst and explosion)"
    (day,) = counts(heard, Unit(gap=5, what=(Heard.SHOT,)), DAY, Reporting(KYIV))
    assert str(day.count) == "1 (episodes of shot, at most 5 min of quiet)"


def test_a_day_of_reporting_may_end_in_the_evening() -> None:
    evening = Observation(datetime(2021, 3, 25, 19, 30, tzinfo=KYIV), "east", Heard.SHOT)
    before = Observation(datetime(2021, 3, 25, 19, 29, tzinfo=KYIV), "east", Heard.SHOT)
    (day,) = counts([evening, before], EVERY, DAY, Reporting(KYIV, time(19, 30)))
    assert day.count.value == 1
    (day,) = counts([evening, before], EVERY, DAY, Reporting(KYIV))
    assert day.count.value == 0


def test_an_episode_counts_on_the_day_it_began() -> None:
    night = [
        Observation(datetime(2021, 3, 25, 23, 50, tzinfo=KYIV), "east", Heard.SHOT),
        Observation(datetime(2021, 3, 26, 0, 5, tzinfo=KYIV), "east", Heard.SHOT),
    ]
    days = DaySpan(date(2021, 3, 25), date(2021, 3, 27))
    found = counts(night, EXCHANGES, days, Reporting(KYIV))
    assert [one.count.value for one in found] == [1, 0]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Unit(gap=-1), "a gap of -1 minutes"),
        (lambda: Observation(datetime(2021, 1, 1), "x", Heard.SHOT), "has no time zone"),
        (lambda: at(0, until=at(-1).time), "before it began"),
        (lambda: at(0, until=datetime(2021, 1, 1)), "has no time zone"),
        (lambda: Observation(at(0).time, "x", Heard.SHOT, 0), "0 of shot; leave out"),
    ],
)
def test_what_cannot_be(make: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        make()  # type: ignore[operator]


HEARD = st.lists(
    st.builds(
        lambda minutes, front, what, number, direction, lasts: Observation(
            at(minutes).time, front, what, number, direction, at(minutes + lasts).time
        ),
        st.integers(-800, 800),
        st.sampled_from(["east", "west"]),
        st.sampled_from(list(Heard)),
        st.integers(1, 40),
        st.sampled_from([None, "W-E", "E-W"]),
        st.integers(0, 50),
    ),
    max_size=30,
)


@given(HEARD, st.integers(0, 300), st.randoms(use_true_random=False))
def test_episodes_are_never_more_than_singles(
    heard: list[Observation], gap: int, rng: random.Random
) -> None:
    days = DaySpan(date(2021, 3, 25), date(2021, 3, 28))
    units = [Unit(), Unit(gap=gap), Unit(gap=gap + 10)]
    rows = side_by_side(heard, units, days, Reporting(KYIV))
    for _, _, (singles, some, fewer) in rows:
        assert singles.value >= some.value
        assert (singles.value > 0) >= (some.value > 0)
        assert singles.unit != some.unit != fewer.unit
    wider, narrower = (episodes(heard, Unit(gap=one)) for one in (gap + 10, gap))
    assert len(wider) <= len(narrower)
    assert sum(one.singles for one in wider) == sum(one.number for one in heard)
    mixed = list(heard)
    rng.shuffle(mixed)
    assert episodes(mixed, Unit(gap=gap)) == narrower
