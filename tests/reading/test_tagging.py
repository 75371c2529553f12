import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.reading.frames import frames
from trucewatch.reading.lexicon import inflect
from trucewatch.reading.phrases import phrases

TAGGER = frames().tagger


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("die", {"die", "dies", "dying", "died"}),
        ("ban", {"ban", "bans", "banning", "banned"}),
        ("clash", {"clash", "clashes", "clashing", "clashed"}),
        ("offer", {"offer", "offers", "offering", "offered"}),
        ("transfer", {"transfer", "transfers", "transferring", "transferred"}),
        ("begin", {"begin", "begins", "beginning", "began", "begun"}),
    ],
)
def test_verbs_are_inflected(base: str, forms: set[str]) -> None:
    assert set(inflect(base)) == forms


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("They will attack.", "attack", "V"),
        ("The attack failed.", "attack", "N"),
        ("Rebels attack the town.", "attack", "V"),
        ("Serbia demands the withdrawal.", "demands", "V"),
        ("It insisted on its demands.", "demands", "N"),
        ("Talks to end the war began.", "end", "V"),
        ("The planned deployment began.", "planned", "A"),
        ("He was ready to talk.", "ready", "T"),
        ("The ready troops left.", "ready", "A"),
        ("The press meeting ended.", "meeting", "N"),
        ("The gunmen cancelled it.", "cancelled", "T"),
        ("He had bamboozled them.", "bamboozled", "T"),
        ("He wants to regroup the men.", "regroup", "V"),
        ("The two can't agree.", "can't", "X"),
        ("It was 34-year-old news.", "34-year-old", "A"),
        ("Forty-five left.", "forty-five", "Q"),
        ("The army, fearing rain, left.", "fearing", "G"),
    ],
)
def test_a_word_is_what_its_neighbours_make_it(text: str, word: str, tag: str) -> None:
    words = TAGGER.words(text, 0, len(text))
    assert words.tag[words.low.index(word)] == tag


def test_a_bound_belongs_to_its_number() -> None:
    text = "It hit at least 20 men."
    found = phrases(TAGGER.words(text, 0, len(text)))
    assert [(chunk.first, chunk.last, chunk.led_by) for chunk in found.chunks][-1] == (2, 6, "")


@given(st.text(max_size=200))
def test_any_text_can_be_tagged(text: str) -> None:
    words = TAGGER.words(text, 0, len(text))
    assert len(words.tag) == len(words.low) == len(words.lemma) == len(words.start)
    assert all(
        text[start:end].lower().replace("’", "'") == low
        for start, end, low in zip(words.start, words.end, words.low, strict=True)
    )
    phrases(words)
