"""Where a process stands, what would have moved, what is a violation: questions about a process."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

import trucewatch
from trucewatch.accord.cases import find_process, find_process_file
from trucewatch.accord.index import Index
from trucewatch.accord.process_check import check_process
from trucewatch.accord.process_file import MOST_BYTES
from trucewatch.accord.provisions import pam_table
from trucewatch.accord.rules import judge as judge_act
from trucewatch.accord.status import status_of
from trucewatch.accord.timeline import timeline_of
from trucewatch.accord.view import unasked
from trucewatch.accord.what_if import parse_change
from trucewatch.accord.what_if import what_if as what_moves
from trucewatch.domain.file_check import FileCheck
from trucewatch.domain.pam import PamTable
from trucewatch.domain.process import Process
from trucewatch.domain.rule import Act, Ruling
from trucewatch.domain.status import MadeOf, Status
from trucewatch.domain.timeline import Timeline
from trucewatch.domain.what_if import WhatIf
from trucewatch.errors import QuestionError
from trucewatch.forms.form import usable_day
from trucewatch.forms.written_file import read_text
from trucewatch.usecases.asking import command
from trucewatch.usecases.estimated import Estimates

MOST_DAYS = 20_000
_CLOSE = 0.85
"""How alike two names of places are, of which one may be the other misspelt."""
Case = str | Path | Process


def status(
    case: Case,
    *,
    as_of: str | date | None = None,
    known: str | date | None = None,
    estimate: bool = False,
    events: str | Path | None = None,
) -> Status:
    """Tell where a process stands: phase, commitments, gates, and what opens what.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    as_of
        At the end of this day in the world; by default the last day of the record.
    known
        As far as was known at the end of this day; by default all that the file holds.
    estimate
        Whether to ask the estimate, for conditions that want its verdict. That takes seconds.
    events
        For the estimate, where none are shipped: a store, UCDP GED, a daily table or a tally.

    Returns
    -------
    Status
        With one paragraph that can be read aloud.

    Raises
    ------
    TrucewatchError
        When the file, a day or the events cannot be used.

    Examples
    --------
    >>> found = status("doha-2020", as_of="2020-08-01")
    >>> {one.id: one.blocked_by for one in found.commitments}["talks"]
    ('prisoners',)
    """
    process, path = _process(case)
    index = Index(process)
    wanted = estimate or events is not None
    ask = Estimates(process, path, events) if wanted else unasked
    day, then = _day(as_of) or index.last_day, _day(known)
    found = status_of(index, day, known=then, ask=ask)
    options = {"--as-of": day, "--known": then, "--events": events}
    flags = ["--estimate"] if estimate and events is None else []
    return replace(found, made_of=_made_of(path, "status", case, options, flags))


def statuses(
    case: Case, *, first: str | date, last: str | date, hindsight: bool = False
) -> list[Status]:
    """Tell where a process stood on each of many days.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    first, last
        The first and the last day, both included.
    hindsight
        Whether each day is told with all that is known now; by default as known on that day.

    Returns
    -------
    list of Status
        One of each day, in order.

    Raises
    ------
    TrucewatchError
        When the file cannot be used, or the days are in the wrong order or too many.

    Examples
    --------
    >>> days = statuses("doha-2020", first="2020-02-27", last="2020-03-01")
    >>> [day.phase.id for day in days]
    ['reduction-week', 'reduction-week', 'implementation', 'implementation']
    """
    index = Index(_process(case)[0])
    start, end = _day(first) or index.last_day, _day(last) or index.last_day
    number = (end - start).days + 1
    if not 1 <= number <= MOST_DAYS:
        raise QuestionError(
            f"{start} to {end} are {number} days", remedy=f"ask for 1 to {MOST_DAYS}"
        )
    days = (start + timedelta(days=n) for n in range(number))
    return [status_of(index, day, known=None if hindsight else day) for day in days]


def what_if(
    case: Case,
    changes: Sequence[str],
    *,
    as_of: str | date | None = None,
    known: str | date | None = None,
) -> WhatIf:
    """Tell what would have moved, had one thing gone otherwise.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    changes
        Such as "prisoners.done=2020-04-15", "talks.due=2020-05-01", "prisoners.waived=2020-03-20",
        "signing-gate.open=2020-03-05", or with never for the day.
    as_of
        What came after this day is left out; by default the last day of the record.
    known
        As far as was known at the end of this day; by default all that the file holds.

    Returns
    -------
    WhatIf
        What would have moved, the critical path, and one paragraph.

    Raises
    ------
    TrucewatchError
        When the file, a day or a change cannot be used.

    Examples
    --------
    >>> found = what_if("doha-2020", ["prisoners.done=2020-04-15"])
    >>> found.path[:2], {move.id: move.days for move in found.moves}["talks"]
    (('prisoners', 'talks'), -141)
    """
    process, path = _process(case)
    index = Index(process)
    asked = [parse_change(text) for text in changes]
    day, then = _day(as_of) or index.last_day, _day(known)
    found = what_moves(index, asked, day, known=then)
    options = {"--as-of": day, "--known": then}
    made = _made_of(path, "what-if", case, options, [str(change) for change in asked])
    return replace(found, made_of=made)


def judge(case: Case, act: Act, *, known: str | date | None = None) -> tuple[Ruling, ...]:
    """Tell for each reading of the terms whether an act is a violation, and which rule says so.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    act
        As far as it is known.
    known
        The newest version of each reading that was known on this day; by default of all.

    Returns
    -------
    tuple of Ruling
        One of each reading.

    Raises
    ------
    TrucewatchError
        When the file or a day cannot be used, or the actor is none of the process.

    Examples
    --------
    >>> bomb = Act(date(2020, 2, 24), "taliban", "bombing", "vehicle-bomb", "district-centre",
    ...            ("Nawa", "Helmand"))
    >>> [(one.reading, one.finding.value) for one in judge("doha-2020", bomb)]
    [('milley', 'violation'), ('mujahid', 'not a violation')]
    """
    process, _ = _process(case)
    actors = [one.id for one in process.actors]
    if act.actor is not None and act.actor not in actors:
        # A misspelt name must not pass for somebody of whom no rule speaks.
        meant = get_close_matches(act.actor, actors, n=1)
        mend = f"did you mean {meant[0]}?" if meant else f"its actors are {', '.join(actors)}"
        raise QuestionError(f"no actor {act.actor!r} in the process", remedy=mend)
    return judge_act(process.readings, process.zones, act, known=_day(known))


def unspoken(case: Case, act: Act) -> tuple[tuple[str, str, str | None], ...]:
    """Tell which words of an act stand in no rule, and which places look like one of a zone.

    They may be misspelt. A place that lies in no zone is told only if it looks like one that does.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    act
        As far as it is known.

    Returns
    -------
    tuple
        What it is a word for, the word, and the word of a rule that may be meant.

    Raises
    ------
    TrucewatchError
        When the file cannot be used.

    Examples
    --------
    >>> unspoken("doha-2020", Act(date(2020, 2, 24), weapon="vehicle-bom"))
    (('weapon', 'vehicle-bom', 'vehicle-bomb'),)
    """
    process, _ = _process(case)
    rules = [rule for reading in process.readings for rule in reading.rules]
    said = [(facet, getattr(act, facet)) for facet in ("act", "weapon", "target")]
    said += [("circumstance", word) for word in act.circumstances]
    found = []
    for facet, word in said:
        used = sorted({one for rule in rules for one in getattr(rule, f"{facet}s")})
        if word is not None and word not in used:
            found.append((facet, word, next(iter(get_close_matches(word, used, n=1)), None)))
    named = {place for zone in process.zones for place in (*zone.places, *zone.areas)}
    for place in act.places:
        close = get_close_matches(place, sorted(named), n=1, cutoff=_CLOSE)
        if close and place.casefold() not in {name.casefold() for name in named}:
            found.append(("place", place, close[0]))
    return tuple(found)


def check(case: str | Path) -> FileCheck:
    """Tell everything that is wrong or odd in a process file.

    Parameters
    ----------
    case
        Name of a shipped case, or path of a process file.

    Returns
    -------
    FileCheck
        Errors keep the file from being used; warnings ask for a second look.

    Raises
    ------
    TrucewatchError
        When there is no such file.

    Examples
    --------
    >>> check("doha-2020").errors
    0
    """
    path = find_process_file(case)
    return check_process(read_text(path, most=MOST_BYTES), where=str(path))


def timeline(
    case: Case, *, as_of: str | date | None = None, known: str | date | None = None
) -> Timeline:
    """Lay a process out in time: phases, steps, gates, and commitments with due and done.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    as_of
        At the end of this day in the world; by default the last day of the record.
    known
        As far as was known at the end of this day; by default all that the file holds.

    Returns
    -------
    Timeline
        Rows of marks, each from its first to its last possible day.

    Raises
    ------
    TrucewatchError
        When the file or a day cannot be used.

    Examples
    --------
    >>> len(timeline("doha-2020", as_of="2020-03-15").rows) > 10
    True
    """
    process, path = _process(case)
    index = Index(process)
    day, then = _day(as_of) or index.last_day, _day(known)
    found = timeline_of(index, status_of(index, day, known=then))
    options = {"--as-of": day, "--known": then, "--out": "timeline.html"}
    return replace(found, made_of=_made_of(path, "timeline", case, options))


def pam(
    case: Case, *, as_of: str | date | None = None, known: str | date | None = None
) -> PamTable:
    """Score each provision of a process, year by year, in the shape of the Peace Accords Matrix.

    Parameters
    ----------
    case
        Name of a shipped case, path of a process file, or a process.
    as_of
        The last day to be scored; by default the last day of the record.
    known
        As far as was known at the end of this day; by default all that the file holds.

    Returns
    -------
    PamTable
        And the commitments that belong to no provision of the matrix.

    Raises
    ------
    TrucewatchError
        When the file or a day cannot be used.

    Examples
    --------
    >>> [year.scores["prisr"] for year in pam("doha-2020").years]
    [3, 3]
    """
    index = Index(_process(case)[0])
    return pam_table(index, _day(as_of) or index.last_day, known=_day(known))


def _process(case: Case) -> tuple[Process, Path | None]:
    return (case, None) if isinstance(case, Process) else find_process(case)


def _made_of(
    path: Path | None,
    verb: str,
    case: Case,
    options: Mapping[str, object],
    words: Sequence[str] = (),
) -> MadeOf:
    """Return what an answer was made of: the file as it is now, and the command."""
    if path is None:
        return MadeOf(trucewatch.__version__, None, None)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MadeOf(trucewatch.__version__, digest, command(verb, str(case), options, words))


def _day(value: str | date | None) -> date | None:
    """Read a day, as a text or as it is; refuse one that is far away."""
    return None if value is None else usable_day(str(value))
