"""Pages of a list over a hundred thousand incidents, with any filters."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from bench.register.fill import PLACES, drafts
from bench.register.place import folder
from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.domain.incident import IncidentState
from trucewatch.domain.label import Label
from trucewatch.register.book import put
from trucewatch.register.found import found
from trucewatch.register.kinds import kinds
from trucewatch.register.log import Writing
from trucewatch.register.place import Register
from trucewatch.usecases.register_asking import Asked, list_incidents

NOW = datetime(2020, 6, 1, tzinfo=UTC)
INCIDENTS, QUESTIONS = 100_000, 600
MOST_MS = 50.0
SIZE = 50


def make(directory: Path, incidents: int, url: str | None = None) -> Register:
    """Make a register of incidents with one allegation each, in several states."""
    register = found(directory, author="ana", now=NOW, url=url)
    who = Writing(register.signer, "ana", NOW)
    batch: list[Draft] = []
    for draft in drafts(incidents, seed=3):
        if draft.kind is EntryKind.ALLEGATION_ADDED and not draft.subject.endswith("-0"):
            continue
        if draft.kind is EntryKind.INCIDENT_OPENED:
            first = {"allegations": draft.facts["allegations"][:1]}
            batch.append(Draft(draft.kind, draft.subject, draft.content, first, draft.world))
        elif draft.kind in (EntryKind.ALLEGATION_ADDED, EntryKind.STATE_MOVED):
            batch.append(draft)
        if len(batch) >= 1_000:
            put(register, who, lambda *_, some=tuple(batch): some)
            batch.clear()
    put(register, who, lambda *_, some=tuple(batch): some)
    if url:  # as the server's own daemon does within a minute
        with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as vacuum:
            vacuum.exec_driver_sql("VACUUM ANALYZE")
    return register


def questions(number: int, incidents: int, *, seed: int = 5) -> list[Asked]:
    """Return questions with filters drawn at random, at pages drawn at random up to the last."""
    rng = random.Random(seed)
    out = []
    for _ in range(number):
        begin = date(2019, 1, 1) + timedelta(days=rng.randrange(1_500))
        wanted: dict[str, object] = {}
        if rng.random() < 0.4:
            wanted["state"] = rng.choice(list(IncidentState)[:4]).value
        if rng.random() < 0.3:
            wanted["kind"] = rng.choice(list(kinds()))
        if rng.random() < 0.3:
            wanted["admin1"] = rng.choice(PLACES)[1]
        if rng.random() < 0.15:
            wanted["place"] = rng.choice(PLACES)[0]
        if rng.random() < 0.3:
            wanted |= {"since": begin, "until": begin + timedelta(days=rng.randrange(1, 900))}
        if rng.random() < 0.3:
            wanted["reader"] = rng.choice([Label.MISSION, Label.SOURCE_PROTECTED])
        deepest = max(1, incidents // SIZE // (1 + 8 * len(wanted)))
        out.append(Asked(**wanted, page=rng.randint(1, deepest), size=SIZE))  # type: ignore[arg-type]
    return out


def ask(register: Register, asked: list[Asked]) -> list[float]:
    """Ask; return the milliseconds of each."""
    took = []
    for one in asked:
        begun = time.perf_counter()
        list_incidents(register, one)
        took.append((time.perf_counter() - begun) * 1e3)
    return took


def report(url: str | None = None) -> str:
    """Return one line on one store."""
    with folder() as place:
        register = make(place / "register", INCIDENTS, url)
        asked = questions(QUESTIONS, INCIDENTS)
        last = Asked(page=INCIDENTS // SIZE, size=SIZE)
        found_last = list_incidents(register, last)
        assert found_last.total == INCIDENTS
        assert len(found_last.items) == SIZE
        took = ask(register, [*asked, last])
        register.engine.dispose()
    name = "PostgreSQL" if url else "SQLite"
    return (
        f"{name}: {len(took)} pages of {SIZE} from {INCIDENTS:,} incidents: median"
        f" {median(took):.1f} ms, p95 {quantiles(took, n=20)[-1]:.1f} ms (at most {MOST_MS:.0f}),"
        f" longest {max(took):.1f} ms; the last page of all {took[-1]:.1f} ms"
    )
