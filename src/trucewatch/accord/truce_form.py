"""The form of a truce file: its keys, and what each of them may hold.

The form checks one value at a time; what contradicts something else in the file is found in
``trucewatch.accord.truce_file``.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from trucewatch.domain.truce import MOVING_HOLIDAYS, Bound, FigureUnit, Period, TruceKind
from trucewatch.forms.form import Address, Day, Form, Id, Moment, NameInData, Text, Zone, said

LONGEST = 3660


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
