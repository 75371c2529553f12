"""What the page on data says is what the readers do."""

import math
import re
from pathlib import Path

import h3

from trucewatch.datasets.daily_table import COLUMNS
from trucewatch.datasets.tally import read_tally
from trucewatch.panel.cells import RESOLUTION as CELL_RESOLUTION
from trucewatch.panel.figures import KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
TABLES = PAGE.split("## Daily tables", 1)[1]


def test_every_column_of_a_daily_table_is_described() -> None:
    first = [line.split("|")[1] for line in TABLES.splitlines() if line.startswith("| `")]
    assert tuple(re.findall(r"`(\w+)`", " ".join(first))) == COLUMNS


def test_the_kinds_are_those_of_the_code() -> None:
    assert all(f"`{kind}`" in TABLES for kind in KINDS.values())


def test_the_cells_are_of_the_size_that_is_said() -> None:
    assert f"at\nresolution {CELL_RESOLUTION} a cell" in TABLES
    assert round(h3.average_hexagon_area(CELL_RESOLUTION, unit="km^2"), -2) == 1_800
    assert "1,800 square kilometres" in TABLES
    across = math.sqrt(3) * h3.average_hexagon_edge_length(CELL_RESOLUTION, unit="km")
    assert round(across) == 45
    assert "45 kilometres across" in TABLES


def test_the_tally_that_is_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.M | re.S)
    path = tmp_path / "desk.csv"
    path.write_text(shown, encoding="utf-8")
    assert [(row.count, row.kind) for row in read_tally(path).rows] == [
        (3, "shelling"), (1, None), (0, None),
    ]  # fmt: skip
