import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from present.factory import figure
from trucewatch import words
from trucewatch.days import DaySpan, PartialDay
from trucewatch.domain.assessment import Measure
from trucewatch.domain.interval import Interval
from trucewatch.domain.truce import Bound, FigureUnit
from trucewatch.present.tables import safe_cell


@given(st.floats(0, 1))
def test_a_probability_is_never_certain(value: float) -> None:
    text = words.probability(value)
    assert text not in {"0", "1", ".000", "1.000"}
    assert text.startswith((".", "more than .999", "less than .001"))


@given(st.text())
def test_clean_text_steers_nothing(text: str) -> None:
    cleaned = words.clean(text)
    assert cleaned.isprintable() or not any(
        ord(c) < 32 or 0x7F <= ord(c) <= 0x9F or 0x202A <= ord(c) <= 0x202E for c in cleaned
    )
    cleaned.encode("utf-8")
    assert words.clean(cleaned) == cleaned


@given(st.text())
def test_no_text_runs_as_a_formula(text: str) -> None:
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (Interval(0.49, 0.25, 0.66, 0.9), "49 % fewer (25 to 66)"),
        (Interval(0.24, -0.47, 0.59, 0.9), "24 % fewer (from 47 % more to 59 % fewer)"),
        (Interval(-0.98, -1.9, -0.4, 0.9), "98 % more (40 to 190)"),
        (
            Interval(-0.5, -math.inf, 0.5, 0.9),
            "50 % more (from a rise without bound to 50 % fewer)",
        ),
        (
            Interval(-math.inf, -math.inf, -0.1, 0.9),
            "a rise without bound (from a rise without bound to 10 % more)",
        ),
        (Interval(1.0, 1.0, 1.0, 0.9), "100 % fewer (100 to 100)"),
        (Interval(0.9996, 0.996, 1.0, 0.9), "99.9 % fewer (99.6 to 100)"),
        (Interval(0.0, -0.2, 0.2, 0.9), "no change (from 20 % more to 20 % fewer)"),
    ],
)
def test_reduction(interval: Interval, expected: str) -> None:
    assert words.reduction(interval) == expected


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "http://[",
        "https://example.org/\nx",
        "https://example.org/a b",
        " https://example.org",
        "",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert words.web_address(text) is None


def test_spans_and_figures() -> None:
    day = date(2015, 12, 30)
    assert words.span(DaySpan(day, day)) == "no days"
    assert words.span(DaySpan(day, date(2015, 12, 31))) == "30 Dec 2015"
    assert words.span(DaySpan(day, date(2016, 1, 3))) == "30 Dec 2015 to 2 Jan 2016"
    assert words.figure(figure(value=5.0, unit=FigureUnit.CHANGE_PERCENT)) == "5 % more"
    assert words.figure(figure(bound=Bound.AT_MOST, unit=FigureUnit.PER_DAY)) == "at most 300 a day"
    assert words.number(math.inf) == "without bound"


@pytest.mark.parametrize(
    ("text", "said"),
    [("2018", "2018"), ("2018-12", "Dec 2018"), ("2020-02-29", "29 Feb 2020")],
)
def test_a_date_is_said_as_precisely_as_it_is_known(text: str, said: str) -> None:
    assert words.partial(PartialDay.parse(text)) == said


@pytest.mark.parametrize(
    ("done", "quantity", "start", "said"),
    [
        (0, 5000, None, "0 of 5,000 things"),
        (4993, 5000, None, "4,993 of 5,000 things"),
        (5100, 5000, None, "5,100 of 5,000 things"),
        (0.25, 1, None, "0.25 of 1 things"),
        (13000, 8600, 13000, "now 13,000 things, to be 8,600"),
        (0, 0, 60, "now 0 things, to be 0"),
        (2, 10, 0, "now 2 things, to be 10"),
    ],
)
def test_how_far_something_is(done: float, quantity: float, start: float | None, said: str) -> None:
    assert words.how_far(done, quantity, "things", start) == said


@pytest.mark.parametrize(
    ("measure", "one", "several"),
    [
        (Measure.EVENTS, "1 event", "12 events"),
        (Measure.LETHAL_EVENTS, "1 event with a death", "12 events with a death"),
        (Measure.DEATHS, "1 death", "12 deaths"),
        (Measure.DEATHS_LOW, "1 death (low estimate)", "12 deaths (low estimate)"),
        (Measure.DEATHS_HIGH, "1 death (high estimate)", "12 deaths (high estimate)"),
        (Measure.CIVILIAN_DEATHS, "1 death of civilians", "12 deaths of civilians"),
    ],
)
def test_every_measure_has_its_words(measure: Measure, one: str, several: str) -> None:
    assert words.counted(1, measure) == one
    assert words.counted(12, measure) == several


def test_no_measure_is_without_words() -> None:
    said = {words.counted(2, measure) for measure in Measure}
    assert len(said) == len(Measure)
