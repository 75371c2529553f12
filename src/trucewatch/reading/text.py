"""From plain text or a web page to a document whose every character has its place in the source."""

import re
from dataclasses import replace
from datetime import date

import trafilatura

from trucewatch.days import zone as known_zone
from trucewatch.domain.reading import Document, Marked
from trucewatch.errors import ReadingError
from trucewatch.reading.page import Page, visible
from trucewatch.reading.promos import in_page, in_text
from trucewatch.reading.source import bounded, decoded, digest, is_page

FIRST_NEWS, LAST_NEWS = 1600, 2400
"""Years in which a report can have been published: newspapers began in 1605."""
_APART = frozenset({"nav", "footer", "aside", "button", "figcaption"})
_MOST = 0.6
_PUBLISHED = re.compile(
    r"""<meta[^>]{0,200}?(?:article:published_time|datePublished|pubdate|publish-date|dc\.date)"""
    r"""[^>]{0,200}?content\s*=\s*["'](\d{4}-\d\d-\d\d)|"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)""",
    re.IGNORECASE,
)


def document(
    source: str | bytes,
    *,
    published: date | None = None,
    zone: str = "UTC",
    name: str | None = None,
) -> Document:
    """Return a report as a document: nothing deleted, what is no part of it marked.

    Parameters
    ----------
    source
        Plain text or HTML.
    published
        The day of publication; by default what the page itself declares.
    zone
        IANA name of the zone of the place that is reported on.
    name
        Of the file, kept as the document's source.

    Raises
    ------
    ReadingError
        When it is too large, no text, or in another encoding than it should be, or the day is none
        of news.
    InputError
        When there is no such zone.

    Examples
    --------
    >>> read = document("<p>The truce held.</p><p>Read more: Floods in the south</p>")
    >>> read.text, [m.span.of(read.text) for m in read.marked]
    ('The truce held.\\n\\nRead more: Floods in the south', ['Read more: Floods in the south'])
    """
    known_zone(zone)
    if published is not None and not FIRST_NEWS <= published.year <= LAST_NEWS:
        raise ReadingError(
            f"{published} is no day of publication",
            remedy=f"name one of {FIRST_NEWS} to {LAST_NEWS}",
        )
    if isinstance(source, str):
        bounded(len(source), name)
    text = source if isinstance(source, str) else decoded(source, name)
    if is_page(text):
        page = visible(text)
        body, offsets, title = page.text, page.offsets, page.title
        marked = in_page(page, _article(text, page))
        published = published or declared_day(text)
    else:
        body, offsets, title, marked = text, (), None, ()
    return Document(
        text=body,
        title=title,
        source=name,
        sha256=digest(source),
        published=published,
        zone=zone,
        offsets=offsets,
        marked=merged(marked + in_text(body, marked)),
    )


def declared_day(source: str) -> date | None:
    """Return the day of publication that a page declares of itself, if it does.

    Examples
    --------
    >>> declared_day('<meta property="article:published_time" content="2020-02-21T10:00Z">')
    datetime.date(2020, 2, 21)
    """
    found = _PUBLISHED.search(source)
    try:
        day = date.fromisoformat(found.group(1) or found.group(2)) if found else None
        return day if day and FIRST_NEWS <= day.year <= LAST_NEWS else None
    except ValueError:
        return None


def declared(source: str | bytes, name: str | None = None) -> date | None:
    """Return the day of publication that a source declares of itself, if it is a page that does."""
    text = source if isinstance(source, str) else decoded(source, name)
    return declared_day(text) if is_page(text) else None


def with_marks(document: Document, marked: tuple[Marked, ...]) -> Document:
    """Return the document with more of it marked."""
    return replace(document, marked=merged(document.marked + marked))


def merged(marked: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Return the marks in the order of the text, those within another left out."""
    kept: list[Marked] = []
    for mark in sorted(marked, key=lambda m: (m.span.start, -m.span.end, m.rule)):
        if not kept or not mark.span.within(kept[-1].span):
            kept.append(mark)
    return tuple(kept)


def _article(source: str, page: Page) -> str:
    """Return what trafilatura takes for the article; nothing where it finds none.

    Where that is little of what the page tells outside links, it asks its other readers of pages,
    readability and jusText, too: that takes half as long again.
    """
    told = sum(
        block.end - block.start - block.linked
        for block in page.blocks
        if _APART.isdisjoint(block.roles)
    )
    found = _extracted(source, fast=True)
    return found if len(found) >= _MOST * told else _extracted(source, fast=False)


def _extracted(source: str, *, fast: bool) -> str:
    try:
        return trafilatura.extract(source, include_comments=False, fast=fast) or ""
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        # Too broken for its parser: what the page itself says of its parts is all that is known.
        return ""
