"""What a register says: as text that can be piped and pasted, and as strict JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from trucewatch import words
from trucewatch.domain.around import Alert, Record
from trucewatch.domain.entry import Entry, EntryKind
from trucewatch.domain.inspection import DayRoot, Passage
from trucewatch.domain.page import Page
from trucewatch.present.figures import Row
from trucewatch.present.json import text_of
from trucewatch.present.text import columns, table, wrapped
from trucewatch.register.labels import Redacted
from trucewatch.register.origins import Origin
from trucewatch.register.verify import Verified

_DIGEST = 16
_LONGEST = 48
_LISTED = {
    "incident": ("id", "when.start", "state", "kind", "where.name", "title"),
    "allegation": ("id", "when.start", "source", "kind", "where.name", "text"),
    "claim": ("id", "made", "claimant", "kind", "measure", "value"),
}


def redacted_text(page: Page[Redacted]) -> str:
    """Return a page of incidents, allegations or claims as a table; ends with a line feed.

    Parameters
    ----------
    page
        What a reader may see.
    """
    if not page.items:
        return _foot(page) + "\n"
    names = _LISTED[page.items[0].sort]
    rows = [[_cell(one, name) for name in names] for one in page.items]
    head = ["start (UTC)" if name == "when.start" else name for name in names]
    return "\n".join([*columns([head, *rows]), _foot(page)]) + "\n"


def _cell(one: Redacted, name: str) -> str:
    value = one.values.get(name)
    if value is None:
        return "[withheld]" if name in one.withheld else ""
    return _short(str(value)[:16] if name.startswith("when") else str(value))


def _short(text: str) -> str:
    line = " ".join(words.clean(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _foot(page: Page[Any]) -> str:
    return f"{page.total} in all; page {page.number} of {page.pages}"


def redacted_json(one: Redacted) -> dict[str, Any]:
    """Return what a reader may see of one as a dictionary; what is withheld says why."""
    return {**one.values, "withheld": dict(one.withheld)}


def page_json_text(page: Page[Any], items: Sequence[Mapping[str, Any]]) -> str:
    """Return a page as JSON text; ends with a line feed."""
    place = {"total": page.total, "page": page.number, "pages": page.pages, "size": page.size}
    return text_of({**place, "items": [dict(item) for item in items]})


def records_text(page: Page[Record]) -> str:
    """Return a page of records around the incidents; ends with a line feed."""
    rows = [
        (one.id, _time(one), one.about or "", one.incident or "", _short(_said(one)))
        for one in page.items
    ]
    head = ("id", "when", "about", "incident", "what")
    return "\n".join([*(columns([head, *rows]) if rows else ()), _foot(page)]) + "\n"


def record_text(one: Record) -> str:
    """Return a record around an incident in full; without a line feed at its end."""
    head = " ".join(part for part in (one.id, one.kind.value, _time(one)) if part)
    return wrapped(words.clean(_said(one)), indent="    ", first=f"{head}: ")


def _time(one: Record) -> str:
    return one.world.isoformat()[:16] if one.world else ""


def _said(one: Record) -> str:
    if not one.fields and not one.withheld:
        return "[erased]"
    shown = [f"{name}: {value}" for name, value in one.fields.items() if name not in _ABOVE]
    return "; ".join([*(f"{name}: [withheld]" for name in one.withheld), *shown])


_ABOVE = ("incident", "files")


def record_json(one: Record) -> dict[str, Any]:
    """Return a record as a dictionary."""
    return {
        "id": one.id,
        "kind": one.kind.value,
        "entry": one.seq,
        "recorded": one.recorded.isoformat(),
        "world": one.world.isoformat() if one.world else None,
        "label": one.label.value,
        "incident": one.incident,
        "fields": dict(one.fields),
        "withheld": dict(one.withheld),
    }


def alerts_text(page: Page[Alert]) -> str:
    """Return a page of alerts; ends with a line feed."""
    rows = [(one.recorded.isoformat()[:16], one.subject, one.rule, one.text) for one in page.items]
    lines = columns([("recorded", "about", "red line", "what"), *rows]) if rows else []
    return "\n".join([*lines, _foot(page)]) + "\n"


def alert_json(one: Alert) -> dict[str, Any]:
    """Return an alert as a dictionary."""
    return {
        "subject": one.subject,
        "rule": one.rule,
        "text": one.text,
        "entry": one.seq,
        "recorded": one.recorded.isoformat(),
        "label": one.label.value,
    }


def entries_text(made: Sequence[Entry]) -> str:
    """Return what was put down, a line an entry; alerts stand out; ends with a line feed."""
    if not made:
        return "nothing is new\n"
    return "".join(_line(entry) + "\n" for entry in made)


def _line(entry: Entry) -> str:
    if entry.kind is EntryKind.RED_LINE_ALERT:
        told = (entry.content or {}).get("text", "")
        return f"ALERT: {words.clean(str(told))} ({entry.subject}, entry {entry.seq})"
    into = f" into {entry.facts['into']}" if "into" in entry.facts else ""
    return f"{entry.subject}: {entry.kind.value}{into} (entry {entry.seq})"


def entry_json(entry: Entry, *, whole: bool = True) -> dict[str, Any]:
    """Return an entry as a dictionary; without its content and facts where not ``whole``."""
    told = {"facts": dict(entry.facts), "content": entry.content} if whole else {}
    return {
        "entry": entry.seq,
        "kind": entry.kind.value,
        "subject": entry.subject,
        "author": entry.author,
        "recorded": entry.recorded.isoformat(),
        "world": entry.world.isoformat() if entry.world else None,
        "label": entry.label.value,
        "hash": entry.hash,
        **told,
    }


def entries_json_text(made: Sequence[Entry]) -> str:
    """Return what was put down as JSON text; ends with a line feed."""
    return text_of({"entries": [entry_json(entry) for entry in made]})


def history_text(history: Sequence[Entry], *, whole: bool) -> str:
    """Return the entries that speak of a thing, a line each, with their reasons if ``whole``."""
    rows = []
    for entry in history:
        content = entry.content
        reason = "[erased]" if content is None else str(content.get("reason", ""))
        moved = f" {entry.facts['from']} to {entry.facts['to']}" if "to" in entry.facts else ""
        rows.append(
            (
                f"entry {entry.seq}",
                entry.recorded.isoformat()[:16],
                entry.author,
                entry.kind.value + moved,
                _short(reason) if whole else "",
            )
        )
    return "\n".join(columns(rows))


def passages_text(passages: Sequence[Passage]) -> str:
    """Return the states that an incident was in and how long."""
    rows = [
        (one.state, one.entered[:16], "now" if one.left is None else one.left[:16], _hours(one))
        for one in passages
    ]
    return "\n".join(columns([("state", "from", "to", "hours"), *rows]))


def _hours(one: Passage) -> str:
    return f"{one.hours:.1f}"


def passage_json(one: Passage) -> dict[str, Any]:
    """Return a state and how long an incident was in it."""
    return {
        "state": one.state,
        "entered": one.entered,
        "left": one.left,
        "hours": round(one.hours, 2),
    }


def origins_text(found: Sequence[Origin]) -> str:
    """Return the independent origins, with why others are no further ones."""
    lines = []
    for number, origin in enumerate(found, 1):
        lines.append(f"{number}. {', '.join(origin.members)}")
        lines += [
            wrapped(f"{edge.first} after {edge.second}: {words.clean(edge.reason)}", indent="   ")
            for edge in origin.edges
        ]
    return "\n".join(lines)


def origin_json(one: Origin) -> dict[str, Any]:
    """Return an origin as a dictionary."""
    edges = [
        {"first": e.first, "second": e.second, "why": e.why.value, "reason": e.reason}
        for e in one.edges
    ]
    return {"members": list(one.members), "edges": edges}


def fields_text(one: Redacted) -> str:
    """Return all fields of one thing; what is withheld says why."""
    rows = []
    for name, value in one.values.items():
        if name in one.withheld:
            rows.append(Row(name, f"[withheld: {one.withheld[name]}]"))
        elif value not in (None, [], {}):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            rows.append(Row(name, words.clean(shown)))
    return table(rows)


def verified_text(found: Verified, root: DayRoot | None) -> str:
    """Return what was checked; ends with a line feed."""
    strays = f"; {found.strays} that no entry speaks of" if found.strays else ""
    rows = [
        Row("the record stands", f"{found.entries} entries, chained and signed"),
        Row("signatures checked", str(found.signatures)),
        Row("erased", str(found.erased)),
        Row("files", f"{found.files}{strays}"),
        Row("head", found.head),
    ]
    return table(rows + (_root_rows(root) if root else [])) + "\n"


def root_text(root: DayRoot) -> str:
    """Return the root of a day; ends with a line feed."""
    return table(_root_rows(root)) + "\n"


def _root_rows(root: DayRoot) -> list[Row]:
    told = f"{root.entries} entries by the end of {root.day} UTC"
    return [Row("root", root.root), Row("of", told)]


def root_json(root: DayRoot) -> dict[str, Any]:
    """Return the root of a day as a dictionary."""
    return {"day": root.day.isoformat(), "entries": root.entries, "root": root.root}


def verified_json_text(found: Verified, root: DayRoot | None) -> str:
    """Return what was checked as JSON text; ends with a line feed."""
    told: dict[str, Any] = {
        "stands": not found.problems,
        "entries": found.entries,
        "signatures_checked": found.signatures,
        "erased": found.erased,
        "files": found.files,
        "strays": found.strays,
        "head": found.head,
    }
    return text_of(told | ({"root": root_json(root)} if root else {}))
