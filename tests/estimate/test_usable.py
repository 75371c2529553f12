import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.domain.silence import SilenceKind
from trucewatch.errors import QuestionError
from trucewatch.estimate.silence import Silence, silent_days
from trucewatch.estimate.usable import USABLE_RULE, usable

from .silent_series import Counts, steady, streams


def silence(first: int, days: int, kind: SilenceKind, since: int | None = None) -> Silence:
    return Silence(first, days, kind, 1e-5, "x.", first if since is None else since)


def test_without_silence_all_can_be_used() -> None:
    left = usable((), (60, 67), (0, 60))
    assert left.window.all()
    assert left.baseline.all()
    assert (left.lost, left.no_data, left.disputed, left.reason) == (0, False, False, None)


@pytest.mark.parametrize(("days", "no_data"), [(2, False), (3, True), (9, True)])
def test_a_third_is_too_much(days: int, no_data: bool) -> None:
    left = usable([silence(60, days, SilenceKind.BLIND)], (60, 69), (0, 60))
    assert left.no_data is no_data
    assert left.lost == days / 9
    assert left.window.tolist() == [False] * days + [True] * (9 - days)


def test_many_short_silences_count_together() -> None:
    found = [silence(day, 1, SilenceKind.BLIND) for day in (60, 62, 64)]
    assert usable(found[:2], (60, 69), (0, 60)).no_data is False
    assert usable(found, (60, 69), (0, 60)).no_data is True


def test_a_late_report_is_left_out_with_its_gap() -> None:
    late = silence(64, 1, SilenceKind.LATE, since=61)
    left = usable([late], (60, 80), (0, 60))
    assert np.flatnonzero(~left.window).tolist() == [1, 2, 3, 4]
    assert left.window_with_late.all()
    assert left.disputed
    assert left.reason == "4 of the window's 20 days can't be used (1 late, 3 reported late)."


def test_a_late_report_after_the_window_takes_its_gap_out_of_it() -> None:
    late = silence(68, 1, SilenceKind.LATE, since=64)
    left = usable([late], (60, 67), (0, 60))
    assert np.flatnonzero(~left.window).tolist() == [4, 5, 6]
    assert left.no_data
    assert not left.disputed


def test_a_blind_day_that_is_reported_late_is_named_once() -> None:
    found = [
        silence(61, 2, SilenceKind.BLIND),
        silence(64, 1, SilenceKind.LATE, since=61),
    ]
    left = usable(found, (60, 80), (0, 60))
    assert (
        left.reason == "4 of the window's 20 days can't be used (2 blind, 1 late, 1 reported late)."
    )
    assert np.flatnonzero(~left.window_with_late).tolist() == [1, 2]


def test_a_short_rest_of_a_baseline_is_no_data() -> None:
    enough = usable([silence(0, 12, SilenceKind.REPEATED)], (40, 47), (0, 40))
    assert (enough.no_data, enough.reason) == (False, "Of the baseline's 40 days 28 can be used.")
    assert usable([silence(0, 13, SilenceKind.REPEATED)], (40, 47), (0, 40)).no_data


def test_the_days_between_are_of_no_interest() -> None:
    assert usable([silence(60, 5, SilenceKind.BLIND)], (65, 72), (0, 60)).reason is None


@given(streams(), st.integers(0, 200), st.integers(1, 60), st.integers(1, 60))
def test_what_is_left_and_what_is_lost_make_all(
    counts: Counts, first: int, before: int, days: int
) -> None:
    found = silent_days(counts)
    window, baseline = (first + before, first + before + days), (first, first + before)
    left = usable(found, window, baseline)
    assert (left.window.size, left.baseline.size) == (days, before)
    assert left.lost == pytest.approx(1 - left.window.mean())
    assert (left.window <= left.window_with_late).all()
    assert left.no_data or left.baseline.sum() >= 28
    assert (left.reason is None) == bool(left.window.all() and left.baseline.all())


def test_from_counts_to_the_answer() -> None:
    war = steady(1, 30, 90)
    war[60:68] = 0
    assert usable(silent_days([war]), (60, 67), (0, 60)).no_data
    assert not usable(silent_days([war]), (75, 82), (0, 70)).no_data


@pytest.mark.parametrize(
    ("window", "baseline", "said"),
    [
        ((5, 5), (0, 5), "the window is 5 to 5; give first day and day after the last"),
        ((40, 47), (-1, 40), "the baseline is -1 to 40"),
    ],
)
def test_a_stretch_has_days(window: tuple[int, int], baseline: tuple[int, int], said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        usable((), window, baseline)


def test_the_rule_is_written_down() -> None:
    assert "28 days" in USABLE_RULE
