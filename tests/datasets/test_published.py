"""Files as they were published; skipped where they are not at hand."""

from pathlib import Path

import pytest

from trucewatch.datasets.ucdp_ged import open_ged
from trucewatch.errors import DatasetError

from .reading import read


def test_a_release_in_the_older_layout_as_parquet(shared: Path) -> None:
    path = shared / "data/ged/syria_ged_2016_2019.parquet"
    with open_ged(path, release="652.1601.1911") as ged:
        assert (ged.provenance.rows, ged.rejected) == (16_566, 0)
        assert str(ged.provenance.covers) == "2016-01-01 to 2019-11-30"
        assert ged.events.aggregate("sum(deaths_best), count(DISTINCT id)").fetchall() == [
            (112_337, 16_566)
        ]
        off = ged.issues.filter("reason LIKE 'is not the sum%'").fetchall()
    assert off == []


def test_a_country_extract_with_tags(shared: Path) -> None:
    result = read(shared / "data/ged/hdx_ged_bangladesh.csv", release="extract")
    assert (len(result.events), result.rejected) == (601, 0)
    assert "skipped a row of HXL tags under the header" in result.messages


def test_a_zip_as_published(shared: Path) -> None:
    result = read(shared / "data/ged/ged191_bangladesh.zip", release=None)
    assert (len(result.events), result.rejected) == (3_194, 0)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken_portal_export.csv", "row 1 has 48 fields where the header has 47"),
        ("ucdp_country_month.csv", "lacks the columns id, year"),
        ("ged251_sample_events.json", "is JSON, not a CSV file"),
    ],
)
def test_what_is_something_else_is_refused(name: str, said: str, shared: Path) -> None:
    with pytest.raises(DatasetError, match=said):
        read(shared / "data/ged" / name, release=None)
