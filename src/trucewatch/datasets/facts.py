"""What is known about a data set, read from the YAML file beside its adapter.

The file is data: it says which column of a published file is kept as which column of the archive,
which are knowingly left out, and what the source has published about each release.
"""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from trucewatch.days import DaySpan

TypeName = Literal["whole", "number", "text", "codes", "yes_no", "day"]


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldFacts(_Facts):
    """One column of the archive and where it comes from.

    Attributes
    ----------
    source, aliases
        Its name in the published file (None: the archive's own name) and in other layouts.
    type
        ``codes`` is text such as "2;200;900"; ``yes_no`` is 1/0 or true/false.
    needed
        Whether a row without a value is rejected.
    within, outside
        Least and greatest value, and what becomes of a row outside them.
    nothing
        A number that stands for "not known".
    """

    source: str | None = None
    aliases: tuple[str, ...] = ()
    type: TypeName
    needed: bool = False
    within: tuple[float, float] | None = None
    outside: Literal["rejected", "warning"] = "rejected"
    nothing: int | None = None


class ReleaseFacts(_Facts):
    """What the source has published about a release; ``start`` to ``end`` is half-open."""

    start: date
    end: date
    events: PositiveInt | None = None
    deaths: PositiveInt | None = None
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    csv_bytes: PositiveInt | None = None
    article: str | None = None

    @property
    def covers(self) -> DaySpan:
        """The days on which the source was looking."""
        return DaySpan(self.start, self.end)


class DatasetFacts(_Facts):
    """Everything the YAML file of a data set says."""

    dataset: str
    title: str
    home: str
    download: str
    licence: str
    citation: str
    foreign: dict[str, str]
    names: tuple[str, ...]
    fields: dict[str, FieldFacts]
    left_out: dict[str, str]
    columns: tuple[str, ...]
    releases: dict[str, ReleaseFacts]

    def release(self, label: str) -> ReleaseFacts | None:
        """Return what is known about this release, or None."""
        return self.releases.get(label)

    def cite(self, label: str) -> str:
        """Return how to cite this release."""
        known = self.releases.get(label)
        article = known.article if known and known.article else None
        parts = [f"{self.title}, release {label}", self.citation, article]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def archive_names(self) -> Mapping[str, str]:
        """Return each name a file may use, and the archive's column it is kept as."""
        return {
            name: column
            for column, field in self.fields.items()
            for name in (field.source or column, *field.aliases)
        }


def load(name: str) -> DatasetFacts:
    """Return the facts in the YAML file of this name beside this module.

    Examples
    --------
    >>> load("ucdp_ged").releases["26.1"].events
    417968
    """
    text = (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
    return DatasetFacts.model_validate(yaml.safe_load(text))
