"""Words are found where they stand, as a slow search would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.domain.reading import Span
from trucewatch.reading.folded import Folded

letters = st.text(alphabet="ab \n\t\u202e.É_", max_size=40)


def slowly(text: str, told: str, inside: Span, flags: int) -> list[tuple[int, int]]:
    """Return the places by a pattern, also those that overlap."""
    between = "[\\s\u202e]+"
    pieces = re.sub(between, " ", told).split()
    pattern = re.compile(
        ("(?<!\\w)" if re.match(r"\w", pieces[0]) else "")
        + between.join(map(re.escape, pieces))
        + ("(?!\\w)" if re.search(r"\w$", pieces[-1]) else ""),
        flags,
    )
    found = [pattern.match(text, at) for at in range(inside.start, inside.end)]
    return [hit.span() for hit in found if hit and hit.end() <= inside.end]


@given(letters, letters, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_the_places_are_those_of_a_slow_search(
    text: str, told: str, one: int, two: int, any_case: bool
) -> None:
    inside = Span(*sorted((min(one, len(text)), min(two, len(text)))))
    found = [
        (span.start, span.end)
        for span in Folded(text).places(told, inside, any_case=any_case)
        if span.within(inside)
    ]
    if not re.sub("[\\s\u202e]+", "", told):
        assert found == []
    else:
        assert found == slowly(text, told, inside, re.IGNORECASE if any_case else 0)


@given(letters)
def test_a_part_of_a_text_is_found_where_it_is(text: str) -> None:
    for hit in re.finditer(r"\S+[\s\u202e]+\S+", text):
        told = hit.group()
        if re.search("[\u202e\\s]", told[:1] + told[-1:]):
            continue
        spans = list(Folded(text).places(told.replace("\n", "  "), Span(0, len(text))))
        assert any((span.start, span.end) == hit.span() for span in spans)


def test_a_text_that_grows_in_small_letters_is_searched_as_it_stands() -> None:
    folded = Folded("İstanbul is quiet")
    assert list(folded.places("is quiet", Span(0, 17), any_case=True)) == [Span(9, 17)]
