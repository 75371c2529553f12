"""Sentences, and in them what is quoted and who says it."""

import re
from bisect import bisect_left

from syntok import segmenter

from trucewatch.domain.reading import Document, Sentence, Span
from trucewatch.reading.quotations import quotations
from trucewatch.reading.speakers import speaker

_TITLE = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Brig|Adm|Sen|Rep|Gov|Prof|Rev|Hon|St)\.\s*|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?)\.\s*(?=\d)|[ap]\.m\.\s*(?=[a-z\d]))"
)
"""Here nothing ends: a name, a day or a number follows."""
_CLEAR_STOP = re.compile(
    r"(?:(?<=[a-z]{4}[.!?])|(?<=[a-z.]\s\d\d[.])|(?<=\s[a-z]{3}[.])(?<!etc[.])(?<!vol[.]))"
    r"[”\"]?\s+(?=[“‘\"]?(?:[A-Z][a-z]|A [a-z]))"
)
_NO_STOP = re.compile(rf"{_TITLE.pattern}|\w\.\s+(?=[a-z])")
_STOP = re.compile(r"[.!?…][^\w\s]*\s")
_UNCLEAR = re.compile(r"[][;]|\.\.")
_BARE_A = re.compile(r"[.!?][”\"]?\s+[“‘\"]?A [a-z]")
_CODE = re.compile(r"\w\.\w|[()=]")
"""Beside a sentence that begins with "A", the segmenter is asked where any of this stands."""
_WRAPPED = 0.6
"""A line at least this share of the longest of its paragraph goes on in the next one."""


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document, without what is marked in it.

    Parameters
    ----------
    document
        The report.

    Examples
    --------
    >>> from trucewatch.reading.text import document
    >>> read = document('"It holds," Mr. Khan said. Also Read - Floods')
    >>> [(s.span.of(read.text), s.quoted) for s in sentences(read)]
    [('"It holds," Mr. Khan said.', ((Span(start=1, end=10), 'Mr. Khan'),))]
    """
    spans = [
        sentence
        for stretch in stretches(document)
        for paragraph in _paragraphs(document.text, stretch)
        for sentence in _split(document.text, paragraph)
    ]
    return _with_quotations(document.text, spans)


def stretches(document: Document) -> tuple[Span, ...]:
    """Return the stretches of the text that are not marked, in order."""
    place, found = 0, []
    for mark in sorted(document.marked, key=lambda m: m.span):
        if mark.rule == "control":
            continue
        if mark.span.start > place:
            found.append(Span(place, mark.span.start))
        place = max(place, mark.span.end)
    if place < len(document.text):
        found.append(Span(place, len(document.text)))
    return tuple(found)


def _paragraphs(text: str, stretch: Span) -> list[Span]:
    """Return the paragraphs of a stretch; lines that were only wrapped are one paragraph."""
    lines = text[stretch.start : stretch.end].split("\n")
    longest = max(map(len, lines))
    found: list[Span] = []
    place, begun = stretch.start, None
    for line in lines:
        if not line.strip():
            begun = None
        elif begun is None:
            found.append(Span(place, place + len(line)))
            begun = place
        else:
            found[-1] = Span(found[-1].start, place + len(line))
        if len(line) < _WRAPPED * longest or len(lines) == 1:
            begun = None
        place += len(line) + 1
    return found


def _split(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of a paragraph, without the white space around them."""
    inner = paragraph.of(text)
    starts = _clear(inner)
    if starts is None:
        starts = [group[0].offset for p in segmenter.analyze(inner) for group in p if group]
    starts = [s for s in starts if not _goes_on_after(inner, s)]
    found = []
    for start, after in zip(starts, [*starts[1:], len(inner)], strict=True):
        end = start + len(inner[start:after].rstrip())
        if start < end:
            found.append(Span(paragraph.start + start, paragraph.start + end))
    return found


def _clear(text: str) -> list[int] | None:
    """Return where sentences begin where every stop is clear: a long word, a space, a capital.

    None where one is not: the segmenter then decides. It would give the same, in much more time.
    """
    inner = text.rstrip()
    if _UNCLEAR.search(inner) or (_BARE_A.search(inner) and _CODE.search(inner)):
        return None
    starts = [m.end() for m in _CLEAR_STOP.finditer(inner)]
    none = sum(len(_STOP.findall(m.group())) for m in _NO_STOP.finditer(inner))
    if len(_STOP.findall(inner)) != len(starts) + none:
        return None
    return [len(text) - len(text.lstrip()), *starts] if inner else []


def _goes_on_after(text: str, place: int) -> bool:
    """Whether a full stop before a place is that of a short form and ends nothing."""
    return any(m.end() == place for m in _TITLE.finditer(text, max(0, place - 12), place + 2))


def _with_quotations(text: str, spans: list[Span]) -> tuple[Sentence, ...]:
    """Return the sentences with the stretches of them that are quoted."""
    quoted: list[list[tuple[Span, str | None]]] = [[] for _ in spans]
    ends = [span.end for span in spans]
    before: tuple[Span, str | None] | None = None
    for quotation in quotations(text):
        touched = _touched(spans, bisect_left(ends, quotation.start + 1), quotation)
        if not touched:
            continue
        around = Span(spans[touched[0]].start, spans[touched[-1]].end)
        who = speaker(text, quotation, around)
        if who is None and before and _goes_on(text, before[0], quotation, around):
            who = before[1]
        before = quotation, who
        for n in touched:
            inside = Span(max(quotation.start, spans[n].start), min(quotation.end, spans[n].end))
            quoted[n].append((inside, who))
    return tuple(Sentence(s, tuple(q)) for s, q in zip(spans, quoted, strict=True))


def _touched(spans: list[Span], first: int, quotation: Span) -> list[int]:
    """Return the sentences that a quotation reaches into, from the first that it can."""
    last = first
    while last < len(spans) and max(spans[last].start, quotation.start) < quotation.end:
        last += 1
    return list(range(first, last))


def _goes_on(text: str, before: Span, quotation: Span, around: Span) -> bool:
    """Whether a quotation of whole sentences follows another one in the same paragraph."""
    return around.start >= quotation.start - 1 and "\n" not in text[before.end : quotation.start]
