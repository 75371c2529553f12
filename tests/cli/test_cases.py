import json

import pytest

from trucewatch.accord.cases import find_case, shipped_cases
from trucewatch.accord.truce_file import truce_schema
from trucewatch.cli.cases import cases, schema


def test_lists_the_shipped_cases(capsys: pytest.CaptureFixture[str]) -> None:
    cases()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(shipped_cases())
    for line, name in zip(lines, shipped_cases(), strict=True):
        truce = find_case(name)
        assert line.startswith(name)
        assert str(truce.window.start.date()) in line
        assert line.endswith(truce.name)
    assert "bring events" in lines[shipped_cases().index("doha-2020")]


def test_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    schema()
    assert json.loads(capsys.readouterr().out) == truce_schema()
