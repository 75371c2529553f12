"""What an export says about itself."""

from dataclasses import dataclass

from trucewatch.domain.label import Label
from trucewatch.register.fields import Json


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an export says about itself.

    Attributes
    ----------
    reader
        For whom it is made.
    query
        What was asked for, in words or as a command.
    head
        Hash of the register's newest entry when it was made.
    """

    reader: Label
    query: str | None = None
    head: str | None = None

    def values(self) -> dict[str, Json]:
        """Return it as plain values."""
        return {"reader": self.reader.value, "query": self.query, "register_head": self.head}
