"""What a model says and the text does not bear out is rejected, whatever it is."""

import pytest

import trucewatch as tw
from tests.usecases.model_reports import GOOD, kept, model, read, why
from tests.usecases.model_server import Record, saying, server
from trucewatch.domain.reading import Modality, People, RecordKind, Span
from trucewatch.reading.model_answer import MOST


@pytest.mark.parametrize(
    "quote",
    [
        "a bomb killed 500 people in Kabul",
        "A bomb killed an American soldier",
        "bomb killed an American sold",
        "truce, Mike Pompeo said in Doha. On February 19",
        "a bomb killed … 11 other people",
    ],
)
def test_a_quote_that_is_not_in_the_text(quote: str) -> None:
    assert why(quote=quote) == "its quote is not in the text word for word"


def test_a_quote_inside_a_promo() -> None:
    told = why(quote="Army Kills 40 Rebels In The North", killed={"min": 40, "max": 40})
    assert told.startswith("its quote is no part of the report: ")


def test_a_quote_across_a_promo() -> None:
    glued = "The truce held. Also Read - Rain Expected Soon. The army left the town in peace."
    behave = saying(GOOD | {"killed": None, "quote": "The truce held. The army left the town"})
    assert read(behave, glued).rejected[0].why == "its quote is not in the text word for word"


def test_a_short_quote() -> None:
    assert why(quote="in Kabul") == "its quote has fewer than 3 words"


def test_a_quote_that_stands_twice() -> None:
    text = "The army attacked the town. He said that the army attacked the town."
    one = kept(
        text, quote="army attacked the town", killed=None, recipient=[], claimed_by=[],
        place=None, start=None, end=None,
    )  # fmt: skip
    assert one.span == Span(4, 26)
    assert one.rule == "model m-1, first of 2 places"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"killed": {"min": 500, "max": 500}}, "500 killed is not told"),
        ({"killed": {"min": 12, "max": 500}}, "500 killed is not told"),
        ({"killed": {"min": 19, "max": 19}}, "19 killed is not told"),
        ({"killed": {"min": 200, "max": None}}, "200 killed is not told"),
        ({"killed": {"min": 0, "max": 0}}, "0 killed is not told"),
        ({"killed": {"min": 5000, "max": 5000}}, "5,000 killed is not told"),
        ({"injured": {"min": 7, "max": None}}, "7 injured is not told"),
        ({"quantity": 4000}, "the quantity 4000 is not told"),
        ({"quantity": 5000}, "the quantity 5000 is not told"),
        ({"unit": "elephants"}, "its unit is not named in the text"),
        ({"place": "Herat"}, "its place is not named in the text"),
        ({"place": "In The North"}, "its place is not named in the text"),
        ({"actor": ["Iran"]}, "its actor is not named in the text"),
        ({"actor": ["iran"]}, "its actor is not named in the text"),
        ({"recipient": ["rebels"]}, "its recipient is not named in the text"),
        ({"speaker": ["the minister"]}, "its speaker is not named in the text"),
        ({"claimed_by": ["the army"]}, "its claimant is not named in the text"),
        ({"actor": ["."]}, "its actor is no name"),
        ({"actor": ["\x00"]}, "its actor is not named in the text"),
        ({"start": "yesterday"}, "its start is no time as ISO 8601 writes it"),
        ({"end": "9999-12-31T23:59-12:00"}, "its end is no time as ISO 8601 writes it"),
        ({"end": "1066-01-01"}, "its end is no time of news"),
        ({"start": "2020-02-20"}, "it ends before it starts"),
        ({"start": "2020-02-22", "end": None}, "is told as past and dated after publication"),
    ],
)
def test_what_the_text_does_not_bear_out(told: dict[str, object], said: str) -> None:
    assert why(**told).startswith(said)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"type": "BOMB"}, "its type is none of the types"),
        ({"process": "peace"}, "its process is none of the tags"),
        ({"type": None}, "a record of this kind needs a type"),
        ({"kind": "process"}, "a record of this kind needs a process tag"),
        ({"kind": "statement"}, "a record of this kind needs a speaker"),
        ({"kind": "rumour"}, "kind: Input should be "),
        ({"modality": "sure"}, "modality: Input should be "),
        ({"negated": "no"}, "negated: Input should be a valid boolean"),
        ({"killed": 12}, "killed: Input should be "),
        ({"killed": {"min": "12"}}, "killed.min: Input should be a valid integer"),
        ({"killed": {"min": True}}, "killed.min: Input should be a valid integer"),
        ({"killed": {"min": -1}}, "killed.min: Input should be greater"),
        ({"killed": {"min": 13, "max": 12}}, "killed: the most is less than the least"),
        ({"killed": {"min": 0}}, "killed: tells no number"),
        ({"killed": {"min": 10**9}}, "killed.min: Input should be less"),
        ({"quantity": -5}, "quantity: Input should be greater"),
        ({"actor": "Taliban"}, "actor: Input should be a valid list"),
        ({"actor": ["x" * 201]}, "actor.0: String should have at most"),
        ({"actor": ["x"] * 21}, "actor: List should have at most"),
        ({"start": "2020-02-19" * 9}, "start: String should have at most"),
        ({"quote": ""}, "quote: String should have at least"),
        ({"quote": None}, "quote: Input should be a valid string"),
        ({"accepted": True}, "accepted: Extra inputs are not permitted"),
    ],
)
def test_records_that_are_none(told: dict[str, object], said: str) -> None:
    assert why(**told).startswith(said)


@pytest.mark.parametrize("raw", ["words", 7, None, [], {"records": []}, [[[]]]])
def test_what_is_no_record_at_all(raw: object) -> None:
    found = read(lambda call: call.say({"records": [raw]}))
    assert len(found.rejected) == 1
    assert "model m-1" not in {record.origin for record in found.records}


def test_numbers_of_all_kinds_that_the_sentence_tells() -> None:
    released: Record = {
        "kind": "event", "type": "CONCEDE", "modality": "possible", "actor": ["taliban"],
        "quote": "prisoners may be released", "quantity": 5000, "unit": "prisoners",
    }  # fmt: skip
    truce: Record = {
        "kind": "truce", "process": "truce agreed", "actor": ["United States", "the Taliban"],
        "quote": "agreed on a week-long truce", "quantity": 7, "unit": "days",
        "modality": "planned", "start": "2020-02-22T00:00:00",
    }  # fmt: skip
    found = read(saying(released, truce, released))
    one, two = [record for record in found.records if record.origin == "model m-1"]
    assert one.kind is RecordKind.TRUCE
    assert (one.actor, one.quantity) == (("united-states", "taliban"), 7)
    assert (two.quantity, two.unit, two.modality) == (5000, "prisoners", Modality.POSSIBLE)
    assert [r.why for r in found.rejected] == ["is proposed twice"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The army said nobody was killed in the town.", {"min": 0, "max": 0}),
        ("Rebels killed two dozen people in the town.", {"min": 24, "max": 24}),
        ("Rebels killed two hundred and fifty-one people in it.", {"min": 251, "max": 251}),
        ("Some 3 thousand people were killed in the town.", {"min": 3000, "max": 3000}),
        ("Rebels killed up to 30 people in the town.", {"min": 0, "max": 30}),
        ("A soldier was killed in the town.", {"min": 1, "max": 1}),
    ],
)
def test_numbers_in_words(text: str, people: dict[str, int]) -> None:
    one = kept(
        text, killed=people, recipient=[], claimed_by=[], place="town" if "town" in text else None,
        start=None, end=None, quote=" ".join(text.split()[-6:]).rstrip("."),
    )  # fmt: skip
    assert one.killed == People(people["min"], people["max"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rebels killed 1,500 people in the town.", 500),
        ("Rebels killed 3.5 per cent of the people in it.", 3),
        ("Rebels killed a 34-year-old man in the town.", 34),
        ("Rebels killed many people on February 5 in the town.", 5),
        ("Rebels killed a 1,500-strong unit in the town.", 1),
        ("Rebels killed people of the three-year-old unit in it.", 3),
        ("Rebels killed people in 2019 in the town.", 2019),
    ],
)
def test_numbers_that_only_look_like_it(text: str, number: int) -> None:
    quote = " ".join(text.split()[:3])
    told = why(
        text, killed={"min": number, "max": number}, recipient=[], claimed_by=[], place=None,
        start=None, end=None, quote=quote,
    )  # fmt: skip
    assert told.startswith(f"{number:,} killed is not told")


def test_without_a_day_of_publication_only_times_of_the_text_stand() -> None:
    text = "On 5 March 2019 rebels killed nine people in the town. They fled on Friday."
    bare = {"recipient": [], "claimed_by": [], "place": None, "end": None,
            "killed": {"min": 9, "max": 9}, "quote": "rebels killed nine people"}  # fmt: skip

    def times(start: str) -> list[str]:
        with server(saying(GOOD | bare | {"start": start})) as there:
            return [one.why for one in tw.read(text, model=model(there)).rejected]

    assert times("2019-03-05") == []
    assert times("2020-02-21") == ["its time is not told, and no day of publication is given"]


def test_too_many_records() -> None:
    found = read(lambda call: call.say({"records": [GOOD] * (MOST + 7)}))
    assert len(found.rejected) == MOST
    assert (found.rejected[-1].said, found.rejected[-1].why) == (
        "7 records",
        f"more than {MOST} are not read",
    )


def test_contradictions_of_a_model_are_its_own() -> None:
    text = "Rebels killed 9 people in Herat. The army said rebels killed 14 people in Herat."
    base = {**GOOD, "recipient": [], "claimed_by": [], "start": None, "end": None, "place": "Herat"}
    found = read(
        saying(
            base | {"quote": "killed 9 people", "killed": {"min": 9, "max": 9}},
            base | {"quote": "killed 14 people", "killed": {"min": 14, "max": 14}},
        ),
        text,
    )
    assert f"model m-1: killed in Herat: 9 at 7, 14 at {text.index('killed 14')}" in found.notes


@pytest.mark.parametrize(
    ("start", "end", "remark"),
    [
        ("2020-02-19T08:00", None, ""),
        ("2020-02-19", "2020-02-20", ""),
        ("2020-02-26", None, ""),
        ("2020-02-21", "2020-03-15", ", its time is its own"),
        ("2011-01-01", "2011-01-02", ", its time is its own"),
    ],
)
def test_a_time_that_no_date_gives_is_told(start: str, end: str | None, remark: str) -> None:
    assert kept(start=start, end=end, modality="planned").rule == f"model m-1{remark}"
