from pathlib import Path

import pytest

from ged_rows import row, write_csv
from trucewatch.cli.main import status


def test_a_table_is_made_and_can_be_assessed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    events = write_csv(tmp_path / "ged261.csv", [row(id=1), row(id=2)])
    out = tmp_path / "daily.csv"
    country = row()["country"]
    told = ["tabulate", str(events), "--release", "26.1", "--country", str(country)]
    told += ["--start", "2020-01-01", "--end", "2021-01-01", "--out", str(out)]
    assert status(told) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{out}: ")
    assert first.endswith("2020-01-01 to 2020-12-31")
    assert second == f"{out.with_suffix('.yaml')}: what it is"
    assert out.exists()
