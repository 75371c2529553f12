import pytest

from trucewatch.domain.reading import People
from trucewatch.reading.actors import actor_list
from trucewatch.reading.frames import frames
from trucewatch.reading.parsed import parse
from trucewatch.reading.people import tolls


def counted(text: str) -> dict[str, tuple[int, int | None]]:
    parts = (frames().tagger, actor_list(), frames().says)
    found = tolls(parse(text, 0, len(text), *parts), actor_list())
    return {toll.kind: (toll.people.least, toll.people.most) for toll in found}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("It killed a French soldier and 11 other people.", (12, 12)),
        ("It killed 17 people including five children.", (17, 17)),
        ("The blast killed twenty-three villagers.", (23, 23)),
        ("Two hundred and five people were killed.", (205, 205)),
        ("At least 20 people were killed.", (20, None)),
        ("More than 30 people died.", (31, None)),
        ("Up to 40 people were killed.", (0, 40)),
        ("Dozens of people were killed.", (24, None)),
        ("Three soldiers and two civilians died in the raid.", (5, 5)),
        ("The death toll rose to 45.", (45, 45)),
        ("The raid left 12 dead.", (12, 12)),
        ("Police reported the deaths of seven men.", (7, 7)),
        ("The mayor was killed along with two guards.", (3, 3)),
        ("Gunmen killed two reporters, Ana Ruiz and Juan Paz.", (2, 2)),
        ("The rebels killed the mayor of Ghor as well as two farmers.", (3, 3)),
        ("The senator was found dead.", (1, 1)),
        ("They condemned the minister's murder.", (1, 1)),
        ("It killed 1,200 people.", (1200, 1200)),
        ("It killed two thousand people.", (2000, 2000)),
        ("It killed three dozen people.", (36, 36)),
        ("It killed a dozen people.", (12, 12)),
        ("Soldiers were killed.", (2, None)),
        ("It killed two men and hope.", (2, 2)),
        ("The judge was shot dead in Herat.", (1, 1)),
        ("Two nurses were beaten to death along with a guard.", (3, 3)),
        ("Gunmen shot dead three farmers.", (3, 3)),
        ("Ana Ruiz, head of the union and envoy to Peru, was killed.", (1, 1)),
        ("Six miners lost their lives.", (6, 6)),
        ("The gunman managed to kill one person.", (1, 1)),
        ("Six priests (five Spaniards and a Dane) and two nuns were killed.", (8, 8)),
        ("Two women who worked for them were killed.", (2, 2)),
        ("The raid claimed the lives of 100 people.", (100, 100)),
        ("A total of 14 people were killed.", (14, 14)),
    ],
)
def test_the_killed_are_counted(text: str, killed: tuple[int, int | None]) -> None:
    assert counted(text)["killed"] == killed


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("The bomb killed 12 people and wounded 30.", (30, 30)),
        ("Twelve were killed and 30 others injured.", (30, 30)),
        ("It left 12 dead and 30 wounded.", (30, 30)),
        ("The blast resulted in the injury of six people.", (6, 6)),
    ],
)
def test_the_injured_are_counted(text: str, injured: tuple[int, int]) -> None:
    assert counted(text)["injured"] == injured


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old teacher left.",
        "No one was not killed.",
        "They will kill 20 people.",
        "It killed the deal.",
        "It was sent to death.",
        "They put to death.",
        "The law was left dead.",
        "They died, together with hope.",
        "It killed 1.5 people.",
        "Its murder of hope was sad.",
        "He spoke of life and death.",
    ],
)
def test_no_toll_is_made_up(text: str) -> None:
    assert counted(text) == {}


def test_a_long_period_is_told() -> None:
    text = "The war has killed 900 people since 1985."
    parts = (frames().tagger, actor_list(), frames().says)
    (toll,) = tolls(parse(text, 0, len(text), *parts), actor_list())
    assert toll.over_time
    assert toll.people == People(900, 900)
