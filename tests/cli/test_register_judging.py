"""The register held against an accord, against claims, and observations in counting units."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.usecases.registers import SHELLS
from trucewatch.cli.main import status

Run = Callable[..., str]
CAR_BOMB = SHELLS | {
    "kind": "mine-or-ied",
    "text": "A car full of explosives went off beside an army post.",
    "where": {"name": "Nawa", "precision": "near", "country": "Afghanistan", "admin1": "Helmand"},
}
HEARD = """time,front,what,number,direction
2021-03-26 09:00,east,shot,400,W-E
2021-03-26 09:05,east,burst,90,W-E
2021-03-26 12:00,east,explosion,4,W-E
2021-03-26 20:00,east,explosion,1,W-E
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of the register; return what it prints, or its complaint."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRUCEWATCH_BY", "ana")

    def go(*tokens: str, fails: bool = False) -> str:
        code = status(["register", *tokens])
        out, err = capsys.readouterr()
        assert (code == 2) is fails, err
        return err if fails else out

    return go


@pytest.fixture
def bombed(run: Run) -> Run:
    """A register with a car bomb in a rural district, inc-4."""
    parties = ("Taliban", "United States", "Taleban")
    run("init", "--name", "Hills", *(x for party in parties for x in ("--party", party)))
    Path("a.yaml").write_text(yaml.safe_dump(CAR_BOMB), encoding="utf-8")
    run("add", "allegation", "a.yaml")
    text = "text=An army post in a valley was struck at night, villagers report."
    run("add", "allegation", "a.yaml", "--set", "source=larch", "--set", text)
    run(
        "open",
        "alg-2",
        "alg-3",
        "--set",
        "title=Car bomb",
        "--set",
        "weapon=vehicle-bomb",
        "--set",
        "target=afghan-forces",
    )
    return run


def test_an_incident_under_each_reading(bombed: Run) -> None:
    bombed("move-state", "inc-4", "corroborated")
    bombed("attribute", "inc-4", "Taliban=0.8", "unknown=0.2", "--reason", "claimed")
    told = json.loads(bombed("judge", "inc-4", "--case", "doha-2020", "--format", "json"))
    assert [(one["actor"], one["id"], one["share"]) for one in told["actors"]] == [
        ("Taliban", "taliban", 0.8),
        ("unknown", None, 0.2),
    ]
    findings = [[r["finding"] for r in one["rulings"]] for one in told["actors"]]
    assert findings == [["violation", "not a violation"], ["undecidable", "undecidable"]]
    text = bombed("judge", "inc-4", "--case", "doha-2020")
    assert "inc-4 (Car bomb) under the terms of doha-2020" in text
    assert "Taliban, share 0.80\n  milley, version 1: violation (rule vehicle-bombs)." in text


def test_an_actor_that_the_process_does_not_know(bombed: Run) -> None:
    text = bombed("judge", "inc-4", "--case", "donbas-2020")
    assert "unknown, share 1.00\n" in text
    bombed("move-state", "inc-4", "corroborated")
    bombed("attribute", "inc-4", "Taliban=1", "--reason", "claimed")
    text = bombed("judge", "inc-4", "--case", "donbas-2020")
    assert "Taliban, share 1.00; not an actor of the process file" in text


def test_two_names_of_one_actor_add_up(bombed: Run) -> None:
    bombed("move-state", "inc-4", "corroborated")
    shares = ("Taliban=0.5", "Taleban=0.3", "unknown=0.2")
    bombed("attribute", "inc-4", *shares, "--reason", "claimed")
    told = json.loads(bombed("judge", "inc-4", "--case", "doha-2020", "--format", "json"))
    assert [(one["id"], one["share"]) for one in told["actors"]] == [("taliban", 0.8), (None, 0.2)]


def test_no_such_incident_and_no_such_case(bombed: Run) -> None:
    assert "there is no incident inc-9" in bombed(
        "judge", "inc-9", "--case", "doha-2020", fails=True
    )
    assert "no shipped case" in bombed("judge", "inc-4", "--case", "doha", fails=True)


CLAIMS = (
    ("Reuters", "4500", "2020-03-01", "2020-04-15", "at least"),
    ("ONSC", "2804", "2020-03-01", "2020-04-19", "exact"),
    ("Taliban", "537", "2020-03-01", "2020-04-15", "exact"),
)


@pytest.fixture
def claimed(bombed: Run) -> Run:
    for claimant, value, start, end, bound in CLAIMS:
        span = f"span={{start: {start}, end: {end}}}"
        fields = {
            "claimant": claimant,
            "kind": "count",
            "made": "2020-04-20",
            "source": "a page",
            "measure": "attacks",
            "value": value,
            "bound": bound,
        }
        tokens = [t for name, text in fields.items() for t in ("--set", f"{name}={text}")]
        bombed("add", "claim", *tokens, "--set", span)
    return bombed


def test_claimants_side_by_side(claimed: Run) -> None:
    told = json.loads(claimed("claims", "--format", "json"))
    (spread,) = told["spreads"]
    assert [one["claimant"] for one in spread["claims"]] == ["Reuters", "ONSC", "Taliban"]
    assert spread["ratio"] == pytest.approx(4500 / 537, rel=0.05)
    assert "attacks" in claimed("claims")


def test_claims_against_a_tally(claimed: Run) -> None:
    from datetime import date, timedelta

    days = [date(2020, 3, 1) + timedelta(days=n) for n in range(60)]
    rows = "".join(f"{day},{20}\n" for day in days)
    Path("tally.csv").write_text(f"date,count\n{rows}", encoding="utf-8")
    told = json.loads(
        claimed("claims", "--against", "tally.csv", "--measure", "attacks", "--format", "json")
    )
    gaps = {one["claimant"]: one["gaps"][0] for one in told["claimants"]}
    assert gaps["Taliban"]["recorded"] in (900, 920)
    assert gaps["Taliban"]["ratio"] == pytest.approx(537 / gaps["Taliban"]["recorded"], rel=1e-3)
    assert gaps["Taliban"]["interval"]["low"] < gaps["Taliban"]["ratio"]
    assert gaps["Reuters"]["interval"] is None


def test_claims_against_the_register_itself(claimed: Run) -> None:
    claimed("move-state", "inc-4", "corroborated")
    told = json.loads(
        claimed(
            "claims",
            "--measure",
            "attacks",
            "--since",
            "2020-02-01",
            "--until",
            "2020-05-01",
            "--format",
            "json",
        )
    )
    recorded = {one["claimant"]: one["gaps"][0]["recorded"] for one in told["claimants"]}
    assert set(recorded.values()) == {0}
    assert "give --since and --until" in claimed("claims", "--since", "2020-02-01", fails=True)


def test_494_and_4_on_one_front(run: Run) -> None:
    rows = HEARD.replace(",4,W-E", ",3,W-E").replace("burst,90", "burst,90") + (
        "2021-03-26 23:00,east,shot,1,E-W\n"
    )
    Path("heard.csv").write_text(rows, encoding="utf-8")
    text = run("count", "heard.csv", "--zone", "Europe/Kyiv", "--gap", "30")
    assert "2021-03-26  east   495     4" in text
    assert "Counts of unlike units are never added." in text
    told = json.loads(
        run("count", "heard.csv", "--zone", "Europe/Kyiv", "--closes", "19:30", "--format", "json")
    )
    assert [row["counts"][0] for row in told["rows"]] == [493, 2]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("time,front\n", "what"),
        ("time,front,what\n", "has no row under its header"),
        ("time,front,what\n2021-03-26 09:00,east,bang\n", "what: 'bang' is none of: shot, burst"),
        ("time,front,what\nnoon,east,shot\n", "time: 'noon' is no time"),
        ("time,front,what\n,east,shot\n", "time is empty"),
        ("time,front,what\n2021-03-26 09:00,,shot\n", "front is empty"),
        ("time,front,what,number\n2021-03-26 09:00,east,shot,0\n", "0 of shot"),
    ],
)
def test_what_is_no_observation(run: Run, rows: str, message: str) -> None:
    Path("heard.csv").write_text(rows, encoding="utf-8")
    assert message in run("count", "heard.csv", "--zone", "Europe/Kyiv", fails=True)


def test_a_gap_and_a_time_that_are_none(run: Run) -> None:
    Path("heard.csv").write_text(HEARD, encoding="utf-8")
    zone = ("count", "heard.csv", "--zone", "Europe/Kyiv")
    assert "write HH:MM" in run(*zone, "--closes", "late", fails=True)
    assert "give zero or more" in run(*zone, "--gap", "-3", fails=True)
