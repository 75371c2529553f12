"""Options that the commands of the register share, and how what was put down is printed."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from trucewatch.errors import RegisterError

if TYPE_CHECKING:
    from trucewatch.domain.entry import Entry
    from trucewatch.register.place import Register

DIRECTORY = Path("trucewatch-register")
Format = Literal["text", "json"]
Reader = Literal["public", "parties", "commission", "mission", "source-protected"]


@Parameter(name="*")
@dataclass(frozen=True)
class Place:
    """Which register, and how the answer is printed.

    Attributes
    ----------
    register
        Directory of the register.
    format
        What is printed.
    """

    register: Annotated[Path, Parameter(env_var="TRUCEWATCH_REGISTER")] = DIRECTORY
    format: Format = "text"


@Parameter(name="*")
@dataclass(frozen=True)
class Hand(Place):
    """Which register, who writes, and how the answer is printed.

    Attributes
    ----------
    register
        Directory of the register.
    format
        What is printed.
    by
        The pseudonym of who writes; it has a role in the register.
    key
        The signing key file. By default the one of the register.
    """

    by: Annotated[str | None, Parameter(env_var="TRUCEWATCH_BY")] = None
    key: Annotated[Path | None, Parameter(env_var="TRUCEWATCH_KEY")] = None

    @property
    def who(self) -> str:
        """The pseudonym; RegisterError where none was given."""
        if not self.by:
            raise RegisterError(
                "it is not said who writes", remedy="give --by NAME, or set TRUCEWATCH_BY"
            )
        return self.by


@contextmanager
def opened(place: Place) -> Iterator["Register"]:
    """Open the register for one command."""
    from trucewatch.usecases.register import open_register

    key = place.key if isinstance(place, Hand) else None
    register = open_register(place.register, key=key)
    try:
        yield register
    finally:
        register.engine.dispose()


def now() -> datetime:
    """Return the time to record: the clock is looked at here and nowhere below."""
    return datetime.now(UTC)


def day(text: str | None) -> date | None:
    """Read a day of an option."""
    from trucewatch.days import parse_day

    return None if text is None else parse_day(text)


def print_entries(made: "Sequence[Entry]", place: Place) -> None:
    """Print what was put down; an alert is told on standard error as well."""
    from trucewatch.domain.entry import EntryKind
    from trucewatch.present.register import entries_json_text, entries_text

    print(entries_json_text(made) if place.format == "json" else entries_text(made), end="")
    for entry in made:
        if entry.kind is EntryKind.RED_LINE_ALERT and place.format == "json":
            print(f"trucewatch: {entries_text([entry])}", end="", file=sys.stderr)


def fields_of(settings: Sequence[str], file: Path | None = None) -> dict[str, Any]:
    """Read the fields of an entry from a YAML or JSON file and from ``name=value``.

    A value is read as YAML: ``3`` is a number, ``[1, 2, 3]`` a list; a time stays a text.
    """
    fields = _file_fields(file) if file else {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        if not sign or not name:
            raise RegisterError(f"{setting!r} sets nothing", remedy="write NAME=VALUE")
        fields[name] = _value(value, where=name)
    return fields


def _file_fields(file: Path) -> dict[str, Any]:
    from trucewatch.errors import InputError

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", where=str(file)) from error
    found = _value(text, where=str(file))
    if not isinstance(found, dict):
        raise RegisterError("holds no fields", where=str(file), remedy="write name: value")
    return {str(name): value for name, value in found.items()}


def _value(text: str, *, where: str) -> Any:  # noqa: ANN401 - whatever a person writes
    """Read a value as YAML 1.2 does: numbers, booleans, lists and mappings; times stay texts."""
    import yaml

    try:
        return yaml.load(text, _loader())  # noqa: S506 - a safe loader that knows fewer kinds
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise RegisterError(f"not YAML: {said}", where=where) from error


def _loader() -> Any:  # noqa: ANN401 - PyYAML has no better type for a loader
    import yaml

    class Loader(yaml.SafeLoader):
        """Leaves times and days as they are written: the forms read them, with their zones."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader
