"""What a report proposes is decided on by a person, and put down once."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.usecases.registers import tell
from tests.usecases.reviews import KABUL, NOW, PROCESS, day, made, told
from trucewatch.domain.reading import DateMention, Granularity, Modality, People, Record, Span
from trucewatch.domain.review import Plan, Room
from trucewatch.errors import (
    QuestionError,
    ReadingError,
    RegisterError,
    StoreError,
    TruceFileError,
)
from trucewatch.register.place import Register
from trucewatch.store.decisions import Decisions
from trucewatch.usecases.process import check, status
from trucewatch.usecases.register_asking import list_allegations, list_claims, list_incidents
from trucewatch.usecases.register_custody import verify_register
from trucewatch.usecases.register_incidents import open_incident
from trucewatch.usecases.review import review
from trucewatch.usecases.review_changes import FIELDS, as_written, changed, parse_change
from trucewatch.usecases.review_desk import source_name
from trucewatch.usecases.review_process import process_plan
from trucewatch.usecases.review_proposals import numbers, proposals
from trucewatch.usecases.review_sorts import Sort, sort_of
from trucewatch.usecases.reviewing import Review

ATTACK = told(
    "Twelve people were killed in Kabul",
    type="ASSAULT",
    actor=("taliban", "zabihullah-mujahid"),
    place="Kabul",
    end=day(2019, 10, 1),
    killed=People(12, 12),
)
PROMISE = told(
    "They agreed to release 50 prisoners",
    "commitment",
    type="AGREE",
    process="prisoners released",
    actor=("taliban",),
    recipient=("united-states", "other people"),
    quantity=50.0,
    unit="prisoners",
)
OFF = told(
    "Washington called off the talks",
    type="SANCTION",
    process="talks called off",
    actor=("united-states",),
    start=day(2019, 9, 1),
    end=day(2019, 10, 1),
)


def accept_all(found: Review) -> Any:
    left = found.accept_each(range(1, len(found.proposals) + 1), by="ana", now=NOW)
    return left, found.enter(by="ana", now=NOW)


def the_plan(folder: Path, record: Record, **changes: str) -> Plan:
    return made(folder, record).plan(1, changes, by="ana")


@pytest.mark.parametrize(
    ("record", "room", "what", "kind"),
    [
        (ATTACK, "register", "allegation", "attack"),
        (told("A drone strike hit", type="ASSAULT", place="Kabul"), "register", "allegation",
         "drone-strike"),
        (told("He was detained", type="COERCE", place="Kabul"), "register", "allegation",
         "detention"),
        (told("A curfew was set", type="COERCE", start=day(2020, 1, 1)), "process file", "step",
         "action"),
        (told("130 died since May", type="ASSAULT", modality=Modality.HABITUAL,
              killed=People(130, 130)), "register", "claim", "count"),
        (told("They denied it", "statement", speaker=("taliban",)), "register", "claim", "denial"),
        (told("They denied it", type="REJECT", actor=("taliban",)), "register", "claim", "denial"),
        (told("They admitted it", "statement", speaker=("taliban",)), "register", "claim",
         "admission"),
        (told("It was good", "statement", speaker=("taliban",)), "process file", "step",
         "announcement"),
        (told("A truce", "truce", process="truce agreed", actor=("taliban",)), "process file",
         "step", "truce"),
        (OFF, "process file", "step", "suspension"),
        (PROMISE, "process file", "commitment", None),
        (told("Qatar asked", type="REQUEST"), "process file", "step", "announcement"),
    ],
)  # fmt: skip
def test_where_a_proposal_goes(
    tmp_path: Path, record: Record, room: str, what: str, kind: str | None
) -> None:
    plan = the_plan(tmp_path, record)
    assert (plan.room.value, plan.what, plan.fields.get("kind")) == (room, what, kind)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (told("No attack", type="ASSAULT", negated=True), "the report says that it did not happen"),
        (told("An attack may", type="ASSAULT", modality=Modality.POSSIBLE), "as possible"),
        (told("Stop", type="RETREAT", modality=Modality.DEMANDED), "is asked for, not done"),
        (told("They will", type="ASSAULT", modality=Modality.PLANNED), "not told as done"),
        (told("They often meet", type="CONSULT", modality=Modality.HABITUAL), "as a habit"),
        (told("If it works", "condition"), "a condition has no entry of its own"),
        (told("It rained"), "choose one with type=KIND"),
    ],
)
def test_what_has_no_place_is_told(tmp_path: Path, record: Record, why: str) -> None:
    found = made(tmp_path, record)
    assert found.plan(1).room is Room.NOWHERE
    left, outcome = accept_all(found)
    assert why in left[1]
    assert outcome.entered == ()
    assert found.state(1) == "open"


def test_a_planned_event_is_the_commitment_of_the_same_words(tmp_path: Path) -> None:
    twin = told(PROMISE.quote, type="AGREE", actor=("taliban",), modality=Modality.PLANNED)
    found = made(tmp_path, PROMISE, twin)
    key = replace(found.proposals[1].key, span=found.proposals[0].key.span)
    sort = sort_of(replace(found.proposals[1], key=key), twin, {}, found.proposals)
    assert sort.why == "it is the commitment of proposal 1"


def test_an_attack_is_alleged_and_no_more(tmp_path: Path, register: Register) -> None:
    found = made(tmp_path, ATTACK, register=register, address="https://example.org/a")
    _, outcome = accept_all(found)
    sha = found.desk.sha256
    assert [plan.id for _, plan in outcome.entered] == [f"news-{sha[:12]}-0-34"]
    (one,) = list_allegations(register).items
    assert (one.accused, one.kind, one.text) == ("Taliban", "attack", f"{ATTACK.quote}.")
    assert (one.source, one.address) == ("a wire", "https://example.org/a")
    assert one.casualties[0].killed == (12, 12, 12)
    assert (one.where.country, one.where.precision.value) == ("Afghanistan", "near")
    assert (one.when.start, one.when.end) == (day(1900, 1, 1), day(2019, 10, 1))
    assert one.made == day(2020, 3, 10, 23, 59)
    assert one.files == (sha,)
    assert list_incidents(register).total == 0
    assert {entry.facts["rule"] for entry in outcome.alerts} == {"mass-casualties"}
    assert verify_register(register).entries == 4
    ((_, plan),) = outcome.entered
    assert plan.assumed == (
        "the report does not tell by what means",
        "when it began is not told: it is put at 1900-01-01 or later",
    )


@pytest.mark.parametrize("zone", ["America/Bogota", "Asia/Kolkata", "Asia/Kabul"])
def test_days_before_there_were_zones(tmp_path: Path, small: Register, zone: str) -> None:
    old = replace(ATTACK, end=datetime(1905, 1, 1, tzinfo=ZoneInfo(zone)))
    found = made(tmp_path, ATTACK, old, register=small, zone=zone)
    _, outcome = accept_all(found)
    assert outcome.refused == {}
    first, second = list_allegations(small).items
    assert first.when.start == second.when.start
    assert second.when.end == old.end


def test_nothing_is_entered_twice(tmp_path: Path, small: Register) -> None:
    for keep in ("report.jsonl", "report.jsonl", "lost.jsonl"):
        found = made(tmp_path, ATTACK, PROMISE, OFF, register=small, keep=keep)
        _, outcome = accept_all(found)
        assert len(outcome.entered) == (3 if keep == "report.jsonl" and not found._there else 0)
        assert outcome.refused == {}
    assert list_allegations(small).total == 1
    text = (tmp_path / "kabul.yaml").read_text(encoding="utf-8")
    assert text.count("Prisoner Release (Taliban)") == 1
    with pytest.raises(QuestionError, match="is written down already; correct it where"):
        found.accept(1, by="ana", now=NOW)


def test_the_process_file_keeps_every_line_and_passes(tmp_path: Path) -> None:
    found = made(tmp_path, PROMISE, OFF, told("If all is well", "condition"))
    accept_all(found)
    path = tmp_path / "kabul.yaml"
    new = path.read_text(encoding="utf-8").splitlines()
    left = iter(new)
    assert all(any(line == other for other in left) for line in PROCESS.splitlines())
    assert check(path).errors == 0
    process = made(tmp_path, PROMISE).desk.written.process  # type: ignore[union-attr]
    (promise,) = [one for one in process.commitments if one.act == "Prisoner Release"][1:]
    assert (promise.by, promise.to, promise.quantity) == (("taliban",), ("us",), 50)
    assert promise.agreed.note == (
        f"“{PROMISE.quote}” [report-{found.desk.sha256[:12]} 0-35 commitment; accepted by ana]"
    )
    (source,) = process.sources
    assert (source.title, source.sha256) == ("News (a wire)", found.desk.sha256)
    off = process.steps[-1]
    assert (str(off.done.on), off.done.known.isoformat()) == ("2019-09", "2020-03-10")  # type: ignore[union-attr]
    assert off.reason == f"{OFF.quote}."
    assert "suspended since Sep 2019" in status(path, as_of="2020-03-10").text


def test_a_file_with_carriage_returns_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "kabul.yaml"
    path.write_bytes(PROCESS.replace("\n", "\r\n").encode())
    accept_all(made(tmp_path, PROMISE))
    data = path.read_bytes()
    assert b"Prisoner Release (Taliban)" in data
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("start", "end", "evidence"),
    [
        (day(2019, 9, 1), day(2019, 10, 1), {"on": "2019-09"}),
        (day(2019, 9, 3), day(2019, 9, 9), {"on": "2019-09"}),
        (day(2019, 9, 3), day(2019, 9, 4), {"on": "2019-09-03"}),
        (day(2019, 9, 3, 12), day(2019, 9, 3, 12), {"on": "2019-09-03"}),
        (day(2019, 1, 1), day(2020, 1, 1), {"on": "2019"}),
        (day(2018, 12, 1), None, {"since": "2018-12"}),
        (day(2018, 12, 5), None, {"since": "2018-12-05"}),
    ],
)
def test_a_date_keeps_its_precision(
    tmp_path: Path, start: Any, end: Any, evidence: dict[str, str]
) -> None:
    plan = the_plan(tmp_path, told("They met", type="CONSULT", start=start, end=end))
    assert plan.lacks == ()
    done = plan.fields["done"]
    assert {name: done[name] for name in ("on", "since") if name in done} == evidence


@pytest.mark.parametrize(
    ("granularity", "since"),
    [(Granularity.YEAR, "2018"), (Granularity.MONTH, "2018-01"), (Granularity.DAY, "2018-01-01")],
)
def test_a_beginning_is_as_exact_as_it_was_told(
    tmp_path: Path, granularity: Granularity, since: str
) -> None:
    start = day(2018, 1, 1)
    mention = DateMention(Span(0, 4), "2018", start, None, granularity, "test")
    record = told("Talks go on", type="CONSULT", start=start)
    found = made(tmp_path, record, dates=[mention])
    assert found.plan(1).fields["done"]["since"] == since
    assert found.plan(1, {"start": "2018-01"}).fields["done"]["since"] == "2018-01"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (told("They met", type="CONSULT"), "on"),
        (told("They met", type="CONSULT", start=day(2019, 9, 1), end=day(2020, 2, 1)), "on"),
        (told("They met", type="CONSULT", start=day(2020, 5, 1), end=day(2020, 5, 2)), "on"),
        (told("Guns fired", type="ASSAULT"), "place"),
        (told("They denied it", "statement"), "incident"),
        (told("It is so", "commitment"), "actor"),
        (told("Talks will open", type="CONSULT", modality=Modality.PLANNED), "speaker"),
        (told("130 died", type="ASSAULT", modality=Modality.HABITUAL, killed=People(9, 9)), "on"),
    ],
)
def test_what_is_needed_and_not_told(tmp_path: Path, record: Record, field: str) -> None:
    found = made(tmp_path, record)
    assert [lack.field for lack in found.plan(1).lacks] == [field]
    with pytest.raises(QuestionError, match=f"proposal 1 lacks {field}: .*; say {field}="):
        found.accept(1, by="ana", now=NOW)


def test_places_are_no_more_exact_than_they_are_known(tmp_path: Path) -> None:
    def where(place: str | None, **changes: str) -> Any:
        record = told("Guns fired", type="ASSAULT", place=place)
        return made(tmp_path, record, country="Afghanistan").plan(1, changes).fields["where"]

    assert where("Afghanistan")["precision"] == "country"
    assert where("Helmand") == {
        "name": "Helmand", "precision": "province", "country": "Afghanistan"
    }  # fmt: skip
    assert where("Nawa district")["precision"] == "district"
    assert where("Nawa", precision="exact")["precision"] == "exact"
    assert where(None)["name"] == "Afghanistan"


def test_claims_are_held_against_incidents(tmp_path: Path, small: Register) -> None:
    toll = told(
        "130 were killed and 7 hurt in May", type="ASSAULT", modality=Modality.HABITUAL,
        killed=People(130, None), injured=People(7, 7), claimed_by=("taliban",),
        start=day(2019, 5, 1), end=day(2019, 6, 1),
    )  # fmt: skip
    denied = told("The Taliban denied it", "statement", speaker=("taliban",))
    found = made(tmp_path, toll, denied, register=small)
    found.accept(1, by="ana", now=NOW)
    changes = {"incident": "inc-9", "note": "On the radio."}
    found.accept(2, by="ana", now=NOW, changes=changes)
    outcome = found.enter(by="ana", now=NOW)
    assert [number for number, _ in outcome.entered] == [1]
    assert "there is no incident inc-9" in outcome.refused[2]
    assert found.state(2) == "later"
    (claim,) = list_claims(small).items
    assert (claim.claimant, claim.value, claim.bound.value) == (
        "Taliban (in a wire)",
        130,
        "at least",
    )
    assert str(claim.span) == "2019-05-01 to 2019-05-31"
    shells = tell(small, now=NOW)
    incident = open_incident(small, [shells], {"title": "Shells"}, by="ana", now=NOW)[0].subject
    found.accept(2, by="ana", now=NOW, changes={**changes, "incident": incident})
    assert found.enter(by="ana", now=NOW).refused == {}
    said = list_claims(small).items[-1]
    assert (said.kind.value, said.incident) == ("denial", incident)
    assert said.note == (
        f"“The Taliban denied it” On the radio. [Edited by ana: incident not told -> {incident}]"
    )


def test_an_edited_record_names_who_edited_it(tmp_path: Path, small: Register) -> None:
    found = made(tmp_path, ATTACK, PROMISE, register=small)
    changes = {"killed": "13", "on": "2019-08", "actor": "none", "note": "The wire says so."}
    found.accept(1, by="bo", now=NOW, changes=changes)
    found.accept(2, by="bo", now=NOW, changes={"due": "2020-04", "id": "fifty", "act": "release"})
    found.enter(by="ana", now=NOW)
    (one,) = list_allegations(small).items
    assert one.casualties[0].killed == (13, 13, 13)
    assert one.accused is None
    assert (one.when.start, one.when.end) == (day(2019, 8, 1), day(2019, 9, 1))
    assert one.text == (
        "Twelve people were killed in Kabul. [Note: The wire says so.] [Edited by bo: killed 12 -> "
        "13, on none to 2019-10-01T00:00+04:30 -> 2019-08, actor taliban, zabihullah-mujahid -> "
        "none]"
    )
    process = made(tmp_path, ATTACK).desk.written.process  # type: ignore[union-attr]
    (fifty,) = [one for one in process.commitments if one.id == "fifty"]
    assert fifty.due is not None
    assert str(fifty.due.day) == "2020-04"
    assert "edited by bo: due not told -> 2020-04" in str(fifty.agreed.note)
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert lines[0]["proposal"]["killed"] == "12"
    assert lines[0]["changes"]["killed"] == "13"
    assert [line["room"] for line in lines[2:]] == ["register", "process file"]


def test_what_belongs_to_an_entry_that_is_there(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        told("They freed 50", type="RETREAT", quantity=50.0, start=day(2020, 3, 1),
             end=day(2020, 3, 2), unit="captives"),
        told("The accord was signed", type="SUPPORT", start=day(2020, 3, 1), end=day(2020, 3, 2)),
        told("If it rains", "condition", speaker=("taliban",)),
        told("The road is open", type="RETREAT", start=day(2020, 3, 1), end=day(2020, 3, 2)),
        told("We freed 60", "statement", speaker=("taliban",)),
    )  # fmt: skip
    for number, of in enumerate(["prisoners", "signing", "signing", "road", "prisoners"], 1):
        found.accept(number, by="ana", now=NOW, changes={"of": of})
    with pytest.raises(QuestionError, match="lacks of: the process file has no step or commitment"):
        found.accept(1, by="ana", now=NOW, changes={"of": "prisoner"})
    with pytest.raises(QuestionError, match="lacks of: talks is told as done in the file already"):
        found.accept(2, by="ana", now=NOW, changes={"of": "talks"})
    outcome = found.enter(by="ana", now=NOW)
    assert outcome.refused == {}
    assert [plan.what for _, plan in outcome.entered] == [
        "progress", "done", "declared", "done", "declared"
    ]  # fmt: skip
    path = tmp_path / "kabul.yaml"
    assert check(path).errors == 0
    process = made(tmp_path, ATTACK).desk.written.process  # type: ignore[union-attr]
    prisoners, road = process.commitments
    assert prisoners.progress[0].more == 50
    assert prisoners.declared[0].says == "We freed 60"
    assert road.done is not None
    signing = process.steps[1]
    assert signing.done is not None
    assert signing.declared[0].by == ("taliban",)


def test_a_condition_stands_in_the_note_of_its_commitment(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    words = "If the talks succeed, the United States will withdraw its troops."
    report.write_text(words, encoding="utf-8")
    (tmp_path / "kabul.yaml").write_text(PROCESS, encoding="utf-8")
    found = review(report, published="2020-03-10", process=tmp_path / "kabul.yaml")
    plans = [found.plan(one.number) for one in found.proposals]
    (promise,) = [plan for plan in plans if plan.what == "commitment"]
    assert "Condition: “If the talks succeed”" in promise.fields["agreed"]["note"]
    assert found.desk.read.document.zone == "Asia/Kabul"


def test_only_what_is_to_blame_is_left_out(tmp_path: Path) -> None:
    found = made(tmp_path, PROMISE, told("They met", type="CONSULT", start=day(2020, 3, 1),
                                         end=day(2020, 3, 2)))  # fmt: skip
    for number in (1, 2):
        found.accept(number, by="ana", now=NOW, changes={"id": "same"})
    outcome = found.enter(by="ana", now=NOW)
    assert [number for number, _ in outcome.entered] == [1]
    assert "would not pass the check: commitments[2].id: another has the id" in outcome.refused[2]
    assert found.state(2) == "later"
    again = made(tmp_path, PROMISE, found.proposals[1].record)
    assert again.plan(2).lacks[0].why == "the file has the id same already"


def test_what_was_rejected_or_left_stays_so(tmp_path: Path) -> None:
    found = made(tmp_path, ATTACK, PROMISE, OFF)
    found.reject(1, by="ana", now=NOW, reason="of another war")
    found.leave(2, by="ana", now=NOW, changes={"quantity": "60"})
    again = made(tmp_path, ATTACK, PROMISE, OFF)
    assert [again.state(number) for number in (1, 2, 3)] == ["rejected", "later", "open"]
    assert again.plan(2).fields["quantity"] == "60"
    left = again.accept_each([1], by="ana", now=NOW)
    assert left == {1: "was rejected"}
    assert again.state(1) == "rejected"


def test_what_a_person_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    found = made(tmp_path, PROMISE)
    found.accept(1, by="ana", now=NOW)
    path = tmp_path / "kabul.yaml"
    path.write_text(PROCESS + "# written meanwhile\n", encoding="utf-8")
    assert found.enter(by="ana", now=NOW).refused == {}
    text = path.read_text(encoding="utf-8")
    assert "# written meanwhile\n" in text
    assert "Prisoner Release (Taliban)" in text


def test_what_a_model_proposed_says_so(tmp_path: Path, small: Register) -> None:
    records = [replace(one, origin="model owl") for one in (ATTACK, PROMISE)]
    found = made(tmp_path, *records, register=small)
    accept_all(found)
    (one,) = list_allegations(small).items
    assert one.text == f"{ATTACK.quote}. [Proposed by model owl]"
    note = " commitment; proposed by model owl; accepted by ana]"
    assert note in " ".join((tmp_path / "kabul.yaml").read_text(encoding="utf-8").split())
    read = found.desk.read
    twins = (replace(read.records[0], origin="model owl"), replace(read.records[0], origin="rules"))
    assert [one.key.nth for one in proposals(replace(read, records=twins))] == [1, 0]


def test_what_has_no_room_yet_waits(tmp_path: Path, small: Register) -> None:
    found = made(tmp_path, ATTACK, PROMISE, process=None)
    _, outcome = accept_all(found)
    assert outcome.waiting == ((1, Room.REGISTER), (2, Room.PROCESS))
    later = made(tmp_path, ATTACK, PROMISE, register=small)
    outcome = later.enter(by="ana", now=NOW + timedelta(days=1))
    assert [number for number, _ in outcome.entered] == [1, 2]


def test_what_cannot_be_used_any_more_is_open_again(tmp_path: Path) -> None:
    found = made(tmp_path, told("They freed 50", type="RETREAT", quantity=5.0, unit="prisoners",
                                start=day(2020, 3, 1), end=day(2020, 3, 2)))  # fmt: skip
    found.accept(1, by="ana", now=NOW, changes={"of": "prisoners"})
    path = tmp_path / "kabul.yaml"
    path.write_text(PROCESS.replace("id: prisoners", "id: captives"), encoding="utf-8")
    again = made(tmp_path, found.proposals[0].record)
    outcome = again.enter(by="ana", now=NOW)
    assert "lacks of: the process file has no step" in outcome.refused[1]
    assert again.state(1) == "later"


def test_a_dry_run_writes_nothing(tmp_path: Path, small: Register) -> None:
    found = made(tmp_path, ATTACK, PROMISE, register=small)
    found.dry_run()
    _, outcome = accept_all(found)
    assert len(outcome.entered) == 2
    assert outcome.text is not None
    assert "Prisoner Release (Taliban)" in outcome.text
    assert (tmp_path / "kabul.yaml").read_text(encoding="utf-8") == PROCESS
    assert not (tmp_path / "report.jsonl").exists()
    assert list_allegations(small).total == 0
    found = made(tmp_path, told("They denied", "statement"), register=small)
    found.dry_run()
    assert found.accept_each([1], by="ana", now=NOW)


def test_a_stranger_may_not_write(tmp_path: Path, small: Register) -> None:
    found = made(tmp_path, ATTACK, register=small)
    found.accept(1, by="eve", now=NOW)
    with pytest.raises(RegisterError, match="eve has no role"):
        found.enter(by="eve", now=NOW)
    assert made(tmp_path, ATTACK, register=small).state(1) == "accepted"


GOOD = {
    "actor": "Taliban, United States", "killed": "10-12", "injured": "3+", "start": "2019-09",
    "end": "2019-10-02", "quantity": "50", "unit": "prisoners", "modality": "planned",
    "negated": "no", "place": "Chorah", "type": "shelling", "precision": "near", "due": "2020",
    "of": "talks", "incident": "inc-4", "id": "talks-2", "speaker": "none",
}  # fmt: skip


def test_every_field_can_be_changed() -> None:
    record = changed(ATTACK, GOOD, KABUL)
    assert record.actor == ("Taliban", "United States")
    assert (record.killed, record.injured) == (People(10, 12), People(3, None))
    assert (record.start, record.end) == (day(2019, 9, 1), day(2019, 10, 3))
    assert (record.quantity, record.speaker) == (50.0, ())
    assert record.modality is Modality.PLANNED
    exact = changed(ATTACK, {"on": "2019-09-01T10:00+04:30"}, KABUL)
    assert exact.start == day(2019, 9, 1, 10)
    open_ended = {"killed": "none", "end": "none", "place": "none", "quantity": "none"}
    assert changed(ATTACK, open_ended, KABUL).killed is None
    assert as_written(record, "killed") == "10-12"
    assert as_written(record, "negated") == "no"
    assert set(GOOD) | {"on", "recipient", "name", "act", "reason", "note"} == set(FIELDS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("kiled=3", "there is no field 'kiled'; did you mean killed?"),
        ("weather=3", "the fields are type, actor"),
        ("killed=a dozen", "killed: 'a dozen' cannot be used; write 12, 10-12, 12+ or none"),
        ("killed=12-10", "write 12, 10-12"),
        ("killed=10-12+", "write 12, 10-12"),
        ("killed=99999999", "write 12, 10-12"),
        ("start=soon", "write YYYY, YYYY-MM, YYYY-MM-DD, or 2020"),
        ("start=2020-01-01T10:00", "write YYYY, YYYY-MM"),
        ("start=2020", "it ends on 2019-10-01, before it starts"),
        ("on=none", "write YYYY"),
        ("due=May", "due: 'May' cannot be used; write YYYY"),
        ("quantity=many", "write a number with digits only"),
        ("quantity=-3", "write a number from 0 on"),
        ("modality=done", "write happened, planned"),
        ("negated=perhaps", "write yes or no"),
        ("type=sheling", "did you mean shelling?"),
        ("precision=close", "write one of exact"),
        ("of=", "write id of the step"),
        ("id=My Id", "write small letters"),
        ("note=" + "x" * 3000, "write at most 2,000 characters"),
    ],
)
def test_a_bad_change_is_told(change: str, said: str) -> None:
    def go() -> None:
        name, value = parse_change(change)
        changed(ATTACK, {name: value}, KABUL)

    with pytest.raises(QuestionError) as caught:
        go()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_type_makes_it_something_else(tmp_path: Path) -> None:
    assert the_plan(tmp_path, ATTACK, type="action", on="2019-09").fields["kind"] == "action"
    assert the_plan(tmp_path, ATTACK, type="commitment").what == "commitment"
    assert the_plan(tmp_path, ATTACK, type="shelling").fields["kind"] == "shelling"
    admission = the_plan(tmp_path, ATTACK, type="admission", incident="inc-1")
    assert admission.fields["claimant"] == "Taliban and Zabihullah Mujahid (in a wire)"
    assert the_plan(tmp_path, PROMISE, type="count", on="2020").lacks[0].field == "killed"
    planned = told("They will meet", type="CONSULT", modality=Modality.PLANNED, actor=("taliban",))
    assert the_plan(tmp_path, planned).fields["declared"][0]["by"] == ["taliban"]
    level = the_plan(tmp_path, PROMISE, unit="none")
    assert any("of what is not told" in text for text in level.assumed)


def test_names_that_nobody_knows_are_left_out_and_told(tmp_path: Path) -> None:
    plan = the_plan(tmp_path, OFF, actor="United States, men in masks, Qatar")
    assert plan.fields["actors"] == ["us", "qatar"]
    assert plan.actors[0]["kind"] == "state"
    assert "'men in masks' is no actor that is known: left out" in plan.assumed


def test_hostile_words_are_made_harmless(tmp_path: Path, small: Register) -> None:
    evil = 'They\x1b[31m killed \u202e9 #: &x *y !z {in} [Kabul] "now"\x85\ufffe'
    attack = told(evil, type="ASSAULT", place="Ka\x1bbul", killed=People(9, 9))
    promise = told(f"{evil}!", "commitment", actor=("taliban",), unit="m\x1b", quantity=3.0)
    found = made(tmp_path, attack, promise, register=small)
    _, outcome = accept_all(found)
    assert outcome.refused == {}
    assert "\x1b" not in (tmp_path / "kabul.yaml").read_text(encoding="utf-8")
    (one,) = list_allegations(small).items
    assert "\x1b" not in one.text + one.where.name
    assert check(tmp_path / "kabul.yaml").errors == 0


def test_a_source_that_is_there_is_named_again(tmp_path: Path) -> None:
    source = "sources:\n- id: mine\n  title: Mine\n  published: 2020\n  address: https://a.org/b\n"
    process = PROCESS.replace("phases:", f"{source}phases:")
    found = made(tmp_path, PROMISE, process=process, address="https://a.org/b")
    accept_all(found)
    assert found.plan(1).fields["agreed"]["sources"] == ["mine"]
    assert (tmp_path / "kabul.yaml").read_text(encoding="utf-8").count("title: Mine") == 1
    assert source_name("an \x1boutlet", "a.txt") == ("an outlet", None)
    assert source_name(None, None) == ("a report", None)


@pytest.mark.parametrize(
    ("text", "wanted"), [("all", [1, 2, 3, 4]), ("2, 4", [2, 4]), ("2-3,3", [2, 3])]
)
def test_numbers(text: str, wanted: list[int]) -> None:
    assert numbers(text, 4) == wanted


@pytest.mark.parametrize("text", ["", "x", "0", "5", "3-2", "1-", "²", "99999999999"])
def test_no_numbers(text: str) -> None:
    with pytest.raises(QuestionError):
        numbers(text, 4)


def test_a_report_without_a_day_is_refused(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("A truce was agreed on Monday.", encoding="utf-8")
    with pytest.raises(ReadingError, match="no day of publication is known"):
        review(report)
    found = review(report, published="2020-03-10", earliest="2020-01-01")
    assert found.desk.earliest.year == 2020
    with pytest.raises(QuestionError, match="there is no proposal 99"):
        found.plan(99)
    with pytest.raises(TruceFileError, match="there is no such file"):
        review(report, published="2020-03-10", process=tmp_path / "none.yaml")


def test_lines_that_were_cut_off_are_passed_over(tmp_path: Path) -> None:
    found = made(tmp_path, ATTACK, PROMISE)
    found.reject(1, by="ana", now=NOW, reason="no")
    path = tmp_path / "report.jsonl"
    path.write_bytes(path.read_bytes() + b'{"report": "ab", "fa')
    again = made(tmp_path, ATTACK, PROMISE)
    again.reject(2, by="ana", now=NOW, reason="no")
    assert path.read_bytes().count(b"\n") == 3
    last = made(tmp_path, ATTACK, PROMISE)
    assert [last.state(1), last.state(2)] == ["rejected", "rejected"]


@pytest.mark.parametrize("text", ["nothing\n", '{"span": [1]}\n', "[]\n", '{"span": 3}\n'])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="line 1: is no line of decisions"):
        Decisions(path)


def test_decisions_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: Is a directory"):
        Decisions(tmp_path)
    found = made(tmp_path, ATTACK)
    found.decisions.path = Path("/dev/full")
    with pytest.raises(StoreError, match="the decision cannot be written: No space left"):
        found.reject(1, by="ana", now=NOW, reason="no")
    assert found.state(1) == "open"
    big = tmp_path / "big.jsonl"
    with big.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(StoreError, match="is larger than 50,000,000 bytes"):
        Decisions(big)


def test_what_was_said_is_told_where_the_words_only_name_the_speaker(tmp_path: Path) -> None:
    words = told("Kabul said", "statement", speaker=("taliban",))
    found = made(tmp_path, words)
    text = "Three soldiers were wounded near the border post, Kabul said."
    at = text.index("Kabul")
    proposal = found.proposals[0]
    document = replace(found.desk.read.document, text=text)
    key = replace(proposal.key, span=Span(at, at + 10))
    around = replace(proposal, key=key, around=Span(0, len(text)))
    desk = replace(found.desk, read=replace(found.desk.read, document=document))
    sort = Sort("step", "announcement")
    plan = process_plan(desk, around, words, sort, {}, by="ana", others=())
    assert plan.fields["name"] == f"Taliban: {text}"
    assert plan.fields["done"]["note"].startswith(f"“{text}” [report-")


def test_a_decision_that_somebody_spoilt_is_told_with_its_place(tmp_path: Path) -> None:
    found = made(tmp_path, ATTACK)
    found.leave(1, by="ana", now=NOW, changes={"killed": "13"})
    path = tmp_path / "report.jsonl"
    path.write_text(path.read_text().replace('"13"', '"many"'))
    with pytest.raises(QuestionError, match=r"report.jsonl, proposal 1: killed: 'many' cannot"):
        made(tmp_path, ATTACK).plan(1)


def test_of_many_only_those_to_blame_are_left_out(tmp_path: Path) -> None:
    met = [
        told(f"They met {n} times", type="CONSULT", start=day(2020, 3, n), end=day(2020, 3, n + 1))
        for n in range(1, 8)
    ]
    found = made(tmp_path, *met)
    for number in range(1, 8):
        changes = {"id": "same"} if number in (2, 5, 7) else {}
        found.accept(number, by="ana", now=NOW, changes=changes)
    outcome = found.enter(by="ana", now=NOW)
    assert [number for number, _ in outcome.entered] == [1, 2, 3, 4, 6]
    assert sorted(outcome.refused) == [5, 7]
    assert check(tmp_path / "kabul.yaml").errors == 0
