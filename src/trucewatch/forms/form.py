"""Values and parts that every file a person writes is made of; unknown keys are errors."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from trucewatch.days import PartialDay, parse_day, zone
from trucewatch.errors import InputError

SAID = "said"
"""The type of an error whose context holds our own words: ``what`` and ``remedy``."""

YEARS = range(1900, 2201)

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ADDRESS = r"^https?://\S+$"

T = TypeVar("T")


def said(what: str, remedy: str | None = None) -> PydanticCustomError:
    """Return a validation error in our own words."""
    return PydanticCustomError(SAID, "{what}", {"what": what, "remedy": remedy})


def reading(parse: Callable[[str], T]) -> Callable[[object], T]:
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


def usable_day(text: str) -> date:
    """Return the day that an ISO date names, in a year that files and questions speak of.

    Raises
    ------
    InputError
        When it is no date, or far away.

    Examples
    --------
    >>> usable_day("2020-02-29")
    datetime.date(2020, 2, 29)
    """
    day = parse_day(text)
    if day.year not in YEARS:
        raise InputError(f"{text!r} is outside the years {YEARS[0]} to {YEARS[-1]}")
    return day


def _partial(text: str) -> PartialDay:
    """Read a day, a month or a year in which people still live."""
    when = PartialDay.parse(text)
    if when.year not in YEARS:
        raise InputError(f"{text!r} is outside the years {YEARS[0]} to {YEARS[-1]}")
    return when


def _moment(text: str) -> datetime:
    """Read a day, a day and a time, or both with an offset from UTC."""
    try:
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            usable_day(text[:10])
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
Day = Annotated[date, BeforeValidator(reading(usable_day))]
Moment = Annotated[
    datetime,
    PlainValidator(reading(_moment)),
    WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT.pattern}$"}),
]
Precise = Annotated[
    PartialDay,
    PlainValidator(reading(_partial)),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}),
]
Zone = Annotated[ZoneInfo, PlainValidator(reading(zone)), WithJsonSchema({"type": "string"})]


class Form(BaseModel):
    """A part of a file that a person writes. Unknown keys are errors."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        model_title_generator=lambda form: form.__name__.removesuffix("Form"),
        field_title_generator=lambda name, _: name.replace("_", " ").capitalize(),
    )
