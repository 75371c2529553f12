"""What a proposal becomes in the register: an allegation or a claim, never more than alleged."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from trucewatch import words
from trucewatch.domain.allegation import PlacePrecision, SourceKind
from trucewatch.domain.reading import People, Record
from trucewatch.domain.review import Lack, Plan, Proposal, Room
from trucewatch.domain.truce import Bound
from trucewatch.reading.actors import actor_list
from trucewatch.usecases.review_desk import Desk, called, capital_of, known_actor, moment
from trucewatch.usecases.review_sorts import UNTOLD_KIND, Sort

_MINUTE = timedelta(minutes=1)


def register_plan(
    desk: Desk, proposal: Proposal, record: Record, sort: Sort, changes: Mapping[str, str]
) -> Plan:
    """Return the entry of the register that a proposal becomes.

    Parameters
    ----------
    desk
        The report.
    proposal
        As it was read.
    record
        Its record, as a person corrected it.
    sort
        What it becomes.
    changes
        What the person set.
    """
    key = proposal.key
    made = f"news-{desk.sha256[:12]}-{key.span.start}-{key.span.end}"
    name = made + (f"-{key.nth}" if key.nth else "")
    if sort.what == "allegation":
        return _allegation(desk, proposal, record, sort.kind, changes, name)
    return _claim(desk, proposal, record, sort.what or "", changes, f"{name}-claim")


def _allegation(
    desk: Desk,
    proposal: Proposal,
    record: Record,
    kind: str,
    changes: Mapping[str, str],
    name: str,
) -> Plan:
    lacks: list[Lack] = []
    assumed: list[str] = []
    if kind == UNTOLD_KIND and "type" not in changes:
        assumed.append("the report does not tell by what means")
    start, end = _when(desk, record, lacks, assumed)
    fields: dict[str, Any] = {
        "id": name,
        "source": desk.source,
        "source_kind": SourceKind.PUBLIC.value,
        "made": moment(desk.start_of(desk.published + timedelta(days=1)) - _MINUTE),
        "when": {"start": moment(start), "end": moment(end)},
        "where": _where(desk, record, changes, lacks, assumed),
        "kind": kind,
        "text": desk.sentence(proposal),
        "language": "en",
        "files": [desk.sha256],
    }
    accused = _accused(record)
    if accused:
        fields["accused"] = accused
    people = _casualties(record)
    if people:
        fields["casualties"] = people
    if desk.address:
        fields["address"] = desk.address
    if changes.get("note"):
        fields["text"] += f" [Note: {changes['note']}]"
    return Plan(Room.REGISTER, "allegation", name, fields, None, (), tuple(lacks), tuple(assumed))


def _when(
    desk: Desk, record: Record, lacks: list[Lack], assumed: list[str]
) -> tuple[datetime, datetime]:
    """Return the stretch in which it happened; an end that is not told is as wide as can be."""
    start, end = record.start, record.end
    if start is None:
        start = desk.start_of(desk.earliest)
        assumed.append(f"when it began is not told: it is put at {desk.earliest} or later")
    if end is None:
        end = desk.start_of(desk.published + timedelta(days=1))
        assumed.append(f"when it ended is not told: it is put at {desk.published} or earlier")
    if start == end:
        end = start + _MINUTE
    if end < start:
        lacks.append(Lack("on", "it would end before it starts"))
    return start, end


def _where(
    desk: Desk,
    record: Record,
    changes: Mapping[str, str],
    lacks: list[Lack],
    assumed: list[str],
) -> dict[str, str]:
    """Return where it happened; a place is called no more exact than it is known to be."""
    place = words.clean(record.place or desk.country or "")
    if not record.place:
        if not place:
            lacks.append(Lack("place", "where it happened is not told; --country says it for all"))
        else:
            assumed.append(f"where it happened is not told: it is put at {place} as a whole")
    country = capital_of(place)
    if place and _is_country(place):
        precision, country = PlacePrecision.COUNTRY, place
    elif country:
        precision = PlacePrecision.NEAR
    elif "district" in place.casefold():
        precision = PlacePrecision.DISTRICT
    else:
        precision = PlacePrecision.PROVINCE
        if place and "precision" not in changes and "province" not in place.casefold():
            assumed.append(f"{place} may be a province or a town in it: it is put as a province")
    country = country or desk.country
    told = {"name": place, "precision": changes.get("precision", precision.value)}
    return {**told, "country": country} if country else told


def _is_country(place: str) -> bool:
    known = known_actor(place)
    return known is not None and known.kind == "state"


def _accused(record: Record) -> str | None:
    """Return who is named as the doer; a person only where nobody else is."""
    actors = actor_list().actors
    names = [one for one in record.actor if one not in actors or actors[one].kind != "person"]
    return " and ".join(called(one) for one in names or record.actor) or None


def _casualties(record: Record) -> list[dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for name, people in (("killed", record.killed), ("wounded", record.injured)):
        if people is not None:
            category = "people" if people.most is not None else "people (at least)"
            told.setdefault(category, {"category": category})[name] = _three(people)
    return list(told.values())


def _three(people: People) -> list[int]:
    """Return least, best and most; the best is no more than what is surely told."""
    most = people.most if people.most is not None else people.least
    return [people.least, people.least, most]


def _claim(
    desk: Desk,
    proposal: Proposal,
    record: Record,
    what: str,
    changes: Mapping[str, str],
    name: str,
) -> Plan:
    """Return a claim: a count of the dead over a time, an admission, or a denial."""
    lacks: list[Lack] = []
    assumed: list[str] = []
    own = () if what == "count" else record.actor
    who = record.speaker or own or record.claimed_by
    claimant = " and ".join(called(one) for one in who)
    fields: dict[str, Any] = {
        "id": name,
        "claimant": f"{claimant} (in {desk.source})" if claimant else desk.source,
        "kind": what,
        "made": str(desk.published),
        "source": desk.address or desk.source,
        "note": f"“{desk.quote(proposal)}”" + _said(changes),
    }
    if what == "count":
        _count(desk, record, fields, lacks, assumed)
    elif "incident" in changes:
        fields["incident"] = changes["incident"]
    else:
        why = f"the {what} speaks of an incident of the register"
        lacks.append(Lack("incident", f"{why}; type=announcement puts it in the process file"))
    return Plan(Room.REGISTER, "claim", name, fields, None, (), tuple(lacks), tuple(assumed))


def _said(changes: Mapping[str, str]) -> str:
    return f" {changes['note']}" if changes.get("note") else ""


def _count(
    desk: Desk, record: Record, fields: dict[str, Any], lacks: list[Lack], assumed: list[str]
) -> None:
    people = record.killed or record.injured
    if people is None:
        lacks.append(Lack("killed", "no number is told"))
    else:
        fields["measure"] = "killed" if record.killed else "injured"
        fields["value"] = people.least
        exact = people.most == people.least
        fields["bound"] = (Bound.EXACT if exact else Bound.AT_LEAST).value
        if record.killed and record.injured:
            assumed.append("only the killed are counted; the injured stand in the words")
    if record.start is None or record.end is None:
        lacks.append(Lack("on", "over which time it was counted is not told to the end"))
        return
    last = record.end.astimezone(desk.zone) - timedelta(microseconds=1)
    first = record.start.astimezone(desk.zone).date()
    fields["span"] = {"start": str(first), "end": str(last.date() + timedelta(days=1))}
