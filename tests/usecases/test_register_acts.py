"""What an incident is to the rules of an accord."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from trucewatch.accord.rules import judge
from trucewatch.domain.allegation import PlacePrecision, When, Where
from trucewatch.domain.incident import Attribution, Character, Incident
from trucewatch.domain.rule import Act, Finding, Reading, Rule
from trucewatch.usecases.register_acts import act_of, rulings_by_actor

KABUL = ZoneInfo("Asia/Kabul")
WHEN = When(datetime(2020, 2, 22, 20, tzinfo=UTC), datetime(2020, 2, 22, 21, tzinfo=UTC))
WHERE = Where("Chorah", PlacePrecision.NEAR, country="Afghanistan", admin1="Uruzgan")
SHELLS = Incident(
    "inc-1", "Shells", WHEN, WHERE, "shelling", Character.HOSTILE_ACT, target="clinic"
)
READINGS = [
    Reading("north", "The North", (Rule("r", Finding.VIOLATION, "x", actors=("North",)),)),
    Reading("all", "All", (Rule("s", Finding.VIOLATION, "x", acts=("shelling",)),)),
]


def attributed(shares: Mapping[str, float]) -> Incident:
    return replace(SHELLS, attribution=Attribution(shares, "range"))


def test_an_act_has_the_local_day_and_the_places() -> None:
    act = act_of(SHELLS, zone=KABUL)
    assert (act.day, act.places) == (date(2020, 2, 23), ("Chorah", "Uruzgan", "Afghanistan"))
    assert (act.act, act.target, act.actor, act.exact) == ("shelling", "clinic", None, True)
    told = act_of(SHELLS, zone=KABUL, circumstances={"self-defence": None})
    assert told.circumstances == {"self-defence": None}


def test_the_actor_is_whoever_has_more_than_half() -> None:
    assert act_of(attributed({"North": 0.6, "unknown": 0.4}), zone=UTC).actor == "North"
    assert act_of(attributed({"North": 0.5, "South": 0.5}), zone=UTC).actor is None
    assert act_of(attributed({"North": 0.2, "unknown": 0.8}), zone=UTC).actor is None


def test_every_actor_that_may_have_done_it_is_judged() -> None:
    def ask(act: Act) -> tuple[object, ...]:
        return tuple(judge(READINGS, [], act))

    incident = attributed({"South": 0.3, "North": 0.6, "unknown": 0.1})
    found = rulings_by_actor(incident, ask, zone=UTC)  # type: ignore[arg-type]
    assert [
        (actor, share, [ruling.finding.value for ruling in rulings])
        for actor, share, rulings in found
    ] == [
        ("North", 0.6, ["violation", "violation"]),
        ("South", 0.3, ["no rule", "violation"]),
        ("unknown", 0.1, ["undecidable", "violation"]),
    ]
    assert rulings_by_actor(SHELLS, ask, zone=UTC)[0][:2] == ("unknown", 1.0)  # type: ignore[arg-type]
