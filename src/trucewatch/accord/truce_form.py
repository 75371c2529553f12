"""The form of a truce file: its keys, and what each of them may hold.

The form checks one value at a time; what contradicts something else in the file is found in
``trucewatch.accord.truce_file``.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from trucewatch.days import parse_day, zone
from trucewatch.domain.truce import MOVING_HOLIDAYS, Bound, FigureUnit, Period, TruceKind
from trucewatch.errors import InputError

SAID = "said"
"""The type of an error whose context holds our own words: ``what`` and ``remedy``."""

YEARS = range(1900, 2201)
LONGEST = 3660

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS = r"^https?://\S+$"

T = TypeVar("T")


def said(what: str, remedy: str | None = None) -> PydanticCustomError:
    """Return a validation error in our own words."""
    return PydanticCustomError(SAID, "{what}", {"what": what, "remedy": remedy})


def _read(parse: Callable[[str], T]) -> Callable[[object], T]:
    """Make a validator of a function that reads a text and may raise an InputError."""

    def read(value: object) -> T:
        if not isinstance(value, str):
            raise said("a text belongs here")
        try:
            return parse(value)
        except InputError as error:
            raise said(error.what, error.remedy) from error

    return read


def _like(pattern: str, words: str) -> Callable[[str], str]:
    """Make a validator of a pattern and the words for a text that does not match it."""

    def match(text: str) -> str:
        if not re.match(pattern, text):
            raise said(f"{text!r} is not {words}")
        return text

    return match


def _day(text: str) -> date:
    """Read a day in a year that people still live in."""
    day = parse_day(text)
    if day.year not in YEARS:
        raise InputError(f"{text!r} is outside the years {YEARS[0]} to {YEARS[-1]}")
    return day


def _moment(text: str) -> datetime:
    """Read a day, a day and a time, or both with an offset from UTC."""
    try:
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            _day(text[:10])
            return moment
    except ValueError:
        pass
    raise InputError(
        f"{text!r} is not a date and time",
        remedy="write YYYY-MM-DD HH:MM in local time, or with an offset as in "
        "2016-02-27 00:00+02:00",
    )


def _one_line(text: str) -> str:
    """Join a text that was folded over several lines; refuse what cannot be shown."""
    line = " ".join(text.split())
    for character in line:
        if unicodedata.category(character) in ("Cc", "Cs"):
            raise said(f"the character {character!a} cannot be shown", "remove it")
    return line


Text = Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1)]
Id = Annotated[
    str,
    StringConstraints(max_length=64),
    AfterValidator(_like(_ID, "an id: small letters, digits and hyphens, as in syria-2016")),
    WithJsonSchema({"type": "string", "pattern": _ID, "maxLength": 64}),
]
Address = Annotated[
    str,
    AfterValidator(_like(_ADDRESS, "an address that starts with http:// or https://")),
    WithJsonSchema({"type": "string", "pattern": _ADDRESS}),
]
NameInData = Annotated[Text, WithJsonSchema({"type": ["string", "integer"]})]
Day = Annotated[date, BeforeValidator(_read(_day))]
Moment = Annotated[
    datetime,
    PlainValidator(_read(_moment)),
    WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT.pattern}$"}),
]
Zone = Annotated[ZoneInfo, PlainValidator(_read(zone)), WithJsonSchema({"type": "string"})]


class Form(BaseModel):
    """A part of a truce file. Unknown keys are errors."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        model_title_generator=lambda form: form.__name__.removesuffix("Form"),
        field_title_generator=lambda name, _: name.replace("_", " ").capitalize(),
    )


class PlaceForm(Form):
    """Where the truce holds."""

    country: Text = Field(description="The country's name as the data sets write it.")
    admin1: tuple[Text, ...] = Field(
        (), description="Provinces or governorates the truce is limited to; none means all."
    )


class PartyForm(Form):
    """A party to the truce, or an armed group named as none."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    aliases: tuple[Text, ...] = Field((), description="Other names it goes by.")
    dataset_names: dict[Id, tuple[Text, ...]] = Field(
        {}, description="Per data set, the names under which it stands there."
    )


class ThresholdForm(Form):
    """The fall the parties agreed on."""

    fall: float = Field(
        gt=0, le=1, allow_inf_nan=False, description="The agreed fall as a share: 0.8 is 80 %."
    )
    measure: Text = Field(description="What was to fall, such as attacks.")
    source: Text = Field(description="Where that is said: an address or a citation.")


class SelectionForm(Form):
    """Which events of one data set the truce is about. A key that is left out selects all."""

    countries: tuple[NameInData, ...] = Field((), description="Countries.")
    conflicts: tuple[NameInData, ...] = Field((), description="Conflicts, by name or number.")
    dyads: tuple[NameInData, ...] = Field((), description="Pairs of opponents, by name or number.")
    admin1: tuple[NameInData, ...] = Field((), description="Provinces or governorates.")
    violence_types: tuple[Annotated[int, Field(ge=1, le=3)], ...] = Field(
        (), description="UCDP's types: 1 state-based, 2 non-state, 3 one-sided."
    )


class HolidayForm(Form):
    """Days on which violence may differ from other days, whatever was agreed."""

    name: Text = Field(
        description="Its name; for Ramadan, Eid al-Fitr and Eid al-Adha the calendar tells the "
        "days."
    )
    days: tuple[Day, ...] = Field((), description="Its days, for any other holiday.")

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        if not self.days and self.name not in MOVING_HOLIDAYS:
            raise said(
                f"the days of {self.name!r} are not known",
                f"list them under days, or name one of {', '.join(MOVING_HOLIDAYS)}",
            )
        return self


class EventsSourceForm(Form):
    """A file of events that cannot be shipped and has to be brought."""

    dataset: Id = Field(description="The data set, such as ucdp-ged.")
    file: Text = Field(description="The name of the file.")
    url: Address = Field(description="Where to get it.")
    note: Text = Field(description="How to get it and what to do with it.")


class FigureForm(Form):
    """A number somebody published. Nothing is averaged: each keeps its claimant and its days."""

    measure: Text = Field(description="What was counted. Only figures of one measure are compared.")
    claimant: Text = Field(
        description="Who says so, and through whom. Only figures of one claimant are compared."
    )
    first_day: Day = Field(description="The first day it speaks of.")
    last_day: Day = Field(description="The last day it speaks of; this day is included.")
    window_stated: bool = Field(
        True, description="false where the source does not state the days and they are inferred."
    )
    value: float = Field(
        allow_inf_nan=False, description="The number as published, without separators."
    )
    unit: FigureUnit = Field(
        FigureUnit.COUNT, description="What kind of number it is: a count unless stated."
    )
    bound: Bound = Field(Bound.EXACT, description="How exactly it was stated: exact unless stated.")
    period: Period = Field(description="Whether its days lie before, during or after the truce.")
    source: Address = Field(description="The address of the publication.")
    note: Text | None = Field(None, description="What a reader must know of it.")


class TruceForm(Form):
    """A truce and what has to be known to ask whether it held."""

    id: Id = Field(description="A short id, such as syria-2016.")
    name: Text = Field(description="The name that readers see.")
    kind: TruceKind = Field(description="What the parties called it.")
    zone: Zone = Field(description="The time zone whose days are counted, such as Asia/Damascus.")
    start: Moment = Field(
        description="The agreed start in local time, such as 2016-02-27 00:00; a date alone "
        "means midnight."
    )
    end: Moment | None = Field(
        None,
        description="The first moment that is no longer part of it; left out where no end was "
        "agreed or is known.",
    )
    announced: Day | None = Field(None, description="The day it was announced.")
    place: PlaceForm = Field(description="Where it holds.")
    parties: tuple[PartyForm, ...] = Field(
        description="Who is bound by it: at least one.", json_schema_extra={"minItems": 1}
    )
    mediators: tuple[Text, ...] = Field((), description="Who brought it about.")
    observers: tuple[Text, ...] = Field((), description="Who watches over it.")
    not_parties: tuple[PartyForm, ...] = Field(
        (), description="Armed groups that it does not cover."
    )
    first_days: int | None = Field(
        None,
        ge=1,
        le=LONGEST,
        description="How many days to ask about when nobody says otherwise; left out, all of it.",
    )
    washout_days: int = Field(
        0, ge=0, le=LONGEST, description="Days just before the start that the baseline leaves out."
    )
    baseline_days: int = Field(
        180, ge=1, le=LONGEST, description="The longest baseline to use, in days."
    )
    threshold: ThresholdForm | None = Field(
        None, description="The fall the parties agreed on, where they did."
    )
    data: dict[Id, SelectionForm] = Field(
        {}, description="Per data set, the events the truce is about."
    )
    events_sources: tuple[EventsSourceForm, ...] = Field(
        (), description="Files of events that a person has to bring."
    )
    figures: tuple[FigureForm, ...] = Field((), description="What others published.")
    known_limits: tuple[Text, ...] = Field(
        (), description="What a reader must know of the selection or the record, a sentence each."
    )
    holidays: tuple[HolidayForm, ...] = Field(
        (), description="Holidays that may move the daily rate."
    )
    sources: tuple[Text, ...] = Field(
        (), description="Where the terms of the truce are found: addresses or citations."
    )
