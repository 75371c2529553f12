"""Make a file of the size and shape of UCDP GED 26.1, with invented content.

The lengths, shares and digits follow published summaries of the data set; no row or text is taken
from it. The same seed and size give the same bytes.

    python -m bench.synthetic_ged [--rows N] [--seed S] [--out FILE]
"""

# ruff: noqa: SIM905 - lists of words are easier to read as text

import argparse
import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from trucewatch.datasets.ucdp_ged import facts

ROWS = 417_968
COLUMNS = facts().columns
FIRST_DAY = date(1989, 1, 1)
LAST_DAY = date(2025, 12, 31)
SYLLABLES = "ba ka ra ta sha mé lo dar gul hi zor än qa ni mu pe sé dun vel khor ost ir".split()
WORDS = (
    "clashes army rebels killed civilians attack village province police militants say several "
    "wounded forces fighting district report shelling ambush convoy talks truce soldiers source"
).split()
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")
OFFICES = ("Agence Fictive", "The Daily Model", "Placeholder News Service", "Sample Press Wire")


class World:
    """The invented conflicts, places and names that the rows draw from."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.countries = [self.name(2, 4) for _ in range(120)]
        self.admins = [f"{self.name(2, 4)} province" for _ in range(900)]
        self.towns = [f"{self.name(2, 4)} town" for _ in range(8_000)]
        self.groups = [self.name(2, 5) for _ in range(1_600)]
        self.sentences = [self.sentence() for _ in range(20_000)]

    def name(self, low: int, high: int) -> str:
        """Return an invented name of ``low`` to ``high - 1`` syllables."""
        size = int(self.rng.integers(low, high))
        return "".join(self.rng.choice(SYLLABLES, size)).capitalize()

    def sentence(self) -> str:
        """Return an invented headline; some hold a comma or a quotation mark."""
        words = list(self.rng.choice(WORDS, int(self.rng.integers(6, 14))))
        text = " ".join(words).capitalize()
        mark = self.rng.random()
        return f'{text}, "{words[0]}" say' if mark < 0.05 else f"{text}, 4" if mark < 0.2 else text


def draws(rng: np.random.Generator, rows: int) -> dict[str, list[int]]:
    """Return the whole-number columns, drawn together."""
    spread = (LAST_DAY - FIRST_DAY).days
    lengths = rng.choice([0, 1, 3, 30], rows, p=[0.85, 0.08, 0.05, 0.02])
    deaths = rng.geometric(0.35, (4, rows)) - 1
    columns = {
        "conflict": np.minimum(rng.zipf(1.35, rows) - 1, 1_529),
        "start": (spread * rng.beta(2.2, 1.0, rows)).astype(int),
        "length": lengths,
        "sources": np.where(rng.random(rows) < 0.23, -1, rng.geometric(0.83, rows)),
        "town": rng.integers(0, 8_000, rows),
        "where": rng.choice(np.arange(1, 8), rows, p=[0.4, 0.25, 0.15, 0.12, 0.03, 0.04, 0.01]),
        "clarity": rng.choice([1, 2], rows, p=[0.95, 0.05]),
        "violence": rng.choice([1, 2, 3], rows, p=[0.75, 0.1, 0.15]),
        "a": deaths[0],
        "b": deaths[1],
        "civilians": deaths[2],
        "unknown": deaths[3],
        "more": rng.geometric(0.5, rows) - 1,
        "text": rng.integers(0, 20_000, rows),
    }
    return {name: values.tolist() for name, values in columns.items()}


def sources(world: World, number: int, text: int, day: date) -> list[str]:
    """Return source_article, _office, _date and _headline for this many reports."""
    if number < 0:
        return [f'"{OFFICES[text % 4]} {day.month}/{day.day}/{day.year}"', "", "", ""]
    each = [
        (OFFICES[(text + n) % 4], (day + timedelta(days=n)).isoformat(), world.sentences[text - n])
        for n in range(number)
    ]
    article = ";".join(f'"{office},{dated},{head}"' for office, dated, head in each)
    return [article, *(";".join(parts) for parts in zip(*each, strict=True))]


def row(world: World, n: int, d: dict[str, int]) -> list[object]:
    """Return the ``n``-th row in the published order of columns."""
    conflict, town = d["conflict"], d["town"]
    start = FIRST_DAY + timedelta(days=d["start"])
    end = min(start + timedelta(days=d["length"]), LAST_DAY)
    country = conflict % 120
    admin = f"{world.admins[(conflict * 7 + town) % 900]}"
    a, b = f"Government of {world.countries[country]}", world.groups[conflict]
    names = (f"{world.countries[country]}: {world.groups[conflict]}", f"{a} - {b}")
    latitude, longitude = (
        -35 + (town * 7919 % 1_000_000) / 10_000,
        -90 + (town * 104_729 % 2**21) / 9e3,
    )
    best = d["a"] + d["b"] + d["civilians"] + d["unknown"]
    low = best + 1 if n % 82 == 0 else max(best - d["more"] % 3, 0)  # some break the order
    witness = world.sentences[d["text"]]
    if d["text"] % 60 == 0:
        witness = f"{witness}\n{world.sentences[d['text'] - 1]}"
    return [
        n + 1, f"{world.countries[country][:3].upper()}-{end.year}-{d['violence']}-{conflict}-{n}",
        end.year, "true" if conflict % 5 else "false", "Clear", d["violence"],
        conflict + 200, conflict + 200, names[0], conflict + 900, conflict + 900, names[1],
        country + 100, country + 100, a, conflict + 3_000, conflict + 3_000, b,
        d["sources"], *sources(world, d["sources"], d["text"], end), witness,
        d["where"], world.towns[town], f"{world.towns[town]}, {admin}", admin,
        f"{world.towns[town % 700]} district", round(latitude, 6), round(longitude, 6),
        f"POINT ({longitude:.6f} {latitude:.6f})", 100_000 + town, world.countries[country],
        country + 2, REGIONS[country % 5], d["clarity"], 1 + (d["length"] > 0) + (d["length"] > 1),
        f"{start} 00:00:00.000", f"{end} 00:00:00.000", d["a"], d["b"], d["civilians"],
        d["unknown"], best, best + d["more"], low, country + 2, "",
    ]  # fmt: skip


def write(out: Path, *, rows: int = ROWS, seed: int = 20_260_101) -> None:
    """Write the file; it is renamed into place when it is whole."""
    rng = np.random.default_rng(seed)
    world, columns = World(rng), draws(rng, rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for n, values in enumerate(zip(*columns.values(), strict=True)):
            writer.writerow(row(world, n, dict(zip(columns, values, strict=True))))
    part.replace(out)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=20_260_101)
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent / "data/synthetic_ged.csv"
    )
    given = parser.parse_args()
    write(given.out, rows=given.rows, seed=given.seed)
    print(f"{given.out}: {given.rows} rows, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
