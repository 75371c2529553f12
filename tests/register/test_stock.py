import pytest

from trucewatch.register.stock import Stock

TELLING = "he keeps two grey mules behind the mill"
RUN = tuple(TELLING.split()[1:6])


@pytest.mark.parametrize(
    ("texts", "tells"),
    [
        ([TELLING], True),
        ([TELLING] * 9, True),  # copies of one telling are no stock phrase
        ([TELLING, "they say he keeps two grey mules at home"], True),
        ([f"{n} {TELLING}" for n in "abc"], False),
        ([f"{TELLING} {n}" for n in "abc"], False),
        ([], True),
    ],
)
def test_what_stands_among_other_words_each_time_is_stock(texts: list[str], tells: bool) -> None:
    assert Stock(texts, (), 5).tells(RUN) is tells


def test_words_that_everybody_knows_are_not_rare() -> None:
    stock = Stock([TELLING], ("Grey Mules", "two keeps"), 5)
    assert stock.rarity(RUN) == 6
    assert not stock.tells(RUN)


def test_words_are_the_rarer_the_fewer_texts_hold_them() -> None:
    stock = Stock([TELLING, *(f"the mill behind {n}" for n in range(127))], (), 5)
    assert stock.rarity(("behind",)) == 0
    assert stock.rarity(("mules",)) == 7
    assert stock.rarity(("unheard",)) == 7
