import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trucewatch.datasets.truce_table import read_truce_table
from trucewatch.domain.assessment import Measure
from trucewatch.domain.sweep import Sweep
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import QuestionError, StoreError
from trucewatch.usecases.assess import assess
from trucewatch.usecases.sweep import ASKING, JOURNAL, READING, sweep

from .sweeps import BOTH, BROKEN, EARLY, FAILED, FIRST, HELD, LATE, ROWS, UNKNOWN, ged, table

RELEASE = {"release": "26.1"}


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ged(tmp_path_factory.mktemp("events") / "ged.csv")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return table(tmp_path_factory.mktemp("truces") / "truces.csv", *ROWS)


@pytest.fixture(scope="module")
def found(events: Path, given: Path, tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    out = tmp_path_factory.mktemp("out")
    return sweep(given, events=events, out=out, measures=("events", "deaths"), jobs=1, **RELEASE)


def test_every_row_stands_for_every_measure_in_the_order_of_the_table(found: Sweep) -> None:
    assert [(one.id, one.measure) for one in found.truces] == [
        (row["id"], measure) for row in ROWS for measure in (Measure.EVENTS, Measure.DEATHS)
    ]


def test_a_truce_that_held_is_told_from_one_that_did_not(found: Sweep) -> None:
    by_id = {one.id: one for one in found.truces if one.measure is Measure.EVENTS}
    assert by_id["held"].verdict is Verdict.REDUCED
    assert by_id["failed"].verdict is Verdict.UNDETERMINED
    assert "at least 10 are needed" in (by_id["still"].reason or "")
    assert found.count(Measure.EVENTS, Verdict.REDUCED) == 1


def test_what_cannot_be_asked_is_kept_with_the_reason(found: Sweep, given: Path) -> None:
    refused = {one.id: one.reason for one in found.truces if one.refused}
    assert refused == {
        "unknown": "no event has the country 'Modeland'; did you mean 'Modelland'?",
        "late": "there is no event of the selection in the years around it; the record covers "
        "1989-01-01 to 2025-12-31",
        "broken": f"{given}, line 9: start: '1 June' is not a date; write it as YYYY-MM-DD",
    }
    assert found.refused(Measure.DEATHS) == 3


def test_a_truce_beyond_the_record_is_told_all_days_of_it(events: Path, tmp_path: Path) -> None:
    beyond = table(tmp_path / "truces.csv", FAILED | {"start": "2026-03-01"})
    (found,) = sweep(beyond, events=events, out=tmp_path / "out", jobs=1, **RELEASE).truces
    assert "is not within the data, which cover 1989-01-01 to 2025-12-31" in str(found.reason)


def test_a_row_is_what_assess_says(found: Sweep, events: Path, given: Path) -> None:
    """The same numbers, whether one truce is asked about or a thousand."""
    rows = {row.id: row.truce for row in read_truce_table(given).rows}
    for one in found.truces:
        if one.id not in ("held", "both"):
            continue
        truce = rows[one.id]
        assert truce is not None
        alone = assess(truce, events=events, measure=one.measure.value, **RELEASE)  # type: ignore[arg-type]
        assert alone.question.window == one.window
        assert (alone.observed, alone.verdict) == (one.observed, one.verdict)
        assert one.expected is not None
        if (one.id, one.measure) == ("both", Measure.DEATHS):
            # The events of two countries stand in another order, which draws of deaths hang on.
            assert one.expected.median == pytest.approx(alone.expected.median, rel=0.03)
            continue
        assert (alone.expected, alone.probability) == (one.expected, one.probability)
        assert alone.reduction is not None
        assert one.reduction is not None
        assert one.reduction.median == pytest.approx(alone.reduction.median, abs=1e-6)


def test_pooled_are_those_with_a_rate_and_a_baseline(found: Sweep) -> None:
    events, deaths = found.pooled
    assert events.truces == 4
    assert events.overlapping == 2  # "failed" and "both" share days and Otherland
    assert events.reduction is not None
    assert events.prediction is not None
    assert events.prediction.low < events.reduction.low
    assert (deaths.truces, deaths.reduction) == (0, None)


def test_one_truce_is_not_pooled(events: Path, tmp_path: Path) -> None:
    one = table(tmp_path / "t.csv", HELD, BROKEN)
    (pooled,) = sweep(one, events=events, out=tmp_path / "out", **RELEASE).pooled  # type: ignore[arg-type]
    assert pooled.reason == "Only 1 of the truces can be pooled; at least two are needed."


@pytest.mark.slow
def test_the_number_of_jobs_changes_nothing(events: Path, tmp_path: Path) -> None:
    many = table(tmp_path / "t.csv", *_many(20))
    for jobs in (1, 2):
        sweep(many, events=events, out=tmp_path / str(jobs), jobs=jobs, **RELEASE)  # type: ignore[arg-type]
    one, two = ((tmp_path / name / JOURNAL).read_bytes() for name in "12")
    assert one == two


def _many(number: int) -> list[dict[str, object]]:
    days = [f"2020-{1 + n % 9:02}-{1 + n % 27:02}" for n in range(number)]
    return [{**HELD, "id": f"t{n}", "start": day} for n, day in enumerate(days)]


@pytest.mark.slow
def test_a_killed_sweep_goes_on_and_ends_the_same(events: Path, tmp_path: Path) -> None:
    many = table(tmp_path / "t.csv", *_many(80))
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    undisturbed = sweep(many, events=events, out=whole, jobs=2, **RELEASE)  # type: ignore[arg-type]
    code = (
        "import sys; from trucewatch.usecases.sweep import sweep\n"
        "sweep(sys.argv[1], events=sys.argv[2], out=sys.argv[3], release='26.1', jobs=2)"
    )
    run = subprocess.Popen(  # a session of its own, so that its workers die with it
        [sys.executable, "-c", code, many, events, killed], start_new_session=True
    )
    journal = killed / JOURNAL
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 4):
        assert time.monotonic() < deadline
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    kept = journal.read_bytes()
    assert 4 < kept.count(b"\n") < 81
    journal.write_bytes(kept + b'{"id": "half a li')
    again = sweep(many, events=events, out=killed, jobs=2, **RELEASE)  # type: ignore[arg-type]
    assert again.resumed >= kept.count(b"\n") - 1 > 0
    assert again.truces == undisturbed.truces
    assert journal.read_bytes() == (whole / JOURNAL).read_bytes()


def test_what_is_finished_is_not_done_again(events: Path, given: Path, tmp_path: Path) -> None:
    first = sweep(given, events=events, out=tmp_path, **RELEASE)  # type: ignore[arg-type]
    second = sweep(given, events=events, out=tmp_path, **RELEASE)  # type: ignore[arg-type]
    assert (first.resumed, second.resumed) == (0, len(ROWS))
    assert first.truces == second.truces
    fresh = sweep(given, events=events, out=tmp_path, fresh=True, **RELEASE)  # type: ignore[arg-type]
    assert fresh.resumed == 0


@pytest.mark.parametrize(
    "changed", [{"seed": 1}, {"level": 0.8}, {"measures": ("deaths",)}, {"trust_zeros": True}]
)
def test_results_of_another_question_are_not_mixed(
    changed: dict[str, object], events: Path, tmp_path: Path
) -> None:
    one = table(tmp_path / "t.csv", UNKNOWN)
    sweep(one, events=events, out=tmp_path / "out", **RELEASE)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="is about other truces, events or options"):
        sweep(one, events=events, out=tmp_path / "out", **RELEASE, **changed)  # type: ignore[arg-type]


def test_progress_tells_of_reading_and_of_asking(events: Path, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    two = table(tmp_path / "t.csv", UNKNOWN, LATE)
    sweep(
        two, events=events, out=tmp_path / "out", progress=lambda *what: told.append(what),
        **RELEASE,  # type: ignore[arg-type]
    )  # fmt: skip
    assert told[0] == (0.0, READING)
    assert [done for done, what in told if what == ASKING] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        ({"measures": ()}, "no measure was named; give at least one, such as events"),
        ({"measures": ("shots",)}, "'shots'"),
        ({"jobs": 0}, "0 jobs; give 1 to 1024"),
        ({"level": 1.0}, "1.0"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    odd: dict[str, object], message: str, events: Path, tmp_path: Path
) -> None:
    one = table(tmp_path / "t.csv", HELD)
    with pytest.raises(QuestionError, match=message):
        sweep(one, events=events, out=tmp_path / "out", **RELEASE, **odd)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_a_source_that_fell_silent_gives_no_data(tmp_path: Path) -> None:
    after = HELD | {"start": FIRST.replace(year=2021), "days": 30}
    (late, early) = sweep(
        table(tmp_path / "t.csv", after, EARLY),
        events=ged(tmp_path / "ged.csv"),
        out=tmp_path / "out",
        **RELEASE,  # type: ignore[arg-type]
    ).truces
    assert late.verdict is Verdict.NO_DATA
    assert late.reason
    assert early.verdict is not Verdict.NO_DATA


def test_lines_are_plain_json(events: Path, tmp_path: Path) -> None:
    sweep(table(tmp_path / "t.csv", BOTH, FAILED), events=events, out=tmp_path, **RELEASE)  # type: ignore[arg-type]
    head, *lines = (tmp_path / JOURNAL).read_text(encoding="utf-8").splitlines()
    assert json.loads(head)["trucewatch"] == "sweep"
    assert [json.loads(line)["id"] for line in lines] == ["both", "failed"]
