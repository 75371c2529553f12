"""Days on the command line."""

from datetime import date
from typing import Annotated

from cyclopts import Parameter

Day = Annotated[str | None, Parameter(allow_leading_hyphen=False)]
"""A day as it is written; the use case reads it and says what is wrong with it."""


def today() -> str:
    """Return today's date: only the command line looks at the clock."""
    return date.today().isoformat()
