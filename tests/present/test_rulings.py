import json

from syrupy.assertion import SnapshotAssertion

from trucewatch.domain.rule import Finding
from trucewatch.present.json import text_of
from trucewatch.present.rulings import rulings_json, rulings_plain

from .factory import HOSTILE
from .process_factory import UNDECIDABLE, ruling

SILENT = ruling(reading="elders", finding=Finding.NO_RULE, rule=None, text="No rule speaks.")


def test_golden_text(snapshot: SnapshotAssertion) -> None:
    assert rulings_plain([ruling(), UNDECIDABLE, SILENT]) == snapshot


def test_golden_json(snapshot: SnapshotAssertion) -> None:
    assert rulings_json([ruling(), UNDECIDABLE, SILENT]) == snapshot


def test_no_reading_is_told() -> None:
    assert rulings_plain([]) == "No reading of the terms was known.\n"
    assert rulings_json([]) == []


def test_each_reading_is_a_paragraph() -> None:
    long = ruling(text="word " * 60)
    first, *others = rulings_plain([long]).splitlines()
    assert first.startswith("north, version 2: violation (rule heavy-weapons).")
    assert others
    assert all(line.startswith("  word") for line in others)


def test_texts_from_outside_steer_nothing() -> None:
    odd = ruling(text=HOSTILE)
    for text in (rulings_plain([odd]), text_of({"rulings": rulings_json([odd])})):
        assert not any(one in text for one in ("\x1b", "\x07", "\u202e"))
    assert json.loads(text_of({"rulings": rulings_json([odd])}))["rulings"][0]["text"] == HOSTILE
