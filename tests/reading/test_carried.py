import pytest

from tests.reading.told import told
from trucewatch.domain.reading import Modality, People, Record, RecordKind, Span
from trucewatch.reading.merging import merged


def harmed(text: str) -> list[tuple[int | None, int | None]]:
    """Killed and injured, at least, of each attack."""
    return [
        (one.killed and one.killed.least, one.injured and one.injured.least)
        for one in told(text)
        if one.kind is RecordKind.EVENT and (one.killed or one.injured)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels shelled the port.\nTwo nurses were killed.", [(2, None)]),
        ("Rebels shelled the port.\nTwo nurses were killed and six wounded.", [(2, 6)]),
        ("Rebels shelled the port.\nNobody was hurt.", [(0, 0)]),
        ("Rebels shelled the port; there were no casualties.", [(0, 0)]),
        ("Nobody was hurt when rebels shelled the port.", [(0, 0)]),
        ("Nobody was hurt.", []),
        (
            "Rebels shelled a port.\nRain fell.\nTwo nurses were killed in the raid.",
            [(2, None)],
        ),
        ("Rebels shelled the port.\nRain fell.\nTwo nurses were killed.", [(2, None)]),
        ("Rebels killed nine men.\nRain fell.\nThree other men were injured.", [(9, 3)]),
        ("Rebels killed nine men; six of the attackers died too.", [(15, None)]),
        ("Rebels killed nine men.\nNobody was killed.", [(9, None)]),
        ("Rebels killed nine men and wounded six.\nNobody was hurt.", [(9, 6)]),
        ("Rebels shelled Ghor.\nMeanwhile, two nurses were killed.", [(2, None)]),
        (
            "Rebels killed nine men in Ghor.\nFour boys died in Herat.",
            [(9, None), (4, None)],
        ),
        ("Rebels killed a nurse.\nA bomb killed a driver.", [(1, None), (1, None)]),
        ("Rebels killed the nurse.\nThe nurse was killed at dawn.", [(1, None)]),
        ("A family was killed.\nThe victims were a nun and two boys.", [(3, None)]),
    ],
)
def test_a_toll_goes_to_its_attack(text: str, wanted: list[tuple[int | None, int | None]]) -> None:
    assert harmed(text) == wanted


def test_a_toll_of_another_place_or_actor_stands_alone() -> None:
    assert len(harmed("Rebels shelled the port in Ghor.\nTwo men were killed in Herat.")) == 1
    places = [one.place for one in told("Rebels shelled the port in Ghor.\nTwo men died in Herat.")]
    assert "Herat" in places
    found = told("Israel shelled the port.\nSyria killed two men.")
    assert [one.killed for one in found if one.actor == ("israel",)] == [None]


def test_what_is_planned_takes_up_no_toll() -> None:
    found = told("Rebels will shell the port.\nTwo men were killed.")
    assert all(one.killed is None for one in found if one.modality is not Modality.HAPPENED)


def test_few_are_merged_only_where_a_word_names_them() -> None:
    def one(start: int, quote: str) -> Record:
        return Record(
            RecordKind.EVENT, Span(start, start + 3), quote, "r", "ASSAULT", killed=People(1, 1)
        )

    assert len(merged([one(0, "killed a nurse"), one(9, "a driver was killed")])) == 2
    assert len(merged([one(0, "killed a driver"), one(9, "the driver was killed")])) == 1
