"""The built wheel alone, in an empty environment outside the checkout, runs the shipped cases."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def trucewatch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it, with the locked versions of what it needs."""
    if not UV.exists():
        pytest.skip("needs uv beside the interpreter; make test installs it")
    room = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", room, cwd=ROOT)
    (wheel,) = room.glob("trucewatch-*.whl")
    locked = run(
        UV,
        "export",
        "--quiet",
        "--frozen",
        "--no-dev",
        "--no-emit-project",
        "--no-hashes",
        cwd=ROOT,
    )
    (room / "locked.txt").write_text(locked, encoding="utf-8")
    run(UV, "venv", "--quiet", "--python", sys.executable, "env", cwd=room)
    python = room / "env" / "bin" / "python"
    run(UV, "pip", "install", "--quiet", "--python", python, "--constraint", "locked.txt", wheel,
        cwd=room)  # fmt: skip
    return python.with_name("trucewatch")


def test_syria(trucewatch: Path, tmp_path: Path) -> None:
    out = run(trucewatch, "assess", "syria-2016", "--format", "json", "--out", "out", cwd=tmp_path)
    assert json.loads(out)["observed"] == 40
    assert (tmp_path / "out" / "result.json").read_text(encoding="utf-8") == out
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"chart.png", "chart.svg", "report.html", "daily.csv", "daily.parquet"} < made


def test_doha(trucewatch: Path, tmp_path: Path) -> None:
    answer = json.loads(run(trucewatch, "assess", "doha-2020", "--format", "json", cwd=tmp_path))
    assert answer["verdict"] == "no data"
    assert answer["reported"]["comparisons"]


def test_the_cases_are_listed(trucewatch: Path, tmp_path: Path) -> None:
    assert "syria-2016" in run(trucewatch, "cases", cwd=tmp_path)


def test_a_register(trucewatch: Path, tmp_path: Path) -> None:
    """Its migrations, its ladder and its kinds are in the wheel."""
    run(trucewatch, "register", "init", "--by", "ana", cwd=tmp_path)
    told = json.loads(run(trucewatch, "register", "verify", "--format", "json", cwd=tmp_path))
    assert (told["stands"], told["entries"]) == (True, 1)
    refused = subprocess.run(
        [trucewatch, "register", "add", "allegation", "--by", "ana", "--set", "kind=rumour"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "the kinds are small-arms-fire" in refused.stderr or "is missing" in refused.stderr
    assert refused.returncode == 2
