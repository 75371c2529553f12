"""What a check of a file that a person wrote has found."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """An error keeps the file from being used; a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """One thing that was found.

    Attributes
    ----------
    line
        On which it stands, from 1.
    what, remedy
        What was found, with the value, and what to do about it.
    """

    weight: Weight
    line: int
    what: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Everything that was found in one file, in the order of its lines."""

    file: str
    findings: tuple[FileFinding, ...]

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(one.weight is Weight.ERROR for one in self.findings)
