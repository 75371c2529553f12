import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.telling import START, told
from trucewatch.domain.allegation import Allegation
from trucewatch.errors import InputError
from trucewatch.register.origins import Dependence, Why, dependence, origins
from trucewatch.register.origins_graph import graph_dot, graph_json, graph_text

WIRE = (
    "Six soldiers were killed when a column was ambushed near the northern bridge on Tuesday "
    "morning, the governor's office said in a statement."
)


def groups(allegations: list[Allegation]) -> set[frozenset[str]]:
    return {frozenset(origin.members) for origin in origins(allegations)}


def only_edge(*allegations: Allegation) -> tuple[Why, bool, str]:
    (edge,) = dependence(allegations).edges
    return edge.why, edge.copy, edge.reason


def test_a_wire_story_in_ten_papers_is_one_origin() -> None:
    papers = [told(f"p-{n}", text=f"{WIRE} Page {n}.") for n in range(10)]
    witness = told("w", text="My cousin saw the trucks burn at the bridge before noon.")
    (wire, other) = origins([witness, *papers])
    assert (len(wire.members), other.members) == (10, ("w",))
    assert {edge.why for edge in wire.edges} == {Why.WORDING}


def test_what_repeats_another_says_so() -> None:
    first, second = told("a", text="One."), told("b", text="Two.", retells=("a", "a", "b"))
    assert only_edge(first, second) == (Why.RETELLS, True, "it says that it repeats it")


def test_two_that_repeat_the_same_unseen_one() -> None:
    first, second = told("a", retells=("wire",)), told("b", retells=("wire",))
    assert only_edge(first, second)[2] == "both repeat wire, which is not among them"
    assert groups([first, second, told("c", retells=("other wire",))]) == {
        frozenset("ab"),
        frozenset("c"),
    }


def test_one_source_counts_once() -> None:
    pair = told("a", source="AFP"), told("b", source="AFP ")
    assert only_edge(*pair) == (Why.SOURCE, True, "both from AFP")


def test_one_address_counts_once() -> None:
    pair = (
        told("a", address="https://example.org/news/7?utm_source=x"),
        told("b", address="http://www.example.org/news/7/"),
    )
    assert only_edge(*pair) == (Why.ADDRESS, True, "both at example.org/news/7")


def test_an_excerpt_is_a_copy() -> None:
    excerpt = told("b", text="Six soldiers were killed when a column was ambushed near the bridge")
    why, copy, reason = only_edge(told("a", text=WIRE + " " + WIRE[::-1]), excerpt)
    assert (why, copy) == (Why.WORDING, True)
    assert reason == (
        "90% of the shorter text's runs of 3 words stand in the other (from 80% on it is a copy)"
    )


def test_the_reason_tells_how_much_is_shared() -> None:
    _, _, reason = only_edge(told("a", text=WIRE), told("b", text=WIRE))
    assert reason.startswith("100% of the runs of 3 words in either text stand in both (from 50%")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Shots fired at night.", "Shots fired at night."),  # too short to tell
        (WIRE, "Six soldiers died in an ambush by the bridge; the governor confirmed it."),
        ("", ""),
    ],
)
def test_what_is_no_copy(first: str, second: str) -> None:
    assert dependence([told("a", text=first), told("b", text=second)]).edges == ()


def test_a_citation_is_offered_and_is_no_copy() -> None:
    agency = told("a", source="Hill Agency", text="The bridge was hit.")
    paper = told("b", text="According to Hill Agency, the bridge was hit; we saw the smoke too.")
    why, copy, reason = only_edge(agency, paper)
    assert (why, copy) == (Why.CITES, False)
    assert reason == "its text cites Hill Agency; no copy unless a person says so"
    named = told("c", text="Hill Agency was there.")
    assert only_edge(agency, named)[2].startswith("its text names Hill Agency")
    assert len(origins([agency, paper])) == 2


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError, match="two allegations have the id 'a'; give each its own"):
        origins([told("a"), told("a")])


def test_copies_of_copies_are_one_origin() -> None:
    chain = [
        told("a", source="X", text="One."),
        told("b", source="X", text="Two.", address="https://e.org/1"),
        told("c", address="https://e.org/1", text="Three."),
        told("d", retells=("c",), text="Four."),
    ]
    assert len(origins(chain)) == 1


TEXTS = st.sampled_from([WIRE, WIRE + " It was the second this week.", "Quiet.", "", WIRE.upper()])
TOLD = st.lists(
    st.builds(
        lambda source, text, address, retells, hours: told(
            source=source,
            text=text,
            address=address,
            retells=tuple(f"a-{n}" for n in retells),
            made=START + timedelta(hours=hours),
        ),
        st.sampled_from(["AFP", "S-1", "S-2", "S-3", "S-4"]),
        TEXTS,
        st.sampled_from([None, "https://e.org/1", "https://e.org/2"]),
        st.lists(st.integers(0, 9), max_size=2),
        st.integers(0, 3),
    ),
    max_size=8,
).map(lambda given: [replace(one, id=f"a-{n}") for n, one in enumerate(given)])


@given(TOLD, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(allegations: list[Allegation], random: object) -> None:
    names = {f"a-{n}": f"z{(7 * n) % 10}" for n in range(10)}
    other = [
        replace(one, id=names[one.id], retells=tuple(names[told] for told in one.retells))
        for one in allegations
    ]
    random.shuffle(other)  # type: ignore[attr-defined]
    renamed = {frozenset(names[one] for one in group) for group in groups(allegations)}
    assert groups(other) == renamed
    assert sorted(one for group in groups(allegations) for one in group) == sorted(
        one.id for one in allegations
    )


@given(TOLD)
def test_another_allegation_adds_at_most_one_origin(allegations: list[Allegation]) -> None:
    counts = [len(origins(allegations[:n])) for n in range(len(allegations) + 1)]
    assert all(after <= before + 1 for before, after in pairwise(counts))
    for origin in origins(allegations):
        assert len(origin.edges) >= len(origin.members) - 1
        assert all({edge.first, edge.second} <= set(origin.members) for edge in origin.edges)


@pytest.fixture
def graph() -> Dependence:
    return dependence(
        [
            told("a", source="AFP", text="Hit.", made=START),
            told("b", source="AFP", text="Hit again."),
            told("c\x1b", source='S"1', text="AFP said the bridge was hit."),
        ]
    )


def test_the_graph_as_text(graph: Dependence) -> None:
    assert graph_text(graph).splitlines() == [
        "3 allegations, 2 independent origins",
        "origin 1: a, b",
        "  b – a, same source: both from AFP",
        "origin 2: c",
        "to be looked at:",
        "  c – a, cites: its text cites AFP; no copy unless a person says so",
    ]


def test_the_graph_as_dot(graph: Dependence) -> None:
    text = graph_dot(graph)
    assert '  "b" -> "a" [label="same source: both from AFP"];' in text
    assert "style=dashed" in text
    quoted = graph_dot(Dependence(('x"\\',), (), ()))
    assert '"x\\"\\\\";' in quoted


def test_the_graph_as_json(graph: Dependence) -> None:
    read = json.loads(graph_json(graph))
    assert read["nodes"] == ["a", "b", "c\x1b"]
    assert read["origins"] == [["a", "b"], ["c\x1b"]]
    assert [edge["copy"] for edge in read["edges"]] == [True, False]
