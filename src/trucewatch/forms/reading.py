"""Read a file that a person wrote into its form."""

from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from trucewatch.errors import InputError
from trucewatch.forms.fields import Form
from trucewatch.forms.problems import file_error, from_validation
from trucewatch.forms.yaml_lines import Document, read_yaml

MAX_BYTES = 1_000_000

F = TypeVar("F", bound=Form)


class Sort(NamedTuple):
    """What sort of file it is: its name in messages, and the class of their error."""

    file: str
    error: type[InputError]


def read_text(path: Path | str, sort: Sort) -> str:
    """Read a file of at most 1 MB in UTF-8, with or without a byte order mark.

    Raises
    ------
    InputError
        Of the sort's class, when it cannot be read, is too large or not UTF-8.
    """
    where, error = str(path), sort.error
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as found:
        raise error("there is no such file", where=where) from found
    except IsADirectoryError as found:
        raise error("is a directory", where=where, remedy="name the YAML file in it") from found
    except (OSError, ValueError) as found:  # ValueError: a name with a zero byte
        raise error(f"cannot be read ({found})", where=ascii(where)) from found
    if len(data) > MAX_BYTES:
        raise error(f"is larger than {MAX_BYTES:,} bytes, too large", where=where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as found:
        line = data.count(b"\n", 0, found.start) + 1
        raise error(
            f"the byte 0x{data[found.start]:02x} is not UTF-8",
            where=f"{where}, line {line}",
            remedy="save the file as UTF-8",
        ) from found


def parse_form(text: str, form: type[F], sort: Sort, *, where: str) -> tuple[F, Document]:
    r"""Read a text of YAML into its form.

    Parameters
    ----------
    text
        The YAML text.
    form
        What it must hold.
    sort
        What sort of file it is.
    where
        Its name in messages.

    Returns
    -------
    tuple
        The form, filled in, and the document with its lines, to which later mistakes can be told.

    Raises
    ------
    InputError
        Of the sort's class; the message names the line.

    Examples
    --------
    >>> class Town(Form):
    ...     name: str
    >>> sort = Sort("a list", InputError)
    >>> parse_form("name: Balkh", Town, sort, where="t.yaml")[0].name
    'Balkh'
    >>> parse_form("nmae: Balkh", Town, sort, where="t.yaml")
    Traceback (most recent call last):
        ...
    trucewatch.errors.InputError: t.yaml, line 1: nmae is not a key of a list; did you mean name?
    """
    document = read_yaml(text, where=where, error=sort.error)
    if not isinstance(document.content, dict):
        what = "is empty" if document.content is None else "is not a mapping of keys to values"
        raise sort.error(what, where=where, remedy="start from an example in the guide")
    try:
        return form.model_validate(document.content), document
    except ValidationError as found:
        problems = from_validation(found, form, file=sort.file)
        raise file_error(problems, document.lines, where=where, error=sort.error) from found
