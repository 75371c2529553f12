"""Process files: what is read, and what is refused with the line and the mend."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.cases import process_file, shipped_cases
from trucewatch.accord.process_file import parse_process, process_schema, read_process
from trucewatch.days import PartialDay
from trucewatch.domain.conditions import AllOf, AnyOf, Calm, Declared, Done, Estimated, Reached
from trucewatch.domain.process import Due
from trucewatch.errors import TruceFileError

from .process_factory import ACTORS, PROMISED, content, gate, process, promised, step, text


def refused(source: str) -> str:
    with pytest.raises(TruceFileError) as caught:
        parse_process(source, where="hills.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", shipped_cases())
def test_shipped_processes_are_read(name: str) -> None:
    assert read_process(process_file(name)).id == name


def test_a_day_is_known_with_its_earliest_source() -> None:
    sources = [
        {"id": "accord", "title": "The accord", "published": "2021-03-01"},
        {"id": "month", "title": "A monthly", "published": "2021-04"},
        {"id": "late", "title": "A book", "published": "2023"},
    ]
    steps = [
        step("one", done={"on": "2021-03-01", "sources": ["late", "month"]}),
        step("two", done={"on": "2021-03"}),
        step("three", done={"since": "2021-02"}),
        step("four", done={"on": "2021-03-01", "known": "2021-03-05", "sources": ["late"]}),
        step("five", done={"on": "2021-01", "until": "2021-02", "sources": []}),
    ]
    read = process(sources=sources, steps=steps)
    known = [one.done.known for one in read.steps if one.done]
    assert known == [
        date(2021, 4, 30),
        date(2021, 3, 31),
        date(2021, 2, 28),
        date(2021, 3, 5),
        date(2021, 2, 28),
    ]
    assert read.steps[2].done is not None
    assert read.steps[2].done.ongoing
    assert read.steps[1].done is not None
    assert read.steps[1].done.on == PartialDay(2021, 3)


def test_every_condition_is_read() -> None:
    when = {
        "all": [
            {"done": "one"},
            {"declared": {"what": "one", "by": ["north"]}},
            {"day": "2021-03-01"},
            {"any": [{"calm": {"days": "3", "after": "one"}}, {"done": "begun"}]},
            {"estimated": {"truce": "week", "verdict": "reduced"}},
        ]
    }
    read = process(
        steps=[step("one")],
        gates=[gate("way", when)],
        truces=[{"id": "week", "file": "truce.yaml"}],
    )
    kinds = [Done, Declared, Reached, AnyOf, Estimated]
    condition = read.gates[0].when
    assert isinstance(condition, AllOf)
    assert [type(part) for part in condition.parts] == kinds
    inner = condition.parts[3]
    assert isinstance(inner, AnyOf)
    assert inner.parts[0] == Calm(3, after="one")


def test_a_deadline_may_be_written_as_a_day_alone() -> None:
    assert promised(due="2021-05").commitments[0].due == Due(PartialDay(2021, 5))
    later = promised(due={"after": "begun", "months": "2", "days": "3"}).commitments[0].due
    assert later == Due(None, "begun", 3, 2)


def commitment(**fields: Any) -> dict[str, Any]:
    return {"commitments": [PROMISED | fields]}


REFUSED = [
    ({"parties": ["noth"]}, "'noth' is not the id of an actor; did you mean north?"),
    ({"observers": ["zz"]}, "observers[0]: 'zz' is not the id of an actor"),
    (commitment(by=["accord"]), "'accord' is not the id of an actor; it is a source"),
    (commitment(agreed={"on": "2021-03-01", "sources": ["acord"]}), "did you mean accord?"),
    (commitment(needs={"done": "nothing"}), "commitments[0].needs.done: 'nothing'"),
    (commitment(needs={"all": [{"done": "nothing"}]}), "commitments[0].needs.all[0].done"),
    (
        commitment(due={"days": "10"}),
        "a deadline without a trigger; write on: and a day, or after:",
    ),
    (commitment(due={"after": "sining", "days": "10"}), "commitments[0].due.after: 'sining'"),
    (commitment(due={"on": "2021-03-01", "days": "3"}), "not both; keep one of them"),
    (commitment(due={"after": "begun", "days": "-3"}), "is less than 0"),
    (commitment(unit=None), "quantity and unit belong together; only quantity is there"),
    (
        commitment(progress=[{"on": "2021-03-02", "total": "3", "unit": "people"}]),
        "'people', but the quantity is in 'prisoners'; count in one unit",
    ),
    (commitment(progress=[{"on": "2021-03-02"}]), "it needs either total or more"),
    (commitment(start="100"), "the level is 100 already"),
    (commitment(quantity="0"), "nothing at all was promised; for a level to reach, write start:"),
    (
        commitment(exemptions=[{"quantity": "100", "reason": "x", "on": "2021-03-02"}]),
        "100 of 100 prisoners leave nothing to be done; look at the numbers, or write waived:",
    ),
    (
        commitment(start="200", progress=[{"on": "2021-03-02", "more": "3"}]),
        "of a level only the total can be told; write total:",
    ),
    (
        commitment(quantity=None, unit=None, progress=[{"on": "2021-03-02", "total": "3"}]),
        "commitments[0].progress: there is no quantity to measure it by",
    ),
    (commitment(agreed={"sources": ["accord"]}), "it needs either on or since"),
    (commitment(agreed={"since": "2021-03", "until": "2021-04"}), "write on: for since:"),
    (commitment(agreed={"on": "2021-02-30"}), "commitments[0].agreed.on: '2021-02-30' is not"),
    (commitment(agreed={"on": "1066"}), "outside the years 1900 to 2200"),
    (
        commitment(done={"on": "2021-04-02", "sources": ["accord"]}),
        "'accord' was published 2021-03-01, before it happened, 2021-04-02; what was only said",
    ),
    (
        commitment(done={"on": "2021-04-02", "known": "2021-04-01"}),
        "commitments[0].done.known: 2021-04-01 is before it happened",
    ),
    (
        commitment(done={"on": "2021-04", "until": "2021-03"}),
        "commitments[0].done.until: 2021-03 is before the first day",
    ),
    ({"sources": [{"id": "accord", "title": "X"}]}, "sources[0].published is missing"),
    ({"steps": [step("halt", "suspension")]}, "a suspension without a reason; write reason:"),
    ({"steps": [step("one"), step("one")]}, "steps[1].id: another has the id 'one'"),
    ({"steps": [step("begun")]}, "another has the id 'begun'"),
    ({"actors": [*ACTORS, ACTORS[0]]}, "actors[3].id: another has the id 'north'"),
    (
        {
            "actors": [
                *ACTORS,
                ACTORS[0]
                | {
                    "id": "x",
                    "kind": "person",
                    "roles": [{"title": "Chief", "since": "2021", "until": "2020"}],
                },
            ]
        },
        "actors[3].roles[0].until: 2020 is before its start",
    ),
    ({"gates": [gate("way", {})]}, "a condition with no key; write exactly one of done,"),
    (
        {"gates": [gate("way", {"done": "begun", "day": "2021-01-01"})]},
        "a condition with more than one key",
    ),
    ({"gates": [gate("way", {"calm": {"days": "3"}})]}, "it needs either start or after"),
    (
        {"gates": [gate("way", {"calm": {"days": "3", "start": "2021-01-01", "at_most": "3"}})]},
        "a level needs measure, claimant and at_most",
    ),
    ({"gates": [gate("way", {"calm": {"days": "0", "start": "2021-01-01"}})]}, "is less than 1"),
    (
        {"gates": [gate("way", {"estimated": {"truce": "week", "fall": "0.8"}})]},
        "'week' is not the id of a truce",
    ),
    (
        {"gates": [gate("way", {"calm": {"days": "3", "after": "begun"}})]},
        "'begun' is not the id of a step; it is a phase",
    ),
    (
        {
            "counts": [
                {
                    "measure": "attacks",
                    "claimant": "X",
                    "first_day": "2021-03-02",
                    "last_day": "2021-03-01",
                    "value": "3",
                }
            ]
        },
        "counts[0].last_day: 2021-03-01 is before 2021-03-02",
    ),
    (
        {
            "counts": [
                {
                    "measure": "attacks",
                    "claimant": "X",
                    "first_day": "2021-03-02",
                    "last_day": "2021-03-02",
                    "value": "3",
                    "known": "2021-03-01",
                }
            ]
        },
        "counts[0].known: 2021-03-01 is before the first day",
    ),
    ({"phases": []}, "phases is empty"),
    ({"phasse": []}, "phasse is not a key of a process file; did you mean phases?"),
    (
        {
            "readings": [
                {
                    "id": "r",
                    "name": "R",
                    "rules": [{"id": "a", "finding": "undecidable", "text": "X"}],
                }
            ]
        },
        "a rule cannot find 'undecidable'",
    ),
    (
        {
            "readings": [
                {
                    "id": "r",
                    "name": "R",
                    "rules": [{"id": "a", "finding": "violation", "text": "X", "zones": ["z"]}],
                }
            ]
        },
        "readings[0].rules[0].zones[0]: 'z' is not the id of a zone",
    ),
    (
        {
            "readings": [
                {
                    "id": "r",
                    "name": "R",
                    "rules": [
                        {"id": "a", "finding": "violation", "text": "X"},
                        {"id": "a", "finding": "violation", "text": "Y"},
                    ],
                }
            ]
        },
        "'a' stands twice; give each rule its own id",
    ),
    (
        {
            "readings": 2
            * [
                {
                    "id": "r",
                    "name": "R",
                    "rules": [{"id": "a", "finding": "violation", "text": "X"}],
                }
            ]
        },
        "version 1 of 'r' stands twice",
    ),
]


@pytest.mark.parametrize(("sections", "message"), REFUSED, ids=[m for _, m in REFUSED])
def test_what_contradicts_itself_is_refused(sections: dict[str, Any], message: str) -> None:
    sections = {
        key: [{k: v for k, v in one.items() if v is not None} for one in value]
        if key == "commitments"
        else value
        for key, value in sections.items()
    }
    told = refused(text(**sections))
    assert message in told
    assert told.startswith("hills.yaml, line ")


def test_a_message_names_the_line() -> None:
    source = text(**commitment(needs={"done": "sining"}), steps=[step("signing")])
    line = next(n for n, x in enumerate(source.splitlines(), 1) if "sining" in x)
    assert refused(source).startswith(f"hills.yaml, line {line}: ")
    assert refused(source).endswith("did you mean signing?")


def test_a_circle_is_printed_whole() -> None:
    steps = [
        step("one", needs={"done": "way"}),
        step("two", needs={"any": [{"done": "begun"}, {"done": "one"}]}),
    ]
    source = text(steps=steps, gates=[gate("way", {"all": [{"done": "two"}]})])
    assert "these wait for each other: one -> way -> two -> one; take one" in refused(source)


def test_a_deadline_that_comes_after_what_waits_for_it_is_a_circle() -> None:
    one = PROMISED | {"due": {"after": "talks"}}
    talks = step("talks", needs={"done": "prisoners"})
    told = refused(text(commitments=[one], steps=[talks]))
    assert "talks -> prisoners -> talks" in told


def test_what_a_party_says_of_itself_is_no_circle() -> None:
    when = {"declared": {"what": "signing", "by": ["north", "south"]}}
    process(steps=[step("signing", needs={"done": "way"})], gates=[gate("way", when)])


def test_a_truce_file_is_no_process_file() -> None:
    told = refused("id: a\nname: A\nkind: ceasefire\nzone: UTC\nstart: 2021-01-01\n")
    assert told == (
        "hills.yaml: is a truce file, which tells of one window only; write a process file that "
        "names it under truces"
    )


def test_what_is_no_mapping_is_refused(tmp_path: Path) -> None:
    assert "is not a mapping" in refused("- a\n")
    assert "is empty" in refused("")
    large = tmp_path / "large.yaml"
    large.write_text("#" * 10_000_001, encoding="utf-8")
    with pytest.raises(TruceFileError, match="larger than 10,000,000 bytes"):
        read_process(large)


def test_the_schema_names_every_part() -> None:
    found = process_schema()
    assert found["title"] == "Process file"
    assert "ConditionForm" in found["$defs"]


SECTIONS = sorted(content(commitments=[], steps=[], gates=[], incidents=[]))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(ANYTHING, st.sampled_from(SECTIONS))
def test_whatever_stands_in_a_section_is_read_or_refused(value: object, key: str) -> None:
    source = text(**({"commitments": [PROMISED]} | {key: value}))
    try:
        parse_process(source, where="hills.yaml")
    except TruceFileError as error:
        told = str(error)
    else:
        told = ""
    assert "\n" not in told
