import json
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.placebo import SPAN
from trucewatch.accord.cases import find_case
from trucewatch.domain.assessment import Measure
from trucewatch.domain.silence import SilenceKind
from trucewatch.domain.truce import Selection
from trucewatch.errors import QuestionError
from trucewatch.estimate.silence import Silence, silent_days
from trucewatch.panel.figures import daily_figures
from trucewatch.panel.series import daily_series
from trucewatch.usecases.events import open_events

from .silent_series import Counts, drawn, steady, streams

Found = tuple[Silence, ...]


def told(found: Found) -> list[tuple[int, int, str]]:
    return [(silence.first, silence.days, silence.kind.value) for silence in found]


def blind(found: Found) -> set[int]:
    kinds = {SilenceKind.BLIND, SilenceKind.NOT_YET_CODED}
    return {day for s in found if s.kind in kinds for day in range(s.first, s.end)}


def silenced(counts: Counts, first: int, days: int) -> Counts:
    counts = counts.copy()
    counts[..., first : first + days] = 0
    return counts


def test_a_source_that_stops_is_blind() -> None:
    dyads = np.array([steady(n, mean, 120) for n, mean in enumerate((9, 3, 2, 1, 0.3))])
    found = silent_days(silenced(dyads, 80, 14))
    assert told(found) == [(80, 14, "blind")]
    assert found[0].probability < 1e-3
    assert found[0].since == found[0].first
    assert found[0].reason == (
        "All 5 streams together show nothing on these 14 days, after about 14 a day. Even had "
        "violence fallen by 95 %, the probability of such a silence would be less than 1 in "
        "10,000: the source itself was silent."
    )


def test_a_truce_that_silences_one_party_is_no_blindness() -> None:
    dyads = np.array([steady(1, 20, 120), steady(2, 2, 120)])
    dyads[0, 60:90] = 0
    assert dyads[1, 60:90].sum() > 30
    assert silent_days(dyads) == ()


def test_a_quiet_week_of_a_quiet_war_is_quiet() -> None:
    few = steady(3, 0.7, 150)
    assert silent_days([silenced(few, 90, 21)]) == ()


def test_those_whom_no_truce_binds_do_not_stop_for_it() -> None:
    dyads = silenced(np.array([steady(1, 5, 120), steady(2, 6, 120)]), 80, 8)
    assert silent_days(dyads) == ()
    assert silent_days(dyads, bound=[True, True]) == ()
    found = silent_days(dyads, bound=[True, False])
    assert told(found) == [(80, 8, "blind")]
    assert "after about 6" in found[0].reason
    assert (
        "a day where no truce binds. Even had the violence that no truce binds fallen by 80 %"
        in (found[0].reason)
    )


def test_what_had_nearly_stopped_may_stop() -> None:
    """As in Donbas from 27 July 2020: first much less, then days without anything."""
    war = np.r_[steady(1, 500, 90), steady(2, 15, 8), [0, 0, 3, 0], steady(3, 10, 20)]
    assert silent_days([war]) == ()
    assert told(silent_days([np.r_[war[:90], [0, 0], war[:5]]])) == [(90, 2, "blind")]


def test_names_are_told_where_they_are_few() -> None:
    three = silenced(np.array([steady(n, 30, 100) for n in range(3)]), 60, 12)
    assert silent_days(three, names=["A", "B", "C\x1b[1m"])[0].reason.startswith(
        "A, B and C [1m together show nothing on these 12 days"
    )
    assert silent_days(three[:2], names=["A", "B"])[0].reason.startswith("A and B together show")
    five = np.vstack([three, three[:2]])
    assert silent_days(five, names=list("ABCDE"))[0].reason.startswith("All 5 streams")
    assert silent_days(three[:1])[0].reason.startswith("The source shows nothing")


def test_a_single_day_can_be_enough_where_counts_are_high() -> None:
    assert told(silent_days([silenced(steady(4, 300, 90), 70, 1)])) == [(70, 1, "blind")]
    assert "on this day" in silent_days([silenced(steady(4, 300, 90), 70, 1)])[0].reason


def test_the_newest_days_are_not_yet_coded() -> None:
    war = np.array([steady(5, 14, 100), steady(6, 6, 100)])
    found = silent_days(silenced(war, 88, 12))
    assert told(found) == [(88, 12, "not yet coded")]
    assert "not yet coded" in found[0].reason
    assert silent_days(silenced(war, 96, 4)) == ()


def test_nothing_is_said_of_the_first_weeks() -> None:
    war = steady(7, 50, 100)
    assert silent_days([silenced(war, 0, 20)]) == ()
    assert silent_days([silenced(war, 27, 10)]) == ()
    assert told(silent_days([silenced(war, 28, 10)])) == [(28, 10, "blind")]
    assert silent_days(np.zeros((2, 90), dtype=int)) == ()
    assert silent_days(np.zeros((1, 0), dtype=int)) == ()


def test_a_second_blindness_is_seen_after_a_long_first_one() -> None:
    war = silenced(silenced(steady(8, 20, 250), 60, 70), 140, 20)
    assert told(silent_days([war])) == [(60, 70, "blind"), (140, 20, "blind")]


def test_what_comes_in_after_a_gap_is_late() -> None:
    war = silenced(steady(9, 20, 120), 70, 10)
    war[81] = 180
    found = silent_days([war], names=["The ministry"])
    assert told(found) == [(70, 10, "blind"), (81, 1, "late")]
    assert (found[1].since, found[1].end) == (70, 82)
    assert found[1].reason == (
        "The ministry shows 180 on this day, where about 20 were usual, after days that brought "
        f"about {found[1].reason.split('about ')[2].split()[0]} fewer than usual. Had nothing "
        "changed, the probability of such a day would be less than 1 in 1,000,000: some of its "
        "count belongs to earlier days."
    )


def test_what_comes_in_after_too_little_is_late_as_well() -> None:
    war = steady(10, 40, 120)
    war[70:74] = [6, 9, 4, 8]
    war[75] = 160
    assert told(silent_days([war])) == [(75, 1, "late")]
    assert silent_days([war])[0].since == 70


@pytest.mark.parametrize(
    ("gap", "day", "count"),
    [
        (0, 75, 400),  # nothing is missing
        (3, 73, 900),  # much more than is missing
        (3, 80, 130),  # too late
        (3, 73, 45),  # not that many
    ],
)
def test_a_surge_is_no_late_report(gap: int, day: int, count: int) -> None:
    war = steady(11, 40, 120)
    war[70 : 70 + gap] = 7
    war[day] = count
    assert silent_days([war]) == ()


def test_a_truce_that_breaks_is_no_late_report() -> None:
    war = np.r_[steady(12, 40, 90), steady(13, 5, 21), steady(14, 150, 10)]
    assert silent_days([war]) == ()


def test_the_hole_is_filled_once() -> None:
    war = silenced(steady(15, 40, 120), 70, 5)
    war[75:80] = [200, 203, 199, 201, 198]
    assert told(silent_days([war])) == [(70, 5, "blind"), (75, 1, "late")]


def test_a_figure_that_is_shown_again_is_repeated() -> None:
    war = steady(16, 30, 120)
    war[60:70] = 37
    found = silent_days([war])
    assert told(found) == [(61, 9, "repeated")]
    assert found[0].reason == (
        "The source shows 37 again and again, on these 9 days the same as on the day before. Had "
        "they been counted, the probability would be less than 1 in 1,000,000: a figure "
        "was repeated."
    )


def test_small_or_short_repetitions_are_chance() -> None:
    war = steady(17, 30, 120)
    war[60:63] = 37
    assert silent_days([war]) == ()
    assert silent_days([np.full(120, 2)]) == ()


def test_the_same_sum_of_other_streams_is_not_repeated() -> None:
    war = np.array([steady(18, 30, 120), steady(19, 30, 120)])
    war[1] = 100 - np.minimum(war[0], 100)
    assert silent_days(war) == ()


@given(streams(), st.sampled_from([2, 10, 100]))
def test_a_more_violent_war_is_not_less_surely_silent(counts: Counts, times: int) -> None:
    assert blind(silent_days(counts)) <= blind(silent_days(counts * times))
    bound = [n % 2 == 0 for n in range(len(counts))]
    some = blind(silent_days(counts, bound=bound))
    assert some <= blind(silent_days(counts * times, bound=bound))
    assert blind(silent_days(counts)) <= some


@given(streams(), st.randoms(use_true_random=False))
def test_the_order_of_the_streams_is_nothing(counts: Counts, random: object) -> None:
    order = list(range(len(counts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert silent_days(counts[order]) == silent_days(counts)


@given(streams())
def test_where_something_is_shown_nothing_is_blind(counts: Counts) -> None:
    assert not blind(silent_days(counts + 1))
    zeros = set(np.flatnonzero(counts.sum(axis=0) == 0).tolist())
    assert blind(silent_days(counts)) <= zeros


@given(streams())
def test_no_day_is_told_twice(counts: Counts) -> None:
    found = silent_days(counts)
    for silence in found:
        assert 0 <= silence.since <= silence.first < silence.end <= counts.shape[1]
        assert 0 <= silence.probability < 1e-3
        assert silence.reason.endswith(".")
        assert silence.kind is SilenceKind.LATE or silence.since == silence.first
    for one, next_one in pairwise(found):
        assert one.end <= next_one.first


@given(streams(), st.integers(1, 220))
def test_the_past_does_not_change_with_what_comes(counts: Counts, days: int) -> None:
    """What is said before the last run of equal days does not depend on what follows."""
    cut = counts[:, :days]
    whole = [s for s in told(silent_days(counts)) if sum(s[:2]) < cut.shape[1]]
    ended = [s for s in told(silent_days(cut)) if sum(s[:2]) < cut.shape[1]]
    assert whole == ended


@pytest.mark.parametrize(
    ("given_streams", "options", "said"),
    [
        ([1, 2], {}, "the streams have the shape (2,); give (streams, days)"),
        ([], {}, "the streams have the shape (0,)"),
        ([[1, -1]], {}, "-1.0 on day 2 of stream 1 is not a daily count"),
        ([[1], [0.5]], {}, "0.5 on day 1 of stream 2"),
        ([[np.nan]], {}, "nan on day 1"),
        ([["x"]], {}, "not numbers"),
        ([[1], [2]], {"names": ["A"]}, "1 names for 2 streams; give one for each stream"),
        ([[1], [2]], {"bound": [True] * 3}, "3 bounds for 2 streams"),
    ],
)
def test_what_cannot_be_judged(
    given_streams: object, options: dict[str, list[object]], said: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        silent_days(given_streams, **options)  # type: ignore[arg-type]
    assert said in str(caught.value)


def gaza(shared: Path) -> dict[date, int]:
    """Return what was added to the total of those killed, day by day."""
    file = shared / "data" / "gaza" / "casualties_daily.json"
    bulletins = json.loads(file.read_text(encoding="utf-8"))
    totals = [bulletin["ext_killed_cum"] for bulletin in bulletins]
    days = [date.fromisoformat(bulletin["report_date"]) for bulletin in bulletins]
    assert days == [days[0] + timedelta(n) for n in range(len(days))]
    return dict(zip(days, np.diff(totals, prepend=0).tolist(), strict=True))


def test_the_silence_of_gaza_is_neither_peace_nor_war(shared: Path) -> None:
    counts = gaza(shared)
    start = min(counts)
    found = silent_days([list(counts.values())], names=["The ministry"])
    days = [(start + timedelta(s.first), s.days, s.kind.value) for s in found]
    assert days == [
        (date(2023, 11, 21), 1, "late"),
        (date(2023, 11, 24), 8, "blind"),
    ]
    assert counts[date(2023, 11, 21)] == 828
    assert found[1].probability < 1e-20
    assert start + timedelta(found[0].since) == date(2023, 11, 11)


def test_the_silence_of_gaza_while_it_lasts(shared: Path) -> None:
    """On 28 November 2023 the last days are not yet reported; nothing more can be known."""
    counts = [n for day, n in gaza(shared).items() if day < date(2023, 11, 28)]
    assert told(silent_days([counts]))[-1] == (len(counts) - 4, 4, "not yet coded")


@dataclass(frozen=True)
class Syria:
    """Every dyad of the war, 2016 to November 2019."""

    dyads: tuple[str, ...]
    counts: dict[Measure, Counts]

    @property
    def bound(self) -> list[bool]:
        """Which dyads the truce of February 2016 bound, and may have silenced."""
        truce = find_case("syria-2016")
        named = truce.data["ucdp-ged"].dyads
        assert set(named) <= set(self.dyads)
        return [dyad in named for dyad in self.dyads]


@pytest.fixture(scope="module")
def syria(shared: Path) -> Syria:
    file = shared / "data" / "ged" / "syria_ged_2016_2019.parquet"
    with open_events(file, release="652.1601.1911") as (events, _):
        figures = daily_figures(events, Selection())
    dyads = tuple(sorted({figure.dyad or "" for figure in figures}))
    apart = [[figure for figure in figures if figure.dyad == dyad] for dyad in dyads]
    return Syria(
        dyads,
        {
            measure: np.array([daily_series(one, measure, SPAN).counts for one in apart])
            for measure in Measure
        },
    )


@pytest.mark.slow
@pytest.mark.parametrize("measure", list(Measure))
def test_nothing_in_syria_is_blind_where_a_truce_may_be_the_reason(
    syria: Syria, measure: Measure
) -> None:
    """Not in the truce of February 2016, nor on any later day."""
    assert syria.counts[measure].shape == (120, SPAN.days)
    assert silent_days(syria.counts[measure]) == ()


@pytest.mark.slow
def test_three_days_of_may_2016_can_hardly_be_peace(syria: Syria) -> None:
    """On 24 to 26 May 2016 no dyad shows a single event: 119 of 120 were bound by no truce."""
    assert silent_days(syria.counts[Measure.EVENTS], bound=syria.bound) == ()
    found = silent_days(syria.counts[Measure.DEATHS], bound=syria.bound)
    assert told(found) == [((date(2016, 5, 24) - SPAN.start).days, 3, "blind")]


@pytest.mark.slow
def test_a_week_taken_out_of_syria_is_missed(syria: Syria) -> None:
    """In the first week of the truce, if those it did not bind are known; else in ten days."""
    first = (date(2016, 2, 27) - SPAN.start).days
    events = syria.counts[Measure.EVENTS]
    week, longer = silenced(events, first, 7), silenced(events, first, 10)
    assert told(silent_days(longer)) == [(first, 10, "blind")]
    assert silent_days(week) == ()
    assert told(silent_days(week, bound=syria.bound)) == [(first, 7, "blind")]


@pytest.mark.slow
def test_what_nobody_silenced_is_not_called_silent() -> None:
    """At most one series of half a year in a hundred, whatever its rate and its waves."""
    flagged = sum(bool(silent_days([drawn(seed)])) for seed in range(2000))
    assert flagged <= 20
