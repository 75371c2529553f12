"""What was read out of a report: as text, as strict JSON, and as a page with the article marked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from trucewatch import words
from trucewatch.domain.reading import (
    ActorMention,
    DateMention,
    Document,
    Granularity,
    People,
    Read,
    Record,
    Span,
)
from trucewatch.present.json import text_of
from trucewatch.present.page import page
from trucewatch.present.text import wrapped

_COLOURS = {"marked": "2;9", "date": "36", "actor": "32", "record": "4"}
_QUOTE = 100


def read_json(found: Read) -> dict[str, Any]:
    """Return what was read as a JSON document.

    Spans are pairs of places in the text of the document, times have the offset of the place's
    zone, and ends are not included. Only durations have ``days``.

    Parameters
    ----------
    found
        What was read.
    """
    document = found.document
    return {
        "document": {
            "title": document.title,
            "published": document.published and document.published.isoformat(),
            "source": document.source,
            "sha256": document.sha256,
        },
        "marked": [{"span": _span(m.span), "why": m.why, "rule": m.rule} for m in document.marked],
        "actors": _actors(found.actors),
        "dates": [_date(d) for d in found.dates],
        "records": [_record(r) for r in found.records],
        "rejected": [{"origin": r.origin, "said": r.said, "why": r.why} for r in found.rejected],
        "notes": list(found.notes),
    }


def read_json_text(found: Read) -> str:
    """Return what was read as JSON text; ends with a line feed."""
    return text_of(read_json(found))


def read_text(found: Read, *, colour: bool = False) -> str:
    """Return what was read as text; ends with a line feed.

    Parameters
    ----------
    found
        What was read.
    colour
        Colour the spans in the article, for a terminal.
    """
    document = found.document
    parts = [_head(document), *[wrapped(f"Note: {words.clean(n)}.") for n in found.notes]]
    parts.append(_article(found, colour=colour))
    parts += _section(
        "Marked", [f"{m.why} ({m.rule}): {_quote(document, m.span)}" for m in document.marked]
    )
    parts += _section("Dates", [date_line(d) for d in found.dates])
    parts += _section(
        "Actors", [f"{a['name']}: {len(a['mentions'])}" for a in _actors(found.actors)]
    )
    parts += _section("Proposed", [f"{record_line(r)} ({r.rule})" for r in found.records])
    parts += _section("Rejected", [f"{r.why}: {r.said} ({r.origin})" for r in found.rejected])
    return "\n\n".join(part for part in parts if part) + "\n"


def read_html(found: Read) -> str:
    """Return a page with the article, its marked spans, and what is proposed beside it.

    Parameters
    ----------
    found
        What was read.
    """
    return page(
        "read.html.j2",
        head=_head(found.document),
        title=found.document.title or "A report",
        notes=found.notes,
        paragraphs=_paragraphs(found),
        marked=[(m.why, m.rule, _quote(found.document, m.span)) for m in found.document.marked],
        dates=[
            (d.text, date_line(d).removeprefix(f"{words.clean(d.text)}: "), d.rule)
            for d in found.dates
        ],
        records=[(record_line(r), r.quote, r.rule) for r in found.records],
        rejected=[(r.why, r.said, r.origin) for r in found.rejected],
        sha256=found.document.sha256,
    )


def date_line(mention: DateMention) -> str:
    """Return a date in one line: its words, what they mean, how exact they are.

    Parameters
    ----------
    mention
        A date of the text.
    """
    if mention.granularity is Granularity.DURATION and mention.days is not None:
        meaning = f"{words.number(mention.days)} days"
    elif mention.start is None and mention.end is None:
        meaning = "unresolved"
    else:
        meaning = _ends(mention, mention.start, mention.end)
    others = "".join(f", or {_ends(mention, a, b)}" for a, b in mention.alternatives)
    return f"{words.clean(mention.text)}: {meaning}{others} ({mention.granularity})"


def _ends(mention: DateMention, start: datetime | None, end: datetime | None) -> str:
    """Return from when to when; of an instant only when."""
    if mention.granularity is Granularity.INSTANT and start:
        return _when(start)
    return f"{_when(start)} to {_when(end)}"


def record_line(record: Record) -> str:
    """Return a proposed record in one line.

    Parameters
    ----------
    record
        What is proposed.
    """
    what = " ".join(filter(None, (record.kind.value, record.type, record.process)))
    who = ", ".join(record.actor or record.speaker)
    if record.recipient:
        who = f"{who} -> {', '.join(record.recipient)}".lstrip()
    told = [
        who,
        (record.start or record.end) and f"{_when(record.start)} to {_when(record.end)}",
        record.place,
        _people("killed", record.killed),
        _people("injured", record.injured),
        record.quantity is not None
        and f"{words.number(record.quantity)} {record.unit or ''}".strip(),
        "not" if record.negated else "",
        record.modality.value,
        record.claimed_by and f"as {', '.join(record.claimed_by)} say",
    ]
    rest = "; ".join(str(part) for part in told if part)
    return words.clean(f"{what}: {rest}: “{record.quote}”")


def _head(document: Document) -> str:
    told = [document.title, document.source]
    day = words.day(document.published) if document.published else "an unknown day"
    told.append(f"published {day}, dates in {document.zone}")
    return words.clean("; ".join(part for part in told if part))


def _section(name: str, lines: Sequence[str]) -> list[str]:
    return (
        ["\n".join([f"{name} ({len(lines)})", *(f"  {words.clean(x)}" for x in lines)])]
        if lines
        else []
    )


def _quote(document: Document, span: Span) -> str:
    text = words.clean(span.of(document.text))
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"


def _when(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else "…"


def _people(what: str, people: People | None) -> str:
    if people is None:
        return ""
    if people.most == people.least:
        return f"{people.least} {what}"
    return f"{people.least} to {people.most if people.most is not None else '…'} {what}"


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


_NAMES = ("actor name", "actor surname")
"""Rules by which a mention is a name, and not words such as "both sides"."""


def _actors(mentions: Iterable[ActorMention]) -> list[dict[str, Any]]:
    """Return each actor once, with all its mentions; its name is the longest it is called by."""
    grouped: dict[str, list[ActorMention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.actor or mention.text].append(mention)
    return [
        {
            "id": group[0].actor,
            "name": max(group, key=lambda m: (m.rule in _NAMES, len(m.text))).text,
            "mentions": [_span(m.span) for m in group],
        }
        for group in grouped.values()
    ]


def _date(mention: DateMention) -> dict[str, Any]:
    row: dict[str, Any] = {
        "span": _span(mention.span),
        "text": mention.text,
        "start": _iso(mention.start),
        "end": _iso(mention.end),
        "granularity": mention.granularity.value,
        "rule": mention.rule,
    }
    if mention.granularity is Granularity.DURATION:
        row["days"] = mention.days
    return row


def _record(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind.value,
        "type": record.type,
        "process": record.process,
        "actor": list(record.actor),
        "recipient": list(record.recipient),
        "speaker": list(record.speaker),
        "start": _iso(record.start),
        "end": _iso(record.end),
        "place": record.place,
        "killed": _range(record.killed),
        "injured": _range(record.injured),
        "quantity": record.quantity,
        "modality": record.modality.value,
        "negated": record.negated,
        "claimed_by": list(record.claimed_by),
        "span": _span(record.span),
        "quote": record.quote,
        "rule": record.rule,
        "origin": record.origin,
    }


def _range(people: People | None) -> dict[str, int | None] | None:
    return None if people is None else {"min": people.least, "max": people.most}


def _spans(found: Read) -> list[tuple[Span, str]]:
    """Return every span with its kind; what comes first is shown where they overlap."""
    return [
        *((m.span, "marked") for m in found.document.marked),
        *((d.span, "date") for d in found.dates),
        *((a.span, "actor") for a in found.actors),
        *((r.span, "record") for r in found.records),
    ]


def pieces(found: Read) -> list[tuple[str, str | None]]:
    """Return the article in pieces, each with the kind of the span that it lies in.

    Parameters
    ----------
    found
        What was read.
    """
    text = found.document.text
    kinds: list[str | None] = [None] * len(text)
    for span, kind in reversed(_spans(found)):
        kinds[span.start : span.end] = [kind] * (span.end - span.start)
    out: list[tuple[str, str | None]] = []
    begun = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or kinds[n] != kinds[begun]:
            out.append((text[begun:n], kinds[begun]))
            begun = n
    return out


def _article(found: Read, *, colour: bool) -> str:
    """Return the article with nothing in it that could steer a terminal, but our own colours."""
    out = []
    for text, kind in pieces(found):
        safe = "\n".join(_inline(line) for line in text.split("\n"))
        out.append(f"\x1b[{_COLOURS[kind]}m{safe}\x1b[0m" if colour and kind else safe)
    return "".join(out).strip()


def _inline(text: str) -> str:
    """Return a part of a line cleaned, with the spaces at its ends kept."""
    lead, tail = text[:1].isspace(), text[-1:].isspace()
    inner = words.clean(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if lead else ''}{inner}{' ' if tail else ''}"


def _paragraphs(found: Read) -> list[list[tuple[str, str | None]]]:
    """Return the pieces by paragraph."""
    out: list[list[tuple[str, str | None]]] = [[]]
    for text, kind in pieces(found):
        first, *rest = text.split("\n")
        out[-1].append((_inline(first), kind))
        out.extend([(_inline(line), kind)] for line in rest)
    return [
        kept
        for part in out
        if (kept := [piece for piece in part if piece[0].strip() or len(part) > 1])
        and any(p[0].strip() for p in kept)
    ]
