"""A labelled set of duplicates: real events told once, and some again, reworded, moved and late.

Every copy is told in other words (words replaced, dropped and put in another order). Most are also
moved (by up to 12 km, seldom 40, to a place named more vaguely, or without coordinates), told of a
day up to three days later, with another number of dead, another kind or another accused. The events
are read from published files when it runs; nothing of them is kept.
"""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import duckdb

from trucewatch.domain.allegation import (
    Allegation,
    Casualties,
    PlacePrecision,
    SourceKind,
    When,
    Where,
)

KINDS = {1: "clash", 2: "fighting between groups", 3: "attack on civilians"}
OTHER_WORDS = {
    "killed": "dead", "kill": "leave dead", "kills": "leaves dead", "casualties": "victims",
    "shelling": "artillery fire", "shells": "bombards", "shell": "bombard", "clashes": "fighting",
    "clash": "fight", "forces": "troops", "regime": "government", "warplanes": "jets",
    "airstrikes": "air raids", "airstrike": "air raid", "bombardment": "bombing",
    "targeted": "hit", "targets": "hits", "target": "hit", "countryside": "rural area",
    "rebels": "opposition fighters", "civilians": "residents", "persons": "people",
    "wounded": "injured", "including": "among them", "attack": "assault", "city": "town",
    "members": "men", "area": "zone", "areas": "zones", "several": "some", "near": "close to",
    "northern": "north", "southern": "south", "eastern": "east", "western": "west",
    "outpost": "checkpoint", "roadside": "road-side", "bomb": "device", "explosion": "blast",
}  # fmt: skip
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Allegations, and which pairs of them tell of the same event."""

    allegations: tuple[Allegation, ...]
    pairs: frozenset[tuple[str, str]]


def ged_events(path: Path, first: date, last: date) -> list[Allegation]:
    """Return events of UCDP GED with a known day as allegations, one for each article.

    A round-up tells of many events under one headline; only the first of them is taken, for an
    allegation is one telling. Headlines of fewer than six words tell nothing and are left out.
    """
    rows = duckdb.execute(
        "SELECT CAST(id AS BIGINT), CAST(date_start AS DATE), type_of_violence, source_headline, "
        "where_coordinates, adm_1, adm_2, latitude, longitude, best, where_prec, side_b "
        "FROM read_parquet(?) WHERE date_prec = 1 AND date_start >= ? AND date_start < ? "
        "ORDER BY id",
        [str(path), first, last],
    ).fetchall()
    told = {}
    for row in rows:
        headline = (row[3] or "").split(";")[0]
        if len(headline.split()) >= 6:
            told.setdefault(headline.casefold(), row)
    return [_of_ged(*row) for row in told.values()]


def _of_ged(  # noqa: PLR0913 - the columns
    number: int, day: date, kind: float, headline: str, place: str, admin1: str | None,
    admin2: str | None, latitude: float, longitude: float, best: float, precision: float,
    side_b: str,
) -> Allegation:  # fmt: skip
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    near = PlacePrecision.EXACT if precision == 1 else PlacePrecision.NEAR
    said = (headline or "").split(";")[0]
    return Allegation(
        id=f"g{number}",
        source=f"S{number}",
        source_kind=SourceKind.PUBLIC,
        made=start + timedelta(days=1, hours=6),
        when=When(start, start + timedelta(days=1)),
        where=Where(place or admin2 or "", near, "Syria", admin1, latitude, longitude),
        kind=KINDS[int(kind)],
        text=f"{said}. {int(best)} killed at {place}.",
        accused=side_b,
        casualties=(Casualties("all", (int(best),) * 3),),
    )


def incidents(path: Path) -> tuple[list[Allegation], list[tuple[str, str]]]:
    """Return the incidents of a table as allegations, and pairs that are told to be one event."""
    found, pairs = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            day = date.fromisoformat(row["date"])
            start = datetime(day.year, day.month, day.day, tzinfo=UTC)
            days = 7 if row["date_precision"].startswith("week") else 1
            killed = int(row["pro_government_killed"] or 0) + int(row["civilians_killed"] or 0)
            place = row["district"] or row["province"]
            found.append(
                Allegation(
                    id=f"i{number}",
                    source=f"T{number}",
                    source_kind=SourceKind.PUBLIC,
                    made=start + timedelta(days=days, hours=6),
                    when=When(start, start + timedelta(days=days)),
                    where=Where(
                        place, PlacePrecision.DISTRICT, "Afghanistan", row["province"] or None
                    ),
                    kind=row["kind"],
                    text=f"{row['kind']} in {place}, {row['province']}: {killed} killed. "
                    + row["note"],
                    accused=row["attacker"] or None,
                    casualties=(Casualties("all", (killed,) * 3),),
                )
            )
            if row["note"].startswith("same event"):
                pairs.append((f"i{number - 1}", f"i{number}"))
    return found, pairs


def labelled(
    bases: Sequence[Allegation],
    known: Sequence[tuple[str, str]] = (),
    *,
    share: float = 0.35,
    seed: int = 1,
) -> Labelled:
    """Tell a share of some events again, once or twice, and return which pairs are the same."""
    rng = random.Random(seed)
    told = list(bases)
    groups = {one.id: [one.id] for one in bases}
    for first, second in known:
        groups[first].append(second)
    for base in bases:
        if rng.random() < share:
            for copy in range(rng.choice([1, 1, 2])):
                again = retold(base, f"{base.id}c{copy}", rng)
                told.append(again)
                groups[base.id].append(again.id)
    rng.shuffle(told)
    pairs = (pair for group in groups.values() for pair in combinations(sorted(group), 2))
    return Labelled(tuple(told), frozenset(pairs))


def retold(base: Allegation, name: str, rng: random.Random) -> Allegation:
    """Tell an event in other words, and most often of another place or day as well."""
    late = rng.choices([0, 1, 2, 3], [0.6, 0.27, 0.1, 0.03])[0]
    start = base.when.start + timedelta(days=late)
    when = When(start, base.when.end + timedelta(days=late))
    if rng.random() < 0.3:  # with an hour
        hour = start + timedelta(hours=rng.randrange(24))
        when = When(hour, hour + timedelta(minutes=1))
    killed = _told_dead(base, rng)
    numbers = () if killed is None else (Casualties("all", (killed,) * 3),)
    return replace(
        base,
        id=name,
        source=f"R{name}",
        made=base.made + timedelta(hours=rng.randrange(1, 60) + 24 * late),
        when=when,
        where=_moved(base.where, rng),
        kind=base.kind if rng.random() < 0.85 else rng.choice([*KINDS.values(), "attack"]),
        text=_reworded(base, killed, rng),
        accused=rng.choices([base.accused, None, "unidentified gunmen"], [0.67, 0.28, 0.05])[0],
        casualties=numbers,
    )


def _told_dead(base: Allegation, rng: random.Random) -> int | None:
    (numbers,) = base.casualties
    dead = numbers.killed[1] if numbers.killed else 0
    draw = rng.random()
    if draw < 0.15:
        return None
    if draw < 0.27:  # early and late counts of one raid: 17, 24 and 25 were told of one
        return round(dead * rng.uniform(0.5, 1.8)) + rng.choice([0, 1, 2])
    return dead if draw < 0.7 else max(0, dead + rng.choice([-2, -1, 1, 2, 3]))


def _moved(where: Where, rng: random.Random) -> Where:
    name = where.name
    draw = rng.random()
    if draw < 0.3:
        name = re.sub(r"\b(village|town|city|area|farms?|district)\b", "", name).strip() or name
    elif draw < 0.5:
        name = _misspelt(name, rng)
    elif draw < 0.6:
        name = f"near {name}"
    elif draw < 0.65:
        name = where.admin1 or name
    if where.latitude is None or where.longitude is None or rng.random() < 0.3:
        return replace(where, name=name)
    if rng.random() < 0.2:
        return replace(where, name=name, latitude=None, longitude=None)
    km = rng.uniform(0.2, 12.0) if rng.random() < 0.95 else rng.uniform(12.0, 40.0)
    turn = rng.uniform(-1, 1), rng.uniform(-1, 1)
    return replace(
        where,
        name=name,
        latitude=round(where.latitude + km / 111 * turn[0], 5),
        longitude=round(where.longitude + km / 92 * turn[1], 5),
    )


def _misspelt(name: str, rng: random.Random) -> str:
    for old, new in rng.sample([("a", "e"), ("u", "o"), ("i", "e"), ("q", "k"), ("l ", "l-")], 3):
        if old in name:
            return name.replace(old, new, 1)
    return name


def _reworded(base: Allegation, killed: int | None, rng: random.Random) -> str:
    said = [word for word in _other_words(base.text.rsplit(". ", 1)[0], rng) if rng.random() > 0.12]
    parts = re.split(r"(?<=,) |(?= and )| (?=in )", " ".join(said))
    if len(parts) > 1 and rng.random() < 0.5:
        rng.shuffle(parts)
    dead = "" if killed is None else f"{NUMBERS[killed] if killed < 11 else killed} people died"
    where = base.where.name if rng.random() < 0.6 else base.where.admin1 or ""
    return rng.choice(
        [
            f"Local sources: {' '.join(parts)}; {dead} in {where}",
            f"In {where} {dead}, residents say. {' '.join(parts)}",
            f"{' '.join(parts)} ({dead}, {where})",
        ]
    )


def _other_words(text: str, rng: random.Random) -> Iterator[str]:
    for word in text.split():
        bare = word.strip(".,;:()").casefold()
        yield OTHER_WORDS[bare] if bare in OTHER_WORDS and rng.random() < 0.7 else word
