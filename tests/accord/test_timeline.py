"""A process laid out in time."""

from datetime import date

from trucewatch.accord.index import Index
from trucewatch.accord.status import status_of
from trucewatch.accord.timeline import timeline_of
from trucewatch.domain.timeline import Group, Mark, MarkKind, Timeline

from .process_factory import PROMISED, gate, process, step

PHASES = [
    {"id": "begun", "name": "Begun", "begins": {"day": "2021-01-01"}},
    {"id": "signed", "name": "Signed", "begins": {"done": "signing"}},
]
STEPS = [
    step(
        "signing",
        "agreement",
        done={"on": "2021-03"},
        declared=[{"on": "2021-02-10", "by": ["north"], "says": "will sign"}],
    ),
    step("round", "talks", done={"on": "2021-02-01", "until": "2021-02-05"}),
    step("contacts", "talks", done={"since": "2021-01"}),
    step("halt", "suspension", reason="x", done={"on": "2021-04-01"}),
    step("again", "resumption", reason="x", done={"on": "2021-05-01"}),
    step("end", "collapse", reason="x", done={"on": "2021-06-01"}),
]


def at(day: str) -> Timeline:
    reports = [{"on": f"2021-03-0{n}", "total": str(3 * n + n % 2)} for n in range(2, 8)]
    some = [
        PROMISED | {"id": "late", "done": {"on": "2021-03-20"}},
        PROMISED | {"id": "early", "done": {"on": "2021-03-05"}},
        PROMISED | {"id": "open", "progress": reports},
        PROMISED | {"id": "free", "due": {"after": "talks"}},
    ]
    given = process(
        phases=PHASES,
        steps=[*STEPS, step("talks")],
        commitments=some,
        gates=[gate("way", {"day": "2021-02-15"}), gate("shut", {"done": "talks"})],
    )
    index = Index(given)
    return timeline_of(index, status_of(index, date.fromisoformat(day)))


def marks(timeline: Timeline, name: str) -> tuple[Mark, ...]:
    return next(row.marks for row in timeline.rows if row.id == name)


def test_phases_last_to_the_next_one() -> None:
    found = at("2021-04-15")
    assert marks(found, "begun") == (Mark(MarkKind.PHASE, date(2021, 1, 1), date(2021, 2, 28)),)
    assert marks(found, "signed") == (Mark(MarkKind.PHASE, date(2021, 3, 1), date(2021, 4, 15)),)
    assert [row.note for row in found.rows if row.group is Group.PHASES] == ["", "now", "now"]


def test_what_was_suspended_and_what_collapsed() -> None:
    halts = [(one.first, one.last) for one in marks(at("2021-06-10"), "suspended")]
    assert halts == [
        (date(2021, 4, 1), date(2021, 4, 30)),
        (date(2021, 6, 1), date(2021, 6, 10)),
    ]


def test_steps_with_the_days_they_may_have_been_and_what_lasted() -> None:
    found = at("2021-04-15")
    assert marks(found, "signing") == (
        Mark(MarkKind.DECLARED, date(2021, 2, 10), date(2021, 2, 10)),
        Mark(MarkKind.DONE, date(2021, 3, 1), date(2021, 3, 31)),
    )
    assert marks(found, "round")[0] == Mark(MarkKind.PHASE, date(2021, 2, 1), date(2021, 2, 5))
    assert marks(found, "contacts")[0].last == date(2021, 4, 15)


def test_gates() -> None:
    found = at("2021-04-15")
    assert marks(found, "way") == (Mark(MarkKind.OPENED, date(2021, 2, 15), date(2021, 2, 15)),)
    assert marks(found, "shut") == ()


def test_commitments_with_due_done_and_late() -> None:
    found = at("2021-04-15")
    kinds = {row.id: [mark.kind for mark in row.marks] for row in found.rows}
    assert kinds["late"] == [MarkKind.TERM, MarkKind.LATE, MarkKind.DUE, MarkKind.DONE]
    assert kinds["early"] == [MarkKind.TERM, MarkKind.DUE, MarkKind.DONE]
    assert kinds["free"] == [MarkKind.TERM]
    notes = {row.id: row.note for row in found.rows}
    assert (notes["late"], notes["early"]) == ("met late, 10 days", "met, 5 days early")
    assert marks(found, "late")[1] == Mark(MarkKind.LATE, date(2021, 3, 11), date(2021, 3, 20))


def test_a_forecast_does_not_run_out_of_the_picture() -> None:
    (forecast,) = [x for x in marks(at("2021-03-08"), "open") if x.kind is MarkKind.FORECAST]
    assert date(2021, 3, 9) <= forecast.first <= forecast.last <= date(2022, 3, 9)
