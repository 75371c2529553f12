"""The report that the tool was founded on, published 21 February 2020."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from trucewatch.domain.reading import (
    DateMention,
    Document,
    Granularity,
    Marked,
    Modality,
    People,
    Record,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.reading.records import records

KABUL = ZoneInfo("Asia/Kabul")
US, TALIBAN = "united-states", "taliban"


def day(*when: int) -> datetime:
    return datetime(*when, tzinfo=KABUL)  # type: ignore[misc,arg-type]


DATES = (
    ("week-long", None, None, Granularity.DURATION, 7.0),
    ("midnight on Friday", day(2020, 2, 22), day(2020, 2, 22), Granularity.INSTANT, None),
    ("September last year", day(2019, 9, 1), day(2019, 10, 1), Granularity.MONTH, None),
    ("December 2018", day(2018, 12, 1), None, Granularity.MONTH, None),
    ("2001", day(2001, 1, 1), day(2002, 1, 1), Granularity.YEAR, None),
    ("9/11", day(2001, 9, 11), day(2001, 9, 12), Granularity.DAY, None),
)


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[Record, ...]:
    text = (shared / "articles/founding.txt").read_text(encoding="utf-8")
    marked = tuple(
        Marked(Span(match.start(), match.end()), "promo", "test")
        for match in re.finditer(r"Also Read - [^\n]*", text)
    )
    parts = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        stops = [stop.end() for stop in re.finditer(r"(?<![A-Z])[.](?= [A-Z])", line.group())]
        for end in [*stops, len(line.group())]:
            parts.append(Sentence(Span(start, line.start() + end)))
            start = line.start() + end + 1
    dates = [
        DateMention(Span(at := text.index(words), at + len(words)), words, *rest, "test", days)
        for words, *rest, days in DATES
    ]
    dates.sort(key=lambda mention: mention.span)
    report = Document(text, None, None, "", date(2020, 2, 21), "Asia/Kabul", (), marked)
    return records(report, parts, dates)[1]


def one(found: tuple[Record, ...], **wanted: object) -> Record:
    (match,) = [
        record
        for record in found
        if all(getattr(record, name) == value for name, value in wanted.items())
    ]
    return match


def test_the_truce_is_announced_and_not_begun(found: tuple[Record, ...]) -> None:
    truce = one(found, kind=RecordKind.TRUCE)
    assert set(truce.actor) == {US, TALIBAN}
    assert (truce.start, truce.end) == (day(2020, 2, 22), day(2020, 2, 29))
    assert (truce.process, truce.modality) == ("truce agreed", Modality.PLANNED)
    assert "reduction in violence" in truce.quote


@pytest.mark.parametrize(
    ("process", "actors", "modality"),
    [
        ("truce agreed", {US, TALIBAN}, Modality.HAPPENED),
        ("agreement signed", {US, TALIBAN}, Modality.PLANNED),
        ("talks opened", set(), Modality.PLANNED),
        ("talks called off", {US, "donald-trump"}, Modality.HAPPENED),
        ("delegation met", {TALIBAN}, Modality.HAPPENED),
        ("prisoners released", {US, TALIBAN}, Modality.PLANNED),
        ("troops withdrawn", {US}, Modality.PLANNED),
    ],
)
def test_the_process(
    found: tuple[Record, ...], process: str, actors: set[str], modality: Modality
) -> None:
    event = one(found, kind=RecordKind.EVENT, process=process)
    assert (set(event.actor), event.modality) == (actors, modality)


def test_the_talks(found: tuple[Record, ...]) -> None:
    talks = [record for record in found if record.process == "talks held"]
    assert [set(record.actor) for record in talks] == [{US, TALIBAN}] * 2
    assert [record.start for record in talks] == [None, day(2018, 12, 1)]
    met = one(found, process="delegation met")
    assert (met.recipient, met.place) == (("zamir-kabulov", "russia"), "Moscow")
    assert (met.start, met.end) == (day(2019, 9, 1), day(2020, 2, 22))
    off = one(found, process="talks called off")
    assert (off.start, off.end) == (day(2019, 9, 1), day(2019, 10, 1))


def test_the_attack_in_kabul_is_the_taliban_s_by_their_own_account(
    found: tuple[Record, ...],
) -> None:
    attack = one(found, type="ASSAULT", place="Kabul")
    assert attack.actor == attack.claimed_by == (TALIBAN,)
    assert attack.killed == People(12, 12)
    assert (attack.start, attack.end) == (None, day(2019, 10, 1))


def test_the_other_events(found: tuple[Record, ...]) -> None:
    assert one(found, type="REQUEST").actor == ("qatar",)
    assert one(found, type="REJECT").actor == (TALIBAN,)
    strikes = one(found, type="ASSAULT", actor=(US,))
    assert (strikes.start, strikes.place) == (day(2001, 1, 1), "Afghanistan")


def test_who_said_what(found: tuple[Record, ...]) -> None:
    speakers = [set(one.speaker) for one in found if one.kind is RecordKind.STATEMENT]
    mujahid = {"zabihullah-mujahid", TALIBAN}
    assert speakers == [{"mike-pompeo", US}, mujahid, mujahid, mujahid, {TALIBAN}]


def test_what_is_promised_and_under_what_condition(found: tuple[Record, ...]) -> None:
    promised = {one.process: set(one.actor) for one in found if one.kind is RecordKind.COMMITMENT}
    assert promised["prisoners released"] == {US, TALIBAN}
    assert promised["troops withdrawn"] == {US}
    assert [one.quantity for one in found if one.process == "prisoners released"] == [None, None]
    assert one(found, kind=RecordKind.CONDITION).quote == "If successful"


def test_nothing_of_the_promos_is_coded(found: tuple[Record, ...]) -> None:
    assert not [one for one in found if "Biden" in one.quote or "Oxygen" in one.quote]


def test_what_follows_the_signing_is_done_to_nobody(found: tuple[Record, ...]) -> None:
    opened = one(found, kind=RecordKind.EVENT, process="talks opened")
    assert opened.recipient == ()
