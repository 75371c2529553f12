from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.assessment import Assessment, Reported
from trucewatch.domain.truce import EventsSource
from trucewatch.present.text import assessment_text

from .factory import comparison, doha, hostile, syria, undetermined


@pytest.mark.parametrize("make", [syria, undetermined, doha, hostile])
def test_golden(make: type[Assessment], snapshot: SnapshotAssertion) -> None:
    assert assessment_text(make()) == snapshot


def test_no_terminal_codes() -> None:
    text = assessment_text(hostile())
    assert {c for c in text if not c.isprintable()} == {"\n"}


def test_without_an_agreed_fall_there_is_no_column_for_it() -> None:
    text = assessment_text(replace(syria(), reported=Reported((comparison(),), ())))
    assert "P(" not in text
    assert "Pajhwok   75 a day [1]" in text


def test_a_washout_is_named_and_a_command_stays_on_one_line() -> None:
    a = syria()
    command = "trucewatch assess " + "x" * 50 + " --seed 1 --out " + "y" * 50
    text = assessment_text(replace(a, made_by=replace(a.made_by, command=command)))
    assert "3 days before the window" in text
    assert text.endswith(command + "\n")


def test_no_limits_no_note_no_share() -> None:
    source = EventsSource("ucdp-ged", "my events.csv", "https://example.org", "")
    a = replace(syria(), limits=(), undated_share=None, events_sources=(source,))
    text = assessment_text(a)
    assert text.endswith("trucewatch assess syria-2016 --events 'my events.csv'\n")
    assert "left out" not in text
