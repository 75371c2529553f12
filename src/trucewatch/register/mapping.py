"""Mapping files: which column of a file of reports is which field of an allegation."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator

from trucewatch.domain.allegation import Allegation, PlacePrecision, SourceKind
from trucewatch.domain.label import Label
from trucewatch.errors import DatasetError
from trucewatch.forms.form import Form, Id, Text, Zone, said
from trucewatch.forms.problems import Problem, truce_file_error
from trucewatch.forms.written_file import parse_form, read_text
from trucewatch.register.fields import FIELDS

KIND = "a mapping file"
TARGETS = (
    "source", "source_kind", "made", "when", "when.start", "when.end",
    "where.name", "where.precision", "where.country", "where.admin1",
    "where.latitude", "where.longitude", "where.point",
    "kind", "text", "accused", "retells", "address", "language", "label",
)  # fmt: skip
"""The fields that a column or a constant can be, beside ``killed.`` and ``wounded.`` a category."""
COUNTS = ("killed.", "wounded.")
CLOSED: Mapping[str, type[SourceKind] | type[PlacePrecision] | type[Label]] = {
    "source_kind": SourceKind,
    "where.precision": PlacePrecision,
    "label": Label,
}
"""Fields that hold one of a few words."""
NEEDED = ("source", "source_kind", "made", "where.name", "kind", "text")


def _target(name: object) -> str:
    text = str(name)
    if text in TARGETS or any(text.startswith(one) and text != one for one in COUNTS):
        return text
    close = get_close_matches(text, TARGETS, n=1)
    remedy = f"did you mean {close[0]}?" if close else f"the fields are {', '.join(TARGETS)}"
    raise said(f"{text!r} is no field of an allegation", remedy)


def _date_format(text: str) -> str:
    if not all(part in text for part in ("%d", "%m")) or not ("%Y" in text or "%y" in text):
        raise said(f"{text!r} names no day, month and year", "write it as %d/%m/%Y %H:%M")
    return text


Target = Annotated[str, PlainValidator(_target)]


class MappingForm(Form):
    """Which column of a file of reports is which field of an allegation."""

    name: Id = Field(description="A short id; with it and its content a row is known again.")
    zone: Zone = Field(description="The time zone of times without an offset, such as Asia/Kabul.")
    columns: dict[Target, Text] = Field(description="For each field, the column that holds it.")
    constants: dict[Target, Text] = Field(
        {}, description="Fields that are the same in every row, such as the source."
    )
    values: dict[Target, dict[Text, Text]] = Field(
        {}, description="For a field, what stands in the file and what it means."
    )
    labels: dict[Text, Label] = Field(
        {}, description="Fields that are to be protected more than the allegation as a whole."
    )
    dates: tuple[Annotated[Text, AfterValidator(_date_format)], ...] = Field(
        (), description="How dates are written, such as %d/%m/%Y %H:%M; ISO 8601 is always read."
    )
    empty: tuple[Text, ...] = Field(
        (), description="What means that nothing is known, such as n/a."
    )
    row: Text | None = Field(
        None, description="A column that tells alike rows apart, such as a report number."
    )
    sheet: Text | None = Field(None, description="XLSX: the sheet, where there are several.")
    separator: Literal["comma", "semicolon", "tab"] = Field(
        "comma", description="CSV: what parts the fields."
    )


def read_mapping(path: Path | str) -> MappingForm:
    """Read a mapping file.

    Parameters
    ----------
    path
        A YAML file in UTF-8 of at most 1 MB.

    Raises
    ------
    DatasetError
        When it cannot be read, is not well formed or lacks a field that every allegation needs; the
        message names the line.
    """
    return parse_mapping(read_text(path, error=DatasetError), where=str(path))


def parse_mapping(text: str, *, where: str) -> MappingForm:
    r"""Read a mapping file that is already in memory.

    Parameters
    ----------
    text
        The YAML text.
    where
        Its name in messages.

    Raises
    ------
    DatasetError
        As of :func:`read_mapping`.

    Examples
    --------
    >>> parse_mapping("name: x\nzone: Asia/Kabul\ncolumns: {text: Story}\n", where="m.yaml")
    Traceback (most recent call last):
        ...
    trucewatch.errors.DatasetError: m.yaml, line 3: source is neither a column nor a constant; ...
    """
    form, lines = parse_form(text, MappingForm, where=where, kind=KIND, error=DatasetError)
    if problems := [*_contradictions(form)]:
        raise truce_file_error(problems, lines, where=where, error=DatasetError)
    return form


def mapping_schema() -> dict[str, object]:
    """Return the JSON Schema of a mapping file, for editors that help with writing one.

    Examples
    --------
    >>> mapping_schema()["title"]
    'Mapping file'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **MappingForm.model_json_schema(),
        "title": "Mapping file",
    }


def _contradictions(form: MappingForm) -> Iterator[Problem]:
    given = {*form.columns, *form.constants}
    needed = [*NEEDED, "when"] if not given & {"when", "when.start"} else NEEDED
    for name in needed:
        if name not in given:
            what = f"{name} is neither a column nor a constant"
            yield Problem(("columns",), what, "every allegation needs it; name its column")
    for name in form.constants:
        if name in form.columns:
            what = f"constants.{name}: it is a column as well"
            yield Problem(("constants", name), what, "keep one of the two")
    yield from _pairs(form, given)
    known = {part for one in FIELDS[Allegation] for part in (one.name, one.name.partition(".")[0])}
    for name in form.labels:
        if name not in known:
            what = f"labels.{name}: {name!r} is no field of an allegation"
            yield Problem(("labels", name), what, f"the fields are {', '.join(sorted(known))}")


def _pairs(form: MappingForm, given: set[str]) -> Iterator[Problem]:
    """Find what excludes or needs one another."""
    for first, second in (("when", "when.start"), ("where.point", "where.latitude")):
        if {first, second} <= given:
            section = "columns" if second in form.columns else "constants"
            what = f"{section}.{second}: {first} is given as well"
            yield Problem((section, second), what, "keep one of the two")
    if ("where.latitude" in given) != ("where.longitude" in given):
        what = "one of where.latitude and where.longitude is missing"
        yield Problem(("columns",), what, "give both or neither")
    if "when.end" in given and "when.start" not in given:
        yield Problem(("columns",), "when.end is given without when.start", "give both")
