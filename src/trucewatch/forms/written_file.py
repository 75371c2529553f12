"""A file that a person wrote: from bytes to a form, with the line of every key."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from trucewatch.errors import InputError, TruceFileError
from trucewatch.forms.form import Form
from trucewatch.forms.problems import Problem, from_validation, truce_file_error
from trucewatch.forms.yaml_lines import KeyPath, read_yaml

MAX_BYTES = 1_000_000

F = TypeVar("F", bound=Form)


def read_text(
    path: Path | str, *, most: int = MAX_BYTES, error: type[InputError] = TruceFileError
) -> str:
    """Return what a file holds, in UTF-8 with or without a byte order mark.

    Parameters
    ----------
    path
        The file.
    most
        Its largest size in bytes.
    error
        The class of the error that is raised.

    Raises
    ------
    InputError
        When it cannot be read, is too large or is not UTF-8.
    """
    where = str(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as found:
        raise error("there is no such file", where=where) from found
    except IsADirectoryError as found:
        raise error("is a directory", where=where, remedy="name the YAML file in it") from found
    except (OSError, ValueError) as found:  # ValueError: a name with a zero byte
        raise error(f"cannot be read ({found})", where=ascii(where)) from found
    if len(data) > most:
        raise error(f"is larger than {most:,} bytes, too large", where=where)
    return _decoded(data, where=where, error=error)


def parse_form(
    text: str,
    root: type[F],
    *,
    where: str,
    kind: str,
    error: type[InputError] = TruceFileError,
) -> tuple[F, Mapping[KeyPath, int]]:
    """Return a text of YAML as a form, and the line of every key and list item.

    Parameters
    ----------
    text
        The YAML text.
    root
        The form of the whole file.
    where
        Its name in messages.
    kind
        What sort of file it is, in words.
    error
        The class of the error that is raised.

    Raises
    ------
    InputError
        When it is not well formed; the message names the line.
    """
    form, problems, lines = try_form(text, root, where=where, kind=kind, error=error)
    if form is None:
        raise truce_file_error(problems, lines, where=where, error=error)
    return form, lines


def try_form(
    text: str,
    root: type[F],
    *,
    where: str,
    kind: str,
    error: type[InputError] = TruceFileError,
) -> tuple[F | None, list[Problem], Mapping[KeyPath, int]]:
    """Return a text of YAML as a form, or every problem that it has; and the lines.

    Parameters
    ----------
    text
        The YAML text.
    root
        The form of the whole file.
    where
        Its name in messages.
    kind
        What sort of file it is, in words.
    error
        The class of the error that is raised.

    Raises
    ------
    InputError
        When it is no YAML that a form could be read from.
    """
    document = read_yaml(text, where=where, error=error)
    if not isinstance(document.content, dict):
        what = "is empty" if document.content is None else "is not a mapping of keys to values"
        raise error(what, where=where, remedy="start from an example in the guide")
    try:
        return root.model_validate(document.content), [], document.lines
    except ValidationError as found:
        return None, from_validation(found, root, kind=kind), document.lines


def _decoded(data: bytes, *, where: str, error: type[InputError]) -> str:
    """Decode UTF-8, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as found:
        line = data.count(b"\n", 0, found.start) + 1
        raise error(
            f"the byte 0x{data[found.start]:02x} is not UTF-8",
            where=f"{where}, line {line}",
            remedy="save the file as UTF-8",
        ) from found
