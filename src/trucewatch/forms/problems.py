"""What is wrong in a file that a person wrote, told in one line."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from operator import itemgetter
from typing import NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trucewatch.errors import InputError, TruceFileError
from trucewatch.forms.form import SAID, Form
from trucewatch.forms.yaml_lines import KeyPath

_WORDS = {
    "bool_parsing": "is neither true nor false",
    "dict_type": "is not a mapping; write a key, a colon and a value",
    "enum": "is none of: {expected}",
    "finite_number": "is not a number",
    "float_parsing": "is not a number; write it with digits only, as in 1200 or 0.8",
    "greater_than": "is not above {gt:g}",
    "greater_than_equal": "is less than {ge}",
    "int_from_float": "is not a whole number",
    "int_parsing": "is not a whole number",
    "less_than_equal": "is more than {le:g}",
    "model_type": "is not a mapping; write a key, a colon and a value",
    "string_too_long": "is longer than {max_length} characters",
    "string_type": "is not a text",
    "tuple_type": "is not a list; write each item on a line of its own after a hyphen",
}
_SHOWN = 60


class Problem(NamedTuple):
    """What is wrong with the value at ``path``; ``what`` is a clause that names it."""

    path: KeyPath
    what: str
    remedy: str | None = None


def from_validation(
    error: ValidationError, root: type[Form], *, kind: str = "a truce file"
) -> list[Problem]:
    """Return the problems that the form found.

    A key that is missing because its name was misspelt is told once, as the misspelling.

    Parameters
    ----------
    error
        What was raised.
    root
        The form of the whole file.
    kind
        What sort of file it is, in words.
    """
    details = error.errors(include_url=False)
    unknown = [
        _unknown_key(one["loc"], root, kind) for one in details if one["type"] == "extra_forbidden"
    ]
    meant = [path for _, path in unknown]
    problems = [problem for problem, _ in unknown]
    broken = {one["loc"][:n] for one in details for n in range(1, len(one["loc"]))}
    for one in details:
        if one["type"] == "too_short" and one["loc"] in broken:
            continue  # it is short of items only because those that stand there are wrong
        if one["type"] == "missing":
            if one["loc"] not in meant:
                problems.append(Problem(one["loc"], f"{_named(one['loc'])} is missing"))
        elif one["type"] != "extra_forbidden":
            problems.append(_wrong_value(one))
    return problems


def truce_file_error(
    problems: Iterable[Problem],
    lines: Mapping[KeyPath, int],
    *,
    where: str,
    error: type[InputError] = TruceFileError,
) -> InputError:
    """Return the error that tells the first problem in the file and counts the others.

    Parameters
    ----------
    problems
        At least one.
    lines
        The line on which each key and list item starts.
    where
        The name of the file.
    error
        The class of the error.
    """
    placed = sorted(
        ((line_of(problem.path, lines), problem) for problem in problems), key=itemgetter(0)
    )
    line, (_, what, remedy) = placed[0]
    others = f" (and {len(placed) - 1} more)" if len(placed) > 1 else ""
    return error(
        what if remedy else what + others,
        where=f"{where}, line {line}",
        remedy=remedy + others if remedy else None,
    )


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Return the line of a value, or of the nearest one that holds it.

    Parameters
    ----------
    path
        Keys and list positions from the top of the file.
    lines
        The line on which each key and list item starts.
    """
    return lines[path] if path in lines else line_of(path[:-1], lines)


def _named(path: KeyPath) -> str:
    """Write a path as in ``parties[0].name``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _unknown_key(path: KeyPath, root: type[Form], kind: str) -> tuple[Problem, KeyPath]:
    """Return the problem and the path that was probably meant."""
    keys = list(_form_at(path[:-1], root).model_fields)
    close = get_close_matches(str(path[-1]), keys, n=1)
    remedy = f"did you mean {close[0]}?" if close else f"the keys here are {', '.join(keys)}"
    what = f"{_named(path)} is not a key of {kind}"
    return Problem(path, what, remedy), (*path[:-1], *close)


def _form_at(path: KeyPath, root: type[Form]) -> type[Form]:
    """Return the part of the form that lies at a path."""
    form = root
    for part in path:
        field = form.model_fields.get(str(part))
        form = (field and _form_in(field.annotation)) or form
    return form


def _form_in(annotation: object) -> type[Form] | None:
    """Return the form that a field's type holds, such as PartyForm in tuple[PartyForm, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    return next(filter(None, map(_form_in, get_args(annotation))), None)


def _wrong_value(error: ErrorDetails) -> Problem:
    """Put into words what is wrong with one value."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    value, context = error["input"], error.get("ctx", {})
    name = _named(path)
    if value is None:
        return Problem(path, f"{name} is empty", "write a value or leave the key out")
    if error["type"] == SAID:
        return Problem(path, f"{name}: {context['what']}", context["remedy"])
    if error["type"] in ("too_short", "string_too_short"):
        return Problem(path, f"{name} is empty", "write a value")
    words = _WORDS.get(error["type"], f"is refused: {error['msg']}").format(**context)
    return Problem(path, f"{name}: {_shown(value)} {words}")


def _shown(value: object) -> str:
    """Return a value as a person may recognise it."""
    text = repr(value) if isinstance(value, str) else f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
