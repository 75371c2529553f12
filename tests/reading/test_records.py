from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.told import document, split, told
from trucewatch.domain.reading import (
    DateMention,
    Document,
    Granularity,
    Modality,
    People,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.reading.merging import contradictions
from trucewatch.reading.records import records

KABUL = ZoneInfo("Asia/Kabul")
WORDS = (
    "Israel Hamas rebels troops police the a two both sides said agreed killed wounded and or that "
    "if to will not by of in , . “ ” ( ) 12 dozens people attack truce talks who released prisoners"
)


def dated(
    text: str, words: str, start: datetime | None, end: datetime | None,
    granularity: Granularity = Granularity.DAY, days: float | None = None,
) -> DateMention:  # fmt: skip
    at = text.index(words)
    return DateMention(Span(at, at + len(words)), words, start, end, granularity, "test", days)


def day(*when: int) -> datetime:
    return datetime(*when, tzinfo=KABUL)  # type: ignore[misc,arg-type]


def test_a_truce_has_its_window() -> None:
    text = "India and Nepal agreed to a ten-day ceasefire from 1 March."
    start = day(2020, 3, 1)
    found = told(
        text,
        dated(text, "ten-day", None, None, Granularity.DURATION, 10.0),
        dated(text, "1 March", start, start + timedelta(days=1)),
    )
    truce = next(one for one in found if one.kind is RecordKind.TRUCE)
    assert (truce.start, truce.end) == (start, day(2020, 3, 11))
    assert (truce.actor, truce.modality) == (("india", "nepal"), Modality.PLANNED)
    assert (truce.quantity, truce.unit) == (10.0, "days")
    agreed = next(one for one in found if one.kind is RecordKind.EVENT)
    assert agreed.start is None


def test_a_truce_that_began_is_told_as_begun() -> None:
    text = "India and Nepal agreed to a ceasefire from 1 February."
    found = told(text, dated(text, "1 February", day(2020, 2, 1), day(2020, 2, 2)))
    truce = next(one for one in found if one.kind is RecordKind.TRUCE)
    assert (truce.modality, truce.end) == (Modality.HAPPENED, None)


def test_what_is_told_twice_is_one_record() -> None:
    text = "Rebels killed 9 people in Herat.\nThe attack killed 9 people and wounded 4."
    attacks = [one for one in told(text) if one.type == "ASSAULT" and one.killed]
    assert [(one.killed, one.injured) for one in attacks] == [(People(9, 9), People(4, 4))]


def test_what_a_later_sentence_adds_is_added() -> None:
    text = "Gunmen killed 9 people in Herat.\nTwo others were also killed.\n5 more were wounded."
    assert [one.killed for one in told(text) if one.killed] == [People(11, 11)]


def test_what_the_same_sentence_adds_is_added() -> None:
    found = told("Ten people were killed, two others were also killed.")
    assert People(12, 12) in [one.killed for one in found]
    assert told("5 more were killed.")[0].killed == People(5, 5)


def test_an_aggregate_over_a_long_period_stays_apart() -> None:
    text = "Gunmen killed 9 people in Herat.\nAbout 900 people have been killed since 1985."
    found = [(one.killed, one.modality) for one in told(text) if one.killed]
    assert found == [
        (People(9, 9), Modality.HAPPENED),
        (People(900, 900), Modality.HABITUAL),
    ]


def test_contradictions_are_noted() -> None:
    text = "Gunmen killed 9 people in Herat.\nRebels killed 14 people in Herat."
    found = told(text)
    assert contradictions(found) == (
        f"killed in Herat: 9 at {found[0].span.start}, 14 at {found[1].span.start}",
    )
    ranges = "Gunmen killed at least 12 people in Herat.\nRebels killed up to 9 people in Herat."
    assert contradictions(told(ranges))[0].startswith("killed in Herat: at least 12 at 0, 0 to 9")
    assert contradictions(told("Gunmen killed 9 people in Herat.\nThey hurt 3 in Herat.")) == ()


def test_records_of_different_origins_contradict_nobody() -> None:
    one, two = told("Gunmen killed 9 people in Herat.\nThe army killed 3 people in Herat.")
    assert contradictions([one, two]) != ()
    assert contradictions([one, replace(two, origin="model m")]) == ()


def test_what_is_marked_is_not_read() -> None:
    text = "India condemned the coup. Also Read - Nepal bombed Bhutan"
    report = document(text, "Also Read - Nepal bombed Bhutan")
    actors, found = records(report, split(text), [])
    assert [one.type for one in found] == ["ACCUSE"]
    assert [one.actor for one in actors] == ["india"]
    text = "Also Read - Nepal bombed Bhutan. India condemned the coup."
    _, found = records(document(text, "Also Read - Nepal bombed Bhutan."), split(text), [])
    assert [one.type for one in found] == ["ACCUSE"]


def test_quotations_are_statements_of_who_speaks_them() -> None:
    text = "“We want peace”"
    villager = (Span(1, 3), "a villager"), (Span(4, 14), "a villager")
    quoted = (Span(1, 14), "Mike Pompeo"), (Span(1, 14), None), *villager
    _, found = records(document(text), [Sentence(Span(0, len(text)), quoted)], [])
    assert [(one.speaker, one.quote) for one in found] == [
        (("mike-pompeo", "united-states"), "We want peace"),
    ]


def test_what_stands_in_a_quotation_is_its_speaker_s_claim() -> None:
    text = "“Iran bombed Basra”"
    quoted = ((Span(1, 18), "a villager"),)
    _, found = records(document(text), [Sentence(Span(0, len(text)), quoted)], [])
    attack = next(one for one in found if one.type == "ASSAULT")
    assert attack.claimed_by == ("a villager",)


def test_what_another_time_or_place_tells_apart_is_not_merged() -> None:
    text = "Iran visited Iraq on 3 May.\nIran visited Iraq on 9 May."
    dates = [
        dated(text, "3 May", day(2019, 5, 3), day(2019, 5, 4)),
        dated(text, "9 May", day(2019, 5, 9), day(2019, 5, 10)),
    ]
    assert len(told(text, *dates)) == 2
    text = "Iran met Iraq in Basra.\nIran met Iraq in Shiraz."
    assert [one.place for one in told(text)] == ["Basra", "Shiraz"]
    text = "Gunmen killed 9 people in Herat on 3 May.\nGunmen killed 7 people in Herat on 9 May."
    dates = [
        dated(text, "3 May", day(2019, 5, 3), day(2019, 5, 4)),
        dated(text, "9 May", day(2019, 5, 9), day(2019, 5, 10)),
    ]
    assert contradictions(told(text, *dates)) == ()
    text = "Gunmen killed 9 people in Herat.\nSince 1985 gunmen killed 700 people in Herat."
    assert contradictions(told(text)) == ()


def test_conditions_are_kept() -> None:
    text = "If the truce holds, Iran will release prisoners provided that Iraq pays."
    found = [one.quote for one in told(text) if one.kind is RecordKind.CONDITION]
    assert found == ["If the truce holds", "provided that Iraq pays"]
    assert [one for one in told("He talks as if.") if one.kind is RecordKind.CONDITION] == []


def test_subsequently_lies_between_the_event_before_and_publication() -> None:
    text = "Iran bombed Iraq on 3 May.\nSubsequently, Oman hosted Qatar."
    found = told(text, dated(text, "3 May", day(2019, 5, 3), day(2019, 5, 4)))
    visit = next(one for one in found if one.type == "CONSULT")
    assert (visit.start, visit.end) == (day(2019, 5, 3), day(2020, 2, 22))


@pytest.mark.parametrize("zone", ["Asia/Kabul", "No/Where", "../x"])
def test_a_zone_that_is_unknown_or_a_missing_date_is_no_crash(zone: str) -> None:
    text = "India will release prisoners."
    for published in (None, day(2020, 2, 21).date()):
        report = Document(text, None, None, "", published, zone)
        assert records(report, split(text), [])[1]


def held(text: str) -> None:
    report = document(text)
    actors, found = records(report, split(text), [])
    assert (actors, found) == records(report, split(text), [])
    for one in found:
        assert one.quote == text[one.span.start : one.span.end] != ""
    for mention in actors:
        assert mention.text == text[mention.span.start : mention.span.end] != ""


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str) -> None:
    held(text)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_any_order_of_words_is_read_and_every_quote_stands_in_it(text: str) -> None:
    held(text)


def test_a_long_sentence_takes_no_longer_than_it_must() -> None:
    text = "Israel and Hamas, who met, said that they agreed to talks and killed 12 people, " * 4000
    held(text.strip())
