"""Whole numbers on the command line, read as they stand."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter, Token


def _whole(_: object, tokens: Sequence[Token]) -> int:
    """Read a whole number as it stands: cyclopts would take 1.5 for 2."""
    text = tokens[0].value
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a whole number") from error


Whole = Annotated[int, Parameter(converter=_whole)]
