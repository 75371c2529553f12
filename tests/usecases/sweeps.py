"""Made-up events and tables of truces for the tests of a sweep."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ged_rows import row, write_csv

FIRST = date(2019, 1, 1)
DAYS = 730
WARS = {
    "Modelland": ("Government of Modelland - The Others", "North province", 6.0),
    "Otherland": ("The Reds - The Blues", "Coast", 3.0),
    "Quietland": ("The Reds - The Greens", "Hills", 0.05),
}
"""Of each country the dyad, the province, and the mean number of events a day."""

QUIET_FROM, QUIET_DAYS = date(2020, 3, 1), 10
"""When Modelland falls to a third."""

HEAD = ("id", "name", "start", "days", "country", "dyad", "admin1", "fall")


def ged(path: Path, *, days: int = DAYS, seed: int = 1) -> Path:
    """Write two years of three wars as UCDP publishes them."""
    rng = np.random.default_rng(seed)
    rows = []
    for number, (country, (dyad, admin1, mean)) in enumerate(WARS.items(), 1):
        for n in range(days):
            day = FIRST + timedelta(days=n)
            quiet = country == "Modelland" and 0 <= (day - QUIET_FROM).days < QUIET_DAYS
            for _ in range(rng.poisson(mean / 3 if quiet else mean)):
                rows.append(
                    row(
                        len(rows) + 1,
                        country=country,
                        country_id=number,
                        dyad_name=dyad,
                        dyad_new_id=900 + number,
                        adm_1=admin1,
                        year=day.year,
                        date_start=f"{day} 00:00:00.000",
                        date_end=f"{day} 00:00:00.000",
                        where_prec=1,
                        type_of_violence=1,
                        deaths_civilians=len(rows) % 3,
                        best=len(rows) % 3,
                        low=0,
                        high=4,
                        latitude=10.5,
                    )
                )
    return write_csv(path, rows)


def table(path: Path, *rows: dict[str, object], head: tuple[str, ...] = HEAD) -> Path:
    """Write a table of truces; a field that is not given is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


HELD = {"id": "held", "start": "2020-03-01", "days": 10, "country": "Modelland", "fall": 0.5}
FAILED = {"id": "failed", "start": "2020-06-01", "days": 10, "country": "Otherland"}
BOTH = {"id": "both", "start": "2020-06-05", "days": 10, "country": "Modelland;Otherland"}
STILL = {"id": "still", "start": "2020-06-01", "days": 10, "country": "Quietland"}
UNKNOWN = {"id": "unknown", "start": "2020-06-01", "days": 10, "country": "Modeland"}
LATE = {"id": "late", "start": "2025-06-01", "days": 10, "country": "Modelland"}
EARLY = {"id": "early", "start": "2019-02-01", "days": 10, "country": "Modelland"}
BROKEN = {"id": "broken", "start": "1 June", "days": 10, "country": "Modelland"}
ROWS = (HELD, FAILED, BOTH, STILL, UNKNOWN, LATE, EARLY, BROKEN)
