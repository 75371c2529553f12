"""From the texts of one row to an allegation, or to what is wrong with each of them."""

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from trucewatch.domain.allegation import (
    Allegation,
    Casualties,
    PlacePrecision,
    SourceKind,
    When,
    Where,
)
from trucewatch.domain.label import Label
from trucewatch.errors import InputError
from trucewatch.forms.form import YEARS
from trucewatch.register.mapping import MappingForm
from trucewatch.register.wording import safe_text
from trucewatch.words import clean

MOST = 1_000_000
"""People in one allegation; more is a slip."""

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?)?", re.ASCII
)
_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d+)?", re.ASCII)
_COUNT = re.compile(r"\d{1,7}(\s*/\s*\d{1,7}\s*/\s*\d{1,7})?", re.ASCII)

E = TypeVar("E", bound=StrEnum)


class WrongValueError(InputError):
    """What is wrong with one value."""


@dataclass(slots=True)
class Texts:
    """The texts of one row by field, and what was found wrong with them.

    Attributes
    ----------
    wrong
        For each field what is wrong with its text.
    """

    texts: Mapping[str, str]
    mapping: MappingForm
    wrong: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return the text of a field; empty where there is none."""
        return self.texts.get(name, "")

    def tried(self, name: str, read: Callable[[str], E | str | float | datetime]) -> object:
        """Read a field that must be there; None where it cannot be read."""
        text = self.of(name)
        try:
            found = read(text) if text else ""
            if found == "":
                raise WrongValueError("is empty")
            return found
        except WrongValueError as error:
            self.wrong.setdefault(name, error.what)
            return None


def read_allegation(
    name: str, row: Texts, *, kinds: Collection[str] | None = None
) -> Allegation | None:
    """Return the allegation that a row tells of; None where ``row.wrong`` says what is wrong.

    Parameters
    ----------
    name
        Its id.
    row
        The texts of the row.
    kinds
        The kinds of the typology; None takes any.
    """
    mapping = row.mapping
    when, made = _when(row), row.tried("made", lambda text: _moments(text, mapping)[2])
    if when is not None and isinstance(made, datetime) and made < when.start:
        row.wrong.setdefault("made", "it was said before it happened")
    where = _where(row)
    source_kind = row.tried("source_kind", _word(SourceKind))
    kind = row.tried("kind", lambda text: _kind(text, kinds))
    casualties = _casualties(row)
    label = row.tried("label", _word(Label)) if row.of("label") else Label.MISSION
    source = row.tried("source", clean)
    text = row.tried("text", safe_text)
    if row.wrong or when is None or where is None:
        return None
    return Allegation(
        id=name,
        source=str(source),
        source_kind=SourceKind(str(source_kind)),
        made=made if isinstance(made, datetime) else when.end,
        when=when,
        where=where,
        kind=str(kind),
        text=str(text),
        accused=clean(row.of("accused")) or None,
        casualties=casualties,
        retells=tuple(re.split(r"[\s,;]+", clean(row.of("retells")))) if row.of("retells") else (),
        address=clean(row.of("address")) or None,
        language=clean(row.of("language")) or None,
        label=Label(str(label)),
        labels=mapping.labels,
    )


def _word(words: type[E]) -> Callable[[str], E]:
    """Make a reader of a word out of a closed list, in any case."""

    def read(text: str) -> E:
        for one in words:
            if one.value == clean(text).casefold():
                return one
        raise WrongValueError(f"is none of: {', '.join(one.value for one in words)}")

    return read


def _kind(text: str, kinds: Collection[str] | None) -> str:
    kind = clean(text)
    if kinds is not None and kind not in kinds:
        close = get_close_matches(kind, kinds, n=1)
        raise WrongValueError(
            "is no kind of the typology" + (f"; did you mean {close[0]}?" if close else "")
        )
    return kind


def _when(row: Texts) -> When | None:
    given = (*row.mapping.columns, *row.mapping.constants)
    first = "when" if "when" in given else "when.start"
    start = row.tried(first, lambda text: _moments(text, row.mapping)[0])
    last = "when.end" if row.of("when.end") else first
    end = row.tried(last, lambda text: _moments(text, row.mapping)[1])
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    if end <= start:
        row.wrong.setdefault(last, "it ended before it began")
        return None
    return When(start, end)


def _moments(text: str, mapping: MappingForm) -> tuple[datetime, datetime, datetime]:
    """Return when it began, when it was over, and the latest moment that can be meant.

    A day is the whole of it, a time a minute.
    """
    moment, whole_day = _read_moment(clean(text), mapping)
    if moment.year not in YEARS:
        raise WrongValueError(f"is outside the years {YEARS[0]} to {YEARS[-1]}")
    if moment.tzinfo is not None:
        return moment, moment + timedelta(minutes=1), moment
    if not whole_day:
        start = _in_zone(moment, mapping.zone)
        return start, start + timedelta(minutes=1), start
    day = moment.date()
    end = _midnight(day + timedelta(days=1), mapping.zone)
    return _midnight(day, mapping.zone), end, end - timedelta(minutes=1)


def _read_moment(text: str, mapping: MappingForm) -> tuple[datetime, bool]:
    with suppress(ValueError):
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-")), len(
                text
            ) == 10
    for form in mapping.dates:
        with suppress(ValueError):
            return datetime.strptime(text, form), not ("%H" in form or "%I" in form)
    also = f" or {' or '.join(mapping.dates)}" if mapping.dates else ""
    raise WrongValueError(f"is no date as YYYY-MM-DD or YYYY-MM-DD HH:MM{also}")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.replace(tzinfo=zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise WrongValueError(
            f"the clocks of {zone.key} skip or repeat this time; add the offset from UTC"
        )
    return local


def _where(row: Texts) -> Where | None:
    latitude, longitude = _point(row)
    name = row.tried("where.name", clean)
    precision = PlacePrecision.NEAR
    if row.of("where.precision"):
        given = row.tried("where.precision", _word(PlacePrecision))
        precision = given if isinstance(given, PlacePrecision) else precision
    if row.wrong.keys() & {"where.name", "where.precision", "where.point"}:
        return None
    return Where(
        name=str(name),
        precision=precision,
        country=clean(row.of("where.country")) or None,
        admin1=clean(row.of("where.admin1")) or None,
        latitude=latitude,
        longitude=longitude,
    )


def _point(row: Texts) -> tuple[float | None, float | None]:
    fields = ["where.latitude", "where.longitude"]
    texts = [row.of(name) for name in fields]
    if row.of("where.point"):
        fields = ["where.point", "where.point"]
        parts = re.split(r"[\s,]+", clean(row.of("where.point")))
        texts = parts[:2] if len(parts) in (2, 3, 4) else ["?", "?"]
    if not any(texts):
        return None, None
    found: list[float | None] = []
    for name, text, most in zip(fields, texts, (90, 180), strict=True):
        try:
            found.append(_degrees(clean(text), most))
        except WrongValueError as error:
            row.wrong.setdefault(name, error.what)
            found.append(None)
    return found[0], found[1]


def _degrees(text: str, most: int) -> float:
    if not text:
        raise WrongValueError("is empty, though the other coordinate is not")
    if not _NUMBER.fullmatch(text) or abs(float(text)) > most:
        raise WrongValueError(f"is no number of degrees from -{most} to {most}")
    return float(text)


def _casualties(row: Texts) -> tuple[Casualties, ...]:
    found: dict[str, dict[str, tuple[int, int, int]]] = {}
    for name, text in row.texts.items():
        what, _, category = name.partition(".")
        if what in ("killed", "wounded") and text:
            try:
                found.setdefault(category, {})[what] = _count(clean(text))
            except WrongValueError as error:
                row.wrong.setdefault(name, error.what)
    return tuple(
        Casualties(category, numbers.get("killed"), numbers.get("wounded"))
        for category, numbers in sorted(found.items())
    )


def _count(text: str) -> tuple[int, int, int]:
    if not _COUNT.fullmatch(text):
        raise WrongValueError("is no count; write 3, or least/best/most as in 2/3/5")
    numbers = [int(part) for part in text.split("/")]
    low, best, high = numbers * 3 if len(numbers) == 1 else numbers
    if not low <= best <= high or high > MOST:
        raise WrongValueError(f"is not in order from least to most, up to {MOST:,}")
    return low, best, high
