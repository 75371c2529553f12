"""The page on process files is what the reader does."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from trucewatch.accord.process_check import check_process
from trucewatch.accord.process_file import (
    KIND,
    MOST_BYTES,
    parse_process,
    process_schema,
)
from trucewatch.accord.process_form import EvidenceForm, ProcessForm
from trucewatch.domain.process import ActorKind, StepKind
from trucewatch.domain.truce import Bound
from trucewatch.domain.verdict import Verdict
from trucewatch.errors import TruceFileError
from trucewatch.forms.form import Form
from trucewatch.forms.written_file import parse_form

PAGE = (Path(__file__).parents[2] / "docs" / "process-file.md").read_text(encoding="utf-8")

SECTIONS = {
    "The process": "ProcessForm",
    "Actors": "ActorForm",
    "Roles": "RoleForm",
    "Truces": "TruceRefForm",
    "Sources": "SourceForm",
    "Evidence": "EvidenceForm",
    "Declarations": "SayingForm",
    "Steps": "StepForm",
    "Commitments": "CommitmentForm",
    "Deadlines": "DueForm",
    "Exemptions": "ExemptionForm",
    "Progress": "ProgressForm",
    "Ends": "EndForm",
    "Zones": "ZoneForm",
    "Spots": "SpotForm",
    "Readings": "ReadingForm",
    "Rules": "RuleForm",
    "Incidents": "IncidentForm",
    "Counts": "CountForm",
    "Gates": "GateForm",
    "Phases": "PhaseForm",
    "Conditions": "ConditionForm",
    "Declared by": "DeclaredForm",
    "Calm": "CalmForm",
    "Estimated": "EstimatedForm",
}
EVIDENCE = set(EvidenceForm.model_fields)
WITH_EVIDENCE = {one.__name__ for one in EvidenceForm.__subclasses__()}


def example() -> str:
    found = re.search(r"<!-- example -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@cache
def schema() -> dict[str, Any]:
    return process_schema()


def form(section: str) -> dict[str, Any]:
    name, whole = SECTIONS[section], schema()
    return whole if name == "ProcessForm" else whole["$defs"][name]


def keys(section: str) -> set[str]:
    """The form's own keys: those of evidence stand in one table of their own."""
    own = set(form(section)["properties"])
    return own - EVIDENCE if SECTIONS[section] in WITH_EVIDENCE else own


def rows(section: str) -> dict[str, str]:
    body = PAGE.split(f"\n### {section}\n")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", body, re.MULTILINE))


def used(value: object, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The keys that are written in each form below a value."""
    if isinstance(value, Form):
        name = type(value).__name__
        found[name] |= value.model_fields_set
        if isinstance(value, EvidenceForm):
            found["EvidenceForm"] |= value.model_fields_set & EVIDENCE
        for key in value.model_fields_set:
            used(getattr(value, key), found)
    elif isinstance(value, tuple):
        for one in value:
            used(one, found)
    return found


@pytest.fixture(scope="module")
def written() -> dict[str, set[str]]:
    whole, _ = parse_form(example(), ProcessForm, where="example", kind=KIND)
    return used(whole, defaultdict(set))


def test_the_example_is_read() -> None:
    process = parse_process(example(), where="example")
    assert process.parties == ("north", "south")
    assert [gate.id for gate in process.gates] == ["quiet-week", "fall-shown", "quiet-spring"]


def test_the_example_asks_for_no_second_look() -> None:
    assert check_process(example(), where="example").findings == ()


@pytest.mark.parametrize("section", SECTIONS)
def test_the_example_uses_every_key(section: str, written: dict[str, set[str]]) -> None:
    assert keys(section) - written[SECTIONS[section]] == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_documented(section: str) -> None:
    assert set(rows(section)) == keys(section)


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_needed_is_called_needed(section: str) -> None:
    called = {key for key, words in rows(section).items() if words.startswith("**Needed.**")}
    assert called == set(form(section).get("required", []))


def test_no_part_of_the_form_is_left_out() -> None:
    forms = {name for name in schema()["$defs"] if name.endswith("Form")}
    assert forms == set(SECTIONS.values()) - {"ProcessForm"}
    assert set(SECTIONS.values()) >= WITH_EVIDENCE


@pytest.mark.parametrize(
    ("section", "kinds"), [("Kinds of actors", ActorKind), ("Kinds of steps", StepKind)]
)
def test_every_kind_is_documented(section: str, kinds: type[ActorKind | StepKind]) -> None:
    listed = PAGE.split(f"\n## {section}\n")[1].split("\n\n")[0]
    assert set(re.findall(r"`([^`]+)`", listed)) == {kind.value for kind in kinds}


def test_every_word_that_a_key_may_hold_is_told() -> None:
    assert all(f"`{bound.value}`" in rows("Counts")["bound"] for bound in Bound)
    assert all(f"`{verdict.value}`" in rows("Estimated")["verdict"] for verdict in Verdict)
    assert f"over {MOST_BYTES // 1_000_000} MB" in PAGE


def test_the_defaults_are_those_of_the_form() -> None:
    for section in SECTIONS:
        for key, words in rows(section).items():
            told = re.search(r"`?([^ `]+)`? unless stated", words)
            if told:
                default = form(section)["properties"][key]["default"]
                assert told[1] == str(default).lower()


def test_the_message_is_the_one_that_comes() -> None:
    broken = example().replace("done: quiet-week", "done: quite-week")
    with pytest.raises(TruceFileError) as caught:
        parse_process(broken, where="hills.yaml")
    told = re.search(r"```text\n(.*)\n```", PAGE)
    assert told
    assert told[1] == str(caught.value)
