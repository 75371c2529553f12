"""One thing of a register with all that hangs on it: as text and as strict JSON."""

from dataclasses import asdict

from trucewatch import words
from trucewatch.domain.page import Page
from trucewatch.present import register as parts
from trucewatch.present.json import text_of
from trucewatch.register.labels import Redacted
from trucewatch.usecases.register_showing import Shown


def shown_text(shown: Shown, seen: Redacted | None, members: Page[Redacted], *, whole: bool) -> str:
    """Return one thing as text; ends with a line feed.

    Parameters
    ----------
    shown
        The thing.
    seen
        What the reader may see of it; None for a record, or where it was erased.
    members
        What the reader may see of its allegations.
    whole
        Whether the reader may see what the entries hold.
    """
    sections = [parts.fields_text(seen)] if seen else []
    if shown.record:
        sections.append(parts.record_text(shown.record))
    if not sections:
        sections.append(f"{shown.id}: its content was erased")
    if members.items:
        listed = parts.redacted_text(members).rpartition(f"\n{members.total} in all")[0]
        sections.append("Allegations\n" + listed)
    if shown.origins:
        title = f"Independent origins: {len(shown.origins)}"
        sections.append(title + (f"\n{parts.origins_text(shown.origins)}" if whole else ""))
    if shown.records:
        sections.append("Around it\n" + "\n".join(map(parts.record_text, shown.records)))
    if shown.files:
        told = "\n".join(
            f"{one.sha256}  {words.clean(one.name or '[erased]')}" for one in shown.files
        )
        sections.append("Files by their SHA-256\n" + told)
    if shown.alerts:
        told = "\n".join(f"{one.rule}: {one.text}" for one in shown.alerts)
        sections.append("Red lines\n" + told)
    if shown.passages:
        sections.append("Time in each state\n" + parts.passages_text(shown.passages))
    if shown.history:
        sections.append("Entries\n" + parts.history_text(shown.history, whole=whole))
    return "\n\n".join(sections) + "\n"


def shown_json_text(
    shown: Shown, seen: Redacted | None, members: Page[Redacted], *, whole: bool
) -> str:
    """Return one thing as JSON text; ends with a line feed.

    Parameters
    ----------
    shown, seen, members, whole
        As of :func:`shown_text`.
    """
    return text_of(
        {
            "id": shown.id,
            "fields": parts.redacted_json(seen) if seen else None,
            "record": parts.record_json(shown.record) if shown.record else None,
            "allegations": [parts.redacted_json(one) for one in members.items],
            "origins": len(shown.origins),
            "dependence": [parts.origin_json(one) for one in shown.origins] if whole else None,
            "records": [parts.record_json(one) for one in shown.records],
            "files": [asdict(one) for one in shown.files],
            "alerts": [parts.alert_json(one) for one in shown.alerts],
            "merged": list(shown.merged),
            "passages": [parts.passage_json(one) for one in shown.passages],
            "history": [parts.entry_json(entry, whole=whole) for entry in shown.history],
        }
    )
