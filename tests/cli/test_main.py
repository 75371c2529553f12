"""The command line as a person meets it: one line and status 2 for every mistake."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import trucewatch
from ged_rows import rows, write_csv
from trucewatch.accord.cases import case_file, shipped_daily
from trucewatch.cli import main
from trucewatch.cli.main import COMMANDS, status
from trucewatch.usecases import assess as usecase
from trucewatch.usecases.collect import collect

TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))
TABULATE = ["--country", "Modelland", "--start", "2020-03-01", "--end", "2020-04-01"]


@pytest.fixture
def truce_file(tmp_path: Path) -> Callable[[str, str], str]:
    """Write the Syrian truce file with one change."""

    def change(old: str, new: str) -> str:
        text = case_file("syria-2016").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "truce.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return str(path)

    return change


@pytest.fixture
def mistake(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Run a command that must fail as a mistake, the first time too; return its one line."""
    monkeypatch.setattr(usecase, "compiles_first", lambda: True)

    def run(*tokens: str) -> str:
        assert status(list(tokens)) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith("trucewatch: ")
        assert printed.err.count("\n") == 1
        return printed.err

    return run


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["asess"], 'Unknown command "asess". Did you mean "assess"?'),
        (["assess"], "CASE requires an argument"),
        (["assess", "syria-2016", "x"], "Unused Tokens"),
        (["assess", "syria-2016", "--evnts", "x"], "Did you mean --events?"),
        (["assess", "syria-2016", "--level", "high"], 'unable to convert "high" into float'),
        (["assess", "syria-2016", "--level", "90"], "the level is 90.0; give one between 0 and 1"),
        (
            ["assess", "syria-2016", "--measure", "wounded"],
            'Choose from: "events", "lethal-events", "deaths"',
        ),
        (["assess", "syria-2016", "--format", "xml"], 'Choose from: "text", "json"'),
        (["assess", "syria-2016", "--seed", "-1"], "the seed is -1; give 0 to"),
        (["assess", "doha-2020", "--seed", "-1"], "the seed is -1"),
        (["assess", "syria-2016", "--days", "1.5"], "for --days: '1.5' is not a whole number"),
        (["assess", "syria-2016", "--washout", "few"], "for --washout: 'few' is not a whole"),
        (["assess", "syria-2016", "--seed", "1e3"], "for --seed: '1e3' is not a whole number"),
        (["assess", "syria-2061"], "did you mean syria-2016?"),
        (["assess", "no.yaml"], "no.yaml: there is no such file"),
        (["assess", "syria-2016", "--events", "no.csv"], "no.csv: there is no such file"),
        (["assess", "syria-2016", "--as-of", "2016-02-30"], "as-of: '2016-02-30' is not a date"),
        (
            ["assess", "syria-2016", "--as-of", "2016-02-26"],
            "on 2016-02-26 the truce had not begun",
        ),
        (["assess", "syria-2016", "--washout", "30"], "at least 28 are needed; bring data from"),
        (
            ["assess", "syria-2016", "--days", "900"],
            "is not within the data, which cover 2016-01-01",
        ),
        (["tabulate", "no.csv", "--country", "x"], "--start requires an argument"),
        (["collect", "acled", "x.csv"], "no such data set: acled"),
        (["issues", "--store", "nowhere"], "nowhere"),
    ],
)
def test_a_mistake_is_one_line(mistake: Callable[..., str], tokens: list[str], said: str) -> None:
    assert said in mistake(*tokens)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Asia/Damascus", "Asia/Damaskus", "line 5: zone: unknown time zone 'Asia/Damaskus'"),
        ("2016-02-27 00:00", "2016-02-30 00:00", "line 6: start"),
        ("first_days: 7", "end: 2016-01-01 00:00\nfirst_days: 7", "is not after the start"),
        ("first_days", "frist_days", "did you mean first_days?"),
        (
            "2016-02-27 00:00",
            "2019-02-27 00:00",
            "the window 2019-02-27 to 2019-03-05 is not within",
        ),
        (
            "Syrian insurgents]\nho",
            "Syrian insurgent]\nho",
            "did you mean 'Government of Syria - S",
        ),
    ],
)
def test_a_mistake_in_a_truce_file_is_one_line(
    mistake: Callable[..., str],
    truce_file: Callable[[str, str], str],
    old: str,
    new: str,
    said: str,
) -> None:
    assert said in mistake("assess", truce_file(old, new))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "is none of the files that can be read"),
        (b"day,number\n1,2\n", "its columns are 'day', 'number'"),
        (b"event_id_cnty,event_date\nSYR1,2016-01-01\n", "is an ACLED export"),
        (b"PK\x03\x04 and no more", "the zip is damaged or cut short"),
        (b"date,count\n2016-01-01,3\n2016-13-01,4\n", "line 3: date: '2016-13-01' is not a date"),
        (b"date,count\n2016-02-20,3\n", "is not within the data"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(
    mistake: Callable[..., str], tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "events"
    path.write_bytes(content)
    assert said in mistake("assess", "syria-2016", "--events", str(path))


def test_an_empty_selection_is_one_line(
    mistake: Callable[..., str], truce_file: Callable[[str, str], str]
) -> None:
    shipped = str(shipped_daily("syria-2016"))
    file = truce_file(
        "[Government of Syria - Syrian insurgents]\n",
        "[Hawar Kilis Operations Room - IS]\n    admin1: [Latakia Governorate]\n",
    )
    said = mistake("assess", file, "--events", shipped)
    assert f"{shipped}: the selection is empty: it leaves no event at all; check what" in said


def test_the_answer_never_takes_the_place_of_its_events(
    mistake: Callable[..., str], tmp_path: Path
) -> None:
    events = tmp_path / "daily.csv"
    events.write_text("date,count\n2016-02-27,1\n", encoding="utf-8")
    told = ["assess", "syria-2016", "--events", str(events), "--out", str(tmp_path / "a" / "..")]
    assert f"{events} would be overwritten by the answer; name another --out" in mistake(*told)
    assert list(tmp_path.iterdir()) == [events]


@pytest.mark.parametrize("tokens", [["assess", "syria-2016"], ["tabulate", *TABULATE]])
def test_the_broken_export_is_refused_wherever_it_is_read(
    mistake: Callable[..., str], shared: Path, tmp_path: Path, tokens: list[str]
) -> None:
    path = str(shared / "data" / "ged" / "broken_portal_export.csv")
    out = tmp_path / "out.csv"
    events = ["--events", path] if "assess" in tokens else [path]
    said = mistake(*tokens, *events, "--release", "1", "--out", str(out))
    assert "row 1 has 48 fields where the header has 47" in said
    assert not out.exists()


def test_the_broken_export_of_the_portal_is_refused(
    mistake: Callable[..., str], shared: Path, tmp_path: Path
) -> None:
    path = shared / "data" / "ged" / "broken_portal_export.csv"
    said = mistake("collect", "ucdp-ged", str(path), "--store", str(tmp_path / "store"))
    assert "row 1 has 48 fields where the header has 47" in said
    assert not (tmp_path / "store").exists()


def limited(*tokens: str, cwd: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run in a process that may write files of this size at the most, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [TRUCEWATCH, *tokens],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env={**os.environ, "NUMBA_DISABLE_CACHING": "1"},
    )


def test_a_full_disk_leaves_the_earlier_answer(tmp_path: Path) -> None:
    kept = tmp_path / "out" / "result.json"
    kept.parent.mkdir()
    kept.write_text("earlier", encoding="utf-8")
    done = limited("assess", "doha-2020", "--out", "out", cwd=tmp_path, size=30_000)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("trucewatch: out: ")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in kept.parent.iterdir()] == ["result.json"]
    assert kept.read_text(encoding="utf-8") == "earlier"


def test_a_full_disk_leaves_the_earlier_table(tmp_path: Path) -> None:
    events = write_csv(tmp_path / "ged261.csv", rows(20))
    collect("ucdp-ged", events, release="26.1", store=tmp_path / "store")
    told = ["tabulate", "store", *TABULATE, "--out", "daily.csv"]
    shorter = [token.replace("04-01", "03-05") for token in told]
    assert limited(*shorter, cwd=tmp_path, size=10**9).returncode == 0
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.*")}
    done = limited(*told, cwd=tmp_path, size=800)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "trucewatch: daily.csv: cannot be written: File too large; name another --out\n"
    )
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.*")} == before


@pytest.mark.parametrize(
    "told", ["assess syria-2061", "assess syria-2016 --events .", "assess syria-2016 --days x"]
)
def test_a_mistake_is_one_line_in_a_process_of_its_own(told: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [TRUCEWATCH, *told.split()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("trucewatch: ")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def shell(command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {TRUCEWATCH} {command}"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **env},
    )


def test_letters_that_the_output_lacks_are_written_out() -> None:
    done = shell("assess syria-2016", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr in ("", f"trucewatch: {usecase.COMPILING}\n")
    assert r"Ther\xe9se" in done.stdout


def test_a_process_may_be_started_without_output() -> None:
    for command, code in (("cases", 0), ("assess syria-2061", 2)):
        done = shell(f"{command} >&- 2>&-")
        assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    answer = shell("assess doha-2020 --format json 2>&-")
    assert json.loads(answer.stdout)["verdict"] == "no data"


def test_output_that_cannot_be_written_is_a_mistake() -> None:
    done = shell("cases > /dev/full")
    assert done.returncode == 2
    assert done.stderr == "trucewatch: output: No space left on device\n"


def test_an_interruption_is_one_line() -> None:
    code = (
        "import os, signal\n"
        # A shell that runs the tests in the background lets its children ignore interruptions.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from trucewatch.cli import main\n"
        "main.make_app = lambda: lambda _: os.kill(os.getpid(), signal.SIGINT)\n"
        "main.run([])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (main.INTERRUPTED, "")
    assert done.stderr == "trucewatch: interrupted; nothing was left half-written\n"


def test_help_names_every_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert status(["--help"]) == 0
    printed = capsys.readouterr().out
    assert printed == snapshot
    assert [name for name in COMMANDS if f" {name} " not in printed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
    name: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert status([name, "--help"]) == 0
    assert capsys.readouterr().out == snapshot


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from trucewatch.cli.main import status; status(['--help']); "
        "print([m for m in ('numpy', 'duckdb', 'numba', 'pydantic', 'altair') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert status(["--version"]) == 0
    assert capsys.readouterr().out.strip() == trucewatch.__version__


def test_a_reader_who_leaves_early_is_no_error() -> None:
    done = shell("assess doha-2020 | head -n 1")
    assert done.returncode in (0, main.BROKEN_PIPE)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), main.INTERRUPTED, "trucewatch: interrupted; nothing was left half"),
        (OSError(28, "No space left on device"), 2, "trucewatch: output: No space left on device"),
        (OSError("odd"), 2, "trucewatch: output: odd"),
    ],
)
def test_what_comes_from_outside_ends_in_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(_: list[str] | None) -> None:
        raise error

    monkeypatch.setattr(main, "make_app", lambda: fail)
    assert status([]) == code
    assert capsys.readouterr().err.startswith(said)


def test_a_broken_pipe_inside_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from trucewatch.cli import main\n"
        "def fail(_): raise BrokenPipeError\n"
        "main.make_app = lambda: fail\n"
        "main.run([])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (main.BROKEN_PIPE, b"", b"")


def test_run_leaves_with_the_status() -> None:
    with pytest.raises(SystemExit) as left:
        main.run(["--version"])
    assert left.value.code == 0
