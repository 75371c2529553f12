"""Put entries into the text of a process file: a person's comments and order stay as they are.

What is added stands on lines of its own behind what was there. The result is read again, and must
hold what the file held and the new entries, nothing else.
"""

import copy
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trucewatch.errors import TruceFileError
from trucewatch.forms.yaml_lines import EMPTY, KeyPath, read_yaml

_PLAIN = re.compile(r"[^\W_](?:[\w ,./()+–’“”…-]|:(?=\w|//))*")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_COMMENT = re.compile(r"([ \t]*)#")
_LONG = 72
_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Insertion:
    """Something to be put into a file.

    Attributes
    ----------
    path
        Of the mapping that it goes into: () is the whole file.
    key
        Of the mapping.
    value
        Texts, lists of texts, mappings and lists of mappings.
    listed
        Whether it is one more item of the list under the key, or all that the key holds.
    """

    path: KeyPath
    key: str
    value: Mapping[str, Any]
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters ``start`` to ``end`` give way to a text; deeper ones come first in one place."""

    start: int
    end: int
    text: str
    depth: int


def inserted(text: str, insertions: Sequence[Insertion], *, where: str) -> str:
    r"""Return the text of a file with entries put into it.

    Parameters
    ----------
    text
        YAML as people write process files.
    insertions
        What is to be put in, in order.
    where
        The name of the file, for messages.

    Returns
    -------
    str
        All lines of the text in their order, and new ones between them, with the same line ends.

    Raises
    ------
    TruceFileError
        When the text is written in a way that nothing can be put into.

    Examples
    --------
    >>> old = "steps:  # of May\n- id: talks\n# the end\n"
    >>> print(inserted(old, [Insertion((), "steps", {"id": "signing"})], where="x"), end="")
    steps:  # of May
    - id: talks
    - id: signing
    # the end
    """
    before = read_yaml(text, where=where)
    root = yaml.compose(text, Loader=yaml.BaseLoader)  # read_yaml has refused what is not safe
    if not isinstance(root, MappingNode):
        raise TruceFileError("is not a mapping of keys to values", where=where)
    groups: dict[tuple[KeyPath, str], list[Insertion]] = {}
    for one in insertions:
        groups.setdefault((one.path, one.key), []).append(one)
    line_end = "\r\n" if "\r\n" in text else "\n"
    edits = [
        edit for group in groups.values() for edit in _edits(text, root, group, line_end, where)
    ]
    made = text
    for edit in sorted(
        enumerate(edits), key=lambda it: (it[1].start, -it[1].depth, it[0]), reverse=True
    ):
        made = made[: edit[1].start] + edit[1].text + made[edit[1].end :]
    if not _holds(made, _with(before.content, insertions)):
        raise TruceFileError(
            "nothing can be put into this file as it is written; it was left as it was",
            where=where,
            remedy="write every list with an item on a line of its own after a hyphen",
        )
    return made


def _holds(text: str, wanted: object) -> bool:
    try:
        return read_yaml(text, where="").content == wanted
    except TruceFileError:
        return False


def item_text(value: Mapping[str, Any], *, indent: str = "  ") -> str:
    """Return an entry as it is written into a list.

    Parameters
    ----------
    value
        Texts, lists of texts, mappings and lists of mappings.
    indent
        What stands before the hyphen.

    Examples
    --------
    >>> print(item_text({"id": "talks", "actors": ["north", "south"], "done": {"on": "2020"}}))
      - id: talks
        actors: [north, south]
        done:
          on: 2020
    """
    return "\n".join(_item(value, indent))


def _edits(
    text: str, root: MappingNode, group: Sequence[Insertion], line_end: str, where: str
) -> list[_Edit]:
    """Return what changes in the text so that one list, or one key, has what it shall have."""
    path, key = group[0].path, group[0].key
    into = _at(root, path)
    if not isinstance(into, MappingNode) or into.flow_style:
        raise _flow(path or (key,), into, where)
    column = into.start_mark.column
    there = next((value for name, value in into.value if name.value == key), None)
    if there is None:
        at = _after(text, into, column) if path else len(text)
        lines = _new_key(key, group, " " * column)
        if not path and re.search(r"\n\r?\n", text.rstrip()) and not text.endswith("\n\n"):
            lines.insert(0, "")
        return [_Edit(at, at, _joined(text, at, lines, line_end), len(path))]
    if not group[0].listed or not isinstance(there, SequenceNode):
        raise TruceFileError(f"{key} is there already", where=f"{where}, line {_line(there)}")
    if there.flow_style and there.value:
        raise _flow((*path, key), there, where)
    if not there.value:
        start = len(text[: there.start_mark.index].rstrip())
        at = _line_after(text, there.end_mark.index)
        lines = [line for one in group for line in _item(one.value, " " * column + "  ")]
        away = _Edit(start, there.end_mark.index, "", 0)
        return [away, _Edit(at, at, _joined(text, at, lines, line_end), len(path) + 1)]
    dash = there.start_mark.column
    at = _after(text, there, dash)
    lines = [line for one in group for line in _item(one.value, " " * dash)]
    return [_Edit(at, at, _joined(text, at, lines, line_end), len(path) + 1)]


def _new_key(key: str, group: Sequence[Insertion], indent: str) -> list[str]:
    if not group[0].listed:
        return [f"{indent}{key}:", *_mapping(group[0].value, indent + "  ")]
    return [
        f"{indent}{key}:",
        *(line for one in group for line in _item(one.value, indent + "  ")),
    ]


def _joined(text: str, at: int, lines: Iterable[str], line_end: str) -> str:
    open_line = at > 0 and text[at - 1] != "\n"
    return (line_end if open_line else "") + "".join(line + line_end for line in lines)


def _at(node: Node, path: KeyPath) -> Node:
    for part in path:
        if isinstance(node, MappingNode):
            node = next(value for name, value in node.value if name.value == part)
        else:
            node = node.value[part]
    return node


def _after(text: str, node: Node, column: int) -> int:
    """Return where the line after a block begins: comments under it belong to it."""
    at = _line_after(text, _end(text, node))
    while (found := _COMMENT.match(text, at)) and len(found.group(1)) >= max(column, 1):
        at = _line_after(text, at)
    return at


def _line_after(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _end(text: str, node: Node) -> int:
    """Return where what a node holds ends; a block's own end lies behind what follows it."""
    if isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    block = isinstance(node, ScalarNode) and node.style in ("|", ">")
    return len(text[:end].rstrip()) if block else end


def _flow(path: KeyPath, node: Node, where: str) -> TruceFileError:
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return TruceFileError(
        f"{name.removeprefix('.')} is written in brackets; nothing can be put into it",
        where=f"{where}, line {_line(node)}",
        remedy="write each item on a line of its own after a hyphen, each key on a line of its own",
    )


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _item(value: Mapping[str, Any], indent: str) -> list[str]:
    first, *others = _mapping(value, f"{indent}  ")
    return [f"{indent}- {first.removeprefix(indent + '  ')}", *others]


def _mapping(value: Mapping[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for key, part in value.items():
        if isinstance(part, Mapping):
            lines += [f"{indent}{key}:", *_mapping(part, f"{indent}  ")]
        elif not isinstance(part, str) and part and isinstance(part[0], Mapping):
            lines.append(f"{indent}{key}:")
            lines += [line for one in part for line in _item(one, f"{indent}  ")]
        elif not isinstance(part, str):
            lines.append(f"{indent}{key}: [{', '.join(_scalar(one, apart=True) for one in part)}]")
        else:
            lines += _text(key, part, indent)
    return lines


def _text(key: str, text: str, indent: str) -> list[str]:
    """Write a text behind its key; a long one is folded over lines of its own."""
    if len(text) <= _LONG or _UNPRINTABLE.search(text) or text != " ".join(text.split()):
        return [f"{indent}{key}: {_scalar(text)}"]
    width = max(_WIDTH - len(indent) - 2, _LONG // 2)
    folded = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}{key}: >-", *(f"{indent}  {line}" for line in folded)]


def _scalar(text: str, *, apart: bool = False) -> str:
    """Write a text so that it is read as it is; in a list, commas part the items."""
    plain = _PLAIN.fullmatch(text) and not (apart and "," in text)
    if plain and text not in EMPTY and text == text.strip():
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _with(content: object, insertions: Iterable[Insertion]) -> object:
    """Return what a file holds once everything is put in."""
    whole: Any = copy.deepcopy(content)
    for one in insertions:
        into = whole
        for part in one.path:
            into = into[part]
        if one.listed:
            into.setdefault(one.key, []).append(_plain(one.value))
        else:
            into[one.key] = _plain(one.value)
    return whole


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value if isinstance(value, str) else [_plain(one) for one in value]  # type: ignore[attr-defined]
