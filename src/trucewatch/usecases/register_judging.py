"""The register held against an accord and against claims, and observations in counting units."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from trucewatch.accord.cases import find_process
from trucewatch.accord.rules import judge
from trucewatch.datasets.heard import read_observations
from trucewatch.datasets.tally import read_tally
from trucewatch.days import DaySpan, zone
from trucewatch.domain.incident import Incident, IncidentState
from trucewatch.domain.ledger import DailyRecord, Ledger
from trucewatch.domain.observation import Count, Unit
from trucewatch.domain.process import Process
from trucewatch.domain.rule import Act, Ruling
from trucewatch.errors import QuestionError, RegisterError
from trucewatch.register.asking import view
from trucewatch.register.place import Register
from trucewatch.register.units import Reporting, side_by_side
from trucewatch.usecases.claims import claims_ledger
from trucewatch.usecases.register_acts import rulings_by_actor
from trucewatch.usecases.register_asking import claims, every_incident

HELD = (IncidentState.CORROBORATED, IncidentState.VERIFIED, IncidentState.ATTRIBUTED)
"""The states in which an incident counts for the register's own record."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What each reading says of an incident, for each actor who may have done it.

    Attributes
    ----------
    actors
        Actor of the register, its id in the process file, share, and rulings; the largest first.
    """

    incident: Incident
    process: str
    actors: tuple[tuple[str, str | None, float, tuple[Ruling, ...]], ...]


def judge_incident(
    register: Register,
    key: str,
    case: str | Path,
    *,
    as_of: date | None = None,
    known: date | None = None,
) -> Judged:
    """Tell what each reading of an accord says of an incident of the register.

    An actor of the register is the actor of the process file with the same id, name or alias; one
    that the file does not know is asked about as nobody known.

    Parameters
    ----------
    register
        The register.
    key
        The incident's id.
    case
        Name of a shipped case, or path of a process file.
    as_of, known
        Of the register; ``known`` also chooses the versions of the readings.

    Raises
    ------
    TrucewatchError
        When there is no such incident, or the process file cannot be used.
    """
    process, _ = find_process(case)
    with view(register, as_of=as_of, known=known) as seen:
        found = [one for one in every_incident(seen) if one.id == key]
    if not found:
        raise RegisterError(f"there is no incident {key}", remedy="see: trucewatch register list")
    names = _names(process)

    def asked(act: Act) -> Sequence[Ruling]:
        return judge(process.readings, process.zones, act, known=known)

    incident = found[0]
    actors = incident.attribution.shares if incident.attribution else ()
    known_as = {actor: names.get(actor.casefold()) for actor in actors}
    shown = _renamed(incident, known_as)
    rulings = rulings_by_actor(shown, asked, zone=zone(process.zone))
    back = {new or old: old for old, new in known_as.items()}
    return Judged(
        incident,
        process.id,
        tuple(
            (back.get(actor, actor), known_as.get(back.get(actor, actor)), share, said)
            for actor, share, said in rulings
        ),
    )


def _names(process: Process) -> dict[str, str]:
    """Return the id of each actor of a process, by id, name and aliases."""
    return {
        word.casefold(): one.id
        for one in process.actors
        for word in (one.id, one.name, *one.aliases)
    }


def _renamed(incident: Incident, known_as: dict[str, str | None]) -> Incident:
    """Return an incident with the actors that the process knows under its ids."""
    if incident.attribution is None:
        return incident
    shares: dict[str, float] = {}
    for actor, part in incident.attribution.shares.items():  # two names may be of one actor
        name = known_as[actor] or actor
        shares[name] = shares.get(name, 0.0) + part
    return replace(incident, attribution=replace(incident.attribution, shares=shares))


def register_ledger(
    register: Register,
    *,
    against: str | Path | None = None,
    measure: str = "incidents",
    span: DaySpan | None = None,
    level: float = 0.9,
    as_of: date | None = None,
    known: date | None = None,
) -> Ledger:
    """Hold the claims of a register against a record, and against one another.

    Parameters
    ----------
    register
        The register: its claims, and its incidents for denials and admissions.
    against
        A tally, see docs/data.md; by default the register's own incidents that are corroborated or
        better, if ``span`` says on which days it was kept.
    measure
        What the record counts; only claims of this measure are held against it.
    span
        The days on which the register was kept.
    level
        Of the intervals.
    as_of, known
        Of the register.

    Raises
    ------
    TrucewatchError
        When the tally cannot be read, or the level is no share.
    """
    with view(register, as_of=as_of, known=known) as seen:
        incidents = every_incident(seen)
    records = []
    if against is not None:
        records.append(_tallied(Path(against), measure))
    elif span is not None:
        records.append(_own(incidents, measure, span))
    return claims_ledger(
        claims(register, as_of=as_of, known=known), records, incidents, level=level
    )


def _tallied(path: Path, measure: str) -> DailyRecord:
    tally = read_tally(path)
    days: Counter[date] = Counter()
    for row in tally.rows:
        days[row.date] += row.count
    return DailyRecord(path.name, measure, days, tally.provenance.covers)


def _own(incidents: Sequence[Incident], measure: str, span: DaySpan) -> DailyRecord:
    held = [one for one in incidents if one.state in HELD and one.merged_into is None]
    days = Counter(one.when.start.date() for one in held if one.when.start.date() in span)
    return DailyRecord("incidents of the register, corroborated or better", measure, days, span)


@dataclass(frozen=True, slots=True)
class Counted:
    """The same observations in two units: each single one, and episodes.

    Attributes
    ----------
    rows
        Day of reporting, front, and a count in each unit.
    """

    zone: str
    closes: time
    units: tuple[Unit, Unit]
    rows: tuple[tuple[date, str, tuple[Count, ...]], ...]


def count_observations(
    path: str | Path, *, zone_name: str, gap: int = 15, closes: time = time(0)
) -> Counted:
    """Count what was heard on a front, day by day: each single one, and in episodes.

    Parameters
    ----------
    path
        A CSV file with the columns time, front and what (shot, burst, explosion or projectile), and
        if it has them number, direction and until.
    zone_name
        IANA name of the zone whose days are counted.
    gap
        The most minutes of quiet within an episode.
    closes
        The local time at which a day of reporting ends.

    Raises
    ------
    TrucewatchError
        When the file cannot be read, or the zone or the gap is none.
    """
    if gap < 0:
        raise QuestionError(f"a gap of {gap} minutes", remedy="give zero or more")
    local: ZoneInfo = zone(zone_name)
    observed = read_observations(Path(path), local)
    reporting = Reporting(local, closes)
    days = [reporting.day(one.time) for one in observed]
    span = DaySpan(min(days), max(days) + timedelta(days=1))
    units = (Unit(), Unit(gap=gap))
    return Counted(zone_name, closes, units, side_by_side(observed, units, span, reporting))
