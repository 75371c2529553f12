"""Gaza, November 2023: the ministry could not report while the pause held; that is no peace.

Data: shared/data/gaza, daily bulletins of the health ministry; what is counted is by how much the
running total of those killed grew from one bulletin to the next.
"""

import json
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.usecases.truces import tally, truce
from trucewatch.days import zone
from trucewatch.domain.assessment import Assessment
from trucewatch.domain.verdict import Verdict
from trucewatch.places import Place
from trucewatch.usecases.assess import assess

ZONE = zone("Asia/Gaza")
LAST = date(2023, 12, 31)


@pytest.fixture(scope="module")
def bulletins(shared: Path) -> list[dict[str, object]]:
    file = shared / "data" / "gaza" / "casualties_daily.json"
    rows: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return [row for row in rows if str(row["report_date"]) <= LAST.isoformat()]


def ask(
    bulletins: list[dict[str, object]], path: Path, start: datetime, days: int, *, trust: bool
) -> Assessment:
    totals = np.array([row["ext_killed_cum"] for row in bulletins], dtype=int)
    first = date.fromisoformat(str(bulletins[0]["report_date"]))
    events = tally(path / "tally.csv", np.diff(totals, prepend=0).tolist(), first=first)
    case = truce(start=start, first_days=days, place=Place("Palestine"), washout_days=0)
    return assess(case, events=events, trust_zeros=trust)


def test_the_days_on_which_nobody_could_count_are_no_data(
    bulletins: list[dict[str, object]], tmp_path: Path
) -> None:
    start = datetime(2023, 11, 24, 7, tzinfo=ZONE)
    found = ask(bulletins, tmp_path, start, 6, trust=False)
    assert found.verdict is Verdict.NO_DATA
    assert (found.observed, found.expected, found.reduction) == (None, None, None)
    assert "silence is not peace" in found.text
    assert any(found.question.window.start in one.span for one in found.blind)


def test_whoever_says_that_the_zeros_are_true_is_believed(
    bulletins: list[dict[str, object]], tmp_path: Path
) -> None:
    start = datetime(2023, 11, 24, 7, tzinfo=ZONE)
    found = ask(bulletins, tmp_path, start, 6, trust=True)
    assert found.verdict is Verdict.REDUCED
    assert found.made_by.command.endswith("--trust-zeros")


def test_after_the_blind_days_it_is_counted_again(
    bulletins: list[dict[str, object]], tmp_path: Path
) -> None:
    found = ask(bulletins, tmp_path, datetime(2023, 12, 8, tzinfo=ZONE), 14, trust=False)
    assert found.verdict is not Verdict.NO_DATA
    assert found.blind  # in the baseline, which leaves them out
