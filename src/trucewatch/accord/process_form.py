"""The form of a process file: its keys, and what each of them may hold.

The form checks one value at a time; what contradicts something else in the file is found in
``trucewatch.accord.process_problems``.
"""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from trucewatch.accord.condition_form import MOST_DAYS, Amount, ConditionForm, Ids
from trucewatch.days import PartialDay
from trucewatch.domain.process import ActorKind, StepKind
from trucewatch.domain.rule import Finding
from trucewatch.domain.truce import Bound
from trucewatch.forms.form import Address, Day, Form, Id, Precise, Text, Zone, said

Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]


class SourceForm(Form):
    """Where something is written."""

    id: Id = Field(description="A short id; entries name it under their sources.")
    title: Text = Field(description="What it is called.")
    published: Precise = Field(
        description="When it was published, as precisely as is known; without it nobody could say "
        "what was known when."
    )
    address: Address | None = Field(None, description="Where it can be read.")
    sha256: Sha256 | None = Field(None, description="SHA-256 of the file that was read.")


class RoleForm(Form):
    """What a person or an office was, and for whom."""

    title: Text = Field(description="The role, such as Secretary of State.")
    of: Id | None = Field(None, description="The actor it is a role of.")
    since: Precise | None = Field(None, description="From when.")
    until: Precise | None = Field(None, description="The last day, month or year.")
    sources: Ids = Field((), description="Ids of the sources that say so.")


class ActorForm(Form):
    """Somebody who takes part, stands beside, or stands in the way."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    kind: ActorKind = Field(description="A state, an armed group, an organisation, ...")
    aliases: tuple[Text, ...] = Field((), description="Other names it goes by.")
    roles: tuple[RoleForm, ...] = Field((), description="What it was, for whom, and when.")
    sources: Ids = Field((), description="Ids of the sources that say so.")


class EvidenceForm(Form):
    """That something was so on a day, and since when that could be known."""

    on: Precise | None = Field(None, description="The day, month or year of it.")
    since: Precise | None = Field(
        None, description="In place of on: from when, of what goes on without a known end."
    )
    until: Precise | None = Field(None, description="The last day of something that lasted.")
    known: Day | None = Field(
        None,
        description="The day from which it could be known; left out, the last day on which the "
        "earliest of its sources can have been published.",
    )
    sources: Ids = Field((), description="Ids of the sources that say so.")
    note: Text | None = Field(None, description="What a reader must know of it.")

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.on is None) == (self.since is None):
            raise said("it needs either on or since", "write on: and the day")
        if self.since is not None and self.until is not None:
            raise said("since is of what goes on, until of what has ended", "write on: for since:")
        return self

    @property
    def first(self) -> PartialDay:
        """The day that is given."""
        day = self.on or self.since
        assert day is not None  # noqa: S101 - the form has seen to it
        return day


class SayingForm(EvidenceForm):
    """What somebody declared."""

    by: Ids = Field(min_length=1, description="Who said so.")
    says: Text = Field(description="What was said, in a few words of one's own.")
    quantity: Amount | None = Field(None, description="How much was said to be done.")


class EndForm(EvidenceForm):
    """That a commitment was given up, and why."""

    reason: Text = Field(description="Why.")


class DueForm(Form):
    """A deadline: a day, or so long after something else."""

    on: Precise | None = Field(None, description="The last day, month or year that is in time.")
    after: Id | None = Field(None, description="What sets the clock going.")
    days: Days = Field(0, description="So many days after it.")
    months: Annotated[int, Field(ge=0, le=1200)] = Field(0, description="So many months after it.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.on is None and self.after is None:
            raise said(
                "a deadline without a trigger",
                "write on: and a day, or after: and the id of what sets the clock going",
            )
        if self.on is not None and (self.after is not None or self.days or self.months):
            raise said("a deadline is a day or comes after something, not both", "keep one of them")
        return self


class StepForm(Form):
    """Something that happens on the way."""

    id: Id = Field(description="A short id, used once in the file.")
    kind: StepKind = Field(description="Talks, a meeting, an agreement, ...")
    name: Text = Field(description="The name that readers see.")
    actors: Ids = Field((), description="Who takes part.")
    place: Text | None = Field(None, description="Where.")
    reason: Text | None = Field(
        None, description="Why; needed for a suspension, a resumption and a collapse."
    )
    needs: ConditionForm | None = Field(None, description="What has to be so before.")
    declared: tuple[SayingForm, ...] = Field((), description="What was said of it.")
    done: EvidenceForm | None = Field(None, description="That it happened.")


class ExemptionForm(EvidenceForm):
    """A part of the quantity that need not be done."""

    quantity: Amount = Field(description="How much.")
    reason: Text = Field(description="Why.")


class ProgressForm(EvidenceForm):
    """How far it was on a day: the total by then, or how much more."""

    total: Amount | None = Field(None, description="In all by then; of a level, the level then.")
    more: Amount | None = Field(None, description="In place of total: how much was added.")
    unit: Text | None = Field(None, description="The unit, if it is to be checked.")

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.total is None) == (self.more is None):
            raise said("it needs either total or more", "write one of them")
        return self


def _due(value: object) -> object:
    """Let a deadline be written as a day alone."""
    return {"on": value} if isinstance(value, str) else value


class CommitmentForm(Form):
    """What somebody took upon himself."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    by: Ids = Field(min_length=1, description="Who has to do it.")
    to: Ids = Field((), description="To whom it was promised.")
    act: Text = Field(
        description="What: a provision of the Peace Accords Matrix, or a name of one's own."
    )
    agreed: EvidenceForm = Field(description="When it was taken on, and where that is written.")
    quantity: Amount | None = Field(None, description="How much; left out, it is done or not.")
    unit: Text | None = Field(None, description="Of what.")
    start: Amount | None = Field(
        None, description="The level it starts from, where quantity is the level to reach."
    )
    due: Annotated[DueForm, BeforeValidator(_due)] | None = Field(
        None, description="The deadline: a day, or so long after something else."
    )
    needs: ConditionForm | None = Field(None, description="What has to be so before.")
    exemptions: tuple[ExemptionForm, ...] = Field(
        (), description="Parts of the quantity that need not be done."
    )
    declared: tuple[SayingForm, ...] = Field((), description="What was said of it.")
    progress: tuple[ProgressForm, ...] = Field((), description="How far it was, day by day.")
    done: EvidenceForm | None = Field(None, description="That it was done, as a whole.")
    waived: EndForm | None = Field(None, description="That it need not be done any more.")
    broken_off: EndForm | None = Field(None, description="That it was given up.")


class SpotForm(Form):
    """A circle around a point."""

    latitude: Annotated[float, Field(ge=-90, le=90)] = Field(description="In degrees.")
    longitude: Annotated[float, Field(ge=-180, le=180)] = Field(description="In degrees.")
    km: Annotated[float, Field(gt=0, le=2000)] = Field(description="The radius in kilometres.")


class ZoneForm(Form):
    """An area that rules speak of."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    places: tuple[Text, ...] = Field(
        (), description="Spots and towns in it; held against the nearest name of an act."
    )
    areas: tuple[Text, ...] = Field(
        (), description="Districts and provinces of it; held against any name of an act."
    )
    spots: tuple[SpotForm, ...] = Field((), description="Circles that belong to it.")
    sources: Ids = Field((), description="Ids of the sources that say so.")


class RuleForm(Form):
    """One rule: it speaks of an act that meets every key that is given."""

    id: Id = Field(description="A short id, used once in its reading.")
    finding: Finding = Field(description="What it says: violation, or not a violation.")
    text: Text = Field(description="The rule in words of one's own.")
    actors: Ids = Field((), description="Who did it.")
    acts: Ids = Field((), description="What was done.")
    weapons: Ids = Field((), description="With what.")
    targets: Ids = Field((), description="To whom or what.")
    zones: Ids = Field((), description="In one of these zones.")
    outside: Ids = Field((), description="In none of these zones.")
    circumstances: Ids = Field((), description="One of these holds, such as self-defence.")
    since: Day | None = Field(None, description="The first day on which it is in force.")
    until: Day | None = Field(None, description="The first day on which it is no longer in force.")
    sources: Ids = Field((), description="Ids of the sources that say so.")

    @model_validator(mode="after")
    def _decides(self) -> Self:
        if self.finding not in (Finding.VIOLATION, Finding.NOT_A_VIOLATION):
            raise said(f"a rule cannot find {self.finding.value!r}", "write violation or not a ...")
        return self


class ReadingForm(Form):
    """How one party, or everybody, reads the terms."""

    id: Id = Field(description="A short id; versions of one reading share it.")
    name: Text = Field(description="The name that readers see.")
    holder: Id | None = Field(None, description="The actor who reads them so.")
    version: Annotated[int, Field(ge=1)] = Field(1, description="Grows with every change.")
    since: Day | None = Field(None, description="From which day this version was known.")
    in_force_since: Day | None = Field(
        None, description="The first day of acts that it speaks of; left out, it has no beginning."
    )
    in_force_until: Day | None = Field(
        None, description="The first day of acts that it no longer speaks of."
    )
    rules: tuple[RuleForm, ...] = Field(
        min_length=1, description="In order; the first that speaks of an act decides."
    )


class IncidentForm(EvidenceForm):
    """An incident of the process's own record."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="What happened, in a few words.")
    actor: Id | None = Field(None, description="Who did it; left out, it is not known.")
    act: Id | None = Field(None, description="What was done.")
    weapon: Id | None = Field(None, description="With what.")
    target: Id | None = Field(None, description="To whom or what.")
    places: tuple[Text, ...] = Field((), description="Where, from near to far.")
    exact: bool = Field(True, description="Whether the first place is a spot or a town.")
    circumstances: Ids = Field((), description="What is established, such as self-defence.")
    claimed: Ids = Field((), description="What is claimed and open.")
    serious: bool = Field(False, description="Whether it is of the kind that stops clocks.")


class CountForm(Form):
    """A number of something on some days, as one claimant counted it."""

    measure: Text = Field(description="What was counted.")
    claimant: Text = Field(description="Who says so, and through whom.")
    first_day: Day = Field(description="The first day it speaks of.")
    last_day: Day = Field(description="The last day it speaks of; it is included.")
    value: Amount = Field(description="The number.")
    bound: Bound = Field(Bound.EXACT, description="How exactly it was stated.")
    known: Day | None = Field(None, description="The day from which it could be known.")
    sources: Ids = Field((), description="Ids of the sources that say so.")


class GateForm(Form):
    """A condition that something waits for."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    when: ConditionForm = Field(description="When it opens.")
    agreed: EvidenceForm | None = Field(
        None, description="When it was agreed on, and where that is written."
    )


class PhaseForm(Form):
    """A part of the process."""

    id: Id = Field(description="A short id, used once in the file.")
    name: Text = Field(description="The name that readers see.")
    begins: ConditionForm = Field(description="When it begins.")
    sources: Ids = Field((), description="Ids of the sources that say so.")


class TruceRefForm(Form):
    """A truce that the estimates are of."""

    id: Id = Field(description="The name under which conditions speak of it.")
    file: Text = Field(description="Its truce file, in the same directory.")


class ProcessForm(Form):
    """A process file."""

    id: Id = Field(description="A short id: small letters, digits and hyphens.")
    name: Text = Field(description="The name that readers see.")
    zone: Zone = Field(description="The time zone whose days are meant.")
    actors: tuple[ActorForm, ...] = Field(min_length=1, description="Everybody who is named.")
    parties: Ids = Field(min_length=1, description="Ids of the actors who are bound.")
    mediators: Ids = Field((), description="Ids of the actors who bring it about.")
    guarantors: Ids = Field((), description="Ids of the actors who vouch for it.")
    observers: Ids = Field((), description="Ids of the actors who watch over it.")
    truces: tuple[TruceRefForm, ...] = Field((), description="Truces that estimates are of.")
    sources: tuple[SourceForm, ...] = Field((), description="Where things are written.")
    steps: tuple[StepForm, ...] = Field((), description="What happens on the way.")
    commitments: tuple[CommitmentForm, ...] = Field((), description="What was promised.")
    zones: tuple[ZoneForm, ...] = Field((), description="Areas that rules speak of.")
    readings: tuple[ReadingForm, ...] = Field((), description="The terms, as each reads them.")
    incidents: tuple[IncidentForm, ...] = Field((), description="Incidents of the record.")
    counts: tuple[CountForm, ...] = Field((), description="Numbers that levels are held against.")
    gates: tuple[GateForm, ...] = Field((), description="Conditions that something waits for.")
    phases: tuple[PhaseForm, ...] = Field(
        min_length=1, description="In order; the last that has begun is where the process stands."
    )
