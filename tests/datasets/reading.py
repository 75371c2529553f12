"""Read a file of UCDP GED whole, for the tests to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trucewatch.datasets.ucdp_ged import open_ged
from trucewatch.domain.intake import Issue


@dataclass(frozen=True)
class Read:
    events: Sequence[dict[str, Any]]
    issues: Sequence[Issue]
    rejected: int
    messages: Sequence[str]

    @property
    def ids(self) -> list[int]:
        return [event["id"] for event in self.events]

    def about_rows(self, level: str = "rejected") -> list[tuple[Any, ...]]:
        return [
            (i.row, i.field, i.value, i.reason) for i in self.issues if i.level == level and i.row
        ]


def read(path: Path, *, release: str | None = "26.1x") -> Read:
    with open_ged(path, release=release) as ged:
        names = ged.events.columns
        return Read(
            [dict(zip(names, values, strict=True)) for values in ged.events.fetchall()],
            [Issue(*values) for values in ged.issues.fetchall()],
            ged.rejected,
            ged.messages,
        )
