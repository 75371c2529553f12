"""Made-up allegations for tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trucewatch.domain.allegation import Allegation, PlacePrecision, SourceKind, When, Where

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
PLACE = Where("Upper Mill", PlacePrecision.EXACT, "Hilland", "North", 34.5123, 69.1789)


def told(name: str = "a-1", **fields: object) -> Allegation:
    """Return an allegation; fields that are not given are those of any."""
    any_one = Allegation(
        id=name,
        source=f"source {name}",
        source_kind=SourceKind.PUBLIC,
        made=START + timedelta(hours=3),
        when=When(START, START + timedelta(hours=1)),
        where=PLACE,
        kind="shelling",
        text=f"Something was said by {name}.",
    )
    return replace(any_one, **fields)  # type: ignore[arg-type]
