import json
from dataclasses import replace
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.days import DaySpan
from trucewatch.domain.assessment import Assessment, Reported
from trucewatch.domain.interval import Interval
from trucewatch.domain.silence import BlindDays, SilenceKind
from trucewatch.present.json import assessment_json, json_text

from .factory import doha, figure, hostile, syria, undetermined

KEYS = [
    "truce",
    "as_of",
    "question",
    "observed",
    "expected",
    "reduction",
    "probability",
    "verdict",
    "text",
    "reasons",
    "limits",
    "observed_range",
    "depends_on",
    "periods",
    "choices",
    "day_by_day",
    "breakdowns",
    "kind_shares",
    "checks",
    "blind",
    "undated_share",
    "data",
    "made_by",
]


def refuse(name: str) -> None:
    raise AssertionError(name)


@pytest.mark.parametrize("make", [syria, undetermined, doha, hostile])
def test_it_is_strict_json_that_steers_no_terminal(make: type[Assessment]) -> None:
    text = json_text(make())
    assert json.loads(text, parse_constant=refuse) == assessment_json(make())
    assert {c for c in text if not c.isprintable()} == {"\n"}


def test_the_keys_and_their_order() -> None:
    assert list(assessment_json(syria())) == KEYS
    assert list(assessment_json(doha())) == [*KEYS, "reported", "events_sources"]


def test_the_end_of_a_window_is_the_day_after_the_last() -> None:
    window = assessment_json(syria())["question"]["window"]
    assert window == {"start": "2016-02-27", "end": "2016-03-05", "days": 7}


def test_what_json_cannot_write_is_null() -> None:
    a = undetermined()
    assert assessment_json(a)["reduction"]["low"] is None
    odd = figure(value=float("nan"))
    out = assessment_json(replace(a, reported=Reported((), (odd,))))
    assert out["reported"]["alone"][0]["value"] is None


def test_rounding() -> None:
    a = replace(syria(), expected=Interval(79.04, 53.06, 118.0, 0.9), undated_share=-0.0)
    out = assessment_json(a)
    assert out["expected"] == {"median": 79.0, "low": 53.1, "high": 118.0, "level": 0.9}
    assert out["reduction"]["low"] == 0.2453
    assert str(out["undated_share"]) == "0.0"
    odd = replace(a, reported=Reported((), (figure(value=4.25, start=date(2020, 1, 1)),)))
    assert assessment_json(odd)["reported"]["alone"][0]["value"] == 4.25


def test_days_on_which_the_source_was_blind() -> None:
    days = DaySpan(date(2016, 2, 1), date(2016, 2, 9))
    blind = BlindDays(days, SilenceKind.BLIND, "Nothing at all.")
    out = assessment_json(replace(syria(), blind=(blind,), observed_range=(38, 43)))
    assert out["blind"] == [
        {"start": "2016-02-01", "end": "2016-02-09", "kind": "blind", "reason": "Nothing at all."}
    ]
    assert out["observed_range"] == [38, 43]


@pytest.mark.parametrize("make", [syria, doha])
def test_golden(make: type[Assessment], snapshot: SnapshotAssertion) -> None:
    assert json_text(make()) == snapshot
