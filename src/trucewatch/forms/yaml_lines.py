"""YAML that remembers its lines.

Every scalar is kept as the text that was written, so that "no", "010" and "2016-02-27" reach the
reader untouched; what a value is, the form says that reads it. Only an empty value is None.
"""

from typing import NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trucewatch.errors import InputError, TruceFileError

MAX_DEPTH = 20
EMPTY = ("", "~", "null")

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of the file down to a value."""


class Document(NamedTuple):
    """What a file holds, and the line (from 1) on which each key and list item starts."""

    content: object
    lines: dict[KeyPath, int]


class _RefusedError(yaml.MarkedYAMLError):
    """YAML, but not of a kind that such a file may hold."""

    def __init__(self, problem: str, mark: yaml.Mark) -> None:
        super().__init__(problem=problem, problem_mark=mark)


class _Loader(yaml.BaseLoader):
    """A loader that refuses what no such file needs: anchors, aliases, tags and deep nesting.

    An alias can blow a small file up to any size; a tag can ask for any kind of object.
    """

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(
                "anchors and aliases (& and *) are not allowed; write the value out, or put it "
                "in quotes if it is a text",
                event.start_mark,
            )
        if getattr(event, "tag", None):
            raise _RefusedError(
                "tags (!) are not allowed; put a text that starts with ! in quotes",
                event.start_mark,
            )
        if self.depth == MAX_DEPTH:
            raise _RefusedError(f"nested more than {MAX_DEPTH} deep", event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def read_yaml(text: str, *, where: str, error: type[InputError] = TruceFileError) -> Document:
    r"""Read a text of YAML.

    Parameters
    ----------
    text
        The whole text.
    where
        The name of the file, for messages.
    error
        The class of the error that is raised.

    Raises
    ------
    InputError
        When the text is not YAML, or uses anchors, aliases, tags or a key twice.

    Examples
    --------
    >>> document = read_yaml("name: Truce\nzone: Asia/Kabul\n", where="truce.yaml")
    >>> document.content, document.lines["zone",]
    ({'name': 'Truce', 'zone': 'Asia/Kabul'}, 2)
    """
    lines: dict[KeyPath, int] = {(): 1}
    try:
        return Document(_content(_Loader(text).get_single_node(), (), lines), lines)
    except _RefusedError as found:
        what, line = str(found.problem), _line(found)
    except yaml.MarkedYAMLError as found:
        what = f"not YAML: {found.problem}; look at this line and the one above it"
        line = _line(found)
    except yaml.reader.ReaderError as found:
        what = f"the character {chr(int(found.character))!a} is not allowed; remove it"
        line = text.count("\n", 0, found.position) + 1
    except (ValueError, OverflowError):  # an escape such as "\UFFFFFFFF", unguarded in PyYAML
        what, line = "a \\U escape in a quoted text stands for no character; remove it", 1
    raise error(what, where=f"{where}, line {line}")


def _line(error: yaml.MarkedYAMLError) -> int:
    """Return the line an error names, from 1."""
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _content(node: Node | None, path: KeyPath, lines: dict[KeyPath, int]) -> object:
    """Turn a node into plain content and note the lines below it."""
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            lines[*path, index] = item.start_mark.line + 1
        return [_content(item, (*path, index), lines) for index, item in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        plain = node.style is None
        return None if plain and node.value in EMPTY else node.value
    return None


def _mapping(node: MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> dict[str, object]:
    """Turn a mapping into a dictionary; a key may stand in it once."""
    mapping: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise _RefusedError("a key must be a word", key.start_mark)
        if key.value in mapping:
            first = lines[*path, key.value]
            raise _RefusedError(
                f"the key {key.value!r} stands on line {first} already; keep one of the two",
                key.start_mark,
            )
        lines[*path, key.value] = key.start_mark.line + 1
        mapping[key.value] = _content(value, (*path, key.value), lines)
    return mapping
