from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.assessment import Assessment, ChoiceVariant, Reported
from trucewatch.domain.truce import EventsSource
from trucewatch.domain.verdict import Verdict
from trucewatch.present.text import assessment_text

from .factory import comparison, doha, hostile, syria, undetermined, variant


@pytest.mark.parametrize("make", [syria, undetermined, doha, hostile])
def test_golden(make: type[Assessment], snapshot: SnapshotAssertion) -> None:
    assert assessment_text(make()) == snapshot


def test_no_terminal_codes() -> None:
    text = assessment_text(hostile())
    assert {c for c in text if not c.isprintable()} == {"\n"}


def test_without_an_agreed_fall_there_is_no_column_for_it() -> None:
    text = assessment_text(replace(syria(), reported=Reported((comparison(),), ())))
    assert "P(at least" not in text
    assert "Pajhwok   75 a day [1]" in text


def test_a_washout_is_named_and_a_command_stays_on_one_line() -> None:
    a = syria()
    command = "trucewatch assess " + "x" * 50 + " --seed 1 --out " + "y" * 50
    text = assessment_text(replace(a, made_by=replace(a.made_by, command=command)))
    assert "3 days before the window" in text
    assert f"{command}\n" in text


def test_no_limits_no_note_no_share() -> None:
    source = EventsSource("ucdp-ged", "my events.csv", "https://example.org", "")
    a = replace(syria(), limits=(), undated_share=None, events_sources=(source,))
    text = assessment_text(a)
    assert text.endswith("trucewatch assess syria-2016 --events 'my events.csv'\n")
    assert "left out" not in text


def test_a_verdict_that_rests_on_a_choice_says_so() -> None:
    a = syria()
    other = variant("1 day", median=54.0, fall=0.259, low=-0.48, verdict=Verdict.UNDETERMINED)
    text = assessment_text(replace(a, choices=(*a.choices[:1], other)))
    assert "reduced; depends on the washout" in text
    assert "54 (27 to 81)   26 % fewer (from 48 % more to 66 % fewer)" in text
    assert "depends on the washout" not in assessment_text(a)
    more = replace(other, choice="measure"), replace(other, choice="baseline")
    assert "depends on the washout, the measure and the baseline" in " ".join(
        assessment_text(replace(a, choices=(other, *more))).split()
    )


def test_a_choice_that_could_not_be_made_says_why() -> None:
    why = ChoiceVariant("baseline", "90 days", False, *[None] * 5, "the data begin too late")
    text = assessment_text(replace(syria(), choices=(why,)))
    assert "90 days" in text
    assert "not asked: the data begin too late" in text


def test_day_by_day_an_agreed_fall_has_a_column() -> None:
    a = syria()
    days = tuple(
        replace(day, agreed=told) for day, told in zip(a.day_verdicts, (None, True), strict=True)
    )
    asked = replace(a.question, threshold=0.8)
    lines = assessment_text(replace(a, question=asked, day_verdicts=days)).splitlines()
    assert [line.split()[-1] for line in lines if line.startswith(("27 Feb", "28 Feb"))] == [
        "open",
        "yes",
    ]
    assert any(line.endswith("at least 80 % fewer") for line in lines)


def test_what_is_counted_has_a_range_where_days_are_not_known() -> None:
    text = assessment_text(replace(syria(), observed_range=(38, 43)))
    assert "40 events (38 to 43, as the day of some is not known)" in text


def test_a_figure_taken_at_its_word_says_so() -> None:
    pair = replace(comparison(), caveat="Taken at its word.")
    text = assessment_text(replace(syria(), reported=Reported((pair,), ())))
    assert "\n    Taken at its word.\n" in text
