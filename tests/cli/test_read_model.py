"""The command with a model, as a person meets it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.usecases.model_reports import GOOD, TEXT
from tests.usecases.model_server import Call, Server, saying, server
from trucewatch.cli.main import status

KEY = "sk-very-secret-1234"
TRUCEWATCH = str(Path(sys.executable).with_name("trucewatch"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def options(there: Server, name: str = "m-1") -> list[str]:
    return ["--published", "2020-02-21", "--model", name, "--endpoint", there.url]


def test_records_of_both_origins(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    with server(saying(GOOD)) as there:
        assert status(["read", str(report), *options(there), "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert {r["origin"] for r in json.loads(printed.out)["records"]} == {"rules", "model m-1"}
    assert printed.err == ""


def test_a_model_that_fails_is_told_and_the_rules_answer(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    with server(lambda call: call.send(404, {"error": {"message": "no model m-1"}})) as there:
        assert status(["read", str(report), *options(there)]) == 0
    printed = capsys.readouterr()
    said = f"model m-1 gave no answer: {there.url}: answered 404: no model m-1"
    assert printed.err == f"trucewatch: {said}\n"
    assert "Proposed (" in printed.out
    assert said in " ".join(printed.out.split())


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_a_key_is_printed_nowhere(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    report: Path,
    format: str,
) -> None:
    monkeypatch.setenv("MODEL_KEY", KEY)

    def behave(call: Call) -> None:
        assert call.headers["Authorization"] == f"Bearer {KEY}"
        if "fine" in call.asked["model"]:
            call.say({"records": [GOOD | {"quote": f"the key is {KEY}"}]})
        else:
            call.send(401, {"error": {"message": f"wrong key {KEY}"}})

    out = str(report.parent / "out.parquet")
    with server(behave) as there:
        for name in ("fine", "bad"):
            asked = [*options(there, name), "--key-variable", "MODEL_KEY"]
            assert status(["read", str(report), *asked, "--format", format]) == 0
            assert status(["read", "--batch", str(report.parent), "--out", out, *asked]) == 0
            assert KEY.encode() not in Path(out).read_bytes()
    printed = capsys.readouterr()
    assert "[key]" in printed.out + printed.err
    assert KEY not in printed.out + printed.err


def test_a_batch(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    out = report.parent / "out.parquet"
    asked = ["read", "--batch", str(report.parent), "--out", str(out)]
    with server(saying(GOOD)) as there:
        assert status([*asked, *options(there)]) == 0
    assert capsys.readouterr().out.endswith(" records from 1 files\n")
    with server(lambda call: call.say("no")) as there:
        assert status([*asked, *options(there)]) == 0
    said = " from 1 files, 1 without an answer of the model (see column notes)\n"
    assert capsys.readouterr().out.endswith(said)


HERE = ["--endpoint", "http://127.0.0.1:9/v1"]


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (["--model", "m"], "--endpoint is missing; give --model NAME --endpoint URL"),
        (HERE, "--model is missing; give --model NAME --endpoint URL"),
        (["--timeout", "5"], "no model is named"),
        (["--allow-http"], "no model is named"),
        (["--key-variable", "X"], "no model is named"),
        (["--model", "m", *HERE, "--key-variable", "NOT_SET"], "NOT_SET holds no key"),
        (["--model", "m", *HERE, "--timeout", "0"], "0 is no time to wait"),
        (["--model", "", *HERE], "the model has no name"),
        (["--model", "m", "--endpoint", "http://example.org/v1"], "in the clear; use https"),
        (["--model", "m", "--endpoint", "example.org"], "the address of the model is none"),
    ],
)
def test_mistakes(
    capsys: pytest.CaptureFixture[str], report: Path, tokens: list[str], said: str
) -> None:
    assert status(["read", str(report), *tokens]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_a_person_can_stop_it(report: Path) -> None:
    """Control-C while a model is silent: one line, and no wait for the answer."""
    with server(lambda call: call.server.over.wait(30)) as there:
        command = [TRUCEWATCH, "read", str(report), *options(there)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert there.asked.wait(20)
            os.kill(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert (out, err.count(b"\n")) == (b"", 1)
