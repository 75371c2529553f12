"""Scores in the shape of the Peace Accords Matrix."""

from datetime import date

from trucewatch.accord.index import Index
from trucewatch.accord.provisions import pam_table, provisions

from .process_factory import PROMISED, process


def test_the_matrix_has_51_provisions_with_a_stem_each() -> None:
    assert len(provisions()) == len(set(provisions().values())) == 51


def test_years_and_scores() -> None:
    some = [
        PROMISED | {"progress": [{"on": "2021-12-01", "total": "60"}]},
        PROMISED | {"id": "more", "progress": [{"on": "2022-05-01", "total": "100"}]},
        PROMISED | {"id": "own", "act": "reopening of the road"},
        PROMISED | {"id": "guns", "act": "disarmament", "done": {"on": "2022-07-01"}},
        PROMISED | {"id": "later", "agreed": {"on": "2024-01-01"}},
    ]
    found = pam_table(Index(process(commitments=some)), date(2023, 2, 1))
    assert [(year.year, year.count) for year in found.years] == [(2021, 0), (2022, 1), (2023, 2)]
    assert [dict(year.scores) for year in found.years] == [
        {"prisr": 1, "disarm": 0},
        {"prisr": 2, "disarm": 3},
        {"prisr": 2, "disarm": 3},
    ]
    assert found.left_out == ("own",)


def test_known_and_nothing_agreed() -> None:
    index = Index(process(commitments=[PROMISED | {"done": {"on": "2021-04-01"}}]))
    early = pam_table(index, date(2021, 12, 31), known=date(2021, 3, 15))
    assert dict(early.years[0].scores) == {"prisr": 0}
    assert pam_table(index, date(2020, 1, 1)).years == ()
