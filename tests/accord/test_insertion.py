"""What is put into a person's file leaves every line of theirs as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.accord.cases import process_file
from trucewatch.accord.insertion import Insertion, inserted, item_text
from trucewatch.accord.rewriting import grown, put_in_place, read_written
from trucewatch.errors import StoreError, TruceFileError
from trucewatch.forms.yaml_lines import read_yaml

HILLS = """\
# Written by hand; keep my comments.
id: hills
steps:   # in order
  # the first
  - id: talks
    name: >-
      Talks in
      the hills
    done: {on: 2020-01-02}  # in braces

  - id: signing
    note: "it's
      two lines"
    # a comment on signing
commitments:
- id: prisoners
  # before by
  by: [south]
  progress:
  - on: 2020-02-01
    more: 5 # counted
  # under progress
# before sources
sources: []   # none yet
"""
STEP = {"id": "new", "kind": "meeting", "done": {"on": "2020-03", "sources": ["a", "b"]}}


def put(text: str, *insertions: Insertion) -> str:
    return inserted(text, insertions, where="x.yaml")


def in_order(old: str, new: str) -> bool:
    """Whether every line of the old text stands in the new one, in the same order."""
    lines: Iterator[str] = iter(new.splitlines(keepends=True))
    return all(any(line == other for other in lines) for line in old.splitlines(keepends=True))


def test_an_item_stands_behind_the_last_with_its_comments() -> None:
    new = put(HILLS, Insertion((), "steps", STEP))
    assert in_order(HILLS, new)
    assert (
        "    # a comment on signing\n  - id: new\n    kind: meeting\n    done:\n      on: 2020-03\n"
        "      sources: [a, b]\ncommitments:\n"
    ) in new


def test_items_without_indent_and_lists_below_them() -> None:
    more = Insertion(("commitments", 0), "progress", {"on": "2020-03-01", "more": "7"})
    said = Insertion(("commitments", 0), "declared", {"on": "2020-03-01", "by": ["south"]})
    whole = Insertion((), "commitments", {"id": "road"})
    new = put(HILLS, whole, said, more)
    assert in_order(HILLS, new)
    content: Any = read_yaml(new, where="x").content
    first, second = content["commitments"]
    assert [part["more"] for part in first["progress"]] == ["5", "7"]
    assert first["declared"] == [{"on": "2020-03-01", "by": ["south"]}]
    assert second == {"id": "road"}
    assert new.index("more: 7") < new.index("declared:") < new.index("id: road")


def test_a_key_that_is_not_there_and_an_empty_list() -> None:
    new = put(
        HILLS,
        Insertion((), "incidents", {"id": "one"}),
        Insertion((), "sources", {"id": "report"}),
        Insertion(("steps", 1), "done", {"on": "2020-04-01"}, listed=False),
    )
    assert "sources:   # none yet\n  - id: report\n" in new
    assert new.endswith("incidents:\n  - id: one\n")
    assert "    # a comment on signing\n    done:\n      on: 2020-04-01\n" in new


def test_a_file_without_a_last_line_feed_and_one_with_carriage_returns() -> None:
    new = put(HILLS.rstrip() + "\nphases:\n  - id: a", Insertion((), "phases", {"id": "b"}))
    assert new.endswith("  - id: a\n  - id: b\n")
    windows = HILLS.replace("\n", "\r\n")
    new = put(windows, Insertion((), "steps", STEP), Insertion((), "gates", {"id": "g"}))
    assert in_order(windows, new)
    assert "\n" not in new.replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "insertion", "said"),
    [
        ("steps: [{id: a}]\n", Insertion((), "steps", {"id": "b"}), "line 1: steps is written in"),
        ("{steps: []}\n", Insertion((), "gates", {"id": "b"}), "gates is written in brackets"),
        ("steps:\n- {id: a}\n", Insertion(("steps", 0), "done", {"on": "x"}), "steps[0] is wr"),
        ("steps:\n- id: a\n", Insertion((), "steps", {"id": "x"}, listed=False), "steps is there"),
        ("steps: a\n", Insertion((), "steps", {"id": "x"}), "steps is there already"),
        ("- steps\n", Insertion((), "steps", {"id": "x"}), "is not a mapping"),
        ("id: a\n...\n", Insertion((), "steps", {"id": "x"}), "as it is written"),
        (
            "steps:\n- note: |+\n    a\n\n\nid: z\n",
            Insertion((), "steps", {"id": "x"}),
            "x.yaml: nothing can be put into this file as it is written; it was left",
        ),
        ("note: |+\n  a\n\n\n", Insertion((), "steps", {"id": "x"}), ""),
    ],
)
def test_what_cannot_be_put_in_is_refused(text: str, insertion: Insertion, said: str) -> None:
    if not said:
        assert in_order(text, put(text, insertion))
        return
    with pytest.raises(TruceFileError) as caught:
        put(text, insertion)
    assert said in str(caught.value)


def test_long_texts_are_folded_and_odd_ones_quoted() -> None:
    text = item_text({"id": "a", "note": "word " * 30 + "end", "says": "- #: [x] 'y' \"z\""})
    assert max(map(len, text.splitlines())) <= 96
    assert 'says: "- #: [x] \'y\' \\"z\\""' in text
    assert item_text({"name": "null"}) == '  - name: "null"'


# No surrogates, which no file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
VALUES = st.dictionaries(
    st.sampled_from(["id", "name", "note", "says"]),
    TEXTS | st.lists(TEXTS, min_size=1, max_size=3),
    min_size=1,
)
PLACES = st.sampled_from(
    [((), "steps"), ((), "sources"), ((), "gates"), (("commitments", 0), "progress"),
     (("commitments", 0), "declared"), (("steps", 1), "declared"), ((), "commitments")]
)  # fmt: skip


@given(st.lists(st.tuples(PLACES, VALUES), max_size=6), st.booleans())
def test_whatever_is_put_in_every_old_line_is_still_there(
    wanted: list[tuple[Any, dict[str, Any]]], windows: bool
) -> None:
    old = HILLS.replace("sources: []   # none yet\n", "")
    old = old.replace("\n", "\r\n") if windows else old
    new = put(old, *(Insertion(*place, value) for place, value in wanted))
    assert in_order(old, new)
    assert len(new.splitlines()) >= len(old.splitlines()) + len(wanted)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + process_file("doha-2020").read_bytes())
    (tmp_path / "truce.yaml").write_bytes(
        (process_file("doha-2020").parent / "truce.yaml").read_bytes()
    )
    return path


def test_a_file_is_changed_as_a_whole(mine: Path) -> None:
    old = read_written(mine)
    source = {"id": "mine", "title": "My notes", "published": "2021"}
    new = grown(old, [Insertion((), "sources", source)])
    mine.chmod(0o640)
    put_in_place(old, new)
    assert mine.read_bytes() == new.data
    assert mine.stat().st_mode & 0o777 == 0o640
    assert new.data.startswith(b"\xef\xbb\xbf#")
    assert in_order(old.text, new.text)
    assert new.process.sources[-1].id == "mine"
    assert [one.name for one in mine.parent.iterdir() if one.name.endswith(".part")] == []


def test_a_file_that_would_not_pass_is_left_alone(mine: Path) -> None:
    old = read_written(mine)
    with pytest.raises(TruceFileError, match="would not pass the check: actors") as caught:
        grown(old, [Insertion((), "actors", {"id": "taliban", "name": "T", "kind": "person"})])
    assert "\n" not in str(caught.value)
    assert mine.read_bytes() == old.data


def test_a_file_that_somebody_changes_meanwhile_is_left_alone(mine: Path) -> None:
    old = read_written(mine)
    new = grown(old, [Insertion((), "sources", {"id": "m", "title": "M", "published": "2021"})])
    mine.write_bytes(old.data + b"# mine\n")
    with pytest.raises(TruceFileError, match="changed by somebody else"):
        put_in_place(old, new)
    assert mine.read_bytes().endswith(b"# mine\n")
    mine.unlink()
    with pytest.raises(StoreError, match="cannot be written: No such file"):
        put_in_place(old, new)


def test_a_file_that_nobody_may_write_is_refused(mine: Path) -> None:
    mine.chmod(0o444)
    with pytest.raises(TruceFileError, match="may only be read, not written"):
        read_written(mine)
