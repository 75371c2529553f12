"""The day of signing in the shipped process, against the PA-X database of peace agreements.

Bell, Christine and Sanja Badanjak (2019), Introducing PA-X: a new peace agreement database and
dataset, Journal of Peace Research 56(3): 452-466.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from trucewatch.accord.cases import find_process

AGREEMENTS = {"2271": "signing", "2272": "joint-declaration"}
"""Numbers of PA-X, and the steps of doha-2020 that they are."""


@pytest.mark.parametrize(("number", "name"), AGREEMENTS.items())
def test_doha_was_signed_on_the_day_that_pax_has(shared: Path, number: str, name: str) -> None:
    path = shared / "data" / "pax" / "pax_v10_short.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["AgtId"] == number]
    signed = datetime.strptime(row["Dat"], "%d/%m/%Y").date()
    process, _ = find_process("doha-2020")
    (step,) = [step for step in process.steps if step.id == name]
    assert step.done is not None
    assert (step.done.on.first, step.done.on.last) == (signed, signed)
