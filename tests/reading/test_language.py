"""Another language is told by its little words."""

import pytest

from trucewatch.reading.language import is_english

ENGLISH = (
    "The two sides have agreed to a truce that is to begin on Friday, a spokesman said in Doha."
)
OTHERS = [
    "Les deux parties ont annoncé une trêve de sept jours, qui doit commencer vendredi à",
    "Die beiden Seiten haben eine Waffenruhe von sieben Tagen vereinbart, die am Freitag um",
    "Las dos partes han acordado una tregua de siete días que debe comenzar el viernes a",
    "De twee partijen zijn een bestand van zeven dagen overeengekomen dat vrijdag om",
    "Стороны договорились о перемирии на семь дней, которое должно начаться в пятницу в",
    "اتفق الطرفان على هدنة لمدة سبعة أيام تبدأ يوم الجمعة عند منتصف الليل حسبما قال المتحدث",
]


def test_english() -> None:
    assert is_english(ENGLISH)
    assert is_english("Truce begins Friday")
    assert is_english("2020 - 1")


@pytest.mark.parametrize("text", OTHERS)
def test_another_language(text: str) -> None:
    assert not is_english(text)


def test_a_short_line_in_another_script() -> None:
    assert not is_english("Перемирие началось")
