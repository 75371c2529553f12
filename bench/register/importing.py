"""Importing a file of ten thousand reports, twice."""

import csv
import random
import time
from datetime import UTC, datetime, timedelta

from bench.register.fill import PLACES, WORDS
from bench.register.place import folder
from trucewatch.register.found import found
from trucewatch.register.kinds import kinds
from trucewatch.usecases.register_custody import verify_register
from trucewatch.usecases.register_intake import import_reports

NOW = datetime(2020, 6, 1, tzinfo=UTC)
ROWS = 10_000
MOST_SECONDS = 10.0
MAPPING = """\
name: desk
zone: Asia/Kabul
columns: {text: Story, when: Day, where.name: Place, where.admin1: Province, kind: Kind}
constants: {source: desk, source_kind: third party, made: 2020-03-01 10:00, where.precision: near}
"""


def report(url: str | None = None) -> str:
    """Return one line on one store."""
    rng = random.Random(2)
    with folder() as place:
        path, mapping = place / "reports.csv", place / "mapping.yaml"
        mapping.write_text(MAPPING, encoding="utf-8")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Story", "Day", "Place", "Province", "Kind"])
            for n in range(ROWS):
                day = datetime(2019, 1, 1) + timedelta(days=rng.randrange(400))
                story = f"{n}: {' '.join(rng.choices(WORDS, k=20))}"
                writer.writerow([story, day.date(), *rng.choice(PLACES), rng.choice(list(kinds()))])
        register = found(place / "register", author="ana", now=NOW, url=url)
        took = []
        for _ in range(2):
            begun = time.perf_counter()
            got = import_reports(register, path, mapping, by="ana", now=NOW)
            took.append(time.perf_counter() - begun)
        checked = verify_register(register)
        register.engine.dispose()
    name = "PostgreSQL" if url else "SQLite"
    return (
        f"{name}: {ROWS:,} rows imported in {took[0]:.1f} s (at most {MOST_SECONDS:.0f}),"
        f" {checked.entries - 1:,} there; the same file again {took[1]:.1f} s, {got.known:,} known"
    )
