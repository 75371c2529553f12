"""Rows and contents as the types of the field."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from trucewatch.days import DaySpan
from trucewatch.domain.allegation import (
    Allegation,
    Casualties,
    PlacePrecision,
    SourceKind,
    When,
    Where,
)
from trucewatch.domain.claim import Claim, ClaimKind
from trucewatch.domain.incident import (
    Attribution,
    Character,
    Incident,
    IncidentState,
    Intent,
    StandardOfProof,
)
from trucewatch.domain.label import Label
from trucewatch.domain.truce import Bound
from trucewatch.register.canonical import read_time

Fields = Mapping[str, Any]


def allegation_of(key: str, label: str, content: Fields) -> Allegation:
    """Return an allegation as it was put down."""
    names = ("source", "kind", "text", "accused", "address", "language")
    plain: dict[str, Any] = {name: content.get(name) for name in names}
    return Allegation(
        id=key,
        source_kind=SourceKind(content["source_kind"]),
        made=read_time(content["made"]),
        when=_when(content["when"]),
        where=_where(content["where"]),
        casualties=casualties_of(content.get("casualties", ())),
        retells=tuple(content.get("retells", ())),
        files=tuple(content.get("files", ())),
        label=Label(label),
        labels=_labels(content.get("labels", {})),
        **plain,
    )


def _when(fields: Fields) -> When:
    return When(read_time(fields["start"]), read_time(fields["end"]))


def _where(fields: Fields) -> Where:
    others = {name: value for name, value in fields.items() if name != "precision"}
    return Where(precision=PlacePrecision(fields["precision"]), **others)


def casualties_of(counts: Sequence[Fields]) -> tuple[Casualties, ...]:
    """Return casualties by category."""
    return tuple(
        Casualties(one["category"], _count(one.get("killed")), _count(one.get("wounded")))
        for one in counts
    )


def _count(value: Sequence[int] | None) -> tuple[int, int, int] | None:
    if value is None:
        return None
    low, best, high = value
    return low, best, high


def _labels(labels: Mapping[str, str]) -> dict[str, Label]:
    return {name: Label(label) for name, label in labels.items()}


def incident_of(row: Fields, allegations: Sequence[str]) -> Incident | None:
    """Return an incident as its row tells it; None where its content was erased.

    Parameters
    ----------
    row
        Of the table of incidents, by the names of its columns.
    allegations
        Ids of those it is made of.
    """
    if row["title"] is None:
        return None
    place = ("country", "admin1", "latitude", "longitude", "blurred")
    return Incident(
        id=row["id"],
        title=row["title"],
        when=When(read_time(row["start"]), read_time(row["until"])),
        where=Where(
            row["place"], PlacePrecision(row["precision"]), **{name: row[name] for name in place}
        ),
        kind=row["kind"],
        character=Character(row["character"]),
        state=IncidentState(row["state"]),
        allegations=tuple(allegations),
        attribution=attribution_of(json.loads(row["attribution"])) if row["attribution"] else None,
        intent=Intent(row["intent"]),
        casualties=casualties_of(_listed(row["casualties"]) or ()),
        weapon=row["weapon"],
        target=row["target"],
        merged_into=row["merged_into"] or None,
        label=Label(row["label"]),
        labels=_labels(_listed(row["labels"]) or {}),
    )


def _listed(text: str | None) -> Any:  # noqa: ANN401 - whatever stands in the column
    return json.loads(text)["v"] if text else None


def attribution_of(content: Fields) -> Attribution:
    """Return an attribution as it was put down."""
    standard = content.get("standard")
    return Attribution(
        shares=dict(content["shares"]),
        reason=content["reason"],
        standard=StandardOfProof(standard) if standard else None,
    )


def claim_of(key: str, label: str, content: Fields) -> Claim:
    """Return a claim as it was put down."""
    span = content.get("span")
    names = ("claimant", "source", "measure", "value", "incident", "note")
    plain: dict[str, Any] = {name: content.get(name) for name in names}
    return Claim(
        id=key,
        kind=ClaimKind(content["kind"]),
        made=date.fromisoformat(content["made"]),
        span=DaySpan(*map(date.fromisoformat, (span["start"], span["end"]))) if span else None,
        bound=Bound(content.get("bound", Bound.EXACT)),
        label=Label(label),
        **plain,
    )
