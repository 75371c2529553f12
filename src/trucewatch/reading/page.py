"""What a reader of a web page sees, each character with its place in the source.

No part of a page is dropped for being an advertisement: that is judged later and only marked. What
nobody sees (scripts, styles, comments, hidden parts) is no part of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol
    option p pre section summary table tbody td tfoot th thead tr ul br
    """.split()  # noqa: SIM905
)
_UNSEEN = frozenset(
    """
    script style noscript template svg math iframe object embed canvas audio video
    textarea select title head
    """.split()  # noqa: SIM905
)
_RAW = frozenset(["script", "style", "textarea", "title", "iframe"])
_VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()  # noqa: SIM905
)
_ROLES = frozenset(
    """
    a nav footer aside header figcaption figure button h1 article main
    """.split()  # noqa: SIM905
)
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_HIDDEN = re.compile(
    r"""\shidden(?=[\s=/>])|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden""",
    re.IGNORECASE,
)
_PIECE = re.compile(r"&#?\w{1,32};?|\s+|[^&\s]+(?: [^&\s]+)*|&")
_SPACE = re.compile(r"\s")
_QUOTE = re.compile("=[\"']")


_FAR = 500_000
_PATIENCE = 20
"""How far the end of a hidden part is looked for, and how many without one are borne with."""


@dataclass(slots=True)
class Block:
    """A stretch of text between two breaks; ``linked`` counts its characters inside links."""

    start: int
    end: int
    roles: frozenset[str]
    linked: int


@dataclass(slots=True)
class Page:
    """The visible text, the place in the source of each of its characters, and the blocks."""

    text: str
    offsets: tuple[int, ...]
    blocks: list[Block]
    title: str | None


@dataclass(slots=True)
class _Tag:
    name: str
    start: int
    end: int
    closing: bool


@dataclass(slots=True)
class _Writer:
    """Collects text, its offsets and its blocks; white space is one space or a break."""

    parts: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    started: int = 0
    linked: int = 0
    space: int | None = None

    def add(self, text: str, places: range | list[int], *, linked: bool) -> None:
        if self.space is not None and len(self.offsets) > self.started:
            self._put(" ", [self.space])
        self.space = None
        self._put(text, places)
        self.linked += len(text) if linked else 0

    def end_block(self, roles: frozenset[str], place: int) -> None:
        self.space = None
        end = len(self.offsets)
        if end == self.started:
            return
        self.blocks.append(Block(self.started, end, roles, self.linked))
        self._put("\n\n", [place, place])
        self.started, self.linked = len(self.offsets), 0

    def _put(self, text: str, places: range | list[int]) -> None:
        self.parts.append(text)
        self.offsets.extend(places)


def visible(source: str) -> Page:
    """Return what a reader of a page sees.

    Parameters
    ----------
    source
        HTML, however broken.

    Examples
    --------
    >>> page = visible("<p>5 &lt; 6<script>alert(1)</script></p><p hidden>x</p><p>Yes")
    >>> page.text, page.offsets[2]
    ('5 < 6\\n\\nYes', 5)
    """
    writer, open_roles, place = _Writer(), dict.fromkeys(_ROLES, 0), 0
    for tag in _tags(source):
        _write(writer, source, place, tag.start, open_roles)
        place = tag.end
        if tag.name in _BLOCKS:
            writer.end_block(frozenset(r for r, n in open_roles.items() if n), tag.start)
        if tag.name in _ROLES:
            step = -1 if tag.closing else 1
            open_roles[tag.name] = max(0, open_roles[tag.name] + step)
    _write(writer, source, place, len(source), open_roles)
    writer.end_block(frozenset(r for r, n in open_roles.items() if n), len(source))
    text = "".join(writer.parts)[:-2]
    return Page(text, tuple(writer.offsets[: len(text)]), writer.blocks, _title(source))


def _write(writer: _Writer, source: str, start: int, end: int, roles: dict[str, int]) -> None:
    """Write a stretch without markup."""
    for piece in _PIECE.finditer(source, start, end):
        found, place = piece.group(), piece.start()
        if found[0] == "&":
            seen = unescape(found)
            if seen != found:
                if _SPACE.fullmatch(seen):
                    writer.space = place
                else:
                    writer.add(seen, [place] * len(seen), linked=roles["a"] > 0)
                continue
        elif found.isspace():
            writer.space = place
            continue
        writer.add(found, range(place, piece.end()), linked=roles["a"] > 0)


def _tags(source: str) -> Iterator[_Tag]:
    """Yield each tag; one that begins an unseen part reaches to the end of that part."""
    lower = source.lower()
    lower = lower if len(lower) == len(source) else source
    place, patience = 0, _PATIENCE
    while (start := source.find("<", place)) >= 0:
        named = _NAME.match(source, start)
        if named is None:
            place = _declaration(source, start)
            if place > start + 1:
                yield _Tag("!", start, place, closing=False)
            continue
        name, closing = named.group(1).lower(), source.startswith("</", start)
        place = _tag_end(source, named.end())
        if not closing and name not in _VOID:
            hidden = name in _UNSEEN or _HIDDEN.search(source, named.end(), place)
            if hidden and patience and source[place - 2] != "/":
                skipped = _skip(lower, name, place)
                patience -= skipped == place
                place = skipped
        yield _Tag(name, start, place, closing)


def _declaration(source: str, start: int) -> int:
    """Return where a comment or declaration ends; just past "<" where it is none."""
    if source.startswith("<!--", start):
        return _after(source, "-->", start + 4)
    if source.startswith(("<!", "<?", "</"), start):
        return _after(source, ">", start + 2)
    return start + 1


def _after(source: str, what: str, start: int) -> int:
    found = source.find(what, start)
    return len(source) if found < 0 else found + len(what)


def _tag_end(source: str, start: int) -> int:
    """Return where a tag ends; a ">" inside a quoted value does not end it."""
    place = start
    while True:
        close = source.find(">", place)
        if close < 0:
            return len(source)
        quote = _QUOTE.search(source, place, close)
        if quote is None:
            return close + 1
        ends = source.find(source[quote.end() - 1], quote.end())
        if ends < 0:
            return close + 1
        place = ends + 1


def _skip(lower: str, name: str, place: int) -> int:
    """Return where the element that is open at a place ends."""
    if name in _RAW:
        found = lower.find(f"</{name}", place)
        return len(lower) if found < 0 else _after(lower, ">", found)
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])").finditer(
        lower, place, place + _FAR
    ):
        depth += -1 if tag.group(1) else 1
        if depth == 0:
            return _after(lower, ">", tag.end())
    # Never closed: what follows was most likely meant to be seen.
    return place


def _title(source: str) -> str | None:
    found = re.search(r"<title[^>]{0,200}>([^<]{1,1000})</title", source, re.IGNORECASE)
    return " ".join(unescape(found.group(1)).split()) or None if found else None
