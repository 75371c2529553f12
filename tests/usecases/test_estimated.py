"""Gates that ask the estimate."""

from datetime import date
from pathlib import Path

import pytest

from trucewatch.accord.cases import case_file
from trucewatch.accord.process_file import read_process
from trucewatch.domain.status import GateStatus
from trucewatch.errors import TruceFileError
from trucewatch.usecases.process import status

PROCESS = """
id: asking
name: A process that asks
zone: Asia/Damascus
actors: [{id: one, name: One, kind: state}]
parties: [one]
truces: [{id: february, file: truce.yaml}]
gates:
  - {id: reduced, name: Reduced, when: {estimated: {truce: february, verdict: reduced}}}
  - {id: increased, name: Increased, when: {estimated: {truce: february, verdict: increased}}}
  - {id: half, name: Half, when: {estimated: {truce: february, fall: 0.02}}}
  - {id: most, name: Most, when: {estimated: {truce: february, fall: 0.95}}}
  - {id: some, name: Some, when: {estimated: {truce: february, fall: 0.44}}}
phases: [{id: begun, name: Begun, begins: {day: 2016-01-01}}]
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking")
    truce = case_file("syria-2016").read_text(encoding="utf-8")
    (folder / "truce.yaml").write_text(truce, encoding="utf-8")
    (folder / "process.yaml").write_text(PROCESS, encoding="utf-8")
    return folder / "process.yaml"


def gates(path: Path, as_of: date, *, estimate: bool = True) -> dict[str, GateStatus]:
    return {gate.id: gate for gate in status(path, as_of=as_of, estimate=estimate).gates}


def test_the_estimate_opens_a_gate_and_keeps_another_shut(asking: Path) -> None:
    found = gates(asking, date(2016, 3, 10))
    opened = {name: gate.open for name, gate in found.items()}
    assert opened == {
        "reduced": True,
        "increased": False,
        "half": True,
        "most": False,
        "some": None,
    }
    assert "says reduced, increased is needed" in found["increased"].explanation
    assert "a fall by at least 95 % has a probability of" in found["most"].explanation


def test_nothing_is_asked_unless_somebody_wants_it(asking: Path) -> None:
    found = gates(asking, date(2016, 3, 10), estimate=False)
    assert {gate.open for gate in found.values()} == {None}


def test_before_the_truce_there_is_nothing_to_estimate(asking: Path) -> None:
    found = gates(asking, date(2016, 2, 1))
    assert {gate.open for gate in found.values()} == {None}
    assert "cannot be asked as of this day" in found["reduced"].explanation


def test_where_no_events_are_at_hand_nothing_can_be_told() -> None:
    found = status("doha-2020", as_of="2020-03-05", estimate=True)
    (agreed,) = [gate for gate in found.gates if gate.id == "agreed-fall"]
    assert agreed.open is None
    assert "has no data to say" in agreed.explanation


def test_a_process_in_memory_has_no_truce_file(asking: Path) -> None:
    with pytest.raises(TruceFileError, match="give the process file by its path"):
        status(read_process(asking), as_of="2016-03-10", estimate=True)
