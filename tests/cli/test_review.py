"""The review as a person meets it: on a terminal, piped, and all at once."""

import io
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.usecases.reviews import PROCESS
from trucewatch.cli.main import status

TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))
REPORT = """\
Twelve people were killed in a suicide attack in Kabul on Monday.

The United States and the Taliban held talks in Doha in September 2019.

The Taliban agreed to release 50 prisoners.
"""
GIVEN = ["report.txt", "--published", "2020-03-10", "--process", "kabul.yaml", "--by", "ana"]
Run = Callable[..., str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report, a process file and a register."""
    monkeypatch.chdir(tmp_path)
    for name in ("TRUCEWATCH_BY", "TRUCEWATCH_REGISTER", "TRUCEWATCH_KEY"):
        monkeypatch.delenv(name, raising=False)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    Path("kabul.yaml").write_text(PROCESS, encoding="utf-8")
    assert status(["register", "init", "--by", "ana", "--capital", "Kabul"]) == 0
    return tmp_path


@pytest.fixture
def run(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a review that must do, with these answers; return what it prints."""
    capsys.readouterr()

    def go(*tokens: str, answers: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers.encode())))
        assert status(["review", *GIVEN, *tokens]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return go


def listed(run: Run) -> dict[int, str]:
    told = json.loads(run("--list", "--format", "json"))
    return {one["number"]: one["state"] for one in told["proposals"]}


def number_of(run: Run, what: str) -> int:
    """Return the number of the first proposal that becomes this."""
    told = json.loads(run("--list", "--format", "json"))["proposals"]
    return int(next(one["number"] for one in told if one.get("what") == what))


def test_what_is_accepted_all_at_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    dry = run("--accept", "all", "--dry-run")
    assert "would be written down" in dry
    assert "- id: prisoners-released-" in dry
    assert not Path("report.txt.review.jsonl").exists()
    assert Path("kabul.yaml").read_text(encoding="utf-8") == PROCESS
    told = run("--accept", "all")
    assert "allegation (suicide-attack)" in told
    assert "look at: " in told
    assert "ALERT: a capital was attacked (news-" in told
    assert status(["check", "kabul.yaml"]) == 0
    assert status(["status", "kabul.yaml", "--as-of", "2020-03-10"]) == 0
    assert status(["register", "list", "allegation"]) == 0
    assert "suicide-attack  Kabul" in capsys.readouterr().out
    for line in run("--list").splitlines()[1:]:
        assert "entered" not in line or "  id  " not in line
    before = Path("kabul.yaml").read_bytes()
    assert "nothing is new" in run("--accept", "all")
    assert "nothing is new" in run("--accept", "all", "--decisions", "other.jsonl")
    assert Path("kabul.yaml").read_bytes() == before
    assert status(["register", "list", "allegation"]) == 0
    assert "1 in all" in capsys.readouterr().out


def test_all_at_once_as_json(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run("--accept", "all", "--format", "json"))
    assert {one["room"] for one in told["entered"]} == {"register", "process file"}
    assert told["alerts"][0]["text"] == "a capital was attacked"
    assert told["decisions"] == "report.txt.review.jsonl"
    assert all(one["why"] for one in told["left"])
    assert "would" not in json.dumps(told)
    dry = json.loads(run("--accept", "1", "--format", "json", "--dry-run"))
    assert (dry["entered"], dry["decisions"]) == ([], None)


def test_a_review_that_was_stopped_goes_on(run: Run) -> None:
    attack = number_of(run, "allegation")
    steps = "n\n" * (attack - 1)
    told = run(answers=f"{steps}e killed=13\ne on=report\na\nq\n")
    assert f"Proposal {attack} of " in told
    assert "killed: 12 -> 13" in told
    assert "-> 2020-03-10" in told
    assert "a suicide attack in Kabul" in told
    assert "written down\n" in told
    assert listed(run)[attack] == "entered"
    assert "news-" not in Path("kabul.yaml").read_text(encoding="utf-8")
    rest = len(listed(run)) - 1
    told = run(answers="r told twice\n" * rest)
    assert "That was the last one." in told
    assert set(listed(run).values()) == {"entered", "rejected"}
    told = run(answers="")
    assert f"{rest + 1}, of which 0 are open" in told
    assert "nothing is new" in told


def test_what_is_needed_is_asked_for(run: Run) -> None:
    Path("report.txt").write_text("Gunmen opened fire and killed two soldiers.", encoding="utf-8")
    attack = number_of(run, "allegation")
    skip = "n\n" * (attack - 1)
    told = run(answers=f"{skip}a\n\na\nKabul\n")
    assert told.count("Where it happened is not told; --country says") == 2
    assert "place (where; empty to go back): " in told
    assert "place: none -> Kabul" in told
    assert "allegation (small-arms-fire)" in told


def test_a_bad_edit_is_refused_and_asked_again(run: Run) -> None:
    told = run(
        answers="e\n?\nkiled=3\nkilled=many\nkilled=14\nplace=Herat\nundo\nnote=seen\n\n"
        "e on=soon\nx\n?\nc\nb\n\nn\nb\ne note=seen\ns\nb\ns\nq\n"
    )
    assert "there is no field 'kiled'; did you mean killed?" in told
    assert "killed: 'many' cannot be used; write 12, 10-12, 12+ or none" in told
    assert "as it was read" in told
    assert "on: 'soon' cannot be used; write YYYY" in told
    assert "'x' is no answer; ? tells them" in told
    assert "this is the first one" in told
    assert "what was edited in proposal 1 is not kept; a or s keeps it" in told
    assert "  Twelve people were killed in a suicide attack in Kabul on Monday.\n" in told
    assert "edited   " in told
    assert "later (ana, " in told
    assert "nothing is new" in told
    kept = json.loads(Path("report.txt.review.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert kept["changes"] == {"note": "seen"}


def test_keys_that_decide_nothing(run: Run) -> None:
    states = listed(run)
    told = run(answers="r\n\nr\nof another war\n" + "n\n" * len(states))
    assert told.count("why (empty to go back): ") == 2
    assert sorted(set(listed(run).values())) == ["open", "rejected"]
    run("--accept", "all")
    entered = next(n for n, state in listed(run).items() if state == "entered")
    told = run(answers="b\n" * len(states) + "n\n")
    assert f"Proposal {entered} of" in told
    back = "b\n" * (max(listed(run)) - entered)
    told = run(answers=f"{back}a\ne killed=1\nr no\n")
    assert "is written down already; correct it where it stands" in told or "nothing is new" in told


def test_what_has_no_place_is_said_when_it_is_accepted(run: Run) -> None:
    text = "If the talks succeed, the United States will withdraw its troops."
    Path("report.txt").write_text(text, encoding="utf-8")
    told = run(answers="a\n" * 9)
    assert "has no place: a condition has no entry of its own" in told


def test_without_a_register_or_a_process_file_it_waits(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("trucewatch-register").rename("mine")
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\na\n" * 5)))
    given = ["review", "report.txt", "--published", "2020-03-10", "--by", "ana"]
    assert status(given) == 0
    told = capsys.readouterr().out
    assert "register      none is named" in told
    assert "accepted; it waits until a register is named" in told
    assert "waits: no register is named" in told
    assert "waits: no process file is named" in told
    assert status([*given, "--register", "mine", "--process", "kabul.yaml"]) == 0
    assert "allegation (suicide-attack)" in capsys.readouterr().out


def test_names_and_json_of_the_dialogue(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(run("--format", "json", "--source", "https://example.org/a", answers="q\n"))
    assert told["entered"] == []
    table = run("--list")
    assert "allegation (suicide-attack)" in table


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["-"], "a report under review is a file; save it"),
        (["none.txt"], "none.txt: cannot be read: No such file"),
        (["report.txt"], "no day of publication is known"),
        (["report.txt", "--published", "2020-03-10"], "it is not said who writes; give --by"),
        ([*GIVEN, "--accept", "99"], "'99' is not within the proposals 1 to"),
        ([*GIVEN, "--accept", "some"], "'some' names no proposals; write all, or 1,3-5"),
        ([*GIVEN, "--register", "none"], "none: there is no register here"),
        ([*GIVEN, "--earliest", "soon"], "'soon' is not a date"),
        ([*GIVEN, "--zone", "Kabul"], "unknown time zone 'Kabul'"),
        ([*GIVEN[:4], "broken.yaml", "--by", "ana"], "broken.yaml, line 1: zone is missing"),
        ([*GIVEN[:4], "none.yaml", "--by", "ana"], "none.yaml: there is no such file"),
        ([*GIVEN, "--decisions", "kabul.yaml"], "kabul.yaml, line 1: is no line of decisions"),
    ],
)
def test_a_mistake_is_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], tokens: list[str], said: str
) -> None:
    Path("broken.yaml").write_text("id: a\nname: b\n", encoding="utf-8")
    capsys.readouterr()
    assert status(["review", *tokens]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert Path("kabul.yaml").read_text(encoding="utf-8") == PROCESS


def on_a_terminal(answers: bytes, *tokens: str) -> bytes:
    """Run a review on a pseudo-terminal; return all that it shows."""
    main, side = pty.openpty()
    command = [TRUCEWATCH, "review", *GIVEN, *tokens]
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=subprocess.STDOUT) as process:
        os.close(side)
        shown = b""
        for answer in [b"", *answers.splitlines(keepends=True)]:
            os.write(main, answer)
            until = time.monotonic() + 60
            seen = len(shown)
            while not shown[seen:].rstrip(b"\r\n").endswith((b"> ", b"back): ")):
                try:
                    piece = os.read(main, 65536)
                except OSError:  # the other side is closed
                    piece = b""
                if not piece or time.monotonic() > until:
                    break
                shown += piece
    os.close(main)
    assert process.returncode == 0, shown
    return shown


def test_on_a_terminal(desk: Path) -> None:
    shown = on_a_terminal("e place=Gardēz \x07\nr über\nq\n".encode())
    assert b"\x1b[1;33m" in shown
    assert b"place: " in shown
    kept = Path("report.txt.review.jsonl").read_text(encoding="utf-8")
    assert '"reason": "über"' in kept
    assert '"place": "Gardēz"' in kept


def test_a_review_that_is_killed_loses_no_decision(desk: Path) -> None:
    command = [TRUCEWATCH, "review", *GIVEN]
    kept = Path("report.txt.review.jsonl")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"e killed=13\na\n")
        process.stdin.flush()
        until = time.monotonic() + 60
        while not (kept.exists() and kept.read_bytes().endswith(b"\n")):
            assert time.monotonic() < until
            time.sleep(0.02)
        process.kill()
    assert Path("kabul.yaml").read_text(encoding="utf-8") == PROCESS
    again = subprocess.run(command, input=b"q\n", capture_output=True, check=True)
    assert b"Proposal 2 of" in again.stdout
    assert b"1  register  an allegation (suicide-attack)" in again.stdout


def test_bytes_that_are_no_letters_and_the_end_of_the_answers(desk: Path) -> None:
    command = [TRUCEWATCH, "review", *GIVEN]
    done = subprocess.run(command, input=b"r \xff\xfe\ne", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"decisions are kept in" in done.stdout


def test_a_full_disk_leaves_the_process_file_alone(desk: Path) -> None:
    before = Path("kabul.yaml").read_bytes()
    big = before + b"# " + b"x" * 60_000 + b"\n"
    Path("kabul.yaml").write_bytes(big)
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
        "from trucewatch.cli.main import run; run(sys.argv[1:])"
    )
    given = ["report.txt", "--published", "2020-03-10", "--by", "ana", "--process", "kabul.yaml"]
    command = [sys.executable, "-c", limited, "review", *given, "--accept", "all"]
    only = Path("trucewatch-register").rename("away")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stdout
    assert "kabul.yaml: cannot be written: " in done.stderr
    assert "the file was left as it was" in done.stderr
    assert done.stderr.count("\n") == 1
    assert Path("kabul.yaml").read_bytes() == big
    assert sorted(one.name for one in desk.iterdir()) == [
        "away", "kabul.yaml", "report.txt", "report.txt.review.jsonl"
    ]  # fmt: skip
    only.rename("trucewatch-register")
    assert status(["review", *given, "--accept", "all"]) == 0
    assert Path("kabul.yaml").read_bytes() != big


def test_the_founding_report_from_reading_to_status(
    desk: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Path("founding.txt")
    report.write_bytes((shared / "articles/founding.txt").read_bytes())
    given = ["founding.txt", "--published", "2020-02-21", "--process", "kabul.yaml", "--by", "ana"]
    assert status(["review", *given, "--accept", "all"]) == 0
    assert status(["register", "list", "allegation", "--format", "json"]) == 0
    printed = capsys.readouterr().out
    items = json.loads(printed[printed.index("{\n") :])["items"]
    (attack,) = [one for one in items if one["where.name"] == "Kabul"]
    assert attack["accused"] == "Taliban"
    assert attack["casualties"][0]["killed"] == [12, 12, 12]
    assert status(["check", "kabul.yaml"]) == 0
    assert status(["status", "kabul.yaml", "--as-of", "2020-02-21"]) == 0
    assert "suspended since Sep 2019" in " ".join(capsys.readouterr().out.split())
    text = Path("kabul.yaml").read_text(encoding="utf-8")
    lines = iter(text.splitlines())
    assert all(any(line == other for other in lines) for line in PROCESS.splitlines())
    for act in ("Prisoner Release", "Withdrawal of Troops"):
        assert f"act: {act}" in text
    assert "COVID" not in text
    assert status(["review", *given, "--accept", "all"]) == 0
    assert "nothing is new" in capsys.readouterr().out
    assert Path("kabul.yaml").read_text(encoding="utf-8") == text
    assert status(["register", "verify"]) == 0
