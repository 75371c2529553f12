"""A large invented register: allegations, incidents that move up the ladder, and what is around."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from trucewatch.domain.entry import Draft, EntryKind
from trucewatch.register.book import put
from trucewatch.register.canonical import time_text
from trucewatch.register.kinds import kinds
from trucewatch.register.log import Writing
from trucewatch.register.place import Register

BEGUN = datetime(2019, 1, 1, tzinfo=UTC)
PLACES = [(f"Village {n}", f"Province {n % 34}") for n in range(400)]
WORDS = [
    "shells",
    "fell",
    "beside",
    "the",
    "clinic",
    "at",
    "night",
    "near",
    "the",
    "bazaar",
    "road",
]
TOGETHER = 100
"""Entries in a transaction, as an import or a busy hour makes them; each is signed once."""


def drafts(incidents: int, *, seed: int = 1) -> Iterator[Draft]:
    """Tell of incidents: for each four allegations, its opening, two moves, a visit, and so on."""
    rng = random.Random(seed)
    names = list(kinds())
    for n in range(incidents):
        start = BEGUN + timedelta(minutes=rng.randrange(60 * 24 * 2000))
        place, province = rng.choice(PLACES)
        shared = {
            "when": {"start": time_text(start), "end": time_text(start + timedelta(minutes=1))},
            "where": {
                "name": place, "precision": "near", "country": "Modelland", "admin1": province,
                "latitude": round(rng.uniform(30, 38), 4),
                "longitude": round(rng.uniform(61, 74), 4),
            },
            "kind": rng.choice(names),
        }  # fmt: skip
        yield from _one(n, start, shared, rng)


def _one(n: int, start: datetime, shared: dict[str, object], rng: random.Random) -> Iterator[Draft]:
    told = [f"told-{n}-{m}" for m in range(4)]
    for name in told:
        body = {
            **shared,
            "source": f"source {rng.randrange(500)}",
            "source_kind": "public",
            "made": time_text(start + timedelta(hours=3)),
            "text": " ".join(rng.choices(WORDS, k=24)),
        }
        yield Draft(EntryKind.ALLEGATION_ADDED, name, body, world=start)
    key = f"case-{n}"
    body = {**shared, "title": f"Case {n}", "character": "hostile act", "intent": "unclear"}
    yield Draft(EntryKind.INCIDENT_OPENED, key, body, {"allegations": told}, start)
    visit = {"team": "MVT 1", "place": "there", "arrived": time_text(start), "outcome": "visited"}
    yield Draft(EntryKind.SITE_VISIT, f"seen-{n}", visit, {"incident": key}, start)
    yield from _moves(key, rng)


def _moves(key: str, rng: random.Random) -> Iterator[Draft]:
    state = "alleged"
    for to in ("under inquiry", "corroborated", "verified")[: rng.randrange(4)]:
        facts = {"from": state, "to": to, "origins": 3}
        yield Draft(EntryKind.STATE_MOVED, key, {"reason": "seen on the spot"}, facts)
        state = to
    shares = {"A": 0.6, "unknown": 0.4}
    yield Draft(EntryKind.ATTRIBUTED, key, {"shares": shares, "reason": "direction", "outside": []})


def fill(register: Register, *, incidents: int, entries: int | None = None, seed: int = 1) -> int:
    """Put them down, many at once; return how many entries that makes."""
    who = Writing(register.signer, "ana", datetime(2020, 6, 1, tzinfo=UTC))
    left = islice(drafts(incidents, seed=seed), entries)
    done = 0
    while batch := list(islice(left, TOGETHER)):
        done += len(put(register, who, lambda *_, rows=batch: rows))
    return done
