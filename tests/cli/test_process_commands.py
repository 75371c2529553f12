"""The commands about peace processes, as a person meets them."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from trucewatch.accord.cases import case_file, process_file, shipped_cases
from trucewatch.accord.process_file import MOST_BYTES, process_schema
from trucewatch.cli import export as export_command
from trucewatch.cli import judge as judge_command
from trucewatch.cli import status as status_command
from trucewatch.cli import timeline as timeline_command
from trucewatch.cli.main import status

BOMB = ["--day", "2020-02-24", "--actor", "taliban", "--weapon", "vehicle-bomb"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must do its work; return what it prints."""

    def run(*tokens: str) -> str:
        assert status(list(tokens)) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def mistake(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must fail as a mistake; return its one line."""

    def run(*tokens: str) -> str:
        assert status(list(tokens)) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith("trucewatch: ")
        assert printed.err.count("\n") == 1
        return printed.err

    return run


@pytest.fixture
def syria(tmp_path: Path) -> Callable[[str, str], str]:
    """Write the Syrian process file with one change."""

    def change(old: str, new: str) -> str:
        text = process_file("syria-2016").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "process.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return str(path)

    return change


@pytest.fixture
def at_new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the first of January 2021."""
    for command in (status_command, timeline_command, judge_command, export_command):
        monkeypatch.setattr(command, "today", lambda: "2021-01-01")


@pytest.mark.parametrize("case", shipped_cases())
def test_status_as_text_and_as_data(run: Callable[..., str], case: str) -> None:
    text = run("status", case, "--as-of", "2020-08-01")
    told = json.loads(run("status", case, "--as-of", "2020-08-01", "--format", "json"))
    assert " ".join(text.split()).startswith(told["text"])
    assert told["as_of"] == "2020-08-01"
    assert told["made_of"]["command"] == f"trucewatch status {case} --as-of 2020-08-01"


def test_the_command_of_a_status_gives_the_same_answer(run: Callable[..., str]) -> None:
    asked = ("--as-of", "2020-02-25", "--known", "2020-02-27")
    first = run("status", "doha-2020", *asked)
    (line,) = [line for line in first.splitlines() if line.startswith("command")]
    assert run(*line.split()[2:]) == first
    assert "as known on 27 Feb 2020" in " ".join(first.split())


@pytest.mark.usefixtures("at_new_year")
def test_without_a_day_it_is_today(run: Callable[..., str]) -> None:
    assert json.loads(run("status", "doha-2020", "--format", "json"))["as_of"] == "2021-01-01"
    calendar = Calendar.from_ical(run("export", "doha-2020", "--ics"))
    stamps = {one.decoded("DTSTAMP").date() for one in calendar.walk("VEVENT")}
    assert stamps == {date(2021, 1, 1)}


def test_the_estimate_is_asked_only_if_wanted(run: Callable[..., str], tmp_path: Path) -> None:
    asked = ("status", "doha-2020", "--as-of", "2020-02-24")
    hint = "Ask it with --estimate, or with --events FILE"
    assert hint in run(*asked)
    told = run(*asked, "--estimate")
    assert "the estimate of reduction-week has no data to say" in " ".join(told.split())
    assert hint not in told
    assert told.splitlines()[-1].endswith("--as-of 2020-02-24 --estimate")


def test_what_if_as_text_and_as_data(run: Callable[..., str]) -> None:
    change = "prisoners.done=2020-04-15"
    text = run("what-if", "doha-2020", change, "--as-of", "2020-12-31")
    assert "The critical path: prisoners -> talks" in " ".join(text.split())
    told = json.loads(
        run("what-if", "doha-2020", change, "--as-of", "2020-12-31", "--format", "json")
    )
    assert {one["id"]: one["days"] for one in told["moves"]}["talks"] == -141
    assert told["as_of"] == "2020-12-31"


def test_what_if_may_change_several_things(run: Callable[..., str]) -> None:
    told = json.loads(
        run("what-if", "doha-2020", "prisoners.done=never", "talks.due=2020-10-01",
            "--format", "json")
    )  # fmt: skip
    assert told["changes"] == ["prisoners.done=never", "talks.due=2020-10-01"]
    assert {one["id"]: one["would"] for one in told["moves"]}["talks"] is None
    assert "Talks among Afghans begin: would not have come." in told["text"]
    assert told["path"][:2] == ["prisoners", "talks"]


def test_judge_as_text_and_as_data(run: Callable[..., str]) -> None:
    known = ("--act", "bombing", "--target", "civilians", "--place", "Nawa district",
             "--place", "Helmand province")  # fmt: skip
    assert "milley, version 1: violation (rule vehicle-bombs)" in run(
        "judge", "doha-2020", *BOMB, *known
    )
    told = json.loads(run("judge", "doha-2020", *BOMB, *known, "--format", "json"))["rulings"]
    assert [one["finding"] for one in told] == ["violation", "not a violation"]


def test_where_several_rules_may_speak_none_of_them_is_quoted(run: Callable[..., str]) -> None:
    text = " ".join(run("judge", "doha-2020", *BOMB).split())
    assert (
        "milley, version 1: violation (rules that may speak: foreign-forces, vehicle-bombs). "
        "Whichever of them speaks, it finds the same." in text
    )
    assert "mujahid, version 1: undecidable" in text


@pytest.mark.parametrize(
    ("options", "finding"),
    [
        (["--place", "Kabul"], "violation"),
        (["--place", "Kabul", "--vague"], "undecidable"),
        (["--place", "Nawa district"], "undecidable"),
    ],
)
def test_a_vague_place_may_lie_elsewhere(
    run: Callable[..., str], options: list[str], finding: str
) -> None:
    bomb = ["--day", "2020-02-24", "--actor", "taliban", *options, "--format", "json"]
    told = json.loads(run("judge", "doha-2020", *bomb))["rulings"]
    assert {one["reading"]: one["finding"] for one in told}["mujahid"] == finding


def test_a_claim_is_open_and_a_circumstance_is_not(
    run: Callable[..., str], syria: Callable[[str, str], str]
) -> None:
    rule = """readings:
  - id: made-up
    name: A made-up reading
    rules:
      - id: self-defence
        finding: not a violation
        text: Whoever is shot at may shoot back.
        circumstances: [self-defence]
      - id: all-else
        finding: violation
        text: No fire.
"""
    path = syria("readings:\n", rule)
    for option, finding in (
        (["--claimed", "self-defence"], "undecidable"),
        (["--circumstance", "self-defence"], "not a violation"),
        ([], "violation"),
    ):
        told = json.loads(run("judge", path, "--day", "2016-03-01", *option, "--format", "json"))
        assert told["rulings"][0]["finding"] == finding


def test_a_word_of_no_rule_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    odd = ["--weapon", "vehicle-bom", "--claimed", "moonlight"]
    assert status(["judge", "doha-2020", "--actor", "taliban", *odd]) == 0
    assert capsys.readouterr().err == (
        "trucewatch: no rule speaks of the weapon 'vehicle-bom'; did you mean vehicle-bomb?\n"
        "trucewatch: no rule speaks of the circumstance 'moonlight'\n"
    )
    assert status(["judge", "doha-2020", *BOMB, "--place", "Khandahar", "--place", "Nawa"]) == 0
    assert capsys.readouterr().err == (
        "trucewatch: no zone has the place 'Khandahar'; did you mean Kandahar?\n"
    )
    assert status(["judge", "doha-2020", *BOMB, "--place", "kabul"]) == 0
    assert capsys.readouterr().err == ""


def test_judge_with_the_reading_that_was_known(run: Callable[..., str]) -> None:
    told = json.loads(run("judge", "doha-2020", *BOMB, "--known", "2020-02-27", "--format", "json"))
    assert [one["reading"] for one in told["rulings"]] == ["mujahid"]


@pytest.mark.parametrize("case", shipped_cases())
def test_timeline_as_picture_and_page(run: Callable[..., str], case: str, tmp_path: Path) -> None:
    picture, page = tmp_path / "process.SVG", tmp_path / "process.html"
    assert run("timeline", case, "--out", str(picture)) == f"{picture}\n"
    ElementTree.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own drawing
    assert run("timeline", case, "--out", str(page)) == f"{page}\n"
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert f"trucewatch timeline {case} --as-of" in text


@pytest.mark.usefixtures("at_new_year")
def test_a_timeline_ends_with_the_record_or_today(run: Callable[..., str], tmp_path: Path) -> None:
    page = tmp_path / "process.html"
    for options, day in (
        ([], "1 Jan 2021"),
        (["--as-of", "2020-03-15"], "15 Mar 2020"),
        (["--as-of", "2021-08-31", "--known", "2021-09-01"], "31 Aug 2021"),
    ):
        run("timeline", "doha-2020", "--out", str(page), *options)
        assert f"At the end of {day}" in page.read_text(encoding="utf-8")
    run("timeline", "syria-2016", "--out", str(page))
    assert "At the end of 3 Oct 2016" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", shipped_cases())
def test_check_of_what_is_shipped(run: Callable[..., str], case: str) -> None:
    lines = run("check", case).splitlines()
    assert lines[-1].startswith("0 errors, ")
    assert all(f"{process_file(case)}:" in line for line in lines[:-1])
    assert json.loads(run("check", case, "--format", "json"))["errors"] == 0


def test_check_names_every_mistake_and_its_line(
    capsys: pytest.CaptureFixture[str], syria: Callable[[str, str], str]
) -> None:
    path = syria("parties: [", "parties: [nobody, ")
    wanted = Path(path).read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(wanted, 1) if text.startswith("parties:"))
    assert status(["check", path]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{path}:{line}: error: parties[0]: 'nobody' is not the id of")
    assert printed.out.endswith("1 error, 0 warnings\n")
    assert printed.err == f"trucewatch: {path}: the file cannot be used; mend the errors\n"
    assert status(["check", path, "--format", "json"]) == 2
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["weight"], found["line"]) == ("error", line)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "is empty; start from an example"),
        (b"- a\n", 1, "is not a mapping of keys to values"),
        (b"id: a\n  b: c\n", 2, "not YAML: mapping values are not allowed here"),
        (b"id: *b\n", 1, "anchors and aliases (& and *) are not allowed"),
        (b"id: a\nid: b\n", 2, "the key 'id' stands on line 1 already"),
    ],
)
def test_check_of_what_is_no_process_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, line: int, said: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    assert status(["check", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{path}:{line}: error: ")
    assert said in printed.out
    assert printed.err.count("\n") == 1


def test_check_of_a_truce_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["check", str(case_file("doha-2020"))]) == 2
    first, count = capsys.readouterr().out.splitlines()
    assert "is a truce file, which tells of one window only" in first
    assert count == "1 error, 0 warnings"


def test_deadlines_for_a_calendar(run: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "doha.ics"
    asked = ("export", "doha-2020", "--ics", "--as-of", "2020-08-01")
    assert run(*asked, "--out", str(path)) == f"{path}\n"
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    days = {str(one["UID"]): one.decoded("DTSTART") for one in found}
    assert days["doha-2020-troops-8600@trucewatch"] == date(2020, 7, 13)
    assert run(*asked).encode() == path.read_bytes()


def test_scores_in_the_shape_of_pam(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "doha.csv"
    assert status(["export", "doha-2020", "--pam", "--out", str(path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{path}\n"
    assert "left out: talks, " in printed.err
    assert status(["export", "doha-2020", "--pam", "--as-of", "2019-12-31"]) == 0
    printed = capsys.readouterr()
    assert (printed.out.count("\n"), printed.err) == (1, "")
    assert status(["export", "doha-2020", "--pam"]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")
    rows = list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))
    assert [row["year"] for row in rows] == ["2020", "2021"]
    assert rows[0]["prisr_implem"] == "3"


def test_the_schema_of_process_files(run: Callable[..., str]) -> None:
    assert json.loads(run("schema", "process")) == process_schema()


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["status"], "CASE requires an argument"),
        (["status", "doha-2021"], "did you mean doha-2020?"),
        (["status", "no.yaml"], "no.yaml: there is no such file"),
        (["status", "doha-2020", "--as-of", "2020-02-30"], "'2020-02-30' is not a date"),
        (["status", "doha-2020", "--known", "yesterday"], "'yesterday' is not a date"),
        (["status", "doha-2020", "--format", "xml"], 'Choose from: "text", "json"'),
        (["status", "doha-2020", "--events", "no.csv"], "no.csv: there is no such file"),
        (["what-if", "doha-2020"], "nothing is changed; write what"),
        (["what-if", "doha-2020", "prisoners"], "'prisoners' is no change; write ID.KEY=DAY"),
        (["what-if", "doha-2020", "prisners.done=2020-04-15"], "did you mean prisoners?"),
        (["what-if", "doha-2020", "prisoners.done=2020-04-31"], "'2020-04-31' is not a date"),
        (["what-if", "doha-2020", "prisoners.gone=2020-04-01"], "'gone' cannot be changed"),
        (["what-if", "doha-2020", "signing-gate.open=never"], "a gate needs a day"),
        (["what-if", "doha-2020", "implementation.done=2020-01-01"], "is a phase"),
        (["what-if", "doha-2020", "prisoners.done=9999-12-31"], "outside the years 1900 to 2200"),
        (["status", "doha-2020", "--as-of", "9999-12-31"], "outside the years 1900 to 2200"),
        (["timeline", "doha-2020", "--out", "a.svg", "--as-of", "0001-01-01"], "outside the years"),
        (["judge", "doha-2020", "--actor", "talibann"], "did you mean taliban?"),
        (["judge", "doha-2020", "--actor", "x"], "its actors are united-states, taliban"),
        (["judge", "doha-2020", "--day", "24 Feb 2020"], "'24 Feb 2020' is not a date"),
        (["judge", "doha-2020", "--known", "2020"], "'2020' is not a date"),
        (["timeline", "doha-2020"], "--out requires an argument"),
        (["timeline", "doha-2020", "--out", "doha.pdf"], "name a .svg or .html file"),
        (["timeline", "doha-2020", "--out", "no/such/doha.svg"], "cannot be written"),
        (["timeline", "doha-2020", "--out", "doha.svg", "--as-of", "x"], "'x' is not a date"),
        (["check", "no.yaml"], "no.yaml: there is no such file"),
        (["export", "doha-2020"], "export what?; give either --ics or --pam"),
        (["export", "doha-2020", "--ics", "--pam"], "give either --ics or --pam"),
        (["export", "doha-2020", "--ics", "--out", "no/such/doha.ics"], "cannot be written"),
    ],
)
def test_a_mistake_is_one_line(mistake: Callable[..., str], tokens: list[str], said: str) -> None:
    assert said in mistake(*tokens)


@pytest.mark.parametrize(
    "tokens",
    [
        ["status"], ["what-if", "signing.done=never"], ["judge"], ["export", "--ics"],
        ["timeline", "--out", "x.svg"],
    ],
)  # fmt: skip
def test_a_truce_file_is_no_process_file(mistake: Callable[..., str], tokens: list[str]) -> None:
    command, *options = tokens
    said = mistake(command, str(case_file("doha-2020")), *options)
    assert "is a truce file, which tells of one window only" in said


def test_a_process_file_is_no_truce_file(mistake: Callable[..., str]) -> None:
    said = mistake("assess", str(process_file("doha-2020")))
    assert "is a process file, which tells of more than one window" in said


def test_a_file_that_is_too_large_or_no_text(mistake: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    assert "is larger than 10,000,000 bytes" in mistake("status", str(path))
    assert "is larger than 10,000,000 bytes" in mistake("check", str(path))
    path.write_bytes(b"id: \xff\n")
    assert "the byte 0xff is not UTF-8" in mistake("status", str(path))
    assert "name the YAML file in it" in mistake("status", f"{tmp_path}/")


def test_a_directory_in_place_of_a_file(mistake: Callable[..., str], tmp_path: Path) -> None:
    for name, command in (("a.svg", ["timeline"]), ("a.ics", ["export", "--ics"])):
        (tmp_path / name).mkdir()
        verb, *options = command
        assert "cannot be written" in mistake(
            verb, "doha-2020", *options, "--out", str(tmp_path / name)
        )


def test_a_mistake_in_a_process_file_is_one_line(
    mistake: Callable[..., str], syria: Callable[[str, str], str]
) -> None:
    path = syria("zone: Asia/Damascus", "zone: Asia/Damaskus")
    assert "zone: unknown time zone 'Asia/Damaskus'" in mistake("status", path)
