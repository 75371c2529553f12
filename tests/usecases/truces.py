"""Made-up truces and data for the tests of the use cases."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from trucewatch.days import Window, zone
from trucewatch.domain.truce import Party, Selection, Truce, TruceKind
from trucewatch.places import Place

ZONE = zone("Asia/Damascus")
START = date(2016, 2, 27)


def truce(
    *,
    start: datetime = datetime(2016, 2, 27, tzinfo=ZONE),
    end: datetime | None = None,
    **changed: object,
) -> Truce:
    fields: dict[str, object] = {
        "id": "own",
        "name": "Truce of the test",
        "kind": TruceKind.CEASEFIRE,
        "window": Window(start, end, ZONE),
        "place": Place("Syria"),
        "parties": (
            Party("army", "The Army", ("Regulars",), {"ucdp-ged": ("Government of Modelland",)}),
            Party("others", "The Others"),
        ),
        "data": {"ucdp-ged": Selection()},
    }
    return Truce(**{**fields, **changed})  # type: ignore[arg-type]


def tally(
    path: Path, counts: Iterable[int], *, first: date, deaths: Iterable[int] | None = None
) -> Path:
    """Write a tally of one row a day."""
    numbers = list(counts)
    more = list(deaths) if deaths is not None else [None] * len(numbers)
    head = "date,count" + ("" if deaths is None else ",deaths")
    lines = [
        f"{first + timedelta(days=n)},{count}" + ("" if dead is None else f",{dead}")
        for n, (count, dead) in enumerate(zip(numbers, more, strict=True))
    ]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path
