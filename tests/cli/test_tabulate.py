from datetime import date, timedelta
from pathlib import Path

import pytest

from ged_rows import row, write_csv
from trucewatch.cli.main import status

START = date(2020, 3, 1)
TRUCE = """\
id: own-truce
name: Truce of the test
kind: ceasefire
zone: Africa/Abidjan
start: 2020-03-01 00:00
first_days: 7
place:
  country: Modelland
parties:
  - id: government
    name: The Government
data:
  ucdp-ged:
    countries: [Modelland]
"""


def test_a_table_is_made_and_can_be_assessed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    days = [str(START + timedelta(days=n)) for n in range(-40, 7)]
    given = [row(n, date_start=day, date_end=day) for n, day in enumerate(days)]
    events = write_csv(tmp_path / "ged261.csv", given)
    out = tmp_path / "daily.csv"
    told = ["tabulate", str(events), "--release", "26.1", "--country", "Modelland"]
    told += ["--start", "2020-01-01", "--end", "2021-01-01", "--out", str(out)]
    assert status(told) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{out}: 47 rows, 47 events, 2020-01-01 to 2020-12-31",
        f"{out.with_suffix('.yaml')}: what it is",
    ]
    truce = tmp_path / "own.yaml"
    truce.write_text(TRUCE, encoding="utf-8")
    assert status(["assess", str(truce), "--events", str(out)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "UCDP GED 26.1 records 7 events between the parties" in said
    assert "The baseline is only 60 days, because the data begin on 1 Jan 2020." in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--start": "yesterday"}, "'yesterday' is not a date; write a date as YYYY-MM-DD"),
        ({"--end": "2019-01-01"}, "the table would end on 2019-01-01, not after its start"),
        ({"--end": "2050-01-01"}, "is not within the data, which cover 1989-01-01 to 2025-12-31"),
        ({"--country": "Modellland"}, "did you mean 'Modelland'?"),
        ({"--release": "1/2"}, "'1/2' is not a release"),
        ({"--out": "table.txt"}, "table.txt is no name for a table; let it end in .csv"),
        ({"--out": "ged261.csv"}, "ged261.csv holds the events themselves; name another --out"),
    ],
)
def test_a_table_that_cannot_be_made_is_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    changed: dict[str, str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    events = write_csv(tmp_path / "ged261.csv", [row()])
    asked = {
        "--country": "Modelland", "--start": "2020-01-01", "--end": "2021-01-01",
        "--release": "26.1", "--out": "daily.csv",
    } | changed  # fmt: skip
    options = [word for pair in asked.items() for word in pair]
    assert status(["tabulate", events.name, *options]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert said in printed.err
    assert list(tmp_path.iterdir()) == [events]
