"""Where a made-up process stands, made by hand for the tests of the presentation."""

from dataclasses import replace
from datetime import date

from trucewatch.days import PartialDay
from trucewatch.domain.process import StepKind
from trucewatch.domain.rule import Facet, Finding, Ruling
from trucewatch.domain.status import (
    CommitmentState,
    CommitmentStatus,
    Forecast,
    GateStatus,
    Halt,
    JudgedIncident,
    MadeOf,
    Next,
    PhaseStatus,
    Status,
    StepStatus,
)
from trucewatch.domain.timeline import Group, Mark, MarkKind, Timeline, TimelineRow
from trucewatch.domain.what_if import Change, Key, Move, WhatIf

from .factory import SHA256

AS_OF = date(2021, 5, 15)
SIGNED = PartialDay(2021, 3, 20)
MADE_OF = MadeOf("0.1.0", SHA256, "trucewatch status hills.yaml --as-of 2021-05-15")


def commitment(**changes: object) -> CommitmentStatus:
    """110 of 200 prisoners are free, two weeks after the deadline."""
    one = CommitmentStatus(
        id="prisoners",
        name="200 prisoners go free",
        by=("south",),
        to=("north",),
        act="Prisoner Release",
        quantity=200.0,
        unit="prisoners",
        start=None,
        done=110.0,
        declared=None,
        share=0.55,
        due=PartialDay(2021, 4, 30),
        state=CommitmentState.PARTLY_MET,
        done_on=None,
        slippage=(15, 15),
        blocked_by=(),
        forecast=None,
        pam=2,
        pace=5.0,
    )
    return one._replace(**changes)


def forecast(**changes: object) -> Forecast:
    one = Forecast(date(2021, 7, 1), date(2021, 6, 3), date(2021, 11, 9), 0.9)
    return one._replace(**changes)


def guns(**changes: object) -> CommitmentStatus:
    """A level that has to fall by a month."""
    one = commitment(
        id="guns",
        name="The guns leave the ridge",
        act="Withdrawal of Troops",
        quantity=0.0,
        unit="guns",
        start=60.0,
        done=20.0,
        share=2 / 3,
        due=PartialDay(2021, 6),
        state=CommitmentState.IN_PROGRESS,
        slippage=None,
        forecast=forecast(),
    )
    return one._replace(**changes)


def patrols(**changes: object) -> CommitmentStatus:
    """It is done or not, and it waits."""
    one = commitment(
        id="joint-patrols",
        name="Both sides patrol the road together",
        act="joint patrols",
        quantity=None,
        unit=None,
        done=None,
        share=0.0,
        due=None,
        state=CommitmentState.BLOCKED,
        slippage=None,
        blocked_by=("guns", "2021-06-01"),
        pam=0,
        pace=0.0,
    )
    return one._replace(**changes)


def gate(**changes: object) -> GateStatus:
    one = GateStatus(
        id="quiet-spring",
        name="Thirty days without a serious incident",
        open=False,
        since=None,
        blocked_by=("30 calm days",),
        explanation="Missing: 30 days of calm in a row: 3 to 5 so far.",
        opens_with=("The truce begins", "30 days of calm in a row: 3 to 5 so far"),
    )
    return replace(one, **changes)


def ruling(**changes: object) -> Ruling:
    return replace(
        Ruling("north", 2, Finding.VIOLATION, "No heavy weapons.", rule="heavy-weapons"), **changes
    )


UNDECIDABLE = Ruling(
    "south",
    1,
    Finding.UNDECIDABLE,
    "It depends on the weapon, which is not known.",
    might=("mortars", "all-else"),
    missing=(Facet.WEAPON,),
)


def incident(**changes: object) -> JudgedIncident:
    one = JudgedIncident(
        "shells", "Two shells on River town", PartialDay(2021, 3, 2), True, (ruling(), UNDECIDABLE)
    )
    return replace(one, **changes)


def status(**changes: object) -> Status:
    """Where the process of the hills stands."""
    phases = (
        PhaseStatus("talking", "Talks", True, PartialDay(2020, 9)),
        PhaseStatus("implementation", "The accord is carried out", True, SIGNED),
        PhaseStatus("peace", "Peace", False, None),
    )
    steps = (
        StepStatus("talks", StepKind.TALKS, "Talks", (), PartialDay(2020, 9), ()),
        StepStatus(
            "ratified", StepKind.DECISION, "The accord is ratified", (("south", SIGNED),), None,
            ("guns",),
        ),
    )  # fmt: skip
    one = Status(
        process="hills-2021",
        name="Peace process of the hills",
        as_of=AS_OF,
        known=None,
        phase=phases[1],
        suspended=None,
        collapsed=None,
        phases=phases,
        steps=steps,
        commitments=(commitment(), guns(), patrols()),
        gates=(gate(),),
        incidents=(incident(),),
        next=(
            Next("guns", "The guns leave the ridge (now 20 guns, to be 0)", ("ratified",),
                 ("joint-patrols",)),
        ),
        text="Peace process of the hills: at the end of 15 May 2021, the phase is: The accord is "
        "carried out, since 20 Mar 2021.",
        made_of=MADE_OF,
    )  # fmt: skip
    return replace(one, **changes)


HALT = Halt("walk-out", PartialDay(2021, 5), "A bomb in the market.")


def move(**changes: object) -> Move:
    one = Move(
        "talks", "Talks begin", "commitment", PartialDay(2021, 5, 9), PartialDay(2021, 4, 24),
        via="prisoners", lag=9,
    )  # fmt: skip
    return replace(one, **changes)


def what_if(**changes: object) -> WhatIf:
    """Prisoners free earlier, and talks with them."""
    moves = (
        move(
            id="prisoners", name="200 prisoners go free", was=PartialDay(2021, 4, 30),
            would=PartialDay(2021, 4, 15), via=None, lag=None,
        ),
        move(),
        move(
            id="road", name="The road is open", was=None, would=None, possible=date(2021, 4, 24),
            via="talks", lag=None,
        ),
        move(
            id="guns", name="The guns leave the ridge", was=PartialDay(2021, 6),
            would=PartialDay(2021, 6), due_was=PartialDay(2021, 5), due_would=None,
            state_was="met late", state_would="met", via="talks", lag=None,
        ),
        move(id="gate", name="A gate", kind="gate", would=None, via=None, lag=None),
    )  # fmt: skip
    one = WhatIf(
        process="hills-2021",
        name="Peace process of the hills",
        as_of=AS_OF,
        known=None,
        changes=(Change("prisoners", Key.DONE, date(2021, 4, 15)),),
        moves=moves,
        path=("prisoners", "talks"),
        text="Peace process of the hills: suppose prisoners.done=2021-04-15.",
        made_of=MADE_OF,
    )
    return replace(one, **changes)


def row(group: Group, name: str, *marks: Mark, note: str = "") -> TimelineRow:
    return TimelineRow(group, name.lower().replace(" ", "-"), name, note, marks)


def mark(kind: MarkKind, first: date, last: date | None = None) -> Mark:
    return Mark(kind, first, last or first)


def timeline(*rows: TimelineRow, **changes: object) -> Timeline:
    """Every kind of mark once, one day of them not known."""
    signed = SIGNED.first
    every = rows or (
        row(Group.PHASES, "Talks", mark(MarkKind.PHASE, date(2020, 9, 1), signed)),
        row(Group.PHASES, "Suspended", mark(MarkKind.HALT, date(2020, 11, 3), date(2021, 1, 10))),
        row(
            Group.STEPS,
            "Signing",
            mark(MarkKind.DECLARED, date(2021, 3, 1), date(2021, 3, 31)),
            mark(MarkKind.DONE, signed),
            note="agreement",
        ),
        row(Group.GATES, "Quiet week", mark(MarkKind.OPENED, date(2021, 3, 9)), note="open"),
        row(
            Group.COMMITMENTS,
            "Prisoners",
            mark(MarkKind.TERM, signed, date(2021, 4, 30)),
            mark(MarkKind.LATE, date(2021, 5, 1), AS_OF),
            mark(MarkKind.FORECAST, date(2021, 6, 3), date(2021, 11, 9)),
            mark(MarkKind.DUE, date(2021, 4, 30)),
            note="partly met, 15 days",
        ),
    )
    one = Timeline(
        "hills-2021", "Peace process of the hills", AS_OF, None, every,
        "Peace process of the hills: at the end of 15 May 2021.", MADE_OF,
    )  # fmt: skip
    return replace(one, **changes)
