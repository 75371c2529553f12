import re
from pathlib import Path
from typing import Any

import pytest

from trucewatch.accord.truce_file import parse_truce, truce_schema
from trucewatch.domain.truce import TruceKind
from trucewatch.errors import TruceFileError

PAGE = (Path(__file__).parents[2] / "docs" / "truce-file.md").read_text(encoding="utf-8")

SECTIONS = {
    "The truce": None,
    "Holidays": "HolidayForm",
    "Place": "PlaceForm",
    "Parties": "PartyForm",
    "Threshold": "ThresholdForm",
    "Data": "SelectionForm",
    "Events sources": "EventsSourceForm",
    "Figures": "FigureForm",
}


def example() -> str:
    found = re.search(r"<!-- example -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def form(section: str) -> dict[str, Any]:
    schema = truce_schema()
    name = SECTIONS[section]
    return schema if name is None else schema["$defs"][name]


def rows(section: str) -> dict[str, str]:
    body = PAGE.split(f"\n### {section}\n")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", body, re.MULTILINE))


def test_the_example_is_read() -> None:
    truce = parse_truce(example(), where="example")
    assert truce.window.end is not None
    assert [figure.value for figure in truce.figures] == [35, 2]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_example_uses_every_key(section: str) -> None:
    for key in form(section)["properties"]:
        assert re.search(rf"^[ -]*{key}:", example(), re.MULTILINE), key


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_documented(section: str) -> None:
    assert set(rows(section)) == set(form(section)["properties"])


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_needed_is_called_needed(section: str) -> None:
    called = {key for key, words in rows(section).items() if words.startswith("**Needed.**")}
    assert called == set(form(section).get("required", []))


def test_no_part_of_the_form_is_left_out() -> None:
    forms = {name for name in truce_schema()["$defs"] if name.endswith("Form")}
    assert forms == {name for name in SECTIONS.values() if name}


def test_every_kind_is_documented() -> None:
    kinds = PAGE.split("\n## Kinds\n")[1].split("\n#")[0]
    assert set(re.findall(r"`([^`]+)`", kinds)) == {kind.value for kind in TruceKind}


def test_the_message_is_the_one_that_comes() -> None:
    broken = example().replace("name: Movement", "nmae: Movement")
    with pytest.raises(TruceFileError) as caught:
        parse_truce(broken, where="hills.yaml")
    told = re.search(r"```text\n(.*)\n```", PAGE)
    assert told
    without_line = re.compile(r"line \d+")
    assert without_line.sub("", told[1]) == without_line.sub("", str(caught.value))
