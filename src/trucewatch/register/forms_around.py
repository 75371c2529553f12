"""What is put down around the incidents: the form of each kind."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trucewatch.register.forms import Body, Count, Id, Instant, Name, Prose, Sha256

Hours = Annotated[float, Field(ge=0, le=100_000)]


class SiteVisitBody(Body):
    """A team was there, or tried to be."""

    team: Name
    place: Name
    arrived: Instant
    left: Instant | None = None
    incident: Id | None = None
    outcome: Literal["visited", "turned back", "not reached"] = "visited"
    interviews: Count | None = None
    found: Prose | None = None
    files: tuple[Sha256, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.left is not None and self.left < self.arrived:
            raise ValueError("left before they arrived")
        return self


class AccessDenialBody(Body):
    """Those who watch the truce were turned back."""

    by: Name
    team: Name
    place: Name
    at: Instant
    reason: Prose | None = None
    incident: Id | None = None


class RemedyAskedBody(Body):
    """What a party is asked to do: specific, and such that it can be checked."""

    of: Name
    incident: Id
    what: Annotated[str, Field(min_length=1, max_length=50_000)]
    check: Annotated[str, Field(min_length=1, max_length=50_000)]
    asked: date
    due: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.due is not None and self.due < self.asked:
            raise ValueError("is due before it was asked for")
        return self


class RemedyAnsweredBody(Body):
    """What the party said to it, or did."""

    remedy: Id
    by: Name
    answer: Literal["agreed", "done", "refused", "disputed", "no answer"]
    answered: date
    text: Prose | None = None


class BoardDecisionBody(Body):
    """What a board or a joint commission decided on an incident."""

    body: Name
    incident: Id
    decision: Literal["forwarded", "endorsed", "returned", "noted", "closed"]
    decided: date
    votes: dict[Name, Literal["for", "against", "abstained", "absent"]] = Field(
        default_factory=dict
    )
    text: Prose | None = None


class EffortBody(Body):
    """How long somebody looked, where and by what means; an outage is looking that failed."""

    place: Name
    means: Literal["patrol", "post", "camera", "drone", "satellite", "listening", "network"]
    start: Instant
    end: Instant
    hours: Hours | None = None
    km: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    outage: bool = False
    note: Prose | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("ends before it starts")
        return self


class WeaponBody(Body):
    """Weapons that were to be withdrawn or stored, and where they were seen."""

    party: Name
    weapon: Name
    count: Count
    site: Name
    state: Literal["stored", "withdrawn", "beyond the line", "outside storage", "missing"]
    seen: Instant
    incident: Id | None = None
    note: Prose | None = None
