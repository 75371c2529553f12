"""What an entry of each kind holds: checked before it is put down, read back as it was."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from trucewatch.days import PartialDay, zone
from trucewatch.domain.allegation import PlacePrecision, SourceKind
from trucewatch.domain.claim import ClaimKind
from trucewatch.domain.incident import UNKNOWN, Character, Intent, StandardOfProof
from trucewatch.domain.label import Label
from trucewatch.domain.truce import Bound
from trucewatch.errors import InputError
from trucewatch.register.canonical import time_text
from trucewatch.register.kinds import kinds

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
SHARES_SUM = 1e-6
"""Shares of an attribution may miss 1 by so much."""


def _moment(value: object) -> object:
    """Read an instant as people write it; a date alone is none."""
    if isinstance(value, str) and len(value) <= len("2020-02-22"):
        raise ValueError("is a day, no instant; write it as 2020-02-22T06:30+04:30")
    return value


def _known_kind(value: str) -> str:
    if value not in kinds():
        raise ValueError(f"is no kind; the kinds are {', '.join(kinds())}")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_moment), PlainSerializer(time_text)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(max_length=50_000)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
KindId = Annotated[str, BeforeValidator(_known_kind)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Labels = dict[Name, Label]


class Body(BaseModel):
    """The form of an entry: strict, and no key too many."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    def content(self) -> dict[str, Any]:
        """Return what is put down: nothing that was left open."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=False)


class WhenBody(Body):
    """A stretch of time; a day or a month stands for all of it in its zone."""

    start: Instant
    end: Instant

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        if "at" in value:
            return _minute(value)
        return _of_day(value) if "day" in value else value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("ends before it starts")
        return self


def _minute(value: Mapping[str, object]) -> object:
    """Read {at}: an instant, known to the minute."""
    if set(value) != {"at"}:
        raise ValueError("has other keys beside at; write at alone, or start and end")
    try:
        at = datetime.fromisoformat(str(_moment(value["at"])))
    except ValueError as error:
        raise ValueError(f"at: {error}") from error
    return {"start": at, "end": at + timedelta(minutes=1)}


def _of_day(value: Mapping[str, object]) -> object:
    """Read {day, zone}: a day, a month or a year of a zone's calendar."""
    if set(value) != {"day", "zone"}:
        raise ValueError("needs the keys day and zone, such as 2020-02-22 and Asia/Kabul")
    try:
        day, where = PartialDay.parse(str(value["day"])), zone(str(value["zone"]))
    except InputError as error:
        raise ValueError(str(error)) from error
    start, end = (datetime(d.year, d.month, d.day, tzinfo=where) for d in (day.first, day.after))
    return {"start": start, "end": end}


class WhereBody(Body):
    """A place."""

    name: Name
    precision: PlacePrecision
    country: Name | None = None
    admin1: Name | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    blurred: Prose | None = None

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("has one of latitude and longitude; give both or neither")
        return self


class CasualtiesBody(Body):
    """People of one category, killed and wounded: least, best and most."""

    category: Name
    killed: tuple[Count, Count, Count] | None = None
    wounded: tuple[Count, Count, Count] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name, count in (("killed", self.killed), ("wounded", self.wounded)):
            if count and not count[0] <= count[1] <= count[2]:
                raise ValueError(f"{name} is {list(count)}; write the least, the best and the most")
        return self


class AllegationBody(Body):
    """What one source tells."""

    source: Name
    source_kind: SourceKind
    made: Instant
    when: WhenBody
    where: WhereBody
    kind: KindId
    text: Prose
    accused: Name | None = None
    casualties: tuple[CasualtiesBody, ...] = ()
    retells: tuple[Id, ...] = ()
    address: Name | None = None
    language: Name | None = None
    files: tuple[Sha256, ...] = ()
    labels: Labels = Field(default_factory=dict)


class IncidentBody(Body):
    """What is held to have happened."""

    title: Name
    when: WhenBody
    where: WhereBody
    kind: KindId
    character: Character
    intent: Intent = Intent.UNCLEAR
    casualties: tuple[CasualtiesBody, ...] = ()
    weapon: Name | None = None
    target: Name | None = None
    labels: Labels = Field(default_factory=dict)


class AttributionBody(Body):
    """Who is held to have done it.

    Attributes
    ----------
    outside
        Actors among the shares that are no party to the accord.
    """

    shares: dict[Name, Annotated[float, Field(ge=0, le=1)]] = Field(min_length=1)
    reason: Prose = Field(min_length=1)
    standard: StandardOfProof | None = None
    intent: Intent | None = None
    outside: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = sum(self.shares.values())
        if abs(total - 1) > SHARES_SUM:
            raise ValueError(f"adds up to {total:g}, not 1; put what is left under {UNKNOWN!r}")
        return self


class SpanBody(Body):
    """Whole days, from the first up to but not including the end."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ValueError("ends before it starts; end is the day after the last")
        return self


class ClaimBody(Body):
    """What a party or an outlet claims."""

    claimant: Name
    kind: ClaimKind
    made: date
    source: Name
    measure: Name | None = None
    span: SpanBody | None = None
    value: Annotated[float, Field(ge=0)] | None = None
    bound: Bound = Bound.EXACT
    incident: Id | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _told(self) -> Self:
        if self.kind is ClaimKind.COUNT and (
            self.value is None or not self.measure or self.span is None
        ):
            raise ValueError("a count needs value, measure and span")
        if self.kind is not ClaimKind.COUNT and self.incident is None:
            raise ValueError(
                f"which incident the {self.kind.value} speaks of is missing (incident)"
            )
        return self
