"""What the sentences that reports of truces are made of tell."""

from pathlib import Path

import pytest
import yaml

from trucewatch.domain.reading import RecordKind
from trucewatch.usecases.read import read

ROWS = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
ACTS = {RecordKind.EVENT, RecordKind.PROCESS}


@pytest.mark.parametrize(("text", "kinds"), ROWS)
def test_what_a_sentence_tells(text: str, kinds: str) -> None:
    found = read(text, published="2024-03-06", zone="UTC").records
    told = {what for one in found if one.kind in ACTS for what in (one.type, one.process)}
    assert told & {*kinds.split("/")}
