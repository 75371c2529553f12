"""Many rows at once: each new one once, and a bad one stops no other."""

from typing import Any

import pytest

from tests.register_stores import NOW
from tests.usecases.registers import SHELLS
from trucewatch.domain.entry import EntryKind
from trucewatch.errors import RegisterError
from trucewatch.register.place import Register
from trucewatch.usecases import register_adding as adding
from trucewatch.usecases.register_custody import verify_register

EFFORT = {
    "place": "Chorah", "means": "camera", "start": "2020-02-22T00:00Z", "end": "2020-02-23T00:00Z",
}  # fmt: skip


def rows() -> list[tuple[int, dict[str, Any]]]:
    told: list[tuple[int, dict[str, Any]]] = [
        (n, {**SHELLS, "text": f"Shell number {n}."}) for n in range(1, 8)
    ]
    told[2] = (3, {**SHELLS, "kind": "rumour"})
    told[4] = (5, {**SHELLS, "text": "Shell number 1."})
    told[5] = (6, {**SHELLS, "id": "own-1"})
    told[6] = (7, {**SHELLS, "id": "own-1", "text": "Another."})
    return told


def test_rows_are_taken_in_once(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "AT_ONCE", 4)
    told: list[float] = []
    kind = EntryKind.ALLEGATION_ADDED
    taken = adding.add_rows(
        register, kind, rows(), by="ana", now=NOW, total=7, progress=lambda s, _: told.append(s)
    )
    assert (taken.added, taken.repeated) == (4, 1)
    assert [(bad.row, bad.reason.split(";")[0]) for bad in taken.rejected] == [
        (3, "row 3: kind: 'rumour' is no kind"),
        (7, "row 7: the id own-1 is given twice"),
    ]
    assert told == [4 / 7, 1.0]
    again = adding.add_rows(register, kind, rows(), by="ana", now=NOW)
    assert (again.added, again.repeated, len(again.rejected)) == (0, 5, 2)
    assert verify_register(register).entries == 5


def test_records_are_taken_in_too(register: Register) -> None:
    kind = EntryKind.EFFORT_OBSERVED
    told = [(1, EFFORT), (2, {**EFFORT, "hours": "many"}), (3, {**EFFORT, "means": "drone"})]
    taken = adding.add_rows(register, kind, told, by="ana", now=NOW)
    assert (taken.added, len(taken.rejected)) == (2, 1)
    assert adding.add_rows(register, kind, told, by="ana", now=NOW).added == 0
    with pytest.raises(RegisterError, match="bo has no role"):
        adding.add_rows(register, kind, told, by="bo", now=NOW)
