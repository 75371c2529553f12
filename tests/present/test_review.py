"""A proposal under review, as a person sees it."""

from dataclasses import replace
from pathlib import Path

from tests.usecases.reviews import NOW, day, made, told
from trucewatch.domain.reading import Modality, People, Record
from trucewatch.present.review import paragraph_text, proposal_text
from trucewatch.usecases.reviewing import Review

TOLL = told(
    "At least 1,300 were killed in May", type="ASSAULT", modality=Modality.HABITUAL,
    killed=People(1300, None), start=day(2019, 5, 1), end=day(2019, 6, 1),
    origin="model \x1bowl",
)  # fmt: skip
FREED = told(
    "They freed 50", type="RETREAT", quantity=50.0, unit="prisoners",
    start=day(2020, 3, 1), end=day(2020, 3, 2),
)  # fmt: skip
BLAST = told("A blast hurt 3 to 5", type="ASSAULT", place="Kabul", injured=People(3, 5))


def shown(found: Review, number: int, **changes: str) -> str:
    return " ".join(proposal_text(found, number, changes, by="ana").split())


def test_a_count_says_what_and_over_which_days(tmp_path: Path) -> None:
    text = shown(made(tmp_path, TOLL), 1)
    assert "count at least 1,300 killed over 2019-05-01 up to but not 2019-06-01" in text
    assert "origin proposed by model owl" in text


def test_what_goes_under_something_else_says_under_what(tmp_path: Path) -> None:
    found = made(tmp_path, FREED)
    assert "goes to the process file, under prisoners, as progress" in shown(
        found, 1, of="prisoners"
    )
    assert "needed of: the process file has no step or commitment 'x'" in shown(found, 1, of="x")


def test_an_allegation_says_when_where_and_how_many(tmp_path: Path) -> None:
    text = shown(made(tmp_path, BLAST), 1, killed="none")
    assert "as an allegation (explosion)" in text
    assert "where Kabul (near), Afghanistan casualties people: wounded 3 to 5" in text
    nowhere: Record = replace(BLAST, place=None, injured=None)
    text = shown(made(tmp_path, nowhere), 1)
    assert "casualties none told" in text
    assert "needed place: where it happened is not told" in text


def test_why_it_was_rejected_is_shown(tmp_path: Path) -> None:
    found = made(tmp_path, BLAST)
    found.reject(1, by="ana", now=NOW, reason="told twice")
    assert "so far rejected: told twice (ana, 2020-03-11)" in shown(found, 1)
    other = made(tmp_path, told("If so", "condition"))
    assert "goes to no place: a condition has no entry" in shown(other, 1)
    assert paragraph_text(other, 1) == "  If so."


def test_what_stands_there_already_is_shown_without_a_decision(tmp_path: Path) -> None:
    found = made(tmp_path, FREED)
    found.accept(1, by="ana", now=NOW, changes={"of": "prisoners"})
    found.enter(by="ana", now=NOW)
    again = made(tmp_path, FREED, keep="lost.jsonl")
    assert "so far entered" in shown(again, 1)
