"""What the export linter finds, and what it takes for a leak that is none, among real reports.

One agency's reports of four months, every tenth for the public and the others hidden. First the
export is searched as it is: whatever is found is an alarm without a leak. Then a piece of a hidden
report that no public one shares (its place in capitals, its coordinates to three decimals, words of
its text, its source in another spelling) is put into the text of a public one.

    python -m bench.leaks --ged FILE
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from bench.labelled import ged_events
from trucewatch.domain.allegation import Allegation
from trucewatch.domain.label import Label
from trucewatch.register.labels import redact_all
from trucewatch.register.lint import lint_export
from trucewatch.register.out.json_lines import json_lines
from trucewatch.register.out.stamp import Stamp

FIRST, LAST = date(2018, 1, 1), date(2018, 5, 1)
GIVEN = ["Ahmad", "Mahmoud", "Yusuf", "Khalil", "Ibrahim", "Nadia", "Samir", "Tariq", "Walid"]
FAMILY = ["Haddad", "Kassem", "Barakat", "Darwish", "Sabbagh", "Mansour", "Qabbani", "Zaytoun"]


def run(ged: Path, seed: int = 1, tries: int = 25) -> list[str]:
    """Measure, and return the lines of a table."""
    rng = random.Random(seed)
    events = ged_events(ged, FIRST, LAST)
    rng.shuffle(events)
    cut = len(events) // 10
    shown = [replace(one, label=Label.PUBLIC) for one in events[:cut]]
    hidden = [
        replace(one, source=f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}") for one in events[cut:]
    ]
    known = sorted({one.where.admin1 for one in events if one.where.admin1} | {"Syria"})
    false = _found(shown, hidden, known)
    fields = ", ".join(f"{count} by {name}" for name, count in Counter(false.values()).items())
    lines = [
        f"{len(hidden)} hidden beside {len(shown)} shown reports: {len(false)} alarms without a "
        f"leak ({fields})"
    ]
    places = {one.where.name for one in shown} | {*known, *(f"{name} city" for name in known)}
    points = {(one.where.latitude, one.where.longitude) for one in shown}
    apart = [
        one
        for one in hidden
        if one.where.name not in places and (one.where.latitude, one.where.longitude) not in points
    ]
    for name, plant in PIECES.items():
        held = sum(
            _planted(shown, one, plant(one), known, hidden) for one in rng.sample(apart, tries)
        )
        lines.append(f"{name:44} {held} of {tries} found")
    return lines


def _found(shown: list[Allegation], hidden: list[Allegation], known: list[str]) -> dict[str, str]:
    stamp = Stamp(Label.PUBLIC)
    data = json_lines(redact_all(shown, Label.PUBLIC), stamp)
    found = lint_export(data, [*shown, *hidden], Label.PUBLIC, public=known)
    return {leak.record: leak.field for leak in found.leaks}


def _planted(
    shown: list[Allegation],
    secret: Allegation,
    piece: str,
    known: list[str],
    hidden: list[Allegation],
) -> bool:
    """Whether a piece of a hidden report is found in the text of a public one."""
    carrier = replace(shown[0], text=f"{shown[0].text} Also: {piece}, it is said.")
    return secret.id in _found([carrier, *shown[1:]], hidden, known)


def _words(number: int) -> Callable[[Allegation], str]:
    def piece(one: Allegation) -> str:
        words = one.text.split()
        start = max(0, (len(words) - number) // 2)
        return " ".join(words[start : start + number])

    return piece


def _spelt(one: Allegation) -> str:
    given, family = one.source.split()
    return f"{family.upper()}, {given.replace('i', 'ee').replace('a', 'e')}"


PIECES: Mapping[str, Callable[[Allegation], str]] = {
    "its place in capitals, with hyphens": lambda one: one.where.name.upper().replace(" ", "-"),
    "its coordinates to three decimals": lambda one: (
        f"{one.where.longitude:.3f} E, {one.where.latitude:.3f} N"
    ),
    "six words out of the middle of its text": _words(6),
    "ten": _words(10),
    "fourteen": _words(14),
    "its source, as it is": lambda one: one.source,
    "its source's name, turned and spelt otherwise": _spelt,
}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ged", type=Path, required=True)
    print("\n".join(run(parser.parse_args().ged)))


if __name__ == "__main__":
    main()
