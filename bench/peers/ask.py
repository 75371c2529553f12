"""Ask a peer for its draws: in the peers' own environment, through files.

``make bench-peers`` makes that environment from ``requirements.txt``. What a peer answered is kept
in ``bench/results/peers``, with the seconds it took, as long as nothing it was asked with changes.
"""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = Path(os.environ.get("PEERS_PYTHON", ROOT / ".venv-peers" / "bin" / "python"))
KEPT = ROOT / "bench" / "results" / "peers"

FAST = ("local level", "local level of log1p")
SLOW = ("tfcausalimpact", "CausalPy")


def ask(
    name: str, baselines: Sequence[NDArray[np.int64]], kept: Path = KEPT
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a peer's draws of each window's total, (windows, draws), and its seconds."""
    stacked = np.stack(baselines)
    file = kept / f"{_key(name, stacked)}.npz"
    if not file.exists():
        _run(name, stacked, file)
    with np.load(file) as answer:
        return answer["draws"], answer["seconds"]


def _key(name: str, baselines: NDArray[np.int64]) -> str:
    asked = hashlib.sha256(name.encode() + repr(baselines.shape).encode() + baselines.tobytes())
    for part in ("run.py", "requirements.txt"):
        asked.update((HERE / part).read_bytes())
    return f"{name.replace(' ', '-')}-{asked.hexdigest()[:16]}"


def _run(name: str, baselines: NDArray[np.int64], file: Path) -> None:
    if not PYTHON.exists():
        raise SystemExit(f"the peers' environment is not there: {PYTHON}; run: make bench-peers")
    file.parent.mkdir(parents=True, exist_ok=True)
    asked, answer = file.with_suffix(".asked.npz"), file.with_suffix(".part.npz")
    np.savez(asked, baselines=baselines)
    run = subprocess.run([PYTHON, HERE / "run.py", name, asked, answer], check=False)
    if run.returncode:
        raise SystemExit(f"{name} failed with status {run.returncode}; what is done is kept")
    asked.unlink()
    answer.replace(file)
