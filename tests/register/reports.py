"""A made-up desk's mapping and file of reports, for tests."""

import csv
import io
from pathlib import Path

from trucewatch.register.mapping import MappingForm, parse_mapping

MAPPING = """\
name: hill-desk
zone: Asia/Kabul
row: No
columns:
  when: Date
  where.name: Village
  where.latitude: Lat
  where.longitude: Lon
  kind: Type
  text: Story
  accused: By
  killed.civilians: Dead
constants:
  source: S-12
  source_kind: own team
  made: 2026-03-31
  where.country: Hilland
values:
  kind:
    tir: shelling
dates: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]
empty: [n/a]
labels:
  source: source-protected
"""
HEADER = ["No", "Date", "Village", "Lat", "Lon", "Type", "Story", "By", "Dead", "Remark"]
ROWS = [
    ["1", "2026-03-01 14:05", "Upper Mill", "34.5", "69.25", "tir", "Three shells fell.", "n/a",
     "2", "x"],
    ["2", "02/03/2026", "Lower Mill", "", "", "ambush", "A bus was shot at.", "North", "1/2/4", ""],
]  # fmt: skip


def mapping(text: str = MAPPING) -> MappingForm:
    return parse_mapping(text, where="m.yaml")


def row(**cells: str) -> list[str]:
    """Return a good row, with some cells made otherwise."""
    return [cells.get(name, cell) for name, cell in zip(HEADER, ROWS[0], strict=True)]


def csv_text(rows: list[list[str]], header: list[str] | None = None) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([header or HEADER, *rows])
    return file.getvalue()


def write(folder: Path, rows: list[list[str]], name: str = "reports.csv") -> Path:
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
    return path
