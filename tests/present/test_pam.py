import csv
from io import StringIO

import pytest

from trucewatch.accord.cases import shipped_cases
from trucewatch.accord.provisions import provisions
from trucewatch.domain.pam import PamTable, PamYear
from trucewatch.present.pam import pam_csv
from trucewatch.usecases.process import pam

from .factory import HOSTILE

STEMS = tuple(provisions().values())


def table(**changes: object) -> PamTable:
    fields: dict[str, object] = {
        "accord": "hills-2021",
        "name": "Accord of the hills",
        "stems": STEMS,
        "years": (PamYear(2021, 0, {"prisr": 2}), PamYear(2022, 1, {"prisr": 3, "with": 0})),
        "left_out": (),
    }
    return PamTable(**(fields | changes))  # type: ignore[arg-type]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_every_provision_has_two_columns() -> None:
    assert len(STEMS) == 51
    head = next(csv.reader(StringIO(pam_csv(table()))))
    assert head[:4] == ["pam_caseid", "accordname", "year", "year_count"]
    assert head[4:8] == ["amnest_prov", "amnest_implem", "embarg_prov", "embarg_implem"]
    assert len(head) == len(set(head)) == 4 + 2 * 51


def test_what_the_accord_does_not_have_has_no_score() -> None:
    first, second = rows(pam_csv(table()))
    assert (first["year"], first["year_count"]) == ("2021", "0")
    assert (first["prisr_prov"], first["prisr_implem"]) == ("1", "2")
    assert (first["with_prov"], first["with_implem"]) == ("0", "")
    assert (second["with_prov"], second["with_implem"]) == ("1", "0")


@pytest.mark.parametrize("name", [HOSTILE, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a\r\n=1"])
def test_no_text_runs_as_a_formula_or_makes_a_row(name: str) -> None:
    text = pam_csv(table(accord=name, name=name))
    found = rows(text)
    assert len(found) == 2
    for cell in (found[0]["accordname"], found[0]["pam_caseid"]):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert "\x1b" not in cell


@pytest.mark.parametrize("case", shipped_cases())
def test_every_shipped_process_has_its_scores(case: str) -> None:
    for row in rows(pam_csv(pam(case))):
        for stem in STEMS:
            there, score = row[f"{stem}_prov"], row[f"{stem}_implem"]
            assert (there, score) == ("0", "") or (there == "1" and score in "0123")


def test_no_year_is_a_head_alone() -> None:
    assert rows(pam_csv(table(years=()))) == []
