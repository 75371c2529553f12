"""How exactly tolls are read in our own short reports: ``python -m bench.reading_tolls``."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from trucewatch.domain.reading import Modality, People, Read
from trucewatch.usecases.read import read

NOBODY = People(0, 0)
OWN = Path(__file__).resolve().parents[1] / "tests" / "reading" / "annotated_tolls.yaml"
PUBLISHED = "2020-02-21"
Toll = tuple[str, int, int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One short report with the tolls it tells."""

    text: str
    tolls: tuple[Toll, ...]


def own(*, held_out: bool) -> list[Told]:
    """Return the reports that rules were made by, or every second one, by which none was."""
    written = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    return [Told(one["text"], tuple(_wanted(one["tolls"]))) for one in written[held_out::2]]


def _wanted(incidents: list[dict[str, int | str]]) -> list[Toll]:
    found = []
    for incident in incidents:
        for kind, number in incident.items():
            least, open_ended = re.fullmatch(r"(\d+)(\+?)", str(number)).groups()  # type: ignore[union-attr]
            found.append((kind, int(least), None if open_ended else int(least)))
    return found


def answers(found: Read) -> list[Toll]:
    """Return the tolls of incidents that are told as having happened, each record's own."""
    tolls: list[tuple[str, People | None]] = []
    for record in found.records:
        if record.modality is Modality.HAPPENED and not record.negated:
            tolls += [("killed", record.killed), ("injured", record.injured)]
    told = [people_of for people_of in tolls if people_of[1] not in {None, NOBODY}]
    return [(kind, people.least, people.most) for kind, people in told if people is not None]


def scores(reports: list[Told]) -> dict[str, float]:
    """Return how many tolls are told exactly, bounds included; one told twice is wrong once."""
    right = wanted = told = whole = 0
    for report in reports:
        given, key = Counter(answers(read(report.text, published=PUBLISHED))), Counter(report.tolls)
        right += (given & key).total()
        wanted, told, whole = wanted + key.total(), told + given.total(), whole + (given == key)
    return {
        "tolls": wanted,
        "exact": right / wanted,
        "of those told, in the key": right / max(told, 1),
        "reports wholly exact": whole / len(reports),
    }


def main() -> None:
    """Print both scores."""
    for name, held_out in (("development", False), ("held out", True)):
        line = ", ".join(
            f"{what} {value:.3g}" for what, value in scores(own(held_out=held_out)).items()
        )
        print(f"own reports, {name}: {line}")


if __name__ == "__main__":
    main()
