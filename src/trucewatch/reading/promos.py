"""Marks what is no part of the report: promos, captions, credits, what a page is furnished with.

By the words they begin with (``promos.yaml``), also where they are glued into a paragraph; by what
the page itself is made of; by links; and by being repeated. Nothing is deleted.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import yaml

from trucewatch.domain.reading import Marked, Span
from trucewatch.reading.page import Block, Page

_FURNITURE = {
    "nav": "furniture",
    "footer": "furniture",
    "button": "furniture",
    "figcaption": "caption",
}
_HEADINGS = frozenset({"also-read", "read-more", "related", "list-of-stories", "next"})
"""What these mark alone on a line is the heading of a list of titles."""
_TEASER = 20
"""Characters from which on a line that comes again is a teaser and no exclamation."""
_LINKED = 0.6
_LONG_ENOUGH = 30
_LONG_LINE = 50
_FEW_BLOCKS, _MOST, _FEW_WORDS = 3, 0.7, 4
_FEW_ENDS, _HALF, _SHORT, _STOPS = 2, 0.5, 12, ".!?…\"”’'"
_BLOCK = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_FINISHED = ".!?:;,…\"”’')]"
_NO_LETTERS = re.compile(r"[\W_]+")
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|St|Sen|Gov|Rep|No|vs))\.$")
_STARTS = re.compile(r"[.!?…\"'”’)\]]\s+(?=\S)")
_RULE = re.compile(
    r"^[ \t]*(?:_{3,}|-{3,}|\*{3,}|={3,}|(?:\* ){2,}\*|(?:- ){2,}-)[ \t]*$", re.MULTILINE
)
_BULLET = re.compile(r"[\[(•▪►▶→*>|–—-]\s*")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]+"
)


@dataclass(frozen=True, slots=True)
class _Cue:
    rule: str
    why: str
    reach: str
    anywhere: bool
    pattern: re.Pattern[str]


class _Marks:
    """Where something is marked, to be asked for every line of a long text."""

    def __init__(self, marks: Sequence[Marked]) -> None:
        spans = sorted(mark.span for mark in marks)
        self.starts = [span.start for span in spans]
        self.ends = [*accumulate((span.end for span in spans), max)]

    def meet(self, span: Span) -> bool:
        """Whether a stretch has a place in common with something marked."""
        before = bisect_left(self.starts, span.end)
        return before > 0 and self.ends[before - 1] > span.start


def in_text(text: str, known: Sequence[Marked] = ()) -> tuple[Marked, ...]:
    """Return what is marked by its words, by being repeated, and characters that steer a screen.

    Parameters
    ----------
    text
        Of the document.
    known
        What is marked already; nothing is looked for in it.

    Examples
    --------
    >>> text = "The truce held. Also Read - Rain Ahead of Vote in U.S. Senate"
    >>> [(m.rule, m.span.of(text)) for m in in_text(text)]
    [('also-read-inside', 'Also Read - Rain Ahead of Vote in U.S. Senate')]
    """
    starts = {mark.span.start for mark in known}
    lines = [line for line in _LINE.finditer(text) if line.start() not in starts]
    found: list[Marked] = []
    for line in lines:
        found.extend(_cued(text, line.start(), line.end()))
    found.extend(_repeated(text, lines))
    found.extend(_under_a_heading(text, lines, found))
    found.extend(_between_rules(text, [*known, *found]))
    found.extend(_loose_ends(text, [*known, *found]))
    found.extend(_behind_the_end(text, [*known, *found]))
    found.extend(
        Marked(Span(c.start(), c.end()), "characters that steer a screen", "control")
        for c in _CONTROLS.finditer(text)
    )
    return tuple(found)


def in_page(page: Page, article: str) -> tuple[Marked, ...]:
    """Return the blocks of a page that are no part of its article.

    Parameters
    ----------
    page
        With its blocks.
    article
        What trafilatura takes for the article; empty where it found none.
    """
    lines = {_plain(line) for line in article.split("\n")}
    whole = _plain(article)
    marked = []
    for block in page.blocks:
        why, rule = _furniture(block, _plain(page.text[block.start : block.end]), lines, whole)
        if why:
            marked.append(Marked(Span(block.start, block.end), why, rule))
    return tuple(marked)


def _furniture(block: Block, plain: str, lines: set[str], whole: str) -> tuple[str | None, str]:
    inside = plain in whole if len(plain) >= _LONG_ENOUGH else plain in lines
    role = next((r for r in _FURNITURE if r in block.roles), None)
    # Broken pages never close their navigation: what is in the article is in the article.
    if role is not None and (role == "figcaption" or not inside):
        return _FURNITURE[role], f"element-{role}"
    if block.linked > _LINKED * (block.end - block.start):
        return "promo", "links"
    if whole and not inside and "h1" not in block.roles:
        return "furniture", "outside-article"
    return None, ""


def _plain(text: str) -> str:
    """Return the letters and digits of a text alone: space and marks are set in many ways."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return _NO_LETTERS.sub("", plain).casefold()


def _cued(text: str, start: int, end: int) -> list[Marked]:
    """Return what is marked in a line by the words that a stretch of it begins with."""
    found: list[Marked] = []
    first, end = _stripped(text, start, end)
    for place, inside in _beginnings(text, first, end):
        if found and place < found[-1].span.end:
            continue
        behind = _past_bullet(text, place, end)
        opens = place == first
        for cue in _cues() if _any_cue(opens).match(text, behind, end) else ():
            if (inside and not cue.anywhere) or (cue.reach == "line" and not opens):
                continue
            if match := cue.pattern.match(text, behind, end):
                until = match.end() if cue.reach == "match" else end
                if cue.reach == "sentence":
                    until = _sentence_end(text, match.end(), end)
                found.append(Marked(Span(place, until), cue.why, cue.rule))
                break
    return found


def _is_wrapped(text: str, start: int) -> bool:
    """Whether a line only goes on with what the line before it did not end."""
    before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].rstrip()
    return len(before) >= _LONG_LINE and before[-1] not in '.!?…:"”’)]'


def _past_bullet(text: str, place: int, end: int) -> int:
    """Return where the words begin behind a bracket or bullet at a place."""
    bullet = _BULLET.match(text, place, end)
    return bullet.end() if bullet else place


def _beginnings(text: str, start: int, end: int) -> list[tuple[int, bool]]:
    """Return where something may begin, and whether that lies inside a sentence."""
    if start >= end:
        return []
    places = {start: _is_wrapped(text, start)}
    places |= {m.end(): False for m in _STARTS.finditer(text, start, end)}
    for cue in _cues_anywhere():
        for match in cue.pattern.finditer(text, start, end):
            places.setdefault(match.start(), True)
    return sorted(places.items())


def _sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence ends that a place lies in."""
    for stop in _ENDS.finditer(text, start, end):
        if not _ABBREVIATED.search(text, max(start, stop.start() - 6), stop.start() + 1):
            return stop.end()
    return end


def _repeated(text: str, lines: Sequence[re.Match[str]]) -> list[Marked]:
    """Return the lines that came before, word for word."""
    seen: set[str] = set()
    found = []
    for line in lines:
        plain = _plain(line.group())
        if len(plain) < _TEASER:
            continue
        if plain in seen:
            found.append(
                Marked(Span(*_stripped(text, line.start(), line.end())), "promo", "repeated")
            )
        seen.add(plain)
    return found


def _under_a_heading(
    text: str, lines: Sequence[re.Match[str]], cued: Sequence[Marked]
) -> list[Marked]:
    """Return the titles that stand in the lines under a heading of promos: "READ MORE"."""
    heads = {mark.span for mark in cued if mark.rule in _HEADINGS}
    shut = _Marks(cued)
    found: list[Marked] = []
    above: Span | None = None
    for line in lines:
        start, end = _stripped(text, line.start(), line.end())
        if start == end:
            continue
        title = text[end - 1] not in _STOPS and len(text[start:end].split()) <= _SHORT
        close = above is not None and "\n\n" not in text[above.end : start]
        if close and title and not shut.meet(Span(start, start + 1)):
            found.append(Marked(Span(start, end), "promo", "under-a-heading"))
            above = Span(start, end)
        else:
            above = Span(start, end) if Span(start, end) in heads else None
    return found


def _between_rules(text: str, known: Sequence[Marked]) -> list[Marked]:
    """Return the lines between two rules, or behind the last, where none of them is finished."""
    shut = _Marks(known)
    rules = [*_RULE.finditer(text)]
    ends = [*(rule.start() for rule in rules[1:]), len(text)]  # one too many without rules
    found: list[Marked] = []
    for rule, until in zip(rules, ends, strict=False):
        lines = [
            Span(*_stripped(text, line.start(), line.end()))
            for line in _LINE.finditer(text, rule.end(), until)
        ]
        lines = [line for line in lines if line.end > line.start]
        own = [line for line in lines if not shut.meet(line)]
        if own and all(text[line.end - 1] not in _STOPS for line in own):
            found.extend(Marked(line, "promo", "between-rules") for line in own)
    return found


def _loose_ends(text: str, known: Sequence[Marked]) -> list[Marked]:
    """Return what hangs unfinished behind the sentences of a paragraph, where others are finished.

    A headline that was glued to a paragraph has no stop at its end.
    """
    blocks = [_stripped(text, m.start(), m.end()) for m in _BLOCK.finditer(text)]
    blocks = [(start, end) for start, end in blocks if end - start > _LONG_LINE]
    finished = [end for _, end in blocks if text[end - 1] in _FINISHED]
    if len(blocks) < _FEW_BLOCKS or len(finished) < _MOST * len(blocks):
        return []
    found, marks = [], _Marks(known)
    for start, end in blocks:
        stop = max((m.end() for m in _STARTS.finditer(text, start, end)), default=start)
        tail = text[stop:end]
        if stop == start or text[end - 1] in _FINISHED or not tail[:1].isupper():
            continue
        short = _ABBREVIATED.search(text, start, stop - 1) is not None
        shut = marks.meet(Span(stop, end))
        if len(tail.split()) >= _FEW_WORDS and not short and not shut:
            found.append(Marked(Span(stop, end), "promo", "loose-end"))
    return found


def _behind_the_end(text: str, known: Sequence[Marked]) -> list[Marked]:
    """Return the short lines without a stop that follow the last finished line of a report."""
    lines = [_stripped(text, m.start(), m.end()) for m in _LINE.finditer(text)]
    shut = _Marks(known)
    own = [(start, end) for start, end in lines if end > start and not shut.meet(Span(start, end))]
    finished = [at for at, (_, end) in enumerate(own) if text[end - 1] in _STOPS]
    # Where lines are broken off and go on in the next, few of them end with a stop.
    if len(finished) < _FEW_ENDS or len(finished) < _HALF * (finished[-1] + 1):
        return []
    tail = [
        Span(start, end)
        for start, end in own[finished[-1] + 1 :]
        if len(text[start:end].split()) <= _SHORT and not text[start].islower()
    ]
    # One line alone may be the last of a list that is told.
    if len(tail) < _FEW_ENDS:
        return []
    return [Marked(span, "furniture", "behind-the-end") for span in tail]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


@cache
def _cues_anywhere() -> tuple[_Cue, ...]:
    return tuple(cue for cue in _cues() if cue.anywhere)


@cache
def _any_cue(opens: bool) -> re.Pattern[str]:
    """Return one pattern for all of them: it only tells whether they need be tried.

    Parameters
    ----------
    opens
        Whether a line begins there; those that mark a whole line are asked only then.
    """
    asked = (cue for cue in _cues() if opens or cue.reach != "line")
    return re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in asked))


@cache
def _cues() -> tuple[_Cue, ...]:
    path = Path(__file__).with_name("promos.yaml")
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        _Cue(r["rule"], r["why"], r["reach"], r.get("anywhere", False), re.compile(r["pattern"]))
        for r in rows
    )
