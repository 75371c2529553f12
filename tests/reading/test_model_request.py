"""What a model is asked fits what the rules propose, and any answer is taken apart without harm."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.domain.reading import (
    Document,
    Modality,
    Read,
    RecordKind,
    Sentence,
    Span,
)
from trucewatch.errors import ModelError
from trucewatch.reading.frames import frames
from trucewatch.reading.model_answer import Said, proposals, supported
from trucewatch.reading.model_request import (
    answer_schema,
    asked,
    messages,
    parts,
    process_tags,
)
from trucewatch.reading.model_support import Support

TEXT = "Rebels killed nine people in Kabul. The truce ended."
DOCUMENT = Document(TEXT, None, None, "", None, "Asia/Kabul")
FOUND = Read(DOCUMENT, (Sentence(Span(0, 35)), Sentence(Span(36, 52))), (), (), ())


def test_the_names_are_those_of_the_rules() -> None:
    known = frames()
    types = {frame.type for some in known.verbs.values() for frame in some}
    assert types - {None} == set(asked().types)
    assert {"truce agreed", "talks called off", "prisoners released"} < set(process_tags())
    assert set(asked().kinds) == set(RecordKind)
    assert set(asked().modalities) == set(Modality)


def test_the_schema_is_that_of_the_answer_and_of_what_is_asked() -> None:
    item = answer_schema()["properties"]["records"]["items"]
    fields = set(item["properties"])
    assert fields == set(Said.model_fields) - {"span", "rule", "origin"}
    assert fields == set(asked().fields)
    assert item["required"] == list(item["properties"])
    json.dumps(answer_schema())


def test_the_task_is_always_the_same_words() -> None:
    one, two = (
        messages(DOCUMENT, part, n, 2, [])[0]["content"]
        for n, part in enumerate(parts(DOCUMENT, 40), 1)
    )
    assert one == two
    assert "{" not in one.replace('{"records": [...]}', "").replace('{"min": n, "max": n}', "")
    assert "ASSAULT (attack, kill, injure, bomb)" in one


FIELDS = st.sampled_from(list(Said.model_fields))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(
        ["event", "ASSAULT", "Rebels killed nine people", "Kabul", "2020-02-21", "happened"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(FIELDS | st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(values, max_size=4), st.dictionaries(FIELDS, values))
def test_whatever_is_proposed_is_kept_with_its_words_or_rejected(
    some: list[object], changed: dict[str, object]
) -> None:
    good = {"kind": "event", "type": "ASSAULT", "quote": "Rebels killed nine people"}
    (part,) = parts(DOCUMENT)
    every = [*some, good | changed]
    kept, rejected = supported(every, part, Support(FOUND), "model m")
    assert len(kept) + len(rejected) == len(every)
    assert all(TEXT[r.span.start : r.span.end] == r.quote and r.origin == "model m" for r in kept)
    assert all("\n" not in one.said and "\n" not in one.why for one in rejected)


@given(st.text() | values.map(lambda value: json.dumps(value, default=str)))
def test_any_answer_is_a_list_or_one_error(answer: str) -> None:
    with suppress(ModelError):
        assert isinstance(proposals(answer), list)
