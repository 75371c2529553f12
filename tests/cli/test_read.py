"""The command as a person meets it."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from trucewatch.cli.main import status

TRUCE = "A truce is set to begin at midnight on Friday, the two sides said."
TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TRUCE, encoding="utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *tokens: str) -> str:
    assert status(["read", *tokens]) == 0
    return capsys.readouterr().out


def test_the_three_formats(capsys: pytest.CaptureFixture[str], report: str) -> None:
    given = [report, "--published", "2020-02-21", "--zone", "Asia/Kabul"]
    assert "midnight on Friday: 2020-02-22T00:00+04:30" in run(capsys, *given)
    made = json.loads(run(capsys, *given, "--format", "json"))
    assert made["dates"][0]["start"] == "2020-02-22T00:00+04:30"
    assert run(capsys, *given, "--format", "html").startswith("<!DOCTYPE html>")


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRUCE.encode())))
    assert "midnight on Friday: unresolved" in run(capsys, "-")


def test_a_batch(capsys: pytest.CaptureFixture[str], report: str) -> None:
    folder = Path(report).parent
    out = folder / "out.parquet"
    assert (
        run(capsys, "--batch", str(folder), "--out", str(out)) == f"{out}: 2 records from 1 files\n"
    )
    (folder / "bad.txt").write_bytes(b"\0")
    printed = run(capsys, "--batch", str(folder), "--out", str(out))
    assert printed.endswith("from 2 files, 1 could not be read (see column error)\n")


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ([], "no report is named; name a file, or - for standard input"),
        (["missing.txt"], "missing.txt: cannot be read: No such file or directory"),
        (["x.txt", "--out", "y"], "--out is of a batch"),
        (["--batch", "."], "a batch takes a folder and a file to write"),
        (["x.txt", "--batch", ".", "--out", "y"], "a batch takes a folder and a file to write"),
        (["-", "--published", "soon"], "'soon' is not a date"),
    ],
)
def test_mistakes(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tokens: list[str],
    said: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRUCE.encode())))
    assert status(["read", *tokens]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_colours_only_on_a_terminal(report: str) -> None:
    command = [TRUCEWATCH, "read", report, "--published", "2020-02-21"]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in piped
    main, side = pty.openpty()
    with subprocess.Popen(command, stdout=side, stderr=subprocess.DEVNULL) as process:
        os.close(side)
        shown = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(main)
    assert process.returncode == 0
    assert b"\x1b[36mmidnight on Friday\x1b[0m" in shown


def test_endless_standard_input_is_refused_and_not_waited_for() -> None:
    """A report that never ends is refused after the ten megabytes that are read at most."""
    endless = subprocess.Popen(["/usr/bin/yes", "The truce held."], stdout=subprocess.PIPE)
    command = [TRUCEWATCH, "read", "-"]
    done = subprocess.run(
        command, stdin=endless.stdout, capture_output=True, text=True, timeout=60, check=False
    )
    endless.kill()
    endless.communicate()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("trucewatch: report: has at least 10,000,001 bytes")
