"""The form of a condition: what a gate, a phase, a step or a commitment waits for."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from trucewatch.domain.verdict import Verdict
from trucewatch.forms.form import Day, Form, Id, Text, said

MOST_DAYS = 36_600
Ids = tuple[Id, ...]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class CalmForm(Form):
    """So many days in a row on which the clock was not set back."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = Field(description="How many days in a row.")
    start: Day | None = Field(None, description="The first day that can count.")
    after: Id | None = Field(None, description="The step that sets the clock going.")
    same_day: bool = Field(False, description="Whether the day of that step counts too.")
    until: Id | None = Field(None, description="A step that ends it for good.")
    measure: Text | None = Field(None, description="What is counted, where a level was agreed.")
    claimant: Text | None = Field(None, description="By whose count.")
    at_most: Amount | None = Field(None, description="The level that no day may exceed.")
    serious_resets: bool = Field(
        True, description="Whether a serious incident sets the clock back."
    )
    reset_by: Ids = Field((), description="Steps that set the clock back.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.start is None) == (self.after is None):
            raise said("it needs either start or after", "write start: and the first day")
        level = (self.measure, self.claimant, self.at_most)
        if any(part is None for part in level) and any(part is not None for part in level):
            raise said("a level needs measure, claimant and at_most", "write all three or none")
        return self


class DeclaredForm(Form):
    """Each of some actors has said so."""

    what: Id = Field(description="Of which step or commitment.")
    by: Ids = Field(min_length=1, description="Who has to have said so.")


class EstimatedForm(Form):
    """What the estimate says of a truce."""

    truce: Id = Field(description="One of the truces of this file.")
    verdict: Verdict | None = Field(None, description="The verdict it has to give.")
    fall: Annotated[float, Field(gt=0, lt=1)] | None = Field(
        None, description="Or the fall that has to be shown, as a share: 0.8 for 80 %."
    )
    level: Annotated[float, Field(gt=0.5, lt=1)] = Field(
        0.9, description="The probability from which a fall counts as shown."
    )

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.verdict is None) == (self.fall is None):
            raise said("it needs either verdict or fall", "write one of them")
        return self


class ConditionForm(Form):
    """What something waits for: exactly one of these keys."""

    done: Id | None = Field(
        None, description="A step taken, a commitment met, a gate open or a phase begun."
    )
    declared: DeclaredForm | None = Field(None, description="Each of some actors has said so.")
    day: Day | None = Field(None, description="A day has come.")
    calm: CalmForm | None = Field(None, description="So many days in a row at or below a level.")
    estimated: EstimatedForm | None = Field(None, description="What the estimate says.")
    all: "tuple[ConditionForm, ...]" = Field((), description="Every one of these conditions.")
    any: "tuple[ConditionForm, ...]" = Field((), description="One of these is enough.")

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) not in (None, ())]
        if len(given) != 1:
            keys = ", ".join(type(self).model_fields)
            what = "more than one key" if given else "no key"
            raise said(f"a condition with {what}", f"write exactly one of {keys}")
        return self
