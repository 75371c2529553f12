"""What a reader may see of what is around the incidents, field by field."""

from datetime import date
from typing import Any

import pytest

from tests.register_stores import NOW
from tests.usecases.registers import record, tell
from trucewatch.domain.entry import EntryKind
from trucewatch.domain.label import Label
from trucewatch.errors import RegisterError
from trucewatch.present.register import record_json, records_text
from trucewatch.register.place import Register
from trucewatch.usecases.register_asking import Asked, list_records
from trucewatch.usecases.register_incidents import open_incident
from trucewatch.usecases.register_showing import show

VISIT: dict[str, Any] = {
    "team": "Team Heron",
    "place": "Upper Mill",
    "arrived": "2020-02-24T09:00Z",
    "found": "Craters at the upper mill.",
    "label": "public",
}


def _visit(register: Register, **labels: str) -> str:
    return record(register, EntryKind.SITE_VISIT, **VISIT, labels=labels)


def test_a_field_above_the_label_and_what_quotes_it_are_withheld(small: Register) -> None:
    _visit(small, place="mission", team="source-protected")
    (seen,) = list_records(small, EntryKind.SITE_VISIT, Asked(reader=Label.PUBLIC)).items
    assert set(seen.withheld) == {"place", "team", "found"}
    assert seen.about is None
    assert set(seen.fields) == {"arrived", "outcome", "files"}
    assert record_json(seen)["withheld"]["found"].startswith("it holds a value")
    page = list_records(small, EntryKind.SITE_VISIT, Asked(reader=Label.MISSION))
    assert page.items[0].fields["place"] == "Upper Mill"
    assert "team: [withheld]" in records_text(page)
    assert "Heron" not in records_text(page)


def test_whoever_keeps_the_register_sees_all(small: Register) -> None:
    key = _visit(small, place="source-protected")
    for reader in (None, Label.SOURCE_PROTECTED):
        (seen,) = list_records(small, EntryKind.SITE_VISIT, Asked(reader=reader)).items
        assert seen.fields["place"] == "Upper Mill"
        assert not seen.withheld
    shown = show(small, key, now=NOW, reader=Label.PUBLIC).record
    assert shown is not None
    assert "place" not in shown.fields


def test_being_listed_tells_nothing_that_is_withheld(small: Register) -> None:
    _visit(small, arrived="mission")
    asked = Asked(since=date(2020, 2, 24), reader=Label.PUBLIC)
    assert list_records(small, EntryKind.SITE_VISIT, asked).total == 0
    (seen,) = list_records(small, EntryKind.SITE_VISIT, Asked(reader=Label.PUBLIC)).items
    assert seen.world is None


def test_an_id_that_tells_what_is_withheld_is_not_shown(small: Register) -> None:
    key = record(small, EntryKind.SITE_VISIT, **VISIT, id="heron-1", labels={"team": "mission"})
    assert show(small, key, now=NOW, reader=Label.MISSION).record
    named = record(
        small, EntryKind.SITE_VISIT, **{**VISIT, "team": "Egret"}, id="egret-1",
        labels={"team": "mission"},
    )  # fmt: skip
    with pytest.raises(RegisterError, match="the register has no egret-1"):
        show(small, named, now=NOW, reader=Label.PUBLIC)


def test_a_label_of_no_field_is_refused(small: Register) -> None:
    with pytest.raises(RegisterError, match="labels 'plaice', which is none of team, place"):
        _visit(small, plaice="mission")


def test_without_labels_nothing_more_is_put_down(small: Register) -> None:
    _visit(small)
    (seen,) = list_records(small, EntryKind.SITE_VISIT).items
    assert "labels" not in seen.fields


def test_a_reference_to_an_incident_that_may_not_be_seen_is_cut(small: Register) -> None:
    key = open_incident(small, [tell(small)], by="ana", now=NOW)[0].subject
    record(small, EntryKind.SITE_VISIT, **VISIT, incident=key)
    (seen,) = list_records(small, EntryKind.SITE_VISIT, Asked(reader=Label.PUBLIC)).items
    assert seen.incident is None
    assert "incident" in seen.withheld
    (seen,) = list_records(small, EntryKind.SITE_VISIT, Asked(reader=Label.MISSION)).items
    assert seen.incident == key
