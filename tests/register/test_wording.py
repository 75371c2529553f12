import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.register.wording import folded, safe_text, same_address, sounds, words_of


@pytest.mark.parametrize(
    "written",
    ["Иван Петров", "IVAN-PETROV", "ivan\u200bpetrov", "Iván  Petróv", "ｉｖａｎ ｐｅｔｒｏｖ"],
)
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert folded(written) == "ivanpetrov"


@pytest.mark.parametrize("written", ["Mohammad Karimi", "Muhammed Kareemi", "محمد کریمی"])
def test_a_name_sounds_the_same_in_other_spellings(written: str) -> None:
    assert sounds(written) == ("mhmd", "krm")


def test_sounds_keep_numbers_and_like_sounds_are_one() -> None:
    assert sounds("Ghulam 12 Khair Philip") == ("glm", "12", "hr", "flb")
    assert sounds("aeiou") == ()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("http://m.example.org/x/", "https://www.example.org/x?fbclid=1", True),
        ("https://example.org/x?id=1", "https://example.org/x?id=2", False),
        ("https://example.org/x?b=1&a=2", "https://example.org/x?a=2&b=1#c", True),
        ("http://[broken", "http://[broken", True),
    ],
)
def test_addresses(first: str, second: str, same: bool) -> None:
    assert (same_address(first) == same_address(second)) is same


@given(st.text(max_size=60))
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    safe = safe_text(text)
    assert safe_text(safe) == safe
    assert all(letter == "\n" or letter.isprintable() or letter > "\x9f" for letter in safe)
    assert "".join(words_of(text)) == folded(text)
