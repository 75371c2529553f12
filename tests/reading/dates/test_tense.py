"""The tense of the clause around a date."""

import pytest

from trucewatch.reading.dates.tense import tense


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They agreed on a truce that is set to begin on X.", "future"),
        ("They agreed to meet on X.", "future"),
        ("They refused to sign on X.", "past"),
        ("It will be signed on X.", "future"),
        ("It would have been signed on X.", "past"),
        ("It is to be signed on X.", "future"),
        ("It was signed on X.", "past"),
        ("It has been signed, and X is fine.", "present"),
        ("On X, they signed.", "past"),
        ("On X; they signed.", "none"),
        ("On X, they'll sign.", "future"),
        ("They have until X.", "present"),
        ("The talks scheduled for X.", "future"),
        ("The talks are planned on X.", "future"),
        ("The truce of X", "none"),
        ("Officials said the deal, which X", "past"),
        ("United fronts of X", "none"),
        ("They extended the truce to X.", "future"),
        ("It was extended by a week to X.", "future"),
        ("They brought the truce to X.", "past"),
    ],
)
def test_tenses(text: str, told: str) -> None:
    place = text.index("X")
    assert tense(text, 0, len(text), place, place + 1).value == told


def test_only_what_is_near_is_looked_through() -> None:
    far = "It was signed " + "and on X " * 200
    place = far.rindex("X")
    assert tense(far, 0, len(far), place, place + 1).value == "none"
