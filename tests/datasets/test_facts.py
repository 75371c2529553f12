from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from ged_rows import COLUMNS, OLDER, rows, write_csv
from trucewatch.datasets.facts import DatasetFacts
from trucewatch.datasets.ucdp_ged import facts, open_ged
from trucewatch.domain.event import Event

_SQL_TYPES = {"int": "BIGINT", "float": "DOUBLE", "str": "VARCHAR", "bool": "BOOLEAN"}


@pytest.mark.parametrize("layout", [COLUMNS, OLDER, facts().columns])
def test_every_published_column_is_kept_or_knowingly_left_out(layout: tuple[str, ...]) -> None:
    kept, left_out = set(facts().archive_names()), set(facts().left_out)
    assert set(layout) <= kept | left_out
    assert not kept & left_out


def test_the_order_for_files_without_a_header_is_the_published_one() -> None:
    assert list(facts().columns) == COLUMNS
    assert (len(COLUMNS), len(OLDER)) == (49, 41)


def test_the_archive_has_the_columns_and_types_of_an_event(tmp_path: Path) -> None:
    with open_ged(write_csv(tmp_path / "ged261.csv", rows(2))) as ged:
        found = dict(zip(ged.events.columns, map(str, ged.events.types), strict=True))
    wanted = {
        field.name: _SQL_TYPES.get(name.removesuffix(" | None"), "DATE")
        for field in fields(Event)
        for name in [getattr(field.type, "__name__", str(field.type))]
    }
    assert list(found) == list(wanted)
    assert found == wanted


def test_what_an_event_needs_is_what_a_row_needs() -> None:
    optional = {field.name for field in fields(Event) if "None" in str(field.type)}
    assert {name for name, field in facts().fields.items() if not field.needed} == optional


def test_releases_follow_one_another() -> None:
    ends = [known.end for label, known in facts().releases.items() if label.count(".") == 1]
    assert ends == sorted(set(ends))
    assert facts().releases["26.1"].covers.last == date(2025, 12, 31)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(ValidationError, match="colour"):
        DatasetFacts.model_validate({**facts().model_dump(), "colour": "blue"})


def test_a_citation_names_the_release_and_its_article() -> None:
    assert "release 26.1. Sundberg" in facts().cite("26.1")
    assert facts().cite("26.1").endswith("as the download page names it.")
    assert facts().cite("99.9").endswith("50(4): 523-532.")
