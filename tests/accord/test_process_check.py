"""The consistency of a process file."""

from typing import Any

import pytest

from trucewatch.accord.process_check import check_process
from trucewatch.domain.file_check import Weight

from .process_factory import ACTORS, PROMISED, gate, process, step, text


def found(**sections: Any) -> list[str]:
    check = check_process(text(**sections), where="hills.yaml")
    assert check.errors == 0, check.findings
    return [one.what for one in check.findings]


def test_every_error_is_told_in_the_order_of_its_line() -> None:
    source = text(
        commitments=[PROMISED | {"by": ["nobody"], "needs": {"done": "nothing"}}],
        parties=["nort"],
    )
    check = check_process(source, where="hills.yaml")
    assert check.errors == len(check.findings) == 3
    assert [one.line for one in check.findings] == sorted(one.line for one in check.findings)


def test_what_is_no_yaml_is_one_error() -> None:
    check = check_process("id: a\nname: [\n", where="hills.yaml")
    (one,) = check.findings
    assert (one.weight, check.errors) == (Weight.ERROR, 1)
    assert one.line == 3


def test_a_tidy_file_has_only_what_it_does_not_use() -> None:
    told = found(commitments=[PROMISED])
    assert told == ["actors[2]: nothing in the file names 'elders'"]


ODD = [
    ({"steps": [step("one", done={"on": "2021-03-01"})]}, "steps[0].done: no source says so"),
    (
        {
            "counts": [
                {
                    "measure": "a",
                    "claimant": "b",
                    "first_day": "2021-01-01",
                    "last_day": "2021-01-01",
                    "value": "1",
                }
            ]
        },
        "counts[0]: no source says so",
    ),
    (
        {"commitments": [PROMISED | {"due": "2021-02-01"}]},
        "commitments[0].due: 2021-02-01 is before it was agreed, 2021-03-01",
    ),
    (
        {
            "commitments": [
                PROMISED,
                PROMISED | {"id": "talks", "due": "2021-03-05", "needs": {"done": "prisoners"}},
            ]
        },
        "commitments[1].due: 2021-03-05 is before 'prisoners' is due, 2021-03-10",
    ),
    (
        {"steps": [step("on", "resumption", reason="x", done={"on": "2021-03-01"})]},
        "steps[0]: 'on' resumes what was not suspended",
    ),
    (
        {
            "steps": [
                step("one", done={"on": "2021-03-01"}),
                step("two", needs={"done": "one"}, done={"on": "2021-02-01"}),
            ]
        },
        "steps[1]: 'two' came on 2021-02-01, what it waits for 1 Mar 2021",
    ),
    (
        {"steps": [step("one"), step("two", needs={"done": "one"}, done={"on": "2021-02-01"})]},
        "steps[1]: 'two' came on 2021-02-01, what it waits for never in the file",
    ),
    (
        {
            "commitments": [PROMISED | {"broken_off": {"on": "2021-03-04", "reason": "x"}}],
            "gates": [gate("way", {"done": "prisoners"})],
        },
        "gates[0]: 'way' can no longer open.",
    ),
    (
        {
            "steps": [step("end", done={"on": "2021-01-05"})],
            "gates": [gate("way", {"calm": {"days": "7", "start": "2021-01-01", "until": "end"}})],
        },
        "gates[0]: 'way' can no longer open.",
    ),
    (
        {"commitments": [PROMISED | {"progress": [{"on": "2021-03-04", "total": "120"}]}]},
        "commitments[0]: 'prisoners'. More than the target: 120 prisoners",
    ),
    (
        {"truces": [{"id": "week", "file": "truce.yaml"}]},
        "truces[0]: nothing in the file names 'week'",
    ),
    (
        {"commitments": [PROMISED | {"act": "Prisoners Release"}]},
        "commitments[0].act: 'Prisoners Release' is no provision of the Peace Accords Matrix",
    ),
]
LEVEL = {"calm": {"days": "7", "start": "2021-01-01", "measure": "attacks", "claimant": "Elders",
                  "at_most": "2"}}  # fmt: skip
RULE = {"id": "guns", "finding": "violation", "text": "No guns.", "weapons": ["mortar"],
        "circumstances": ["self-defence"]}  # fmt: skip
READING = {"id": "common", "name": "Common reading", "rules": [RULE]}
COUNT = {"measure": "attacks", "claimant": "The elders", "first_day": "2021-01-01",
         "last_day": "2021-01-02", "value": "1"}  # fmt: skip


def incident(**fields: Any) -> dict[str, Any]:
    return {"id": "shells", "name": "Shells", "on": "2021-01-01", "sources": ["accord"]} | fields


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ({"weapon": "mortars"}, "incidents[0].weapon: no rule speaks of 'mortars'"),
        ({"claimed": ["self-defense"]}, "incidents[0].claimed: no rule speaks of 'self-defense'"),
        ({"circumstances": ["self-defens"]}, "incidents[0].circumstances: no rule speaks of"),
    ],
)
def test_a_word_that_looks_like_that_of_a_rule_is_told(field: dict[str, Any], what: str) -> None:
    told = found(readings=[READING], incidents=[incident(**field)])
    assert any(one.startswith(what) for one in told), told


@pytest.mark.parametrize(
    "field", [{"weapon": "mortar"}, {"weapon": "rifle"}, {"act": "mortars"}, {}]
)
def test_a_word_of_its_own_is_not(field: dict[str, Any]) -> None:
    told = found(readings=[READING], incidents=[incident(**field)])
    assert not any("no rule speaks of" in one for one in told)


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: {"all": [{"day": "2021-01-01"}, x]}])
def test_a_level_of_which_nothing_was_counted_is_told(wrap: Any) -> None:
    check = check_process(text(gates=[gate("way", wrap(LEVEL))], counts=[COUNT]), where="x")
    (one,) = [one for one in check.findings if "has no count of" in one.what]
    assert one.what.endswith("calm: the file has no count of 'attacks' by 'Elders'")
    assert one.remedy == "did you mean 'attacks' by 'The elders'?"
    whole = text(gates=[gate("way", wrap(LEVEL))], counts=[COUNT | {"claimant": "Elders"}])
    assert not any("count of" in one.what for one in check_process(whole, where="x").findings)


@pytest.mark.parametrize(("sections", "what"), ODD, ids=[what for _, what in ODD])
def test_what_asks_for_a_second_look(sections: dict[str, Any], what: str) -> None:
    assert any(one.startswith(what) for one in found(**sections)), found(**sections)


def test_a_person_stands_for_the_side_he_speaks_for() -> None:
    speaker = {
        "id": "speaker",
        "name": "The speaker",
        "kind": "person",
        "roles": [{"title": "Speaker", "of": "north"}],
    }
    assert not any("speaker" in one for one in found(actors=[*ACTORS, speaker]))
    assert process(actors=[*ACTORS, speaker]).actors[3].roles[0].of == "north"
