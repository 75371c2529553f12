"""What is put down around the incidents: the form of each kind."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from trucewatch.register.forms import Body, Count, Id, Instant, Labels, Name, Prose, Sha256

Hours = Annotated[float, Field(ge=0, le=100_000)]


class AroundBody(Body):
    """The form of a record around the incidents; its fields may have labels of their own."""

    @model_validator(mode="after")
    def _labels_fields(self) -> Self:
        fields = [name for name in type(self).model_fields if name != "labels"]
        for name in vars(self)["labels"]:
            if name not in fields:
                raise ValueError(f"labels {name!r}, which is none of {', '.join(fields)}")
        return self

    def content(self) -> dict[str, Any]:
        """Return what is put down: nothing that was left open."""
        told = super().content()
        return told if told["labels"] else {k: v for k, v in told.items() if k != "labels"}


class SiteVisitBody(AroundBody):
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
    labels: Labels = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.left is not None and self.left < self.arrived:
            raise ValueError("left before they arrived")
        return self


class AccessDenialBody(AroundBody):
    """Those who watch the truce were turned back."""

    by: Name
    team: Name
    place: Name
    at: Instant
    reason: Prose | None = None
    incident: Id | None = None
    labels: Labels = Field(default_factory=dict)


class RemedyAskedBody(AroundBody):
    """What a party is asked to do: specific, and such that it can be checked."""

    of: Name
    incident: Id
    what: Annotated[str, Field(min_length=1, max_length=50_000)]
    check: Annotated[str, Field(min_length=1, max_length=50_000)]
    asked: date
    due: date | None = None
    labels: Labels = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.due is not None and self.due < self.asked:
            raise ValueError("is due before it was asked for")
        return self


class RemedyAnsweredBody(AroundBody):
    """What the party said to it, or did."""

    remedy: Id
    by: Name
    answer: Literal["agreed", "done", "refused", "disputed", "no answer"]
    answered: date
    text: Prose | None = None
    labels: Labels = Field(default_factory=dict)


class BoardDecisionBody(AroundBody):
    """What a board or a joint commission decided on an incident."""

    body: Name
    incident: Id
    decision: Literal["forwarded", "endorsed", "returned", "noted", "closed"]
    decided: date
    votes: dict[Name, Literal["for", "against", "abstained", "absent"]] = Field(
        default_factory=dict
    )
    text: Prose | None = None
    labels: Labels = Field(default_factory=dict)


class EffortBody(AroundBody):
    """How long somebody looked, where and by what means; an outage is looking that failed."""

    place: Name
    means: Literal["patrol", "post", "camera", "drone", "satellite", "listening", "network"]
    start: Instant
    end: Instant
    hours: Hours | None = None
    km: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    outage: bool = False
    note: Prose | None = None
    labels: Labels = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("ends before it starts")
        return self


class WeaponBody(AroundBody):
    """Weapons that were to be withdrawn or stored, and where they were seen."""

    party: Name
    weapon: Name
    count: Count
    site: Name
    state: Literal["stored", "withdrawn", "beyond the line", "outside storage", "missing"]
    seen: Instant
    incident: Id | None = None
    note: Prose | None = None
    labels: Labels = Field(default_factory=dict)
