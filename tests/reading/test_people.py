import random
import time

import pytest

from trucewatch.domain.reading import People
from trucewatch.reading.actors import actor_list
from trucewatch.reading.frames import frames
from trucewatch.reading.parsed import parse
from trucewatch.reading.people import group_of
from trucewatch.reading.tolls import tolls


def counted(text: str) -> dict[str, tuple[int, int | None]]:
    parts = (frames().tagger, actor_list(), frames().says)
    found = tolls(parse(text, 0, len(text), *parts), actor_list())
    return {t.kind: (t.people.least, t.people.most) for t in found if not t.nobody}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("It killed a French soldier and 11 other people.", (12, 12)),
        ("It killed 17 people including five children.", (17, 17)),
        ("The blast killed twenty-three villagers.", (23, 23)),
        ("Two hundred and five people were killed.", (205, 205)),
        ("At least 20 people were killed.", (20, None)),
        ("More than 30 people died.", (30, None)),
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
        ("It killed 40,000 combatants and civilians.", (40000, 40000)),
        ("The war has killed tens of thousands and made many flee.", (20000, None)),
        ("More than half a million people were killed.", (500000, None)),
        ("As many as 30 people were killed.", (0, 30)),
        ("No fewer than 20 people were killed.", (20, None)),
        ("Some 80,000 people are thought to have been killed.", (80000, 80000)),
        ("Fighting between the army and a faction of rebels killed nine people last week.", (9, 9)),
        ("Israel says 64 of its soldiers and three civilians have been killed.", (67, 67)),
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
        ("A couple and their two daughters were killed.", (4, 4)),
        ("An entire family was killed.", (2, None)),
        ("Half a dozen guards were killed.", (6, 6)),
        ("A group of five men was killed.", (5, 5)),
        ("Both drivers were killed.", (2, 2)),
        ("A sixth was killed.", (1, 1)),
        ("A Dane was killed.", (1, 1)),
        ("He died on the way.", (1, 1)),
        ("The guards found the boy and killed him.", (1, 1)),
        ("Ana Ruiz, 45, and Juan Paz, aged 51, were killed.", (2, 2)),
        ("Ana Ruiz, 45 years old, and Juan Paz, 51, were killed.", (2, 2)),
        ("Four civilians, three women and a boy, were killed.", (4, 4)),
        ("Two members of the council, leaders of the strike, were killed.", (2, 2)),
        ("The monks, four Danes and two Swedes, were killed.", (6, 6)),
        ("Six monks, four of them Danes, and two nuns were killed.", (8, 8)),
        ("Six monks -- four Danes and two Finns -- and two nuns were killed.", (8, 8)),
        ("Six monks, four of them Danes, who were killed on Monday, were buried.", (6, 6)),
        ("They killed Ana Ruiz, head of the League, and the poet Juan Paz.", (2, 2)),
        ("They killed the judge, Ana Ruiz, and two of her guards.", (3, 3)),
        ("Minister and party chairman Juan Paz died in Ghor.", (1, 1)),
        ("The murder of Ana Ruiz in Ghor, Herat, was condemned.", (1, 1)),
        ("The killing in Ghor of two bakers was condemned.", (2, 2)),
        ("Two bakers' deaths were mourned.", (2, 2)),
        ("Her murder shocked the town.", (1, 1)),
        ("The killers of Ana Ruiz fled.", (1, 1)),
        ("The trial of the killers of two nuns began.", (2, 2)),
        ("The murdered mayor had many friends.", (1, 1)),
        ("Eight bodies were pulled from the river.", (8, 8)),
        ("The bodies of three men were discovered.", (3, 3)),
        ("The body of Ana Ruiz was found.", (1, 1)),
        ("The death toll from the raid rose from 25 to 28.", (28, 28)),
        ("The number of dead stands at 31.", (31, 31)),
        ("The army lost two soldiers.", (2, 2)),
        ("A teacher passed away in hospital.", (1, 1)),
        ("Two guards were fatally wounded.", (2, 2)),
        ("Gunmen shot to death a watchman.", (1, 1)),
        ("Two drivers were seized and killed.", (2, 2)),
        ("A bomb killed two soldiers and a policeman fired back.", (2, 2)),
        ("He recalled the murder of a judge, and 40 lawyers marched.", (1, 1)),
        ("During the raid 7 people were killed.", (7, 7)),
        ("Two men who worked there and a boy were killed.", (3, 3)),
        ("A raid on 23 March 28 people died.", (28, 28)),
        ("The night the mayor was killed was cold.", (1, 1)),
        ("A mob killed two men 40 km north of Ghor.", (2, 2)),
        ("Gunmen on Monday killed six priests Thursday morning.", (6, 6)),
        ("The mine killed a herder and a number of sheep.", (1, 1)),
        ("Two people, including a judge, and a nun were killed.", (3, 3)),
        ("Some 300 people were killed.", (300, 300)),
        ("Millions saw the killing of two clowns and acts of terror.", (2, 2)),
        ("It killed a soldier, and a further crowd ran.", (1, 1)),
        ("It killed one civilian, a street vendor, and wounded nobody.", (1, 1)),
        ("Four members of a family in Ghor, Herat Department, were killed.", (4, 4)),
        ("Juan Paz, Ana Ruiz and their cook, Eva Diaz, were killed.", (3, 3)),
        ("They mourned the murder of Juan Paz in a raid in which his driver fled.", (1, 1)),
        ("It caused one needless death.", (1, 1)),
        ("The dead were named as Ana Ruiz and Juan Paz.", (2, 2)),
        ("The guard, who was badly wounded, died later.", (1, 1)),
        ("Two farmers were buried alive.", (2, 2)),
        ("They killed Juan Paz, who was a poet, and his son.", (2, 2)),
        ("The rebel was killed with nine of his men.", (10, 10)),
        ("The toll climbed to 19 when two of the injured died.", (19, 19)),
        ("More than a dozen people were killed.", (12, None)),
        ("Police said the bomber and four passers-by were killed.", (5, 5)),
        ("Six fishermen drowned.", (6, 6)),
        ("Two boys -- ten years old -- died.", (2, 2)),
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
        ("A dozen people were hurt, three of them seriously.", (12, 12)),
        ("Four women suffered burns.", (4, 4)),
        ("A policeman and two vendors received wounds.", (3, 3)),
        ("The gunman managed to kill one person and wound two others.", (2, 2)),
        ("The blast also seriously wounded one of the guards.", (1, 1)),
        ("Nine wounded soldiers reached the town.", (9, 9)),
        ("The number of injured rose to 14.", (14, 14)),
        ("The bomb hit a woman, wounding her in the leg.", (1, 1)),
        ("Forty were injured, including six who were badly injured.", (40, 40)),
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
        "None of the six guards was hurt.",
        "Nobody was hurt when two shells fell.",
        "The daughter of the envoy was almost killed.",
        "If ten hostages are killed, the talks end.",
        "They left without killing anyone.",
        "Nurses took the wounded away.",
        "The body of the man had two wounds.",
        "The army protects the lives of two million citizens.",
        "They foiled the attempted murder of two judges.",
        "The law was killed 500 km away.",
        "The 10th died down.",
        "Prices rose 5% and the death toll is unknown.",
        "The army lost ground.",
        "The victims were a teacher and two pupils.",
        "Their bodies were found.",
        "The toll on the road rose to 9 euros.",
        "Bodies were seen.",
        "All those killed were buried.",
        "Rebels killed a 1,500-strong unit.",
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


def all_of(text: str, group: People | None = None, kind: str = "") -> list[tuple[str, int]]:
    parts = (frames().tagger, actor_list(), frames().says)
    found = tolls(parse(text, 0, len(text), *parts), actor_list(), group, kind)
    return [(toll.kind, toll.people.least) for toll in found]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("GUERRILLAS ASSASSINATED MAYOR JUAN PEREZ AND HIS DRIVER.", 2),
        ("GOMEZ DIED IN THE RAID.", 1),
        ("THE MONKS WERE KILLED AND DAMAGE WAS DONE.", 2),
        ("THEY CONDEMNED THE DEATH OF TWO BOYS AND INJURIES TO A GIRL.", 2),
        ("MAYOR JUAN PEREZ, 45, AND CLERK ANA RUIZ, AGE 30, WERE KILLED.", 2),
        ("JUAN PEREZ, CHAIRMAN OF THE UNION (UNI), AND ANA RUIZ WERE KILLED.", 2),
        ("LUIS PAZ, ONE OF THE LEADERS, WAS KILLED.", 1),
        ("LUIS PAZ, HEAD OF A BANK AND ONE OF THE MOST FAMOUS MEN, WAS KILLED.", 1),
        ("A COUPLE OF GUARDS AND A GROUP OF NINE MEN WERE KILLED.", 11),
        ("THEY KILLED TWO MEN [JUAN PEREZ AND LUIS PAZ] AND A BOY.", 3),
        ("JUDGE ANA RUIZ WAS MURDERED TOGETHER WITH HER TWO BODYGUARDS.", 3),
        ("SIX MEN, IN AN OLD CAR, WERE KILLED.", 6),
        ("ANOTHER SOLDIER IN GHOR, IN THE EAST, AND A BOY WERE KILLED.", 2),
    ],
)
def test_telegrams_in_capitals_are_counted_too(text: str, killed: int) -> None:
    assert counted(text)["killed"][0] == killed


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nobody was hurt.", ["injured", "killed"]),
        ("No one died.", ["killed"]),
        ("There were no casualties.", ["injured", "killed"]),
        ("It ended without injuries.", ["injured", "killed"]),
        ("No deaths were reported.", ["killed"]),
        ("None of the guards was hurt.", ["injured", "killed"]),
        ("No fewer than nine guards were hurt.", []),
        ("Casualties were reported.", []),
    ],
)
def test_nobody_is_told_as_none(text: str, kinds: list[str]) -> None:
    parts = (frames().tagger, actor_list(), frames().says)
    found = tolls(parse(text, 0, len(text), *parts), actor_list())
    assert sorted(toll.kind for toll in found if toll.nobody) == kinds


def test_each_place_has_its_toll() -> None:
    text = "Rebels killed three farmers in Ghor, two in Herat, and four in Farah."
    assert all_of(text) == [("killed", 3), ("killed", 2), ("killed", 4)]
    assert all_of("Rebels killed three farmers in Ghor, and then in Herat.") == [("killed", 3)]
    assert all_of("They killed a man in Ghor and a goat in Herat.") == [("killed", 1)]


def test_who_was_counted_before_may_be_meant() -> None:
    six = People(6, 6)
    assert all_of("They were killed.", six) == [("killed", 6)]
    assert all_of("Their bodies were found on Friday.", six) == [("killed", 6)]
    assert all_of("The victims were a nun and two boys.", None, "injured") == [("injured", 3)]
    assert all_of("The victims were scattered.", None, "injured") == []
    assert all_of("The victims were.", None, "injured") == []
    parts = (frames().tagger, actor_list(), frames().says)
    for text, group in [
        ("Gunmen seized six nurses on Monday.", six),
        ("Gunmen seized one nurse.", None),
        ("It is 6 km away.", None),
    ]:
        assert group_of(parse(text, 0, len(text), *parts), actor_list()) == group


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("So far this year 40 soldiers have been killed.", True),
        ("The war has killed 70,000 people.", True),
        ("It was the deadliest day since the truce: 22 people killed.", False),
        ("The mayor has been in hiding since 1999, when a guard was killed.", False),
        ("In the past two years, the men who killed ten farmers were freed.", False),
    ],
)
def test_a_period_is_that_of_the_toll(text: str, period: bool) -> None:
    parts = (frames().tagger, actor_list(), frames().says)
    found = tolls(parse(text, 0, len(text), *parts), actor_list())
    assert [toll.over_time for toll in found] == [period]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Two other soldiers were killed.", True),
        ("A nurse was also killed.", True),
        ("Meanwhile, two other soldiers were killed.", False),
        ("The two other soldiers were killed.", False),
        ("Two soldiers and another man were killed.", False),
    ],
)
def test_what_is_added_says_so(text: str, more: bool) -> None:
    parts = (frames().tagger, actor_list(), frames().says)
    (toll,) = tolls(parse(text, 0, len(text), *parts), actor_list())
    assert toll.more is more


@pytest.mark.parametrize(
    "words",
    [
        "killed two men and ",
        "two men, a boy, ",
        "were killed, who were killed, ",
        "the murder of a man in Ghor -- a poet -- and ",
        "bodies of two men (a judge) were found and ",
        "the death toll 5 rose and ",
        "killed one in Ghor, two in Herat, ",
    ],
)
def test_a_sentence_of_any_length_is_soon_read(words: str) -> None:
    def taken(times: int) -> float:
        text = words * times
        parts = (frames().tagger, actor_list(), frames().says)
        parsed = parse(text, 0, len(text), *parts)
        start = time.perf_counter()
        tolls(parsed, actor_list())
        return time.perf_counter() - start

    taken(4)
    assert taken(60) < 1


_WORDS = """a the two 20 km killed wounded died dead bodies of them whom and , -- ( ) including were
    was people toll rose to found as victims others also no nobody that who which said by in Ghor
    Ana Ruiz years old than dozen family another his murder killers lives cost lost with managed
    kill wound 's 10th today"""


def test_no_sentence_breaks_the_count() -> None:
    draw = random.Random(7)
    parts = (frames().tagger, actor_list(), frames().says)
    for _ in range(2000):
        text = " ".join(draw.choices(_WORDS.split(), k=draw.randint(1, 25)))
        text = draw.choice([text, text.upper()])
        parsed = parse(text, 0, len(text), *parts)
        for toll in tolls(parsed, actor_list(), People(3, 3), "killed"):
            assert 0 <= toll.first < toll.last <= len(parsed.words.low)
            assert toll.people.most is None or 0 <= toll.people.least <= toll.people.most
