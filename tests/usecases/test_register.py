"""From an allegation to an incident that stands up, on both stores."""

from datetime import UTC, date, timedelta

import pytest

from tests.register_stores import NOW
from tests.usecases.registers import SHELLS, after, record, tell
from trucewatch.domain.entry import EntryKind
from trucewatch.domain.incident import IncidentState, StandardOfProof
from trucewatch.errors import RegisterError
from trucewatch.register.place import Register
from trucewatch.usecases import register_incidents as incidents
from trucewatch.usecases.register import give_roles
from trucewatch.usecases.register_adding import add
from trucewatch.usecases.register_asking import (
    Asked,
    claims,
    list_alerts,
    list_allegations,
    list_incidents,
    list_records,
)
from trucewatch.usecases.register_custody import verify_register
from trucewatch.usecases.register_showing import show, waiting

OTHER = "Residents heard explosions near the bazaar before midnight, two of them close."


def test_an_incident_goes_up_the_ladder(register: Register) -> None:
    one = tell(register)
    two = tell(register, source="larch", text=OTHER)
    opened = incidents.open_incident(register, [one, two], {"title": "Shells"}, by="ana", now=NOW)
    key = opened[0].subject
    move = incidents.move_state
    with pytest.raises(RegisterError, match="alleged and cannot become verified; from there"):
        move(register, key, IncidentState.VERIFIED, by="ana", now=NOW)
    move(register, key, IncidentState.CORROBORATED, by="ana", now=after(hours=2))
    with pytest.raises(RegisterError, match=r"needs a site visit .*; it needs a reason"):
        move(register, key, IncidentState.VERIFIED, by="ana", now=after(hours=3))
    record(
        register, EntryKind.SITE_VISIT, now=after(hours=4), team="MVT 1", place="Chorah",
        arrived="2020-02-24T10:00Z", incident=key, found="four craters",
    )  # fmt: skip
    later = after(hours=5)
    move(register, key, IncidentState.VERIFIED, reason="craters seen", by="ana", now=later)
    with pytest.raises(RegisterError, match="needs an attribution with a standard of proof"):
        move(register, key, IncidentState.ATTRIBUTED, reason="x", by="ana", now=later)
    fields = {
        "shares": {"Taliban": 0.7, "unknown": 0.3}, "reason": "range and direction",
        "standard": "balance of probabilities", "intent": "deliberate",
    }  # fmt: skip
    incidents.attribute(register, key, fields, by="ana", now=later)
    move(register, key, IncidentState.ATTRIBUTED, reason="agreed", by="ana", now=later)

    shown = show(register, key, now=after(hours=8))
    assert shown.incident is not None
    assert shown.incident.state is IncidentState.ATTRIBUTED
    assert shown.incident.attribution is not None
    assert shown.incident.attribution.shares == {"Taliban": 0.7, "unknown": 0.3}
    assert shown.incident.attribution.standard is StandardOfProof.BALANCE_OF_PROBABILITIES
    assert shown.incident.intent.value == "deliberate"
    assert [len(one.members) for one in shown.origins] == [1, 1]
    assert [(one.state, one.hours) for one in shown.passages] == [
        ("alleged", 2), ("corroborated", 3), ("verified", 0), ("verified and attributed", 3),
    ]  # fmt: skip
    assert [record.fields["found"] for record in shown.records] == ["four craters"]
    assert len(shown.history) == 5
    assert waiting(register, now=after(hours=8)) == {"verified and attributed": (1, 3)}
    assert not verify_register(register).problems


def test_copies_count_once(register: Register) -> None:
    one = tell(register)
    two = tell(register, source="larch", retells=[one], text=OTHER)
    key = incidents.open_incident(register, [one, two], by="ana", now=NOW)[0].subject
    with pytest.raises(RegisterError, match="needs 2 independent origins and has 1"):
        incidents.move_state(register, key, IncidentState.CORROBORATED, by="ana", now=NOW)


def test_roles_are_asked_for(register: Register) -> None:
    key = incidents.open_incident(register, [tell(register)], by="ana", now=NOW)[0].subject
    with pytest.raises(RegisterError, match="bo has no role"):
        incidents.move_state(register, key, IncidentState.UNDER_INQUIRY, by="bo", now=NOW)
    give_roles(register, "bo", ["recorder"], by="ana", now=NOW)
    incidents.move_state(register, key, IncidentState.UNDER_INQUIRY, by="bo", now=NOW)
    with pytest.raises(RegisterError, match="bo is recorder and may not make inc-3 rejected; "):
        incidents.move_state(register, key, IncidentState.REJECTED, reason="x", by="bo", now=NOW)
    with pytest.raises(RegisterError, match="bo is recorder and may not give a role"):
        give_roles(register, "eve", ["chair"], by="bo", now=NOW)
    with pytest.raises(RegisterError, match="no role 'boss'"):
        give_roles(register, "eve", ["boss"], by="ana", now=NOW)
    with pytest.raises(RegisterError, match="bo is recorder and may not attribute"):
        incidents.attribute(register, key, {}, by="bo", now=NOW)


def test_merging_keeps_both_histories(register: Register) -> None:
    one = incidents.open_incident(register, [tell(register)], by="ana", now=NOW)[0].subject
    two = incidents.open_incident(register, [tell(register)], by="ana", now=NOW)[0].subject
    incidents.merge_incidents(register, one, [two], reason="one salvo", by="ana", now=NOW)
    shown = show(register, one, now=NOW)
    assert shown.merged == (two,)
    assert len(shown.allegations) == 2
    assert {entry.subject for entry in shown.history} == {one, two}
    assert [i.id for i in list_incidents(register).items] == [one]
    assert [i.id for i in list_incidents(register, Asked(merged=True)).items] == [one, two]
    with pytest.raises(RegisterError, match=f"{two} was merged into {one}; name {one}"):
        incidents.merge_incidents(register, two, [one], reason="x", by="ana", now=NOW)
    with pytest.raises(RegisterError, match="with itself alone"):
        incidents.merge_incidents(register, one, [one], reason="x", by="ana", now=NOW)
    with pytest.raises(RegisterError, match="nothing is merged without a reason"):
        incidents.merge_incidents(register, one, [one], reason=" ", by="ana", now=NOW)
    assert not verify_register(register).problems


def test_splitting_keeps_both_histories(register: Register) -> None:
    told = [tell(register), tell(register, source="larch"), tell(register, source="oak")]
    key = incidents.open_incident(register, told, by="ana", now=NOW)[0].subject
    done = incidents.split_incident(
        register, key, told[2:], {"title": "Another night"}, reason="later", by="ana", now=NOW
    )
    new = str(done[0].facts["into"])
    assert list_allegations(register, Asked(incident=new)).items[0].id == told[2]
    assert [i.title for i in list_incidents(register).items] == [
        "mortars, artillery or rockets at Chorah", "Another night",
    ]  # fmt: skip
    assert [entry.kind for entry in show(register, new, now=NOW).history] == [
        EntryKind.INCIDENT_SPLIT
    ]
    with pytest.raises(RegisterError, match="take some of its allegations and leave some"):
        incidents.split_incident(register, key, told[:2], reason="x", by="ana", now=NOW)
    with pytest.raises(RegisterError, match=f"belongs to {new}, not to {key}"):
        incidents.split_incident(register, key, told[2:], reason="x", by="ana", now=NOW)
    assert not verify_register(register).problems


def test_an_incident_is_corrected_and_grows(register: Register) -> None:
    key = incidents.open_incident(register, [tell(register)], by="ana", now=NOW)[0].subject
    more = tell(register, source="larch")
    fields = {
        "weapon": "82 mm mortar",
        "casualties": [{"category": "civilians", "killed": [1, 2, 3]}],
    }
    incidents.correct_incident(
        register, key, fields, allegations=[more], reason="visit", by="ana", now=NOW
    )
    (found,) = list_incidents(register).items
    assert (found.weapon, found.casualties[0].killed) == ("82 mm mortar", (1, 2, 3))
    assert len(found.allegations) == 2
    incidents.correct_incident(register, key, {"weapon": None}, reason="no", by="ana", now=NOW)
    assert list_incidents(register).items[0].weapon is None
    with pytest.raises(RegisterError, match="nothing is to be changed"):
        incidents.correct_incident(register, key, reason="x", by="ana", now=NOW)
    with pytest.raises(RegisterError, match="wepon is no field; did you mean weapon"):
        incidents.correct_incident(register, key, {"wepon": "x"}, reason="x", by="ana", now=NOW)
    assert not verify_register(register).problems


def test_red_lines_raise_an_alert_at_once(register: Register) -> None:
    one = tell(register, casualties=[{"category": "civilians", "killed": [8, 11, 15]}])
    incidents.open_incident(register, [one], {"target": "patrol"}, by="ana", now=NOW)
    found = list_alerts(register).items
    assert [(a.subject, a.rule) for a in found] == [
        (one, "mass-casualties"), ("inc-4", "mass-casualties"), ("inc-4", "monitors-hit"),
    ]  # fmt: skip
    assert list_alerts(register, Asked(incident=one)).total == 1


def test_what_is_around_an_incident(register: Register) -> None:
    key = incidents.open_incident(register, [tell(register)], by="ana", now=NOW)[0].subject
    asked = record(
        register, EntryKind.REMEDY_ASKED, of="Taliban", incident=key, what="Take the mortar away",
        check="No mortar within 10 km on 10 March", asked="2020-03-01", due="2020-03-10",
    )  # fmt: skip
    record(
        register, EntryKind.REMEDY_ANSWERED, remedy=asked, by="Taliban", answer="disputed",
        answered="2020-03-02",
    )  # fmt: skip
    record(
        register, EntryKind.ACCESS_DENIAL, by="ANSF", team="MVT 1", place="Chorah",
        at="2020-03-01T08:00Z", incident=key,
    )  # fmt: skip
    record(
        register, EntryKind.BOARD_DECISION, body="Joint commission", incident=key,
        decision="endorsed", decided="2020-03-05", votes={"A": "for", "B": "abstained"},
    )  # fmt: skip
    record(
        register, EntryKind.EFFORT_OBSERVED, place="Chorah", means="camera",
        start="2020-02-22T00:00Z", end="2020-02-23T00:00Z", hours=20, outage=False,
    )  # fmt: skip
    record(
        register, EntryKind.WEAPON_STORED, party="ANSF", weapon="122 mm howitzer", count=4,
        site="Tarin Kowt", state="stored", seen="2020-02-28T09:00Z",
    )  # fmt: skip
    shown = show(register, key, now=NOW)
    assert [r.kind.value for r in shown.records] == [
        "remedy-asked", "remedy-answered", "access-denial", "board-decision",
    ]  # fmt: skip
    effort = list_records(register, EntryKind.EFFORT_OBSERVED, Asked(since=date(2020, 2, 22)))
    assert effort.items[0].about == "Chorah"
    assert (
        list_records(register, EntryKind.EFFORT_OBSERVED, Asked(until=date(2020, 2, 22))).total == 0
    )
    with pytest.raises(RegisterError, match="there is no remedy rem-1"):
        record(
            register, EntryKind.REMEDY_ANSWERED, remedy="rem-1", by="x", answer="done",
            answered="2020-03-02",
        )  # fmt: skip
    with pytest.raises(RegisterError, match="there is no incident inc-99"):
        record(
            register, EntryKind.ACCESS_DENIAL, by="x", team="y", place="z",
            at="2020-03-01T08:00Z", incident="inc-99",
        )  # fmt: skip
    assert not verify_register(register).problems


def test_claims_are_kept(register: Register) -> None:
    record(
        register, EntryKind.CLAIM_MADE, claimant="NSC", kind="count", made="2020-05-01",
        source="TOLOnews", measure="attacks", value=2804,
        span={"start": "2020-03-01", "end": "2020-04-20"}, bound="at least",
    )  # fmt: skip
    (claim,) = claims(register)
    assert (claim.claimant, claim.value, claim.bound.value) == ("NSC", 2804, "at least")
    assert claim.span is not None
    assert claim.span.days == 50
    with pytest.raises(RegisterError, match="a count needs value, measure and span"):
        record(
            register, EntryKind.CLAIM_MADE, claimant="NSC", kind="count", made="2020-05-01",
            source="TOLOnews",
        )  # fmt: skip


def test_any_question_may_be_asked_as_of_an_earlier_day(register: Register) -> None:
    first = tell(register, now=NOW)
    key = incidents.open_incident(register, [first], by="ana", now=NOW)[0].subject
    late = after(days=3)
    incidents.move_state(register, key, IncidentState.UNDER_INQUIRY, by="ana", now=late)
    tell(register, now=late, when={"day": "2020-02-20", "zone": "Asia/Kabul"}, text="told late")
    today = NOW.date()

    before = list_incidents(register, Asked(known=today))
    assert [i.state.value for i in before.items] == ["alleged"]
    assert list_incidents(register, Asked(known=today - timedelta(days=1))).total == 0
    assert [i.state.value for i in list_incidents(register).items] == ["under inquiry"]

    assert list_allegations(register, Asked(known=today)).total == 1
    assert list_allegations(register, Asked(as_of=date(2020, 2, 21))).items[0].text == "told late"
    assert list_allegations(register, Asked(as_of=date(2020, 2, 21), known=today)).total == 0
    shown = show(register, key, now=late, known=today)
    assert [one.state for one in shown.passages] == ["alleged"]
    with pytest.raises(RegisterError, match=f"the register has no {key}"):
        show(register, key, now=late, known=today - timedelta(days=1))


def test_pages_and_filters(register: Register) -> None:
    for day in range(1, 8):
        when = {"day": f"2020-03-0{day}", "zone": "UTC"}
        fields = {
            "title": f"day {day}", "when": when, "where": SHELLS["where"],
            "kind": "shelling" if day % 2 else "air-strike",
        }  # fmt: skip
        incidents.open_incident(register, [], fields, by="ana", now=NOW)
    second = list_incidents(register, Asked(page=2, size=3))
    assert [i.title for i in second.items] == ["day 4", "day 5", "day 6"]
    assert (second.total, second.pages) == (7, 3)
    for page, days in ((1, "123"), (3, "7"), (4, "")):
        shown = list_incidents(register, Asked(page=page, size=3)).items
        assert [i.title for i in shown] == [f"day {day}" for day in days]
    days = {"since": date(2020, 3, 2), "until": date(2020, 3, 7)}
    odd = Asked(kind="shelling", country="Afghanistan", **days)
    assert [i.title for i in list_incidents(register, odd).items] == ["day 3", "day 5"]
    assert list_incidents(register, Asked(place="Kabul")).total == 0
    with pytest.raises(RegisterError, match="page 0 of 50 cannot be shown"):
        Asked(page=0)


def test_times_are_those_of_the_world(register: Register) -> None:
    tell(register)
    (found,) = list_allegations(register).items
    assert found.when.start.astimezone(UTC).isoformat() == "2020-02-22T19:10:00+00:00"
    assert found.when.end - found.when.start == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "sheling"}, "kind: 'sheling' is no kind; the kinds are small-arms-fire"),
        ({"when": {"start": "2020-02-22"}}, "when.start: '2020-02-22' is a day, no instant"),
        ({"when": {"day": "2020-02-22"}}, "needs the keys day and zone"),
        ({"when": {"at": "2020-02-22T10:00Z", "x": 1}}, "has other keys beside at"),
        ({"when": {"at": "soon"}}, "at: "),
        ({"when": {"day": "2020-13-01", "zone": "UTC"}}, "is not a date"),
        ({"where": {"name": "x", "precision": "exact", "latitude": 3}}, "latitude and longitude"),
        ({"casualties": [{"category": "x", "killed": [3, 2, 1]}]}, "the least, the best and the"),
        ({"id": "a b"}, "id: 'a b' is no id"),
        ({"retells": ["alg-77"]}, "there is no allegation alg-77"),
        ({"files": ["0" * 64]}, "was never added; add it first"),
        ({"id": "alg-9"}, "ids such as alg-9 are given by the register"),
        ({"label": "secret"}, "label: 'secret' "),
        ({"text": 5}, "text: 5 "),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_used_is_named(
    small: Register, change: dict[str, object], said: str
) -> None:
    with pytest.raises(RegisterError) as caught:
        add(small, EntryKind.ALLEGATION_ADDED, {**SHELLS, **change}, by="ana", now=NOW)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"shares": {"A": 0.5}, "reason": "x"}, "adds up to 0.5, not 1"),
        ({"shares": {"A": 0.5, "unknown": 0.5}}, "reason is missing"),
        ({"shares": {"A": 2, "B": -1}, "reason": "x"}, "shares.A: 2 "),
    ],
)
def test_an_attribution_is_whole(small: Register, fields: dict[str, object], said: str) -> None:
    key = incidents.open_incident(small, [tell(small)], by="ana", now=NOW)[0].subject
    with pytest.raises(RegisterError, match=said):
        incidents.attribute(small, key, fields, by="ana", now=NOW)


def test_ids_of_ones_own(small: Register) -> None:
    assert tell(small, id="OSCE-2020-14") == "OSCE-2020-14"
    with pytest.raises(RegisterError, match="there is a allegation OSCE-2020-14 already"):
        tell(small, id="OSCE-2020-14")
