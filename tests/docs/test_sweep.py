"""The page on sweeps holds what the code does."""

import re
from pathlib import Path

from trucewatch.datasets.truce_table import NEEDED, OPTIONAL, read_truce_table
from trucewatch.present.chart_forest import MOST_SHOWN
from trucewatch.usecases.sweep import JOURNAL
from trucewatch.usecases.world import LOOKED_BEFORE_DAYS

PAGE = (Path(__file__).parents[2] / "docs" / "sweep.md").read_text(encoding="utf-8")


def test_the_example_is_read(tmp_path: Path) -> None:
    (block,) = re.findall(r"<!-- example -->\n```csv\n(.*?)^```", PAGE, re.M | re.S)
    path = tmp_path / "truces.csv"
    path.write_text(block, encoding="utf-8")
    one, two = read_truce_table(path).rows
    assert one.truce is not None
    assert two.truce is not None
    assert two.truce.name == two.id


def test_every_column_is_explained() -> None:
    table = re.findall(r"^\| (`.*?) \|", PAGE, re.M)
    named = re.findall(r"`(\w+)`", " ".join(table))
    assert sorted(named) == sorted(NEEDED + OPTIONAL)


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"for the {MOST_SHOWN} truces" in PAGE
    assert f"`{JOURNAL}`" in PAGE
    assert LOOKED_BEFORE_DAYS == 365
