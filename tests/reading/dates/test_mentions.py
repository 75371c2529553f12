"""What dates mean: by the day of publication, the tense, what was told before."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.domain.reading import DateMention, Document, Granularity, Sentence, Span
from trucewatch.reading.dates.lexicon import named_rows, rule_rows
from trucewatch.reading.dates.mentions import dates
from trucewatch.reading.dates.patterns import beginnings, patterns, patterns_for
from trucewatch.reading.sentences import sentences
from trucewatch.reading.text import FIRST_NEWS, LAST_NEWS, document

FRIDAY = date(2020, 2, 21)


def read(text: str, published: date | None = FRIDAY, zone: str = "UTC") -> tuple[DateMention, ...]:
    report = document(text, published=published, zone=zone)
    return dates(report, sentences(report))


def told(at: datetime | None) -> str | None:
    if at is None:
        return None
    return at.date().isoformat() if at.time().isoformat() == "00:00:00" else at.isoformat()[:16]


def ends(text: str, published: date | None = FRIDAY) -> list[tuple[str, str | None, str | None]]:
    return [(d.text, told(d.start), told(d.end)) for d in read(text, published)]


VALUES = yaml.safe_load(Path(__file__).with_name("values.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "words", "start", "end"), VALUES)
def test_values(text: str, words: str, start: str | None, end: str | None) -> None:
    assert (words, start, end) in ends(text)


def test_an_age_is_no_length() -> None:
    assert [d.days for d in read("A 34-year-old officer signed.")] == [None]


def test_no_pattern_that_matches_is_left_untried() -> None:
    for text, *_ in VALUES:
        for place, kinds in beginnings(text, 0, len(text)):
            letter = "0" if text[place].isdigit() else text[place].casefold()
            tried = {p.rule for p in patterns_for(kinds, letter)} | {
                r["rule"] for r in named_rows()
            }
            assert {p.rule for p in patterns() if p.regex.match(text, place)} <= tried


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A week-long truce.", 7),
        ("A weeklong truce.", 7),
        ("A seven-day truce.", 7),
        ("It is to last seven days.", 7),
        ("A fortnight of calm.", 14),
        ("Half a year of calm.", 182.62125),
        ("A year and a half of calm.", 547.86375),
        ("Two dozen days of calm.", 24),
        ("A hundred and twenty days of calm.", 120),
        ("Calm for 1,000 days.", 1000),
        ("A two-year-old truce.", 730.485),
        ("Several months of calm.", None),
        ("A few days of calm.", None),
        ("For weeks it was calm.", None),
        ("It was calm for some time.", None),
    ],
)
def test_durations(text: str, days: float | None) -> None:
    (found,) = [d for d in read(text) if d.granularity is Granularity.DURATION]
    assert found.days == days
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "He may go. They march on. The sun sat.",
        "May said so. March for Peace held a rally.",
        "About 2001 prisoners were freed, and 2020 troops came.",
        "It cost $2001 and then 2.2001.",
        "It began at approximately 2045, and went on from 2000 on the hill.",
        "A quarter of the town was taken in the second quarter of the night.",
        "The fall of the city was swift.",
        "On February 31 nothing was. On 45/45/2020 neither. 99:99 is no time, nor is 13 p.m.",
        "It was the 45th. In 0001 nobody wrote.",
        "The fifth quarter never comes. Ten thousand years ago it was calm.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [d.text for d in read(text) if d.start or d.end] == []


def test_without_a_day_of_publication_what_is_relative_stays_unresolved() -> None:
    text = (
        "It began on Friday, in September last year, on 5 May 2019. It will last two months. Now "
    )
    found = {
        d.text: d
        for d in read(text + "it holds. Over the past two weeks, last Eid, recently.", None)
    }
    assert found["Friday"].start is None
    assert found["Friday"].granularity is Granularity.UNKNOWN
    assert found["September last year"].start is None
    assert told(found["5 May 2019"].start) == "2019-05-05"
    assert found["two months"].days == 60.87375
    assert found["Over the past two weeks"].days == 14
    assert found["recently"].end is None


def test_other_readings_are_kept() -> None:
    (friday,) = read("The Friday truce.")
    assert told(friday.start) == "2020-02-21"
    (numeric,) = read("Signed 03/04/2020.")
    assert [told(a) for a, _ in numeric.alternatives] == ["2020-03-04"]
    (midnight,) = read("It is set to begin at midnight on Friday.")
    assert [told(midnight.start), told(midnight.alternatives[0][0])] == ["2020-02-22", "2020-02-21"]
    (eid,) = read("Eid will be calm.")
    assert [told(eid.start), told(eid.alternatives[0][0])] == ["2020-05-24", "2020-07-31"]
    (month,) = read("The September truce.")
    assert [told(month.start), told(month.alternatives[0][0])] == ["2019-09-01", "2020-09-01"]


def test_years_without_an_islamic_calendar_give_no_feast() -> None:
    assert [d.text for d in read("Eid was calm.", date(1901, 1, 1)) if d.start] == []


def test_the_zone_of_the_place() -> None:
    (friday,) = read("It begins at midnight on Friday.", zone="Asia/Kabul")
    assert friday.start is not None
    assert friday.start.isoformat() == "2020-02-22T00:00:00+04:30"
    (clock,) = read("It fell at 0900 GMT on Feb. 20.", zone="Asia/Kabul")
    assert clock.start is not None
    assert clock.start.isoformat() == "2020-02-20T13:30:00+04:30"


def test_words_that_tell_only_a_side() -> None:
    rules = {
        d.text: d.rule for d in read("Now, recently and soon. Every month, daily, each Friday.")
    }
    assert rules["Now"] == "vague-present"
    assert rules["recently"] == "vague-past"
    assert rules["soon"] == "vague-future"
    assert rules["Every month"] == rules["daily"] == rules["each Friday"] == "set"


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [row["rule"] for row in [*rule_rows(), *named_rows()]]
    assert len(names) == len(set(names))
    assert len(patterns()) == len(names) + 1


WORDS = st.lists(
    st.sampled_from(
        """
        last next this the a two 31 29 0 9999 99 2020 1990s century 00th February may
        Friday midnight since until by from to - and week weeks ago earlier later year
        quarter first fifth Eid Ramadan winter 24:00 12 p.m. GMT yesterday of in , .
        9/11 now few hundred thousand 1/2 half following second third day months decade
        centuries 100,000 2.5 Easter 1924 2077
        """.split()  # noqa: SIM905
    )
).map(" ".join)


@given(
    WORDS | st.text(),
    st.none() | st.dates(date(FIRST_NEWS, 1, 1), date(LAST_NEWS, 12, 31)),
    st.sampled_from(["UTC", "Asia/Kabul", "Pacific/Apia"]),
)
def test_any_text_on_any_day_has_dates_within_it(text: str, day: date | None, zone: str) -> None:
    report = Document(text, None, None, "", day, zone)
    for found in dates(report, [Sentence(Span(0, len(text)))] if text else []):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.text == found.span.of(text)
        assert found.days is None or found.days >= 0
        for at in (found.start, found.end):
            assert at is None or at.tzinfo is not None
        if found.start and found.end:
            assert found.end - found.start > timedelta(0)


def test_a_leap_day_and_a_range_that_cannot_be_moved() -> None:
    assert ends("It ended on February 29.", date(2022, 5, 1)) == [
        ("February 29", "2020-02-29", "2020-03-01")
    ]
    (joined,) = read("It lasted from Feb. 22 to Feb. 29.")
    assert [told(joined.start), told(joined.end)] == ["2020-02-22", "2020-03-01"]


def test_instants_that_are_none() -> None:
    assert ends("At 13 pm, 2575 GMT, 2020-02-30 and on 5.13.2020 it was calm.") == []


def test_as_agencies_date() -> None:
    assert ends("BOGOTA, 23 OCT 89 -- IT IS OVER.") == [("23 OCT 89", "1989-10-23", "1989-10-24")]
    assert ends("DOHA, 3 JAN 20 -- IT IS OVER.", None) == [("3 JAN 20", "2020-01-03", "2020-01-04")]
    assert ends("39 FEB 77 IS NO DAY.") == []
    assert ends("On 3 May 20 people were freed.") == [("3 May", "2019-05-03", "2019-05-04")]
