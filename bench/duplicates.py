"""Precision and recall of the likely duplicates, on a labelled set made from real events.

    python -m bench.duplicates --ged FILE [--incidents FILE] [--learn]

``--learn`` estimates the shares of each level from another year's events and writes the model file
with them. What is measured is never what was learnt from.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.labelled import Labelled, ged_events, incidents, labelled
from trucewatch.register.compared import ModelForm, compared, model
from trucewatch.register.duplicates import duplicates

LEARNT = (date(2016, 6, 1), date(2016, 10, 1))
MEASURED = (date(2018, 1, 1), date(2018, 5, 1))
YAML = Path(__file__).parents[1] / "src" / "trucewatch" / "register" / "duplicates.yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """How well duplicates were found."""

    allegations: int
    true_pairs: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the proposals that are right."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are proposed."""
        return self.right / self.true_pairs if self.true_pairs else 1.0


def measured_set(ged: Path, table: Path | None, seed: int = 2) -> Labelled:
    """Return the labelled set that is measured on: events of 2018, and a table of incidents."""
    bases, known = ged_events(ged, *MEASURED), []
    if table is not None:
        more, known = incidents(table)
        bases += more
    return labelled(bases, known, seed=seed)


def measure(given: Labelled, least: float | None = None) -> Found:
    """Return how well the shipped model finds the pairs."""
    pairs = {(one.first, one.second) for one in duplicates(given.allegations, least=least)}
    right = len(pairs & given.pairs)
    return Found(len(given.allegations), len(given.pairs), len(pairs), right)


def learn(given: Labelled, start: ModelForm) -> str:
    """Return the file of the model with the shares of its levels among true and other pairs."""
    true: dict[int, Counter[int]] = {n: Counter() for n in range(len(start.comparisons))}
    other: dict[int, Counter[int]] = {n: Counter() for n in range(len(start.comparisons))}
    matches = pairs = 0
    for row in compared(given.allegations, start):
        same = tuple(sorted((row["unique_id_l"], row["unique_id_r"]))) in given.pairs
        matches, pairs = matches + same, pairs + 1
        for number in true:
            level = row[f"gamma_c{number}"]
            if level >= 0:
                (true if same else other)[number][level] += 1
    shares = iter(
        (_share(true[number], gamma, size), _share(other[number], gamma, size))
        for number, size in enumerate(len(one.levels) for one in start.comparisons.values())
        for gamma in reversed(range(size))
    )

    def learnt(_: re.Match[str]) -> str:
        m, u = next(shares)
        return f"m: {m}, u: {u}}}"

    text = re.sub(r"m: [\d.e-]+, u: [\d.e-]+\}", learnt, YAML.read_text(encoding="utf-8"))
    return re.sub(r"(?m)^prior: .*$", f"prior: {matches / pairs:.4f}", text)


def _share(counts: Mapping[int, int], level: int, levels: int) -> float:
    """Return the share of a level; half a pair is added to each, so that none is impossible."""
    return float(f"{(counts[level] + 0.5) / (sum(counts.values()) + levels / 2):.3g}")


def report(ged: Path, table: Path | None) -> None:
    """Print precision and recall."""
    whole = labelled(ged_events(ged, date(2016, 1, 1), date(2020, 1, 1)), seed=9)
    for name, given in (
        ("events of 2018 and incidents", measured_set(ged, table)),
        ("the same with other copies", measured_set(ged, table, seed=3)),
        ("all events, those that were learnt from included", whole),
    ):
        begun = time.perf_counter()
        found = measure(given)
        print(
            f"{name}: {found.allegations:,} allegations, {found.true_pairs} true pairs, "
            f"{found.proposed} proposed: precision {found.precision:.3f}, "
            f"recall {found.recall:.3f}; {time.perf_counter() - begun:.1f} s"
        )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ged", type=Path, required=True)
    parser.add_argument("--incidents", type=Path)
    parser.add_argument("--learn", action="store_true")
    given = parser.parse_args()
    if given.learn:
        learnt = learn(labelled(ged_events(given.ged, *LEARNT), seed=1), model())
        YAML.write_text(learnt, encoding="utf-8")
    else:
        report(given.ged, given.incidents)


if __name__ == "__main__":
    main()
