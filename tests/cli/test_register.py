"""The register on the command line, from its making to its check."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.usecases.registers import SHELLS
from trucewatch.cli.main import MISTAKE, status
from trucewatch.cli.register import COMMANDS

Run = Callable[..., str]
SECOND = "text=Residents heard explosions near the bazaar before midnight, two of them close."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of the register that must do; return what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRUCEWATCH_BY", "ana")

    def go(*tokens: str) -> str:
        assert status(["register", *tokens]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return go


@pytest.fixture
def filled(run: Run) -> Run:
    """A register with two allegations and an incident, inc-4."""
    run("init", "--name", "Hills", "--party", "Government", "--party", "Movement")
    Path("a.yaml").write_text(yaml.safe_dump(SHELLS), encoding="utf-8")
    run("add", "allegation", "a.yaml")
    run("add", "allegation", "a.yaml", "--set", "source=larch", "--set", SECOND)
    run("open", "alg-2", "alg-3", "--set", "title=Shells", "--set", "target=clinic")
    return run


def test_a_register_is_made(run: Run) -> None:
    printed = run("init", "--capital", "Kabul", "--key", "my.key")
    assert printed.startswith("made         trucewatch-register\nsigning key  ")
    assert len(printed.split("public key   ")[1].split(":")[0]) == 64
    told = json.loads(run("init", "--register", "other", "--format", "json"))
    assert told["register"] == "other"
    assert run("upgrade") == "trucewatch-register is of version 0002\n"
    assert json.loads(run("upgrade", "--format", "json"))["version"] == "0002"


def test_an_incident_goes_its_way(filled: Run) -> None:
    run = filled
    assert run("list", "alert").splitlines()[1].endswith("aid workers or a hospital were attacked")
    assert run("list", "--alerts") == run("list", "alert")
    moved = run("move-state", "inc-4", "corroborated")
    assert moved == "inc-4: state-moved (entry 6)\n"
    run("attribute", "inc-4", "Movement=0.7", "unknown=0.3", "--reason", "range")
    listed = run("list", "--state", "corroborated", "--reader", "mission", "--since", "2020-02-22")
    assert "inc-4  2020-02-22T19:10  corroborated  shelling  Chorah" in listed
    assert run("list", "--state", "alleged") == "0 in all; page 1 of 1\n"
    told = json.loads(run("list", "--format", "json"))
    assert told["items"][0]["attribution.shares"] == {"Movement": 0.7, "unknown": 0.3}
    shown = run("show", "inc-4")
    for words in ("Independent origins: 2", "Time in each state", "humanitarians-hit"):
        assert words in shown
    told = json.loads(run("show", "inc-4", "--format", "json"))
    assert told["origins"] == 2
    assert [one["state"] for one in told["passages"]] == ["alleged", "corroborated"]
    hidden = json.loads(run("show", "inc-4", "--format", "json", "--reader", "mission"))
    assert "content" not in hidden["history"][0]


def test_merging_and_splitting(filled: Run) -> None:
    run = filled
    run("add", "allegation", "a.yaml", "--set", "source=oak", "--set", "id=oak-1")
    assert "inc-7" in run("open", "oak-1")
    run("merge", "inc-4", "inc-7", "--reason", "one salvo")
    told = json.loads(run("split", "inc-4", "oak-1", "--reason", "no", "--format", "json"))
    assert told["entries"][0]["facts"]["allegations"] == ["oak-1"]
    run("correct", "inc-4", "--set", "weapon=82 mm mortar", "--reason", "fragments")
    assert (
        json.loads(run("show", "inc-4", "--format", "json"))["fields"]["weapon"] == "82 mm mortar"
    )


def test_what_is_around(filled: Run) -> None:
    run = filled
    visit = ["team=MVT 1", "place=Chorah", "arrived=2020-02-24T10:00Z", "incident=inc-4"]
    run("add", "site-visit", *[part for field in visit for part in ("--set", field)])
    listed = run("list", "site-visit")
    assert "vis-6  2020-02-24T10:00  MVT 1  inc-4" in listed
    assert json.loads(run("list", "site-visit", "--format", "json"))["total"] == 1
    assert "MVT 1" in run("show", "vis-6")
    claim = ["--source", "TOLO", "--made", "2020-05-01", "--measure", "attacks", "--value", "2804"]
    run("claim", "NSC", *claim, "--start", "2020-03-01", "--end", "2020-04-20")
    assert "NSC" in run("list", "claim")
    Path("photo.jpg").write_bytes(b"a crater")
    assert "file-added" in run("add", "file", "photo.jpg", "--belongs", "inc-4")
    assert run("add", "file", "photo.jpg") == "nothing is new\n"
    assert "photo.jpg" in run("show", "inc-4")


def test_the_record_is_checked(filled: Run) -> None:
    run = filled
    printed = run("verify", "--root", "2999-01-01", "--jobs", "1")
    assert printed.startswith("the record stands   5 entries, chained and signed")
    told = json.loads(run("verify", "--root", "2999-01-01", "--format", "json"))
    assert told["root"]["root"] in printed
    run("verify", "--root", "2999-01-01", "--expect", told["root"]["root"])
    proof = run("verify", "--root", "2999-01-01", "--entry", "2")
    assert '"place": 1' in proof
    assert json.loads(run("publish", "2020-01-01", "--format", "json"))["entries"] == 0
    assert "entries by the end of 2020-01-01 UTC" in run("publish", "2020-01-01")
    assert "erased" in run("erase", "2", "--reason", "asked for")
    assert "its content was erased" in run("show", "alg-2")
    assert run("rebuild").splitlines()[0] == "allegation    2"
    assert json.loads(run("rebuild", "--format", "json"))["incident"] == 1
    assert "the record stands" in run("move", "sqlite:///moved.sqlite")
    assert (
        str(Path("moved.sqlite").absolute())
        in Path("trucewatch-register/register.yaml").read_text()
    )
    assert "inc-4" in run("list")


def test_who_may_and_who_the_sources_are(filled: Run) -> None:
    run = filled
    assert "role-given" in run("role", "bo", "recorder", "analyst")
    run("move-state", "inc-4", "under inquiry", "--by", "bo")
    run("source", "birch", "--keep", "name=Amina", "--keep", "telephone=+93 70")
    assert run("source", "birch") == "name: Amina\ntelephone: +93 70\n"
    assert json.loads(run("source", "--format", "json")) == {"sources": ["birch"]}
    assert run("source", "birch", "--forget") == "forgotten: true\n"


def test_in_and_out(filled: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run = filled
    Path("m.yaml").write_text(
        "name: desk\nzone: Asia/Kabul\n"
        "columns: {text: Story, when: Day, where.name: Place, kind: Kind}\n"
        "constants: {source: desk, source_kind: third party, made: 2020-03-01 10:00,"
        " where.precision: near}\n",
        encoding="utf-8",
    )
    rows = "Shells at dawn,2020-02-23,Chorah,shelling\nBad,soon,X,shelling\n"
    Path("reports.csv").write_text(f"Story,Day,Place,Kind\n{rows}", encoding="utf-8")
    printed = run("import", "reports.csv", "--mapping", "m.yaml")
    assert "added     1" in printed
    assert "row 2: Day: 'soon'" in printed
    assert Path("reports.csv.rejects.csv").exists()
    again = json.loads(run("import", "reports.csv", "--mapping", "m.yaml", "--format", "json"))
    assert (again["added"], again["known"], again["rejected"]) == (0, 1, 1)
    assert again["issues"][0]["field"] == "Day"
    run("verify")
    run("export", "allegation", "--out", "a.csv", "--reader", "mission")
    assert "Shells at dawn" in Path("a.csv").read_text(encoding="utf-8")
    told = json.loads(
        run("export", "incident", "--out", "i.json", "--as", "geojson", "--reader", "public",
            "--known", "2999-01-01", "--as-of", "2999-01-01", "--format", "json")
    )  # fmt: skip
    assert told["reader"] == "public"
    run("export", "allegation", "--out", "b.json", "--as", "geojson", "--reader", "mission",
        "--blur", "admin1")  # fmt: skip
    blurred = Path("b.json").read_text(encoding="utf-8")
    assert "reduced to admin1" in blurred
    assert "--reader mission --blur admin1" in blurred
    assert "Chorah" not in blurred
    assert json.loads(Path("i.json").read_text(encoding="utf-8"))["features"] == []


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["list", "incdent"], "'incdent' cannot be listed; list incident, alle"),
        (["add", "rumour"], "'rumour' cannot be added; add one of allegation"),
        (["add", "allegation"], "source is missing (and 6 more)"),
        (["add", "allegation", "--set", "x"], "'x' sets nothing; write NAME=VALUE"),
        (["add", "allegation", "--set", "x=[", ], "x: not YAML"),
        (["add", "allegation", "none.yaml"], "none.yaml: No such file"),
        (["add", "file"], "no file is named"),
        (["move-state", "inc-4", "verified"], "inc-4 is alleged and cannot become verified"),
        (["show", "inc-9"], "the register has no inc-9"),
        (["verify", "--expect", "00"], "no day is named"),
        (["list", "--since", "soon"], "'soon' is not a date"),
        (["list", "--state", "verfied"], "there is no state 'verfied'; use one of alleged, un"),
        (["list", "--kind", "rumour"], "there is no kind 'rumour'; use one of small-arms-fire"),
        (["list", "--page", "0"], "page 0 of 50 cannot be shown"),
        (["export", "incident", "--out", "none/x.csv", "--reader", "public"], "none/.x.csv.part"),
        (["export", "claim", "--out", "x", "--reader", "public", "--blur", "town"],
         "'town' is no way to blur a place; use grid:0.1, cell:5, admin1 or country"),
        (["list", "--register", "none"], "none: there is no register here"),
        (["source", "birch", "--keep", "x"], "'x' tells nothing"),
        (["merge", "inc-4", "inc-9", "--reason", "x"], "there is no incident inc-9"),
        (["verfy"], 'Did you mean "verify"?'),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(
    filled: Run, capsys: pytest.CaptureFixture[str], tokens: list[str], said: str
) -> None:
    assert status(["register", *tokens]) == MISTAKE
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err


def test_nobody_writes_without_a_name(
    filled: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TRUCEWATCH_BY")
    assert status(["register", "open", "alg-2"]) == MISTAKE
    assert "it is not said who writes; give --by NAME" in capsys.readouterr().err


def test_fields_come_from_standard_input(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({**SHELLS, "source": "oak"})))
    told = json.loads(filled("add", "allegation", "-", "--format", "json"))
    assert told["entries"][0]["content"]["source"] == "oak"


def test_duplicates_are_only_proposed(filled: Run) -> None:
    assert filled("duplicates", "--least", "0.0001") == "no two allegations look like one another\n"
    more = ["add", "allegation", "a.yaml", "--set", "source=oak", "--set", "id=oak-1"]
    filled(*more)
    told = json.loads(filled("duplicates", "--least", "0.0001", "--format", "json"))["pairs"]
    assert {"alg-2", "oak-1"} in [{one["first"], one["second"]} for one in told]
    assert any(one["reasons"] for one in told)
    printed = filled("duplicates", "--least", "0.0001")
    assert "no incident" in printed
    assert json.loads(filled("list", "--format", "json"))["total"] == 1


def test_a_reader_sees_no_more_than_may_be_seen(filled: Run) -> None:
    run = filled
    labels = "labels={source: source-protected, where.name: source-protected}"
    told = ["source=oak tree", "id=oak-1", labels, "where.name=Deh Rawud", "label=public"]
    run("add", "allegation", "a.yaml", *[part for one in told for part in ("--set", one)])
    run("open", "oak-1", "--set", "where.name=Uruzgan", "--set", "label=public")
    assert "[withheld]" in run("list", "allegation", "--reader", "public")
    assert run("list", "allegation", "--reader", "public", "--at", "Deh Rawud").startswith(
        "0 in all"
    )
    assert "oak tree" not in run("show", "inc-7", "--reader", "public")
    visit = ["team=MVT", "place=x", "arrived=2020-02-24T10:00Z", "incident=inc-7", "label=public"]
    found = "found=The oak tree told us"
    run("add", "site-visit", *[part for one in [*visit, found] for part in ("--set", one)])
    assert "oak tree" in run("show", "inc-7")
    assert status(["register", "show", "inc-7", "--reader", "public"]) == MISTAKE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert status(["register", name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert COMMANDS[name].rstrip(".") in printed
    options = re.findall(r"^│[ *]+(--[\w-]+|[A-Z]+)\b(.*)│$", printed, re.M)
    assert options
    for option, told in options:
        assert re.search(r"  (?!\[)\w+ ?\w+", told), option
